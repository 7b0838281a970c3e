// This file lets code see builtins that are not a plain dict: any mapping, or a dict subclass with its own __getitem__.
// Such a mapping is hidden behind an empty Dict, so that fast paths never find a name in it.
package core

// builtinsView stands for the mapping; its own Dict stays empty.
type builtinsView struct {
	Dict
	mapping Value
}

// builtinsViewType is the class of views; Python code never sees one.
var builtinsViewType Type

func setupBuiltinsView() {
	builtinsViewType.Setup(&TypeSpec{Name: "builtins_view", Base: &DictType, Layout: LayoutOf[builtinsView](), Flags: flagNoNew})
}

// ownGetItem reports that lookups in d must go through its class's __getitem__.
func ownGetItem(d *Dict) bool {
	typ := d.shape.typ
	return typ != &DictType && typ != &builtinsViewType && overrides(typ, &DictType, nGetItem)
}

// builtinsOf gives the builtins that code with these globals sees, and sets __builtins__ if it is missing.
func (t *Thread) builtinsOf(globals *Dict) *Dict {
	v, ok := globals.GetStr(nBuiltins)
	if !ok {
		globals.SetStr(nBuiltins, t.interp.builtinsMod)
		return t.interp.builtins
	}
	if v.exactly(&ModuleType) {
		return As[Module](v).dict
	}
	if d := AsDict(v); d != nil && !ownGetItem(d) {
		return d
	}
	b := &builtinsView{mapping: v}
	b.shape = &builtinsViewType.shape0
	return &b.Dict
}

// builtinsVal is what Python code sees of a function's builtins.
func builtinsVal(b *Dict) Value {
	if b.shape == &builtinsViewType.shape0 {
		return As[builtinsView](b.Val()).mapping
	}
	return b.Val()
}

// lookupBuiltin finds a name among builtins; Unbound if there is none.
func (t *Thread) lookupBuiltin(b *Dict, name *Str) (Value, error) {
	if b.shape == &builtinsViewType.shape0 {
		return t.mappingGet(As[builtinsView](b.Val()).mapping, name)
	}
	if name == nSpec {
		b.own()
	}
	v, _, err := b.Get(t, name.Val())
	return v, err
}

// builtin gives a builtin by name, as __reduce__ needs it: what the running Python code would get.
func (t *Thread) builtin(name string) (Value, error) {
	b := t.interp.builtins
	if t.nf > 0 {
		b = t.top().fn.builtins
	}
	v, err := t.lookupBuiltin(b, Intern(name))
	if err == nil && v.IsUnbound() {
		err = t.RaiseValue(&ExcAttributeError, StrVal(name))
	}
	return v, err
}
