// This file defines the Python types that natives appear as: builtin functions, method descriptors, slot wrappers,
// classmethod descriptors and method-wrappers. A descriptor checks its receiver before the native runs.
package core

import (
	"fmt"
	"unsafe"
)

// callNative calls an unbound native; a method checks its receiver first.
func (t *Thread) callNative(n *Native, args []Value, names *Tuple) (Value, error) {
	switch n.kind {
	case natMethod:
		if len(args) == names.Len() {
			return Unbound, t.TypeError("unbound method %s needs an argument", n.funcName())
		}
		if !args[0].Type().IsSubtype(n.owner) {
			return Unbound, t.TypeError("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", n.name.s, n.owner.msgName(), args[0].TypeName())
		}
	case natSlot, natInit:
		if n.owner == nil {
			break
		}
		if len(args) == names.Len() {
			return Unbound, t.TypeError("descriptor '%s' of '%s' object needs an argument", n.name.s, n.owner.msgName())
		}
		if !args[0].Type().IsSubtype(n.owner) {
			return Unbound, t.TypeError("descriptor '%s' requires a '%s' object but received a '%s'", n.name.s, n.owner.msgName(), args[0].TypeName())
		}
		if n.sdef != nil && n.sdef.group == sgCall {
			return n.owner.s.Call(t, args[0], args[1:], names)
		}
	case natClass:
		if len(args) == names.Len() {
			return Unbound, t.TypeError("descriptor '%s' of '%s' object needs an argument", n.name.s, n.owner.msgName())
		}
		if _, err := n.classReceiver(t, args[0]); err != nil {
			return Unbound, err
		}
	case natNew:
		if err := n.checkNew(t, args[:len(args)-names.Len()]); err != nil {
			return Unbound, err
		}
	}
	return n.call(t, args, names)
}

// checkNew is what every builtin type's __new__ does first: is the class one that this __new__ can make?
func (n *Native) checkNew(t *Thread, pos []Value) error {
	if n.owner == nil {
		return nil
	}
	if len(pos) == 0 {
		return t.TypeError("%s.__new__(): not enough arguments", n.owner.msgName())
	}
	cls := AsType(pos[0])
	if cls == nil {
		return t.TypeError("%s.__new__(X): X is not a type object (%s)", n.owner.msgName(), pos[0].TypeName())
	}
	if !cls.IsSubtype(n.owner) {
		return t.TypeError("%s.__new__(%s): %s is not a subtype of %s", n.owner.msgName(), cls.msgName(), cls.msgName(), n.owner.msgName())
	}
	b := cls
	for b != nil && b.flags&flagHeap != 0 { // whose __new__ may have been set to any builtin one
		b = b.base
	}
	if b != nil && b.s.New != n {
		return t.TypeError("%s.__new__(%s) is not safe, use %s.__new__()", n.owner.msgName(), cls.msgName(), b.msgName())
	}
	return nil
}

// classReceiver checks the class that a classmethod of a builtin type is called on.
func (n *Native) classReceiver(t *Thread, v Value) (Value, error) {
	cls := AsType(v)
	if cls == nil {
		return Unbound, t.TypeError("descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", n.name.s, n.owner.msgName(), v.TypeName())
	}
	if !cls.IsSubtype(n.owner) {
		return Unbound, t.TypeError("descriptor '%s' requires a subtype of '%s' but received '%s'", n.name.s, n.owner.msgName(), cls.name)
	}
	return v, nil
}

// nativeCall is the Call slot of all native types.
func nativeCall(t *Thread, f Value, args []Value, names *Tuple) (Value, error) {
	n := As[Native](f)
	if n.self.IsUnbound() {
		return t.callNative(n, args, names)
	}
	if n.sdef != nil && n.sdef.group == sgCall {
		return n.owner.s.Call(t, n.self, args, names)
	}
	return n.callSelf(t, n.self, args, names)
}

