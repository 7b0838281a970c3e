// This file implements the builtin functions on objects, iterables and attributes.
package core

import (
	"strings"
	"unsafe"
)

func builtinAbs(t *Thread, a []Value) (Value, error) {
	f := a[0].Type().s.Abs
	if f == nil {
		return Unbound, t.TypeError("bad operand type for abs(): '%s'", a[0].TypeName())
	}
	return f(t, a[0])
}

func builtinAiter(t *Thread, a []Value) (Value, error) {
	f := a[0].Type().s.AIter
	if f == nil {
		return Unbound, t.TypeError("'%s' object is not an async iterable", a[0].TypeName())
	}
	it, err := f(t, a[0])
	if err == nil && it.Type().s.ANext == nil {
		return Unbound, t.TypeError("aiter() returned not an async iterator of type '%s'", it.TypeName())
	}
	return it, err
}

func builtinAll(t *Thread, a []Value) (Value, error) {
	v, err := t.search(a[0], false)
	return Bool(!v), err
}

func builtinAny(t *Thread, a []Value) (Value, error) {
	v, err := t.search(a[0], true)
	return Bool(v), err
}

// search reports whether an iterable has an item of the wanted truth.
func (t *Thread) search(v Value, want bool) (bool, error) {
	it, err := t.Iter(v)
	if err != nil {
		return false, err
	}
	next := it.Type().s.Next
	if it.ref.shape == &GeneratorType.shape0 {
		pass := func(x Value) bool {
			truth, ok := quickTruth(x)
			return ok && truth != want
		}
		next = func(t *Thread, it Value) (Value, error) { return t.drainGen(As[Generator](it), pass) }
	}
	for {
		if err := t.Poll(); err != nil {
			return false, err
		}
		x, err := next(t, it)
		if err != nil || x.IsUnbound() {
			return false, err
		}
		ok, err := t.Truth(x)
		if err != nil {
			return false, err
		}
		if ok == want {
			return true, nil
		}
	}
}

func builtinASCII(t *Thread, a []Value) (Value, error) {
	s, err := t.ASCII(a[0])
	if err != nil {
		return Unbound, err
	}
	return s.Val(), nil
}

func builtinBreakpoint(t *Thread, a []Value) (Value, error) {
	hook := t.sysAttr("breakpointhook")
	if hook.IsUnbound() {
		return Unbound, t.RuntimeError("lost sys.breakpointhook")
	}
	return t.callStar(hook, a[0], a[1])
}

// callStar is f(*args, **kw) with args a tuple and kw a dict or Unbound.
func (t *Thread) callStar(f, args, kw Value) (Value, error) {
	items := As[Tuple](args).items
	if kw.IsUnbound() || As[Dict](kw).used == 0 {
		return t.CallKw(f, items, nil)
	}
	d := As[Dict](kw)
	items, err := Clone(t, items, len(items)+d.used)
	if err != nil {
		return Unbound, err
	}
	var names []Value
	for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
		names = append(names, k)
		items = append(items, v)
		if err := t.PollAtomic(1); err != nil {
			return Unbound, err
		}
	}
	return t.CallKw(f, items, AsTuple(TupleOf(names)))
}

func builtinCallable(t *Thread, a []Value) (Value, error) {
	return Bool(a[0].Type().s.Call != nil), nil
}

func builtinChr(t *Thread, a []Value) (Value, error) {
	v, err := t.Index(a[0])
	if err != nil {
		return Unbound, err
	}
	i, b, _ := AsInt(v)
	if b != nil || i < 0 || i > 0x10FFFF {
		return Unbound, t.ValueError("chr() arg not in range(0x110000)")
	}
	return RuneStr(rune(i)).Val(), nil
}

func builtinOrd(t *Thread, a []Value) (Value, error) {
	if s := AsStr(a[0]); s != nil {
		if s.n != 1 {
			return Unbound, t.TypeError("ord() expected a character, but string of length %d found", s.n)
		}
		r, _ := decodeRune(s.s)
		return Int(int64(r)), nil
	}
	if a[0].isA(&BytesType) || a[0].isA(&ByteArrayType) {
		b, err := t.BytesLike(a[0])
		if err != nil {
			return Unbound, err
		}
		if len(b) != 1 {
			return Unbound, t.TypeError("ord() expected a character, but string of length %d found", len(b))
		}
		return Int(int64(b[0])), nil
	}
	return Unbound, t.TypeError("ord() expected string of length 1, but %s found", a[0].TypeName())
}

