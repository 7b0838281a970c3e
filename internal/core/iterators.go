// This file implements the iterators over any sequence and over the calls of a callable, reversed(), and what
// the methods of all iterator types share.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// iterFlags are the flags of iterator types, which only natives make.
const iterFlags = flagNoNew | flagGenericGet | flagGenericSet

// lengthHint makes the method __length_hint__.
func lengthHint(n func(v Value) int) Func {
	return Func{Name: "__length_hint__", Sig: "(self, /)", Flags: Pure, Doc: "Return a guess at how many items are left.", Fn: func(t *Thread, a []Value) (Value, error) {
		return Int(int64(n(a[0]))), nil
	}}
}

// reduceMethod makes __reduce__, setStateMethod __setstate__.
func reduceMethod(f NativeFn) Func {
	return Func{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Doc: "Return state information for pickling.", Fn: f}
}

func setStateMethod(f NativeFn) Func {
	return Func{Name: "__setstate__", Sig: "(self, state, /)", Flags: Pure, Doc: "Set state information for unpickling.", Fn: f}
}

// seqIter steps through v[0], v[1] ... until IndexError; v is Unbound once exhausted.
type seqIter struct {
	Header
	seq Value
	i   int
}

func newSeqIter(v Value) Value {
	return obj(&(&seqIter{Header{&SeqIterType.shape0}, v, 0}).Header)
}

// callIter calls f until the sentinel comes; f is Unbound once exhausted.
type callIter struct {
	Header
	f, sentinel Value
}

func newCallIter(f, sentinel Value) Value {
	return obj(&(&callIter{Header{&CallIterType.shape0}, f, sentinel}).Header)
}

// reversedIter steps through a sequence backwards.
type reversedIter struct {
	Header
	seq Value // Unbound once exhausted
	i   int
}

func seqIterNext(t *Thread, v Value) (Value, error) {
	it := As[seqIter](v)
	if it.seq.IsUnbound() {
		return Unbound, nil
	}
	if it.i == maxInt {
		return Unbound, t.OverflowError("iter index too large")
	}
	x, err := t.GetItem(it.seq, Int(int64(it.i)))
	if err != nil {
		if Matches(err, &ExcIndexError) || Matches(err, &ExcStopIteration) {
			it.seq, err = Unbound, nil
		}
		return Unbound, err
	}
	it.i++
	return x, nil
}

func callIterNext(t *Thread, v Value) (Value, error) {
	it := As[callIter](v)
	if it.f.IsUnbound() {
		return Unbound, nil
	}
	x, err := t.Call(it.f)
	if err != nil {
		if Matches(err, &ExcStopIteration) {
			it.f, it.sentinel, err = Unbound, Unbound, nil
		}
		return Unbound, err
	}
	if it.f.IsUnbound() {
		return Unbound, nil // the call exhausted this very iterator
	}
	eq, err := t.Eq(it.sentinel, x)
	if err != nil {
		return Unbound, err
	}
	if eq {
		it.f, it.sentinel = Unbound, Unbound
		return Unbound, nil
	}
	return x, nil
}

// newReversed is reversed.__new__.
func newReversed(t *Thread, a []Value) (Value, error) {
	cls, seq := AsType(a[0]), a[1]
	if !a[2].IsUnbound() && cls == &ReversedType && As[Dict](a[2]).used > 0 {
		return Unbound, t.TypeError("reversed() takes no keyword arguments")
	}
	m, err := t.lookupSpecial(seq, nReversed)
	if err != nil {
		return Unbound, err
	}
	if m.IsNone() {
		return Unbound, t.TypeError("'%s' object is not reversible", seq.TypeName())
	}
	if !m.IsUnbound() {
		return t.Call(m)
	}
	typ := seq.Type()
	if typ.flags&flagDictSub != 0 || !typ.isSequence() || typ.s.Len == nil {
		return Unbound, t.TypeError("'%s' object is not reversible", seq.TypeName())
	}
	n, err := t.Len(seq)
	if err != nil {
		return Unbound, err
	}
	it := As[reversedIter](obj(cls.Alloc()))
	it.seq, it.i = seq, n-1
	return obj(&it.Header), nil
}

func reversedNext(t *Thread, v Value) (Value, error) {
	it := As[reversedIter](v)
	if it.i < 0 {
		it.seq = Unbound
		return Unbound, nil
	}
	x, err := t.GetItem(it.seq, Int(int64(it.i)))
	if err != nil {
		it.i, it.seq = -1, Unbound
		if Matches(err, &ExcIndexError) || Matches(err, &ExcStopIteration) {
			err = nil
		}
		return Unbound, err
	}
	it.i--
	return x, nil
}

