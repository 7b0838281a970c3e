// This file is the one table dunder <-> slot <-> operator. Each slotDef is one dunder: its signature, the wrapper
// that a builtin type gets in its dict where its Slots have the slot, and the group to recompute when a class defines
// it. Each slotGroup is one slot (or family): the dunders it serves, how it is copied, and its function for heap types.
package core

import "sync/atomic"

// slotGroup names a slot, or a family of slots that is recomputed together.
type slotGroup uint8

const (
	sgRepr slotGroup = iota
	sgStr
	sgHash
	sgCall
	sgGetAttr
	sgSetAttr
	sgGet
	sgSet
	sgIter
	sgNext
	sgLen
	sgGetItem
	sgSetItem
	sgContains
	sgBool
	sgInt
	sgIndex
	sgFloat
	sgNeg
	sgPos
	sgAbs
	sgInvert
	sgPow3
	sgConcat
	sgIConcat
	sgRepeat
	sgIRepeat
	sgCompare
	sgAwait
	sgAIter
	sgANext
	sgBuffer
	sgNew
	sgInit
	sgDel
	sgBinary
	sgIBinary      = sgBinary + slotGroup(numBinOps)
	numSlotGroups  = int(sgIBinary) + int(numBinOps)
	sgNone         = slotGroup(255)
	groupMaskWords = (numSlotGroups + 63) / 64
)

// slotDef is one dunder of one slot. A name may occur twice: __add__ is of Binary and of Concat.
type slotDef struct {
	name  string
	sig   string
	doc   string
	group slotGroup
	has   func(s *Slots) bool
	wrap  func(typ *Type) NativeFn // closes over the slot function of typ
	str   *Str
	parse *atomic.Pointer[Signature]
}

// groupDef says how one slot of a heap type is computed.
type groupDef struct {
	defs []*slotDef
	copy func(dst, src *Slots)
	heap func(dst *Slots) // nil: the slot of heap types is empty where a class overrides the dunder
}

type slotTable struct {
	defs   []slotDef
	groups [numSlotGroups]groupDef
	byName map[string][]*slotDef
}

// slotTab is filled by bootstrap and immutable afterwards.
var slotTab slotTable

var binName = [numBinOps]string{"add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor", "matmul", "divmod"}

// Names of the operators' dunders, by BinOp and CmpOp.
var (
	binDunder, rbinDunder, ibinDunder = func() (b, r, i [numBinOps]*Str) {
		for op, n := range binName {
			b[op], r[op], i[op] = Intern("__"+n+"__"), Intern("__r"+n+"__"), Intern("__i"+n+"__")
		}
		return
	}()
	cmpDunder = [...]*Str{CmpLt: Intern("__lt__"), CmpLe: Intern("__le__"), CmpEq: nEq, CmpNe: Intern("__ne__"), CmpGt: Intern("__gt__"), CmpGe: Intern("__ge__")}
	nNeg      = Intern("__neg__")
	nPos      = Intern("__pos__")
	nAbs      = Intern("__abs__")
	nInvert   = Intern("__invert__")
	nBuffer   = Intern("__buffer__")
	nRelBuf   = Intern("__release_buffer__")
)

type (
	unaryFn  = func(*Thread, Value) (Value, error)
	binaryFn = func(*Thread, Value, Value) (Value, error)
)

// unarySlot describes a slot of one operand: where it is in Slots, and its heap function.
func (st *slotTable) unarySlot(g slotGroup, name, doc string, at func(*Slots) *unaryFn, heap unaryFn) {
	st.add(slotDef{name: name, sig: "(self, /)", doc: doc, group: g,
		has: func(s *Slots) bool { return *at(s) != nil },
		wrap: func(typ *Type) NativeFn {
			f := *at(&typ.s)
			return func(t *Thread, a []Value) (Value, error) { return f(t, a[0]) }
		}})
	st.groups[g].copy = func(dst, src *Slots) { *at(dst) = *at(src) }
	st.groups[g].heap = func(dst *Slots) { *at(dst) = heap }
}

func (st *slotTable) add(d slotDef) {
	d.str, d.parse = Intern(d.name), new(atomic.Pointer[Signature])
	st.defs = append(st.defs, d)
}

