// This file declares the types deque and its iterators.
package collections_

import (
	"strconv"

	"github.com/vivarium-py/vivarium/internal/core"
)

func itoa(i int) string { return strconv.Itoa(i) }

var (
	nGetState = core.Intern("__getstate__")
)

func setupDeque() {
	push := func(name, doc string, f func(*deque, *thread, value) error) core.Func {
		return core.Func{Name: name, Sig: "(self, item, /)", Flags: core.Charges, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
			return core.None, f(self(a[0]), t, a[1])
		}}
	}
	extend := func(name, doc string, f func(*deque, *thread, value) error) core.Func {
		return core.Func{Name: name, Sig: "(self, iterable, /)", Flags: core.Polls | core.Charges, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
			return core.None, self(a[0]).extend(t, a[1], f)
		}}
	}
	pop := func(name, doc string, f func(*deque) value) core.Func {
		return core.Func{Name: name, Sig: "(self, /)", Flags: core.Pure, Doc: doc, Fn: func(t *thread, a []value) (value, error) {
			d := self(a[0])
			if d.n == 0 {
				return core.Unbound, t.IndexError("pop from an empty deque")
			}
			return f(d), nil
		}}
	}
	dequeType.Setup(&core.TypeSpec{
		Name: "collections.deque", Layout: core.LayoutOf[deque](), Flags: core.FlagBase | core.FlagSequence | core.FlagGeneric,
		Doc: "A sequence that grows and shrinks quickly at both ends.\n\nWith maxlen, adding to a full deque drops an item at the other end.",
		Sig: "([iterable[, maxlen]])",
		New: &core.Func{Name: "deque", Sig: "(cls, *args, **kwargs)", Flags: core.Pure | core.AnyArgs, Fn: func(t *thread, a []value) (value, error) {
			d := core.New[deque](core.AsType(a[0]))
			d.maxlen = -1
			return core.Obj(&d.Header), nil
		}},
		Init: &core.Func{Name: "__init__", Sig: "(self, iterable=<unrepresentable>, maxlen=None)", Flags: core.Polls | core.Charges, Fn: initDeque},
		Slots: core.Slots{
			Repr:    reprDeque,
			Compare: compare,
			Len:     func(t *thread, v value) (int, error) { return self(v).n, nil },
			GetItem: func(t *thread, v, key value) (value, error) {
				d := self(v)
				i, err := d.index(t, key)
				if err != nil {
					return core.Unbound, err
				}
				return *d.at(i), nil
			},
			SetItem: func(t *thread, v, key, x value) error {
				d := self(v)
				i, err := d.index(t, key)
				if err != nil {
					return err
				}
				if x.IsUnbound() {
					return d.removeAt(t, i)
				}
				*d.at(i) = x
				return nil
			},
			Iter: func(t *thread, v value) (value, error) { return newIter(self(v), &iterType), nil },
			Contains: func(t *thread, v, x value) (bool, error) {
				d := self(v)
				i, err := d.find(t, x, 0, d.n)
				return i >= 0 && err == nil, err
			},
			Concat: func(t *thread, a, b value) (value, error) {
				if asDeque(b) == nil {
					return core.Unbound, t.TypeError("can only concatenate deque (not \"%s\") to deque", b.TypeName())
				}
				c, err := copyOf(t, []value{a})
				if err != nil {
					return core.Unbound, err
				}
				if asDeque(c) == nil {
					return core.Unbound, t.TypeError("%s() must return a deque, not %s", a.Type().Name(), c.TypeName())
				}
				return c, self(c).extend(t, b, right)
			},
			IConcat: func(t *thread, a, b value) (value, error) { return a, self(a).extend(t, b, right) },
			Repeat: func(t *thread, a value, n int) (value, error) {
				items, err := self(a).repeat(t, n)
				if err != nil {
					return core.Unbound, err
				}
				c, err := copyOf(t, []value{a})
				if d := asDeque(c); err == nil && d != nil {
					err = d.setItems(t, items)
				}
				return c, err
			},
			IRepeat: func(t *thread, a value, n int) (value, error) {
				items, err := self(a).repeat(t, n)
				if err == nil {
					err = self(a).setItems(t, items)
				}
				return a, err
			},
			Traverse: func(h *core.Header, visit func(value)) {
				for _, x := range self(core.Obj(h)).buf {
					visit(x)
				}
			},
		},
		Methods: []core.Func{
			push("append", "Add an item at the right end.", right),
			push("appendleft", "Add an item at the left end.", left),
			{Name: "clear", Sig: "(self, /)", Flags: core.Pure, Doc: "Leave the deque empty.", Fn: func(t *thread, a []value) (value, error) { self(a[0]).clear(); return core.None, nil }},
			{Name: "__copy__", Sig: "(self, /)", Flags: core.Charges, Doc: "Return a new deque of the same items and maxlen.", Fn: copyOf},
			{Name: "copy", Sig: "(self, /)", Flags: core.Charges, Doc: "Return a new deque of the same items and maxlen.", Fn: copyOf},
			{Name: "count", Sig: "(self, value, /)", Flags: core.Polls, Doc: "Count the items that equal value.", Fn: func(t *thread, a []value) (value, error) {
				d := self(a[0])
				n, state := 0, d.state
				for i := 0; i < d.n; i++ {
					if err := t.Poll(); err != nil {
						return core.Unbound, err
					}
					eq, err := t.Eq(*d.at(i), a[1])
					if err != nil {
						return core.Unbound, err
					}
					if d.state != state {
						return core.Unbound, t.RuntimeError("deque mutated during iteration")
					}
					if eq {
						n++
					}
				}
				return core.Int(int64(n)), nil
			}},
			extend("extend", "Add items at the right end, one after the other.", right),
			extend("extendleft", "Add items at the left end, one after the other, so that the last comes first.", left),
			{Name: "index", Sig: "(self, value, start=<unrepresentable>, stop=<unrepresentable>, /)", Flags: core.Polls, Doc: "Return the position of the first item between start and stop that equals\nvalue, or raise ValueError if there is none.", Fn: indexMethod},
			{Name: "insert", Sig: "(self, index, value, /)", Flags: core.Charges, Doc: "Insert value before index.", Fn: insertMethod},
			pop("pop", "Take the item at the right end out and return it, or raise IndexError if there\nis none.", (*deque).popRight),
			pop("popleft", "Take the item at the left end out and return it, or raise IndexError if there\nis none.", (*deque).popLeft),
			core.ReduceMethod(func(t *thread, a []value) (value, error) {
				d := self(a[0])
				state, err := t.CallMethod(a[0], nGetState)
				if err != nil {
					return core.Unbound, err
				}
				it, err := t.Iter(a[0])
				if err != nil {
					return core.Unbound, err
				}
				args := core.NewTuple()
				if d.maxlen >= 0 {
					args = core.Pair(core.NewTuple(), core.Int(int64(d.maxlen)))
				}
				return core.NewTuple(a[0].Type().Val(), args, state, it), nil
			}),
			{Name: "remove", Sig: "(self, value, /)", Flags: core.Polls, Doc: "Remove first occurrence of value.", Fn: func(t *thread, a []value) (value, error) {
				d := self(a[0])
				n, state := d.n, d.state
				for i := 0; i < n; i++ {
					if err := t.Poll(); err != nil {
						return core.Unbound, err
					}
					eq, err := t.Eq(*d.at(i), a[1])
					if err != nil {
						return core.Unbound, err
					}
					if d.state != state {
						return core.Unbound, t.IndexError("deque mutated during remove().")
					}
					if eq {
						return core.None, d.removeAt(t, i)
					}
				}
				return core.Unbound, t.ValueError("deque.remove(x): x not in deque")
			}},
			{Name: "__reversed__", Sig: "(self, /)", Flags: core.Pure, Doc: "Iterate over the items from right to left.", Fn: func(t *thread, a []value) (value, error) {
				return newIter(self(a[0]), &revIterType), nil
			}},
			{Name: "reverse", Sig: "(self, /)", Flags: core.Pure, Doc: "Reverse *IN PLACE*.", Fn: func(t *thread, a []value) (value, error) {
				d := self(a[0])
				for i, j := 0, d.n-1; i < j; i, j = i+1, j-1 {
					*d.at(i), *d.at(j) = *d.at(j), *d.at(i)
					if err := t.PollAt(i); err != nil {
						return core.Unbound, err
					}
				}
				return core.None, nil
			}},
			{Name: "rotate", Sig: "(self, n=1, /)", Flags: core.Pure, Doc: "Move n items from the right end to the left, or -n the other way if it is\nnegative.", Fn: func(t *thread, a []value) (value, error) {
				n, err := t.Ssize(a[1])
				if err == nil {
					err = self(a[0]).rotate(t, n)
				}
				return core.None, err
			}},
			{Name: "__sizeof__", Sig: "(self, /)", Flags: core.Pure, Doc: "Return the memory this deque takes up, in bytes, without its items.", Fn: func(t *thread, a []value) (value, error) {
				return core.Int(int64(72 + 16*len(self(a[0]).buf))), nil
			}},
			core.ClassGetItemFunc(),
		},
		GetSets: []core.GetSet{{Name: "maxlen", Doc: "how many items it holds at most, or None for no limit", Get: func(t *thread, v value) (value, error) {
			if n := self(v).maxlen; n >= 0 {
				return core.Int(int64(n)), nil
			}
			return core.None, nil
		}}},
	})
	setupIter(&iterType, "collections._deque_iterator", 1)
	setupIter(&revIterType, "collections._deque_reverse_iterator", -1)
}

