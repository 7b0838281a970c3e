// This file implements bytearray. While views of it are alive (exports > 0) its size cannot change: BufferError. Whatever
// may run Python code happens before the contents are looked at.
package core

func baSelf(v Value) *ByteArray { return As[ByteArray](v) }

// canResize fails while there are live views.
func (t *Thread) canResize(b *ByteArray) error {
	if b.exports.n > 0 && b.exports.Live(t) {
		return t.Raise(&ExcBufferError, "Existing exports of data: object cannot be re-sized")
	}
	return nil
}

// grow makes room for n more bytes, charging.
func (t *Thread) baGrow(b *ByteArray, n int) error {
	if err := t.canResize(b); err != nil {
		return err
	}
	if len(b.b)+n > cap(b.b) {
		room := len(b.b) + n
		if len(b.b) > 0 {
			room += room / 4
		}
		if err := t.chargeText(room); err != nil {
			return err
		}
		own, err := Clone(t, b.b, room)
		if err != nil {
			return err
		}
		b.b = own
	}
	return nil
}

// splice replaces b[lo:hi] by src, which is not part of b.
func (t *Thread) baSplice(b *ByteArray, lo, hi int, src []byte) error {
	d := len(src) - (hi - lo)
	if d == 0 {
		return Move(t, b.b[lo:hi], src)
	}
	var err error
	if err := t.canResize(b); err != nil {
		return err
	}
	switch {
	case d > 0:
		if err := t.baGrow(b, d); err != nil {
			return err
		}
		n := len(b.b)
		b.b = b.b[:n+d]
		if err = Move(t, b.b[hi+d:], b.b[hi:n]); err == nil {
			err = Move(t, b.b[lo:], src)
		}
	case lo == 0:
		// From the front: the start moves, until more lies before it than behind.
		b.b = b.b[-d:]
		err = Move(t, b.b, src)
		if b.before -= d; err == nil && b.before > 256 && b.before > len(b.b) {
			var own []byte
			if own, err = Clone(t, b.b, 0); err == nil {
				b.b, b.before = own, 0
			}
		}
	default:
		if err = Move(t, b.b[lo:], src); err == nil {
			err = Move(t, b.b[lo+len(src):], b.b[hi:])
			b.b = b.b[:len(b.b)+d]
		}
	}
	if err == nil && cap(b.b) > 256 && len(b.b) < cap(b.b)/4 {
		var own []byte
		if own, err = Clone(t, b.b, len(b.b)*2); err == nil {
			b.b = own
		}
	}
	return err
}

func baSetItem(t *Thread, v, key, x Value) error {
	b := baSelf(v)
	if isSlice(key) {
		return t.baSetSlice(b, key, x)
	}
	if key.Type().s.Index == nil {
		return t.TypeError("bytearray indices must be integers or slices, not %s", key.TypeName())
	}
	i, err := t.IndexInt(key)
	if err != nil {
		if Matches(err, &ExcOverflowError) {
			return t.IndexError("cannot fit '%s' into an index-sized integer", key.TypeName())
		}
		return err
	}
	var c byte
	if !x.IsUnbound() {
		if c, err = t.byteOf(x, byteRange); err != nil {
			return err
		}
	}
	if i < 0 {
		i += len(b.b)
	}
	if uint(i) >= uint(len(b.b)) {
		return t.IndexError("bytearray index out of range")
	}
	if x.IsUnbound() {
		return t.baSplice(b, i, i+1, nil)
	}
	b.b[i] = c
	return nil
}

