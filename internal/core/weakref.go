// This file implements weak references over Go's weak pointers. An object's references hang off its instExt, or off a
// table by address for builtin objects without one. A callback is queued when Go has freed the object, and runs at
// the interpreter's next safe point; it runs only if the reference itself is still alive.
package core

import (
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"
	"weak"
)

// weakRef is a weakref.ref or a proxy.
type weakRef struct {
	Header
	target   weak.Pointer[Header]
	list     *weakList
	strong   *Header // instead of target, for objects that are never freed (builtin types)
	callback Value   // None if absent, and once it was queued
	hash     int64
	hashed   bool
}

// weakList is the references to one object. It does not keep them alive.
type weakList struct {
	self    weak.Pointer[Header]
	plain   weak.Pointer[weakRef] // the ref without a callback, which is shared
	proxy   weak.Pointer[weakRef]
	others  []weak.Pointer[weakRef]
	watched bool   // Go tells us when the object is freed
	dropped uint64 // one more than the epoch (tidy.go) in which a name of the object was last deleted
}

// weakTable holds the weakLists of objects without an instExt, by address. Cleanups remove entries from other goroutines.
type weakTable struct {
	mu   sync.Mutex
	m    map[uintptr]*weakList
	used atomic.Bool // m was made
}

// noWeakTypes are the builtin types whose instances (and, but for object, those of subclasses without
// __weakref__) cannot be weakly referenced.
var noWeakTypes map[*Type]bool

// needWeak gives the weakList of an object, made if make is set and there was none.
func (t *Thread) needWeak(h *Header, create bool) *weakList {
	in := t.interp
	if h.shape.extOff != 0 {
		e := h.ext()
		if e == nil || e.weak == nil {
			if !create {
				return nil
			}
			e = h.needExt()
			e.weak = &weakList{self: weak.Make(h)}
		}
		return e.weak
	}
	p := uintptr(unsafe.Pointer(h))
	wt := &in.weaks
	wt.mu.Lock()
	defer wt.mu.Unlock()
	l := wt.m[p]
	if l != nil && l.self.Value() != h {
		l = nil // of an object that was here before
	}
	if l == nil && create {
		l = &weakList{self: weak.Make(h), watched: true}
		if wt.m == nil {
			wt.m = map[uintptr]*weakList{}
			wt.used.Store(true)
		}
		wt.m[p] = l
		runtime.AddCleanup(h, func(l *weakList) {
			wt.mu.Lock()
			if wt.m[p] == l {
				delete(wt.m, p)
			}
			wt.mu.Unlock()
			in.weakDead(l)
		}, l)
	}
	return l
}

// weakDead queues the callbacks of a freed object's references, newest first as CPython does.
func (in *Interpreter) weakDead(l *weakList) {
	for i := len(l.others) - 1; i >= 0; i-- {
		if w := l.others[i].Value(); w != nil {
			in.enqueue(pendingItem{weak: w})
		}
	}
}

// weakrefable checks that v can be weakly referenced.
func (t *Thread) checkWeak(v Value) error {
	if v.ref == nil || v.ref == &floatHeader || !v.Type().weakrefable() {
		return t.TypeError("cannot create weak reference to '%s' object", v.TypeName())
	}
	return nil
}

// immortal reports objects in Go's data segment, of which there are no weak pointers.
func immortal(v Value) bool {
	if c := AsType(v); c != nil {
		return c.flags&flagHeap == 0
	}
	return false
}

