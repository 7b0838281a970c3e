// This file converts Python values to Go values.

package vivarium

import (
	"encoding"
	"encoding/json"
	"math"
	"math/big"
	"reflect"
	"strconv"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
)

// decoder converts from Python, on a thread that holds the interpreter's lock.
type decoder struct {
	in    *Interpreter
	t     *core.Thread
	win   *window // of the Go function whose arguments are converted, nil if there is none
	depth int
	size  int64 // bytes of Go memory made, roughly
}

// result converts what a call gave. what says what it is, for errors.
func (in *Interpreter) result(t *core.Thread, what string, v core.Value, out any) error {
	if out == nil {
		return nil
	}
	if err := checkOut(out); err != nil {
		return prefix(err, "the place for "+what+" must be a pointer")
	}
	d := decoder{in: in, t: t}
	if err := d.into(v, out); err != nil {
		return prefix(err, what)
	}
	return nil
}

// into stores v in *out: the usual types at once, the others by reflection.
func (d *decoder) into(v core.Value, out any) error {
	switch p := out.(type) {
	case *any:
		x, err := d.natural(v)
		if err == nil {
			*p = x
		}
		return err
	case *int:
		if v.IsSmall() {
			*p = int(v.Small())
			return nil
		}
	case *int64:
		if v.IsSmall() {
			*p = v.Small()
			return nil
		}
	case *float64:
		if v.IsFloat() {
			*p = v.Float64()
			return nil
		}
	case *bool:
		if v == core.True || v == core.False {
			*p = v == core.True
			return nil
		}
	case *string:
		if s := core.AsStr(v); s != nil {
			x, err := d.text(s)
			if err == nil {
				*p = x
			}
			return err
		}
	case **Object:
		*p = d.object(v)
		return nil
	}
	// Into a new place first, so that an error changes nothing.
	dst := reflect.ValueOf(out).Elem()
	tmp := reflect.New(dst.Type()).Elem()
	if k := dst.Kind(); k == reflect.Struct || k == reflect.Array {
		tmp.Set(dst)
	}
	if err := d.set(v, tmp); err != nil {
		return err
	}
	dst.Set(tmp)
	return nil
}

func (d *decoder) object(v core.Value) *Object {
	if v.IsNone() {
		return nil
	}
	return &Object{in: d.in, v: v}
}

// grow counts bytes of Go memory: a small Python object may hold another many times, each of which is a Go value of its own.
func (d *decoder) grow(n int) error {
	d.size += int64(n)
	if m := d.in.cfg.Limits.Memory; m > 0 && d.size > m {
		return convErr("larger in Go than the memory limit of the interpreter (%d bytes)", m)
	}
	return d.t.Poll()
}

func (d *decoder) text(s *core.Str) (string, error) {
	x, err := goString(s)
	if err != nil {
		return "", err
	}
	return x, d.grow(16)
}

func (d *decoder) enter() error {
	if d.depth++; d.depth > maxNesting {
		return nestingError()
	}
	return d.t.Poll()
}

func mismatch(v core.Value, want any) error {
	got := v.TypeName()
	if v.IsNone() {
		got = "None"
	}
	return convErr("got %s, want %v", got, want)
}

func rangeError(v core.Value, want reflect.Type) error {
	e := convErr("%s is out of the range of %s", intText(v), want)
	e.Range = true
	return e
}

// intText writes an int for a message, without the cost of one that is huge.
func intText(v core.Value) string {
	s, b, _ := core.AsInt(v)
	switch {
	case b == nil:
		return strconv.FormatInt(s, 10)
	case b.BitLen() > 256:
		return "an int of " + strconv.Itoa(b.BitLen()) + " bits"
	}
	return b.String()
}

