// This file is the object protocol in Go: what natives use to act on any value. Each function follows
// the data model (reference, section 3.3) and words errors as CPython does.
package core

import "math"

// Repr is repr(v).
func (t *Thread) Repr(v Value) (*Str, error) {
	if err := t.Enter(" while getting the repr of an object"); err != nil {
		t.Leave()
		return nil, err
	}
	r, err := v.Type().s.Repr(t, v)
	t.Leave()
	if err != nil {
		return nil, err
	}
	if s := AsStr(r); s != nil {
		return s, nil
	}
	return nil, t.TypeError("__repr__ returned non-string (type %s)", r.TypeName())
}

// Str is str(v).
func (t *Thread) Str(v Value) (*Str, error) {
	if v.exactly(&StrType) {
		return As[Str](v), nil
	}
	typ := v.Type()
	if typ.s.Str == nil {
		return t.Repr(v)
	}
	if err := t.Enter(" while getting the str of an object"); err != nil {
		t.Leave()
		return nil, err
	}
	r, err := typ.s.Str(t, v)
	t.Leave()
	if err != nil {
		return nil, err
	}
	if s := AsStr(r); s != nil {
		return s, nil
	}
	return nil, t.TypeError("__str__ returned non-string (type %s)", r.TypeName())
}

// Hash is hash(v).
func (t *Thread) Hash(v Value) (int64, error) {
	typ := v.Type()
	if typ.s.Hash == nil {
		return 0, t.TypeError("unhashable type: '%s'", typ.msgName())
	}
	return typ.s.Hash(t, v)
}

// Truth is bool(v).
func (t *Thread) Truth(v Value) (bool, error) {
	switch {
	case v.ref == nil:
		return v.bits != 0, nil
	case v.ref == &trueObj.Header:
		return true, nil
	case v.ref == &falseObj.Header, v.ref == &noneObj.Header:
		return false, nil
	case v.ref == &floatHeader:
		return v.Float64() != 0, nil
	}
	s := &v.ref.shape.typ.s
	if s.Bool != nil {
		return s.Bool(t, v)
	}
	if s.Len != nil {
		n, err := s.Len(t, v)
		return n != 0, err
	}
	return true, nil
}

// Eq is `a is b or a == b` as a bool, the comparison of containers.
func (t *Thread) Eq(a, b Value) (bool, error) {
	if a == b {
		return true, nil
	}
	if a.ref == nil && b.ref == nil {
		return false, nil
	}
	if a.ref != nil && b.ref != nil && a.ref.shape == &StrType.shape0 && b.ref.shape == &StrType.shape0 {
		return As[Str](a).s == As[Str](b).s, nil
	}
	return t.CompareBool(a, b, CmpEq)
}

// CompareBool is the truth of a comparison.
func (t *Thread) CompareBool(a, b Value, op CmpOp) (bool, error) {
	v, err := t.Compare(a, b, op)
	if err != nil {
		return false, err
	}
	if v.ref == &trueObj.Header {
		return true, nil
	}
	return t.Truth(v)
}

var cmpSwapped = [...]CmpOp{CmpLt: CmpGt, CmpLe: CmpGe, CmpEq: CmpEq, CmpNe: CmpNe, CmpGt: CmpLt, CmpGe: CmpLe}
var cmpText = [...]string{CmpLt: "<", CmpLe: "<=", CmpEq: "==", CmpNe: "!=", CmpGt: ">", CmpGe: ">="}

// Compare is a rich comparison.
func (t *Thread) Compare(a, b Value, op CmpOp) (Value, error) {
	if err := t.Enter(" in comparison"); err != nil {
		t.Leave()
		return Unbound, err
	}
	v, err := t.compare(a, b, op)
	t.Leave()
	return v, err
}

