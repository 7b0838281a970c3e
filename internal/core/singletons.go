// This file sets up the types of None, Ellipsis and NotImplemented, and gives their objects their shapes.
package core

// singletonNew makes the New of a type with one instance.
func singletonNew(name string, v Value) *Func {
	return &Func{Name: name, Sig: "(cls, /, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		if AsTuple(a[1]).Len() > 0 || !a[2].IsUnbound() {
			return Unbound, t.TypeError("%s takes no arguments", name)
		}
		return v, nil
	}}
}

func constRepr(s string) func(*Thread, Value) (Value, error) {
	return func(*Thread, Value) (Value, error) { return Intern(s).Val(), nil }
}

func reduceTo(name string) []Func {
	return []Func{{Name: "__reduce__", Sig: "(self, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) { return Intern(name).Val(), nil }}}
}

func setupSingletons() {
	layout := LayoutOf[singleton]()
	NoneType.Setup(&TypeSpec{Name: "NoneType", Layout: layout, Flags: flagAtom, Doc: "The class whose only instance is None.", Sig: "()", New: singletonNew("NoneType", None),
		Slots: Slots{
			Repr: constRepr("None"),
			Bool: func(*Thread, Value) (bool, error) { return false, nil },
			Hash: func(*Thread, Value) (int64, error) { return 0xFCA86420, nil },
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				if op == CmpEq && a == b {
					return True, nil
				}
				if op == CmpNe && a == b {
					return False, nil
				}
				return NotImplemented, nil
			},
		}})
	EllipsisType.Setup(&TypeSpec{Name: "ellipsis", Layout: layout, Flags: flagAtom, Doc: "The class whose only instance is ..., also named Ellipsis.", Sig: "()", New: singletonNew("EllipsisType", Ellipsis),
		Slots: Slots{Repr: constRepr("Ellipsis")}, Methods: reduceTo("Ellipsis")})
	NotImplementedType.Setup(&TypeSpec{Name: "NotImplementedType", Layout: layout, Flags: flagAtom, Doc: "The class whose only instance is NotImplemented.", Sig: "()", New: singletonNew("NotImplementedType", NotImplemented),
		Slots: Slots{Repr: constRepr("NotImplemented"), Bool: func(t *Thread, v Value) (bool, error) {
			return false, t.TypeError("NotImplemented should not be used in a boolean context")
		}}, Methods: reduceTo("NotImplemented")})
	UnboundType.Setup(&TypeSpec{Name: "unbound", Layout: layout, Flags: flagNoNew, Slots: Slots{Repr: constRepr("<unbound>")}})
	noneObj.shape = &NoneType.shape0
	ellipsisObj.shape = &EllipsisType.shape0
	notImplementedObj.shape = &NotImplementedType.shape0
	unboundObj.shape = &UnboundType.shape0
}
