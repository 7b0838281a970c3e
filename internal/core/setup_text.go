// This file sets up the types of one area: str, bytes, bytearray, memoryview.
package core

func setupText() {
	setupStr()
	setupBytes()
	setupByteArray()
	setupMemoryView()
	setupTemplate()
}