func setupIter(typ *core.Type, name string, step int) {
	typ.Setup(&core.TypeSpec{
		Name: name, Layout: core.LayoutOf[iter](), Flags: core.FlagGeneric,
		New: &core.Func{Name: "_deque_iterator", Sig: "(cls, deque, index=0, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			d := asDeque(a[1])
			if d == nil {
				return core.Unbound, t.TypeError("%s() argument 1 must be collections.deque, not %s", typ.Name(), a[1].TypeName())
			}
			n, err := t.IndexInt(a[2])
			if err != nil {
				return core.Unbound, err
			}
			v := newIter(d, typ)
			it := core.As[iter](v)
			n = min(max(n, 0), d.n)
			it.pos += step * n
			it.left -= n
			return v, nil
		}},
		Slots: core.Slots{Iter: core.SelfIter, Next: nextOf(step), Traverse: func(h *core.Header, visit func(value)) {
			visit(core.Obj(&core.As[iter](core.Obj(h)).d.Header))
		}},
		Methods: []core.Func{
			core.LengthHintMethod(func(v value) int { return core.As[iter](v).left }),
			core.ReduceMethod(func(t *thread, a []value) (value, error) {
				it := core.As[iter](a[0])
				return core.Pair(typ.Val(), core.Pair(core.Obj(&it.d.Header), core.Int(int64(it.d.n-it.left)))), nil
			}),
		},
	})
}

