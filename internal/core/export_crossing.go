// This file exports what moving objects between interpreters needs: which objects cross as they are, copies of containers
// to be patched, and the attributes of plain instances. Invariant: what Atom approves is immutable or atomic all through.
package core

import (
	"weak"

	"github.com/vivarium-py/vivarium/internal/code"
)

// FlagAtom marks types of other packages whose instances are immutable, belong to no interpreter and cross as they are.
const FlagAtom = flagAtom

// Atom reports a value that every interpreter may use at once: its type says so, or it is a builtin class.
func Atom(v Value) bool {
	if v.ref == nil {
		return true
	}
	typ := v.ref.shape.typ
	if typ.flags&flagAtom != 0 {
		return true
	}
	return typ.flags&flagTypeSub != 0 && As[Type](v).flags&flagHeap == 0
}

// MemSize estimates the bytes of one object, without what it refers to.
func MemSize(v Value) int {
	if v.ref == nil || v.ref == &floatHeader {
		return 0
	}
	return int(memSize(v))
}

// AtomSize estimates the bytes that an Atom keeps alive, 0 for what is hardly more than its Value.
func AtomSize(v Value) int {
	if v.ref == nil || v.ref == &floatHeader {
		return 0
	}
	switch v.ref.shape.typ {
	case &StrType:
		return len(As[Str](v).s)
	case &BytesType:
		return cap(As[Bytes](v).b)
	case &IntType:
		if b := As[IntObj](v).big; b != nil {
			return 8 * cap(b.Bits())
		}
	case &RangeType:
		r := As[Range](v)
		return AtomSize(r.start) + AtomSize(r.stop) + AtomSize(r.step)
	case &CodeType:
		return codeSize(As[CodeObj](v), 0)
	}
	return 0
}

func codeSize(o *CodeObj, depth int) int {
	n := 8*len(o.c.Instrs) + len(o.c.Positions) + 200
	if depth > 100 {
		return n
	}
	for _, k := range o.consts {
		switch {
		case k.exactly(&CodeType):
			n += codeSize(As[CodeObj](k), depth+1)
		case k.exactly(&TupleType):
			for _, x := range As[Tuple](k).items {
				n += 16 + AtomSize(x)
			}
		default:
			n += AtomSize(k)
		}
	}
	return n
}

// AtomKeys reports that every key of a dict is an Atom, so that the copy of its table serves another interpreter.
func (d *Dict) AtomKeys(t *Thread) (bool, error) {
	if err := t.PollN(len(d.entries)); err != nil {
		return false, err
	}
	for i := range d.entries {
		if k := d.entries[i].key; !Atom(k) && !k.IsUnbound() {
			return false, nil
		}
	}
	return true, nil
}

// CopyTable is Copy for a dict all of whose keys are Atoms, which gets a new owner.
func (d *Dict) CopyTable(t *Thread) (*Dict, error) {
	c, err := t.copyOf(d)
	c.watch &^= dictOdd
	return c, err
}

// Bound is the number of positions that At and PutAt take; deleted ones have the key Unbound.
func (d *Dict) Bound() int { return len(d.entries) }

// At gives the entry at a position, PutAt replaces its value.
func (d *Dict) At(pos int) (key, val Value) { e := d.at(pos); return e.key, e.val }

func (d *Dict) PutAt(pos int, v Value) { d.at(pos).val = v }

// Table is the set's table: its keys are the items.
func (s *Set) Table() *Dict { return &s.d }

// CopyAtoms gives a set with the same items, all of which are Atoms.
func (s *Set) CopyAtoms(t *Thread) (*Set, error) {
	c := NewSet()
	err := t.copyDict(&c.d, &s.d)
	c.d.watch &^= dictOdd
	return c, err
}

// HeapType reports a class made by a class statement, which belongs to one interpreter.
func (typ *Type) HeapType() bool { return typ.flags&flagHeap != 0 }

// Owner is the interpreter that a heap type belongs to, nil for builtin ones.
func (typ *Type) Owner() *Interpreter { return typ.interp }