// attrName checks the name argument of getattr and friends.
func (t *Thread) attrName(v Value) (*Str, error) {
	s := AsStr(v)
	if s == nil {
		return nil, t.TypeError("attribute name must be string, not '%s'", v.TypeName())
	}
	return s, nil
}

func builtinGetattr(t *Thread, a []Value) (Value, error) {
	name, err := t.attrName(a[1])
	if err != nil {
		return Unbound, err
	}
	if a[2].IsUnbound() {
		return t.GetAttr(a[0], name)
	}
	v, err := t.LookupAttr(a[0], name)
	if err == nil && v.IsUnbound() {
		v = a[2]
	}
	return v, err
}

func builtinHasattr(t *Thread, a []Value) (Value, error) {
	name, err := t.attrName(a[1])
	if err != nil {
		return Unbound, err
	}
	v, err := t.LookupAttr(a[0], name)
	return Bool(!v.IsUnbound()), err
}

func builtinSetattr(t *Thread, a []Value) (Value, error) {
	name, err := t.attrName(a[1])
	if err != nil {
		return Unbound, err
	}
	return None, t.SetAttr(a[0], name, a[2])
}

func builtinDelattr(t *Thread, a []Value) (Value, error) {
	name, err := t.attrName(a[1])
	if err != nil {
		return Unbound, err
	}
	return None, t.DelAttr(a[0], name)
}

// id gives the identity of an object: its address, or a number made from the value of bare ints and floats.
func (t *Thread) id(v Value) Value {
	switch {
	case v.ref == nil:
		return Uint(v.bits<<5 ^ 0x5A5A)
	case v.IsFloat():
		return Uint(v.bits ^ 0x5A5A5A5A5A5A5A5A)
	}
	return Uint(uint64(uintptr(unsafe.Pointer(v.ref))))
}

func builtinIter(t *Thread, a []Value) (Value, error) {
	args := As[Tuple](a[0]).items
	switch len(args) {
	case 1:
		return t.Iter(args[0])
	case 2:
		if args[0].Type().s.Call == nil {
			return Unbound, t.TypeError("iter(v, w): v must be callable")
		}
		return newCallIter(args[0], args[1]), nil
	case 0:
		return Unbound, t.TypeError("iter expected at least 1 argument, got 0")
	}
	return Unbound, t.TypeError("iter expected at most 2 arguments, got %d", len(args))
}

func builtinNext(t *Thread, a []Value) (Value, error) {
	if a[0].Type().s.Next == nil {
		return Unbound, t.TypeError("'%s' object is not an iterator", a[0].TypeName())
	}
	if !a[1].IsUnbound() {
		v, err := t.Next(a[0])
		if err != nil && Matches(err, &ExcStopIteration) || err == nil && v.IsUnbound() {
			return a[1], nil
		}
		return v, err
	}
	if typ := a[0].Type(); typ.flags&flagHeap != 0 {
		// The exception of __next__ passes as it is.
		if d := t.lookup(typ, nNext); !d.IsUnbound() {
			return t.callDunder1(d, a[0])
		}
	}
	v, ret, err := t.nextOrReturn(a[0])
	if err == nil && v.IsUnbound() {
		return Unbound, StopIteration(ret)
	}
	return v, err
}

func builtinMax(t *Thread, a []Value) (Value, error) { return t.extreme("max", CmpGt, a) }

// quickExtreme is the one of the two that extreme's op is for.
func quickExtreme(op CmpOp) func(a, b Value) (Value, bool) {
	if op == CmpLt {
		return quickMin
	}
	return quickMax
}

// quickMin and quickMax know two ints and two floats; of equal ones the first counts.
func quickMin(a, b Value) (Value, bool) {
	switch {
	case a.ref == nil && b.ref == nil:
		if int64(b.bits) < int64(a.bits) {
			a = b
		}
		return a, true
	case a.ref == &floatHeader && b.ref == &floatHeader:
		if b.Float64() < a.Float64() {
			a = b
		}
		return a, true
	}
	return Unbound, false
}

func quickMax(a, b Value) (Value, bool) {
	switch {
	case a.ref == nil && b.ref == nil:
		if int64(b.bits) > int64(a.bits) {
			a = b
		}
		return a, true
	case a.ref == &floatHeader && b.ref == &floatHeader:
		if b.Float64() > a.Float64() {
			a = b
		}
		return a, true
	}
	return Unbound, false
}

func builtinMin(t *Thread, a []Value) (Value, error) { return t.extreme("min", CmpLt, a) }