func (t *Thread) compare(a, b Value, op CmpOp) (Value, error) {
	ta, tb := a.Type(), b.Type()
	reflected := false
	if ta != tb && tb.s.Compare != nil && tb.IsSubtype(ta) {
		reflected = true
		if v, err := tb.s.Compare(t, b, a, cmpSwapped[op]); err != nil || v != NotImplemented {
			return v, err
		}
	}
	if ta.s.Compare != nil {
		if v, err := ta.s.Compare(t, a, b, op); err != nil || v != NotImplemented {
			return v, err
		}
	}
	if !reflected && tb.s.Compare != nil {
		if v, err := tb.s.Compare(t, b, a, cmpSwapped[op]); err != nil || v != NotImplemented {
			return v, err
		}
	}
	return t.compareDefault(a, b, op)
}

// compareDefault is a comparison that neither operand knows: identity, or an error.
func (t *Thread) compareDefault(a, b Value, op CmpOp) (Value, error) {
	switch op {
	case CmpEq:
		return Bool(a == b), nil
	case CmpNe:
		return Bool(a != b), nil
	}
	return Unbound, t.TypeError("'%s' not supported between instances of '%s' and '%s'", cmpText[op], a.TypeName(), b.TypeName())
}

// BoolCompare gives the result of a comparison for natives that have computed an ordering: c is negative, 0 or positive.
func BoolCompare(c int, op CmpOp) Value {
	switch op {
	case CmpLt:
		return Bool(c < 0)
	case CmpLe:
		return Bool(c <= 0)
	case CmpEq:
		return Bool(c == 0)
	case CmpNe:
		return Bool(c != 0)
	case CmpGt:
		return Bool(c > 0)
	}
	return Bool(c >= 0)
}

// Iter is iter(v).
func (t *Thread) Iter(v Value) (Value, error) {
	typ := v.Type()
	if typ.s.Iter != nil {
		it, err := typ.s.Iter(t, v)
		if err != nil {
			return Unbound, err
		}
		if it.Type().s.Next == nil {
			return Unbound, t.TypeError("iter() returned non-iterator of type '%s'", it.TypeName())
		}
		return it, nil
	}
	if typ.s.GetItem != nil && typ.flags&flagDictSub == 0 && typ.isSequence() {
		return newSeqIter(v), nil
	}
	return Unbound, t.TypeError("'%s' object is not iterable", typ.msgName())
}

// Next gives the next item of an iterator, Unbound at its end.
func (t *Thread) Next(it Value) (Value, error) {
	next := it.Type().s.Next
	if next == nil {
		return Unbound, t.TypeError("'%s' object is not an iterator", it.TypeName())
	}
	return next(t, it)
}

// maxIters bounds how deep native iterators may nest, each calling the next.
const maxIters = 50000

// NextIn is Next for native iterators that step another one: it counts their nesting.
func (t *Thread) NextIn(it Value) (Value, error) {
	switch it.ref.shape {
	case &ListIterType.shape0:
		li := As[ListIter](it)
		if l := li.list; l != nil && li.i < len(l.items) {
			li.i++
			return l.items[li.i-1], nil
		}
		li.list = nil
		return Unbound, nil
	case &RangeIterType.shape0:
		r := As[RangeIter](it)
		if r.n <= 0 {
			return Unbound, nil
		}
		x := r.cur
		r.n--
		r.cur += r.step
		return Int(x), nil
	}
	next := it.Type().s.Next
	if next == nil {
		return Unbound, t.TypeError("'%s' object is not an iterator", it.TypeName())
	}
	if t.iters++; t.iters > maxIters {
		t.iters--
		return Unbound, t.Raise(&ExcRecursionError, "maximum recursion depth exceeded while iterating")
	}
	v, err := next(t, it)
	t.iters--
	return v, err
}

