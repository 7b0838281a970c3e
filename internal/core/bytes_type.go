// This file implements the type bytes and what it shares with bytearray: reading any buffer exporter, construction from
// ints, comparison, indexing, iteration. The methods are in bytes_methods.go.
package core

import (
	"bytes"
	"sync/atomic"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

// ByteArray is a Python bytearray. While it has live views its size is fixed.
type ByteArray struct {
	Header
	b       []byte
	exports Exports
	before  int // bytes of the block that lie before b: what was deleted from the front
}

// NewByteArray makes a bytearray that takes over b.
func NewByteArray(b []byte) Value {
	return obj(&(&ByteArray{Header: Header{&ByteArrayType.shape0}, b: b}).Header)
}

// AsByteArray gives the object of a bytearray or instance of a subclass, else nil.
func AsByteArray(v Value) *ByteArray {
	if v.ref != nil && v.ref.shape.typ.flags&flagByteArraySub != 0 {
		return As[ByteArray](v)
	}
	return nil
}

// Bytes gives the contents as they are now.
func (b *ByteArray) Bytes() []byte { return b.b }

// BytesIter is bytes_iterator and bytearray_iterator.
type BytesIter struct {
	Header
	seq Value // Unbound once exhausted
	i   int
}

var emptyBytes = &Bytes{Header: Header{&BytesType.shape0}}

// byteObjs holds the bytes objects of length 1.
var byteObjs = func() (a [256]*Bytes) {
	for i := range a {
		a[i] = &Bytes{Header: Header{&BytesType.shape0}, b: []byte{byte(i)}}
	}
	return
}()

// Short bytes keep their contents in the same allocation.
type (
	bytes24 struct {
		Bytes
		a [24]byte
	}
	bytes56 struct {
		Bytes
		a [56]byte
	}
)

// bytesRoom makes a bytes object of size n > 1 to be filled in before anyone sees it.
func bytesRoom(n int) (Value, []byte) {
	var o *Bytes
	switch {
	case n <= 24:
		p := new(bytes24)
		o, p.b = &p.Bytes, p.a[:n:n]
	case n <= 56:
		p := new(bytes56)
		o, p.b = &p.Bytes, p.a[:n:n]
	default:
		o = &Bytes{b: bulk.Make(n)[:n:n]}
	}
	o.shape = &BytesType.shape0
	return obj(&o.Header), o.b
}

// newBytesCopy makes a bytes object with a copy of b.
func newBytesCopy[T string | []byte](b T) Value {
	switch len(b) {
	case 0:
		return obj(&emptyBytes.Header)
	case 1:
		return obj(&byteObjs[b[0]].Header)
	}
	v, p := bytesRoom(len(b))
	copy(p, b)
	return v
}

// copyBytes is newBytesCopy of what may be long.
func (t *Thread) copyBytes(b []byte) (Value, error) {
	if len(b) <= chunkBytes {
		return newBytesCopy(b), nil
	}
	v, p := bytesRoom(len(b))
	return v, Move(t, p, b)
}

// rawBytes gives the contents of a bytes or bytearray.
func rawBytes(v Value) []byte {
	if v.ref.shape.typ.flags&flagBytesSub != 0 {
		return As[Bytes](v).b
	}
	return As[ByteArray](v).b
}

// isBytesOrArray reports an instance of bytes, bytearray or a subclass.
func isBytesOrArray(v Value) bool {
	return v.ref != nil && v.ref.shape.typ.flags&(flagBytesSub|flagByteArraySub) != 0
}

// sameKind makes a bytes object, or a bytearray if v is one, with a copy of b.
func (t *Thread) sameKind(v Value, b []byte) (Value, error) {
	if v.ref.shape.typ.flags&flagBytesSub != 0 {
		return t.copyBytes(b)
	}
	own, err := Clone(t, b, 0)
	return NewByteArray(own), err
}

// sameKindOwn is sameKind taking over b.
func sameKindOwn(v Value, b []byte) Value {
	if v.ref.shape.typ.flags&flagBytesSub != 0 {
		if len(b) <= 56 {
			return newBytesCopy(b)
		}
		return NewBytes(b)
	}
	return NewByteArray(b)
}

// GetBuffer exports a value's memory; the caller calls Release (if not nil) when done.
func (t *Thread) GetBuffer(v Value, writable bool) (*Buffer, error) {
	f := v.Type().s.Buffer
	if f == nil {
		if writable {
			return nil, t.TypeError("read-write bytes-like object expected")
		}
		return nil, t.TypeError("a bytes-like object is required, not '%s'", v.TypeName())
	}
	return f(t, v, writable)
}

// KeepBytes is BytesLike for contents that are kept while Python code may run: a copy of what could change.
func (t *Thread) KeepBytes(v Value) ([]byte, error) {
	b, err := t.BytesLike(v)
	if err != nil || AsBytes(v) != nil {
		return b, err
	}
	if err := t.Charge(len(b)); err != nil {
		return nil, err
	}
	return append([]byte(nil), b...), nil
}

// BytesLike gives the contents of any buffer exporter, which must not be changed or kept.
func (t *Thread) BytesLike(v Value) ([]byte, error) {
	if v.ref != nil && v.ref.shape.typ.flags&(flagBytesSub|flagByteArraySub) != 0 {
		if a := AsByteArray(v); a != nil && a.exports.crossed {
			return t.steady(a.b)
		}
		return rawBytes(v), nil
	}
	b, err := t.GetBuffer(v, false)
	if err != nil {
		return nil, err
	}
	if !b.contiguous() {
		if b.Release != nil {
			b.Release()
		}
		return nil, t.Raise(&ExcBufferError, "memoryview: underlying buffer is not C-contiguous")
	}
	out := b.B
	if b.Release != nil {
		b.Release()
	}
	if v.exactly(&MemoryViewType) && mvSelf(v).base.crossed {
		return t.steady(out)
	}
	return out, nil
}

// steady copies memory that another interpreter may change, for natives that look at it more than once.
func (t *Thread) steady(b []byte) ([]byte, error) {
	if err := t.chargeText(len(b)); err != nil {
		return nil, err
	}
	return Clone(t, b, 0)
}

// toBytes is bytes(v) for buffers, objects with __bytes__ and iterables of ints; the result must not be changed.
func (t *Thread) toBytes(v Value) ([]byte, error) {
	if v.exactly(&BytesType) {
		return As[Bytes](v).b, nil
	}
	r, ok, err := t.CallSpecial(v, nBytes)
	if err != nil {
		return nil, err
	}
	if ok {
		if b := AsBytes(r); b != nil {
			return b.b, nil
		}
		return nil, t.TypeError("__bytes__ returned non-bytes (type %s)", r.TypeName())
	}
	return t.bytesFrom(v, "bytes")
}

// bytesFrom reads a buffer or an iterable of ints into new bytes; kind is for messages.
func (t *Thread) bytesFrom(v Value, kind string) ([]byte, error) {
	if v.Type().s.Buffer != nil {
		b, err := t.GetBuffer(v, false)
		if err != nil {
			return nil, err
		}
		if b.Release != nil {
			defer b.Release()
		}
		if err := t.Charge(b.size() + b.size()/4); err != nil {
			return nil, err
		}
		return b.appendTo(make([]byte, 0, b.size())), nil
	}
	if AsStr(v) != nil || v.Type().s.Iter == nil && !v.Type().isSequence() {
		return nil, t.TypeError("cannot convert '%s' object to %s", v.TypeName(), kind)
	}
	hint, err := t.LengthHint(v, 16)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, min(hint, 1<<16))
	msg := "bytes must be in range(0, 256)"
	if kind == "bytearray" {
		msg = "byte must be in range(0, 256)"
	}
	err = t.Iterate(v, func(x Value) error {
		c, err := t.byteOf(x, msg)
		if err != nil {
			return err
		}
		if len(out) == cap(out) {
			if out, err = t.Room(out, 1); err != nil {
				return err
			}
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

// byteOf reads an int in range(256).
func (t *Thread) byteOf(v Value, msg string) (byte, error) {
	if v.ref == nil && v.bits < 256 {
		return byte(v.bits), nil
	}
	x, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	i, b, _ := AsInt(x)
	if b != nil || uint64(i) > 255 {
		return 0, t.ValueError("%s", msg)
	}
	return byte(i), nil
}

const byteRange = "byte must be in range(0, 256)"

// newBytesArgs is what bytes() and bytearray() share: source, encoding, errors.
func (t *Thread) newBytesArgs(src, encoding, errors Value, kind string) ([]byte, error) {
	for i, v := range []Value{encoding, errors} {
		if !v.IsUnbound() && AsStr(v) == nil {
			return nil, t.TypeError("%s() argument '%s' must be str, not %s", kind, [...]string{"encoding", "errors"}[i], v.argTypeName())
		}
	}
	if s := AsStr(src); s != nil && (kind != "bytes" || src.exactly(&StrType) || !encoding.IsUnbound() || !overrides(src.Type(), &StrType, nBytes)) {
		if encoding.IsUnbound() {
			return nil, t.TypeError("string argument without an encoding")
		}
		errs := "strict"
		if !errors.IsUnbound() {
			errs = AsStr(errors).s
		}
		return t.Encode(s, AsStr(encoding).s, errs)
	}
	if !encoding.IsUnbound() {
		return nil, t.TypeError("encoding without a string argument")
	}
	if !errors.IsUnbound() {
		return nil, t.TypeError("errors without a string argument")
	}
	if src.IsUnbound() {
		return nil, nil
	}
	if kind == "bytes" {
		if src.exactly(&BytesType) {
			return As[Bytes](src).b, nil
		}
		r, ok, err := t.CallSpecial(src, nBytes)
		if err != nil {
			return nil, err
		}
		if ok {
			if b := AsBytes(r); b != nil {
				return b.b, nil
			}
			return nil, t.TypeError("__bytes__ returned non-bytes (type %s)", r.TypeName())
		}
	}
	if src.Type().s.Index != nil {
		n, err := t.IndexInt(src)
		switch {
		case err != nil && !Matches(err, &ExcTypeError):
			return nil, err
		case err == nil:
			if n < 0 {
				return nil, t.ValueError("negative count")
			}
			if err := t.Charge(n); err != nil {
				return nil, err
			}
			return MakeSlice[byte](t, n, 0)
		}
	}
	return t.bytesFrom(src, kind)
}

func bytesNew(t *Thread, a []Value) (Value, error) {
	cls := AsType(a[0])
	if cls == &BytesType && a[1].exactly(&BytesType) && a[2].IsUnbound() && a[3].IsUnbound() {
		return a[1], nil
	}
	if cls == &BytesType && a[2].IsUnbound() && a[3].IsUnbound() && !a[1].IsUnbound() {
		// __bytes__ may give a subclass, which bytes() keeps.
		r, ok, err := t.CallSpecial(a[1], nBytes)
		if err != nil {
			return Unbound, err
		}
		if ok && AsBytes(r) != nil {
			return r, nil
		}
	}
	b, err := t.newBytesArgs(a[1], a[2], a[3], "bytes")
	if err != nil {
		return Unbound, err
	}
	if cls == &BytesType {
		if len(b) <= 1 {
			return newBytesCopy(b), nil
		}
		return NewBytes(b), nil
	}
	o := As[Bytes](obj(cls.Alloc()))
	o.b = b
	return obj(&o.Header), nil
}

// warnBytes is what -b says of comparing bytes with something else.
func (t *Thread) warnBytes(other Value) error {
	if AsStr(other) != nil {
		return t.Warn(&ExcBytesWarning, "Comparison between bytes and string", 1)
	}
	if _, _, ok := AsInt(other); ok {
		return t.Warn(&ExcBytesWarning, "Comparison between bytes and int", 1)
	}
	return nil
}

// bytesStr is str() of bytes and bytearray, which -b warns of.
func bytesStr(t *Thread, v Value) (Value, error) {
	if t.interp.opts.Flags.BytesWarning > 0 {
		what := "a bytes"
		if v.isA(&ByteArrayType) {
			what = "a bytearray"
		}
		if err := t.Warn(&ExcBytesWarning, "str() on "+what+" instance", 1); err != nil {
			return Unbound, err
		}
	}
	if v.isA(&ByteArrayType) {
		return ByteArrayType.s.Repr(t, v)
	}
	return bytesRepr(t, v)
}

func bytesCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if !isBytesOrArray(a) {
		a, b, op = b, a, cmpSwapped[op]
	}
	x := rawBytes(a)
	if !isBytesOrArray(b) {
		if t.interp.opts.Flags.BytesWarning > 0 && (op == CmpEq || op == CmpNe) {
			if err := t.warnBytes(b); err != nil {
				return Unbound, err
			}
		}
		if a.isA(&BytesType) || b.Type().s.Buffer == nil || b.isA(&MemoryViewType) {
			return NotImplemented, nil
		}
		y, err := t.BytesLike(b)
		if err != nil {
			return NotImplemented, nil
		}
		return BoolCompare(bytes.Compare(x, y), op), nil
	}
	y := rawBytes(b)
	if op == CmpEq || op == CmpNe {
		return Bool(bytes.Equal(x, y) == (op == CmpEq)), nil
	}
	return BoolCompare(bytes.Compare(x, y), op), nil
}

func bytesHash(t *Thread, v Value) (int64, error) {
	b := As[Bytes](v)
	if h := atomic.LoadUint64(&b.hash); h != 0 {
		return int64(h), nil
	}
	h := hashBytes(unsafe.String(unsafe.SliceData(b.b), len(b.b)))
	atomic.StoreUint64(&b.hash, h)
	return int64(h), nil
}

func bytesGetItem(t *Thread, v, key Value) (Value, error) {
	if isSlice(key) {
		start, step, n, err := t.SliceIndicesOf(key, func() int { return len(rawBytes(v)) })
		if err != nil {
			return Unbound, err
		}
		b := rawBytes(v)
		if n <= 0 {
			return sameKindOwn(v, nil), nil
		}
		if n == len(b) && step == 1 && v.exactly(&BytesType) {
			return v, nil
		}
		if err := t.chargeText(n); err != nil {
			return Unbound, err
		}
		if step == 1 {
			return t.sameKind(v, b[start:start+n])
		}
		out, err := MakeSlice[byte](t, n, 0)
		if err != nil {
			return Unbound, err
		}
		err = t.InChunks(n, slowWork, func(lo, hi int) bool {
			for i := lo; i < hi; i++ {
				out[i] = b[start+i*step]
			}
			return true
		})
		return sameKindOwn(v, out), err
	}
	if key.Type().s.Index == nil {
		kind := "byte"
		if !v.isA(&BytesType) {
			kind = "bytearray"
		}
		return Unbound, t.TypeError("%s indices must be integers or slices, not %s", kind, key.TypeName())
	}
	msg := "index out of range"
	if !v.isA(&BytesType) {
		msg = "bytearray index out of range"
	}
	i, err := t.seqIndex(key, len(rawBytes(v)), msg)
	if err != nil {
		return Unbound, err
	}
	b := rawBytes(v)
	if i >= len(b) {
		return Unbound, t.IndexError("%s", msg)
	}
	return Int(int64(b[i])), nil
}

func bytesContains(t *Thread, v, x Value) (bool, error) {
	var c byte
	var err error
	if x.Type().s.Index != nil {
		c, err = t.byteOf(x, byteRange)
		if err == nil {
			b := rawBytes(v)
			return bytes.IndexByte(b, c) >= 0, t.PollAtomic(len(b) / fastWork)
		}
		if !Matches(err, &ExcTypeError) {
			return false, err
		}
	}
	sub, err := t.BytesLike(x)
	if err != nil {
		return false, err
	}
	b := rawBytes(v)
	i, err := t.find(view(b), view(sub))
	return i >= 0, err
}

func bytesConcat(t *Thread, a, b Value) (Value, error) {
	if b.Type().s.Buffer == nil {
		return Unbound, t.TypeError("can't concat %s to %s", b.TypeName(), a.TypeName())
	}
	y, err := t.BytesLike(b)
	if err != nil {
		return Unbound, err
	}
	x := rawBytes(a)
	if len(y) == 0 && a.exactly(&BytesType) {
		return a, nil
	}
	if len(x) == 0 && b.exactly(&BytesType) && a.isA(&BytesType) {
		return b, nil
	}
	n := len(x) + len(y)
	if err := t.chargeText(n); err != nil {
		return Unbound, err
	}
	if a.isA(&BytesType) && n > 1 {
		v, p := bytesRoom(n)
		if err := t.copyStr(p, view(x)); err != nil {
			return Unbound, err
		}
		return v, t.copyStr(p[len(x):], view(y))
	}
	out, err := Clone(t, x, n)
	if err == nil {
		out, err = Append(t, out, y)
	}
	if err != nil {
		return Unbound, err
	}
	return sameKindOwn(a, out), nil
}

func bytesRepeat(t *Thread, v Value, n int) (Value, error) {
	b := rawBytes(v)
	if n <= 0 || len(b) == 0 {
		return sameKindOwn(v, nil), nil
	}
	if n == 1 && v.exactly(&BytesType) {
		return v, nil
	}
	if n > maxInt/len(b) {
		if v.ref.shape.typ.flags&flagBytesSub != 0 {
			return Unbound, t.OverflowError("repeated bytes are too long")
		}
		return Unbound, t.MemoryError()
	}
	if err := t.chargeText(n * len(b)); err != nil {
		return Unbound, err
	}
	out, err := MakeSlice[byte](t, n*len(b), 0)
	if err != nil {
		return Unbound, err
	}
	err = t.fill(out, view(b))
	return sameKindOwn(v, out), err
}

// bytesReprText is appendBytesRepr with polls.
func (t *Thread) bytesReprText(dst, b []byte, array bool) ([]byte, error) {
	quote, err := t.reprQuote(view(b))
	if err != nil {
		return nil, err
	}
	dst = append(dst, 'b', quote)
	if len(b) <= chunkBytes {
		return append(appendBytesText(dst, b, quote, array), quote), t.PollAtomic(len(b) / slowWork)
	}
	text := TextBuilder{t: t, b: dst}
	var piece []byte
	for lo := 0; lo < len(b) && !text.Failed(); lo += chunkBytes {
		piece = appendBytesText(piece[:0], b[lo:min(lo+chunkBytes, len(b))], quote, array)
		text.PutBytes(piece)
		if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
			return nil, err
		}
	}
	text.PutByte(quote)
	return text.b, text.err
}

// appendBytesRepr appends b'...'; array escapes the single quote always, as bytearray's repr does.
func appendBytesRepr(dst, b []byte, array bool) []byte {
	quote := byte('\'')
	if bytes.IndexByte(b, '\'') >= 0 && bytes.IndexByte(b, '"') < 0 {
		quote = '"'
	}
	return append(appendBytesText(append(dst, 'b', quote), b, quote, array), quote)
}

// appendBytesText is appendBytesRepr without the quotes.
func appendBytesText(dst, b []byte, quote byte, array bool) []byte {
	for _, c := range b {
		switch {
		case c == quote || c == '\\' || array && c == '\'':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = append(dst, `\n`...)
		case c == '\r':
			dst = append(dst, `\r`...)
		case c == '\t':
			dst = append(dst, `\t`...)
		case c < ' ' || c >= 127:
			dst = append(dst, '\\', 'x', hexDigits[c>>4], hexDigits[c&15])
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

func bytesRepr(t *Thread, v Value) (Value, error) {
	b := As[Bytes](v).b
	if err := t.chargeText(len(b) + 3); err != nil {
		return Unbound, err
	}
	out, err := t.bytesReprText(make([]byte, 0, len(b)+3), b, false)
	if err != nil {
		return Unbound, err
	}
	return t.ownText(out)
}

func bytesBuffer(t *Thread, v Value, writable bool) (*Buffer, error) {
	if writable {
		return nil, t.Raise(&ExcBufferError, "Object is not writable.")
	}
	return &Buffer{B: As[Bytes](v).b, Readonly: true, Format: "B", ItemSize: 1, Owner: v}, nil
}

func bytesIter(t *Thread, v Value) (Value, error) {
	typ := &BytesIterType
	if !v.isA(&BytesType) {
		typ = &ByteArrayIterType
	}
	return obj(&(&BytesIter{Header: Header{&typ.shape0}, seq: v}).Header), nil
}

func bytesIterNext(t *Thread, v Value) (Value, error) {
	it := As[BytesIter](v)
	if it.seq.IsUnbound() {
		return Unbound, nil
	}
	b := rawBytes(it.seq)
	if it.i >= len(b) {
		it.seq = Unbound
		return Unbound, nil
	}
	it.i++
	return Int(int64(b[it.i-1])), nil
}

func bytesIterMethods() []Func {
	return []Func{
		{Name: "__length_hint__", Sig: "(self, /)", Flags: Pure, Doc: "Return a guess at how many items are left.", Fn: func(t *Thread, a []Value) (Value, error) {
			it := As[BytesIter](a[0])
			if it.seq.IsUnbound() {
				return Int(0), nil
			}
			return Int(int64(max(len(rawBytes(it.seq))-it.i, 0))), nil
		}},
		{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Doc: "Return state information for pickling.", Fn: func(t *Thread, a []Value) (Value, error) {
			f, err := t.builtin("iter") // first: it may run Python code
			if err != nil {
				return Unbound, err
			}
			it := As[BytesIter](a[0])
			if it.seq.IsUnbound() {
				return reduceIter(f, emptyTuple.Val(), Unbound)
			}
			return reduceIter(f, it.seq, Int(int64(it.i)))
		}},
		{Name: "__setstate__", Sig: "(self, state, /)", Flags: Pure, Doc: "Set state information for unpickling.", Fn: func(t *Thread, a []Value) (Value, error) {
			i, err := t.stateInt(a[1])
			if err != nil {
				return Unbound, err
			}
			if it := As[BytesIter](a[0]); !it.seq.IsUnbound() {
				it.i = max(min(i, len(rawBytes(it.seq))), 0)
			}
			return None, nil
		}},
	}
}

// bytesBinary is the numeric part of bytes and bytearray: the % operator.
func bytesBinary() (f [numBinOps]func(*Thread, Value, Value) (Value, error)) {
	f[OpMod] = func(t *Thread, a, b Value) (Value, error) {
		if !isBytesOrArray(a) {
			return NotImplemented, nil
		}
		var p percent
		p.init(t, b, true)
		if err := t.chargeText(len(rawBytes(a))); err != nil {
			return Unbound, err
		}
		format := view(rawBytes(a)) // nobody changes a bytes object, but a bytearray
		if !a.isA(&BytesType) {
			own, err := Clone(t, rawBytes(a), 0)
			if err != nil {
				return Unbound, err
			}
			format = view(own)
		}
		if err := p.run(format); err != nil {
			return Unbound, err
		}
		return sameKindOwn(a, p.out), t.chargeText(len(p.out)) // the buffer grew
	}
	return
}

func setupBytes() {
	BytesType.Setup(&TypeSpec{
		Name: "bytes", Layout: LayoutOf[Bytes](), Flags: flagBase | flagAtom | flagBytesSub | flagGenericGet | flagGenericSet,
		Doc: `bytes() -> empty object
bytes(int) -> that many zero bytes
bytes(iterable) -> an object of integers from 0 to 255
bytes(buffer) -> a copy of any object that exports a buffer
bytes(string, encoding[, errors]) -> the encoded string

An immutable sequence of bytes.`,
		New: &Func{Name: "bytes", Sig: "(cls, source=<unrepresentable>, encoding=<unrepresentable>, errors=<unrepresentable>)", Fn: bytesNew, Flags: Polls | Charges},
		Slots: Slots{
			Repr: bytesRepr, Str: bytesStr, Hash: bytesHash, Compare: bytesCompare, Binary: bytesBinary(),
			Len:      func(t *Thread, v Value) (int, error) { return len(As[Bytes](v).b), nil },
			GetItem:  bytesGetItem,
			Contains: bytesContains,
			Iter:     bytesIter,
			Concat:   bytesConcat,
			Repeat:   bytesRepeat,
			Buffer:   bytesBuffer,
		},
		Methods: append(bytesMethods(),
			Func{Name: "__bytes__", Sig: "(self, /)", Flags: Pure, Doc: "Return the value as an instance of bytes itself, not of a subclass.", Fn: func(t *Thread, a []Value) (Value, error) {
				if a[0].exactly(&BytesType) {
					return a[0], nil
				}
				return NewBytes(As[Bytes](a[0]).b), nil
			}},
			Func{Name: "__getnewargs__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
				return NewTuple(NewBytes(As[Bytes](a[0]).b)), nil
			}},
			Func{Name: "__sizeof__", Sig: "(self, /)", Flags: Pure, Doc: "Return the memory this object takes up, in bytes.", Fn: func(t *Thread, a []Value) (Value, error) {
				return Int(int64(33 + len(As[Bytes](a[0]).b))), nil
			}}),
	})
	traverse := func(h *Header, visit func(Value)) { visit(As[BytesIter](obj(h)).seq) }
	BytesIterType.Setup(&TypeSpec{
		Name: "bytes_iterator", Layout: LayoutOf[BytesIter](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{Iter: selfIter, Next: bytesIterNext, Traverse: traverse}, Methods: bytesIterMethods(),
	})
	ByteArrayIterType.Setup(&TypeSpec{
		Name: "bytearray_iterator", Layout: LayoutOf[BytesIter](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{Iter: selfIter, Next: bytesIterNext, Traverse: traverse}, Methods: bytesIterMethods(),
	})
}

// NewBytesCopy makes a bytes object with a copy of b.
func NewBytesCopy(b []byte) Value { return newBytesCopy(b) }
