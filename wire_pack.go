// This file makes wire values of Python values, in the worker: by the rules of convert_from.go, with the same errors, but for
// a type that only the parent has, by its description.

package vivarium

import (
	"math"
	"math/big"
	"reflect"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
)

// packer converts from Python, on a thread that holds the interpreter's lock.
type packer struct {
	decoder
	side *workerSide
}

// pack converts v for the type with a number.
func (p *packer) pack(v core.Value, id int) (any, error) {
	if id == outNone {
		return nil, nil
	}
	t := p.side.typeOf(id)
	if t == nil {
		return nil, convErr("the worker process does not know type %d", id)
	}
	return p.value(v, t)
}

func (p *packer) elem(v core.Value, id int) (any, error) {
	t := p.side.typeOf(id)
	if t == nil {
		return nil, convErr("the worker process does not know type %d", id)
	}
	return p.value(v, t)
}

// natural converts to what an any receives.
func (p *packer) natural(v core.Value) (any, error) {
	x, err := p.decoder.natural(v)
	if err != nil {
		return nil, err
	}
	e := wireEncoder{side: p.side}
	return e.value(x)
}

// numberKinds are the types of numbers, for their names and ranges.
var numberKinds = map[reflect.Kind]reflect.Type{
	reflect.Int: reflect.TypeFor[int](), reflect.Int8: reflect.TypeFor[int8](), reflect.Int16: reflect.TypeFor[int16](), reflect.Int32: reflect.TypeFor[int32](),
	reflect.Int64: reflect.TypeFor[int64](), reflect.Uint: reflect.TypeFor[uint](), reflect.Uint8: reflect.TypeFor[uint8](), reflect.Uint16: reflect.TypeFor[uint16](),
	reflect.Uint32: reflect.TypeFor[uint32](), reflect.Uint64: reflect.TypeFor[uint64](), reflect.Uintptr: reflect.TypeFor[uintptr](),
	reflect.Float32: reflect.TypeFor[float32](), reflect.Float64: reflect.TypeFor[float64](), reflect.Complex64: reflect.TypeFor[complex64](), reflect.Complex128: reflect.TypeFor[complex128](),
}

func (t *wType) rangeError(v core.Value) error {
	e := convErr("%s is out of the range of %s", intText(v), t.Name)
	e.Range = true
	return e
}