// natural converts to the Go value that is nearest to v by itself: nil, bool, int64 or *big.Int, float64, complex128, string,
// []byte, []any, map[string]any or map[any]any, time.Time, time.Duration, error, and *Object for everything else.
func (d *decoder) natural(v core.Value) (any, error) {
	switch {
	case v.IsSmall():
		return v.Small(), nil
	case v.IsFloat():
		return v.Float64(), nil
	case v.IsNone():
		return nil, nil
	case v == core.True:
		return true, nil
	case v == core.False:
		return false, nil
	}
	if s := core.AsStr(v); s != nil {
		x, err := d.text(s)
		if err != nil {
			return nil, err
		}
		return x, nil
	}
	if n, b, ok := core.AsInt(v); ok {
		if b == nil {
			return n, nil
		}
		if err := d.grow(len(b.Bits()) * 8); err != nil {
			return nil, err
		}
		return new(big.Int).Set(b), nil
	}
	if f, ok := core.AsFloat(v); ok {
		return f, nil
	}
	if dict := core.AsDict(v); dict != nil {
		return d.naturalDict(dict)
	}
	if l := core.AsList(v); l != nil {
		return d.naturalItems(len(l.Items()), func(i int) (core.Value, bool) {
			if i >= len(l.Items()) {
				return core.Unbound, false
			}
			return l.Items()[i], true
		})
	}
	if u := core.AsTuple(v); u != nil {
		return d.naturalItems(u.Len(), func(i int) (core.Value, bool) { return u.Items()[i], true })
	}
	if s := core.AsSet(v); s != nil {
		items, err := d.t.Collect(v)
		if err != nil {
			return nil, err
		}
		return d.naturalItems(s.Len(), func(i int) (core.Value, bool) { return items[i], i < len(items) })
	}
	switch {
	case core.AsBytes(v) != nil, v.IsInstance(&core.ByteArrayType), v.IsInstance(&core.MemoryViewType):
		return d.bytes(v)
	case v.IsInstance(&core.ComplexType):
		re, im := core.ComplexParts(v)
		return complex(re, im), nil
	case v.IsExactly(&goObjectType):
		return core.As[goObject](v).v, nil
	}
	if e := core.AsException(v); e != nil {
		return d.in.pythonError(d.t, e), nil
	}
	if x, ok := d.channel(v); ok {
		return x, nil
	}
	if x, ok, err := d.moment(v); ok || err != nil {
		return x, err
	}
	return d.object(v), nil
}

func (d *decoder) naturalItems(n int, item func(i int) (core.Value, bool)) (any, error) {
	if err := d.enter(); err != nil {
		return nil, err
	}
	if err := d.grow(24 + 16*n); err != nil {
		return nil, err
	}
	out := make([]any, 0, n)
	for i := range n {
		v, ok := item(i)
		if !ok {
			break
		}
		x, err := d.natural(v)
		if err != nil {
			return nil, atIndex(err, i)
		}
		out = append(out, x)
	}
	d.depth--
	return out, nil
}

// naturalDict gives a map[string]any where all keys are strings, else a map[any]any.
func (d *decoder) naturalDict(dict *core.Dict) (any, error) {
	if err := d.enter(); err != nil {
		return nil, err
	}
	if err := d.grow(48 + 48*dict.Len()); err != nil {
		return nil, err
	}
	texts := true
	for i, k, _, ok := dict.Next(0); ok && texts; i, k, _, ok = dict.Next(i) {
		texts = core.AsStr(k) != nil
	}
	if texts {
		out := make(map[string]any, dict.Len())
		for i, k, v, ok := dict.Next(0); ok; i, k, v, ok = dict.Next(i) {
			s := core.AsStr(k)
			if s == nil {
				return nil, convErr("the dict changed while it was converted")
			}
			key, err := goString(s)
			if err != nil {
				return nil, at(err, "key")
			}
			x, err := d.natural(v)
			if err != nil {
				return nil, atKey(err, key)
			}
			out[key] = x
		}
		d.depth--
		return out, nil
	}
	out := make(map[any]any, dict.Len())
	for i, k, v, ok := dict.Next(0); ok; i, k, v, ok = dict.Next(i) {
		key, err := d.natural(k)
		if err == nil && key != nil && !reflect.ValueOf(key).Comparable() {
			err = convErr("a %s is no key of a Go map", k.TypeName())
		}
		if err != nil {
			return nil, at(err, "key")
		}
		x, err := d.natural(v)
		if err != nil {
			return nil, at(err, "["+d.keyText(k)+"]")
		}
		if _, ok := out[key]; ok {
			return nil, convErr("two keys are the same in Go: %v", key)
		}
		out[key] = x
	}
	d.depth--
	return out, nil
}

