// This file implements attribute instructions: the lookup cache of types and the filling of inline caches.
// An inline cache by shape is valid until flushCaches: giving a class a data descriptor after its
// instances' shapes were cached flushes every cache of the interpreter.
package core

import (
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// mcacheSize entries cache lookups on types by (version, name).
const mcacheSize = 512

// lookupsBeforeCache is how many lookups a thread makes without the cache, whose 16 KiB a short life does not repay.
const lookupsBeforeCache = 200

type mcacheEntry struct {
	name    *Str
	version uint32
	val     Value
}

// lookup is typ.Lookup through the thread's cache.
func (t *Thread) lookup(typ *Type, name *Str) Value {
	if t.mcache == nil {
		if t.lookups++; t.lookups < lookupsBeforeCache {
			return typ.Lookup(name)
		}
		t.mcache = new([mcacheSize]mcacheEntry)
	}
	e := &t.mcache[(uintptr(unsafe.Pointer(name))>>4^uintptr(typ.version)*0x9E3779B1)&(mcacheSize-1)]
	if e.name == name && e.version == typ.version {
		return e.val
	}
	v := typ.Lookup(name)
	*e = mcacheEntry{name, typ.version, v}
	return v
}

// getAttrCached is v.name; it fills the cache where an inline slot answers.
func (t *Thread) getAttrCached(v Value, ic *IC) (Value, error) {
	name := ic.name
	typ := v.Type()
	if typ.flags&flagGenericGet == 0 || v.ref == nil || v.ref.shape.extOff == 0 {
		return typ.s.GetAttr(t, v, name)
	}
	d := t.lookup(typ, name)
	var get func(*Thread, Value, Value, *Type) (Value, error)
	if !d.IsUnbound() {
		dt := d.Type()
		if get = dt.s.Get; get != nil && dt.s.Set != nil {
			if i := slotIndex(d); i >= 0 && i < int(v.ref.shape.ninline) && typ.IsSubtype(slotOwner(d)) {
				if x := v.ref.slot(i); !x.IsUnbound() {
					s := v.ref.shape
					ic.shape, ic.next, ic.off = s, s, uint32(s.inlineOff)+16*uint32(i)
					return x, nil
				}
			}
			return get(t, d, v, typ)
		}
	}
	s := v.ref.shape
	if !s.dictMode {
		if i := s.find(name); i >= 0 {
			if i < int(s.ninline) {
				ic.shape, ic.next, ic.off = s, s, uint32(s.inlineOff)+16*uint32(i)
			}
			return v.ref.slot(i), nil
		}
	} else if x, ok, err := t.instGet(v.ref, name); ok || err != nil {
		return x, err
	}
	if get != nil {
		return get(t, d, v, typ)
	}
	if !d.IsUnbound() {
		if !s.dictMode {
			ic.shape, ic.next, ic.typ, ic.mver, ic.val = nil, s, typ, typ.version, d
		}
		return d, nil
	}
	return Unbound, t.AttributeError(v, name)
}

// setAttrCached is v.name = x; it fills the cache where an inline slot takes it.
func (t *Thread) setAttrCached(v, x Value, ic *IC) error {
	name := ic.name
	typ := v.Type()
	if typ.flags&flagGenericSet != 0 && typ.nslots > 0 {
		if d := t.lookup(typ, name); slotIndex(d) >= 0 && typ.IsSubtype(slotOwner(d)) {
			i, s := slotIndex(d), v.ref.shape
			if i < int(s.ninline) {
				ic.shape, ic.next, ic.off = s, s, uint32(s.inlineOff)+16*uint32(i)
			}
			v.ref.setSlot(i, x)
			return nil
		}
	}
	if typ.flags&flagGenericSet == 0 || v.ref == nil || v.ref.shape.extOff == 0 || v.ref.shape.dictMode || typ.flags&flagNoDict != 0 {
		return typ.s.SetAttr(t, v, name, x)
	}
	if d := t.lookup(typ, name); !d.IsUnbound() && d.Type().s.Set != nil {
		return d.Type().s.Set(t, d, v, x)
	}
	old := v.ref.shape
	if err := t.instSet(v.ref, name, x); err != nil {
		return err
	}
	now := v.ref.shape
	if i := now.find(name); !now.dictMode && i >= 0 && i < int(now.ninline) {
		ic.shape, ic.next, ic.off = old, now, uint32(now.inlineOff)+16*uint32(i)
	}
	return nil
}

// loadMethod prepares a method call: function and self, or the attribute and Unbound.
func (t *Thread) loadMethod(base unsafe.Pointer, dst uint16, v Value, ic *IC) error {
	name := ic.name
	typ := v.Type()
	if typ.flags&flagGenericGet != 0 {
		d := t.lookup(typ, name)
		if !d.IsUnbound() && d.Type().flags&flagMethodDesc != 0 {
			var shadowed bool
			if v.ref != nil && v.ref.shape.extOff != 0 {
				if v.ref.shape.dictMode {
					x, ok, err := t.instGet(v.ref, name)
					if err != nil {
						return err
					}
					if ok {
						*reg(base, dst), *reg(base, dst+16) = x, Unbound
						return nil
					}
				} else {
					shadowed = v.ref.shape.find(name) >= 0
				}
			}
			if !shadowed {
				*reg(base, dst), *reg(base, dst+16) = d, v
				if v.ref != nil && !v.ref.shape.dictMode {
					ic.shape, ic.typ, ic.mver, ic.val = v.ref.shape, typ, typ.version, d
				}
				return nil
			}
		}
	}
	if fn, self, ok := t.classMethod(typ, v, name); ok {
		*reg(base, dst), *reg(base, dst+16) = fn, self
		return nil
	}
	if typ.flags&flagGenericGet != 0 && v.ref != nil && v.ref.shape.extOff != 0 && !v.ref.shape.dictMode && t.lookup(typ, name).IsUnbound() {
		if i := v.ref.shape.find(name); i >= 0 {
			*reg(base, dst), *reg(base, dst+16) = v.ref.slot(i), Unbound
			return nil
		}
	}
	x, err := t.getAttrCached(v, &IC{name: name})
	if err != nil {
		return err
	}
	*reg(base, dst), *reg(base, dst+16) = x, Unbound
	return nil
}

// classMethod finds v.name for a call where that is a function reached through a class, or a static or class method: the
// function and its self, Unbound if it takes none.
func (t *Thread) classMethod(typ *Type, v Value, name *Str) (fn, self Value, ok bool) {
	cls := typ
	switch {
	case typ.s.GetAttr == nil || v.ref == nil:
		return
	case typ == &TypeType || typ.flags&(flagTypeSub|flagGetattr) == flagTypeSub && t.plainMeta(typ):
		if m := t.lookup(typ, name); !m.IsUnbound() && m.Type().s.Set != nil {
			return
		}
		cls = As[Type](v)
	case typ.flags&flagGenericGet == 0 || v.ref.shape.dictMode || v.ref.shape.extOff != 0 && v.ref.shape.find(name) >= 0:
		return
	}
	d := t.lookup(cls, name)
	if d.ref == nil {
		return
	}
	switch d.ref.shape {
	case &FunctionType.shape0:
		return d, Unbound, cls != typ
	case &StaticMethodType.shape0, &sharedStatic:
		return As[staticMethod](d).fn, Unbound, true
	case &ClassMethodType.shape0:
		if fn := As[staticMethod](d).fn; fn.exactly(&FunctionType) {
			return fn, cls.Val(), true
		}
	}
	return
}

// plainMeta reports a metaclass whose attribute access is type's.
func (t *Thread) plainMeta(meta *Type) bool {
	n := slotWrapper(t.lookup(meta, nGetAttribute))
	return n != nil && n.owner == &TypeType
}

// stepSuper is super().name and super().name(...), and the same by whatever name super has.
// A method found for an instance is cached under the two classes and the version of the instance's.
func (t *Thread) stepSuper(base unsafe.Pointer, in code.Instr, ic *IC) error {
	name := ic.name
	s, cls, self := *reg(base, in.B), *reg(base, in.B+16), *reg(base, in.B+32)
	method := in.Op == code.SuperMethod
	if s.ref == &SuperType.Header {
		if c := AsType(cls); c != nil {
			v, bound, err := t.superLookup(c, self, name, method)
			if err != nil {
				return err
			}
			*reg(base, in.A) = v
			if method {
				if bound {
					*reg(base, in.A+16) = Unbound
				} else {
					*reg(base, in.A+16) = self
					if self.ref != nil && AsType(self) == nil && self.Type().IsSubtype(c) {
						ic.typ, ic.mver, ic.dict2, ic.val = self.Type(), self.Type().version, c.dict, v
					}
				}
			}
			return nil
		}
	}
	// Something else is called super: it is called as it is written, without arguments.
	o, err := t.Call(s)
	if err != nil {
		return err
	}
	v, err := t.GetAttr(o, name)
	if err != nil {
		return err
	}
	*reg(base, in.A) = v
	if method {
		*reg(base, in.A+16) = Unbound
	}
	return nil
}

// cacheModuleAttr notes where a module's dict has the name, for the loop to look there the next time. The names that are
// found elsewhere first are never noted.
func cacheModuleAttr(m *Module, ic *IC) {
	if name := ic.name; name != nSpec && !moduleTypeAttr(name) {
		ic.entry = int32(m.dict.findStr(name))
	}
}

// oldShapes is what an inline cache held for the shapes that it saw before.
type oldShapes struct {
	at   [3]oldShape
	next uint8
}

type oldShape struct {
	shape, next *Shape
	typ         *Type
	mver, off   uint32
	val         Value
}

// keepOld notes what a cache holds before it is filled for another shape.
func (ic *IC) keepOld() {
	now := oldShape{ic.shape, ic.next, ic.typ, ic.mver, ic.off, ic.val}
	if now.shape == nil && now.next == nil {
		return
	}
	if ic.olds == nil {
		ic.olds = new(oldShapes)
	}
	for i := range ic.olds.at {
		if o := &ic.olds.at[i]; o.shape == now.shape && o.next == now.next {
			*o = now
			return
		}
	}
	ic.olds.at[ic.olds.next] = now
	ic.olds.next = (ic.olds.next + 1) % uint8(len(ic.olds.at))
}

// How an attribute of a class is had, in the off of its cache: the value itself, or a function that takes the class.
const (
	fromClass = iota + 1
	withClass
)

// quickAttr is a GetAttr, LoadMethod, SetAttr or SuperMethod that a cache answers which the loop does not look at: one of a shape seen
// before, or of a class. It gives false where there is none.
func (t *Thread) quickAttr(f *Frame, in code.Instr) bool {
	base, ic := f.base, cache(f.fn.rt.ics, in.C)
	if in.Op == code.SuperMethod {
		return superCached(base, in, ic)
	}
	at := in.B
	if in.Op == code.SetAttr {
		at = in.A
	}
	h := reg(base, at).ref
	if h == nil {
		return false
	}
	switch s := h.shape; {
	case s == &ModuleType.shape0:
		if in.Op != code.SetAttr {
			cacheModuleAttr(cast[Module](h), ic)
		}
		return false
	case s == &TypeType.shape0:
		return in.Op != code.SetAttr && t.classAttr(base, in, cast[Type](h), ic)
	case ic.olds != nil:
		for i := range ic.olds.at {
			o := &ic.olds.at[i]
			if o.shape != s && (o.next != s || in.Op != code.GetAttr) {
				continue
			}
			switch {
			case in.Op == code.SetAttr:
				*(*Value)(unsafe.Add(unsafe.Pointer(h), uintptr(o.off))) = *reg(base, in.B)
				if o.next != s {
					h.shape = o.next
				}
				return true
			case o.shape == s && in.Op == code.GetAttr:
				if v := *(*Value)(unsafe.Add(unsafe.Pointer(h), uintptr(o.off))); !v.IsUnbound() {
					*reg(base, in.A) = v
					return true
				}
			case o.typ.version == o.mver:
				if in.Op == code.LoadMethod {
					*reg(base, in.A+code.RegSize) = *reg(base, at) // a float is more than its ref
				}
				*reg(base, in.A) = o.val
				return true
			}
			break
		}
	}
	if in.Op == code.GetAttr && t.quickProperty(f, h, ic.name) {
		return true
	}
	ic.keepOld()
	return false
}

// quickProperty begins the call of the plain function that a property of an instance's class reads it by.
func (t *Thread) quickProperty(f *Frame, inst *Header, name *Str) bool {
	typ := inst.shape.typ
	if typ.flags&(flagHeap|flagGenericGet) != flagHeap|flagGenericGet || t.tracing {
		return false
	}
	d := t.lookup(typ, name)
	if d.ref == nil || d.ref.shape != &PropertyType.shape0 {
		return false
	}
	get := As[property](d).fget
	if get.ref == nil || get.ref.shape != &FunctionType.shape0 {
		return false
	}
	fn, nb := cast[Function](get.ref), f.regTop()
	if !t.frameFits(fn, nb, 1) {
		return false
	}
	*(*Value)(nb) = obj(inst)
	t.pushPlain(fn, nb, code.RegSize)
	return true
}

// classAttr is an attribute of a class whose metaclass is type, by the cache; it fills the cache where the class itself answers.
func (t *Thread) classAttr(base unsafe.Pointer, in code.Instr, cls *Type, ic *IC) bool {
	if ic.shape != nil || ic.next != nil || ic.off == 0 || ic.typ != cls || ic.mver != cls.version {
		if !t.lookup(&TypeType, ic.name).IsUnbound() {
			return false
		}
		d := t.lookup(cls, ic.name)
		if d.IsUnbound() {
			return false
		}
		how := uint32(fromClass)
		if typ := d.Type(); typ.s.Get != nil {
			switch d.ref.shape {
			case &FunctionType.shape0:
			case &StaticMethodType.shape0, &sharedStatic:
				d = As[staticMethod](d).fn
			case &ClassMethodType.shape0:
				if d = As[staticMethod](d).fn; in.Op != code.LoadMethod || !d.exactly(&FunctionType) {
					return false
				}
				how = withClass
			default:
				return false
			}
		}
		ic.shape, ic.next, ic.typ, ic.mver, ic.off, ic.val = nil, nil, cls, cls.version, how, d
	}
	if in.Op == code.LoadMethod {
		self := Unbound
		if ic.off == withClass {
			self = cls.Val()
		}
		*reg(base, in.A+code.RegSize) = self
	}
	*reg(base, in.A) = ic.val
	return true
}

// superCached is a SuperMethod by the cache that stepSuper fills.
func superCached(base unsafe.Pointer, in code.Instr, ic *IC) bool {
	self := *reg(base, in.B+2*code.RegSize)
	if self.ref == nil || reg(base, in.B).ref != &SuperType.Header {
		return false
	}
	c := AsType(*reg(base, in.B+code.RegSize))
	if st := self.ref.shape.typ; c == nil || st != ic.typ || st.version != ic.mver || c.dict != ic.dict2 {
		return false
	}
	*reg(base, in.A), *reg(base, in.A+code.RegSize) = ic.val, self
	return true
}