func builtinRound(t *Thread, a []Value) (Value, error) {
	var v Value
	var ok bool
	var err error
	if a[1].IsNone() {
		v, ok, err = t.CallSpecial(a[0], nRound)
	} else {
		v, ok, err = t.CallSpecial(a[0], nRound, a[1])
	}
	if !ok && err == nil {
		return Unbound, t.TypeError("type %s doesn't define __round__ method", a[0].TypeName())
	}
	return v, err
}

func builtinSorted(t *Thread, a []Value) (Value, error) {
	items, err := t.Collect(a[0])
	if err != nil {
		return Unbound, err
	}
	l := NewList(items)
	reverse, err := t.Truth(a[2])
	if err != nil {
		return Unbound, err
	}
	return l, t.sortList(As[List](l), a[1], reverse)
}

// builtinSum adds up; ints and floats without the protocol, floats with compensation (3.12).
func builtinSum(t *Thread, a []Value) (Value, error) {
	acc := a[1]
	if AsStr(acc) != nil || acc.isA(&BytesType) || acc.isA(&ByteArrayType) {
		if _, err := t.Iter(a[0]); err != nil {
			return Unbound, err
		}
	}
	switch {
	case AsStr(acc) != nil:
		return Unbound, t.TypeError("sum() can't sum strings [use ''.join(seq) instead]")
	case acc.isA(&BytesType):
		return Unbound, t.TypeError("sum() can't sum bytes [use b''.join(seq) instead]")
	case acc.isA(&ByteArrayType):
		return Unbound, t.TypeError("sum() can't sum bytearray [use b''.join(seq) instead]")
	}
	var sum, comp float64
	floating := acc.IsFloat()
	if floating {
		sum = acc.Float64()
	}
	quick := func(x Value) bool {
		switch {
		case floating && x.IsFloat():
			f := x.Float64()
			s := sum + f
			if absf(sum) >= absf(f) {
				comp += (sum - s) + f
			} else {
				comp += (f - s) + sum
			}
			sum = s
			return true
		case floating && x.IsSmall():
			sum += float64(x.Small())
			return true
		case !floating && acc.IsSmall() && x.IsSmall():
			z := acc.Small() + x.Small()
			if (acc.Small()^z)&(x.Small()^z) >= 0 {
				acc = Int(z)
				return true
			}
		}
		return false
	}
	err := t.iterateQuick(a[0], quick, func(x Value) error {
		if quick(x) {
			return nil
		}
		if floating {
			floating = false
			acc = Float(finishSum(sum, comp))
		}
		v, err := t.Binary(OpAdd, acc, x)
		if err != nil {
			return err
		}
		acc = v
		if acc.IsFloat() {
			floating, sum, comp = true, acc.Float64(), 0
		}
		return nil
	})
	if floating {
		acc = Float(finishSum(sum, comp))
	}
	return acc, err
}

func absf(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

// finishSum adds the compensation unless the sum is not finite.
func finishSum(sum, comp float64) float64 {
	if comp != 0 && comp-comp == 0 {
		return sum + comp
	}
	return sum
}

// extreme is max and min; natives' "" signature gives a tuple only, so keywords come through extremeKw.
func (t *Thread) extreme(name string, op CmpOp, a []Value) (Value, error) {
	args := As[Tuple](a[0]).items
	if len(args) == 0 {
		return Unbound, t.TypeError("%s expected at least 1 argument, got 0", name)
	}
	var key, def Value = None, Unbound
	if kw := a[1]; !kw.IsUnbound() {
		d := As[Dict](kw)
		for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
			switch s := AsStr(k); s.s {
			case "key":
				key = v
			case "default":
				def = v
			default:
				return Unbound, t.TypeError("%s() got an unexpected keyword argument '%s'", name, s.s)
			}
		}
	}
	src := a[0]
	if len(args) == 1 {
		src = args[0]
	} else if !def.IsUnbound() {
		return Unbound, t.TypeError("Cannot specify a default for %s() with multiple positional arguments", name)
	}
	pick := quickExtreme(op)
	if len(args) > 1 && key.IsNone() {
		best := args[0]
		i := 1
		for ; i < len(args) && i < 64; i++ {
			v, ok := pick(best, args[i])
			if !ok {
				break
			}
			best = v
		}
		if i == len(args) {
			return best, nil
		}
	}
	return t.extremeOf(name, op, src, key, def)
}

