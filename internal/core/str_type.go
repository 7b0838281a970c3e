// This file implements the type str: construction, the operators and iteration. The methods are in str_methods.go.
package core

import (
	"strings"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

func strSelf(v Value) *Str { return As[Str](v) }

// StrIter is str_iterator, of ASCII text str_ascii_iterator: it goes by bytes.
type StrIter struct {
	Header
	s   *Str // nil once exhausted
	off int
	i   int
}

// textVal makes a str that takes over b, which must be WTF-8.
func textVal(b []byte) Value {
	if len(b) <= 64 {
		return newStrCopy(unsafe.String(unsafe.SliceData(b), len(b)), countRunes(unsafe.String(unsafe.SliceData(b), len(b)))).Val()
	}
	s := unsafe.String(unsafe.SliceData(b), len(b))
	return newStrN(s, countRunes(s)).Val()
}

// ownText is textVal of what may be long.
func (t *Thread) ownText(b []byte) (Value, error) {
	if len(b) <= countText64 {
		return textVal(b), nil
	}
	return t.Text(unsafe.String(unsafe.SliceData(b), len(b)))
}

// TextOf is TextVal of what may be long.
func (t *Thread) TextOf(b []byte) (Value, error) { return t.ownText(b) }

// TextVal makes a str that takes over b, which must be UTF-8 or WTF-8.
func TextVal(b []byte) Value { return textVal(b) }

func strCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	x, y := AsStr(a), AsStr(b)
	if x == nil || y == nil {
		return NotImplemented, nil
	}
	switch op {
	case CmpEq:
		return Bool(x == y || x.s == y.s), nil
	case CmpNe:
		return Bool(x != y && x.s != y.s), nil
	}
	return BoolCompare(strings.Compare(x.s, y.s), op), nil
}

func strGetItem(t *Thread, v, key Value) (Value, error) {
	s := strSelf(v)
	if key.ref == nil {
		i := int(key.bits)
		if i < 0 {
			i += s.n
		}
		if uint(i) >= uint(s.n) {
			return Unbound, t.IndexError("string index out of range")
		}
		return t.charOf(s, i)
	}
	if isSlice(key) {
		start, step, n, err := t.SliceIndices(key, s.n)
		if err != nil {
			return Unbound, err
		}
		if n <= 0 {
			return emptyStr.Val(), nil
		}
		if step == 1 {
			if err := t.chargeText(n); err != nil {
				return Unbound, err
			}
			r, err := t.subText(s, start, start+n)
			return r.Val(), err
		}
		return t.strStep(s, start, step, n)
	}
	if key.Type().s.Index == nil {
		return Unbound, t.TypeError("string indices must be integers, not '%s'", key.TypeName())
	}
	i, err := t.seqIndex(key, s.n, "string index out of range")
	if err != nil {
		return Unbound, err
	}
	return t.charOf(s, i)
}

// charOf is charAt of what may be long.
func (t *Thread) charOf(s *Str, i int) (Value, error) {
	if s.n == len(s.s) {
		return latin1[s.s[i]].Val(), nil
	}
	off, err := t.offset(s, i)
	if err != nil {
		return Unbound, err
	}
	c, _ := s.charAtOff(off)
	return c.Val(), nil
}

// strStep is a slice with a step: n characters from start on.
func (t *Thread) strStep(s *Str, start, step, n int) (Value, error) {
	if n == 1 {
		return t.charOf(s, start)
	}
	if s.ASCII() {
		if err := t.chargeText(n); err != nil {
			return Unbound, err
		}
		r, b := strRoom(n, n)
		err := t.InChunks(n, slowWork, func(lo, hi int) bool {
			for i := lo; i < hi; i++ {
				b[i] = s.s[start+i*step]
			}
			return true
		})
		return r.Val(), err
	}
	if err := t.chargeText(4 * n); err != nil {
		return Unbound, err
	}
	out := make([]byte, 0, n+n/2)
	off, err := t.offset(s, start)
	if err != nil {
		return Unbound, err
	}
	for i := 0; ; {
		_, w := decodeRune(s.s[off:])
		if len(out)+w > cap(out) {
			var err error
			if out, err = Clone(t, out, len(out)+len(out)/2+64); err != nil {
				return Unbound, err
			}
		}
		out = append(out, s.s[off:off+w]...)
		if i++; i == n {
			break
		}
		if i&(1<<14-1) == 0 {
			if err := t.PollAtomic(1 << 14 / slowWork); err != nil {
				return Unbound, err
			}
		}
		switch {
		case step > 0 && step < 2*offStride:
			off = skipForward(s.s, off, step)
		case step < 0 && step > -offStride:
			off = skipBack(s.s, off, -step)
		default:
			if off, err = t.offset(s, start+i*step); err != nil {
				return Unbound, err
			}
		}
	}
	return t.ownText(out)
}