func (p *packer) value(v core.Value, t *wType) (any, error) {
	if v.IsExactly(&goObjectType) {
		if x := core.As[goObject](v).v; x != nil {
			e := wireEncoder{side: p.side}
			return e.value(x)
		}
	}
	if t.Text {
		if s := core.AsStr(v); s != nil {
			x, err := p.text(s)
			if err != nil {
				return nil, err
			}
			return wireText(x), nil
		}
	}
	switch t.Kind {
	case wkAny, wkNatural:
		return p.natural(v)
	case wkIface:
		if v.IsNone() {
			return nil, nil
		}
		x, err := p.natural(v)
		return wTyped{Type: validUTF8(v.TypeName()), V: x}, err
	case wkObject:
		if v.IsNone() {
			return nil, nil
		}
		return p.side.object(v), nil
	case wkTime:
		x, ok, err := p.moment(v)
		if at, is := x.(time.Time); ok && is {
			return wireTime(at), err
		}
		if err == nil {
			err = mismatch(v, "datetime")
		}
		return nil, err
	case wkDuration:
		x, ok, err := p.moment(v)
		if dur, is := x.(time.Duration); ok && is {
			return wDuration(dur), err
		}
		if err == nil {
			err = mismatch(v, "timedelta")
		}
		return nil, err
	case wkBigInt:
		n, b, err := p.number(v, t)
		if err != nil || b == nil {
			return n, err
		}
		return b, p.grow(len(b.Bits()) * 8)
	case wkNumber:
		return p.decoder.number(v)
	case wkChannel:
		if v.IsNone() {
			return nil, nil
		}
		return nil, errChannel()
	case wkBad:
		return nil, convErr("%s", t.Name)
	case wkBytes:
		if v.IsNone() {
			return nil, nil
		}
		if isBytes(v) {
			return p.bytes(v)
		}
		if core.AsList(v) == nil && core.AsTuple(v) == nil {
			return nil, mismatch(v, "bytes")
		}
		return p.items(v, t)
	case wkByteArray:
		if isBytes(v) {
			b, err := p.bytes(v)
			if err == nil && len(b) != t.Len {
				err = convErr("got %d bytes, want %d", len(b), t.Len)
			}
			return b, err
		}
		return p.array(v, t)
	}
	switch k := reflect.Kind(t.Kind); k {
	case reflect.Bool:
		if v != core.True && v != core.False {
			return nil, mismatch(v, t.Name)
		}
		return v == core.True, nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, b, err := p.number(v, t)
		if err != nil {
			return nil, err
		}
		if b != nil || numberKinds[k].OverflowInt(n) {
			return nil, t.rangeError(v)
		}
		return n, nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		n, b, err := p.number(v, t)
		if err != nil {
			return nil, err
		}
		u := uint64(n)
		if b != nil {
			if !b.IsUint64() {
				return nil, t.rangeError(v)
			}
			u = b.Uint64()
		} else if n < 0 {
			return nil, t.rangeError(v)
		}
		if numberKinds[k].OverflowUint(u) {
			return nil, t.rangeError(v)
		}
		return u, nil
	case reflect.Float32, reflect.Float64:
		f, err := p.real(v, t)
		if err != nil {
			return nil, err
		}
		if numberKinds[k].OverflowFloat(f) {
			e := convErr("%v is out of the range of %s", f, t.Name)
			e.Range = true
			return nil, e
		}
		if _, isFloat := core.AsFloat(v); !isFloat && k == reflect.Float32 && float64(float32(f)) != f {
			return nil, inexact(v, t.Name)
		}
		return f, nil
	case reflect.Complex64, reflect.Complex128:
		if v.IsInstance(&core.ComplexType) {
			re, im := core.ComplexParts(v)
			return wComplex{re, im}, nil
		}
		f, err := p.real(v, t)
		return wComplex{f, 0}, err
	case reflect.String:
		s := core.AsStr(v)
		if s == nil {
			return nil, mismatch(v, t.Name)
		}
		x, err := p.text(s)
		return wireText(x), err
	case reflect.Pointer:
		if v.IsNone() {
			return nil, nil
		}
		if err := p.enter(); err != nil {
			return nil, err
		}
		x, err := p.elem(v, t.Elem)
		p.depth--
		// A list of one, so that a pointer to a nil pointer is not a nil pointer.
		return []any{x}, err
	case reflect.Slice:
		if v.IsNone() {
			return nil, nil
		}
		return p.items(v, t)
	case reflect.Array:
		return p.array(v, t)
	case reflect.Map:
		return p.mapping(v, t)
	case reflect.Struct:
		return p.structure(v, t)
	case reflect.Func:
		if v.IsNone() {
			return nil, nil
		}
		if !core.IsCallable(v) {
			return nil, mismatch(v, "callable")
		}
		if t.Bits != 0 {
			return nil, convErr("%s", t.Name)
		}
		return p.side.object(v), nil
	}
	return nil, convErr("cannot convert to a Go %s", t.Name)
}

// number takes an int, or what says by __index__ that it is one. A bool is none.
func (p *packer) number(v core.Value, t *wType) (int64, *big.Int, error) {
	n, b, err := p.int(v, nil)
	if ce, ok := err.(*ConversionError); ok {
		got := v.TypeName()
		if v.IsNone() {
			got = "None"
		}
		ce.Message = "got " + got + ", want " + t.Name
	}
	return n, b, err
}

// real takes a float, or an int that a float64 holds exactly.
func (p *packer) real(v core.Value, t *wType) (float64, error) {
	if f, ok := core.AsFloat(v); ok {
		return f, nil
	}
	n, b, err := p.number(v, t)
	if err != nil {
		return 0, err
	}
	f := float64(n)
	exact := b == nil && f < math.MaxInt64 && int64(f) == n
	if b != nil {
		var acc big.Accuracy
		f, acc = new(big.Float).SetInt(b).Float64()
		exact = acc == big.Exact
	}
	if !exact {
		return 0, inexact(v, t.Name)
	}
	return f, nil
}

// sequence gives the items of a list, a tuple or any other iterable that is neither text nor a mapping.
func (p *packer) sequence(v core.Value, t *wType) ([]core.Value, error) {
	switch {
	case core.AsTuple(v) != nil:
		return core.AsTuple(v).Items(), nil
	case core.AsStr(v) != nil, core.AsDict(v) != nil, !core.IsIterable(v):
		return nil, mismatch(v, t.Name)
	}
	return p.t.Collect(v)
}

