// This file sets up the types of one area: functions, code, frames, generators, modules.
package core

func setupFunctions() {
	setupFunctionType()
	setupGenerators()
	setupAsyncGenerators()
	setupModules()
	setupImportTypes()
	setupImportFunc()
	setupSysTypes()
	setupIO()
	setupSignals()
	setupThreads()
	setupFrameLocals()
	setupUnraisable()
	setupABC()
	setupTyping()
	setupCapsule()
	setupSiteBuiltins()
	sysFuncList = sysFuncs()
}
