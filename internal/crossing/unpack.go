// This file is the receiver's side: it runs the steps of a parcel in their order. The steps come from the sender's
// objects, so each checks the types of what classes and functions of the receiver give it.
package crossing

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

type unpacker struct {
	t     *core.Thread
	p     *Parcel
	nodes []core.Value
	guard *guard // nil: the sender is trusted
}

// Unpack makes the receiver's object. It may be called once.
func (p *Parcel) Unpack(t *core.Thread) (core.Value, error) {
	if p.opened {
		return core.Unbound, t.RuntimeError("the parcel is open already")
	}
	if err := t.Charge(p.size); err != nil {
		return core.Unbound, err
	}
	if len(p.steps) == 0 {
		p.opened = true
		if b := core.AsBytes(p.root); b != nil && p.root.IsExactly(&core.BytesType) {
			return core.NewBytes(b.Bytes()), nil // the same memory, but another object, as CPython's tests want it
		}
		return p.root, nil
	}
	u := unpacker{t: t, p: p, nodes: make([]core.Value, p.nodes)}
	if !p.trusted(t.Interp()) {
		u.guard = &guard{u: &u, refs: map[int32]string{}}
	}
	for i := range p.steps {
		err := t.Poll()
		if err == nil {
			err = u.run(&p.steps[i])
		}
		if err != nil {
			p.Release()
			return core.Unbound, err
		}
	}
	p.opened = true
	v := p.root
	if p.node >= 0 {
		if u.guard != nil {
			if err := u.guard.value(p.node); err != nil {
				return core.Unbound, err
			}
		}
		v = u.nodes[p.node]
	}
	p.root, p.steps = core.None, nil
	return v, nil
}

func (u *unpacker) run(s *step) error {
	if u.guard != nil {
		if err := u.guard.holes(s); err != nil {
			return err
		}
	}
	if s.op == opValues {
		d := core.AsDict(s.obj)
		for _, h := range s.holes {
			d.PutAt(int(h.at), u.nodes[h.node])
		}
		return nil
	}
	for _, h := range s.holes {
		s.vals[h.at] = u.nodes[h.node]
	}
	var v core.Value
	var err error
	done := false
	if u.guard != nil {
		v, done, err = u.guard.make(s)
	}
	if !done && err == nil {
		v, err = u.make(s)
	}
	if err == nil && s.node >= 0 {
		u.nodes[s.node] = v
	}
	return err
}

// make runs a step whose holes are filled and gives the value of its node.
func (u *unpacker) make(s *step) (core.Value, error) {
	t := u.t
	switch s.op {
	case opPatch:
	case opPairs:
		d := core.AsDict(s.obj)
		for i := 0; i+1 < len(s.vals); i += 2 {
			if err := t.Poll(); err != nil {
				return core.Unbound, err
			}
			if err := d.Set(t, s.vals[i], s.vals[i+1]); err != nil {
				return core.Unbound, err
			}
		}
	case opAdd:
		return core.Unbound, u.addAll(core.AsSet(s.obj), s.vals)
	case opFrozen:
		set := core.NewFrozenSet()
		return set.Val(), u.addAll(set, s.vals)
	case opSlice:
		return core.NewSlice(s.vals[0], s.vals[1], s.vals[2]), nil
	case opGlobal:
		return u.global(core.AsStr(s.vals[0]).String(), core.AsStr(s.vals[1]).String(), core.AsStr(s.vals[2]).String())
	case opFunc:
		return t.NewFunctionIn(s.vals[0], t.Interp().MainDict())
	case opNew:
		cls := core.AsType(s.vals[0])
		if cls == nil {
			return core.Unbound, u.notClass(s.vals[0])
		}
		return t.NewPlain(cls)
	case opAttrs:
		return core.Unbound, u.setAttrs(u.nodes[s.self], s.names, s.vals)
	case opNewObj, opNewObjK:
		return u.newObject(s)
	case opCall:
		return t.Call(s.vals[0], s.vals[1:]...)
	case opBuild:
		return core.Unbound, u.build(u.nodes[s.self], s.vals[0])
	case opSetter:
		_, err := t.Call(s.vals[1], u.nodes[s.self], s.vals[0])
		return core.Unbound, err
	case opExtend:
		return core.Unbound, u.extend(u.nodes[s.self], s.vals)
	case opItems:
		for i := 0; i+1 < len(s.vals); i += 2 {
			if err := t.Poll(); err != nil {
				return core.Unbound, err
			}
			if err := t.SetItem(u.nodes[s.self], s.vals[i], s.vals[i+1]); err != nil {
				return core.Unbound, err
			}
		}
	case opHandle:
		h := s.h
		s.h = nil
		return h.Open(t)
	case opMemory:
		return s.mem.View(), nil
	}
	return core.Unbound, nil
}

func (u *unpacker) addAll(set *core.Set, vals []core.Value) error {
	for _, x := range vals {
		if err := u.t.Poll(); err != nil {
			return err
		}
		if err := set.Add(u.t, x); err != nil {
			return err
		}
	}
	return nil
}

