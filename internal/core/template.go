// This file implements the types of t-strings (PEP 750): Template, Interpolation and the iterator over a template.
package core

// Template has one more string than interpolations.
type Template struct {
	Header
	strings, interps Value // tuples
}

// Interpolation is a replacement field that was evaluated but not formatted.
type Interpolation struct {
	Header
	value, expr, conv, spec Value
}

// TemplateIter gives strings (not empty ones) and interpolations in turn.
type TemplateIter struct {
	Header
	t *Template
	i int // 2*k: string k, 2*k+1: interpolation k
}

var TemplateType, InterpolationType, TemplateIterType Type

func newTemplate(strs, interps Value) *Template {
	return &Template{Header{&TemplateType.shape0}, strs, interps}
}

// buildTemplate makes the value of a t-string from its strings and interpolations, both tuples.
func (t *Thread) buildTemplate(strs, interps Value) (Value, error) {
	return obj(&newTemplate(strs, interps).Header), nil
}

func newInterpolation(v, expr, conv, spec Value) Value {
	return obj(&(&Interpolation{Header{&InterpolationType.shape0}, v, expr, conv, spec}).Header)
}

// buildInterpolation makes a field of a t-string; conv is one of package code's conversions.
func (t *Thread) buildInterpolation(v, text Value, conv int, spec Value) (Value, error) {
	c := None
	if conv != 0 {
		c = latin1[" sra"[conv]].Val()
	}
	return newInterpolation(v, text, c, spec), nil
}

// templateOf collects the parts given to Template(): neighbouring strings are joined, empty ones put between
// neighbouring interpolations.
func (t *Thread) templateOf(parts []Value) (Value, error) {
	var strs, interps []Value
	last := Unbound
	for _, p := range parts {
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		switch {
		case AsStr(p) != nil:
			if last.IsUnbound() {
				last = p
				break
			}
			s, err := t.strConcat(AsStr(last), AsStr(p))
			if err != nil {
				return Unbound, err
			}
			last = s
		case p.exactly(&InterpolationType):
			if last.IsUnbound() {
				last = emptyStr.Val()
			}
			strs, interps = append(strs, last), append(interps, p)
			last = Unbound
		default:
			return Unbound, t.TypeError("Template.__new__ *args need to be of type 'str' or 'Interpolation', got %s", p.TypeName())
		}
	}
	if last.IsUnbound() {
		last = emptyStr.Val()
	}
	return t.buildTemplate(TupleOf(append(strs, last)), TupleOf(interps))
}

// templateConcat is template + template.
func templateConcat(t *Thread, a, b Value) (Value, error) {
	if !a.exactly(&TemplateType) || !b.exactly(&TemplateType) {
		x, y := a, b
		if !a.exactly(&TemplateType) {
			x, y = b, a
		}
		_ = x
		return Unbound, t.TypeError("can only concatenate string.templatelib.Template (not \"%s\") to string.templatelib.Template", y.TypeName())
	}
	x, y := As[Template](a), As[Template](b)
	xs, ys := AsTuple(x.strings).items, AsTuple(y.strings).items
	mid, err := t.strConcat(AsStr(xs[len(xs)-1]), AsStr(ys[0]))
	if err != nil {
		return Unbound, err
	}
	if err := t.chargeItems(2 * (len(xs) + len(ys))); err != nil {
		return Unbound, err
	}
	strs := append(append(append(make([]Value, 0, len(xs)+len(ys)-1), xs[:len(xs)-1]...), mid), ys[1:]...)
	interps := append(append([]Value(nil), AsTuple(x.interps).items...), AsTuple(y.interps).items...)
	return t.buildTemplate(TupleOf(strs), TupleOf(interps))
}