// Module is the class's __module__ where that is a str, else "".
func (typ *Type) Module() string { return typ.moduleName() }

// PlainClass reports a class whose instances are nothing but attributes and are taken apart and put together as object
// does it: no __slots__, no pickling method, no __new__ and no attribute access of its own.
func (t *Thread) PlainClass(typ *Type) bool {
	if typ.flags&flagHeap == 0 || !typ.layout.inst || typ.nslots > 0 || typ.flags&(flagNoDict|flagTypeSub|flagGetattr) != 0 ||
		typ.s.New != ObjectType.s.New || !typ.hasDict() {
		return false
	}
	for _, n := range [...]*Str{nReduceEx, nReduce, nGetState, nClass, nGetAttribute} {
		own, _ := ObjectType.dict.GetStr(n)
		if t.lookup(typ, n) != own {
			return false
		}
	}
	if d := t.lookup(typ, nDict); !d.exactly(&GetSetType) {
		return false
	}
	return t.lookup(typ, nGetNewArgsEx).IsUnbound() && t.lookup(typ, nGetNewArgs).IsUnbound()
}

// PlainAttrs gives the attributes of an instance of a PlainClass in new slices; ok is false where a name is no exact str.
func PlainAttrs(v Value) (names []*Str, vals []Value, ok bool) {
	h := v.ref
	if !h.shape.dictMode {
		names = h.shape.names
		vals = make([]Value, len(names))
		for i := range names {
			vals[i] = h.slot(i)
		}
		return names, vals, true
	}
	e := h.ext()
	if e == nil || e.dict == nil {
		return nil, nil, true
	}
	names, vals = make([]*Str, 0, e.dict.used), make([]Value, 0, e.dict.used)
	for pos, k, x, ok := e.dict.Next(0); ok; pos, k, x, ok = e.dict.Next(pos) {
		if !k.exactly(&StrType) {
			return nil, nil, false
		}
		names, vals = append(names, As[Str](k)), append(vals, x)
	}
	return names, vals, true
}

// NewPlain makes an instance of cls without calling __init__, by __new__ unless that is object's.
func (t *Thread) NewPlain(cls *Type) (Value, error) {
	if cls.s.New == ObjectType.s.New && cls.flags&(flagAbstract|flagNoNew) == 0 {
		return obj(cls.Alloc()), nil
	}
	f, err := t.GetAttr(cls.Val(), nNew)
	if err != nil {
		return Unbound, err
	}
	return t.Call(f, cls.Val())
}

// SetPlain sets an attribute in an instance's own namespace, past descriptors and __setattr__; an instance without a
// namespace gets it by setattr.
func (t *Thread) SetPlain(v Value, name *Str, x Value) error {
	if v.ref == nil || v.ref.shape.extOff == 0 || v.ref.shape.typ.flags&flagNoDict != 0 || !v.ref.shape.typ.layout.inst {
		return t.SetAttr(v, name, x)
	}
	return t.instSet(v.ref, name, x)
}

// Stateless reports a function that depends on nothing but its code, its arguments and builtins, by CPython's rule for
// sharing one: no closure, no defaults, and no name that its globals have.
func (t *Thread) Stateless(v Value) bool {
	if !v.exactly(&FunctionType) {
		return false
	}
	fn := As[Function](v)
	if len(fn.closure) > 0 || len(fn.defaults()) > 0 || fn.kwdefs != nil && fn.kwdefs.used > 0 || fn.builtins != t.interp.builtins {
		return false
	}
	return len(fn.rt.obj.c.FreeVars) == 0 && statelessCode(fn.rt.obj, fn.globals, 0)
}