// Iterate calls f with each item of an iterable; it polls.
func (t *Thread) Iterate(v Value, f func(Value) error) error {
	switch {
	case v.exactly(&TupleType):
		for _, x := range As[Tuple](v).items {
			if err := t.Poll(); err != nil {
				return err
			}
			if err := f(x); err != nil {
				return err
			}
		}
		return nil
	case v.exactly(&ListType):
		l := As[List](v)
		for i := 0; i < len(l.items); i++ {
			if err := t.Poll(); err != nil {
				return err
			}
			if i >= len(l.items) { // what ran meanwhile took it away
				break
			}
			if err := f(l.items[i]); err != nil {
				return err
			}
		}
		return nil
	}
	it, err := t.Iter(v)
	if err != nil {
		return err
	}
	next := it.Type().s.Next
	for {
		if err := t.Poll(); err != nil {
			return err
		}
		x, err := next(t, it)
		if err != nil {
			if Matches(err, &ExcStopIteration) {
				return nil
			}
			return err
		}
		if x.IsUnbound() {
			return nil
		}
		if err := f(x); err != nil {
			return err
		}
	}
}

// collectRoom is how many items the thread's buffer of gather holds.
const collectRoom = 64

// Collect gives the items of an iterable in a new slice, charging for it.
func (t *Thread) Collect(v Value) ([]Value, error) {
	items, buffered, err := t.gather(v)
	if buffered {
		out := append(make([]Value, 0, len(items)), items...)
		t.giveBack(items)
		items = out
	}
	return items, err
}

// gather is Collect whose items may lie in a buffer of the thread: then the caller copies them and calls giveBack. What is
// short is collected there, so that the smaller slices that it outgrows are not allocated.
func (t *Thread) gather(v Value) (items []Value, buffered bool, err error) {
	var src []Value
	switch {
	case v.exactly(&TupleType):
		src = As[Tuple](v).items
	case v.exactly(&ListType):
		src = As[List](v).items
	default:
		if items, ok, err := t.containerItems(v); ok || err != nil {
			return items, false, err
		}
		hint, err := t.LengthHint(v, 8)
		if err != nil {
			return nil, false, err
		}
		hint = min(hint, 1<<16)
		if err := t.chargeItems(hint); err != nil {
			return nil, false, err
		}
		var buf []Value
		if hint <= collectRoom {
			buf, t.collect = t.collect, nil
			buffered = true
		}
		if buf == nil {
			buf = make([]Value, 0, max(hint, collectRoom))
		}
		out := buf
		t.temps = append(t.temps, &out)
		err = t.iterateQuick(v, func(x Value) bool {
			n := len(out)
			if n == cap(out) {
				return false
			}
			out = out[:n+1]
			out[n] = x
			return true
		}, func(x Value) error {
			n := len(out)
			if n == cap(out) {
				if err := t.Charge(growRoom(n) * 16); err != nil {
					return err
				}
				more, err := Clone(t, out, growRoom(n))
				if err != nil {
					return err
				}
				out, buffered = more, false
				t.Dropped(growRoom(n) * 16) // a walk sees the temps
			}
			out = out[:n+1]
			out[n] = x
			return nil
		})
		t.popTemp()
		return out, buffered && err == nil, err
	}
	if err := t.Charge(len(src) * 16); err != nil {
		return nil, false, err
	}
	items, err = Clone(t, src, 0)
	return items, false, err
}

// giveBack gives the thread its buffer back, with what gather left in it.
func (t *Thread) giveBack(items []Value) {
	clear(items)
	t.collect = items[:0]
}

