// This file converts Go values to Python values.

package vivarium

import (
	"encoding"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
)

// encoder converts to Python, on a thread that holds the interpreter's lock.
type encoder struct {
	in    *Interpreter
	t     *core.Thread
	depth int
}

// encode converts a Go value.
func (in *Interpreter) encode(t *core.Thread, x any) (core.Value, error) {
	e := encoder{in: in, t: t}
	return e.value(x)
}

// encodeNamed is encode for the value of a name, which a Go function takes as its own.
func (in *Interpreter) encodeNamed(t *core.Thread, x any, name string) (core.Value, error) {
	if v := reflect.ValueOf(x); v.Kind() == reflect.Func && !v.IsNil() {
		return in.newFunc(v, name, "")
	}
	v, err := in.encode(t, x)
	return v, prefix(err, "cannot set "+name)
}

// encodeArgs converts the arguments of a call; Keywords among them come last.
func (in *Interpreter) encodeArgs(t *core.Thread, what string, args []any) (vals []core.Value, names *core.Tuple, err error) {
	e := encoder{in: in, t: t}
	var kw Keywords
	vals = make([]core.Value, 0, len(args))
	for i, a := range args {
		if k, ok := a.(Keywords); ok {
			if kw == nil {
				kw = Keywords{}
			}
			for n, x := range k {
				kw[n] = x
			}
			continue
		}
		v, err := e.value(a)
		if err != nil {
			return nil, nil, prefix(err, "argument "+strconv.Itoa(i+1)+" of "+what)
		}
		vals = append(vals, v)
	}
	if len(kw) > 0 {
		keys := make([]string, 0, len(kw))
		for n := range kw {
			keys = append(keys, n)
		}
		slices.Sort(keys)
		kv := make([]core.Value, len(keys))
		for i, n := range keys {
			v, err := e.value(kw[n])
			if err != nil {
				return nil, nil, prefix(err, "argument "+n+" of "+what)
			}
			kv[i] = core.Intern(validText(n)).Val()
			vals = append(vals, v)
		}
		names = core.AsTuple(core.TupleOf(kv))
	}
	return vals, names, nil
}

// callValues calls f with Go arguments and gives its result as it is.
func (in *Interpreter) callValues(t *core.Thread, f core.Value, what string, args []any) (core.Value, error) {
	vals, names, err := in.encodeArgs(t, what, args)
	if err != nil {
		return core.Unbound, err
	}
	if names == nil {
		return t.Call(f, vals...)
	}
	a := t.PushArgs(len(vals))
	copy(a, vals)
	v, err := t.CallKw(f, a, names)
	t.PopArgs(a)
	return v, err
}

// prefixed is a conversion error that says what was being converted.
type prefixed struct {
	what string
	err  *ConversionError
}

func (p *prefixed) Error() string { return "vivarium: " + p.what + ": " + p.err.Error() }
func (p *prefixed) Unwrap() error { return p.err }

// prefix says what was being converted; errors of other kinds pass unchanged.
func prefix(err error, what string) error {
	if ce, ok := err.(*ConversionError); ok {
		return &prefixed{what, ce}
	}
	return err
}

func (e *encoder) list(n int) ([]core.Value, error) {
	if err := e.t.ChargeItems(n); err != nil {
		return nil, err
	}
	return make([]core.Value, n), nil
}

func (e *encoder) enter() error {
	if e.depth++; e.depth > maxNesting {
		return nestingError()
	}
	return e.t.Poll()
}

func (e *encoder) text(s string) (core.Value, error) {
	if err := e.t.Charge(len(s)); err != nil {
		return core.Unbound, err
	}
	return core.StrVal(validText(s)), nil
}

func (e *encoder) bytes(b []byte) (core.Value, error) {
	if err := e.t.Charge(len(b)); err != nil {
		return core.Unbound, err
	}
	return core.NewBytes(append(make([]byte, 0, len(b)), b...)), nil
}

// slice makes a list of n items.
func (e *encoder) slice(n int, item func(i int) (core.Value, error)) (core.Value, error) {
	if err := e.enter(); err != nil {
		return core.Unbound, err
	}
	items, err := e.list(n)
	if err != nil {
		return core.Unbound, err
	}
	for i := range items {
		if items[i], err = item(i); err != nil {
			return core.Unbound, atIndex(err, i)
		}
		if err := e.t.Poll(); err != nil {
			return core.Unbound, err
		}
	}
	e.depth--
	return core.NewList(items), nil
}