func strContains(t *Thread, v, x Value) (bool, error) {
	y := AsStr(x)
	if y == nil {
		return false, t.TypeError("'in <string>' requires string as left operand, not %s", x.TypeName())
	}
	s := strSelf(v)
	i, err := t.find(s.s, y.s)
	return i >= 0, err
}

// pollText polls for a scan of n bytes.
func (t *Thread) pollText(n int) error {
	if n > 1024 {
		return t.PollN(n / 1024)
	}
	return nil
}

func strIter(t *Thread, v Value) (Value, error) {
	s, typ := strSelf(v), &StrIterType
	if s.n == len(s.s) {
		typ = &StrAsciiIterType
	}
	return obj(&(&StrIter{Header: Header{&typ.shape0}, s: s}).Header), nil
}

func strIterNext(t *Thread, v Value) (Value, error) {
	it := As[StrIter](v)
	s := it.s
	if s == nil || it.off >= len(s.s) {
		it.s = nil
		return Unbound, nil
	}
	c, w := s.charAtOff(it.off)
	it.off += w
	it.i++
	return c.Val(), nil
}

// nextChar does a ForLoop over a str for the loop, unless it is at its end.
func (t *Thread) nextChar(f *Frame, in code.Instr) bool {
	h := reg(f.base, in.A).ref
	if h.shape != &StrAsciiIterType.shape0 && h.shape != &StrIterType.shape0 {
		return false
	}
	it := cast[StrIter](h)
	if it.s == nil || it.off >= len(it.s.s) {
		return false
	}
	t.budget--
	c, w := it.s.charAtOff(it.off)
	it.off += w
	it.i++
	*reg(f.base, in.B) = c.Val()
	f.pc = shortJump(f.pc, in.C)
	return true
}

func strHash(t *Thread, v Value) (int64, error) { return int64(strSelf(v).Hash()), nil }

func strNew(t *Thread, a []Value) (Value, error) {
	cls := AsType(a[0])
	var s *Str
	var err error
	switch {
	case a[2].IsUnbound() && a[3].IsUnbound():
		if a[1].IsUnbound() {
			s = emptyStr
		} else {
			s, err = t.Str(a[1])
		}
	default:
		s, err = t.strDecodeNew(a[1], a[2], a[3])
	}
	if err != nil {
		return Unbound, err
	}
	if cls == &StrType {
		return s.Val(), nil
	}
	r := As[Str](obj(cls.Alloc()))
	r.s, r.n = s.s, s.n
	return obj(&r.Header), nil
}

// strDecodeNew is str(object, encoding, errors).
func (t *Thread) strDecodeNew(v, encoding, errors Value) (*Str, error) {
	enc, errs := "utf-8", "strict"
	for _, p := range []struct {
		v    Value
		name string
		to   *string
	}{{encoding, "encoding", &enc}, {errors, "errors", &errs}} {
		if p.v.IsUnbound() {
			continue
		}
		s := AsStr(p.v)
		if s == nil {
			return nil, t.TypeError("str() argument '%s' must be str, not %s", p.name, p.v.TypeName())
		}
		if strings.IndexByte(s.s, 0) >= 0 {
			return nil, t.ValueError("embedded null character")
		}
		*p.to = s.s
	}
	if v.IsUnbound() {
		return emptyStr, nil
	}
	if AsStr(v) != nil {
		return nil, t.TypeError("decoding str is not supported")
	}
	if v.Type().s.Buffer == nil {
		return nil, t.TypeError("decoding to str: need a bytes-like object, %s found", v.TypeName())
	}
	b, err := t.BytesLike(v)
	if err != nil {
		return nil, err
	}
	r, err := t.Decode(b, v, enc, errs)
	if err != nil {
		return nil, err
	}
	return AsStr(r), nil
}