// LengthHint is operator.length_hint (PEP 424).
func (t *Thread) LengthHint(v Value, def int) (int, error) {
	s := &v.Type().s
	if s.Len != nil {
		n, err := s.Len(t, v)
		if err == nil {
			return n, nil
		}
		if !Matches(err, &ExcTypeError) {
			return 0, err
		}
	}
	m, err := t.lookupSpecial(v, nLengthHint)
	if err != nil || m.IsUnbound() {
		return def, err
	}
	r, err := t.Call(m)
	if err != nil {
		if Matches(err, &ExcTypeError) {
			return def, nil
		}
		return 0, err
	}
	if r == NotImplemented {
		return def, nil
	}
	n, b, ok := AsInt(r)
	if !ok {
		return 0, t.TypeError("__length_hint__ must be an integer, not %s", r.TypeName())
	}
	if b != nil {
		return 0, t.OverflowError("Python int too large to convert to C ssize_t")
	}
	if n < 0 {
		return 0, t.ValueError("__length_hint__() should return >= 0")
	}
	return int(n), nil
}

// Len is len(v).
func (t *Thread) Len(v Value) (int, error) {
	typ := v.Type()
	if typ.s.Len == nil {
		return 0, t.TypeError("object of type '%s' has no len()", typ.msgName())
	}
	return typ.s.Len(t, v)
}

// GetItem is v[key].
func (t *Thread) GetItem(v, key Value) (Value, error) {
	typ := v.Type()
	if typ.s.GetItem != nil {
		return typ.s.GetItem(t, v, key)
	}
	if c := AsType(v); c != nil {
		return t.classGetItem(c, key)
	}
	return Unbound, t.TypeError("'%s' object is not subscriptable", typ.msgName())
}

// SetItem is v[key] = x.
func (t *Thread) SetItem(v, key, x Value) error {
	typ := v.Type()
	if typ.s.SetItem == nil {
		if err := t.sequenceIndex(typ, key); err != nil {
			return err
		}
		return t.TypeError("'%s' object does not support item assignment", typ.msgName())
	}
	return typ.s.SetItem(t, v, key, x)
}

// DelItem is del v[key].
func (t *Thread) DelItem(v, key Value) error {
	typ := v.Type()
	if typ.s.SetItem == nil {
		if err := t.sequenceIndex(typ, key); err != nil {
			return err
		}
		if key.Type().s.Index != nil && typ.hasSequenceSlots() {
			return t.TypeError("'%s' object doesn't support item deletion", typ.msgName())
		}
		return t.TypeError("'%s' object does not support item deletion", typ.msgName())
	}
	return typ.s.SetItem(t, v, key, Unbound)
}

// hasSequenceSlots reports that CPython's type has methods of the sequence protocol, if only a length.
func (typ *Type) hasSequenceSlots() bool {
	return typ.flags&flagHeap != 0 || typ.s.Len != nil || typ.s.Contains != nil || typ.isSequence()
}

// sequenceIndex looks at an index into what may be a sequence but has no items to set.
func (t *Thread) sequenceIndex(typ *Type, key Value) error {
	if key.ref == nil || key.Type().s.Index == nil || !typ.hasSequenceSlots() {
		return nil
	}
	_, err := t.IndexInt(key)
	if err != nil && Matches(err, &ExcOverflowError) {
		return t.IndexError("cannot fit '%s' into an index-sized integer", key.TypeName())
	}
	return err
}

// Contains is x in v.
func (t *Thread) Contains(v, x Value) (bool, error) {
	typ := v.Type()
	if typ.s.Contains != nil {
		return typ.s.Contains(t, v, x)
	}
	if typ.s.Iter == nil && (typ.s.GetItem == nil || !typ.isSequence()) {
		return false, t.TypeError("argument of type '%s' is not a container or iterable", typ.msgName())
	}
	found := false
	it, err := t.Iter(v)
	if err != nil {
		if typ.s.Iter != nil && t.lookup(typ, nIter).IsNone() {
			err = t.TypeError("argument of type '%s' is not a container or iterable", typ.msgName())
		}
		return false, err
	}
	next := it.Type().s.Next
	for !found {
		if err := t.Poll(); err != nil {
			return false, err
		}
		y, err := next(t, it)
		if err != nil {
			return false, err
		}
		if y.IsUnbound() {
			break
		}
		if found, err = t.Eq(y, x); err != nil {
			return false, err
		}
	}
	return found, nil
}