// nativeGet binds method descriptors and slot wrappers.
func nativeGet(t *Thread, d, self Value, typ *Type) (Value, error) {
	if self.IsUnbound() {
		return d, nil
	}
	n := As[Native](d)
	if n.owner != nil && !self.Type().IsSubtype(n.owner) {
		return Unbound, t.TypeError("descriptor '%s' for '%s' objects doesn't apply to a '%s' object", n.name.s, n.owner.msgName(), self.TypeName())
	}
	return n.bind(self), nil
}

func classNativeGet(t *Thread, d, self Value, typ *Type) (Value, error) {
	n := As[Native](d)
	if typ == nil {
		if self.IsUnbound() {
			return Unbound, t.TypeError("__get__(None, None) is invalid")
		}
		typ = self.Type()
	}
	cls, err := n.classReceiver(t, typ.Val())
	if err != nil {
		return Unbound, err
	}
	return n.bind(cls), nil
}

// idOf is what id() shows of a heap object in reprs.
func idOf(v Value) uintptr { return uintptr(unsafe.Pointer(v.ref)) }

// addrText is the "0x..." of default reprs; ints and floats have no address and show their bits.
func addrText(v Value) string {
	if v.ref == nil || v.ref == &floatHeader {
		return fmt.Sprintf("0x%x", v.bits)
	}
	return fmt.Sprintf("0x%x", idOf(v))
}

func nativeRepr(t *Thread, v Value) (Value, error) {
	n := As[Native](v)
	switch n.kind {
	case natMethod, natClass:
		return StrVal("<method '" + n.name.s + "' of '" + n.owner.msgName() + "' objects>"), nil
	case natSlot, natInit:
		owner := "?"
		if n.owner != nil {
			owner = n.owner.msgName()
		}
		return StrVal("<slot wrapper '" + n.name.s + "' of '" + owner + "' objects>"), nil
	case natBound:
		return StrVal("<method-wrapper '" + n.name.s + "' of " + n.self.TypeName() + " object at " + addrText(n.self) + ">"), nil
	}
	self := n.selfValue()
	if n.home != nil {
		self = n.home.Val()
	}
	if self.IsUnbound() || self.isA(&ModuleType) {
		return StrVal("<built-in function " + n.name.s + ">"), nil
	}
	return StrVal("<built-in method " + n.name.s + " of " + self.TypeName() + " object at " + addrText(self) + ">"), nil
}

// selfValue is the bound self; the type for a __new__.
func (n *Native) selfValue() Value {
	if n.kind == natNew && n.owner != nil {
		return n.owner.Val()
	}
	return n.self
}

func nativeHash(t *Thread, v Value) (int64, error) {
	n := As[Native](v)
	if n.self.IsUnbound() {
		return identityHash(v), nil
	}
	h := identityHash(n.self) ^ int64(uintptr(unsafe.Pointer(n.def))>>4)
	if h == -1 {
		h = -2
	}
	return h, nil
}

func nativeCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if op != CmpEq && op != CmpNe || b.ref == nil || b.ref.shape != a.ref.shape {
		return NotImplemented, nil
	}
	x, y := As[Native](a), As[Native](b)
	same := x == y || x.def == y.def && x.self == y.self && !x.self.IsUnbound()
	return Bool(same == (op == CmpEq)), nil
}

func nativeDoc(t *Thread, v Value) (Value, error) {
	n := As[Native](v)
	switch doc := n.def.Doc; {
	case n.kind == natNew:
		return StrVal("Make a new object; help(type) tells which arguments it takes."), nil
	case n.owner != nil && n.isCtor():
		return StrVal("Set up a new object; help(type(self)) tells which arguments it takes."), nil
	case doc == "":
		return None, nil
	default:
		return StrVal(doc), nil
	}
}

func nativeName(t *Thread, v Value) (Value, error) { return As[Native](v).name.Val(), nil }

func nativeQualname(t *Thread, v Value) (Value, error) {
	n := As[Native](v)
	if n.owner != nil {
		return StrVal(n.nameOwner().qualname + "." + n.name.s), nil
	}
	if n.home != nil {
		return StrVal(n.home.qualname + "." + n.name.s), nil
	}
	if c := AsType(n.self); c != nil {
		return StrVal(c.qualname + "." + n.name.s), nil
	}
	return n.name.Val(), nil
}

