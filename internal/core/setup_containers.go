// This file sets up the types of one area: containers and iterators.
package core

func setupContainers() {
	setupList()
	setupSlice()
}