// NewWeakref is typ(v, callback); the same reference again where there is no callback.
func (t *Thread) NewWeakref(typ *Type, v, callback Value) (Value, error) {
	if err := t.checkWeak(v); err != nil {
		return Unbound, err
	}
	if callback.IsUnbound() {
		callback = None
	}
	if immortal(v) {
		w := t.newWeakObj(typ, callback)
		w.strong = v.ref
		return obj(&w.Header), nil
	}
	l := t.needWeak(v.ref, true)
	shared := callback.IsNone()
	var slot *weak.Pointer[weakRef]
	switch {
	case !shared:
	case typ == &WeakrefType:
		slot = &l.plain
	case typ == &WeakProxyType || typ == &WeakCallableProxyType:
		slot = &l.proxy
	}
	if slot != nil {
		if w := slot.Value(); w != nil {
			return obj(&w.Header), nil
		}
	}
	w := t.newWeakObj(typ, callback)
	w.target, w.list = weak.Make(v.ref), l
	wp := weak.Make(w)
	if slot != nil {
		*slot = wp
		return obj(&w.Header), nil
	}
	if len(l.others) == cap(l.others) {
		kept := make([]weak.Pointer[weakRef], 0, 2*len(l.others)+4) // or the next one would look at all again
		for _, o := range l.others {
			if o.Value() != nil {
				kept = append(kept, o)
			}
		}
		l.others = kept
	}
	l.others = append(l.others, wp)
	if !shared && !l.watched {
		l.watched = true
		runtime.AddCleanup(v.ref, t.interp.weakDead, l)
	}
	return obj(&w.Header), nil
}

func (t *Thread) newWeakObj(typ *Type, callback Value) *weakRef {
	w := As[weakRef](obj(typ.Alloc()))
	w.callback = callback
	return w
}

// NewProxy is weakref.proxy(v, callback).
func (t *Thread) NewProxy(v, callback Value) (Value, error) {
	typ := &WeakProxyType
	if Callable(v) {
		typ = &WeakCallableProxyType
	}
	return t.NewWeakref(typ, v, callback)
}

// get gives the object, Unbound once it is dead.
func (w *weakRef) get() Value {
	if w.strong != nil {
		return obj(w.strong)
	}
	if h := w.target.Value(); h != nil {
		return obj(h)
	}
	return Unbound
}

// Weakrefs gives the live references and proxies to v, the shared ones first.
func (t *Thread) Weakrefs(v Value) []Value {
	if v.ref == nil || v.ref == &floatHeader || immortal(v) || !v.Type().weakrefable() {
		return nil
	}
	l := t.needWeak(v.ref, false)
	if l == nil {
		return nil
	}
	if announced := l.dropped > t.interp.tidying.epoch; t.mayTidy(announced) {
		t.tidy(announced, func() bool { return true })
	}
	var out []Value
	for _, p := range append([]weak.Pointer[weakRef]{l.plain, l.proxy}, l.others...) {
		if w := p.Value(); w != nil {
			out = append(out, obj(&w.Header))
		}
	}
	return out
}

// weakrefOf is the getter of __weakref__: the first reference, or None.
func weakrefOf(t *Thread, v Value) (Value, error) {
	if l := t.Weakrefs(v); len(l) > 0 {
		return l[0], nil
	}
	return None, nil
}

func weakRepr(kind string) func(*Thread, Value) (Value, error) {
	return func(t *Thread, v Value) (Value, error) {
		x := As[weakRef](v).deref(t)
		if x.IsUnbound() {
			return StrVal("<" + kind + " at " + addrText(v) + "; dead>"), nil
		}
		text := "<" + kind + " at " + addrText(v) + "; to '" + x.TypeName() + "' at " + addrText(x)
		if kind == "weakref" {
			n, err := t.lookupSpecial(x, nName)
			if err != nil {
				return Unbound, err
			}
			if s := AsStr(n); s != nil {
				text += " (" + s.s + ")"
			}
		}
		return StrVal(text + ">"), nil
	}
}

func weakHash(t *Thread, v Value) (int64, error) {
	w := As[weakRef](v)
	if !w.hashed {
		x := w.deref(t)
		if x.IsUnbound() {
			return 0, t.TypeError("weak object has gone away")
		}
		h, err := t.Hash(x)
		if err != nil {
			return 0, err
		}
		w.hash, w.hashed = h, true
	}
	return w.hash, nil
}

func weakCompare(t *Thread, a, b Value, op CmpOp) (Value, error) {
	if op != CmpEq && op != CmpNe || !b.isA(&WeakrefType) {
		return NotImplemented, nil
	}
	x, y := As[weakRef](a).deref(t), As[weakRef](b).deref(t)
	if x.IsUnbound() || y.IsUnbound() {
		return Bool((a == b) == (op == CmpEq)), nil
	}
	return t.Compare(x, y, op)
}

