// This file makes what a pickle names and describes: globals, instances and their state.
package pickle_

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

func (l *loader) pushGlobal(module, name *core.Str) error {
	v, err := l.global(module, name)
	if err != nil {
		return err
	}
	return l.push(v)
}

func (l *loader) global(module, name *core.Str) (value, error) {
	if l.findClass.IsUnbound() {
		return l.u.find(l.t, module, name)
	}
	return l.t.Call(l.findClass, module.Val(), name.Val())
}

// find is find_class: the attribute of a module, dotted in protocol 4.
func (u *unpickler) find(t *thread, module, name *core.Str) (value, error) {
	dotted := u.proto >= 4
	if t.Audited() {
		if err := t.Audit("pickle.find_class", module.Val(), name.Val()); err != nil {
			return unbound, err
		}
	}
	if u.proto < 3 && u.fixImports {
		m, n, err := mapped(t, module.String(), name.String(), "NAME_MAPPING", "IMPORT_MAPPING")
		if err != nil {
			return unbound, err
		}
		module, name = core.NewStr(m), core.NewStr(n)
	}
	m, err := importModule(t, module)
	if err != nil {
		return unbound, err
	}
	if !dotted || !strings.Contains(name.String(), ".") {
		return t.GetAttr(m, core.Interned(name))
	}
	v, err := resolve(t, m, strings.Split(name.String(), "."))
	if err != nil && core.Matches(err, &core.ExcAttributeError) {
		r, rerr := t.Repr(name.Val())
		if rerr != nil {
			return unbound, rerr
		}
		mr, rerr := t.Repr(module.Val())
		if rerr != nil {
			return unbound, rerr
		}
		old := core.ExceptionOf(err)
		err = t.Raise(&core.ExcAttributeError, "Can't resolve path %s on module %s", r.String(), mr.String())
		if e := core.ExceptionOf(err); e != nil && old != nil {
			e.SetContextOf(old)
		}
	}
	return v, err
}

func (l *loader) extension(k int) error {
	t := l.t
	n, err := l.size(k, "EXT")
	if err != nil {
		return err
	}
	if n == 0 || n > 0x7fffffff {
		return unpicklingError(t, "EXT specifies code <= 0")
	}
	code := core.Int(int64(n))
	cachev, err := copyregAttr(t, "_extension_cache")
	if err != nil {
		return err
	}
	cache := core.AsDict(cachev)
	if cache != nil {
		if v, ok, err := cache.Get(t, code); err != nil {
			return err
		} else if ok {
			return l.push(v)
		}
	}
	regv, err := copyregAttr(t, "_inverted_registry")
	if err != nil {
		return err
	}
	reg := core.AsDict(regv)
	if reg == nil {
		return t.TypeError("copyreg._inverted_registry should be a dict, not %s", regv.TypeName())
	}
	pair, ok, err := reg.Get(t, code)
	if err != nil {
		return err
	}
	if !ok {
		return t.ValueError("unregistered extension code %d", n)
	}
	tup := core.AsTuple(pair)
	if tup == nil || tup.Len() != 2 || core.AsStr(tup.Items()[0]) == nil || core.AsStr(tup.Items()[1]) == nil {
		return t.ValueError("_inverted_registry[%d] isn't a 2-tuple of strings", n)
	}
	v, err := l.global(core.AsStr(tup.Items()[0]), core.AsStr(tup.Items()[1]))
	if err != nil {
		return err
	}
	if cache != nil {
		if err := cache.Set(t, code, v); err != nil {
			return err
		}
	}
	return l.push(v)
}

// instantiate makes an instance as protocols 0 and 1 describe it.
func (l *loader) instantiate(cls value, args []value) error {
	t := l.t
	if c := core.AsType(cls); len(args) == 0 && c != nil {
		f, err := t.LookupAttr(cls, nGetInitArgs)
		if err != nil {
			return err
		}
		if f.IsUnbound() {
			v, err := t.NewPlain(c)
			if err != nil {
				return err
			}
			return l.push(v)
		}
	}
	v, err := t.Call(cls, args...)
	if err != nil {
		return err
	}
	return l.push(v)
}

