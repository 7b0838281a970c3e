package stdlib_test

import (
	"testing"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
	"github.com/vivarium-py/vivarium/internal/stdlib"
	"github.com/vivarium-py/vivarium/lib"
)

// newRoot makes an interpreter that may do everything, and leaves it.
func newRoot(tb testing.TB) *core.Interpreter {
	tb.Helper()
	h, err := host.New(host.Config{Policy: policy.Inherit()})
	if err != nil {
		tb.Fatal(err)
	}
	in, err := core.NewRuntime().NewInterpreter(core.Options{Name: "root", Host: h, Modules: stdlib.Modules(), Lib: lib.FS})
	if err != nil {
		tb.Fatal(err)
	}
	in.Leave()
	tb.Cleanup(func() { _ = in.Close() })
	return in
}

func BenchmarkNewChild(b *testing.B) {
	root := newRoot(b)
	b.ReportAllocs()
	for b.Loop() {
		in, err := root.NewChild(core.ChildOptions{})
		if err != nil {
			b.Fatal(err)
		}
		if err := in.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRunInChild(b *testing.B) {
	root := newRoot(b)
	b.ReportAllocs()
	for b.Loop() {
		in, err := root.NewChild(core.ChildOptions{})
		if err != nil {
			b.Fatal(err)
		}
		if err := in.Do(func(t *core.Thread) error { return t.RunText("pass") }); err != nil {
			b.Fatal(err)
		}
		if err := in.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
