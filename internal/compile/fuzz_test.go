package compile

import (
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// FuzzCompile compiles whatever parses, and disassembles it.
func FuzzCompile(f *testing.F) {
	for _, src := range []string{
		"class A[T: int = str](B, metaclass=C):\n x: T = 1\n def f(self): return super().f, __class__",
		"async def f():\n async with a as b, c: yield [x async for x in y if await z]\n return",
		"def f(a, /, b=1, *c, d, e=2, **g):\n nonlocal_ = lambda: (yield)\n try: pass\n except* A as h: raise\n finally: del h",
		"match x:\n case [1, *_, {'a': b, **c}] | A(d, e=f) if g: pass\n case _: t'{x!r:>{w}}'",
		"type X[**P, *Ts] = list[P]\nfor a, (*b, c) in d: continue\nelse: break_ = [i := j for j in k]",
		"from __future__ import annotations\nglobal x\nx: int\nassert x, y\nwhile x: break",
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, mode := range []syntax.Mode{syntax.ModeExec, syntax.ModeEval, syntax.ModeSingle} {
			mod, err := syntax.Parse([]byte(src), syntax.Options{Mode: mode})
			if err != nil {
				continue
			}
			start := time.Now()
			for _, optimize := range []int{0, 2} {
				c, err := Compile(mod, "fuzz", Options{Optimize: optimize})
				if err != nil {
					if _, ok := err.(*syntax.SyntaxError); !ok {
						t.Fatal(err)
					}
					continue
				}
				code.Disassemble(c, true)
			}
			if d := time.Since(start); d > time.Minute {
				t.Fatal("slow: ", d)
			}
		}
	})
}
