// This file makes wire values of Go values, by the rules of convert_to.go: the same errors, with the same paths.

package vivarium

import (
	"encoding"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/vivarium-py/vivarium/internal/worker"
)

// wireSide is what each side does with what only it holds.
type wireSide interface {
	errorSide
	sendFunc(v reflect.Value, name, module string) (any, error)
	sendOpaque(v any) any
}

// wireEncoder converts Go values.
type wireEncoder struct {
	side  wireSide
	depth int
	size  int64
}

// errChannel is the error of channels, which stay in their process.
func errChannel() error {
	return convErr("an end of a channel cannot cross into or out of a worker process (Isolation: Process)")
}

func (e *wireEncoder) enter() error {
	if e.depth++; e.depth > maxNesting {
		return nestingError()
	}
	return nil
}

// grow counts what is made, so that what holds itself many times ends.
func (e *wireEncoder) grow(n int) error {
	if e.size += int64(n); e.size > worker.MaxFrame {
		return convErr("larger than a message to a worker process may be (%d bytes)", int64(worker.MaxFrame))
	}
	return nil
}

func (e *wireEncoder) text(s string) (any, error) { return wireText(s), e.grow(len(s)) }

func (e *wireEncoder) slice(n int, item func(i int) (any, error)) (any, error) {
	if err := e.enter(); err != nil {
		return nil, err
	}
	if err := e.grow(n); err != nil {
		return nil, err
	}
	out := make([]any, n)
	for i := range out {
		x, err := item(i)
		if err != nil {
			return nil, atIndex(err, i)
		}
		out[i] = x
	}
	e.depth--
	return out, nil
}

// value converts a Go value: the usual types at once, the others by reflection.
func (e *wireEncoder) value(x any) (any, error) {
	switch x := x.(type) {
	case nil, bool, int64, float64:
		return x, nil
	case int:
		return int64(x), nil
	case string:
		return e.text(x)
	case []byte:
		if x == nil {
			return nil, nil
		}
		return x, e.grow(len(x))
	case *Object:
		return e.object(x)
	case []any:
		if x == nil {
			return nil, nil
		}
		return e.slice(len(x), func(i int) (any, error) { return e.value(x[i]) })
	case map[string]any:
		if x == nil {
			return nil, nil
		}
		return e.stringMap(len(x), func(add func(k string)) {
			for k := range x {
				add(k)
			}
		}, func(k string) (any, error) { return e.value(x[k]) })
	case *goRef:
		x.sent.Add(1)
		return wGo{ID: x.id}, nil
	case *goRefError:
		x.ref.sent.Add(1)
		return wGo{ID: x.ref.id}, nil
	}
	return e.reflect(reflect.ValueOf(x))
}

func (e *wireEncoder) stringMap(n int, each func(add func(k string)), get func(k string) (any, error)) (any, error) {
	if err := e.enter(); err != nil {
		return nil, err
	}
	keys := make([]string, 0, n)
	each(func(k string) { keys = append(keys, k) })
	slices.Sort(keys)
	d := make(wDict, 0, 2*n)
	for _, k := range keys {
		v, err := get(k)
		if err != nil {
			return nil, atKey(err, k)
		}
		kv, err := e.text(k)
		if err != nil {
			return nil, err
		}
		d = append(d, kv, v)
	}
	e.depth--
	return d, nil
}

func (e *wireEncoder) object(o *Object) (any, error) {
	if o == nil {
		return nil, nil
	}
	w, ok := e.side.sendObject(o)
	if !ok {
		return nil, convErr("the Object belongs to interpreter %d, not to this one", o.in.ID())
	}
	return w, nil
}

func (e *wireEncoder) reflect(v reflect.Value) (any, error) {
	t := v.Type()
	if t.PkgPath() != "" || t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface {
		if x, ok, err := e.named(v, t); ok || err != nil {
			return x, err
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		return v.Bool(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int(), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return v.Uint(), nil
	case reflect.Float32, reflect.Float64:
		return v.Float(), nil
	case reflect.Complex64, reflect.Complex128:
		c := v.Complex()
		return wComplex{real(c), imag(c)}, nil
	case reflect.String:
		return e.text(v.String())
	case reflect.Slice:
		if v.IsNil() {
			return nil, nil
		}
		if t.Elem().Kind() == reflect.Uint8 {
			return v.Bytes(), e.grow(v.Len())
		}
		return e.slice(v.Len(), func(i int) (any, error) { return e.reflect(v.Index(i)) })
	case reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			b := make([]byte, v.Len())
			reflect.Copy(reflect.ValueOf(b), v)
			return b, e.grow(len(b))
		}
		return e.slice(v.Len(), func(i int) (any, error) { return e.reflect(v.Index(i)) })
	case reflect.Map:
		return e.mapping(v)
	case reflect.Struct:
		return e.structure(v)
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return nil, nil
		}
		if err := e.enter(); err != nil {
			return nil, err
		}
		x, err := e.reflect(v.Elem())
		e.depth--
		return x, err
	case reflect.Func:
		if v.IsNil() {
			return nil, nil
		}
		return e.side.sendFunc(v, "", "")
	case reflect.Chan:
		return nil, convErr("cannot convert a Go channel (%s): make it with NewChannel", t)
	}
	return nil, convErr("cannot convert a Go %s", t)
}

