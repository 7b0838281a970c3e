// Test that interpreters share nothing that any of them can change.
package core_test

import (
	"io/fs"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/stdlib"
	"github.com/vivarium-py/vivarium/lib"
)

// immutable are the builtin types whose instances no Python code can change.
const immutable = ` NoneType NotImplementedType ellipsis unbound bool int float complex str bytes tuple frozenset range slice code type
	builtin_function_or_method method_descriptor wrapper_descriptor classmethod_descriptor getset_descriptor member_descriptor
	method-wrapper _sitebuiltins.Quitter _sitebuiltins._Helper _sitebuiltins._Printer
	datetime.date datetime.time datetime.datetime datetime.timedelta datetime.timezone `

// reachable gives everything that an interpreter reaches once it has imported the whole library.
func reachable(t *testing.T, rt *core.Runtime) (*core.Interpreter, map[core.Value]bool) {
	h, err := host.New(host.Config{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	in, err := rt.NewInterpreter(core.Options{Host: h, Modules: stdlib.Modules(), Lib: lib.FS})
	if err != nil {
		t.Fatal(err)
	}
	for name := range stdlib.Modules() {
		_, _ = in.Main().Import(name)
	}
	_ = fs.WalkDir(lib.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(p, ".py") && !strings.Contains(p, "__main__") {
			_, _ = in.Main().Import(strings.TrimSuffix(strings.ReplaceAll(strings.TrimSuffix(p, ".py"), "/", "."), ".__init__"))
		}
		return nil
	})
	all := map[core.Value]bool{}
	in.EachLive(func(v core.Value) bool { all[v] = true; return true })
	return in, all
}

func TestNothingMutableIsShared(t *testing.T) {
	rt := core.NewRuntime()
	_, a := reachable(t, rt)
	_, b := reachable(t, rt)
	dicts := map[core.Value]bool{}
	for v := range a {
		if d := core.SharedDictOf(v); d != nil {
			dicts[d.Val()] = true // only the runtime writes it: Python sees it through a mappingproxy
		}
	}
	shared := map[string]int{}
	n := 0
	for v := range a {
		if !b[v] || dicts[v] {
			continue
		}
		n++
		if typ := core.AsType(v); typ != nil && typ.Immutable() {
			continue
		}
		if name := v.TypeName(); !slices.Contains(strings.Fields(immutable), name) {
			shared[name]++
		}
	}
	if n < 1000 {
		t.Errorf("only %d objects are shared: the walk does not see much", n)
	}
	names := make([]string, 0, len(shared))
	for k := range shared {
		names = append(names, k)
	}
	sort.Strings(names)
	for _, k := range names {
		t.Errorf("%d shared objects of type %s", shared[k], k)
	}
}