var binText = [numBinOps]string{"+", "-", "*", "/", "//", "%", "** or pow()", "<<", ">>", "&", "|", "^", "@", "divmod()"}

// Binary is a binary operator.
func (t *Thread) Binary(op BinOp, a, b Value) (Value, error) {
	ta, tb := a.Type(), b.Type()
	v, err := t.binary1(op, ta, tb, a, b)
	if err != nil || v != NotImplemented {
		return v, err
	}
	return t.binaryLast(op, a, b)
}

// binaryLast is what is left of a binary operator after the operands' Binary slots: sequences, or an error.
func (t *Thread) binaryLast(op BinOp, a, b Value) (Value, error) {
	ta, tb := a.Type(), b.Type()
	switch op {
	case OpAdd:
		if ta.s.Concat != nil {
			return ta.s.Concat(t, a, b)
		}
	case OpMul:
		if ta.s.Repeat != nil {
			return t.repeat(ta.s.Repeat, a, b)
		}
		if tb.s.Repeat != nil {
			return t.repeat(tb.s.Repeat, b, a)
		}
	}
	hint := ""
	if op == OpRShift && a.exactly(&NativeFunctionType) && As[Native](a).def.Name == "print" {
		hint = `. Did you mean "print(<message>, file=<output_stream>)"?` // Python 2's redirection
	}
	return Unbound, t.TypeError("unsupported operand type(s) for %s: '%s' and '%s'%s", binText[op], ta.msgName(), tb.msgName(), hint)
}

func (t *Thread) binary1(op BinOp, ta, tb *Type, a, b Value) (Value, error) {
	fa, fb := ta.s.Binary[op], tb.s.Binary[op]
	if ta == tb || ta.heapBin&tb.heapBin&(1<<op) != 0 {
		fb = nil // the heap function sees to both operands
	}
	if fa != nil {
		if fb != nil && tb.IsSubtype(ta) {
			if v, err := fb(t, a, b); err != nil || v != NotImplemented {
				return v, err
			}
			fb = nil
		}
		if v, err := fa(t, a, b); err != nil || v != NotImplemented {
			return v, err
		}
	}
	if fb != nil {
		return fb(t, a, b)
	}
	return NotImplemented, nil
}

func (t *Thread) repeat(f func(*Thread, Value, int) (Value, error), seq, n Value) (Value, error) {
	if n.Type().s.Index == nil {
		return Unbound, t.TypeError("can't multiply sequence by non-int of type '%s'", n.TypeName())
	}
	i, err := t.IndexInt(n)
	if err != nil {
		return Unbound, err
	}
	return f(t, seq, i)
}

// InPlace is an augmented assignment operator.
func (t *Thread) InPlace(op BinOp, a, b Value) (Value, error) {
	ta := a.Type()
	if f := ta.s.IBinary[op]; f != nil {
		if v, err := f(t, a, b); err != nil || v != NotImplemented {
			return v, err
		}
	}
	v, err := t.binary1(op, ta, b.Type(), a, b)
	if err != nil || v != NotImplemented {
		return v, err
	}
	return t.inPlaceRest(op, a, b)
}

// inPlaceRest is what is left of an augmented assignment after the Binary slots.
func (t *Thread) inPlaceRest(op BinOp, a, b Value) (Value, error) {
	ta := a.Type()
	switch op {
	case OpAdd:
		if ta.s.IConcat != nil {
			return ta.s.IConcat(t, a, b)
		}
		if ta.s.Concat != nil {
			return ta.s.Concat(t, a, b)
		}
	case OpMul:
		f := ta.s.IRepeat
		if f == nil {
			f = ta.s.Repeat
		}
		if f != nil {
			return t.repeat(f, a, b)
		}
		if f := b.Type().s.Repeat; f != nil {
			return t.repeat(f, b, a)
		}
	}
	text := binText[op] + "="
	if op == OpPow {
		text = "**="
	}
	return Unbound, t.TypeError("unsupported operand type(s) for %s: '%s' and '%s'", text, ta.msgName(), b.TypeName())
}