func (p *packer) items(v core.Value, t *wType) (any, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	items, err := p.sequence(v, t)
	if err != nil {
		return nil, err
	}
	return p.list(items, t)
}

func (p *packer) list(items []core.Value, t *wType) (any, error) {
	if err := p.grow(24 + len(items)*max(t.Size, 16)); err != nil {
		return nil, err
	}
	out := make([]any, len(items))
	for i, x := range items {
		y, err := p.elem(x, t.Elem)
		if err != nil {
			return nil, atIndex(err, i)
		}
		out[i] = y
		if err := p.t.Poll(); err != nil {
			return nil, err
		}
	}
	p.depth--
	return out, nil
}

func (p *packer) array(v core.Value, t *wType) (any, error) {
	if v.IsNone() {
		return nil, mismatch(v, t.Name)
	}
	if err := p.enter(); err != nil {
		return nil, err
	}
	items, err := p.sequence(v, t)
	if err != nil {
		return nil, err
	}
	if len(items) != t.Len {
		return nil, convErr("got %d items, want %d", len(items), t.Len)
	}
	return p.list(items, t)
}

func (p *packer) mapping(v core.Value, t *wType) (any, error) {
	if v.IsNone() {
		return nil, nil
	}
	if t.Set && isSetValue(v) {
		return p.members(v, t)
	}
	dict, err := p.dict(v, nil)
	if err != nil {
		if _, ok := err.(*ConversionError); ok {
			err = mismatch(v, t.Name)
		}
		return nil, err
	}
	if err := p.enter(); err != nil {
		return nil, err
	}
	if err := p.grow(48 + dict.Len()*max(t.Size, 48)); err != nil {
		return nil, err
	}
	out := make(wDict, 0, 2*dict.Len())
	for i, k, x, ok := dict.Next(0); ok; i, k, x, ok = dict.Next(i) {
		key, err := p.elem(k, t.Key)
		if err != nil {
			return nil, at(err, "key")
		}
		val, err := p.elem(x, t.Elem)
		if err != nil {
			if s := core.AsStr(k); s != nil {
				return nil, atKey(err, goText(s))
			}
			return nil, at(err, "["+p.keyText(k)+"]")
		}
		out = append(out, key, val)
		if err := p.t.Poll(); err != nil {
			return nil, err
		}
	}
	p.depth--
	return out, nil
}

// members makes the keys of a map of a set's members.
func (p *packer) members(v core.Value, t *wType) (any, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	items, err := p.t.Collect(v)
	if err != nil {
		return nil, err
	}
	if err := p.grow(48 + len(items)*max(t.Size, 48)); err != nil {
		return nil, err
	}
	var val any = true
	if e := p.side.typeOf(t.Elem); e == nil || reflect.Kind(e.Kind) != reflect.Bool {
		val = wFields{}
	}
	out := make(wDict, 0, 2*len(items))
	for _, x := range items {
		key, err := p.elem(x, t.Key)
		if err != nil {
			return nil, at(err, "{"+p.keyText(x)+"}")
		}
		out = append(out, key, val)
		if err := p.t.Poll(); err != nil {
			return nil, err
		}
	}
	p.depth--
	return out, nil
}

func (p *packer) structure(v core.Value, t *wType) (any, error) {
	if err := p.enter(); err != nil {
		return nil, err
	}
	dict := core.AsDict(v)
	if dict == nil && !hasFields(v) {
		return nil, mismatch(v, t.Name)
	}
	if err := p.grow(t.Size + 32*len(t.Fields)); err != nil {
		return nil, err
	}
	out := make(wFields, 0, 2*len(t.Fields))
	for i := range t.Fields {
		f := &t.Fields[i]
		key := core.Intern(f.Name)
		var x core.Value
		ok := false
		if dict != nil {
			x, ok = dict.GetStr(key)
		} else {
			var err error
			if x, err = p.t.LookupAttr(v, key); err != nil {
				return nil, err
			}
			ok = !x.IsUnbound()
		}
		if !ok {
			if f.Required {
				return nil, atKey(convErr("missing"), f.Name)
			}
			continue
		}
		y, err := p.elem(x, f.Type)
		if err != nil {
			return nil, atKey(err, f.Name)
		}
		out = append(out, int64(i), y)
	}
	p.depth--
	return out, nil
}
