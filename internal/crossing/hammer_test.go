package crossing_test

import (
	"sync"
	"testing"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
)

const hammerMake = `
import sys
text = 'aé\u20ac\U0001f600' * 5000
part = ''
for i in range(300): part += 'é' * 10
src = '''
import itertools, re, functools
class A:
    """doc"""
    n = 1
    def f(self, x): return x + self.n
    def g(self):
        try: return [self.f(i) for i in range(20)]
        finally: self.n += 1
def gen(k):
    for i in range(k): yield i * 2
total = sum(A().g()) + sum(gen(50)) + len(re.findall("a+", "aabaaa"))
lam = lambda *a, **k: (a, k)
assert lam(1, 2, z=3) == ((1, 2), {"z": 3})
'''
class X: pass
def work(data):
    text, part, b, fs, code, r, big, nested, sl = data
    for i in range(0, len(text), 977):
        assert text[i] == 'aé\u20ac\U0001f600'[i % 4]
    assert text.find('\U0001f600', 15000) == 15003
    assert text.index('a', 19000) % 4 == 0
    assert len(text + 'x') == 20001
    q = part
    for i in range(5): q += 'ü' * 40
    assert q[3000:] == 'ü' * 200, q[2990:3010]
    d = {text: 1, b: 2, fs: 3, nested: 4, big: 5, r: 6}
    assert d[text] == 1 and d[b] == 2 and d[fs] == 3 and d[nested] == 4 and d[big] == 5 and d[r] == 6
    assert (3, 'x') in fs and len(fs | {1, 2}) >= 4
    assert big * big % 7 == pow(big, 2, 7) and str(big)[0] == '1'
    assert list(r)[2] == r[2] and 7 in r
    assert [1, 2, 3, 4][sl] == [2, 3]
    assert hash(nested) == hash(nested) and nested[1][0] == 'k'
    assert text.encode()[:1] == b'a' and b.decode('latin-1')[0] == '\x00'
    assert text.upper()[1] == 'É' and len(text.split('é')) == 5001
    import weakref, sys, enum
    assert weakref.ref(fs)() is fs and weakref.ref(code)() is code
    assert sys.intern(part) == part
    e = OSError(2, 'x', part); e.extra = 1; e.add_note(text[:5])
    try: raise e from ValueError()
    except FileNotFoundError as g: assert g.filename == part and g.extra == 1
    class L(list): z = 1
    class T(tuple): pass
    l = L(nested); l.attr = 2
    assert T(nested) == nested and L in list.__subclasses__()
    assert code.replace(co_name='q').co_name == 'q' and code.co_consts == code.co_consts
    assert '%s|%r' % (part, b) and f'{text[:3]!r:>10}' and ''.join([text, part])[5] == text[5]
    assert text[100:200].translate({233: 'E'}).count('E') == 25 and text.rfind('a') == 19996
    assert fs == frozenset(fs) and fs.copy() is fs and sorted(map(repr, fs))[0] == "'é'"
    c = enum.Enum('Col', 'R G'); assert c.R.name == 'R'
    ns = {}
    exec(code, ns)
    assert ns['total'] == 210 + 2450 + 2, ns['total']
    assert list(code.co_positions()) and code.co_varnames is not None and hash(code) == hash(code) and code == code
    return hash(text), hash(b), hash(fs), hash(nested)
v = (work, (text, part, bytes(range(256)) * 10, frozenset({1.5, (3, 'x'), 'é', b'z'}), compile(src, 'shared.py', 'exec'), range(1, 100, 3), 10**50, (1, ('k', (2.5,)), None, ...), slice(1, 3)))
`

// TestHammer lets several interpreters use the same immutable objects at once; -race finds what is written without care.
func TestHammer(t *testing.T) {
	from := newInterp(t)
	const n = 4
	ins := make([]*core.Interpreter, n)
	for i := range ins {
		ins[i] = newInterp(t)
	}
	rounds := 6
	if testing.Short() {
		rounds = 2
	}
	for range rounds {
		parcels := make([]*crossing.Parcel, n)
		do(t, from, func(th *core.Thread) error {
			if err := exec(th, hammerMake); err != nil {
				return err
			}
			for i := range parcels {
				var err error
				if parcels[i], err = send(th, ""); err != nil {
					return err
				}
			}
			return nil
		})
		var wg sync.WaitGroup
		for i, in := range ins {
			wg.Add(1)
			go func() {
				defer wg.Done()
				do(t, in, func(th *core.Thread) error {
					if err := receive(th, parcels[i]); err != nil {
						return err
					}
					return exec(th, "f, data = v\nr = [f(data) for _ in range(3)]\nassert r[0] == r[2]")
				})
			}()
		}
		do(t, from, func(th *core.Thread) error { return exec(th, "f, data = v\nf(data)") })
		wg.Wait()
	}
}

// TestHammerCopies sends one mutable object from one interpreter to several at once, back and forth.
func TestHammerCopies(t *testing.T) {
	dir := modDir(t)
	const n = 4
	ins := make([]*core.Interpreter, n)
	for i := range ins {
		ins[i] = newInterp(t, dir)
		do(t, ins[i], func(th *core.Thread) error {
			return exec(th, "import shmod\nv = {'n': 0, 'p': shmod.P([1, {2}]), 'd': shmod.D(1, ['x']), 'e': shmod.E.A, 'f': shmod.uses_global}")
		})
	}
	var wg sync.WaitGroup
	for i := range ins {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 30 {
				var p *crossing.Parcel
				do(t, ins[i], func(th *core.Thread) (err error) {
					p, err = send(th, "v")
					return err
				})
				var q *crossing.Parcel
				do(t, ins[(i+1)%n], func(th *core.Thread) error {
					v, err := p.Unpack(th)
					if err != nil {
						return err
					}
					q, err = crossing.Pack(th, v)
					return err
				})
				do(t, ins[i], func(th *core.Thread) error {
					if err := receive(th, q); err != nil {
						return err
					}
					return exec(th, "assert v['p'].x == [1, {2}] and v['e'] is shmod.E.A and v['f']() == 5 and v['d'] == shmod.D(1, ['x'])\nv['n'] += 1")
				})
			}
		}()
	}
	wg.Wait()
}