// extremeOf is the smallest or largest of the items of src by key.
func (t *Thread) extremeOf(name string, op CmpOp, src, key, def Value) (Value, error) {
	pick := quickExtreme(op)
	best, bestKey := Unbound, Unbound
	err := t.iterateQuick(src, func(x Value) bool {
		if !key.IsNone() || best.IsUnbound() {
			return false
		}
		v, ok := pick(best, x)
		if ok {
			best, bestKey = v, v
		}
		return ok
	}, func(x Value) error {
		k := x
		if !key.IsNone() {
			var err error
			if k, err = t.Call(key, x); err != nil {
				return err
			}
		}
		if best.IsUnbound() {
			best, bestKey = x, k
			return nil
		}
		var better bool
		if k.IsSmall() && bestKey.IsSmall() {
			better = (k.Small() > bestKey.Small()) == (op == CmpGt) && k.Small() != bestKey.Small()
		} else {
			v, err := t.Compare(k, bestKey, op)
			if err != nil {
				return err
			}
			if better, err = t.Truth(v); err != nil {
				return err
			}
		}
		if better {
			best, bestKey = x, k
		}
		return nil
	})
	if err != nil {
		return Unbound, err
	}
	if best.IsUnbound() {
		if def.IsUnbound() {
			return Unbound, t.ValueError("%s() iterable argument is empty", name)
		}
		return def, nil
	}
	return best, nil
}

// printPart is how much print gives to a stream at once.
const printPart = 1 << 16

func builtinPrint(t *Thread, a []Value) (Value, error) {
	file := a[3]
	if file.IsNone() {
		file = t.sysAttr("stdout")
		if file.IsUnbound() {
			return Unbound, t.RuntimeError("lost sys.stdout")
		}
		if file.IsNone() {
			return None, nil
		}
	}
	sep, end := " ", "\n"
	if !a[1].IsNone() {
		s := AsStr(a[1])
		if s == nil {
			return Unbound, t.TypeError("sep must be None or a string, not %s", a[1].TypeName())
		}
		sep = s.s
	}
	if !a[2].IsNone() {
		s := AsStr(a[2])
		if s == nil {
			return Unbound, t.TypeError("end must be None or a string, not %s", a[2].TypeName())
		}
		end = s.s
	}
	args := As[Tuple](a[0]).items
	if w := t.fastWriter(file); w != nil {
		// A TextIOWrapper of ours takes the whole line at once, or a long one in parts.
		var b strings.Builder
		for i, x := range args {
			if i > 0 {
				b.WriteString(sep)
			}
			s, err := t.Str(x)
			if err == nil {
				err = t.Poll()
			}
			if err == nil && len(sep)+len(s.s) > printPart {
				err = t.Charge(len(sep) + len(s.s))
			}
			if err != nil {
				if b.Len() > 0 {
					if werr := w(b.String()); werr != nil {
						return Unbound, werr
					}
				}
				return Unbound, err
			}
			b.WriteString(s.s)
			if b.Len() > printPart && i < len(args)-1 {
				if err := w(b.String()); err != nil {
					return Unbound, err
				}
				b.Reset()
			}
		}
		b.WriteString(end)
		if err := w(b.String()); err != nil {
			return Unbound, err
		}
	} else {
		write, err := t.GetAttr(file, nWrite)
		if err != nil {
			return Unbound, err
		}
		for i, x := range args {
			if i > 0 {
				if _, err := t.Call(write, StrVal(sep)); err != nil {
					return Unbound, err
				}
			}
			s, err := t.Str(x)
			if err != nil {
				return Unbound, err
			}
			if _, err := t.Call(write, s.Val()); err != nil {
				return Unbound, err
			}
		}
		if _, err := t.Call(write, StrVal(end)); err != nil {
			return Unbound, err
		}
	}
	flush, err := t.Truth(a[4])
	if err != nil {
		return Unbound, err
	}
	if flush {
		if _, err := t.CallMethod(file, nFlush); err != nil {
			return Unbound, err
		}
	}
	return None, nil
}

func builtinVars(t *Thread, a []Value) (Value, error) {
	if a[0].IsUnbound() {
		return builtinLocals(t, nil)
	}
	d, err := t.LookupAttr(a[0], nDict)
	if err == nil && d.IsUnbound() {
		return Unbound, t.TypeError("vars() argument must have __dict__ attribute")
	}
	return d, err
}

// AnextAwaitableType is the type of anext(it, default).
var AnextAwaitableType Type

// anextStep is the awaitable of anext(it, default).
type anextStep struct {
	Header
	aw, def Value
}

func builtinAnext(t *Thread, a []Value) (Value, error) {
	f := a[0].Type().s.ANext
	if f == nil {
		return Unbound, t.TypeError("'%s' object is not an async iterator", a[0].TypeName())
	}
	aw, err := f(t, a[0])
	if err != nil || a[1].IsUnbound() {
		return aw, err
	}
	return obj(&(&anextStep{Header{&AnextAwaitableType.shape0}, aw, a[1]}).Header), nil
}
