// This file implements format(), str.__format__, str.format and str.format_map; the mini-language and the markup are
// parsed by package fmtspec.
package core

import (
	"github.com/vivarium-py/vivarium/internal/fmtspec"
)

// fmtLimits gives package fmtspec the thread's hooks.
func (t *Thread) fmtLimits() *fmtspec.Limits {
	if t.limits == nil {
		t.limits = &fmtspec.Limits{Charge: t.Charge, Poll: t.pollFormat}
	}
	return t.limits
}

// Format is format(v, spec).
func (t *Thread) Format(v, spec Value) (Value, error) {
	s := AsStr(spec)
	if s == nil {
		return Unbound, t.TypeError("format() argument 2 must be str, not %s", spec.argTypeName())
	}
	if s.s == "" {
		if v.exactly(&StrType) {
			return v, nil
		}
		if v.ref == nil || v.ref == &floatHeader || v.exactly(&IntType) {
			return v.Type().s.Repr(t, v)
		}
	} else {
		if v.ref == nil || v.ref == &floatHeader || v.exactly(&StrType) {
			if r, ok := formatShort(v, s.s); ok {
				return r, nil
			}
		}
		switch {
		case v.ref == nil || v.ref == &trueObj.Header || v.ref == &falseObj.Header:
			return intFormat(t, []Value{v, spec})
		case v.ref == &floatHeader:
			return floatFormat(t, []Value{v, spec})
		case v.exactly(&StrType):
			return t.strFormatSpec(As[Str](v), s)
		}
	}
	r, ok, err := t.CallSpecial(v, nFormat, spec)
	if err != nil {
		return Unbound, err
	}
	if !ok {
		return Unbound, t.TypeError("Type %s doesn't define __format__", v.TypeName())
	}
	if AsStr(r) == nil {
		return Unbound, t.TypeError("__format__ must return a str, not %s", r.TypeName())
	}
	return r, nil
}

// strFormatSpec is str.__format__ with a spec.
func (t *Thread) strFormatSpec(s, spec *Str) (Value, error) {
	if spec.s == "" {
		return s.exact().Val(), nil
	}
	sp, err := fmtspec.Parse(spec.s, s.shape.typ.name, 's', '<', t.pollText64)
	if err != nil {
		return Unbound, t.fmtError(err)
	}
	var buf [64]byte
	out, err := fmtspec.AppendStr(buf[:0], s.s, s.n, &sp, t.fmtLimits())
	if err != nil {
		return Unbound, t.fmtError(err)
	}
	return t.ownText(out)
}

func strDunderFormat(t *Thread, a []Value) (Value, error) {
	spec := AsStr(a[1])
	if spec == nil {
		return Unbound, t.TypeError("__format__() argument must be str, not %s", a[1].argTypeName())
	}
	if spec.s == "" && !a[0].exactly(&StrType) {
		s, err := t.Str(a[0])
		if err != nil {
			return Unbound, err
		}
		return s.Val(), nil
	}
	return t.strFormatSpec(strSelf(a[0]), spec)
}

// formatter is one run of str.format or format_map.
type formatter struct {
	t       *Thread
	args    []Value
	mapping bool // format_map: there are no positional arguments
	kw      Value
	auto    int // next automatic number, -1 once numbers were given
	out     []byte
	charged int
}

func strFormat(t *Thread, a []Value) (Value, error) {
	f := formatter{t: t, args: As[Tuple](a[1]).items, kw: a[2]}
	return f.run(strSelf(a[0]).s)
}

func strFormatMap(t *Thread, a []Value) (Value, error) {
	f := formatter{t: t, mapping: true, kw: a[1]}
	return f.run(strSelf(a[0]).s)
}

func (f *formatter) run(format string) (Value, error) {
	if err := f.expand(format, 2); err != nil {
		return Unbound, err
	}
	return f.t.ownText(f.out)
}

func (f *formatter) write(s string) error {
	if len(f.out)+len(s) > f.charged {
		if err := f.t.chargeText(len(f.out) + len(s)); err != nil {
			return err
		}
		f.charged = 2 * (len(f.out) + len(s))
	}
	var err error
	f.out, err = f.t.AppendText(f.out, s)
	return err
}

