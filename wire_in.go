// This file makes Go values of wire values that a worker converted for their types. A worker may send anything: what does
// not fit is an error here.

package vivarium

import (
	"context"
	"encoding"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"time"

	"github.com/vivarium-py/vivarium/internal/worker"
)

// wireDecoder converts what a worker sent, in the parent.
type wireDecoder struct {
	r   *remote
	win *remoteWindow // of the Go function whose arguments are converted, nil if there is none
}

// strange is the error of what no honest worker sends: it ends the worker.
func strange(x any, want any) error {
	return &worker.ProtocolError{Text: fmt.Sprintf("a %T for a %v", x, want)}
}

// errNotGiven is the error of a Go value that the worker was not given.
var errNotGiven = &worker.ProtocolError{Text: "a Go value that was not given to it"}

// into stores x in *out, or changes nothing.
func (d *wireDecoder) into(x any, out any) error {
	dst := reflect.ValueOf(out).Elem()
	tmp := reflect.New(dst.Type()).Elem()
	if k := dst.Kind(); k == reflect.Struct || k == reflect.Array {
		tmp.Set(dst)
	}
	if err := d.set(x, tmp); err != nil {
		return err
	}
	dst.Set(tmp)
	return nil
}

// natural gives the Go value of one that was converted for an any.
func (d *wireDecoder) natural(x any) (any, error) {
	switch x := x.(type) {
	case nil, bool, int64, float64, string, []byte:
		return x, nil
	case big.Int:
		return &x, nil
	case wText:
		return string(x), nil
	case wComplex:
		return complex(x[0], x[1]), nil
	case wTime:
		return x.time(), nil
	case wDuration:
		return time.Duration(x), nil
	case wObject:
		return d.r.recvObject(x), nil
	case wGo:
		v, ok := d.r.values.get(x.ID)
		if !ok {
			return nil, errNotGiven
		}
		return v, nil
	case wError:
		return d.r.errorOf(&x), nil
	case []any:
		out := make([]any, len(x))
		for i := range x {
			y, err := d.natural(x[i])
			if err != nil {
				return nil, atIndex(err, i)
			}
			out[i] = y
		}
		return out, nil
	case wDict:
		return d.naturalDict(x)
	}
	return nil, strange(x, "value")
}

func (d *wireDecoder) naturalDict(x wDict) (any, error) {
	if len(x)%2 != 0 {
		return nil, strange(x, "dict")
	}
	texts := true
	for i := 0; i < len(x) && texts; i += 2 {
		switch x[i].(type) {
		case string, wText:
		default:
			texts = false
		}
	}
	m := make(map[string]any, len(x)/2)
	var mixed map[any]any
	if !texts {
		mixed = make(map[any]any, len(x)/2)
	}
	for i := 0; i < len(x); i += 2 {
		k, err := d.natural(x[i])
		if err == nil && k != nil && !reflect.ValueOf(k).Comparable() {
			err = strange(k, "key")
		}
		if err != nil {
			return nil, at(err, "key")
		}
		v, err := d.natural(x[i+1])
		if err != nil {
			return nil, at(err, "["+wireKeyText(k)+"]")
		}
		if texts {
			m[k.(string)] = v
		} else {
			if _, ok := mixed[k]; ok {
				return nil, convErr("two keys are the same in Go: %v", k)
			}
			mixed[k] = v
		}
	}
	if texts {
		return m, nil
	}
	return mixed, nil
}