// weakArgs checks the arguments of ref.__new__ and ref.__init__.
func weakArgs(t *Thread, name string, a []Value, keywords bool) ([]Value, error) {
	args := AsTuple(a[1]).items
	if len(args) < 1 {
		return nil, t.TypeError("%s expected at least 1 argument, got 0", name)
	}
	if len(args) > 2 {
		return nil, t.TypeError("%s expected at most 2 arguments, got %d", name, len(args))
	}
	if keywords && !a[2].IsUnbound() {
		return nil, t.TypeError("ref() takes no keyword arguments")
	}
	return args, nil
}

func setupWeakrefTypes() {
	noWeakTypes = map[*Type]bool{}
	for _, c := range []*Type{&ObjectType, &IntType, &BoolType, &FloatType, &ComplexType, &StrType, &BytesType, &ByteArrayType, &TupleType, &ListType,
		&DictType, &SliceType, &RangeType, &NoneType, &EllipsisType, &NotImplementedType, &NativeMethodType, &SlotWrapperType, &ClassMethodDescType,
		&MethodWrapperType, &GetSetType, &MemberType, &PropertyType, &ClassMethodType, &StaticMethodType, &SuperType, &CellType, &FrameType,
		&DictKeysType, &DictValuesType, &DictItemsType, &DictKeyIterType, &DictValueIterType, &DictItemIterType, &DictRevKeyIterType, &DictRevValueIterType,
		&DictRevItemIterType, &ListIterType, &ListRevIterType, &TupleIterType, &StrIterType, &StrAsciiIterType, &BytesIterType, &ByteArrayIterType, &MemoryIterType, &SetIterType,
		&RangeIterType, &LongRangeIterType, &SeqIterType, &CallIterType, &EnumerateType, &ZipType, &MapType, &FilterType, &ReversedType,
		&MappingProxyType, &SimpleNamespaceType, &TracebackType, &WeakrefType, &WeakProxyType, &WeakCallableProxyType} {
		noWeakTypes[c] = true
	}
	traverse := func(h *Header, visit func(Value)) { visit(cast[weakRef](h).callback) }
	WeakrefType.Setup(&TypeSpec{
		Name:   "weakref.ReferenceType",
		Layout: LayoutOf[weakRef](),
		Flags:  flagBase,
		New: &Func{Name: "ref", Sig: "(cls, /, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			typ := As[Type](a[0])
			args, err := weakArgs(t, "__new__", a, typ == &WeakrefType)
			if err != nil {
				return Unbound, err
			}
			cb := None
			if len(args) > 1 {
				cb = args[1]
			}
			return t.NewWeakref(typ, args[0], cb)
		}},
		Init: &Func{Name: "ref", Sig: "(self, /, *args, **kwargs)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			_, err := weakArgs(t, "__init__", a, true)
			return None, err
		}},
		Slots: Slots{
			Repr:     weakRepr("weakref"),
			Hash:     weakHash,
			Compare:  weakCompare,
			Traverse: traverse,
			Call: func(t *Thread, v Value, args []Value, names *Tuple) (Value, error) {
				if len(args) > 0 {
					if names.Len() > 0 {
						return Unbound, t.TypeError("weakref() takes no keyword arguments")
					}
					return Unbound, t.TypeError("weakref expected 0 arguments, got %d", len(args))
				}
				if x := As[weakRef](v).deref(t); !x.IsUnbound() {
					return x, nil
				}
				return None, nil
			},
		},
		Methods: []Func{{Name: "__class_getitem__", Sig: "(cls, object, /)", Flags: Pure | ClassM, Doc: "See PEP 585", Fn: classGetItemMethod}},
		Members: []GetSet{{Name: "__callback__", Get: func(t *Thread, v Value) (Value, error) {
			w := As[weakRef](v)
			if w.deref(t).IsUnbound() {
				return None, nil
			}
			return w.callback, nil
		}}},
	})
	setupProxyTypes(traverse)
}
