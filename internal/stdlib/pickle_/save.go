// This file writes objects: the builtin types here, classes and functions in global.go, all others in reduce.go.
package pickle_

import (
	"encoding/binary"
	"math"
	"math/big"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/numtext"
)

func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// save writes v; ident says that v is a persistent id itself.
func (w *writer) save(v value, ident bool) error {
	if w.frame >= 0 {
		if err := w.boundary(); err != nil {
			return err
		}
	}
	if err := w.t.Poll(); err != nil {
		return err
	}
	if !ident && !w.persID.IsUnbound() {
		if done, err := w.savePersistent(v); done || err != nil {
			return err
		}
	}
	switch {
	case v.IsSmall():
		if n := v.Small(); uint64(n) < 1<<16 && w.bin {
			if err := w.ready(3); err != nil {
				return err
			}
			if n < 256 {
				w.out = append(w.out, opBinInt1, byte(n))
			} else {
				w.out = append(w.out, opBinInt2, byte(n), byte(n>>8))
			}
			return nil
		}
		return w.saveInt(v.Small())
	case v == core.None:
		return w.put(opNone)
	case v == core.True || v == core.False:
		return w.saveBool(v == core.True)
	case v.IsFloat():
		return w.saveFloat(v.Float64())
	}
	if n, ok := w.p.memo.get(v.Ref()); ok {
		return w.get(n)
	}
	typ := v.Type()
	switch typ {
	case &core.StrType:
		return w.saveStr(v)
	case &core.BytesType:
		return w.saveBytes(v)
	case &core.IntType:
		b, _ := core.AsBig(v)
		return w.saveBig(b)
	}
	if err := w.t.Enter(" while pickling an object"); err != nil {
		w.t.Leave()
		return err
	}
	err := w.saveDeep(typ, v)
	w.t.Leave()
	return err
}

// saveDeep writes what may contain other objects.
func (w *writer) saveDeep(typ *core.Type, v value) error {
	switch typ {
	case &core.DictType:
		return w.saveDict(v)
	case &core.ListType:
		return w.saveList(v)
	case &core.TupleType:
		return w.saveTuple(v)
	case &core.SetType:
		return w.saveSet(v)
	case &core.FrozenSetType:
		return w.saveFrozenSet(v)
	case &core.ByteArrayType:
		return w.saveByteArray(v)
	case &bufferType:
		return w.saveBuffer(v)
	}
	var r value
	if !w.override.IsUnbound() {
		x, err := w.t.Call(w.override, v)
		if err != nil {
			return err
		}
		if x != core.NotImplemented {
			return w.saveReduced(v, x)
		}
	}
	switch typ {
	case &core.TypeType:
		return w.saveType(v)
	case &core.FunctionType:
		return w.saveGlobal(v, nil)
	}
	f, err := w.dispatched(typ)
	switch {
	case err != nil:
		return err
	case !f.IsUnbound():
		r, err = w.t.Call(f, v)
	case typ.IsSubtype(&core.TypeType):
		return w.saveGlobal(v, nil)
	default:
		if w.proto >= 2 && w.t.PlainClass(typ) {
			return w.savePlain(v, typ)
		}
		if f, err = w.t.LookupAttr(v, nReduceEx); err != nil {
			return err
		}
		if !f.IsUnbound() {
			r, err = w.t.Call(f, core.Int(int64(w.proto)))
		} else if f, err = w.t.LookupAttr(v, nReduce); err != nil {
			return err
		} else if f.IsUnbound() {
			return picklingError(w.t, "can't pickle '%s' object: %s", v.TypeName(), w.text(v))
		} else {
			r, err = w.t.Call(f)
		}
	}
	if err != nil {
		return err
	}
	return w.saveReduced(v, r)
}

// text is the repr of v for a message.
func (w *writer) text(v value) string {
	s, err := w.t.Repr(v)
	if err != nil {
		return v.TypeName() + " object"
	}
	return s.String()
}

func (w *writer) note(err error, format string, a ...any) error {
	return w.t.AddNote(err, format, a...)
}

// dispatched finds the reduction function registered for a type.
func (w *writer) dispatched(typ *core.Type) (value, error) {
	table := w.dispatch
	if table.IsUnbound() {
		m, err := w.copyreg("dispatch_table")
		if err != nil {
			return unbound, err
		}
		table = m
	}
	if table.IsExactly(&core.DictType) {
		f, ok, err := core.AsDict(table).Get(w.t, typ.Val())
		if !ok {
			f = unbound
		}
		return f, err
	}
	f, err := w.t.GetItem(table, typ.Val())
	if err != nil && core.Matches(err, &core.ExcKeyError) {
		return unbound, nil
	}
	return f, err
}