// set stores x, which was converted for the type of dst, in dst.
func (d *wireDecoder) set(x any, dst reflect.Value) error {
	t := dst.Type()
	if g, ok := x.(wGo); ok {
		return d.opaque(g, dst)
	}
	switch t {
	case typeObject:
		switch x := x.(type) {
		case nil:
			dst.SetZero()
			return nil
		case wObject:
			dst.Set(reflect.ValueOf(d.r.recvObject(x)))
			return nil
		}
		return strange(x, t)
	case typeTime:
		if x, ok := x.(wTime); ok {
			dst.Set(reflect.ValueOf(x.time()))
			return nil
		}
		return strange(x, t)
	case typeDuration:
		if x, ok := x.(wDuration); ok {
			dst.SetInt(int64(x))
			return nil
		}
		return strange(x, t)
	case typeJSONNumber:
		s, ok := wireString(x)
		if _, err := jsonNumber(s); !ok || err != nil || s == "" {
			return strange(x, t)
		}
		dst.SetString(s)
		return nil
	case typeBigInt:
		b, ok := bigOf(x)
		if !ok {
			return strange(x, t)
		}
		dst.Addr().Interface().(*big.Int).Set(b)
		return nil
	}
	if t.PkgPath() != "" && t.Kind() != reflect.Interface && t.Kind() != reflect.Pointer && dst.CanAddr() {
		p := reflect.PointerTo(t)
		if p.Implements(typeUnmarshaler) {
			y, err := d.natural(x)
			if err != nil {
				return err
			}
			if err := contained("UnmarshalPython", func() error { return dst.Addr().Interface().(Unmarshaler).UnmarshalPython(y) }); err != nil {
				return err
			}
			return nil
		}
		if s, ok := wireString(x); ok && p.Implements(typeTextUnmarshaler) {
			if err := contained("UnmarshalText", func() error { return dst.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(s)) }); err != nil {
				return err
			}
			return nil
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		if b, ok := x.(bool); ok {
			dst.SetBool(b)
			return nil
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if n, ok := x.(int64); ok && !dst.OverflowInt(n) {
			dst.SetInt(n)
			return nil
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		if b, ok := bigOf(x); ok && b.IsUint64() && !dst.OverflowUint(b.Uint64()) {
			dst.SetUint(b.Uint64())
			return nil
		}
	case reflect.Float32, reflect.Float64:
		if f, ok := x.(float64); ok && !dst.OverflowFloat(f) {
			dst.SetFloat(f)
			return nil
		}
	case reflect.Complex64, reflect.Complex128:
		if c, ok := x.(wComplex); ok {
			dst.SetComplex(complex(c[0], c[1]))
			return nil
		}
	case reflect.String:
		if s, ok := wireString(x); ok {
			dst.SetString(s)
			return nil
		}
	case reflect.Interface:
		return d.iface(x, dst, t)
	case reflect.Pointer:
		if x == nil {
			dst.SetZero()
			return nil
		}
		if l, ok := x.([]any); ok && len(l) == 1 {
			p := reflect.New(t.Elem())
			if err := d.set(l[0], p.Elem()); err != nil {
				return err
			}
			dst.Set(p)
			return nil
		}
	case reflect.Slice:
		if x == nil {
			dst.SetZero()
			return nil
		}
		if b, ok := x.([]byte); ok && t.Elem().Kind() == reflect.Uint8 {
			dst.Set(reflect.ValueOf(b).Convert(t))
			return nil
		}
		if l, ok := x.([]any); ok {
			out := reflect.MakeSlice(t, len(l), len(l))
			for i, y := range l {
				if err := d.set(y, out.Index(i)); err != nil {
					return atIndex(err, i)
				}
			}
			dst.Set(out)
			return nil
		}
	case reflect.Array:
		if b, ok := x.([]byte); ok && t.Elem().Kind() == reflect.Uint8 && len(b) == t.Len() {
			reflect.Copy(dst, reflect.ValueOf(b).Convert(reflect.SliceOf(t.Elem())))
			return nil
		}
		if l, ok := x.([]any); ok && len(l) == t.Len() {
			for i, y := range l {
				if err := d.set(y, dst.Index(i)); err != nil {
					return atIndex(err, i)
				}
			}
			return nil
		}
	case reflect.Map:
		return d.mapping(x, dst, t)
	case reflect.Struct:
		return d.structure(x, dst, t)
	case reflect.Func:
		if x == nil {
			dst.SetZero()
			return nil
		}
		if w, ok := x.(wObject); ok {
			o := d.r.recvObject(w)
			dst.Set(makeFunc(o, t, func(ctx context.Context) context.Context {
				k := remoteWindowKey{d.r.in}
				if d.win != nil && ctx.Value(k) == nil {
					ctx = context.WithValue(ctx, k, d.win)
				}
				return ctx
			}))
			return nil
		}
	}
	return strange(x, t)
}

// opaque stores a Go value that comes back.
func (d *wireDecoder) opaque(g wGo, dst reflect.Value) error {
	x, ok := d.r.values.get(g.ID)
	if !ok {
		return errNotGiven
	}
	return setOpaque(x, dst)
}

func setOpaque(x any, dst reflect.Value) error {
	t := dst.Type()
	if x == nil {
		if t.Kind() == reflect.Interface {
			dst.SetZero()
			return nil
		}
		return convErr("got %s, want %v", "vivarium.GoObject", t)
	}
	if reflect.TypeOf(x).AssignableTo(t) {
		dst.Set(reflect.ValueOf(x))
		return nil
	}
	if t.Kind() != reflect.Pointer && t.Kind() != reflect.Interface && dst.CanAddr() {
		if u, ok := dst.Addr().Interface().(Unmarshaler); ok {
			if err := contained("UnmarshalPython", func() error { return u.UnmarshalPython(x) }); err != nil {
				return err
			}
			return nil
		}
	}
	if t.Kind() == reflect.Pointer {
		p := reflect.New(t.Elem())
		if err := setOpaque(x, p.Elem()); err != nil {
			return err
		}
		dst.Set(p)
		return nil
	}
	want := t.String()
	switch {
	case t == typeTime:
		want = "datetime"
	case t == typeDuration:
		want = "timedelta"
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		want = "bytes"
	case t.Kind() == reflect.Func:
		want = "callable"
	}
	return convErr("got %s, want %s", "GoObject", want)
}

func wireString(x any) (string, bool) {
	switch x := x.(type) {
	case string:
		return x, true
	case wText:
		return string(x), true
	}
	return "", false
}

func (d *wireDecoder) iface(x any, dst reflect.Value, t reflect.Type) error {
	name := ""
	if t != typeAny {
		if x == nil {
			dst.SetZero()
			return nil
		}
		w, ok := x.(wTyped)
		if !ok {
			return strange(x, t)
		}
		x, name = w.V, w.Type
	}
	y, err := d.natural(x)
	if err != nil {
		return err
	}
	if y == nil {
		dst.SetZero()
		return nil
	}
	if !reflect.TypeOf(y).AssignableTo(t) {
		return convErr("got %s, want %v", name, t)
	}
	dst.Set(reflect.ValueOf(y))
	return nil
}

func (d *wireDecoder) mapping(x any, dst reflect.Value, t reflect.Type) error {
	if x == nil {
		dst.SetZero()
		return nil
	}
	l, ok := x.(wDict)
	if !ok || len(l)%2 != 0 {
		return strange(x, t)
	}
	out := reflect.MakeMapWithSize(t, len(l)/2)
	for i := 0; i < len(l); i += 2 {
		key := reflect.New(t.Key()).Elem()
		if err := d.set(l[i], key); err != nil {
			return at(err, "key")
		}
		if !key.Comparable() {
			return at(convErr("a %s is no key of a Go map", pythonName(l[i])), "key")
		}
		val := reflect.New(t.Elem()).Elem()
		if err := d.set(l[i+1], val); err != nil {
			if s, ok := wireString(l[i]); ok {
				return atKey(err, s)
			}
			return at(err, "["+wireKeyText(l[i])+"]")
		}
		if out.MapIndex(key).IsValid() {
			return convErr("two keys are the same in Go: %v", key)
		}
		out.SetMapIndex(key, val)
	}
	dst.Set(out)
	return nil
}

// pythonName names the class that a wire value had, as far as it shows.
func pythonName(x any) string {
	switch x := x.(type) {
	case []any:
		return "tuple"
	case wObject:
		return x.Type
	case []byte:
		return "bytes"
	case string, wText:
		return "str"
	}
	return strings.TrimPrefix(fmt.Sprintf("%T", x), "vivarium.")
}

func (d *wireDecoder) structure(x any, dst reflect.Value, t reflect.Type) error {
	l, ok := x.(wFields)
	if !ok || len(l)%2 != 0 {
		return strange(x, t)
	}
	p := planOf(t)
	for i := 0; i < len(l); i += 2 {
		n, ok := l[i].(int64)
		if !ok || n < 0 || n >= int64(len(p.fields)) {
			return strange(l[i], "field of "+t.String())
		}
		f := &p.fields[n]
		if err := d.set(l[i+1], f.place(dst)); err != nil {
			return atKey(err, f.name)
		}
	}
	return nil
}