// value converts a Go value: the usual types at once, the others by reflection.
func (e *encoder) value(x any) (core.Value, error) {
	switch x := x.(type) {
	case nil:
		return core.None, nil
	case bool:
		return core.Bool(x), nil
	case int:
		return core.Int(int64(x)), nil
	case int64:
		return core.Int(x), nil
	case float64:
		return core.Float(x), nil
	case string:
		return e.text(x)
	case []byte:
		if x == nil {
			return core.None, nil
		}
		return e.bytes(x)
	case *Object:
		return e.object(x)
	case []any:
		if x == nil {
			return core.None, nil
		}
		return e.slice(len(x), func(i int) (core.Value, error) { return e.value(x[i]) })
	case []string:
		if x == nil {
			return core.None, nil
		}
		return e.slice(len(x), func(i int) (core.Value, error) { return e.text(x[i]) })
	case []int:
		if x == nil {
			return core.None, nil
		}
		return e.slice(len(x), func(i int) (core.Value, error) { return core.Int(int64(x[i])), nil })
	case []float64:
		if x == nil {
			return core.None, nil
		}
		return e.slice(len(x), func(i int) (core.Value, error) { return core.Float(x[i]), nil })
	case map[string]any:
		if x == nil {
			return core.None, nil
		}
		return e.stringMap(len(x), func(add func(k string)) {
			for k := range x {
				add(k)
			}
		}, func(k string) (core.Value, error) { return e.value(x[k]) })
	case map[string]string:
		if x == nil {
			return core.None, nil
		}
		return e.stringMap(len(x), func(add func(k string)) {
			for k := range x {
				add(k)
			}
		}, func(k string) (core.Value, error) { return e.text(x[k]) })
	case wireNode:
		return x.python(e)
	}
	return e.reflect(reflect.ValueOf(x))
}

// stringMap makes a dict in the order of its keys, so that the same map is the same dict each time.
func (e *encoder) stringMap(n int, each func(add func(k string)), get func(k string) (core.Value, error)) (core.Value, error) {
	if err := e.enter(); err != nil {
		return core.Unbound, err
	}
	if err := e.t.Charge(n * 48); err != nil {
		return core.Unbound, err
	}
	keys := make([]string, 0, n)
	each(func(k string) { keys = append(keys, k) })
	slices.Sort(keys)
	d := core.NewDict()
	for _, k := range keys {
		v, err := get(k)
		if err != nil {
			return core.Unbound, atKey(err, k)
		}
		kv, err := e.text(k)
		if err != nil {
			return core.Unbound, err
		}
		d.SetStr(core.AsStr(kv), v)
		if err := e.t.Poll(); err != nil {
			return core.Unbound, err
		}
	}
	e.depth--
	return d.Val(), nil
}

// object gives the Python object of a handle.
func (e *encoder) object(o *Object) (core.Value, error) {
	if o == nil {
		return core.None, nil
	}
	if o.in != e.in {
		return e.foreign(o)
	}
	return o.v, nil
}

func (e *encoder) foreign(o *Object) (core.Value, error) {
	if o.in.rt != e.in.rt {
		return core.Unbound, convErr("the Object belongs to an interpreter of another Runtime")
	}
	return core.Unbound, convErr("the Object belongs to interpreter %d, not to %d", o.in.ID(), e.in.ID())
}

func (e *encoder) reflect(v reflect.Value) (core.Value, error) {
	t := v.Type()
	if t.PkgPath() != "" || t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface {
		if x, ok, err := e.named(v, t); ok || err != nil {
			return x, err
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		return core.Bool(v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return core.Int(v.Int()), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return core.Uint(v.Uint()), nil
	case reflect.Float32, reflect.Float64:
		return core.Float(v.Float()), nil
	case reflect.Complex64, reflect.Complex128:
		c := v.Complex()
		return core.Complex(real(c), imag(c)), nil
	case reflect.String:
		return e.text(v.String())
	case reflect.Slice:
		if v.IsNil() {
			return core.None, nil
		}
		if t.Elem().Kind() == reflect.Uint8 {
			return e.bytes(v.Bytes())
		}
		return e.slice(v.Len(), func(i int) (core.Value, error) { return e.reflect(v.Index(i)) })
	case reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			b := make([]byte, v.Len())
			reflect.Copy(reflect.ValueOf(b), v)
			return e.bytes(b)
		}
		return e.slice(v.Len(), func(i int) (core.Value, error) { return e.reflect(v.Index(i)) })
	case reflect.Map:
		return e.mapping(v)
	case reflect.Struct:
		return e.structure(v)
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return core.None, nil
		}
		if err := e.enter(); err != nil {
			return core.Unbound, err
		}
		x, err := e.reflect(v.Elem())
		e.depth--
		return x, err
	case reflect.Func:
		if v.IsNil() {
			return core.None, nil
		}
		return e.in.newFunc(v, "", "")
	case reflect.Chan:
		return core.Unbound, convErr("cannot convert a Go channel (%s): make it with NewChannel", t)
	}
	return core.Unbound, convErr("cannot convert a Go %s", t)
}