func copyregAttr(t *thread, name string) (value, error) {
	m, ok := t.Interp().ModulesDict().GetStr(nCopyreg)
	if !ok {
		var err error
		if m, err = t.Import("copyreg"); err != nil {
			return unbound, err
		}
	}
	return t.GetAttr(m, core.Intern(name))
}

var nCopyreg = core.Intern("copyreg")

func (w *writer) copyreg(name string) (value, error) { return copyregAttr(w.t, name) }

func (w *writer) savePersistent(v value) (bool, error) {
	id, err := w.t.Call(w.persID, v)
	if err != nil || id.IsNone() {
		return false, err
	}
	if w.bin {
		if err := w.save(id, true); err != nil {
			return true, err
		}
		return true, w.put(opBinPersID)
	}
	s, err := w.t.Str(id)
	if err != nil {
		return true, err
	}
	if !s.ASCII() {
		return true, picklingError(w.t, "persistent IDs in protocol 0 must be ASCII strings")
	}
	return true, w.putText(opPersID, s.String())
}

func (w *writer) saveBool(b bool) error {
	switch {
	case w.proto >= 2 && b:
		return w.put(opNewTrue)
	case w.proto >= 2:
		return w.put(opNewFalse)
	case b:
		return w.putText(opInt, "01")
	}
	return w.putText(opInt, "00")
}