func (d *decoder) keyText(k core.Value) string { return (&encoder{in: d.in, t: d.t}).keyText(k) }

// bytes copies what a bytes-like object holds.
func (d *decoder) bytes(v core.Value) ([]byte, error) {
	if b := core.AsBytes(v); b != nil {
		if err := d.grow(24 + len(b.Bytes())); err != nil {
			return nil, err
		}
		return append(make([]byte, 0, len(b.Bytes())), b.Bytes()...), nil
	}
	b, err := d.t.BytesLike(v)
	if err != nil {
		return nil, err
	}
	if err := d.grow(24 + len(b)); err != nil {
		return nil, err
	}
	return append(make([]byte, 0, len(b)), b...), nil
}

func isBytes(v core.Value) bool {
	return core.AsBytes(v) != nil || v.IsInstance(&core.ByteArrayType) || v.IsInstance(&core.MemoryViewType)
}

// set stores v in dst, which is settable.
func (d *decoder) set(v core.Value, dst reflect.Value) error {
	t := dst.Type()
	if v.IsExactly(&goObjectType) {
		if x := core.As[goObject](v).v; x != nil && reflect.TypeOf(x).AssignableTo(t) {
			dst.Set(reflect.ValueOf(x))
			return nil
		}
	}
	if t.PkgPath() != "" || t.Kind() == reflect.Pointer {
		if ok, err := d.named(v, dst, t); ok || err != nil {
			return err
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		if v != core.True && v != core.False {
			return mismatch(v, t)
		}
		dst.SetBool(v == core.True)
		return nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		n, b, err := d.int(v, t)
		if err != nil {
			return err
		}
		if b != nil || dst.OverflowInt(n) {
			return rangeError(v, t)
		}
		dst.SetInt(n)
		return nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		n, b, err := d.int(v, t)
		if err != nil {
			return err
		}
		u := uint64(n)
		if b != nil {
			if !b.IsUint64() {
				return rangeError(v, t)
			}
			u = b.Uint64()
		} else if n < 0 {
			return rangeError(v, t)
		}
		if dst.OverflowUint(u) {
			return rangeError(v, t)
		}
		dst.SetUint(u)
		return nil
	case reflect.Float32, reflect.Float64:
		f, err := d.float(v, t)
		if err != nil {
			return err
		}
		if dst.OverflowFloat(f) {
			e := convErr("%v is out of the range of %s", f, t)
			e.Range = true
			return e
		}
		if _, isFloat := core.AsFloat(v); !isFloat && t.Kind() == reflect.Float32 && float64(float32(f)) != f {
			return inexact(v, t)
		}
		dst.SetFloat(f)
		return nil
	case reflect.Complex64, reflect.Complex128:
		if v.IsInstance(&core.ComplexType) {
			re, im := core.ComplexParts(v)
			dst.SetComplex(complex(re, im))
			return nil
		}
		f, err := d.float(v, t)
		if err != nil {
			return err
		}
		dst.SetComplex(complex(f, 0))
		return nil
	case reflect.String:
		s := core.AsStr(v)
		if s == nil {
			return mismatch(v, t)
		}
		x, err := d.text(s)
		if err == nil {
			dst.SetString(x)
		}
		return err
	case reflect.Interface:
		return d.iface(v, dst, t)
	case reflect.Pointer:
		if v.IsNone() {
			dst.SetZero()
			return nil
		}
		if err := d.enter(); err != nil {
			return err
		}
		p := reflect.New(t.Elem())
		if err := d.set(v, p.Elem()); err != nil {
			return err
		}
		d.depth--
		dst.Set(p)
		return nil
	case reflect.Slice:
		return d.slice(v, dst, t)
	case reflect.Array:
		return d.array(v, dst, t)
	case reflect.Map:
		return d.mapping(v, dst, t)
	case reflect.Struct:
		return d.structure(v, dst, t)
	case reflect.Func:
		return d.function(v, dst, t)
	}
	return convErr("cannot convert to a Go %s", t)
}

// int takes an int, or what says by __index__ that it is one. A bool is none.
func (d *decoder) int(v core.Value, t reflect.Type) (int64, *big.Int, error) {
	if v.IsSmall() {
		return v.Small(), nil, nil
	}
	if v == core.True || v == core.False {
		return 0, nil, mismatch(v, t)
	}
	n, b, ok := core.AsInt(v)
	if !ok {
		if core.SlotsOf(v).Index == nil {
			return 0, nil, mismatch(v, t)
		}
		x, err := d.t.Index(v)
		if err != nil {
			return 0, nil, err
		}
		n, b, _ = core.AsInt(x)
	}
	return n, b, nil
}

// inexact says that a float type cannot hold an int exactly.
func inexact(v core.Value, t any) error {
	e := convErr("%s is not exact as a %s", intText(v), t)
	e.Range = true
	return e
}

// float takes a float, or an int that a float64 holds exactly.
func (d *decoder) float(v core.Value, t reflect.Type) (float64, error) {
	if f, ok := core.AsFloat(v); ok {
		return f, nil
	}
	n, b, err := d.int(v, t)
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
		return 0, inexact(v, t)
	}
	return f, nil
}