func (u *unpacker) notClass(v core.Value) error {
	return u.t.TypeError("the class of a shared instance must be a class here, not %s", v.TypeName())
}

// newObject is copyreg.__newobj__ and __newobj_ex__.
func (u *unpacker) newObject(s *step) (core.Value, error) {
	cls := core.AsType(s.vals[0])
	if cls == nil {
		return core.Unbound, u.notClass(s.vals[0])
	}
	f, err := u.t.GetAttr(cls.Val(), nNew)
	if err != nil {
		return core.Unbound, err
	}
	if s.op == opNewObj {
		return u.t.Call(f, s.vals...)
	}
	args := core.AsTuple(s.vals[1])
	if args == nil || core.AsDict(s.vals[2]) == nil {
		return core.Unbound, u.t.TypeError("__newobj_ex__ needs a tuple and a dict")
	}
	return u.t.CallStar(f, core.NewTuple(append([]core.Value{cls.Val()}, args.Items()...)...), s.vals[2])
}

// setAttrs gives a plain instance its attributes, through __setstate__ if its class has one.
func (u *unpacker) setAttrs(v core.Value, names []*core.Str, vals []core.Value) error {
	f, err := u.t.LookupAttr(v, nSetState)
	if err != nil {
		return err
	}
	if !f.IsUnbound() {
		d := core.NewDictSize(len(names))
		for i, n := range names {
			d.SetStr(n, vals[i])
		}
		_, err := u.t.Call(f, d.Val())
		return err
	}
	for i, n := range names {
		if err := u.t.SetPlain(v, n, vals[i]); err != nil {
			return err
		}
	}
	return nil
}

// build is pickle's BUILD: __setstate__, or attributes from a dict, or from a pair of a dict and slots.
func (u *unpacker) build(v, state core.Value) error {
	t := u.t
	f, err := t.LookupAttr(v, nSetState)
	if err != nil {
		return err
	}
	if !f.IsUnbound() {
		_, err := t.Call(f, state)
		return err
	}
	slots := core.None
	if pair := core.AsTuple(state); pair.Len() == 2 {
		state, slots = pair.Items()[0], pair.Items()[1]
	}
	set := func(d core.Value, put func(name, x core.Value) error) error {
		m := core.AsDict(d)
		if m == nil {
			return t.TypeError("the state of %s object must be a dict, not %s", v.TypeName(), d.TypeName())
		}
		for pos, k, x, ok := m.Next(0); ok; pos, k, x, ok = m.Next(pos) {
			if err := put(k, x); err != nil {
				return err
			}
		}
		return nil
	}
	if ok, err := t.Truth(state); err != nil {
		return err
	} else if ok {
		ns, err := t.GetAttr(v, nDict)
		if err != nil {
			return err
		}
		if err := set(state, func(k, x core.Value) error {
			if s := core.AsStr(k); s != nil && k.Type() == &core.StrType {
				k = core.Interned(s).Val()
			}
			return t.SetItem(ns, k, x)
		}); err != nil {
			return err
		}
	}
	if ok, err := t.Truth(slots); err != nil || !ok {
		return err
	}
	return set(slots, func(k, x core.Value) error {
		s := core.AsStr(k)
		if s == nil {
			return t.TypeError("attribute name must be string, not '%s'", k.TypeName())
		}
		return t.SetAttr(v, s, x)
	})
}

// extend adds the list items of a reduction.
func (u *unpacker) extend(v core.Value, vals []core.Value) error {
	t := u.t
	if l := core.AsList(v); l != nil && v.Type() == &core.ListType {
		for _, x := range vals {
			l.Append(x)
		}
		return nil
	}
	f, err := t.LookupAttr(v, nExtend)
	if err != nil {
		return err
	}
	if !f.IsUnbound() {
		_, err := t.Call(f, core.NewList(vals))
		return err
	}
	if f, err = t.GetAttr(v, nAppend); err != nil {
		return err
	}
	for _, x := range vals {
		if err := t.Poll(); err != nil {
			return err
		}
		if _, err := t.Call(f, x); err != nil {
			return err
		}
	}
	return nil
}

// global finds a class, function or module by name. What __main__ lacks is looked for in the sender's script.
func (u *unpacker) global(module, path, script string) (core.Value, error) {
	m, err := u.t.Import(module)
	if err != nil {
		return core.Unbound, u.missing(module, path, err)
	}
	v, err := walk(u.t, m, path)
	if err != nil && module == "__main__" && script != "" && core.Matches(err, &core.ExcAttributeError) {
		v, err = fromScript(u.t, script, path)
	}
	if err != nil {
		return core.Unbound, u.missing(module, path, err)
	}
	return v, nil
}

func (u *unpacker) missing(module, path string, err error) error {
	if !wrappable(err) {
		return err
	}
	name := module
	if path != "" {
		name += "." + path
	}
	return raise(u.t, "the receiving interpreter has no "+name, err)
}