// named converts the types that are not converted by their kind.
func (e *encoder) named(v reflect.Value, t reflect.Type) (core.Value, bool, error) {
	switch t {
	case typeTime:
		x, err := e.time(v.Interface().(time.Time))
		return x, true, err
	case typeDuration:
		x, err := e.duration(time.Duration(v.Int()))
		return x, true, err
	case typeBigInt:
		b := new(big.Int)
		if v.CanAddr() {
			b.Set(v.Addr().Interface().(*big.Int))
		} else {
			src := v.Interface().(big.Int)
			b.Set(&src)
		}
		return core.BigInt(b), true, e.t.Charge(len(b.Bits()) * 8)
	case typeObject:
		x, err := e.object(v.Interface().(*Object))
		return x, true, err
	case typeJSONNumber:
		n, err := jsonNumber(v.String())
		if err != nil {
			return core.Unbound, true, err
		}
		x, err := e.value(n)
		return x, true, err
	case typeOpaque:
		return newGoObject(v.Interface().(opaque).v), true, nil
	}
	if c, ok := e.channelEnd(v, t); ok {
		x, err := c(e.t)
		return x, true, err
	}
	nilable := t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface
	if nilable && v.IsNil() {
		return core.None, true, nil
	}
	if t.Kind() == reflect.Interface {
		return core.Unbound, false, nil
	}
	if !v.CanInterface() {
		return core.Unbound, false, nil
	}
	if t.Implements(typeMarshaler) {
		var x any
		err := contained("MarshalPython", func() (err error) {
			x, err = v.Interface().(Marshaler).MarshalPython()
			return err
		})
		if err != nil {
			return core.Unbound, true, err
		}
		if err := e.enter(); err != nil {
			return core.Unbound, true, err
		}
		r, err := e.value(x)
		e.depth--
		return r, true, err
	}
	if nilable && t.Elem() == typeBigInt {
		return core.Unbound, false, nil
	}
	if t.Implements(typeError) {
		x, err := e.in.exception(e.t, v.Interface().(error))
		return x, true, err
	}
	if t.Implements(typeTextMarshaler) && !(nilable && ownEncoding(t.Elem())) {
		var b []byte
		err := contained("MarshalText", func() (err error) {
			b, err = v.Interface().(encoding.TextMarshaler).MarshalText()
			return err
		})
		if err != nil {
			return core.Unbound, true, err
		}
		x, err := e.text(string(b))
		return x, true, err
	}
	return core.Unbound, false, nil
}

// set makes a set of the keys of a map, in the order of those that are strings.
func (e *encoder) set(v reflect.Value) (core.Value, error) {
	if err := e.enter(); err != nil {
		return core.Unbound, err
	}
	keys, err := e.list(v.Len())
	if err != nil {
		return core.Unbound, err
	}
	for i, k := range orderedKeys(v) {
		if keys[i], err = e.key(k); err != nil {
			return core.Unbound, at(err, "key")
		}
	}
	e.depth--
	return e.t.Call(core.SetType.Val(), core.NewList(keys))
}

func (e *encoder) mapping(v reflect.Value) (core.Value, error) {
	if v.IsNil() {
		return core.None, nil
	}
	t := v.Type()
	if isSet(t) {
		return e.set(v)
	}
	if t.Key().Kind() == reflect.String && !t.Key().Implements(typeTextMarshaler) && !t.Key().Implements(typeMarshaler) {
		return e.stringMap(v.Len(), func(add func(k string)) {
			for it := v.MapRange(); it.Next(); {
				add(it.Key().String())
			}
		}, func(k string) (core.Value, error) {
			return e.reflect(v.MapIndex(reflect.ValueOf(k).Convert(t.Key())))
		})
	}
	if err := e.enter(); err != nil {
		return core.Unbound, err
	}
	if err := e.t.Charge(v.Len() * 48); err != nil {
		return core.Unbound, err
	}
	d := core.NewDict()
	for it := v.MapRange(); it.Next(); {
		k, err := e.key(it.Key())
		if err != nil {
			return core.Unbound, at(err, "key")
		}
		x, err := e.reflect(it.Value())
		if err != nil {
			return core.Unbound, at(err, "["+e.keyText(k)+"]")
		}
		if err := d.Set(e.t, k, x); err != nil {
			return core.Unbound, err
		}
		if err := e.t.Poll(); err != nil {
			return core.Unbound, err
		}
	}
	e.depth--
	return d.Val(), nil
}

// key converts a map's key: arrays and structs, which are hashable in Go, become tuples.
func (e *encoder) key(v reflect.Value) (core.Value, error) {
	for v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() == reflect.Array && v.Type().Elem().Kind() != reflect.Uint8 {
		items := make([]core.Value, v.Len())
		for i := range items {
			x, err := e.key(v.Index(i))
			if err != nil {
				return core.Unbound, atIndex(err, i)
			}
			items[i] = x
		}
		return core.TupleOf(items), nil
	}
	return e.reflect(v)
}

func (e *encoder) keyText(k core.Value) string {
	s, err := e.t.Repr(k)
	if err != nil {
		return k.TypeName()
	}
	return clip(goText(s), 100)
}

func (e *encoder) structure(v reflect.Value) (core.Value, error) {
	p := planOf(v.Type())
	if err := e.enter(); err != nil {
		return core.Unbound, err
	}
	if err := e.t.Charge(len(p.fields) * 48); err != nil {
		return core.Unbound, err
	}
	d := core.NewDictSize(len(p.fields))
	for i := range p.fields {
		f := &p.fields[i]
		x, ok := f.get(v)
		if !ok {
			continue
		}
		y, err := e.reflect(x)
		if err != nil {
			return core.Unbound, atKey(err, f.name)
		}
		d.SetStr(f.key, y)
	}
	e.depth--
	return d.Val(), nil
}
