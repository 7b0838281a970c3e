// Package array is the native module array: typed sequences of machine numbers over one byte slice. Invariant:
// len(data) is a multiple of the item size; data is not resized while a buffer of it is exported.
package array

import (
	"encoding/binary"
	"math"
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	thread = core.Thread
	value  = core.Value
)

// kind describes a type code.
type kind struct {
	code byte
	size int
	get  func(b []byte) value
	put  func(t *thread, b []byte, v value) error
}

type array struct {
	core.Header
	k       *kind
	data    []byte
	exports int
}

var arrayType, iterType core.Type

var setupOnce sync.Once

func self(v value) *array { return core.As[array](v) }

func asArray(v value) *array {
	if v.IsInstance(&arrayType) {
		return core.As[array](v)
	}
	return nil
}

func (a *array) len() int { return len(a.data) / a.k.size }

func (a *array) item(i int) value { return a.k.get(a.data[i*a.k.size:]) }

func (a *array) at(i int) (value, bool) {
	if i >= a.len() {
		return core.Unbound, false
	}
	return a.item(i), true
}

// intArg reads an int within bounds, with CPython's words for the type.
func intArg(t *thread, v value, name string, lo, hi int64) (int64, error) {
	if v.IsFloat() {
		return 0, t.TypeError("'float' object cannot be interpreted as an integer")
	}
	n, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	s, b, _ := core.AsInt(n)
	switch {
	case b != nil && b.Sign() > 0 || b == nil && s > hi:
		return 0, t.OverflowError("%s is greater than maximum", name)
	case b != nil || s < lo:
		return 0, t.OverflowError("%s is less than minimum", name)
	}
	return s, nil
}

func integer(code byte, size int, signed bool, name string) kind {
	bits := uint(size * 8)
	k := kind{code: code, size: size}
	k.get = func(b []byte) value {
		var u uint64
		switch size {
		case 1:
			u = uint64(b[0])
		case 2:
			u = uint64(binary.LittleEndian.Uint16(b))
		case 4:
			u = uint64(binary.LittleEndian.Uint32(b))
		default:
			u = binary.LittleEndian.Uint64(b)
		}
		if signed {
			return core.Int(int64(u<<(64-bits)) >> (64 - bits))
		}
		return core.Uint(u)
	}
	k.put = func(t *thread, b []byte, v value) error {
		var u uint64
		if size == 8 && !signed {
			n, err := t.Index(v)
			if err != nil {
				return err
			}
			x, _ := core.AsBig(n)
			if x.Sign() < 0 {
				return t.OverflowError("can't convert negative value to unsigned int")
			}
			if !x.IsUint64() {
				return t.OverflowError("int too big to convert")
			}
			u = x.Uint64()
		} else {
			lo, hi := int64(0), int64(1)<<(bits&63)-1
			if signed {
				lo, hi = -1<<(bits-1), 1<<(bits-1)-1
			}
			s, err := intArg(t, v, name, lo, hi)
			if err != nil {
				return err
			}
			u = uint64(s)
		}
		switch size {
		case 1:
			b[0] = byte(u)
		case 2:
			binary.LittleEndian.PutUint16(b, uint16(u))
		case 4:
			binary.LittleEndian.PutUint32(b, uint32(u))
		default:
			binary.LittleEndian.PutUint64(b, u)
		}
		return nil
	}
	return k
}

func character(code byte) kind {
	return kind{code: code, size: 4,
		get: func(b []byte) value { return core.RuneStr(rune(binary.LittleEndian.Uint32(b))).Val() },
		put: func(t *thread, b []byte, v value) error {
			s := core.AsStr(v)
			if s == nil {
				return t.TypeError("array item must be a unicode character, not %s", v.TypeName())
			}
			if s.Len() != 1 {
				return t.TypeError("array item must be a string of length 1, not a string of length %d", s.Len())
			}
			r, _ := core.DecodeRune(s.String())
			binary.LittleEndian.PutUint32(b, uint32(r))
			return nil
		}}
}

func float(code byte, size int) kind {
	return kind{code: code, size: size,
		get: func(b []byte) value {
			if size == 4 {
				return core.Float(float64(math.Float32frombits(binary.LittleEndian.Uint32(b))))
			}
			return core.Float(math.Float64frombits(binary.LittleEndian.Uint64(b)))
		},
		put: func(t *thread, b []byte, v value) error {
			f, err := t.ToFloat(v)
			if err != nil {
				return err
			}
			if size == 4 {
				binary.LittleEndian.PutUint32(b, math.Float32bits(float32(f)))
			} else {
				binary.LittleEndian.PutUint64(b, math.Float64bits(f))
			}
			return nil
		}}
}