func setupIterators() {
	SeqIterType.Setup(&TypeSpec{
		Name: "iterator", Layout: LayoutOf[seqIter](), Flags: iterFlags,
		Slots: Slots{Iter: selfIter, Next: seqIterNext, Traverse: func(h *Header, visit func(Value)) { visit(As[seqIter](obj(h)).seq) }},
		Methods: []Func{
			{Name: "__length_hint__", Sig: "(self, /)", Flags: Pure, Doc: "Return a guess at how many items are left.", Fn: func(t *Thread, a []Value) (Value, error) {
				it := As[seqIter](a[0])
				if it.seq.IsUnbound() {
					return Int(0), nil
				}
				if it.seq.Type().s.Len == nil {
					return NotImplemented, nil
				}
				n, err := t.Len(it.seq)
				return Int(int64(max(n-it.i, 0))), err
			}},
			reduceMethod(func(t *Thread, a []Value) (Value, error) {
				f, err := t.builtin("iter") // first: it may run Python code
				if err != nil {
					return Unbound, err
				}
				it := As[seqIter](a[0])
				if it.seq.IsUnbound() {
					return reduceIter(f, emptyTuple.Val(), Unbound)
				}
				return reduceIter(f, it.seq, Int(int64(it.i)))
			}),
			setStateMethod(func(t *Thread, a []Value) (Value, error) {
				i, err := t.stateInt(a[1])
				if it := As[seqIter](a[0]); err == nil && !it.seq.IsUnbound() {
					it.i = max(i, 0)
				}
				return None, err
			}),
		},
	})
	CallIterType.Setup(&TypeSpec{
		Name: "callable_iterator", Layout: LayoutOf[callIter](), Flags: iterFlags,
		Slots: Slots{Iter: selfIter, Next: callIterNext, Traverse: func(h *Header, visit func(Value)) {
			it := As[callIter](obj(h))
			visit(it.f)
			visit(it.sentinel)
		}},
		Methods: []Func{reduceMethod(func(t *Thread, a []Value) (Value, error) {
			f, err := t.builtin("iter") // first: it may run Python code
			if err != nil {
				return Unbound, err
			}
			it := As[callIter](a[0])
			if it.f.IsUnbound() {
				return reduceIter(f, emptyTuple.Val(), Unbound)
			}
			return NewTuple(f, NewTuple(it.f, it.sentinel)), nil
		})},
	})
	ReversedType.Setup(&TypeSpec{
		Name: "reversed", Layout: LayoutOf[reversedIter](), Flags: flagBase | flagGenericGet | flagGenericSet,
		Doc:   "Go through a sequence from its last item to its first.\n\nRaise TypeError if the object is no sequence and has no __reversed__().",
		Sig:   "(object, /)",
		New:   &Func{Name: "reversed", Sig: "(cls, object, /, **kwargs)", Flags: Pure, Fn: newReversed},
		Slots: Slots{Iter: selfIter, Next: reversedNext, Traverse: func(h *Header, visit func(Value)) { visit(As[reversedIter](obj(h)).seq) }},
		Methods: []Func{
			{Name: "__length_hint__", Sig: "(self, /)", Flags: Pure, Doc: "Return a guess at how many items are left.", Fn: func(t *Thread, a []Value) (Value, error) {
				it := As[reversedIter](a[0])
				if it.seq.IsUnbound() {
					return Int(0), nil
				}
				n, err := t.Len(it.seq)
				if err != nil || it.i+1 > n {
					return Int(0), err
				}
				return Int(int64(it.i + 1)), nil
			}},
			reduceMethod(func(t *Thread, a []Value) (Value, error) {
				it := As[reversedIter](a[0])
				if it.seq.IsUnbound() {
					return NewTuple(ReversedType.Val(), NewTuple(emptyTuple.Val())), nil
				}
				return NewTuple(ReversedType.Val(), NewTuple(it.seq), Int(int64(it.i))), nil
			}),
			setStateMethod(func(t *Thread, a []Value) (Value, error) {
				i, err := t.stateInt(a[1])
				it := As[reversedIter](a[0])
				if err != nil || it.seq.IsUnbound() {
					return None, err
				}
				n, err := t.Len(it.seq)
				it.i = max(min(i, n-1), -1)
				return None, err
			}),
		},
	})
}

// loopOver does GetIter of a list where a for statement goes through it.
func (t *Thread) loopOver(f *Frame, in code.Instr, l *List) bool {
	if !leadsToLoop(f.pc, in.A) {
		return false
	}
	li := t.spareList
	if li == nil {
		li = &ListIter{Header: Header{&ListIterType.shape0}, own: true}
	} else {
		t.spareList = nil
	}
	li.list, li.i = l, 0
	*reg(f.base, in.A) = obj(&li.Header)
	return true
}

// iterateInLoop is loopOver for the loop. It reports false, having done nothing, for what is no list and for an iterator that Python
// code may see.
//
//go:noinline
func (t *Thread) iterateInLoop(f *Frame, in *code.Instr) bool {
	h := reg(f.base, in.B).ref
	return h != nil && h.shape == &ListType.shape0 && t.budget >= 0 && t.loopOver(f, *in, cast[List](h))
}

// leadsToLoop reports that the code at pc, which follows GetIter, goes to the ForLoop over that iterator at it: no
// argument is made of it, which Python code could see.
func leadsToLoop(pc unsafe.Pointer, it uint16) bool {
	in := *(*code.Instr)(pc)
	if in.Op == code.Jmp {
		in = *(*code.Instr)(wideJump(unsafe.Add(pc, 8), in.B, in.C))
	}
	return in.Op == code.ForLoop && in.A == it
}