// addBinary describes a binary operator, its reflected form and its in-place form.
func (st *slotTable) addBinary(op BinOp) {
	sign := binText[op]
	name := binName[op]
	sig := "(self, value, /)"
	doc, rdoc, idoc := "Return self"+sign+"value.", "Return value"+sign+"self.", "Return self"+sign+"=value."
	if op == OpDivMod {
		doc, rdoc = "Return divmod(self, value).", "Return divmod(value, self)."
	}
	if op == OpPow {
		sig = "(self, value, mod=None, /)"
		doc, rdoc, idoc = "Return pow(self, value, mod).", "Return pow(value, self, mod).", "Return self**=value."
	}
	g := sgBinary + slotGroup(op)
	has := func(s *Slots) bool { return s.Binary[op] != nil }
	wrap := func(reflected bool) func(typ *Type) NativeFn {
		return func(typ *Type) NativeFn {
			f, p3 := typ.s.Binary[op], typ.s.Pow3
			return func(t *Thread, a []Value) (Value, error) {
				x, y := a[0], a[1]
				if reflected {
					x, y = y, x
				}
				if len(a) > 2 && !a[2].IsNone() {
					if p3 == nil {
						return NotImplemented, nil
					}
					return p3(t, x, y, a[2])
				}
				return f(t, x, y)
			}
		}
	}
	st.add(slotDef{name: "__" + name + "__", sig: sig, doc: doc, group: g, has: has, wrap: wrap(false)})
	st.add(slotDef{name: "__r" + name + "__", sig: sig, doc: rdoc, group: g, has: has, wrap: wrap(true)})
	heap := func(t *Thread, a, b Value) (Value, error) { return t.heapBinary(op, a, b) }
	st.groups[g].copy = func(dst, src *Slots) { dst.Binary[op] = src.Binary[op] }
	st.groups[g].heap = func(dst *Slots) { dst.Binary[op] = heap }
	if op == OpDivMod {
		return
	}
	ig := sgIBinary + slotGroup(op)
	st.add(slotDef{name: "__i" + name + "__", sig: "(self, value, /)", doc: idoc, group: ig,
		has: func(s *Slots) bool { return s.IBinary[op] != nil },
		wrap: func(typ *Type) NativeFn {
			f := typ.s.IBinary[op]
			return func(t *Thread, a []Value) (Value, error) { return f(t, a[0], a[1]) }
		}})
	iname := ibinDunder[op]
	iheap := func(t *Thread, a, b Value) (Value, error) {
		d := t.lookup(a.Type(), iname)
		if d.IsUnbound() {
			return NotImplemented, nil
		}
		return t.callDunder2(d, a, b)
	}
	st.groups[ig].copy = func(dst, src *Slots) { dst.IBinary[op] = src.IBinary[op] }
	st.groups[ig].heap = func(dst *Slots) { dst.IBinary[op] = iheap }
}

// addSequence describes the sequence forms of + and *, which give the same dunders as the number forms.
func (st *slotTable) addSequence() {
	bin := func(at func(*Slots) binaryFn) func(typ *Type) NativeFn {
		return func(typ *Type) NativeFn {
			f := at(&typ.s)
			return func(t *Thread, a []Value) (Value, error) { return f(t, a[0], a[1]) }
		}
	}
	rep := func(at func(*Slots) func(*Thread, Value, int) (Value, error)) func(typ *Type) NativeFn {
		return func(typ *Type) NativeFn {
			f := at(&typ.s)
			return func(t *Thread, a []Value) (Value, error) {
				n, err := t.IndexInt(a[1])
				if err != nil {
					return Unbound, err
				}
				return f(t, a[0], n)
			}
		}
	}
	const sig = "(self, value, /)"
	st.add(slotDef{name: "__add__", sig: sig, doc: "Return self+value.", group: sgConcat,
		has:  func(s *Slots) bool { return s.Concat != nil },
		wrap: bin(func(s *Slots) binaryFn { return s.Concat })})
	st.add(slotDef{name: "__iadd__", sig: sig, doc: "Implement self+=value.", group: sgIConcat,
		has:  func(s *Slots) bool { return s.IConcat != nil },
		wrap: bin(func(s *Slots) binaryFn { return s.IConcat })})
	repeat := func(s *Slots) func(*Thread, Value, int) (Value, error) { return s.Repeat }
	has := func(s *Slots) bool { return s.Repeat != nil }
	st.add(slotDef{name: "__mul__", sig: sig, doc: "Return self*value.", group: sgRepeat, has: has, wrap: rep(repeat)})
	st.add(slotDef{name: "__rmul__", sig: sig, doc: "Return value*self.", group: sgRepeat, has: has, wrap: rep(repeat)})
	st.add(slotDef{name: "__imul__", sig: sig, doc: "Implement self*=value.", group: sgIRepeat,
		has:  func(s *Slots) bool { return s.IRepeat != nil },
		wrap: rep(func(s *Slots) func(*Thread, Value, int) (Value, error) { return s.IRepeat })})
	st.groups[sgConcat].copy = func(dst, src *Slots) { dst.Concat = src.Concat }
	st.groups[sgIConcat].copy = func(dst, src *Slots) { dst.IConcat = src.IConcat }
	st.groups[sgRepeat].copy = func(dst, src *Slots) { dst.Repeat = src.Repeat }
	st.groups[sgIRepeat].copy = func(dst, src *Slots) { dst.IRepeat = src.IRepeat }
}