// number writes an int or a float as a JSON number.
func (d *decoder) number(v core.Value) (string, error) {
	if f, ok := core.AsFloat(v); ok {
		b, err := json.Marshal(f)
		if err != nil {
			return "", convErr("%v is no JSON number", f)
		}
		return string(b), nil
	}
	n, b, err := d.int(v, typeJSONNumber)
	if err != nil || b == nil {
		return strconv.FormatInt(n, 10), err
	}
	s, err := d.t.Repr(core.BigInt(b))
	if err != nil {
		return "", err
	}
	return s.String(), d.grow(s.Len())
}

// named converts to the types that are not converted by their kind.
func (d *decoder) named(v core.Value, dst reflect.Value, t reflect.Type) (bool, error) {
	switch t {
	case typeObject:
		dst.Set(reflect.ValueOf(d.object(v)))
		return true, nil
	case typeTime:
		x, ok, err := d.moment(v)
		if at, is := x.(time.Time); ok && is {
			dst.Set(reflect.ValueOf(at))
			return true, err
		}
		if err == nil {
			err = mismatch(v, "datetime")
		}
		return true, err
	case typeDuration:
		x, ok, err := d.moment(v)
		if dur, is := x.(time.Duration); ok && is {
			dst.SetInt(int64(dur))
			return true, err
		}
		if err == nil {
			err = mismatch(v, "timedelta")
		}
		return true, err
	case typeJSONNumber:
		x, err := d.number(v)
		if err == nil {
			dst.SetString(x)
		}
		return true, err
	case typeBigInt:
		n, b, err := d.int(v, t)
		if err != nil {
			return true, err
		}
		if b == nil {
			b = big.NewInt(n)
		}
		if err := d.grow(len(b.Bits()) * 8); err != nil {
			return true, err
		}
		dst.Addr().Interface().(*big.Int).Set(b)
		return true, nil
	}
	if ok, err := d.channelInto(v, dst, t); ok {
		return true, err
	}
	if t.Kind() == reflect.Pointer {
		return false, nil
	}
	if t.Kind() == reflect.Interface || !dst.CanAddr() {
		return false, nil
	}
	p := reflect.PointerTo(t)
	if p.Implements(typeUnmarshaler) {
		x, err := d.natural(v)
		if err != nil {
			return true, err
		}
		if err := contained("UnmarshalPython", func() error { return dst.Addr().Interface().(Unmarshaler).UnmarshalPython(x) }); err != nil {
			return true, err
		}
		return true, nil
	}
	if s := core.AsStr(v); s != nil && p.Implements(typeTextUnmarshaler) {
		x, err := d.text(s)
		if err != nil {
			return true, err
		}
		if err := contained("UnmarshalText", func() error { return dst.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(x)) }); err != nil {
			return true, err
		}
		return true, nil
	}
	return false, nil
}

