// This file sets up the types of one area: exceptions and tracebacks.
package core

func setupExceptions() {
	setupExceptionTypes()
	setupTracebacks()
	setupCode()
}