// addAttrs describes calls, attribute access, descriptors, __new__ and __init__.
func (st *slotTable) addAttrs() {
	st.add(slotDef{name: "__call__", sig: "(self, /, *args, **kwargs)", doc: "Call self as a function.", group: sgCall,
		has: func(s *Slots) bool { return s.Call != nil },
		wrap: func(typ *Type) NativeFn {
			f := typ.s.Call
			return func(t *Thread, a []Value) (Value, error) {
				args, names := splatArgs(a[1], a[2])
				return f(t, a[0], args, names)
			}
		}})
	st.groups[sgCall] = groupDef{copy: func(dst, src *Slots) { dst.Call = src.Call }, heap: func(dst *Slots) { dst.Call = heapCall }}

	st.add(slotDef{name: "__getattribute__", sig: "(self, name, /)", doc: "Return getattr(self, name).", group: sgGetAttr,
		has: func(s *Slots) bool { return s.GetAttr != nil },
		wrap: func(typ *Type) NativeFn {
			f := typ.s.GetAttr
			return func(t *Thread, a []Value) (Value, error) {
				name, err := t.attrName(a[1])
				if err != nil {
					return Unbound, err
				}
				return f(t, a[0], name)
			}
		}})
	st.add(slotDef{name: "__getattr__", group: sgGetAttr})
	st.groups[sgGetAttr] = groupDef{copy: func(dst, src *Slots) { dst.GetAttr = src.GetAttr }, heap: func(dst *Slots) { dst.GetAttr = heapGetAttr }}

	hasSetAttr := func(s *Slots) bool { return s.SetAttr != nil }
	setAttr := func(del bool) func(typ *Type) NativeFn {
		return func(typ *Type) NativeFn {
			f := typ.s.SetAttr
			return func(t *Thread, a []Value) (Value, error) {
				if err := t.checkSetAttr(a[0], typ, del); err != nil {
					return Unbound, err
				}
				name, err := t.attrName(a[1])
				if err != nil {
					return Unbound, err
				}
				x := Unbound
				if !del {
					x = a[2]
				}
				return None, f(t, a[0], name, x)
			}
		}
	}
	st.add(slotDef{name: "__setattr__", sig: "(self, name, value, /)", doc: "Implement setattr(self, name, value).", group: sgSetAttr, has: hasSetAttr, wrap: setAttr(false)})
	st.add(slotDef{name: "__delattr__", sig: "(self, name, /)", doc: "Implement delattr(self, name).", group: sgSetAttr, has: hasSetAttr, wrap: setAttr(true)})
	st.groups[sgSetAttr] = groupDef{copy: func(dst, src *Slots) { dst.SetAttr = src.SetAttr }, heap: func(dst *Slots) { dst.SetAttr = heapSetAttr }}

	st.add(slotDef{name: "__get__", sig: "(self, instance, owner=None, /)", doc: "Return the value of the attribute for instance, or for owner if that is None.", group: sgGet,
		has: func(s *Slots) bool { return s.Get != nil },
		wrap: func(typ *Type) NativeFn {
			f := typ.s.Get
			return func(t *Thread, a []Value) (Value, error) {
				obj, owner := a[1], AsType(a[2])
				if obj.IsNone() {
					if a[2].IsNone() {
						return Unbound, t.TypeError("__get__(None, None) is invalid")
					}
					obj = Unbound
				}
				if owner == nil && !obj.IsUnbound() {
					owner = obj.Type()
				}
				return f(t, a[0], obj, owner)
			}
		}})
	st.groups[sgGet] = groupDef{copy: func(dst, src *Slots) { dst.Get = src.Get }, heap: func(dst *Slots) { dst.Get = heapGet }}
	hasSet := func(s *Slots) bool { return s.Set != nil }
	st.add(slotDef{name: "__set__", sig: "(self, instance, value, /)", doc: "Set the attribute of instance.", group: sgSet, has: hasSet,
		wrap: func(typ *Type) NativeFn {
			f := typ.s.Set
			return func(t *Thread, a []Value) (Value, error) { return None, f(t, a[0], a[1], a[2]) }
		}})
	st.add(slotDef{name: "__delete__", sig: "(self, instance, /)", doc: "Delete an attribute of instance.", group: sgSet, has: hasSet,
		wrap: func(typ *Type) NativeFn {
			f := typ.s.Set
			return func(t *Thread, a []Value) (Value, error) { return None, f(t, a[0], a[1], Unbound) }
		}})
	st.groups[sgSet] = groupDef{copy: func(dst, src *Slots) { dst.Set = src.Set }, heap: func(dst *Slots) { dst.Set = heapSet }}

	// The wrappers of __new__ and __init__ are made from the Natives themselves; see addSlotWrappers.
	st.add(slotDef{name: "__new__", group: sgNew})
	st.groups[sgNew] = groupDef{copy: func(dst, src *Slots) { dst.New = src.New }, heap: func(dst *Slots) { dst.New = heapNew }}
	st.add(slotDef{name: "__init__", group: sgInit})
	st.groups[sgInit] = groupDef{copy: func(dst, src *Slots) { dst.Init = src.Init }, heap: func(dst *Slots) { dst.Init = heapInit }}

	st.add(slotDef{name: "__del__", sig: "(self, /)", group: sgDel,
		has: func(s *Slots) bool { return s.Del != nil },
		wrap: func(typ *Type) NativeFn {
			f := typ.s.Del
			return func(t *Thread, a []Value) (Value, error) { return None, f(t, a[0]) }
		}})
	st.groups[sgDel] = groupDef{copy: func(dst, src *Slots) { dst.Del = src.Del }, heap: func(dst *Slots) { dst.Del = heapDel }}
	st.add(slotDef{name: "__buffer__", sig: "(self, flags, /)", group: sgBuffer,
		doc:  "Return a memoryview of the object's memory.",
		has:  func(s *Slots) bool { return s.Buffer != nil },
		wrap: bufferWrapper})
	st.add(slotDef{name: "__release_buffer__", sig: "(self, buffer, /)", group: sgBuffer,
		doc:  "Give back a memoryview that __buffer__() returned.",
		has:  func(s *Slots) bool { return s.BufferReleases },
		wrap: releaseWrapper})
	st.groups[sgBuffer] = groupDef{copy: func(dst, src *Slots) { dst.Buffer, dst.BufferReleases = src.Buffer, src.BufferReleases }, heap: func(dst *Slots) { dst.Buffer = heapBuffer }}
}

