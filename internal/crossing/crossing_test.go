package crossing_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
	"github.com/vivarium-py/vivarium/internal/stdlib"
	"github.com/vivarium-py/vivarium/lib"
)

var runtimes = core.NewRuntime()

// newInterp makes an interpreter that nobody runs; dirs go on its sys.path.
func newInterp(tb testing.TB, dirs ...string) *core.Interpreter {
	tb.Helper()
	h, err := host.New(host.Config{Policy: policy.Inherit(), ProcessStdio: true})
	if err != nil {
		tb.Fatal(err)
	}
	in, err := runtimes.NewInterpreter(core.Options{Host: h, Argv: []string{""}, Modules: stdlib.Modules(), Lib: lib.FS, Path: dirs})
	if err != nil {
		tb.Fatal(err)
	}
	in.Leave()
	tb.Cleanup(func() {
		if err := in.Close(); err != nil {
			tb.Error(err)
		}
	})
	return in
}

// do runs f in an interpreter.
func do(tb testing.TB, in *core.Interpreter, f func(t *core.Thread) error) {
	tb.Helper()
	if err := doWait(in, func(t *core.Thread) error {
		err := f(t)
		if e := core.ExceptionOf(err); e != nil {
			s, _ := t.Str(e.Val())
			tb.Errorf("%s: %s", e.Val().TypeName(), s.String())
			if c, _ := t.GetAttr(e.Val(), core.Intern("__cause__")); c.Given() {
				s, _ := t.Str(c)
				tb.Errorf("from %s: %s", c.TypeName(), s.String())
			}
			return nil
		}
		return err
	}); err != nil {
		tb.Fatal(err)
	}
}

// doWait is Do once the main thread is free.
func doWait(in *core.Interpreter, f func(t *core.Thread) error) error {
	for {
		if err := in.Do(f); err != core.ErrRunning {
			return err
		}
		runtime.Gosched()
	}
}

// exec runs source in __main__.
func exec(t *core.Thread, src string) error {
	f, err := t.Builtin("exec")
	if err != nil {
		return err
	}
	_, err = t.Call(f, core.StrVal(src), t.Interp().MainDict().Val())
	return err
}

// send packs the value of v in a's __main__ and binds what arrives as v in b's.
func send(t *core.Thread, name string) (*crossing.Parcel, error) {
	v, ok := t.Interp().MainDict().GetStr(core.Intern("v"))
	if !ok {
		return nil, t.ValueError("no v")
	}
	return crossing.PackNamed(t, v, name)
}

func receive(t *core.Thread, p *crossing.Parcel) error {
	v, err := p.Unpack(t)
	if err != nil {
		return err
	}
	t.Interp().MainDict().SetStr(core.Intern("v"), v)
	return nil
}

// cross runs make in a, sends v to b, and runs check there.
func cross(tb testing.TB, a, b *core.Interpreter, makeSrc, check string) {
	tb.Helper()
	var p *crossing.Parcel
	do(tb, a, func(t *core.Thread) (err error) {
		if err = exec(t, makeSrc); err == nil {
			p, err = send(t, "v")
		}
		return err
	})
	if p == nil {
		return
	}
	do(tb, b, func(t *core.Thread) error {
		if err := receive(t, p); err != nil {
			return err
		}
		return exec(t, check)
	})
}

const moduleText = `
import dataclasses, enum, collections
class P:
    def __init__(self, x): self.x = x
class S:
    __slots__ = ('a', 'b')
class SD(S):
    pass
@dataclasses.dataclass
class D:
    a: int
    b: list = dataclasses.field(default_factory=list)
@dataclasses.dataclass(frozen=True, slots=True)
class FD:
    a: int
    b: object
class E(enum.Enum):
    A = 1
    B = 'b'
class F(enum.Flag):
    X = 1
    Y = 2
class State:
    def __init__(self): self.n = 1
    def __getstate__(self): return {'n': self.n + 1}
    def __setstate__(self, s): self.n = s['n'] * 10
class SetOnly:
    def __setstate__(self, s): self.got = dict(s)
class Red:
    def __reduce__(self): return (Red2, (1, [2]))
class Red2:
    def __init__(self, *a): self.a = a
class NewEx:
    def __new__(cls, *a, **k):
        o = object.__new__(cls); o.init = (a, k); return o
    def __getnewargs_ex__(self): return ((1, 2), {'k': 3})
class NewArgs(tuple):
    def __new__(cls, x): return tuple.__new__(cls, (x, x))
    def __getnewargs__(self): return (self[0],)
class L(list): pass
class DD(dict): pass
class St(str): pass
class I(int): pass
class Err(Exception):
    def __init__(self, a, b): super().__init__(a, b); self.extra = a
NT = collections.namedtuple('NT', 'a b')
def setter(o, s): o.via = s
class WithSetter:
    def __reduce__(self): return (WithSetter, (), {'q': 1}, None, None, setter)
class Items:
    def __init__(self): self.l = []; self.d = {}
    def append(self, x): self.l.append(x)
    def __setitem__(self, k, v): self.d[k] = v
    def __reduce__(self): return (Items, (), None, iter([1, 2]), iter([('k', 3)]))
class Global:
    def __reduce__(self): return 'singleton'
singleton = Global()
class H:
    def __init__(self, n): self.n = n
    def __hash__(self): return hash(self.n)
    def __eq__(self, o): return self.n == o.n
class Outer:
    class Inner: pass
K = 5
def uses_global(): return K
def stateless(x): return len(x) + 1
def with_default(x=1): return x
`

