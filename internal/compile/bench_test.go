package compile

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/vivarium-py/vivarium/internal/syntax"
)

// BenchmarkLibrary compiles the modules that Vivarium ships.
func BenchmarkLibrary(b *testing.B) {
	files, _ := filepath.Glob("../../lib/*.py")
	var mods []syntax.Mod
	size := 0
	for _, f := range files {
		src, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		mod, err := syntax.Parse(src, syntax.Options{Filename: f})
		if err != nil {
			b.Fatal(err)
		}
		mods = append(mods, mod)
		size += len(src)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, m := range mods {
			if _, err := Compile(m, "x", Options{}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