// addContainers describes length, items, membership, hash, truth, comparison and iteration.
func (st *slotTable) addContainers() {
	st.add(slotDef{name: "__hash__", sig: "(self, /)", doc: "Return hash(self).", group: sgHash,
		has: func(s *Slots) bool { return s.Hash != nil },
		wrap: func(typ *Type) NativeFn {
			f := typ.s.Hash
			return func(t *Thread, a []Value) (Value, error) {
				h, err := f(t, a[0])
				return Int(h), err
			}
		}})
	st.groups[sgHash] = groupDef{copy: func(dst, src *Slots) { dst.Hash = src.Hash }, heap: func(dst *Slots) { dst.Hash = heapHash }}
	st.add(slotDef{name: "__len__", sig: "(self, /)", doc: "Return len(self).", group: sgLen,
		has: func(s *Slots) bool { return s.Len != nil },
		wrap: func(typ *Type) NativeFn {
			f := typ.s.Len
			return func(t *Thread, a []Value) (Value, error) {
				n, err := f(t, a[0])
				return Int(int64(n)), err
			}
		}})
	st.groups[sgLen] = groupDef{copy: func(dst, src *Slots) { dst.Len = src.Len }, heap: func(dst *Slots) { dst.Len = heapLen }}
	st.add(slotDef{name: "__bool__", sig: "(self, /)", doc: "True if self else False", group: sgBool,
		has: func(s *Slots) bool { return s.Bool != nil },
		wrap: func(typ *Type) NativeFn {
			f := typ.s.Bool
			return func(t *Thread, a []Value) (Value, error) {
				b, err := f(t, a[0])
				return Bool(b), err
			}
		}})
	st.groups[sgBool] = groupDef{copy: func(dst, src *Slots) { dst.Bool = src.Bool }, heap: func(dst *Slots) { dst.Bool = heapBool }}
	st.add(slotDef{name: "__contains__", sig: "(self, key, /)", doc: "Return bool(key in self).", group: sgContains,
		has: func(s *Slots) bool { return s.Contains != nil },
		wrap: func(typ *Type) NativeFn {
			f := typ.s.Contains
			return func(t *Thread, a []Value) (Value, error) {
				b, err := f(t, a[0], a[1])
				return Bool(b), err
			}
		}})
	st.groups[sgContains] = groupDef{copy: func(dst, src *Slots) { dst.Contains = src.Contains }, heap: func(dst *Slots) { dst.Contains = heapContains }}
	st.add(slotDef{name: "__getitem__", sig: "(self, key, /)", doc: "Return self[key].", group: sgGetItem,
		has: func(s *Slots) bool { return s.GetItem != nil },
		wrap: func(typ *Type) NativeFn {
			f := typ.s.GetItem
			return func(t *Thread, a []Value) (Value, error) { return f(t, a[0], a[1]) }
		}})
	st.groups[sgGetItem] = groupDef{copy: func(dst, src *Slots) { dst.GetItem = src.GetItem }, heap: func(dst *Slots) { dst.GetItem = heapGetItem }}
	hasSet := func(s *Slots) bool { return s.SetItem != nil }
	st.add(slotDef{name: "__setitem__", sig: "(self, key, value, /)", doc: "Set self[key] to value.", group: sgSetItem, has: hasSet,
		wrap: func(typ *Type) NativeFn {
			f := typ.s.SetItem
			return func(t *Thread, a []Value) (Value, error) { return None, f(t, a[0], a[1], a[2]) }
		}})
	st.add(slotDef{name: "__delitem__", sig: "(self, key, /)", doc: "Delete self[key].", group: sgSetItem, has: hasSet,
		wrap: func(typ *Type) NativeFn {
			f := typ.s.SetItem
			return func(t *Thread, a []Value) (Value, error) { return None, f(t, a[0], a[1], Unbound) }
		}})
	st.groups[sgSetItem] = groupDef{copy: func(dst, src *Slots) { dst.SetItem = src.SetItem }, heap: func(dst *Slots) { dst.SetItem = heapSetItem }}
	for op := range cmpDunder {
		op := CmpOp(op)
		st.add(slotDef{name: cmpDunder[op].s, sig: "(self, value, /)", doc: "Return self" + cmpText[op] + "value.", group: sgCompare,
			has: func(s *Slots) bool { return s.Compare != nil },
			wrap: func(typ *Type) NativeFn {
				f := typ.s.Compare
				return func(t *Thread, a []Value) (Value, error) { return f(t, a[0], a[1], op) }
			}})
	}
	st.groups[sgCompare] = groupDef{copy: func(dst, src *Slots) { dst.Compare = src.Compare }, heap: func(dst *Slots) { dst.Compare = heapCompare }}
	st.add(slotDef{name: "__next__", sig: "(self, /)", doc: "Implement next(self).", group: sgNext,
		has: func(s *Slots) bool { return s.Next != nil },
		wrap: func(typ *Type) NativeFn {
			next, send := typ.s.Next, typ.s.Send
			return func(t *Thread, a []Value) (Value, error) {
				if send != nil {
					v, returned, err := send(t, a[0], None)
					if err == nil && returned {
						err = StopIteration(v)
					}
					return v, err
				}
				v, err := next(t, a[0])
				if err == nil && v.IsUnbound() {
					err = StopIteration(None)
				}
				return v, err
			}
		}})
	st.groups[sgNext] = groupDef{copy: func(dst, src *Slots) { dst.Next = src.Next }, heap: func(dst *Slots) { dst.Next = heapNext }}
}