func modDir(tb testing.TB) string {
	dir := tb.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "shmod.py"), []byte(moduleText), 0o600); err != nil {
		tb.Fatal(err)
	}
	return dir
}

func TestRoundTrips(t *testing.T) {
	dir := modDir(t)
	a, b := newInterp(t, dir), newInterp(t, dir)
	for _, c := range []struct{ make, check string }{
		{"v = None", "assert v is None"},
		{"v = True", "assert v is True"},
		{"v = 10**40", "assert v == 10**40"},
		{"v = -1.5", "assert v == -1.5 and type(v) is float"},
		{"v = 1j", "assert v == 1j"},
		{"v = '\\ud800é'", "assert v == '\\ud800é'"},
		{"v = b'ab'", "assert v == b'ab'"},
		{"v = (1, ('x', b'y'), frozenset({1, (2, 3)}))", "assert v == (1, ('x', b'y'), frozenset({1, (2, 3)}))"},
		{"v = range(1, 10, 2)", "assert v == range(1, 10, 2)"},
		{"v = slice(1, [2], None)", "assert v.stop == [2] and v.start == 1"},
		{"v = slice(1, 2, None)", "assert v == slice(1, 2)"},
		{"v = ...", "assert v is ..."},
		{"v = NotImplemented", "assert v is NotImplemented"},
		{"v = compile('6*7', 'f', 'eval')", "assert eval(v) == 42"},
		{"v = [int, ValueError, dict]", "assert v == [int, ValueError, dict]"},
		{"v = [1, [2, 'x'], {'a': [3]}, {1, 2}, bytearray(b'q')]", "assert v == [1, [2, 'x'], {'a': [3]}, {1, 2}, bytearray(b'q')]; v.append(1); v[2]['b'] = 2"},
		{"v = {(1, 2): 'a', None: 1, 1.5: [1]}", "assert v == {(1, 2): 'a', None: 1, 1.5: [1]}; assert list(v) == [(1, 2), None, 1.5]"},
		{"v = {'a': 1, 'b': 2, 'c': 3}; del v['b']", "assert v == {'a': 1, 'c': 3}; v['b'] = 4; assert list(v) == ['a', 'c', 'b']"},
		{"v = {frozenset({1}), frozenset({2})}", "assert v == {frozenset({1}), frozenset({2})}"},
		{"v = {i: str(i) for i in range(1000)}", "assert v == {i: str(i) for i in range(1000)}; v[1000] = 1; assert len(v) == 1001"},
		{"v = []; v.append(v)", "assert v[0] is v and len(v) == 1"},
		{"v = {}; v['me'] = v", "assert v['me'] is v"},
		{"l = []; v = (l, 1); l.append(v)", "assert v[0][0] is v"},
		{"l = [1]; v = [l, l, (l,)]", "assert v[0] is v[1] is v[2][0]"},
		{"t = (1, [2]); v = [t, t]", "assert v[0] is v[1]"},
		{"import shmod; v = shmod.P([1, 'x'])", "import shmod; assert type(v) is shmod.P and v.x == [1, 'x']"},
		{"v = shmod.P(1); v.me = v; v.l = [v]", "assert v.me is v and v.l[0] is v"},
		{"v = shmod.P(1); v.__dict__['not name'] = 1", "assert v.__dict__ == {'x': 1, 'not name': 1}"},
		{"v = shmod.P(1)\nfor i in range(100): setattr(v, f'a{i}', i)", "assert v.a99 == 99 and len(v.__dict__) == 101"},
		{"v = shmod.S(); v.a = 1; v.b = [v]", "assert v.a == 1 and v.b[0] is v"},
		{"v = shmod.SD(); v.a = 1; v.c = 2", "assert v.a == 1 and v.c == 2 and not hasattr(v, 'b')"},
		{"v = shmod.D(1, [2])", "assert v == shmod.D(1, [2])"},
		{"v = shmod.FD(1, [2])", "assert v == shmod.FD(1, [2])"},
		{"v = [shmod.E.A, shmod.E.B]", "assert v[0] is shmod.E.A and v[1] is shmod.E.B"},
		{"v = shmod.F.X | shmod.F.Y", "assert v is shmod.F.X | shmod.F.Y"},
		{"v = shmod.State()", "assert v.n == 20"},
		{"v = shmod.SetOnly(); v.q = 1", "assert v.got == {'q': 1}"},
		{"v = shmod.Red()", "assert type(v) is shmod.Red2 and v.a == (1, [2])"},
		{"v = shmod.NewEx()", "assert v.init == ((), {}), v.init"},
		{"v = shmod.NewArgs(3)", "assert type(v) is shmod.NewArgs and v == (3, 3)"},
		{"v = shmod.L([1, 2]); v.q = v", "assert type(v) is shmod.L and v == [1, 2] and v.q is v"},
		{"v = shmod.DD(a=1); v['me'] = v", "assert type(v) is shmod.DD and v['me'] is v"},
		{"v = (shmod.St('x'), shmod.I(3))", "assert type(v[0]) is shmod.St and v == ('x', 3) and type(v[1]) is shmod.I"},
		{"v = shmod.Err(1, 2); v.add_note('n')", "assert type(v) is shmod.Err and v.args == (1, 2) and v.extra == 1 and v.__notes__ == ['n']"},
		{"v = [ValueError('x'), OSError(2, 'm', 'f'), KeyError(1)]", "assert v[0].args == ('x',) and v[1].filename == 'f' and v[2].args == (1,) and type(v[1]) is FileNotFoundError"},
		{"v = shmod.NT(1, [2])", "assert v == shmod.NT(1, [2]) and type(v) is shmod.NT"},
		{"v = shmod.WithSetter()", "assert v.via == {'q': 1}"},
		{"v = shmod.Items()", "assert v.l == [1, 2] and v.d == {'k': 3}"},
		{"v = shmod.singleton", "assert v is shmod.singleton"},
		{"v = {shmod.H(1): 'a', shmod.H(2): 'b'}", "assert v == {shmod.H(1): 'a', shmod.H(2): 'b'}"},
		{"v = {shmod.H(1), 2}; v = [v, frozenset({shmod.H(1)})]", "assert v == [{shmod.H(1), 2}, frozenset({shmod.H(1)})]"},
		{"v = [shmod.P, shmod.Outer.Inner]", "assert v[0] is shmod.P and v[1] is shmod.Outer.Inner"},
		{"p = shmod.P(1); v = (p, p); p.t = v", "assert v[0] is v[1] and v[0].t is v"},
		{"p = shmod.P(1); v = frozenset({p}); p.t = v", "[p] = v; assert p.t is v"},
		{"import collections; v = collections.deque([1, [2]], 5)", "import collections; assert v == collections.deque([1, [2]]) and v.maxlen == 5"},
		{"v = collections.OrderedDict(a=1, b=2)", "assert list(v.items()) == [('a', 1), ('b', 2)] and type(v) is collections.OrderedDict"},
		{"v = collections.Counter('aab')", "assert v == collections.Counter('aab')"},
		{"v = collections.defaultdict(list, a=[1])", "assert v['a'] == [1] and v['z'] == []"},
		{"import re; v = re.compile('a+', re.I)", "import re; assert v.match('AA') and v.pattern == 'a+'"},
		{"import types; v = types.SimpleNamespace(a=[1])", "assert v.a == [1]"},
		{"v = (len, 'x'.join, [].append)", "assert v[0] is len and v[1]('ab') == 'axb'"},
		{"import math; v = math.sqrt", "import math; assert v is math.sqrt"},
		{"v = [math]", "assert v[0] is math"},
		{"v = shmod.P(1).__init__", "assert type(v).__name__ == 'method' and v.__self__.x == 1"},
		{"v = shmod.uses_global", "assert v() == 5 and v is shmod.uses_global"},
		{"v = shmod.with_default", "assert v is shmod.with_default"},
		{"v = shmod.stateless", "assert v('ab') == 3 and v.__globals__ is globals()"},
		{"v = [shmod.stateless]", "assert v[0] is shmod.stateless"},
		{"v = lambda x: x + 1", "assert v(1) == 2 and v.__module__ == '__main__'"},
		{"v = [lambda x: x + undefined_name]", "undefined_name = 5; assert v[0](1) == 6"},
		{"def f(n):\n  def g(): return n\n  return g()\nv = f", "assert v(4) == 4"},
		{"v = list[int], int | None", "assert v == (list[int], int | None)"},
		{"b_ = bytearray(b'abc'); v = memoryview(b_)", "assert bytes(v) == b'abc'; v[0] = 65"},
		{"assert b_ == b'Abc', b_\ntry: b_.append(1)\nexcept BufferError: pass\nelse: assert 0\nv = memoryview(b'xyz')[1:]", "assert v.readonly and bytes(v) == b'yz' and v.obj is None"},
		{"import array; v = array.array('i', [1, 2])", "assert v.tolist() == [1, 2]"},
		{"v = memoryview(array.array('i', [1, 2, 3]))[::2]", "assert v.tolist() == [1, 3] and v.format == 'i'"},
		{"v = []\nfor i in range(100000): v = [v]", "n = 0\nwhile v: v = v[0]; n += 1\nassert n == 100000"},
		{"v = None\nfor i in range(100000): v = (v,)", "n = 0\nwhile v: v = v[0]; n += 1\nassert n == 100000"},
		{"v = None\nfor i in range(100000):\n  w = shmod.P(v); v = w", "n = 0\nwhile v: v = v.x; n += 1\nassert n == 100000"},
		{"v = ()\nfor i in range(60): v = (v, v)", "n = 0\nwhile v: v = v[0]; n += 1\nassert n == 60"},
		{"v = []\nfor i in range(60): v = [v, v]", "n = 0\nwhile v: assert v[0] is v[1]; v = v[0]; n += 1\nassert n == 60"},
	} {
		name := c.make
		if len(name) > 60 {
			name = name[:60]
		}
		t.Run(name, func(t *testing.T) { cross(t, a, b, c.make, c.check) })
	}
}