func (w *writer) saveInt(n int64) error {
	switch {
	case n != int64(int32(n)):
		return w.saveBig(big.NewInt(n))
	case !w.bin:
		return w.putText(opInt, w.t.Int2Text(n))
	case 0 <= n && n < 256:
		return w.put(opBinInt1, byte(n))
	case 0 <= n && n < 1<<16:
		return w.put(opBinInt2, byte(n), byte(n>>8))
	}
	return w.put(opBinInt, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
}

func (w *writer) saveBig(b *big.Int) error {
	if w.proto < 2 {
		if err := w.room(b.BitLen()/3 + 8); err != nil {
			return err
		}
		r, err := core.SlotsOf(core.Int(0)).Repr(w.t, core.BigInt(b))
		if err != nil {
			return err
		}
		return w.putText(opLong, core.AsStr(r).String()+"L")
	}
	n := b.BitLen()/8 + 1
	if b.Sign() < 0 && b.BitLen()%8 == 0 && uint(b.BitLen()) == b.TrailingZeroBits()+1 {
		n-- // -2**(8k-1) needs no byte for the sign
	}
	if n > math.MaxInt32 {
		return w.t.OverflowError("int too large to pickle")
	}
	if err := w.room(n + 5); err != nil {
		return err
	}
	w.begin()
	if n < 256 {
		w.out = append(w.out, opLong1, byte(n))
	} else {
		w.out = append(w.out, opLong4)
		w.out = binary.LittleEndian.AppendUint32(w.out, uint32(n))
	}
	at := len(w.out)
	for cap(w.out) < at+n {
		w.out = append(w.out[:cap(w.out)], 0)
	}
	w.out = w.out[:at+n]
	return bignum.FillBytes(b, w.out[at:], true, w.t.PollFunc())
}

func (w *writer) saveFloat(f float64) error {
	if !w.bin {
		return w.putText(opFloat, numtext.Repr(f))
	}
	if err := w.ready(9); err != nil {
		return err
	}
	w.out = append(w.out, opBinFloat)
	w.out = binary.BigEndian.AppendUint64(w.out, math.Float64bits(f))
	return nil
}

func (w *writer) saveStr(v value) error {
	s := core.AsStr(v)
	if err := w.unicode(s); err != nil {
		return err
	}
	return w.memoize(v)
}

// unicode writes text, as the memo does not see it.
func (w *writer) unicode(s *core.Str) error {
	text := s.String()
	if !w.bin {
		return w.rawUnicode(text)
	}
	n := len(text)
	if n < 256 && w.proto >= 4 {
		if err := w.ready(n + 2); err != nil {
			return err
		}
		w.out = append(w.out, opShortBinUnicode, byte(n))
		w.out = append(w.out, text...)
		return nil
	}
	if n <= math.MaxUint32 {
		return w.payload([]byte{opBinUnicode, byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}, text, unbound)
	}
	if w.proto < 4 {
		return w.t.OverflowError("serializing a string larger than 4 GiB requires pickle protocol 4 or higher")
	}
	return w.payload(binary.LittleEndian.AppendUint64([]byte{opBinUnicode8}, uint64(n)), text, unbound)
}

const hexDigits = "0123456789abcdef"

// rawUnicode is the form of protocol 0: Latin-1 with \u and \U for the rest and for what would end the line.
func (w *writer) rawUnicode(text string) error {
	if err := w.room(len(text) + 2); err != nil {
		return err
	}
	w.out = append(w.out, opUnicode)
	for i, n := 0, 0; i < len(text); n++ {
		c, size := core.DecodeRune(text[i:])
		i += size
		switch {
		case c >= 0x10000:
			w.out = append(w.out, '\\', 'U', '0', '0')
			for s := 20; s >= 0; s -= 4 {
				w.out = append(w.out, hexDigits[c>>s&15])
			}
		case c >= 256 || c == '\\' || c == 0 || c == '\n' || c == '\r' || c == 0x1a:
			w.out = append(w.out, '\\', 'u', hexDigits[c>>12&15], hexDigits[c>>8&15], hexDigits[c>>4&15], hexDigits[c&15])
		default:
			w.out = append(w.out, byte(c))
		}
		if n&0xfff == 0xfff {
			if err := w.t.PollAtomic(64); err != nil {
				return err
			}
			if err := w.room(10*0x1000 + len(text) - i); err != nil {
				return err
			}
		}
	}
	return w.put('\n')
}

// binary writes bytes in the opcodes of protocol 3.
func (w *writer) binary(b []byte, whole value) error {
	n := len(b)
	switch {
	case n < 256:
		return w.payload([]byte{opShortBinBytes, byte(n)}, view(b), whole)
	case n <= math.MaxUint32:
		return w.payload([]byte{opBinBytes, byte(n), byte(n >> 8), byte(n >> 16), byte(n >> 24)}, view(b), whole)
	case w.proto < 4:
		return w.t.OverflowError("serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher")
	}
	return w.payload(binary.LittleEndian.AppendUint64([]byte{opBinBytes8}, uint64(n)), view(b), whole)
}

var latin1 = core.Intern("latin1")

func (w *writer) saveBytes(v value) error {
	b := core.AsBytes(v).Bytes()
	if w.proto >= 3 {
		if err := w.binary(b, v); err != nil {
			return err
		}
		return w.memoize(v)
	}
	if len(b) == 0 {
		return w.saveCall(v, core.BytesType.Val(), core.NewTuple())
	}
	text, err := w.t.Decode(b, v, "latin-1", "strict")
	if err != nil {
		return err
	}
	m, err := w.t.Import("_codecs")
	if err != nil {
		return err
	}
	enc, err := w.t.GetAttr(m, core.Intern("encode"))
	if err != nil {
		return err
	}
	return w.saveCall(v, enc, core.Pair(text, latin1.Val()))
}

// saveCall writes v as the call of f with a tuple of arguments.
func (w *writer) saveCall(v, f, args value) error {
	return w.saveReduce(v, core.Pair(f, args), false)
}

func (w *writer) saveByteArray(v value) error {
	b := core.AsByteArray(v).Bytes()
	if w.proto >= 5 {
		return w.byteArray(v, b)
	}
	if len(b) == 0 {
		return w.saveCall(v, core.ByteArrayType.Val(), core.NewTuple())
	}
	c, err := w.t.CopyBytes(b)
	if err != nil {
		return err
	}
	return w.saveCall(v, core.ByteArrayType.Val(), core.NewTuple(c))
}

func (w *writer) byteArray(v value, b []byte) error {
	if len(b) >= frameTarget && !w.p.write.IsUnbound() { // the file's method may change it
		var err error
		if b, err = w.t.CopyOf(b); err != nil {
			return err
		}
	}
	if err := w.payload(binary.LittleEndian.AppendUint64([]byte{opByteArray8}, uint64(len(b))), view(b), unbound); err != nil {
		return err
	}
	return w.memoize(v)
}

func (w *writer) saveBuffer(v value) error {
	t := w.t
	if w.proto < 5 {
		return picklingError(t, "PickleBuffer can only be pickled with protocol >= 5")
	}
	p, err := live(t, v)
	if err != nil {
		return err
	}
	b, err := t.GetBuffer(p.view, false)
	if err != nil {
		return err
	}
	if b.Release != nil {
		defer b.Release()
	}
	if !b.Contiguous() {
		return picklingError(t, "PickleBuffer can not be pickled when pointing to a non-contiguous buffer")
	}
	inBand := true
	if !w.p.callback.IsNone() {
		r, err := t.Call(w.p.callback, v)
		if err != nil {
			return err
		}
		if inBand, err = t.Truth(r); err != nil {
			return err
		}
	}
	switch {
	case inBand && b.Readonly:
		if err := w.binary(b.B, unbound); err != nil {
			return err
		}
		return w.memoize(v)
	case inBand:
		return w.byteArray(v, b.B)
	case b.Readonly:
		return w.put(opNextBuffer, opReadOnlyBuffer)
	}
	return w.put(opNextBuffer)
}

func (w *writer) saveTuple(v value) error {
	items := core.AsTuple(v).Items()
	n := len(items)
	if n == 0 {
		if w.bin {
			return w.put(opEmptyTuple)
		}
		return w.put(opMark, opTuple)
	}
	short := n <= 3 && w.proto >= 2
	if !short {
		if err := w.put(opMark); err != nil {
			return err
		}
	}
	for i, x := range items {
		if err := w.save(x, false); err != nil {
			return w.note(err, "when serializing %s item %d", v.Type().FullName(), i)
		}
	}
	if at, ok := w.p.memo.get(v.Ref()); ok { // it contains itself: what was written is dropped again
		if !short && w.bin {
			if err := w.put(opPopMark); err != nil {
				return err
			}
			return w.get(at)
		}
		if !short {
			n++
		}
		for range n {
			if err := w.put(opPop); err != nil {
				return err
			}
		}
		return w.get(at)
	}
	op := byte(opTuple)
	if short {
		op = opTuple1 + byte(n-1)
	}
	if err := w.put(op); err != nil {
		return err
	}
	return w.memoize(v)
}

// enterFast notes a container in fast mode, where nothing else would find a cycle.
func (w *writer) enterFast(v value) error {
	if w.p.fast == 0 {
		return nil
	}
	if w.nest++; w.nest < 50 {
		w.open = append(w.open, v.Ref())
		return nil
	}
	for i, h := range w.open {
		if h == v.Ref() {
			return w.t.ValueError("fast mode: can't pickle cyclic objects including object type %s at 0x%x", v.TypeName(), w.t.AddressOf(v))
		}
		if err := w.t.PollAt(i); err != nil {
			return err
		}
	}
	w.open = append(w.open, v.Ref())
	return nil
}

func (w *writer) leaveFast() {
	if w.nest > 0 {
		w.nest--
		w.open = w.open[:min(len(w.open), w.nest)]
	}
}

func (w *writer) saveList(v value) error {
	if err := w.enterFast(v); err != nil {
		return err
	}
	if w.bin {
		if err := w.put(opEmptyList); err != nil {
			return err
		}
	} else if err := w.put(opMark, opList); err != nil {
		return err
	}
	if err := w.memoize(v); err != nil {
		return err
	}
	l := core.AsList(v)
	n := len(l.Items())
	item := func(i int) error {
		if err := w.save(l.Items()[i], false); err != nil {
			return w.note(err, "when serializing %s item %d", v.Type().FullName(), i)
		}
		return nil
	}
	switch {
	case n == 0:
	case !w.bin || n == 1:
		for i := 0; i < len(l.Items()); i++ {
			if err := item(i); err != nil {
				return err
			}
			if err := w.put(opAppend); err != nil {
				return err
			}
		}
	default:
		for i := 0; i < len(l.Items()); {
			if err := w.put(opMark); err != nil {
				return err
			}
			for end := i + batchSize; i < end && i < len(l.Items()); i++ {
				if err := item(i); err != nil {
					return err
				}
			}
			if err := w.put(opAppends); err != nil {
				return err
			}
		}
	}
	w.leaveFast()
	return nil
}

func (w *writer) saveDict(v value) error {
	if err := w.enterFast(v); err != nil {
		return err
	}
	if w.bin {
		if err := w.put(opEmptyDict); err != nil {
			return err
		}
	} else if err := w.put(opMark, opDict); err != nil {
		return err
	}
	if err := w.memoize(v); err != nil {
		return err
	}
	d := core.AsDict(v)
	if d.Len() > 0 {
		if err := w.dictItems(d); err != nil {
			return err
		}
	}
	w.leaveFast()
	return nil
}

func (w *writer) dictItems(d *core.Dict) error {
	n := d.Len()
	pos, k, x, ok := d.Next(0)
	item := func() error {
		if err := w.save(k, false); err != nil {
			return err
		}
		if err := w.save(x, false); err != nil {
			return w.note(err, "when serializing dict item %s", w.text(k))
		}
		if d.Len() != n {
			return w.t.RuntimeError("dictionary changed size during iteration")
		}
		pos, k, x, ok = d.Next(pos)
		return nil
	}
	if !w.bin || n == 1 {
		for ok {
			if err := item(); err != nil {
				return err
			}
			if err := w.put(opSetItem); err != nil {
				return err
			}
		}
		return nil
	}
	for count := batchSize; count == batchSize; { // a full batch is followed by another, were it empty
		if err := w.put(opMark); err != nil {
			return err
		}
		for count = 0; ok && count < batchSize; count++ {
			if err := item(); err != nil {
				return err
			}
		}
		if err := w.put(opSetItems); err != nil {
			return err
		}
	}
	return nil
}

// collected gives the items of a set as a list, for protocols without an opcode for sets.
func (w *writer) collected(v value) (value, error) {
	items, err := w.t.Collect(v)
	return core.NewTuple(core.NewList(items)), err
}

func (w *writer) saveSet(v value) error {
	if w.proto < 4 {
		items, err := w.collected(v)
		if err != nil {
			return err
		}
		return w.saveCall(v, core.SetType.Val(), items)
	}
	if err := w.put(opEmptySet); err != nil {
		return err
	}
	if err := w.memoize(v); err != nil {
		return err
	}
	s := core.AsSet(v)
	n := s.Len()
	if n == 0 {
		return nil
	}
	pos, x, ok := s.Next(0)
	for count := batchSize; count == batchSize; { // as in dictItems
		if err := w.put(opMark); err != nil {
			return err
		}
		for count = 0; ok && count < batchSize; count++ {
			if err := w.save(x, false); err != nil {
				return w.note(err, "when serializing set element")
			}
			if s.Len() != n {
				return w.t.RuntimeError("set changed size during iteration")
			}
			pos, x, ok = s.Next(pos)
		}
		if err := w.put(opAddItems); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) saveFrozenSet(v value) error {
	if w.proto < 4 {
		items, err := w.collected(v)
		if err != nil {
			return err
		}
		return w.saveCall(v, core.FrozenSetType.Val(), items)
	}
	if err := w.put(opMark); err != nil {
		return err
	}
	s := core.AsSet(v)
	for pos, x, ok := s.Next(0); ok; pos, x, ok = s.Next(pos) {
		if err := w.save(x, false); err != nil {
			return w.note(err, "when serializing frozenset element")
		}
	}
	if at, ok := w.p.memo.get(v.Ref()); ok {
		if err := w.put(opPopMark); err != nil {
			return err
		}
		return w.get(at)
	}
	if err := w.put(opFrozenSet); err != nil {
		return err
	}
	return w.memoize(v)
}

// savePlain writes an instance of a class that is nothing but attributes, as its __reduce_ex__ would have it.
func (w *writer) savePlain(v value, typ *core.Type) error {
	t := w.t
	fail := func(err error, what string) error {
		name := typ.FullName()
		return w.note(w.note(err, "when serializing %s %s", name, what), "when serializing %s object", name)
	}
	if err := w.save(typ.Val(), false); err != nil {
		return fail(err, "class")
	}
	if err := w.put(opEmptyTuple, opNewObj); err != nil {
		return err
	}
	if err := w.memoize(v); err != nil {
		return err
	}
	if !core.InlineValues(v) {
		d := t.InstDict(v)
		if d == nil || d.Len() == 0 {
			return nil
		}
		if err := w.save(d.Val(), false); err != nil {
			return fail(err, "state")
		}
		return w.put(opBuild)
	}
	names, vals, ok := core.PlainAttrs(v)
	if !ok || len(names) == 0 {
		return nil
	}
	if err := t.Enter(" while pickling an object"); err != nil {
		t.Leave()
		return fail(err, "state")
	}
	err := w.saveAttrs(names, vals)
	t.Leave()
	if err != nil {
		return fail(err, "state")
	}
	return w.put(opBuild)
}

// saveAttrs writes the dict that an instance's attributes would be.
func (w *writer) saveAttrs(names []*core.Str, vals []value) error {
	if err := w.put(opEmptyDict); err != nil {
		return err
	}
	if err := w.memoize(unboundInt); err != nil {
		return err
	}
	if len(names) > 1 {
		if err := w.put(opMark); err != nil {
			return err
		}
	}
	for i, name := range names {
		if err := w.save(name.Val(), false); err != nil {
			return err
		}
		if err := w.save(vals[i], false); err != nil {
			return w.note(err, "when serializing dict item %s", w.text(name.Val()))
		}
		if i%batchSize == batchSize-1 {
			if err := w.put(opSetItems, opMark); err != nil {
				return err
			}
		}
	}
	if len(names) == 1 {
		return w.put(opSetItem)
	}
	return w.put(opSetItems)
}

// unboundInt takes a number of the memo that no object has.
var unboundInt = core.Int(0)