// buildSlotTable fills slotTab; bootstrap calls it before any type is set up.
func buildSlotTable() {
	st := &slotTab
	st.unarySlot(sgRepr, "__repr__", "Return repr(self).", func(s *Slots) *unaryFn { return &s.Repr }, heapUnary(nRepr))
	st.unarySlot(sgStr, "__str__", "Return str(self).", func(s *Slots) *unaryFn { return &s.Str }, heapUnary(nStr))
	st.unarySlot(sgIter, "__iter__", "Implement iter(self).", func(s *Slots) *unaryFn { return &s.Iter }, heapIter)
	st.unarySlot(sgInt, "__int__", "int(self)", func(s *Slots) *unaryFn { return &s.Int }, heapUnary(nInt))
	st.unarySlot(sgIndex, "__index__", "Return the integer that self stands for, for use as an index and wherever an\ninteger is needed.", func(s *Slots) *unaryFn { return &s.Index }, heapUnary(nIndex))
	st.unarySlot(sgFloat, "__float__", "float(self)", func(s *Slots) *unaryFn { return &s.Float }, heapUnary(nFloat))
	st.unarySlot(sgNeg, "__neg__", "-self", func(s *Slots) *unaryFn { return &s.Neg }, heapUnary(nNeg))
	st.unarySlot(sgPos, "__pos__", "+self", func(s *Slots) *unaryFn { return &s.Pos }, heapUnary(nPos))
	st.unarySlot(sgAbs, "__abs__", "abs(self)", func(s *Slots) *unaryFn { return &s.Abs }, heapUnary(nAbs))
	st.unarySlot(sgInvert, "__invert__", "~self", func(s *Slots) *unaryFn { return &s.Invert }, heapUnary(nInvert))
	st.unarySlot(sgAwait, "__await__", "Return the iterator over which an await expression runs.", func(s *Slots) *unaryFn { return &s.Await }, heapUnary(nAwait))
	st.unarySlot(sgAIter, "__aiter__", "Return an awaitable for the next item.", func(s *Slots) *unaryFn { return &s.AIter }, heapUnary(nAIter))
	st.unarySlot(sgANext, "__anext__", "Return an awaitable for the next item, or raise StopAsyncIteration.", func(s *Slots) *unaryFn { return &s.ANext }, heapUnary(nANext))
	st.addContainers()
	for op := range BinOp(numBinOps) {
		st.addBinary(op)
	}
	st.addSequence()
	st.addAttrs()
	// pow(a, b, mod) goes with __pow__ and __rpow__ but has no wrapper of its own.
	st.groups[sgPow3] = groupDef{copy: func(dst, src *Slots) { dst.Pow3 = src.Pow3 }, heap: func(dst *Slots) { dst.Pow3 = heapPow3 }}

	st.byName = make(map[string][]*slotDef, len(st.defs))
	for i := range st.defs {
		d := &st.defs[i]
		st.byName[d.name] = append(st.byName[d.name], d)
		st.groups[d.group].defs = append(st.groups[d.group].defs, d)
	}
	st.groups[sgPow3].defs = st.groups[sgBinary+slotGroup(OpPow)].defs
}