func TestNotShareable(t *testing.T) {
	dir := modDir(t)
	a := newInterp(t, dir)
	do(t, a, func(t *core.Thread) error {
		return exec(t, "import shmod, threading, sys\ndef local():\n  class C: pass\n  def f(x=1): return C\n  return C, f\nC, f = local()\ng = (i for i in ())")
	})
	for _, c := range []struct{ v, want string }{
		{"g", "v: cannot share generator object"},
		{"[1, {'conn': shmod.P(g)}]", "v[1]['conn'].x: cannot share generator object"},
		{"(1, [g])", "v[1][0]: cannot share generator object"},
		{"{1: {2: g}}", "v[1][2]: cannot share generator object"},
		{"shmod.D(1, [g])", "v.b[0]: cannot share generator object"},
		{"shmod.FD(1, g)", "v[1]: cannot share generator object"},
		{"shmod.L([g])", "v[0]: cannot share generator object"},
		{"shmod.DD(k=g)", "v['k']: cannot share generator object"},
		{"{g}", "v{...}: cannot share generator object"},
		{"{(1, 'a'): g}", "v[(1, 'a')]: cannot share generator object"},
		{"{(g, 1): 1}", "v[...][0]: cannot share generator object"},
		{"[sys.stdout]", "v[0]: cannot share _io.TextIOWrapper object"},
		{"[threading.Lock()]", "v[0]: cannot share _thread.lock object"},
		{"[sys._getframe()]", "v[0]: cannot share frame object"},
		{"[C]", "v[0]: cannot share local object __main__.local.<locals>.C"},
		{"[C()]", "v[0]: cannot share local object __main__.local.<locals>.C"},
		{"[f]", "v[0]: cannot share local object __main__.local.<locals>.f"},
		{"[lambda x=1: x]", "v[0]: cannot share __main__.<lambda>: it is not found there"},
	} {
		do(t, a, func(th *core.Thread) error {
			if err := exec(th, "v = "+c.v); err != nil {
				return err
			}
			_, err := send(th, "v")
			if err == nil {
				t.Errorf("%s: crossed", c.v)
				return nil
			}
			if !core.Matches(err, crossing.NotShareableError()) || !core.Matches(err, &core.ExcTypeError) || !core.Matches(err, &core.ExcValueError) {
				return err
			}
			s, _ := th.Str(core.ExceptionOf(err).Val())
			if s.String() != c.want {
				t.Errorf("%s: %s, want %s", c.v, s.String(), c.want)
			}
			return nil
		})
	}
}

