package vivarium_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/vivarium-py/vivarium"
)

// Interpreters that import the same modules at once, which other goroutines compile ahead for whoever comes first, get them
// whole. Each level of optimization compiles anew.
func TestConcurrentImports(t *testing.T) {
	const src = "import argparse, typing, traceback, tempfile, concurrent.futures, logging.handlers, difflib\n" +
		"assert typing.Optional[int] and concurrent.futures.ThreadPoolExecutor and logging.handlers.SocketHandler\n"
	for optimize := range 3 {
		rt := vivarium.New()
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				in, err := rt.NewInterpreter(vivarium.Config{Optimize: optimize})
				if err != nil {
					t.Error(err)
					return
				}
				defer in.Close()
				if i%2 == 0 { // in another order
					err = in.Exec(ctx, "import difflib, argparse")
				} else {
					err = in.Exec(ctx, "import argparse, difflib")
				}
				if err == nil {
					err = in.Exec(ctx, src)
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		must(t, rt.Close())
	}
}

// What is compiled ahead is what the module's own import would compile: the packages of a relative import are found, and a module
// that a program replaces beforehand stays the program's.
func TestImportsAheadOfPrograms(t *testing.T) {
	var out strings.Builder
	in := newInterp(t, vivarium.Config{Stdout: &out})
	must(t, in.Exec(ctx, "import sys, types\nsys.modules['textwrap'] = types.SimpleNamespace(mine=1)\nimport argparse, textwrap, json.decoder\nprint(textwrap.mine, json.decoder.__spec__.parent)"))
	if out.String() != "1 json\n" {
		t.Error(out.String())
	}
}
