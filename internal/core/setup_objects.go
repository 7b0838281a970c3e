// This file sets up the types of one area: object, type, descriptors.
package core

func setupObjects() {
}