func (d *decoder) iface(v core.Value, dst reflect.Value, t reflect.Type) error {
	if v.IsNone() {
		dst.SetZero()
		return nil
	}
	x, err := d.natural(v)
	if err != nil {
		return err
	}
	if t == typeError {
		if e, ok := x.(*PythonError); ok {
			dst.Set(reflect.ValueOf(e))
			return nil
		}
	}
	if x == nil || !reflect.TypeOf(x).AssignableTo(t) {
		return mismatch(v, t)
	}
	dst.Set(reflect.ValueOf(x))
	return nil
}

// items gives the items of a list, a tuple or any other iterable that is neither text nor a mapping.
func (d *decoder) items(v core.Value, t reflect.Type) ([]core.Value, error) {
	switch {
	case core.AsTuple(v) != nil:
		return core.AsTuple(v).Items(), nil
	case core.AsStr(v) != nil, core.AsDict(v) != nil, !core.IsIterable(v):
		return nil, mismatch(v, t)
	}
	return d.t.Collect(v)
}

func (d *decoder) slice(v core.Value, dst reflect.Value, t reflect.Type) error {
	if v.IsNone() {
		dst.SetZero()
		return nil
	}
	if t.Elem().Kind() == reflect.Uint8 {
		if !isBytes(v) && (core.AsList(v) == nil && core.AsTuple(v) == nil) {
			return mismatch(v, "bytes")
		}
		if isBytes(v) {
			b, err := d.bytes(v)
			if err == nil {
				dst.Set(reflect.ValueOf(b).Convert(t))
			}
			return err
		}
	}
	if err := d.enter(); err != nil {
		return err
	}
	items, err := d.items(v, t)
	if err != nil {
		return err
	}
	if err := d.grow(24 + len(items)*int(t.Elem().Size())); err != nil {
		return err
	}
	out := reflect.MakeSlice(t, len(items), len(items))
	for i, x := range items {
		if err := d.set(x, out.Index(i)); err != nil {
			return atIndex(err, i)
		}
		if err := d.t.Poll(); err != nil {
			return err
		}
	}
	d.depth--
	dst.Set(out)
	return nil
}

func (d *decoder) array(v core.Value, dst reflect.Value, t reflect.Type) error {
	if t.Elem().Kind() == reflect.Uint8 && isBytes(v) {
		b, err := d.bytes(v)
		if err != nil {
			return err
		}
		if len(b) != t.Len() {
			return convErr("got %d bytes, want %d", len(b), t.Len())
		}
		reflect.Copy(dst, reflect.ValueOf(b).Convert(reflect.SliceOf(t.Elem())))
		return nil
	}
	if v.IsNone() {
		return mismatch(v, t)
	}
	if err := d.enter(); err != nil {
		return err
	}
	items, err := d.items(v, t)
	if err != nil {
		return err
	}
	if len(items) != t.Len() {
		return convErr("got %d items, want %d", len(items), t.Len())
	}
	for i, x := range items {
		if err := d.set(x, dst.Index(i)); err != nil {
			return atIndex(err, i)
		}
	}
	d.depth--
	return nil
}

func (d *decoder) mapping(v core.Value, dst reflect.Value, t reflect.Type) error {
	if v.IsNone() {
		dst.SetZero()
		return nil
	}
	if isSetValue(v) && (isSet(t) || t.Elem().Kind() == reflect.Bool) {
		return d.members(v, dst, t)
	}
	dict, err := d.dict(v, t)
	if err != nil {
		return err
	}
	if err := d.enter(); err != nil {
		return err
	}
	if err := d.grow(48 + dict.Len()*int(16+t.Key().Size()+t.Elem().Size())); err != nil {
		return err
	}
	out := reflect.MakeMapWithSize(t, dict.Len())
	for i, k, x, ok := dict.Next(0); ok; i, k, x, ok = dict.Next(i) {
		key := reflect.New(t.Key()).Elem()
		if err := d.set(k, key); err != nil {
			return at(err, "key")
		}
		if !key.Comparable() {
			return at(convErr("a %s is no key of a Go map", k.TypeName()), "key")
		}
		val := reflect.New(t.Elem()).Elem()
		if err := d.set(x, val); err != nil {
			if s := core.AsStr(k); s != nil {
				return atKey(err, goText(s))
			}
			return at(err, "["+d.keyText(k)+"]")
		}
		if out.MapIndex(key).IsValid() {
			return convErr("two keys are the same in Go: %v", key)
		}
		out.SetMapIndex(key, val)
		if err := d.t.Poll(); err != nil {
			return err
		}
	}
	d.depth--
	dst.Set(out)
	return nil
}