var kinds = []kind{
	integer('b', 1, true, "signed char"), integer('B', 1, false, "unsigned byte integer"), character('u'), character('w'),
	integer('h', 2, true, "signed short"), integer('H', 2, false, "unsigned short"), integer('i', 4, true, "signed integer"),
	integer('I', 4, false, "unsigned int"), integer('l', 8, true, "signed long"), integer('L', 8, false, "unsigned long"),
	integer('q', 8, true, "signed long long"), integer('Q', 8, false, "unsigned long long"), float('f', 4), float('d', 8),
}

func kindOf(code byte) *kind {
	for i := range kinds {
		if kinds[i].code == code {
			return &kinds[i]
		}
	}
	return nil
}

func newArray(k *kind, data []byte) value {
	a := core.New[array](&arrayType)
	a.k, a.data = k, data
	return core.Obj(&a.Header)
}

func (a *array) resizable(t *thread) error {
	if a.exports > 0 {
		return t.Raise(&core.ExcBufferError, "cannot resize an array that is exporting buffers")
	}
	return nil
}

func (a *array) append(t *thread, v value) error {
	if err := a.resizable(t); err != nil {
		return err
	}
	var b [8]byte
	if err := a.k.put(t, b[:], v); err != nil {
		return err
	}
	if len(a.data) == cap(a.data) && len(a.data) > 1<<12 {
		if err := t.Charge(len(a.data)); err != nil {
			return err
		}
	}
	a.data = append(a.data, b[:a.k.size]...)
	return nil
}

func (a *array) extend(t *thread, v value) error {
	if o := asArray(v); o != nil {
		if o.k.code != a.k.code {
			return t.TypeError("can only extend with array of same kind")
		}
		if err := a.resizable(t); err != nil {
			return err
		}
		if err := t.Charge(len(o.data)); err != nil {
			return err
		}
		a.data = append(a.data, o.data...)
		return nil
	}
	return t.Iterate(v, func(x value) error { return a.append(t, x) })
}