// Power is pow(a, b, mod).
func (t *Thread) Power(a, b, mod Value) (Value, error) {
	if mod.IsNone() || mod.IsUnbound() {
		return t.Binary(OpPow, a, b)
	}
	heap := false // the slot of classes does __pow__ and __rpow__: one call of it is enough
	for _, typ := range [...]*Type{a.Type(), b.Type(), mod.Type()} {
		if f := typ.s.Pow3; f != nil {
			if typ.heapBin&(1<<OpPow) != 0 {
				if heap {
					continue
				}
				heap = true
			}
			if v, err := f(t, a, b, mod); err != nil || v != NotImplemented {
				return v, err
			}
		}
	}
	return Unbound, t.TypeError("unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", a.TypeName(), b.TypeName(), mod.TypeName())
}

// Index is operator.index(v): an int.
func (t *Thread) Index(v Value) (Value, error) {
	if _, _, ok := AsInt(v); ok {
		return v, nil
	}
	f := v.Type().s.Index
	if f == nil {
		return Unbound, t.TypeError("'%s' object cannot be interpreted as an integer", v.TypeName())
	}
	r, err := f(t, v)
	if err != nil {
		return Unbound, err
	}
	if _, _, ok := AsInt(r); !ok {
		return Unbound, t.TypeError("__index__ returned non-int (type %s)", r.TypeName())
	}
	if r.Type() != &IntType {
		return r, t.Warn(&ExcDeprecationWarning, "__index__ returned non-int (type "+r.TypeName()+").  The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.", 1)
	}
	return r, nil
}