func setupTemplate() {
	self := func(v Value) *Template { return As[Template](v) }
	interp := func(v Value) *Interpolation { return As[Interpolation](v) }
	TemplateType.Setup(&TypeSpec{
		Name: "string.templatelib.Template", Layout: LayoutOf[Template](), Flags: flagGenericGet | flagGenericSet,
		Doc: "Template object",
		New: &Func{Name: "Template", Sig: "(cls, *args, **kwargs)", Flags: Polls | Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			if !a[2].IsUnbound() {
				return Unbound, t.TypeError("Template.__new__ only accepts *args arguments")
			}
			return t.templateOf(AsTuple(a[1]).items)
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				s, err := t.Repr(self(v).strings)
				if err != nil {
					return Unbound, err
				}
				i, err := t.Repr(self(v).interps)
				if err != nil {
					return Unbound, err
				}
				return StrVal("Template(strings=" + s.s + ", interpolations=" + i.s + ")"), nil
			},
			Iter: func(t *Thread, v Value) (Value, error) {
				return obj(&(&TemplateIter{Header{&TemplateIterType.shape0}, self(v), 0}).Header), nil
			},
			Concat: templateConcat,
			Traverse: func(h *Header, visit func(Value)) {
				x := As[Template](obj(h))
				visit(x.strings)
				visit(x.interps)
			},
		},
		Members: []GetSet{
			{Name: "strings", Doc: "Strings", Get: func(t *Thread, v Value) (Value, error) { return self(v).strings, nil }},
			{Name: "interpolations", Doc: "Interpolations", Get: func(t *Thread, v Value) (Value, error) { return self(v).interps, nil }},
		},
		GetSets: []GetSet{{Name: "values", Doc: "Values of interpolations", Get: func(t *Thread, v Value) (Value, error) {
			items := AsTuple(self(v).interps).items
			if err := t.ChargeItems(len(items)); err != nil {
				return Unbound, err
			}
			out := make([]Value, len(items))
			for i, x := range items {
				if err := t.PollAt(i); err != nil {
					return Unbound, err
				}
				out[i] = interp(x).value
			}
			return TupleOf(out), nil
		}}},
		Methods: []Func{
			{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Doc: "Support for pickling.", Fn: func(t *Thread, a []Value) (Value, error) {
				m, err := t.Import("string.templatelib")
				if err != nil {
					return Unbound, err
				}
				f, err := t.LookupAttr(m, Intern("_template_unpickle"))
				if err != nil {
					return Unbound, err
				}
				x := self(a[0])
				if f.IsUnbound() {
					// Template(*parts) gives an equal template.
					n := len(AsTuple(x.strings).items) + len(AsTuple(x.interps).items)
					if err := t.ChargeItems(n); err != nil {
						return Unbound, err
					}
					parts := make([]Value, 0, n)
					for i, s := range AsTuple(x.strings).items {
						if err := t.PollAt(i); err != nil {
							return Unbound, err
						}
						parts = append(parts, s)
						if i < len(AsTuple(x.interps).items) {
							parts = append(parts, AsTuple(x.interps).items[i])
						}
					}
					return NewTuple(TemplateType.Val(), TupleOf(parts)), nil
				}
				return NewTuple(f, NewTuple(x.strings, x.interps)), nil
			}},
		},
	})
	InterpolationType.Setup(&TypeSpec{
		Name: "string.templatelib.Interpolation", Layout: LayoutOf[Interpolation](), Flags: flagGenericGet | flagGenericSet,
		Doc: "Interpolation object", Sig: "(value, expression='', conversion=None, format_spec='')",
		New: &Func{Name: "Interpolation", Sig: "(cls, value, expression='', conversion=None, format_spec='')", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			for i, name := range []string{"expression", "conversion", "format_spec"} {
				if v := a[i+2]; AsStr(v) == nil && !(name == "conversion" && v.IsNone()) {
					if name == "conversion" {
						return Unbound, t.TypeError("Interpolation() argument 'conversion' must be str, not %s", v.argTypeName())
					}
					return Unbound, t.TypeError("Interpolation() argument '%s' must be str, not %s", name, v.argTypeName())
				}
			}
			if c := AsStr(a[3]); c != nil && c.s != "s" && c.s != "r" && c.s != "a" {
				return Unbound, t.ValueError("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
			}
			return newInterpolation(a[1], a[2], a[3], a[4]), nil
		}},
		Attrs: []Attr{{Name: "__match_args__", Value: NewTuple(StrVal("value"), StrVal("expression"), StrVal("conversion"), StrVal("format_spec"))}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				x := interp(v)
				out := "Interpolation("
				for i, y := range []Value{x.value, x.expr, x.conv, x.spec} {
					if i > 0 {
						out += ", "
					}
					s, err := t.Repr(y)
					if err != nil {
						return Unbound, err
					}
					if err := t.chargeText(len(s.s)); err != nil {
						return Unbound, err
					}
					out += s.s
				}
				return StrVal(out + ")"), nil
			},
			Traverse: func(h *Header, visit func(Value)) {
				x := As[Interpolation](obj(h))
				visit(x.value)
				visit(x.expr)
				visit(x.conv)
				visit(x.spec)
			},
		},
		Members: []GetSet{
			{Name: "value", Doc: "Value", Get: func(t *Thread, v Value) (Value, error) { return interp(v).value, nil }},
			{Name: "expression", Doc: "Expression", Get: func(t *Thread, v Value) (Value, error) { return interp(v).expr, nil }},
			{Name: "conversion", Doc: "Conversion", Get: func(t *Thread, v Value) (Value, error) { return interp(v).conv, nil }},
			{Name: "format_spec", Doc: "Format specifier", Get: func(t *Thread, v Value) (Value, error) { return interp(v).spec, nil }},
		},
		Methods: []Func{
			{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Doc: "Support for pickling.", Fn: func(t *Thread, a []Value) (Value, error) {
				x := interp(a[0])
				return NewTuple(InterpolationType.Val(), NewTuple(x.value, x.expr, x.conv, x.spec)), nil
			}},
			{Name: "__class_getitem__", Sig: "(cls, object, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "Interpolations are generic over the types of their values"},
		},
	})
	TemplateIterType.Setup(&TypeSpec{
		Name: "string.templatelib.TemplateIter", Layout: LayoutOf[TemplateIter](), Flags: flagNoNew | flagGenericGet | flagGenericSet,
		Slots: Slots{Iter: selfIter, Next: func(t *Thread, v Value) (Value, error) {
			it := As[TemplateIter](v)
			strs, interps := AsTuple(it.t.strings).items, AsTuple(it.t.interps).items
			for it.i < len(strs)+len(interps) {
				k := it.i / 2
				it.i++
				if it.i%2 == 0 {
					return interps[k], nil
				}
				if AsStr(strs[k]).n > 0 {
					return strs[k], nil
				}
			}
			return Unbound, nil
		}, Traverse: func(h *Header, visit func(Value)) { visit(obj(&As[TemplateIter](obj(h)).t.Header)) }},
	})
}
