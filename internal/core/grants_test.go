// Tests of module grants and of the containment of crashes, from outside as an embedder sees them.
package core_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
	"github.com/vivarium-py/vivarium/internal/stdlib"
	"github.com/vivarium-py/vivarium/lib"
)

// runIn runs source in a fresh interpreter and gives the error and what it printed.
func runIn(t *testing.T, src string, g policy.Grants, more ...*core.ModuleDef) (out string, err error) {
	t.Helper()
	pol, perr := policy.New(g, "/")
	if perr != nil {
		t.Fatal(perr)
	}
	var buf bytes.Buffer
	h, herr := host.New(host.Config{Policy: pol, Stdout: &buf})
	if herr != nil {
		t.Fatal(herr)
	}
	t.Cleanup(h.Close)
	mods := stdlib.Modules()
	for _, m := range more {
		mods[m.Name] = m
	}
	in, ierr := core.NewRuntime().NewInterpreter(core.Options{Host: h, Modules: mods, Lib: lib.FS})
	if ierr != nil {
		t.Fatal(ierr)
	}
	err = in.Main().RunMain([]byte(src), "test.py", false)
	in.Finish()
	return buf.String(), err
}

func TestModuleGrants(t *testing.T) {
	g := policy.Grants{Modules: []string{"json", "importlib", "string.templatelib", "sys", "_imp", "_frozen_importlib", "textwrap"}}
	for _, src := range []string{
		"import json; print(json.loads('[1]'))",
		"import json.decoder; from json import encoder; import importlib.util; print('x')",
		"import textwrap, builtins, sys; print(textwrap.dedent(' x'))", // which imports re
		"import string.templatelib; print(t'{1}')",
		"'x'.encode('utf-16'); open; print(sorted({1}))",
	} {
		if _, err := runIn(t, src, g); err != nil {
			t.Errorf("%s: %v", src, err)
		}
	}
	for _, src := range []string{
		"import os", "import os.path", "from os import path", "__import__('os')", "import posix", "import _socket",
		"import json; import os", "import textwrap; import re", "import importlib; importlib.import_module('os')",
		"import importlib.util as u; u.module_from_spec(u.find_spec('posix')); import posix",
		"import importlib; importlib.__import__('os')",
		"import _imp; from importlib.machinery import *; _imp.create_builtin(ModuleSpec('posix', None))",
		"from importlib.machinery import *; BuiltinImporter.create_module(ModuleSpec('posix', BuiltinImporter))",
		"from importlib.machinery import *; BuiltinImporter.load_module('posix')",
		"from importlib.machinery import *; FrozenImporter.load_module('os')",
		"from importlib.machinery import *; FrozenImporter.get_code('os')",
		"import _frozen_importlib as f; from importlib.machinery import *; f._load(ModuleSpec('posix', BuiltinImporter))",
		"import _frozen_importlib as f; f._gcd_import('os')",
		"exec(compile('import os', '<frozen json>', 'exec'), {'__name__': 'json', '__package__': 'json'})",
		"import json\nf = type(lambda: 0)((lambda: __import__('os')).__code__, json.__dict__)\nf()",
		"import sys\nfrom importlib.machinery import BuiltinImporter\nclass F:\n    def find_spec(self, name, path, target=None):\n        BuiltinImporter.load_module('posix')\n" +
			"sys.meta_path.insert(0, F())\nimport textwrap, json",
	} {
		_, err := runIn(t, src, g)
		e := core.ExceptionOf(err)
		if e == nil || e.Denied() == nil || !strings.Contains(e.Error(), "is not granted (needs modules=[") {
			t.Errorf("%s: got %v, want a denial", src, err)
		}
	}
}

// TestContained has a module panic: its interpreter ends with a report, another one works on.
func TestContained(t *testing.T) {
	broken := &core.ModuleDef{Name: "broken", Funcs: []core.Func{{Name: "crash", Sig: "()", Flags: core.Pure, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
		var p *int
		*p = 1
		return core.None, nil
	}}}}
	for _, src := range []string{
		"import broken\ntry:\n    broken.crash()\nexcept BaseException:\n    print('caught')\nfinally:\n    print('finally')",
		"import broken\nsorted([1, 2], key=lambda x: broken.crash())",
		"import broken\nclass C:\n    def __hash__(self): broken.crash()\n{C()}",
	} {
		out, err := runIn(t, src, policy.Grants{}, broken)
		var bug *core.InternalError
		if !errors.As(err, &bug) || out != "" || !bytes.Contains(bug.Stack, []byte("grants_test.go")) {
			t.Errorf("%s: got %v, printed %q", src, err, out)
		}
		if out, err := runIn(t, "print(1)", policy.Grants{}); out != "1\n" || err != nil {
			t.Errorf("afterwards: %v, %q", err, out)
		}
	}
}