func nativeText(t *Thread, v Value) (Value, error) { return As[Native](v).TextSignature(), nil }

func nativeOwner(t *Thread, v Value) (Value, error) {
	if n := As[Native](v); n.owner != nil {
		return n.owner.Val(), nil
	}
	return None, nil
}

func nativeSelf(t *Thread, v Value) (Value, error) {
	n := As[Native](v)
	if s := n.selfValue(); !s.IsUnbound() {
		return s, nil
	}
	if name := AsStr(n.module); name != nil && t.interp.modules != nil {
		if m, ok := t.interp.modules.GetStr(name); ok {
			return m, nil
		}
	}
	return None, nil
}

func nativeReduce(t *Thread, a []Value) (Value, error) {
	n := As[Native](a[0])
	var owner Value
	switch {
	case n.kind == natMethod || n.kind == natSlot || n.kind == natInit:
		if n.owner == nil {
			return n.name.Val(), nil
		}
		owner = n.owner.Val()
	default:
		if owner = n.selfValue(); owner.IsUnbound() && n.home != nil {
			owner = n.home.Val() // a static method
		}
		if owner.IsUnbound() || owner.isA(&ModuleType) {
			return n.name.Val(), nil
		}
	}
	getattr, err := t.builtin("getattr")
	if err != nil {
		return Unbound, err
	}
	return NewTuple(getattr, NewTuple(owner, n.name.Val())), nil
}

func setupNativeTypes() {
	name := GetSet{Name: "__name__", Get: nativeName}
	qualname := GetSet{Name: "__qualname__", Get: nativeQualname}
	doc := GetSet{Name: "__doc__", Get: nativeDoc}
	text := GetSet{Name: "__text_signature__", Get: nativeText}
	owner := GetSet{Name: "__objclass__", Get: nativeOwner}
	self := GetSet{Name: "__self__", Get: nativeSelf}
	module := GetSet{Name: "__module__", Get: func(t *Thread, v Value) (Value, error) { return As[Native](v).module, nil }}
	reduce := []Func{{Name: "__reduce__", Sig: "(self, /)", Fn: nativeReduce, Flags: Pure}}
	traverse := func(h *Header, visit func(Value)) {
		n := cast[Native](h)
		visit(n.self)
		visit(n.module)
	}
	layout := LayoutOf[Native]()
	base := Slots{Repr: nativeRepr, Call: nativeCall, Traverse: traverse}
	bound := base
	bound.Compare, bound.Hash = nativeCompare, nativeHash
	descr := base
	descr.Get = nativeGet
	class := base
	class.Get = classNativeGet
	NativeFunctionType.Setup(&TypeSpec{Name: "builtin_function_or_method", Layout: layout, Flags: flagNoNew, Slots: bound,
		GetSets: []GetSet{doc, name, qualname, self, text}, Members: []GetSet{module}, Methods: reduce})
	NativeMethodType.Setup(&TypeSpec{Name: "method_descriptor", Layout: layout, Flags: flagNoNew | flagMethodDesc, Slots: descr,
		GetSets: []GetSet{doc, qualname, text}, Members: []GetSet{owner, name}, Methods: reduce})
	SlotWrapperType.Setup(&TypeSpec{Name: "wrapper_descriptor", Layout: layout, Flags: flagNoNew | flagMethodDesc, Slots: descr,
		GetSets: []GetSet{doc, qualname, text}, Members: []GetSet{owner, name}, Methods: reduce})
	ClassMethodDescType.Setup(&TypeSpec{Name: "classmethod_descriptor", Layout: layout, Flags: flagNoNew, Slots: class,
		GetSets: []GetSet{doc, qualname, text}, Members: []GetSet{owner, name}})
	MethodWrapperType.Setup(&TypeSpec{Name: "method-wrapper", Layout: layout, Flags: flagNoNew, Slots: bound,
		GetSets: []GetSet{owner, doc, name, qualname, text}, Members: []GetSet{self}, Methods: reduce})
}