// TestHostile sends objects whose pickling methods misbehave: errors, never a panic or an endless run.
func TestHostile(t *testing.T) {
	a, b := newInterp(t), newInterp(t)
	pre := `
class R:
    def __init__(self, r): self.__dict__['r'] = r
    def __reduce_ex__(self, p): return self.r() if callable(self.r) else self.r
def boom(*a, **k): raise ZeroDivisionError
def deep(): return (R, (R(deep),))
class Grow:
    def __reduce__(self):
        l.append(1); l.clear(); d.clear()
        return (int, ())
class M(type):
    def __getattribute__(self, n): raise ZeroDivisionError
`
	both := func(t *core.Thread) error { return exec(t, pre) }
	do(t, a, both)
	do(t, b, both)
	for _, src := range []string{
		"R(1)", "R(())", "R((1, 2))", "R((int, 1))", "R((int, (), 1, 2, 3, 4, 5))", "R((int, (), None, 5))", "R((int, (), None, None, [1]))",
		"R(boom)", "R(deep)", "R('nope')", "R('')", "R((boom, ()))", "R((int, (), {'a': 1}))", "R((int, (), None, [1]))", "R((int, (), None, None, [(1, 2)]))",
		"R((object, (), (1, 2, 3)))", "R((object, (), ({1: 2}, {3: 4})))", "R((lambda: 1 / 0, ()))", "R((list, (), None, iter(int, 1)))" /* endless */, "R((int, ([],)))",
		"M('X', (), {})", "M('X', (), {})()", "(lambda: (yield))()", "type('Y', (), {'__module__': 5})()", "type('Y', (), {'__qualname__': 'Y.Z', '__module__': 'os'})()",
	} {
		endless := strings.Contains(src, "iter(int")
		err := a.Do(func(th *core.Thread) error {
			if err := exec(th, "v = "+src); err != nil {
				return err
			}
			if endless {
				return nil
			}
			p, err := send(th, "v")
			if err == nil {
				var rerr error
				th.Block(func() {
					rerr = b.Do(func(tb *core.Thread) error { return receive(tb, p) })
				})
				if core.ExceptionOf(rerr) == nil {
					t.Errorf("%s: crossed (%v)", src, rerr)
				}
				return nil
			}
			if core.ExceptionOf(err) == nil {
				return err
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s: %v", src, err)
		}
	}
	cross(t, a, b, "l = [Grow(), 1, 2, [3]]; d = {1: 2}; v = [l, d]", "assert v[0][1:] == [1, 2, [3]] and v[0][0] == 0, v")
}

// TestMainScript sends what a script defines in __main__ to an interpreter that has not run it, and back.
func TestMainScript(t *testing.T) {
	dir := t.TempDir()
	script := filepath.Join(dir, "prog.py")
	src := "K = 3\nclass C:\n    class In: pass\n    def __init__(self, x): self.x = x\ndef f(x): return x + K\nif __name__ == '__main__':\n    v = [C([1]), f, C.In()]\n"
	if err := os.WriteFile(script, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	a, b := newInterp(t), newInterp(t)
	do(t, a, func(th *core.Thread) error {
		th.Interp().MainDict().SetStr(core.Intern("__file__"), core.StrVal(script))
		return exec(th, src)
	})
	cross(t, a, b, "", "assert v[0].x == [1] and v[1](1) == 4 and v[1] is f and type(v[0]) is C and C.__module__ == '<fake __main__>' and type(v[2]) is C.In")
	cross(t, b, a, "", "assert type(v[0]) is C and v[1] is f and type(v[2]) is C.In")
	// A script that is not there is a NotShareableError.
	do(t, a, func(th *core.Thread) error {
		return exec(th, "__file__ = '/nonexistent/x.py'\nclass D: pass\nv = D()")
	})
	var p *crossing.Parcel
	do(t, a, func(th *core.Thread) (err error) { p, err = send(th, ""); return err })
	do(t, b, func(th *core.Thread) error {
		err := receive(th, p)
		if !core.Matches(err, crossing.NotShareableError()) || core.ExceptionOf(err).Error() != "NotShareableError: the receiving interpreter has no __main__.D" {
			t.Errorf("%v", err)
		}
		return nil
	})
}

type testHandle struct{ opened, released *int }

func (h testHandle) Open(t *core.Thread) (core.Value, error) { *h.opened++; return core.Int(7), nil }
func (h testHandle) Release()                                { *h.released++ }

func TestHandles(t *testing.T) {
	a, b := newInterp(t), newInterp(t)
	var opened, released int
	do(t, a, func(th *core.Thread) error {
		if err := exec(th, "class Q: pass\nq = Q()\nclass Sub(Q): pass\nv = [q, {'k': q}]"); err != nil {
			return err
		}
		q, _ := th.Interp().MainDict().GetStr(core.Intern("q"))
		if crossing.Shareable(q) {
			t.Error("shareable before it is registered")
		}
		crossing.RegisterHandle(a, q.Type(), func(t *core.Thread, v core.Value) (crossing.Handle, error) {
			return testHandle{&opened, &released}, nil
		})
		if !crossing.Shareable(q) {
			t.Error("not shareable once registered")
		}
		return nil
	})
	cross(t, a, b, "", "assert v == [7, {'k': 7}]")
	if opened != 1 || released != 0 {
		t.Errorf("opened %d, released %d; want 1, 0", opened, released)
	}
	do(t, a, func(th *core.Thread) error {
		p, err := send(th, "")
		if err == nil {
			p.Release()
			p.Release()
		}
		return err
	})
	do(t, a, func(th *core.Thread) error {
		if err := exec(th, "v = [q, (i for i in ())]"); err != nil {
			return err
		}
		if _, err := send(th, ""); !core.Matches(err, crossing.NotShareableError()) {
			t.Errorf("%v", err)
		}
		return nil
	})
	if opened != 1 || released != 2 {
		t.Errorf("opened %d, released %d; want 1, 2", opened, released)
	}
}

func TestShareable(t *testing.T) {
	a := newInterp(t)
	for src, want := range map[string]bool{
		"None": true, "True": true, "1": true, "2**70": true, "1.5": true, "'a'": true, "b''": true, "(1, [])": true, "memoryview(b'')": true,
		"1j": false, "[]": false, "frozenset()": false, "range(3)": false, "...": false, "int": false, "len": false, "bytearray()": false,
		"type('S', (str,), {})('a')": false, "type('T', (tuple,), {})()": false, "object()": false, "slice(1)": false,
	} {
		do(t, a, func(th *core.Thread) error {
			if err := exec(th, "v = "+src); err != nil {
				return err
			}
			v, _ := th.Interp().MainDict().GetStr(core.Intern("v"))
			if got := crossing.Shareable(v); got != want {
				t.Errorf("%s: %v, want %v", src, got, want)
			}
			return nil
		})
	}
}

// BenchmarkPack measures a crossing, both sides together.
func BenchmarkPack(b *testing.B) {
	dir := modDir(b)
	x, y := newInterp(b, dir), newInterp(b, dir)
	for _, c := range []struct{ name, src string }{
		{"int", "v = 1"}, {"str1M", "v = 'x' * (1 << 20)"}, {"bytes1M", "v = bytes(1 << 20)"}, {"tuple", "v = (1, 'a', 2.5)"},
		{"list10k", "v = list(range(10000))"}, {"dict1k", "v = {str(i): i for i in range(1000)}"}, {"records", "import shmod; v = [{'a': i, 'p': shmod.P(i)} for i in range(1000)]"},
		{"dataclass", "import shmod; v = shmod.D(1, [2])"}, {"enum", "import shmod; v = shmod.E.A"},
	} {
		b.Run(c.name, func(b *testing.B) {
			do(b, x, func(th *core.Thread) error { return exec(th, c.src) })
			parcels := make([]*crossing.Parcel, 0, 64)
			b.ResetTimer()
			for i := 0; i < b.N; i += 64 {
				parcels = parcels[:0]
				do(b, x, func(th *core.Thread) error {
					for range 64 {
						p, err := send(th, "")
						if err != nil {
							return err
						}
						parcels = append(parcels, p)
					}
					return nil
				})
				do(b, y, func(th *core.Thread) error {
					for _, p := range parcels {
						if _, err := p.Unpack(th); err != nil {
							return err
						}
					}
					return nil
				})
			}
		})
	}
}