// named converts the types that are not converted by their kind.
func (e *wireEncoder) named(v reflect.Value, t reflect.Type) (any, bool, error) {
	switch t {
	case typeTime:
		x := v.Interface().(time.Time)
		if y := x.Year(); y < 1 || y > 9999 {
			return nil, true, &ConversionError{Message: "year " + strconv.Itoa(y) + " is out of the range of datetime", Range: true}
		}
		return wireTime(x), true, nil
	case typeDuration:
		return wDuration(v.Int()), true, nil
	case typeBigInt:
		b := new(big.Int)
		if v.CanAddr() {
			b.Set(v.Addr().Interface().(*big.Int))
		} else {
			src := v.Interface().(big.Int)
			b.Set(&src)
		}
		return b, true, e.grow(len(b.Bits()) * 8)
	case typeObject:
		x, err := e.object(v.Interface().(*Object))
		return x, true, err
	case typeJSONNumber:
		x, err := jsonNumber(v.String())
		return x, true, err
	case typeOpaque:
		return e.side.sendOpaque(v.Interface().(opaque).v), true, nil
	}
	nilable := t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface
	if nilable && v.IsNil() {
		return nil, true, nil
	}
	if t.Kind() == reflect.Pointer && t.Implements(typeAnyEnd) {
		return nil, true, errChannel()
	}
	if t.Kind() == reflect.Interface {
		return nil, false, nil
	}
	if !v.CanInterface() {
		return nil, false, nil
	}
	if t.Implements(typeMarshaler) {
		var x any
		err := contained("MarshalPython", func() (err error) {
			x, err = v.Interface().(Marshaler).MarshalPython()
			return err
		})
		if err != nil {
			return nil, true, err
		}
		if err := e.enter(); err != nil {
			return nil, true, err
		}
		r, err := e.value(x)
		e.depth--
		return r, true, err
	}
	if nilable && t.Elem() == typeBigInt {
		return nil, false, nil
	}
	if t.Implements(typeError) {
		return *wireError(e.side, v.Interface().(error)), true, nil
	}
	if t.Implements(typeTextMarshaler) && !(nilable && ownEncoding(t.Elem())) {
		var b []byte
		err := contained("MarshalText", func() (err error) {
			b, err = v.Interface().(encoding.TextMarshaler).MarshalText()
			return err
		})
		if err != nil {
			return nil, true, err
		}
		x, err := e.text(string(b))
		return x, true, err
	}
	return nil, false, nil
}

func (e *wireEncoder) set(v reflect.Value) (any, error) {
	if err := e.enter(); err != nil {
		return nil, err
	}
	out := make(wSet, 0, v.Len())
	for _, k := range orderedKeys(v) {
		x, err := e.key(k)
		if err != nil {
			return nil, at(err, "key")
		}
		out = append(out, x)
	}
	e.depth--
	return out, e.grow(len(out))
}

func (e *wireEncoder) mapping(v reflect.Value) (any, error) {
	if v.IsNil() {
		return nil, nil
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
		}, func(k string) (any, error) {
			return e.reflect(v.MapIndex(reflect.ValueOf(k).Convert(t.Key())))
		})
	}
	if err := e.enter(); err != nil {
		return nil, err
	}
	d := make(wDict, 0, 2*v.Len())
	for it := v.MapRange(); it.Next(); {
		k, err := e.key(it.Key())
		if err != nil {
			return nil, at(err, "key")
		}
		x, err := e.reflect(it.Value())
		if err != nil {
			return nil, at(err, "["+wireKeyText(k)+"]")
		}
		d = append(d, k, x)
	}
	e.depth--
	return d, e.grow(len(d))
}

// key converts a map's key: arrays and structs, which are hashable in Go, become tuples.
func (e *wireEncoder) key(v reflect.Value) (any, error) {
	for v.Kind() == reflect.Interface && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() == reflect.Array && v.Type().Elem().Kind() != reflect.Uint8 {
		items := make(wTuple, v.Len())
		for i := range items {
			x, err := e.key(v.Index(i))
			if err != nil {
				return nil, atIndex(err, i)
			}
			items[i] = x
		}
		return items, nil
	}
	return e.reflect(v)
}

func (e *wireEncoder) structure(v reflect.Value) (any, error) {
	p := planOf(v.Type())
	if err := e.enter(); err != nil {
		return nil, err
	}
	d := make(wDict, 0, 2*len(p.fields))
	for i := range p.fields {
		f := &p.fields[i]
		x, ok := f.get(v)
		if !ok {
			continue
		}
		y, err := e.reflect(x)
		if err != nil {
			return nil, atKey(err, f.name)
		}
		d = append(d, f.name, y)
	}
	e.depth--
	return d, e.grow(len(d))
}

// wireKeyText writes a key for the path of an error, as repr() would where that is easily said.
func wireKeyText(k any) string {
	switch k := k.(type) {
	case int64:
		return strconv.FormatInt(k, 10)
	case uint64:
		return strconv.FormatUint(k, 10)
	case bool:
		if k {
			return "True"
		}
		return "False"
	case nil:
		return "None"
	case string:
		return clip("'"+k+"'", 100)
	case float64:
		return strconv.FormatFloat(k, 'g', -1, 64)
	}
	return "key"
}
