// This file sets up the types of one area: numbers.
package core

func setupNumbers() {
	setupInt()
	setupFloat()
	setupComplex()
}
