// This file implements access to global and builtin names, and to the namespace of modules and class bodies.
package core

import "unsafe"

// stepLoadGlobal loads a name and fills its cache.
func (t *Thread) stepLoadGlobal(f *Frame, base unsafe.Pointer, dst uint16, ic *IC) error {
	g, b := f.fn.globals, f.fn.builtins
	if ownGetItem(g) {
		v, err := t.loadGlobal(f.fn, ic.name)
		if err == nil {
			*reg(base, dst) = v
		}
		return err
	}
	if i := g.findStr(ic.name); i >= 0 {
		if g.entries[i].key.ref == &ic.name.Header {
			ic.entry = int32(i)
		}
		*reg(base, dst) = g.entries[i].val
		return nil
	}
	if g.exactStrKeys() && g.shape.typ == &DictType {
		if ic.name == nSpec {
			b.own()
		}
		if i := b.findStr(ic.name); i >= 0 {
			if b.entries[i].key.ref == &ic.name.Header {
				ic.dict, ic.mver, ic.dict2, ic.off = g, g.kver, b, uint32(i)
			}
			*reg(base, dst) = b.entries[i].val
			return nil
		}
	}
	v, err := t.loadGlobal(f.fn, ic.name)
	if err == nil {
		*reg(base, dst) = v
	}
	return err
}

// loadGlobal looks a name up in a function's globals, then its builtins.
func (t *Thread) loadGlobal(fn *Function, name *Str) (Value, error) {
	v, err := t.mappingGet(fn.globals.Val(), name)
	if !v.IsUnbound() || err != nil {
		return v, err
	}
	v, err = t.lookupBuiltin(fn.builtins, name)
	if !v.IsUnbound() || err != nil {
		return v, err
	}
	if name.s == "__annotations__" {
		// Programs from before 3.14 read the name in the module that has annotations.
		if f, ok := fn.globals.GetStr(nAnnotate); ok && !f.IsNone() {
			v, err := t.Call(f, Int(1))
			if err == nil {
				fn.globals.SetStr(nAnnotations, v)
			}
			return v, err
		}
	}
	return Unbound, t.nameError(&ExcNameError, "name '%s' is not defined", name.s)
}

func (t *Thread) storeGlobal(g *Dict, name *Str, v Value, ic *IC) error {
	g.SetStr(name, v)
	if ic != nil {
		ic.entry = int32(g.findStr(name))
	}
	return nil
}

func (t *Thread) delGlobal(g *Dict, name *Str) error {
	old, _ := g.GetStr(name)
	if !g.DelStr(name) {
		return t.nameError(&ExcNameError, "name '%s' is not defined", name.s)
	}
	return t.drop(&old)
}

// mappingGet is mapping[name] for a namespace; Unbound if the name is missing.
func (t *Thread) mappingGet(m Value, name *Str) (Value, error) {
	if m.exactly(&DictType) {
		v, _, err := As[Dict](m).Get(t, name.Val())
		return v, err
	}
	v, err := t.GetItem(m, name.Val())
	if err != nil && Matches(err, &ExcKeyError) {
		return Unbound, nil
	}
	return v, err
}

func (t *Thread) loadName(f *Frame, base unsafe.Pointer, dst uint16, name *Str) error {
	fn := f.fn
	v, err := t.mappingGet(*reg(base, 0), name)
	if err == nil && v.IsUnbound() {
		v, err = t.loadGlobal(fn, name)
	}
	if err == nil {
		*reg(base, dst) = v
	}
	return err
}

func (t *Thread) storeName(f *Frame, base unsafe.Pointer, name *Str, v Value, ic *IC) error {
	ns := *reg(base, 0)
	if ns.exactly(&DictType) {
		d := As[Dict](ns)
		if d == f.fn.globals {
			return t.storeGlobal(d, name, v, ic)
		}
		d.SetStr(name, v)
		return nil
	}
	return t.SetItem(ns, name.Val(), v)
}

func (t *Thread) delName(f *Frame, base unsafe.Pointer, name *Str) error {
	ns := *reg(base, 0)
	var err error
	if ns.exactly(&DictType) {
		old, _ := As[Dict](ns).GetStr(name)
		if As[Dict](ns).DelStr(name) {
			return t.drop(&old)
		}
	} else if err = t.DelItem(ns, name.Val()); err == nil || !Matches(err, &ExcKeyError) {
		return err
	}
	return t.nameError(&ExcNameError, "name '%s' is not defined", name.s)
}