func indexMethod(t *thread, a []value) (value, error) {
	d := self(a[0])
	bound := func(v value, def int) (int, error) {
		if v.IsUnbound() {
			return def, nil
		}
		if core.SlotsOf(v).Index == nil {
			return 0, t.TypeError("slice indices must be integers or have an __index__ method")
		}
		i, err := t.IndexClamp(v)
		if i < 0 {
			i = max(i+d.n, 0)
		}
		return i, err
	}
	start, err := bound(a[2], 0)
	if err != nil {
		return core.Unbound, err
	}
	stop, err := bound(a[3], d.n)
	if err != nil {
		return core.Unbound, err
	}
	i, err := d.find(t, a[1], start, stop)
	if err != nil {
		return core.Unbound, err
	}
	if i < 0 {
		return core.Unbound, t.ValueError("deque.index(x): x not in deque")
	}
	return core.Int(int64(i)), nil
}

func insertMethod(t *thread, a []value) (value, error) {
	d := self(a[0])
	i, err := t.Ssize(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if d.n == d.maxlen {
		return core.Unbound, t.IndexError("deque already at its maximum size")
	}
	if i < 0 {
		i = max(i+d.n, 0)
	}
	if i = min(i, d.n); i < d.n/2 {
		if err := d.pushLeft(t, a[2]); err != nil {
			return core.Unbound, err
		}
		for k := 0; k < i; k++ {
			*d.at(k) = *d.at(k + 1)
			if err := t.PollAt(k); err != nil {
				return core.Unbound, err
			}
		}
	} else {
		if err := d.pushRight(t, a[2]); err != nil {
			return core.Unbound, err
		}
		for k := d.n - 1; k > i; k-- {
			*d.at(k) = *d.at(k - 1)
			if err := t.PollAt(k); err != nil {
				return core.Unbound, err
			}
		}
	}
	*d.at(i) = a[2]
	return core.None, t.PollN(d.n / 16)
}