func setupStr() {
	rename := func(v Value) (*Str, bool) { s := AsStr(v); return s, s != nil }
	var binary [numBinOps]func(*Thread, Value, Value) (Value, error)
	binary[OpMod] = func(t *Thread, a, b Value) (Value, error) {
		s, ok := rename(a)
		if !ok {
			return NotImplemented, nil
		}
		return t.strPercent(s, b)
	}
	StrType.Setup(&TypeSpec{
		Name: "str", Layout: LayoutOf[Str](), Flags: flagBase | flagAtom | flagStrSub | flagGenericGet | flagGenericSet,
		Doc: "str(object='') -> str\nstr(buffer[, encoding[, errors]]) -> str\n\nReturn an object as text, by its __str__() or else its repr(); or, if encoding\n(by default 'utf-8') or errors (by default 'strict') is given, decode the\nbytes of a buffer.",
		New: &Func{Name: "str", Sig: "(cls, object=<unrepresentable>, encoding=<unrepresentable>, errors=<unrepresentable>)", Fn: strNew, Flags: Polls | Charges | Vector},
		Slots: Slots{
			Repr: strRepr,
			Str:  func(t *Thread, v Value) (Value, error) { return strSelf(v).exact().Val(), nil },
			Hash: strHash, Compare: strCompare, Binary: binary,
			Len:      func(t *Thread, v Value) (int, error) { return strSelf(v).n, nil },
			GetItem:  strGetItem,
			Contains: strContains,
			Iter:     strIter,
			Concat: func(t *Thread, a, b Value) (Value, error) {
				y := AsStr(b)
				if y == nil {
					return Unbound, t.TypeError("can only concatenate str (not \"%s\") to str", b.TypeName())
				}
				return t.strConcat(strSelf(a), y)
			},
			Repeat: func(t *Thread, a Value, n int) (Value, error) { return t.strRepeat(strSelf(a), n) },
		},
		Methods: strMethods(),
	})
	for i, typ := range []*Type{&StrIterType, &StrAsciiIterType} {
		typ.Setup(&TypeSpec{
			Name: []string{"str_iterator", "str_ascii_iterator"}[i], Layout: LayoutOf[StrIter](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
			Slots: Slots{Iter: selfIter, Next: strIterNext, Traverse: func(h *Header, visit func(Value)) {
				if s := As[StrIter](obj(h)).s; s != nil {
					visit(s.Val())
				}
			}},
			Methods: []Func{
				{Name: "__length_hint__", Sig: "(self, /)", Flags: Pure, Doc: "Return a guess at how many items are left.", Fn: func(t *Thread, a []Value) (Value, error) {
					it := As[StrIter](a[0])
					if it.s == nil {
						return Int(0), nil
					}
					return Int(int64(it.s.n - it.i)), nil
				}},
				{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Doc: "Return state information for pickling.", Fn: func(t *Thread, a []Value) (Value, error) {
					f, err := t.builtin("iter") // first: it may run Python code
					if err != nil {
						return Unbound, err
					}
					it := As[StrIter](a[0])
					if it.s == nil {
						return reduceIter(f, emptyStr.Val(), Unbound)
					}
					return reduceIter(f, it.s.Val(), Int(int64(it.i)))
				}},
				{Name: "__setstate__", Sig: "(self, state, /)", Flags: Pure, Doc: "Set state information for unpickling.", Fn: func(t *Thread, a []Value) (Value, error) {
					i, err := t.stateInt(a[1])
					if err != nil {
						return Unbound, err
					}
					if it := As[StrIter](a[0]); it.s != nil {
						it.i = max(min(i, it.s.n), 0)
						if it.off, err = t.offset(it.s, it.i); err != nil {
							return Unbound, err
						}
					}
					return None, nil
				}},
			},
		})
	}
}

// hooks lets package unidata stop and bound its work on long text.
func (t *Thread) hooks(n int) *unidata.Hooks {
	if n < 1024 {
		return nil
	}
	return &unidata.Hooks{Poll: func() error { return t.PollAtomic(hookWork) }, Charge: t.Charge}
}
