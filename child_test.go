// Tests of interpreters that the Python code of an embedded one makes.
package vivarium_test

import (
	"bytes"
	"context"
	"errors"
	"testing"
	"testing/fstest"

	"github.com/vivarium-py/vivarium"
)

func TestChildren(t *testing.T) {
	var out bytes.Buffer
	in := newInterp(t, vivarium.Config{Stdout: &out, Policy: vivarium.Policy{Children: true}, Limits: vivarium.Limits{Children: 2},
		FS: fstest.MapFS{"plug.py": {Data: []byte("x = 42")}}})
	must(t, in.Exec(ctx, "import interpreters\nc = interpreters.create()\nc.exec('import plug\\nprint(\"child\", plug.x, flush=True)')"))
	if out.String() != "child 42\n" {
		t.Errorf("%q", out.String())
	}
	if n := in.Stats().Children; n != 1 {
		t.Error("children:", n)
	}
	// What Go sends arrives in a child too.
	send, recv := vivarium.NewChannel[map[string]int](in.Runtime(), 0)
	must(t, in.Set("recv", recv))
	must(t, send.Send(ctx, map[string]int{"n": 5}))
	must(t, in.Exec(ctx, "c.prepare_main(recv=recv)\nc.exec('print(recv.recv(), flush=True)')"))
	if out.String() != "child 42\n{'n': 5}\n" {
		t.Errorf("%q", out.String())
	}
	// The end of the call ends what runs in the child.
	if err := execUntil(t, in, "c.exec('while True: pass')"); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if err := newInterp(t, vivarium.Config{}).Exec(ctx, "import interpreters\ninterpreters.create()"); err == nil {
		t.Error("a child without a grant")
	}
}

func TestPythonSeesOnlyItsOwn(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	a, err := rt.NewInterpreter(vivarium.Config{Policy: vivarium.Policy{Children: true}})
	must(t, err)
	b, err := rt.NewInterpreter(vivarium.Config{})
	must(t, err)
	must(t, b.Exec(ctx, "import interpreters\ns, r = interpreters.create_channel()\ns.send('secret')"))
	id, err := vivarium.Eval[int64](ctx, b, "s.id")
	must(t, err)
	n, err := vivarium.Eval[int](ctx, a, "len(__import__('interpreters').list_all())")
	if n > 1 || err != nil {
		t.Error("it sees", n, err)
	}
	if err := a.Call(ctx, "interpreters.RecvChannel", id, nil); err == nil {
		t.Error("a channel of another interpreter can be named")
	}
	if err := a.Call(ctx, "interpreters.Interpreter", b.ID(), nil); err == nil {
		t.Error("another interpreter can be named")
	}
}

// Builtins are one table for all until somebody looks at them: what one interpreter does to its own shows in no other.
func TestBuiltinsAreOwn(t *testing.T) {
	const poison = `
import builtins
before = dict(vars(builtins))
builtins.len = lambda x: -1
del builtins.print
__builtins__.__spec__.name = "poisoned"
builtins._ = "left behind"
exec("abs = max", vars(builtins))
assert len("abc") == -1 and abs(1, 2) == 2 and _ == "left behind" and not hasattr(builtins, "print")
assert builtins.__spec__.name == "poisoned"
`
	const check = `
import builtins
assert len("abc") == 3 and abs(-1) == 1 and builtins.print
assert builtins.__spec__.name == "builtins", builtins.__spec__
assert not hasattr(builtins, "_")
assert eval("__spec__", {}).name == "builtins"
`
	rt := vivarium.New()
	defer rt.Close()
	for range 2 {
		clean, err := rt.NewInterpreter(vivarium.Config{})
		must(t, err)
		poisoned, err := rt.NewInterpreter(vivarium.Config{})
		must(t, err)
		done := make(chan error)
		go func() { done <- poisoned.Exec(ctx, poison) }()
		must(t, clean.Exec(ctx, check))
		must(t, <-done)
		must(t, clean.Exec(ctx, check))
		must(t, poisoned.Close())
		must(t, clean.Close())
	}
}
