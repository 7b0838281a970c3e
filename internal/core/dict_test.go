package core

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// check verifies the table's invariants.
func (d *Dict) check(tb testing.TB) {
	tb.Helper()
	live, fill, linked := 0, 0, 0
	for i, e := range d.entries {
		if e.key.IsUnbound() != (e.hash == noHash) {
			tb.Fatalf("entry %d: deleted by half", i)
		}
		if e.hash != noHash {
			if i < int(d.head) {
				tb.Fatalf("entry %d lies before head %d", i, d.head)
			}
			live++
		}
	}
	if live != d.used {
		tb.Fatalf("used %d, found %d", d.used, live)
	}
	if live > 0 && d.entries[d.head].hash == noHash {
		tb.Fatalf("head %d is deleted", d.head)
	}
	for _, x := range d.index {
		if x.pos != 0 {
			fill++
		}
		if x.pos > 0 {
			linked++
			if x.hash != short(d.entries[x.pos-1].hash) {
				tb.Fatal("a slot with another hash than its entry")
			}
		}
	}
	if d.index != nil && (fill != int(d.fill) || linked != live || fill >= len(d.index)) {
		tb.Fatalf("fill %d, found %d; linked %d of %d; size %d", d.fill, fill, linked, live, len(d.index))
	}
	if d.index == nil && len(d.entries) > smallDict {
		tb.Fatalf("%d entries without an index", len(d.entries))
	}
}

// TestDictModel plays random operations on a Dict and on a Go map with a list of keys in order.
func TestDictModel(t *testing.T) {
	th := newTestThread(t)
	makers := map[string]func(n int) Value{
		"int":     func(n int) Value { return Int(int64(n)) },
		"str":     func(n int) Value { return StrVal(fmt.Sprint("k", n)) },
		"collide": func(n int) Value { return Int(int64(n) << 40) },
		"mixed": func(n int) Value {
			if n%2 == 0 {
				return Int(int64(n))
			}
			return StrVal(fmt.Sprint(n))
		},
		"tuple": func(n int) Value { return NewTuple(Int(int64(n)), StrVal("x")) },
	}
	for name, key := range makers {
		for seed := range uint64(6) {
			r := rand.New(rand.NewPCG(seed, 7))
			span := []int{6, 12, 40, 300}[seed%4]
			d, m := NewDict(), map[int]int{}
			var order []int
			drop := func(n int) {
				delete(m, n)
				for i, x := range order {
					if x == n {
						order = append(order[:i:i], order[i+1:]...)
						return
					}
				}
			}
			for op := range 4000 {
				n := r.IntN(span)
				k := key(n)
				_, had := m[n]
				switch c := r.IntN(20); {
				case c < 8:
					if err := d.Set(th, k, Int(int64(op))); err != nil {
						t.Fatal(err)
					}
					if !had {
						order = append(order, n)
					}
					m[n] = op
				case c < 13:
					_, ok, err := d.Delete(th, k)
					if err != nil || ok != had {
						t.Fatalf("%s: delete %d: %v %v, had %v", name, n, ok, err, had)
					}
					drop(n)
				case c < 16:
					v, ok, err := d.Get(th, k)
					if err != nil || ok != had || ok && v != Int(int64(m[n])) {
						t.Fatalf("%s: get %d", name, n)
					}
				case c == 16:
					if _, _, ok := d.popItem(); ok != (len(order) > 0) {
						t.Fatalf("%s: popitem", name)
					} else if ok {
						drop(order[len(order)-1])
					}
				case c == 17:
					d = d.Copy()
				case had && c == 18:
					i, _ := d.lookup(th, k)
					d.moveFirst(i)
					v := m[n]
					drop(n)
					m[n], order = v, append([]int{n}, order...)
				case had:
					i, _ := d.lookup(th, k)
					d.moveLast(i)
					v := m[n]
					drop(n)
					m[n], order = v, append(order, n)
				}
				d.check(t)
				if op%50 == 0 {
					i := 0
					for p, k, v, ok := d.Next(0); ok; p, k, v, ok = d.Next(p) {
						if eq, _ := th.Eq(k, key(order[i])); !eq || v != Int(int64(m[order[i]])) {
							t.Fatalf("%s: order differs at %d", name, i)
						}
						i++
					}
					if i != len(order) {
						t.Fatalf("%s: %d of %d entries", name, i, len(order))
					}
				}
			}
		}
	}
}

// Keys that come and go must not fill the index with marks of deleted keys, nor cost more and more.
func TestDictQueue(t *testing.T) {
	th := newTestThread(t)
	d := NewDict()
	for i := range 200000 {
		d.Set(th, Int(int64(i)), None)
		if i >= 10 {
			p, k, _, _ := d.Next(0)
			if p != int(d.head)+1 {
				t.Fatal("a scan for the first entry")
			}
			d.Delete(th, k)
		}
		if i%5000 == 0 {
			d.check(t)
		}
	}
	if len(d.index) > 64 {
		t.Errorf("index of %d slots for 10 keys", len(d.index))
	}
	e := NewDict()
	for i := range 100000 {
		e.Set(th, Int(int64(i)), None)
		e.Delete(th, Int(int64(i)))
	}
	e.check(t)
}

func TestDictEqualKeysOfManyTypes(t *testing.T) {
	th := newTestThread(t)
	if FloatType.s.Compare == nil {
		t.Skip("float is not there yet")
	}
	for _, n := range []int64{0, 20} {
		d := NewDict()
		for i := range n {
			d.Set(th, Int(100+i), None)
		}
		d.Set(th, Int(1), StrVal("a"))
		for _, k := range []Value{Float(1), True, Int(1)} {
			if v, ok, err := d.Get(th, k); !ok || err != nil || AsStr(v).s != "a" {
				t.Errorf("%d keys: no 1", n)
			}
		}
		d.Set(th, Float(2), StrVal("b"))
		if _, ok, _ := d.Get(th, Int(2)); !ok {
			t.Errorf("%d keys: no 2", n)
		}
	}
}

func BenchmarkDictGetStr(b *testing.B) {
	th := newTestThread(b)
	d := NewDict()
	keys := make([]Value, 1000)
	for i := range keys {
		keys[i] = StrVal(fmt.Sprint("key", i))
		d.Set(th, keys[i], None)
	}
	for i := 0; b.Loop(); i++ {
		d.Get(th, keys[i%1000])
	}
}

func BenchmarkDictGetInt(b *testing.B) {
	th := newTestThread(b)
	d := NewDict()
	for i := range 1000 {
		d.Set(th, Int(int64(i)), None)
	}
	for i := 0; b.Loop(); i++ {
		d.Get(th, Int(int64(i%1000)))
	}
}

func BenchmarkDictFill(b *testing.B) {
	th := newTestThread(b)
	for b.Loop() {
		d := NewDict()
		for i := range 1000 {
			d.Set(th, Int(int64(i)), None)
		}
	}
}

func BenchmarkDictSmall(b *testing.B) {
	th := newTestThread(b)
	ks := []Value{Intern("alpha").Val(), Intern("beta").Val(), Intern("gamma").Val()}
	for b.Loop() {
		d := NewDict()
		for _, k := range ks {
			d.Set(th, k, None)
		}
	}
}
