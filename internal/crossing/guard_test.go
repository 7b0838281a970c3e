package crossing_test

import (
	"strings"
	"testing"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// TestGuard sends from an interpreter without grants to its parent: data arrives, what would act does not.
func TestGuard(t *testing.T) {
	dir := modDir(t)
	parent := newInterp(t, dir)
	pol, err := policy.New(policy.Grants{Import: []string{dir}, Read: []string{dir}}, "")
	if err != nil {
		t.Fatal(err)
	}
	var child *core.Interpreter
	do(t, parent, func(th *core.Thread) (err error) {
		if err = exec(th, "import shmod, collections, re, array, os, enum, sys\nclass Victim:\n  def __init__(self): self.n = 0\n  def __del__(self): boom\nclass Cls: pass\ncalled = []\ndef call(*a): called.append(a)"); err != nil {
			return err
		}
		child, err = parent.NewChild(core.ChildOptions{Policy: pol})
		return err
	})
	do(t, child, func(th *core.Thread) error {
		return exec(th, `
import shmod, collections, re, array
class R:
    def __init__(self, *r): self.__dict__['r'] = r
    def __reduce_ex__(self, p): return self.r
class Cls: pass
class Victim: pass
def call(*a): pass
class Fake:
    def __reduce_ex__(self, p): return self.name
import os, builtins, types
class FakeFileIO:
    pass
`)
	})
	for _, c := range []struct{ make, check string }{
		{"v = [1, {'a': (2, {3})}, 'x', None, 1.5, bytearray(b'q')]", "assert v == [1, {'a': (2, {3})}, 'x', None, 1.5, bytearray(b'q')]"},
		{"v = shmod.D(1, [2])", "assert v == shmod.D(1, [2])"},
		{"v = shmod.FD(1, [2])", "assert v == shmod.FD(1, [2])"},
		{"v = shmod.NT(1, [2])", "assert v == shmod.NT(1, [2])"},
		{"v = [shmod.E.A, shmod.F.X | shmod.F.Y]", "assert v == [shmod.E.A, shmod.F.X | shmod.F.Y]"},
		{"v = [ValueError('x'), FileNotFoundError(2, 'm', 'f')]", "assert v[0].args == ('x',) and v[1].filename == 'f'"},
		{"v = shmod.Err(1, 2)", "assert v.args == (1, 2) and v.extra == 1"},
		{"v = [collections.deque([1]), collections.OrderedDict(a=1), collections.Counter('aa'), re.compile('a'), array.array('i', [1])]",
			"assert v[0][0] == 1 and v[1] == {'a': 1} and v[2]['a'] == 2 and v[3].match('a') and v[4][0] == 1"},
		{"v = range(3), compile('1', '', 'eval'), int", "assert eval(v[1]) == 1"},
	} {
		t.Run(c.make, func(t *testing.T) { cross(t, child, parent, c.make, c.check) })
	}
	for _, c := range []string{
		"v = R(call, (1,))", "v = [call]", "v = len", "v = os", "v = lambda: 1", "v = Cls()", "v = Cls", "v = Victim()", "v = shmod.P(1)", "v = shmod.State()",
		"v = R(getattr, ('a', 'upper'))", "v = R(eval, ('call(1)',))", "import os; v = R(os.system, ('true',))", "import io; v = R(io.FileIO, ('/dev/null',))",
		"v = R(type, ('X', (), {}))", "v = R(map, (int, [1]))", "v = R(set, (), {'a': 1}, None, None, call)", "v = shmod.WithSetter()", "v = shmod.L([1])",
		"v = R(collections.deque, ([],), None, None, [(0, 1)]) if 0 else R(shmod.Red2, (1,))", "v = R(__import__, ('this',))",
		"v = R(ValueError, (), {'args': 1}, None, None, print)", "v = R(BaseException.add_note, (ValueError(), 'x'))", "v = R(shmod.SetOnly, (), {'a': 1})",
		"v = R(collections.defaultdict, (call,))", "import functools; v = functools.partial(int, '1')", "v = memoryview.__reduce__ if 0 else 'x'.join",
	} {
		t.Run(c, func(t *testing.T) {
			var p *crossing.Parcel
			do(t, child, func(th *core.Thread) (err error) {
				if err = exec(th, c); err == nil {
					p, err = send(th, "")
				}
				return err
			})
			do(t, parent, func(th *core.Thread) error {
				if p == nil {
					return nil
				}
				err := receive(th, p)
				if err == nil {
					t.Error("crossed")
					return nil
				}
				if !core.Matches(err, crossing.NotShareableError()) {
					return err
				}
				if !strings.Contains(core.ExceptionOf(err).Error(), "has fewer grants than the receiver: it cannot send") {
					t.Errorf("%v", err)
				}
				return exec(th, "assert not called, called")
			})
		})
	}
	// The other way everything crosses.
	cross(t, parent, child, "v = [shmod.P(1), shmod.uses_global]", "assert v[0].x == 1 and v[1]() == 5")
	do(t, parent, func(*core.Thread) error { return nil })
	if err := child.Close(); err != nil {
		t.Error(err)
	}
}