// IndexInt is Index for a size or position; an int beyond int64 is an OverflowError.
func (t *Thread) IndexInt(v Value) (int, error) {
	if v.ref == nil {
		return int(v.bits), nil
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	i, b, _ := AsInt(r)
	if b != nil {
		return 0, t.OverflowError("cannot fit '%s' into an index-sized integer", v.TypeName())
	}
	return int(i), nil
}

// IndexClamp is Index for a slice bound: an int beyond int64 becomes the nearest one.
func (t *Thread) IndexClamp(v Value) (int, error) {
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	i, b, _ := AsInt(r)
	if b != nil {
		if b.Sign() < 0 {
			return math.MinInt, nil
		}
		return math.MaxInt, nil
	}
	return int(i), nil
}

// Call calls f with positional arguments, which are copied to the register stack so that they need no allocation.
func (t *Thread) Call(f Value, args ...Value) (Value, error) {
	if fn := t.plainCallee(f, len(args)); fn != nil {
		return t.callPlain(fn, args)
	}
	a := t.pushArgs(len(args))
	copy(a, args)
	v, err := t.CallKw(f, a, nil)
	t.popArgs(a)
	return v, err
}

// CallKw calls f; names are the keywords of the last arguments.
func (t *Thread) CallKw(f Value, args []Value, names *Tuple) (Value, error) {
	switch typ := f.Type(); typ {
	case &FunctionType:
		if names == nil {
			if fn := t.plainCallee(f, len(args)); fn != nil {
				return t.callPlain(fn, args)
			}
		}
		return t.callFunction(As[Function](f), args, names)
	case &MethodType:
		return typ.s.Call(t, f, args, names)
	}
	// Natives may call each other in a circle (a property of an attrgetter of its own name) with no frame in it that would count.
	err := t.Enter("")
	if err == nil {
		err = t.Poll()
	}
	if err != nil {
		t.Leave()
		return Unbound, err
	}
	v, err := t.callAny(f, args, names)
	t.Leave()
	return v, err
}

// callAny is CallKw that counts no nesting, for the calls of frames, which are counted.
func (t *Thread) callAny(f Value, args []Value, names *Tuple) (Value, error) {
	typ := f.Type()
	if typ.s.Call == nil {
		return Unbound, t.TypeError("'%s' object is not callable", typ.msgName())
	}
	return typ.s.Call(t, f, args, names)
}

// CallMethod calls a method of v by name.
func (t *Thread) CallMethod(v Value, name *Str, args ...Value) (Value, error) {
	f, err := t.GetAttr(v, name)
	if err != nil {
		return Unbound, err
	}
	return t.Call(f, args...)
}

// GetAttr is getattr(v, name).
func (t *Thread) GetAttr(v Value, name *Str) (Value, error) {
	return v.Type().s.GetAttr(t, v, name)
}

// LookupAttr is GetAttr that gives Unbound where the attribute is missing.
func (t *Thread) LookupAttr(v Value, name *Str) (Value, error) {
	typ := v.Type()
	if typ.flags&flagGenericGet != 0 {
		x, _, err := t.genericGet(typ, v, name)
		if err != nil && Matches(err, &ExcAttributeError) {
			return Unbound, nil
		}
		return x, err
	}
	if typ == &TypeType {
		x, found, err := t.typeGet(As[Type](v), name)
		if err != nil && Matches(err, &ExcAttributeError) {
			err = nil
		} else if found {
			return x, err
		}
		return Unbound, err
	}
	if typ == &ModuleType {
		x, _, err := moduleFind(t, v, name)
		if err != nil && Matches(err, &ExcAttributeError) {
			return Unbound, nil
		}
		return x, err
	}
	x, err := typ.s.GetAttr(t, v, name)
	if err != nil && Matches(err, &ExcAttributeError) {
		return Unbound, nil
	}
	return x, err
}

// getNested and lookupNested are GetAttr and LookupAttr of what an object forwards to, which may be of its own kind and do the same.
func (t *Thread) getNested(v Value, name *Str) (Value, error) {
	err := t.Enter("")
	defer t.Leave()
	if err != nil {
		return Unbound, err
	}
	return t.GetAttr(v, name)
}

func (t *Thread) lookupNested(v Value, name *Str) (Value, error) {
	err := t.Enter("")
	defer t.Leave()
	if err != nil {
		return Unbound, err
	}
	return t.LookupAttr(v, name)
}

// SetAttr is setattr(v, name, x).
func (t *Thread) SetAttr(v Value, name *Str, x Value) error {
	return v.Type().s.SetAttr(t, v, name, x)
}

// DelAttr is delattr(v, name).
func (t *Thread) DelAttr(v Value, name *Str) error { return v.Type().s.SetAttr(t, v, name, Unbound) }

// lookupSpecial finds a dunder on the type of v and binds it; Unbound if there is none.
func (t *Thread) lookupSpecial(v Value, name *Str) (Value, error) {
	typ := v.Type()
	d := t.lookup(typ, name)
	if d.IsUnbound() {
		return Unbound, nil
	}
	if get := d.Type().s.Get; get != nil {
		return get(t, d, v, typ)
	}
	return d, nil
}

// CallSpecial calls a dunder of v; ok is false if its type lacks it.
func (t *Thread) CallSpecial(v Value, name *Str, args ...Value) (r Value, ok bool, err error) {
	typ := v.Type()
	d := t.lookup(typ, name)
	if d.IsUnbound() {
		return Unbound, false, nil
	}
	if d.Type().flags&flagMethodDesc != 0 {
		a := t.pushArgs(len(args) + 1)
		a[0] = v
		copy(a[1:], args)
		r, err = t.CallKw(d, a, nil)
		t.popArgs(a)
		return r, true, err
	}
	if get := d.Type().s.Get; get != nil {
		if d, err = get(t, d, v, typ); err != nil {
			return Unbound, true, err
		}
	}
	r, err = t.Call(d, args...)
	return r, true, err
}