// slotIsMethod reports the dunders that are methods of their own beside the slot.
func (typ *Type) slotIsMethod(d *slotDef) bool {
	switch d.group {
	case sgGetItem:
		return typ == &DictType || typ == &ListType
	case sgContains:
		return typ == &DictType || typ == &SetType || typ == &FrozenSetType
	}
	return false
}

// addSlotWrappers puts the wrappers of a builtin type's own slots into its dict.
func (typ *Type) addSlotWrappers() {
	for i := range slotTab.defs {
		d := &slotTab.defs[i]
		if d.has == nil || !d.has(&typ.s) || typ.dict.has(d.str) {
			continue
		}
		n := &Native{def: &Func{Name: d.name, Sig: d.sig, Fn: d.wrap(typ), Flags: Pure, Doc: d.doc}, sig: d.parse, self: Unbound,
			owner: typ, module: None, kind: natSlot, name: d.str, sdef: d}
		n.shape = &SlotWrapperType.shape0
		if typ.slotIsMethod(d) {
			n.kind, n.shape = natMethod, &NativeMethodType.shape0
		}
		typ.dict.SetStr(d.str, Value{ref: &n.Header})
	}
	if n := typ.s.New; n != nil {
		typ.dict.SetStr(nNew, Value{ref: &n.Header})
	}
	if n := typ.s.Init; n != nil {
		typ.dict.SetStr(nInit, Value{ref: &n.Header})
	}
}