func isSetValue(v core.Value) bool {
	return v.IsInstance(&core.SetType) || v.IsInstance(&core.FrozenSetType)
}

// members makes the keys of a map of a set's members; a bool beside each is true.
func (d *decoder) members(v core.Value, dst reflect.Value, t reflect.Type) error {
	if err := d.enter(); err != nil {
		return err
	}
	items, err := d.t.Collect(v)
	if err != nil {
		return err
	}
	if err := d.grow(48 + len(items)*int(16+t.Key().Size())); err != nil {
		return err
	}
	val := reflect.New(t.Elem()).Elem()
	if val.Kind() == reflect.Bool {
		val.SetBool(true)
	}
	out := reflect.MakeMapWithSize(t, len(items))
	for _, x := range items {
		key := reflect.New(t.Key()).Elem()
		if err := d.set(x, key); err != nil {
			return at(err, "{"+d.keyText(x)+"}")
		}
		if !key.Comparable() {
			return at(convErr("a %s is no key of a Go map", x.TypeName()), "key")
		}
		if out.MapIndex(key).IsValid() {
			return convErr("two members are the same in Go: %v", key)
		}
		out.SetMapIndex(key, val)
		if err := d.t.Poll(); err != nil {
			return err
		}
	}
	d.depth--
	dst.Set(out)
	return nil
}

// dict gives a mapping as a dict: itself, or a copy of what has keys().
func (d *decoder) dict(v core.Value, t reflect.Type) (*core.Dict, error) {
	if x := core.AsDict(v); x != nil {
		return x, nil
	}
	keys, err := d.t.LookupAttr(v, core.Intern("keys"))
	if err != nil {
		return nil, err
	}
	if keys.IsUnbound() || core.AsType(v) != nil {
		return nil, mismatch(v, t)
	}
	f, err := d.t.Builtin("dict")
	if err != nil {
		return nil, err
	}
	x, err := d.t.Call(f, v)
	if err != nil {
		return nil, err
	}
	if c := core.AsDict(x); c != nil {
		return c, nil
	}
	return nil, mismatch(v, t)
}

// structure fills a struct from a dict, or from the attributes of an object. Keys that no field has are ignored; fields that are
// missing stay as they are, unless they are required.
func (d *decoder) structure(v core.Value, dst reflect.Value, t reflect.Type) error {
	p := planOf(t)
	if err := d.enter(); err != nil {
		return err
	}
	dict := core.AsDict(v)
	if dict == nil && !hasFields(v) {
		return mismatch(v, t)
	}
	if err := d.grow(int(t.Size())); err != nil {
		return err
	}
	for i := range p.fields {
		f := &p.fields[i]
		var x core.Value
		ok := false
		if dict != nil {
			x, ok = dict.GetStr(f.key)
		} else {
			var err error
			if x, err = d.t.LookupAttr(v, f.key); err != nil {
				return err
			}
			ok = !x.IsUnbound()
		}
		if !ok {
			if f.required {
				return atKey(convErr("missing"), f.name)
			}
			continue
		}
		if err := d.set(x, f.place(dst)); err != nil {
			return atKey(err, f.name)
		}
	}
	d.depth--
	return nil
}

// hasFields reports objects whose attributes are data: instances of classes written in Python, modules, namespaces, named tuples.
func hasFields(v core.Value) bool {
	if core.AsType(v) != nil || core.AsStr(v) != nil || core.AsList(v) != nil || core.IsCallable(v) {
		return false
	}
	if _, _, ok := core.AsInt(v); ok {
		return false
	}
	return v.Ref() != nil && v.Type().IsHeap() || v.IsInstance(&core.SimpleNamespaceType) || v.IsInstance(&core.ModuleType)
}