func statelessCode(o *CodeObj, globals *Dict, depth int) bool {
	if depth > 50 {
		return false
	}
	for _, ins := range o.c.Instrs {
		var n *Str
		switch ins.Op {
		case code.LoadGlobal, code.StoreGlobal, code.DelGlobal, code.LoadName:
			n = o.names[o.c.ICNames[ins.B]]
		case code.LoadDictOrGlobal:
			n = o.names[o.c.ICNames[ins.C]]
		case code.LoadGlobalX, code.StoreGlobalX, code.DelGlobalX, code.LoadNameX:
			n = AsStr(o.consts[code.JoinWide(ins.B, ins.C)])
		}
		if n == nil || n == nName && ins.Op == code.LoadName {
			continue
		}
		if _, ok := globals.GetStr(n); ok {
			return false
		}
	}
	for _, k := range o.consts {
		if k.exactly(&CodeType) && !statelessCode(As[CodeObj](k), globals, depth+1) {
			return false
		}
	}
	return true
}

// FunctionCode is the code object of a function, Unbound for any other value.
func FunctionCode(v Value) Value {
	if !v.exactly(&FunctionType) {
		return Unbound
	}
	return obj(&As[Function](v).rt.obj.Header)
}

// NewFunctionIn makes a function of a code object with a module's namespace as its globals.
func (t *Thread) NewFunctionIn(codeObj Value, globals *Dict) (Value, error) {
	o := As[CodeObj](codeObj)
	if len(o.c.FreeVars) > 0 {
		return Unbound, t.ValueError("code with free variables needs a closure")
	}
	fn := t.interp.newFunction(t.interp.codeRT(o), globals, t.builtinsOf(globals))
	return obj(&fn.Header), nil
}

// ModulesDict is sys.modules.
func (in *Interpreter) ModulesDict() *Dict { return in.modules }

// LayoutName names what a value's memory is for messages: the type as users know it.
func LayoutName(v Value) string { return v.Type().dottedName() }

// SharedMemory is the memory that a memoryview shows, for a view of it in another interpreter. It keeps the owner from
// resizing as long as such a view is reachable.
type SharedMemory struct {
	view MemoryView
	pin  *managedBuffer

	changes bool // no interpreter's lock keeps the others from changing it
}

// ShareMemory takes hold of the memory of a memoryview that is not released.
func (t *Thread) ShareMemory(v Value) (*SharedMemory, error) {
	m := mvSelf(v)
	if err := t.mvLive(m); err != nil {
		return nil, err
	}
	if m.base.buf.Foreign {
		return nil, t.Raise(&ExcBufferError, "the memory belongs to '%s' object", m.base.buf.Owner.TypeName())
	}
	s := &SharedMemory{view: *m}
	s.pin = m.base.pin
	if s.pin == nil {
		s.pin = &managedBuffer{buf: &Buffer{}}
		if e := m.base.buf.exports; e != nil {
			e.n++
			e.views = append(e.views, weak.Make(s.pin))
		}
	}
	if m.base.crossed = m.base.crossed || s.pin != m.base.pin && !m.base.buf.Owner.exactly(&BytesType); m.base.crossed {
		s.changes = true
		if e := m.base.buf.exports; e != nil {
			e.crossed = true
		}
	}
	s.view.base = nil
	return s, nil
}

// Size is the number of bytes that the view shows.
func (s *SharedMemory) Size() int { return s.view.items() * s.view.item }

// View makes a memoryview of the memory in the interpreter that t runs.
func (s *SharedMemory) View() Value {
	n := s.view
	n.Header = Header{&MemoryViewType.shape0}
	n.exports, n.hashed = 0, false
	n.base = &managedBuffer{buf: &Buffer{B: n.mem, Readonly: n.readonly, Format: n.format, ItemSize: n.item, Owner: None}, views: 1, pin: s.pin, crossed: s.changes}
	return n.val()
}

// FunctionModule is the __module__ of a Python function.
func FunctionModule(v Value) Value { return As[Function](v).module }

// StaticMethodFunc gives what a staticmethod wraps.
func StaticMethodFunc(v Value) (Value, bool) {
	if !v.exactly(&StaticMethodType) {
		return Unbound, false
	}
	return As[staticMethod](v).fn, true
}