func (l *loader) newObj(ex bool) error {
	t := l.t
	op, kw := "NEWOBJ", unbound
	var err error
	if ex {
		op = "NEWOBJ_EX"
		if kw, err = l.pop(); err != nil {
			return err
		}
	}
	args, err := l.pop()
	if err != nil {
		return err
	}
	clsv, err := l.pop()
	if err != nil {
		return err
	}
	cls := core.AsType(clsv)
	if cls == nil {
		return unpicklingError(t, "%s class argument must be a type, not %s", op, clsv.TypeName())
	}
	tup := core.AsTuple(args)
	if tup == nil {
		return unpicklingError(t, "%s args argument must be a tuple, not %s", op, args.TypeName())
	}
	if ex && core.AsDict(kw) == nil {
		return unpicklingError(t, "%s kwargs argument must be a dict, not %s", op, kw.TypeName())
	}
	if tup.Len() == 0 && (!ex || core.AsDict(kw).Len() == 0) {
		v, err := t.NewPlain(cls)
		if err != nil {
			return err
		}
		return l.push(v)
	}
	f, err := t.GetAttr(clsv, nNew)
	if err != nil {
		return err
	}
	if err := t.ChargeItems(tup.Len() + 1); err != nil {
		return err
	}
	all, err := core.Append(t, []value{clsv}, tup.Items())
	if err != nil {
		return err
	}
	var v value
	if ex {
		v, err = t.CallStar(f, core.TupleOf(all), kw)
	} else {
		v, err = t.Call(f, all...)
	}
	if err != nil {
		return err
	}
	return l.push(v)
}

func (l *loader) buildState() error {
	t := l.t
	if len(l.stack)-2 < l.fence {
		return l.underflow()
	}
	state, err := l.pop()
	if err != nil {
		return err
	}
	inst := l.stack[len(l.stack)-1]
	f, err := t.LookupAttr(inst, nSetState)
	if err != nil {
		return err
	}
	if !f.IsUnbound() {
		_, err := t.Call(f, state)
		return err
	}
	slots := core.None
	if tup := core.AsTuple(state); tup != nil && tup.Len() == 2 {
		state, slots = tup.Items()[0], tup.Items()[1]
	}
	if !state.IsNone() {
		d := core.AsDict(state)
		if d == nil {
			return unpicklingError(t, "state is not a dictionary")
		}
		if err := l.setAttrs(inst, d); err != nil {
			return err
		}
	}
	if !slots.IsNone() {
		d := core.AsDict(slots)
		if d == nil {
			return unpicklingError(t, "slot state is not a dictionary")
		}
		for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
			s := core.AsStr(k)
			if s == nil {
				return t.TypeError("attribute name must be string, not '%s'", k.TypeName())
			}
			if err := t.Poll(); err != nil {
				return err
			}
			if err := t.SetAttr(inst, core.Interned(s), v); err != nil {
				return err
			}
		}
	}
	return nil
}

// setAttrs updates an instance's __dict__.
func (l *loader) setAttrs(inst value, d *core.Dict) error {
	t := l.t
	plain := t.PlainClass(inst.Type())
	ns := unbound
	for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
		if err := t.Poll(); err != nil {
			return err
		}
		if k.IsExactly(&core.StrType) {
			s := core.Interned(core.AsStr(k))
			if plain {
				if err := t.SetPlain(inst, s, v); err != nil {
					return err
				}
				continue
			}
			k = s.Val()
		}
		if ns.IsUnbound() {
			var err error
			if ns, err = t.GetAttr(inst, nDict); err != nil {
				return err
			}
		}
		if err := t.SetItem(ns, k, v); err != nil {
			return err
		}
	}
	if !plain && ns.IsUnbound() {
		_, err := t.GetAttr(inst, nDict)
		return err
	}
	return nil
}
