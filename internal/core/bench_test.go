package core

import "testing"

// BenchmarkNewInterpreter measures making and dropping an interpreter without a host.
func BenchmarkNewInterpreter(b *testing.B) {
	rt := NewRuntime()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := rt.NewInterpreter(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