func arrayNew(t *thread, a []value) (value, error) {
	cls := core.AsType(a[0])
	args := core.AsTuple(a[1]).Items()
	if !a[2].IsUnbound() && cls == &arrayType {
		return core.Unbound, t.TypeError("array.array() takes no keyword arguments")
	}
	if len(args) == 0 || len(args) > 2 {
		if len(args) == 0 {
			return core.Unbound, t.TypeError("array() takes at least 1 argument (0 given)")
		}
		return core.Unbound, t.TypeError("array() takes at most 2 arguments (%d given)", len(args))
	}
	s := core.AsStr(args[0])
	if s == nil || s.Len() != 1 {
		if s != nil {
			return core.Unbound, t.TypeError("array() argument 1 must be a unicode character, not a string of length %d", s.Len())
		}
		return core.Unbound, t.TypeError("array() argument 1 must be a unicode character, not %s", args[0].TypeName())
	}
	k := kindOf(s.String()[0])
	if k == nil {
		return core.Unbound, t.ValueError("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
	}
	if k.code == 'u' {
		if err := t.Warn(&core.ExcDeprecationWarning, "The 'u' type code is deprecated and will be removed in Python 3.16", 1); err != nil {
			return core.Unbound, err
		}
	}
	arr := core.New[array](cls)
	arr.k = k
	v := core.Obj(&arr.Header)
	if len(args) == 1 {
		return v, nil
	}
	init := args[1]
	text := k.code == 'u' || k.code == 'w'
	switch {
	case core.AsStr(init) != nil:
		if !text {
			return core.Unbound, t.TypeError("cannot use a str to initialize an array with typecode '%c'", k.code)
		}
		return v, arr.fromUnicode(t, core.AsStr(init))
	case asArray(init) != nil:
		o := asArray(init)
		otherText := o.k.code == 'u' || o.k.code == 'w'
		if otherText && !text {
			return core.Unbound, t.TypeError("cannot use a unicode array to initialize an array with typecode '%c'", k.code)
		}
		for i := 0; i < o.len(); i++ {
			if err := t.Poll(); err != nil {
				return core.Unbound, err
			}
			if i >= o.len() { // what ran meanwhile took it away
				break
			}
			if err := arr.append(t, o.item(i)); err != nil {
				return core.Unbound, err
			}
		}
		return v, nil
	case init.IsInstance(&core.BytesType) || init.IsInstance(&core.ByteArrayType):
		b, err := t.BytesLike(init)
		if err != nil {
			return core.Unbound, err
		}
		return v, arr.fromBytes(t, b)
	}
	return v, arr.extend(t, init)
}

func (a *array) fromUnicode(t *thread, s *core.Str) error {
	if a.k.code != 'u' && a.k.code != 'w' {
		return t.ValueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
	}
	if err := a.resizable(t); err != nil {
		return err
	}
	if err := t.Charge(s.Len() * 4); err != nil {
		return err
	}
	for text := s.String(); len(text) > 0; {
		r, n := core.DecodeRune(text)
		a.data = binary.LittleEndian.AppendUint32(a.data, uint32(r))
		if text = text[n:]; len(text)&0x3fff < n {
			if err := t.PollAtomic(0x4000 / core.SlowWork); err != nil {
				return err
			}
		}
	}
	return nil
}

func (a *array) fromBytes(t *thread, b []byte) error {
	if len(b)%a.k.size != 0 {
		return t.ValueError("bytes length not a multiple of item size")
	}
	if err := a.resizable(t); err != nil {
		return err
	}
	if err := t.Charge(len(b) + len(b)/2); err != nil {
		return err
	}
	a.data = append(a.data, b...)
	return nil
}

// character checks that item i, if it is a character, is one.
func (a *array) character(t *thread, i int) error {
	if a.k.code == 'u' || a.k.code == 'w' {
		if u := binary.LittleEndian.Uint32(a.data[i*4:]); u > 0x10ffff {
			return t.ValueError("chr() arg not in range(0x110000)")
		}
	}
	return nil
}

func (a *array) text(t *thread) (string, error) {
	var b strings.Builder
	for i := 0; i < a.len(); i++ {
		if i&0x3fff == 0x3fff {
			if err := t.PollAtomic(0x4000 / core.SlowWork); err != nil {
				return "", err
			}
		}
		if a.character(t, i) != nil {
			if err := t.Charge(len(a.data)); err != nil {
				return "", err
			}
			_, err := t.CallMethod(core.NewBytesCopy(a.data), core.Intern("decode"), core.StrVal("utf-32-le"))
			return "", err
		}
		b.WriteString(core.RuneStr(rune(binary.LittleEndian.Uint32(a.data[i*4:]))).String())
	}
	return b.String(), nil
}

// index turns an index into a position.
func (a *array) index(t *thread, key value, msg string) (int, error) {
	i, err := t.IndexInt(key)
	if err != nil {
		if core.Matches(err, &core.ExcOverflowError) {
			err = t.IndexError("cannot fit '%s' into an index-sized integer", key.TypeName())
		}
		return 0, err
	}
	if i < 0 {
		i += a.len()
	}
	if i < 0 || i >= a.len() {
		return 0, t.IndexError("%s", msg)
	}
	return i, nil
}

func getItem(t *thread, v, key value) (value, error) {
	a := self(v)
	if core.IsSlice(key) {
		start, step, n, err := t.SliceIndicesOf(key, a.len)
		if err != nil {
			return core.Unbound, err
		}
		if err := t.Charge(n * a.k.size); err != nil {
			return core.Unbound, err
		}
		out := make([]byte, 0, n*a.k.size)
		for i, j := 0, start; i < n; i, j = i+1, j+step {
			out = append(out, a.data[j*a.k.size:(j+1)*a.k.size]...)
			if i&0x3fff == 0x3fff {
				if err := t.PollAtomic(0x4000 / core.SlowWork); err != nil {
					return core.Unbound, err
				}
			}
		}
		return newArray(a.k, out), nil
	}
	if core.SlotsOf(key).Index == nil {
		return core.Unbound, t.TypeError("array indices must be integers")
	}
	i, err := a.index(t, key, "array index out of range")
	if err != nil {
		return core.Unbound, err
	}
	return a.item(i), a.character(t, i)
}

func setItem(t *thread, v, key, x value) error {
	a := self(v)
	sz := a.k.size
	if core.IsSlice(key) {
		start, step, n, err := t.SliceIndicesOf(key, a.len)
		if err != nil {
			return err
		}
		var src []byte
		if !x.IsUnbound() {
			o := asArray(x)
			if o == nil {
				return t.TypeError("can only assign array (not \"%s\") to array slice", x.TypeName())
			}
			if o.k.code != a.k.code {
				return t.TypeError("bad argument type for built-in operation")
			}
			if src = o.data; o == a {
				if err := t.Charge(len(src)); err != nil {
					return err
				}
				src = append([]byte(nil), src...)
			}
		}
		if len(src)/sz != n {
			if err := a.resizable(t); err != nil {
				return err
			}
		}
		switch {
		case step == 1 && len(src) == n*sz:
			copy(a.data[start*sz:], src)
		case step == 1:
			size := len(a.data) - n*sz + len(src)
			if size > cap(a.data) {
				if err := t.Charge(size); err != nil {
					return err
				}
				out := append(make([]byte, 0, size), a.data[:start*sz]...)
				a.data = append(append(out, src...), a.data[(start+n)*sz:]...)
				break
			}
			tail := a.data[(start+n)*sz:]
			a.data = a.data[:size]
			copy(a.data[start*sz+len(src):], tail)
			copy(a.data[start*sz:], src)
		case x.IsUnbound():
			if n == 0 {
				break
			}
			if step < 0 {
				start, step = start+(n-1)*step, -step
			}
			w := start * sz
			for i := 0; i < n; i++ {
				to := len(a.data)
				if i < n-1 {
					to = (start + (i+1)*step) * sz
				}
				w += copy(a.data[w:], a.data[(start+i*step+1)*sz:to])
			}
			a.data = a.data[:w]
		case len(src)/sz != n:
			return t.ValueError("attempt to assign array of size %d to extended slice of size %d", len(src)/sz, n)
		default:
			for i, j := 0, start; i < n; i, j = i+1, j+step {
				copy(a.data[j*sz:], src[i*sz:(i+1)*sz])
			}
		}
		return nil
	}
	if core.SlotsOf(key).Index == nil {
		return t.TypeError("array indices must be integers")
	}
	i, err := a.index(t, key, "array assignment index out of range")
	if err != nil {
		return err
	}
	if x.IsUnbound() {
		if err := a.resizable(t); err != nil {
			return err
		}
		a.data = append(a.data[:i*sz], a.data[(i+1)*sz:]...)
		return nil
	}
	var b [8]byte
	if err := a.k.put(t, b[:], x); err != nil {
		return err
	}
	if i >= a.len() {
		return t.IndexError("array assignment index out of range")
	}
	copy(a.data[i*sz:(i+1)*sz], b[:sz])
	return nil
}

func compare(t *thread, x, y value, op core.CmpOp) (value, error) {
	a, b := asArray(x), asArray(y)
	if a == nil || b == nil {
		return core.NotImplemented, nil
	}
	items := func(a *array) ([]value, error) {
		out := make([]value, a.len())
		for i := range out {
			out[i] = a.item(i)
			if i&0x3fff == 0x3fff {
				if err := t.PollAtomic(0x4000 / core.SlowWork); err != nil {
					return nil, err
				}
			}
		}
		return out, nil
	}
	if err := t.Charge((a.len() + b.len()) * 16); err != nil {
		return core.Unbound, err
	}
	p, err := items(a)
	if err != nil {
		return core.Unbound, err
	}
	q, err := items(b)
	if err != nil {
		return core.Unbound, err
	}
	n := min(len(p), len(q))
	if (op == core.CmpEq || op == core.CmpNe) && len(p) != len(q) {
		return core.Bool(op == core.CmpNe), nil
	}
	for i := range n {
		if i&0x3fff == 0x3fff {
			if err := t.PollAtomic(0x4000 / core.SlowWork); err != nil {
				return core.Unbound, err
			}
		}
		// An item has no identity: a NaN is unlike itself.
		switch same, err := t.Compare(p[i], q[i], core.CmpEq); {
		case err != nil:
			return core.Unbound, err
		case same != core.True:
			if op == core.CmpEq || op == core.CmpNe {
				return core.Bool(op == core.CmpNe), nil
			}
			return t.Compare(p[i], q[i], op)
		}
	}
	return t.Compare(core.Int(int64(len(p))), core.Int(int64(len(q))), op)
}

func repr(t *thread, v value) (value, error) {
	a := self(v)
	name := v.TypeName()
	name = name[strings.LastIndexByte(name, '.')+1:]
	if a.len() == 0 {
		return core.StrVal(name + "('" + string(a.k.code) + "')"), nil
	}
	head := name + "('" + string(a.k.code) + "', "
	if a.k.code == 'u' || a.k.code == 'w' {
		text, err := a.text(t)
		if err != nil {
			return core.Unbound, err
		}
		s, err := t.Repr(core.StrVal(text))
		if err != nil {
			return core.Unbound, err
		}
		return core.StrVal(head + s.String() + ")"), nil
	}
	return t.ReprItems(head+"[", "])", a.at)
}