func (t *Thread) baSetSlice(b *ByteArray, key, x Value) error {
	start, stop, step, err := As[Slice](key).unpack(t)
	if err != nil {
		return err
	}
	var src []byte
	if !x.IsUnbound() {
		switch {
		case AsByteArray(x) == b:
			if err := t.chargeText(len(b.b)); err != nil {
				return err
			}
			if src, err = Clone(t, b.b, 0); err != nil {
				return err
			}
		case isBytesOrArray(x):
			src = rawBytes(x)
		default:
			if x.Type().s.Index != nil && x.Type().s.Buffer == nil || AsStr(x) != nil || x.Type().s.Buffer == nil && x.Type().s.Iter == nil && !x.Type().isSequence() {
				return t.TypeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
			}
			if src, err = t.bytesFrom(x, "bytearray"); err != nil {
				return err
			}
		}
	}
	start, stop, n := adjustSlice(start, stop, step, len(b.b))
	if step == 1 {
		return t.baSplice(b, start, max(stop, start), src)
	}
	if !x.IsUnbound() {
		if len(src) != n {
			if len(src) == 0 && n == 0 {
				return nil
			}
			if len(src) == 0 {
				return t.baDelStep(b, start, step, n)
			}
			return t.ValueError("attempt to assign bytes of size %d to extended slice of size %d", len(src), n)
		}
		for i, j := 0, start; i < n; i, j = i+1, j+step {
			b.b[j] = src[i]
			if i&(chunkBytes-1) == chunkBytes-1 {
				if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return t.baDelStep(b, start, step, n)
}

// baDelStep deletes n bytes, step apart.
func (t *Thread) baDelStep(b *ByteArray, start, step, n int) error {
	if n == 0 {
		return nil
	}
	if err := t.canResize(b); err != nil {
		return err
	}
	if step < 0 {
		start, step = start+step*(n-1), -step
	}
	out := b.b[:start]
	next := start
	for i := start; i < len(b.b); i++ {
		if n > 0 && i == next {
			next += step
			n--
			continue
		}
		out = append(out, b.b[i])
		if i&(chunkBytes-1) == chunkBytes-1 {
			if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
				return err
			}
		}
	}
	b.b = out
	return nil
}

func (t *Thread) baExtendBy(b *ByteArray, x Value) error {
	if x.IsSmall() || x.Type().s.Iter == nil && !x.Type().isSequence() && x.Type().s.Buffer == nil {
		return t.TypeError("can't extend bytearray with %s", x.TypeName())
	}
	if AsStr(x) != nil {
		return t.TypeError("expected iterable of integers; got: 'str'")
	}
	src, err := []byte(nil), error(nil)
	if isBytesOrArray(x) {
		src = rawBytes(x)
	} else if src, err = t.bytesFrom(x, "bytearray"); err != nil {
		return err
	}
	if len(src) == 0 {
		return nil
	}
	if err := t.baGrow(b, len(src)); err != nil {
		return err
	}
	b.b, err = Append(t, b.b, src)
	return err
}

func baAppend(t *Thread, a []Value) (Value, error) {
	c, err := t.byteOf(a[1], byteRange)
	if err != nil {
		return Unbound, err
	}
	b := baSelf(a[0])
	if err := t.baGrow(b, 1); err != nil {
		return Unbound, err
	}
	b.b = append(b.b, c)
	return None, nil
}

func baExtend(t *Thread, a []Value) (Value, error) { return None, t.baExtendBy(baSelf(a[0]), a[1]) }

func baInsert(t *Thread, a []Value) (Value, error) {
	i, err := t.Ssize(a[1])
	if err != nil {
		return Unbound, err
	}
	c, err := t.byteOf(a[2], byteRange)
	if err != nil {
		return Unbound, err
	}
	b := baSelf(a[0])
	if i < 0 {
		i = max(i+len(b.b), 0)
	}
	i = min(i, len(b.b))
	return None, t.baSplice(b, i, i, []byte{c})
}

func baPop(t *Thread, a []Value) (Value, error) {
	i, err := t.Ssize(a[1])
	if err != nil {
		return Unbound, err
	}
	b := baSelf(a[0])
	if len(b.b) == 0 {
		return Unbound, t.IndexError("pop from empty bytearray")
	}
	if i < 0 {
		i += len(b.b)
	}
	if uint(i) >= uint(len(b.b)) {
		return Unbound, t.IndexError("pop index out of range")
	}
	c := b.b[i]
	return Int(int64(c)), t.baSplice(b, i, i+1, nil)
}

func baRemove(t *Thread, a []Value) (Value, error) {
	c, err := t.byteOf(a[1], byteRange)
	if err != nil {
		return Unbound, err
	}
	b := baSelf(a[0])
	i, err := t.find(view(b.b), string([]byte{c}))
	if err != nil {
		return Unbound, err
	}
	if i >= 0 {
		return None, t.baSplice(b, i, i+1, nil)
	}
	return Unbound, t.ValueError("value not found in bytearray")
}

func baReverse(t *Thread, a []Value) (Value, error) {
	return None, Reverse(t, baSelf(a[0]).b)
}

func baClear(t *Thread, a []Value) (Value, error) {
	b := baSelf(a[0])
	if err := t.canResize(b); err != nil {
		return Unbound, err
	}
	b.b = nil
	return None, nil
}

func baCopy(t *Thread, a []Value) (Value, error) {
	b := baSelf(a[0])
	if err := t.chargeText(len(b.b)); err != nil {
		return Unbound, err
	}
	own, err := Clone(t, b.b, 0)
	return NewByteArray(own), err
}

// baResize is bytearray.resize (3.14): new bytes are 0.
func baResize(t *Thread, a []Value) (Value, error) {
	n, err := t.Ssize(a[1])
	if err != nil {
		return Unbound, err
	}
	if n < 0 {
		return Unbound, t.ValueError("Can only resize to positive sizes, got %d", n)
	}
	b := baSelf(a[0])
	if n <= len(b.b) {
		return None, t.baSplice(b, n, len(b.b), nil)
	}
	old := len(b.b)
	if err := t.baGrow(b, n-old); err != nil {
		return Unbound, err
	}
	b.b = b.b[:n]
	return None, Clear(t, b.b[old:])
}

func baAlloc(t *Thread, a []Value) (Value, error) {
	b := baSelf(a[0])
	if len(b.b) == 0 && cap(b.b) == 0 {
		return Int(0), nil
	}
	return Int(int64(cap(b.b) + 1)), nil
}

func baSizeof(t *Thread, a []Value) (Value, error) { return Int(int64(56 + cap(baSelf(a[0]).b))), nil }

func baReduce(t *Thread, a []Value) (Value, error) { return t.baPickle(a[0], 2) }

func baReduceEx(t *Thread, a []Value) (Value, error) {
	n, err := t.CInt(a[1])
	if err != nil {
		return Unbound, err
	}
	return t.baPickle(a[0], n)
}

func (t *Thread) baPickle(v Value, proto int) (Value, error) {
	b := baSelf(v).b
	if err := t.chargeText(2 * len(b)); err != nil {
		return Unbound, err
	}
	state, _, err := t.CallSpecial(v, nGetState)
	if err != nil {
		return Unbound, err
	}
	var args Value
	switch {
	case proto >= 3 && len(b) > 0:
		c, err := t.copyBytes(b)
		if err != nil {
			return Unbound, err
		}
		args = NewTuple(c)
	case len(b) > 0:
		text := make([]byte, 0, len(b))
		for i, c := range b {
			text = append(text, string(rune(c))...)
			if i&(chunkBytes-1) == chunkBytes-1 {
				if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
					return Unbound, err
				}
			}
		}
		args = NewTuple(textVal(text), StrVal("latin-1"))
	default:
		args = emptyTuple.Val()
	}
	return NewTuple(v.Type().Val(), args, state), nil
}

func setupByteArray() {
	ByteArrayType.Setup(&TypeSpec{
		Name: "bytearray", Layout: LayoutOf[ByteArray](), Flags: flagBase | flagByteArraySub | flagGenericGet | flagGenericSet,
		Doc: `bytearray() -> empty array
bytearray(int) -> that many zero bytes
bytearray(iterable) -> an array of integers from 0 to 255
bytearray(buffer) -> a mutable copy of bytes or any other buffer
bytearray(string, encoding[, errors]) -> the encoded string

A mutable sequence of bytes.`,
		New: &Func{Name: "bytearray", Sig: "(cls, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return obj(AsType(a[0]).Alloc()), nil
		}},
		Init: &Func{Name: "__init__", Sig: "(self, source=<unrepresentable>, encoding=<unrepresentable>, errors=<unrepresentable>)", Flags: Polls | Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			b := baSelf(a[0])
			if len(b.b) > 0 {
				if err := t.canResize(b); err != nil {
					return Unbound, err
				}
				b.b = nil
			}
			src, err := t.newBytesArgs(a[1], a[2], a[3], "bytearray")
			if err != nil {
				return Unbound, err
			}
			if AsStr(a[1]) != nil || isBytesOrArray(a[1]) {
				if src, err = Clone(t, src, 0); err != nil {
					return Unbound, err
				}
			}
			b.b = src
			return None, nil
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				b := baSelf(v).b
				if err := t.chargeText(len(b) + 16); err != nil {
					return Unbound, err
				}
				out := append(make([]byte, 0, len(b)+16), v.TypeName()...)
				out, err := t.bytesReprText(append(out, '('), b, true)
				if err != nil {
					return Unbound, err
				}
				return textVal(append(out, ')')), nil
			},
			Str:     bytesStr,
			Compare: bytesCompare, Binary: bytesBinary(),
			Len:      func(t *Thread, v Value) (int, error) { return len(baSelf(v).b), nil },
			GetItem:  bytesGetItem,
			SetItem:  baSetItem,
			Contains: bytesContains,
			Iter:     bytesIter,
			Concat:   bytesConcat,
			IConcat: func(t *Thread, a, b Value) (Value, error) {
				if b.Type().s.Buffer == nil {
					return Unbound, t.TypeError("can't concat %s to %s", b.TypeName(), a.TypeName())
				}
				src, err := t.BytesLike(b)
				if err != nil || len(src) == 0 {
					return a, err
				}
				x := baSelf(a)
				if err := t.baGrow(x, len(src)); err != nil {
					return Unbound, err
				}
				x.b, err = Append(t, x.b, src)
				return a, err
			},
			Repeat: bytesRepeat,
			IRepeat: func(t *Thread, a Value, n int) (Value, error) {
				b := baSelf(a)
				if n == 1 || len(b.b) == 0 {
					return a, nil
				}
				if err := t.canResize(b); err != nil {
					return Unbound, err
				}
				v, err := bytesRepeat(t, a, n)
				if err != nil {
					return Unbound, err
				}
				b.b = baSelf(v).b
				return a, nil
			},
			BufferReleases: true,
			Buffer: func(t *Thread, v Value, writable bool) (*Buffer, error) {
				b := baSelf(v)
				return b.exports.Export(&Buffer{B: b.b, Format: "B", ItemSize: 1, Owner: v}), nil
			},
		},
		Methods: append(bytesMethods(),
			Func{Name: "__alloc__", Sig: "(self, /)", Fn: baAlloc, Flags: Charges, Doc: "Return how many bytes of memory the array has reserved."},
			Func{Name: "__reduce__", Sig: "(self, /)", Fn: baReduce, Flags: Charges, Doc: "Return state information for pickling."},
			Func{Name: "__reduce_ex__", Sig: "(self, proto=0, /)", Fn: baReduceEx, Flags: Charges, Doc: "Return state information for pickling."},
			Func{Name: "__sizeof__", Sig: "(self, /)", Fn: baSizeof, Flags: Pure, Doc: "Return the memory this array takes up, in bytes."},
			Func{Name: "append", Sig: "(self, item, /)", Fn: baAppend, Flags: Charges, Doc: "Add one byte, an integer from 0 to 255, at the end."},
			Func{Name: "clear", Sig: "(self, /)", Fn: baClear, Flags: Charges, Doc: "Leave the array empty."},
			Func{Name: "copy", Sig: "(self, /)", Fn: baCopy, Flags: Charges, Doc: "Return a copy of B."},
			Func{Name: "extend", Sig: "(self, iterable_of_ints, /)", Fn: baExtend, Flags: Charges, Doc: "Add all bytes of a buffer, or of an iterable of integers, at the end."},
			Func{Name: "insert", Sig: "(self, index, item, /)", Fn: baInsert, Flags: Charges, Doc: "Insert one byte before the position index."},
			Func{Name: "pop", Sig: "(self, index=-1, /)", Fn: baPop, Flags: Charges, Doc: "Remove the byte at index (by default the last) and return it.\n\nRaise IndexError if there is no such byte."},
			Func{Name: "remove", Sig: "(self, value, /)", Fn: baRemove, Flags: Charges, Doc: "Remove the first byte that equals value, or raise ValueError if there is none."},
			Func{Name: "reverse", Sig: "(self, /)", Fn: baReverse, Flags: Charges, Doc: "Turn the order of the bytes around, in place."},
			Func{Name: "resize", Sig: "(self, size, /)", Fn: baResize, Flags: Charges, Doc: "Resize the internal buffer of bytearray to len.\n\n  size\n    New size to resize to."},
		),
	})
}