// expand appends a format string with its fields replaced; depth is how deep fields may nest.
func (f *formatter) expand(format string, depth int) error {
	if depth == 0 {
		return f.t.ValueError("Max string recursion exceeded")
	}
	for i := 0; ; {
		field, next, done, err := fmtspec.NextField(format, i, f.t.pollText64)
		if err != nil {
			return f.t.fmtError(err)
		}
		if done {
			return nil
		}
		i = next
		if err := f.t.Poll(); err != nil {
			return err
		}
		if err := f.write(field.Literal); err != nil {
			return err
		}
		if !field.HasField {
			continue
		}
		if err := f.field(&field, depth); err != nil {
			return err
		}
	}
}

func (f *formatter) field(field *fmtspec.Field, depth int) error {
	t := f.t
	v, err := f.value(field.Name)
	if err != nil {
		return err
	}
	if field.HasConv {
		if v, err = t.convertField(v, field.Conv); err != nil {
			return err
		}
	}
	spec := field.Spec
	if field.NestedSpec {
		inner := formatter{t: t, args: f.args, mapping: f.mapping, kw: f.kw, auto: f.auto}
		if err := inner.expand(spec, depth-1); err != nil {
			return err
		}
		f.auto = inner.auto
		spec = string(inner.out)
	}
	if spec == "" && v.exactly(&StrType) {
		return f.write(As[Str](v).s)
	}
	r, err := t.Format(v, StrVal(spec))
	if err != nil {
		return err
	}
	return f.write(AsStr(r).s)
}

// convertField applies !s, !r or !a.
func (t *Thread) convertField(v Value, conv rune) (Value, error) {
	var s *Str
	var err error
	switch conv {
	case 's':
		s, err = t.Str(v)
	case 'r':
		s, err = t.Repr(v)
	case 'a':
		s, err = t.ASCII(v)
	default:
		if conv > 32 && conv < 127 {
			return Unbound, t.ValueError("Unknown conversion specifier %c", conv)
		}
		return Unbound, t.ValueError("Unknown conversion specifier \\x%x", conv)
	}
	if err != nil {
		return Unbound, err
	}
	return s.Val(), nil
}

// value finds what a field's name means.
func (f *formatter) value(name string) (Value, error) {
	t := f.t
	first, rest, err := fmtspec.SplitName(name, t.pollText64)
	if err != nil {
		return Unbound, t.fmtError(err)
	}
	index, numbered := first.Index, first.IsIndex
	switch {
	case first.Text == "":
		if f.auto < 0 {
			return Unbound, t.ValueError("cannot switch from manual field specification to automatic field numbering")
		}
		index, numbered = f.auto, true
		f.auto++
	case numbered:
		if f.auto > 0 {
			return Unbound, t.ValueError("cannot switch from automatic field numbering to manual field specification")
		}
		f.auto = -1
	}
	var v Value
	switch {
	case numbered:
		if f.mapping {
			return Unbound, t.ValueError("Format string contains positional fields")
		}
		if index >= len(f.args) {
			return Unbound, t.IndexError("Replacement index %d out of range for positional args tuple", index)
		}
		v = f.args[index]
	case f.kw.IsUnbound():
		return Unbound, t.KeyError(StrVal(first.Text))
	default:
		key := StrVal(first.Text)
		if f.kw.exactly(&DictType) {
			x, ok, err := As[Dict](f.kw).Get(t, key)
			if err != nil {
				return Unbound, err
			}
			if !ok {
				return Unbound, t.KeyError(key)
			}
			v = x
		} else if v, err = t.GetItem(f.kw, key); err != nil {
			return Unbound, err
		}
	}
	for {
		k, next, done, err := fmtspec.NextKey(rest, t.pollText64)
		if err != nil {
			return Unbound, t.fmtError(err)
		}
		if done {
			return v, nil
		}
		switch {
		case k.IsAttr:
			v, err = t.GetAttr(v, NewStr(k.Text))
		case k.IsIndex:
			v, err = t.GetItem(v, Int(int64(k.Index)))
		default:
			v, err = t.GetItem(v, StrVal(k.Text))
		}
		if err != nil {
			return Unbound, err
		}
		rest = next
	}
}

// FormatError makes the Python exception of an error of package fmtspec; others pass unchanged.
func (t *Thread) FormatError(err error) error { return t.fmtError(err) }
