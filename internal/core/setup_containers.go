// This file sets up the types of one area: containers and iterators.
package core

func setupContainers() {
	setupTuple()
	setupList()
	setupRange()
	setupIterators()
	setupIterBuiltins()
	setupSlice()
	setupDict()
	setupBuiltinsView()
	setupSets()
	setupPlain()
}
