// This file fills builtin types from their TypeSpec: dict from slots, methods and attributes, inheritance, MRO.
// It runs once, in bootstrap; afterwards builtin types are immutable.
package core

import (
	"slices"
	"strings"
	"sync/atomic"
)

var typeVersion atomic.Uint32

// Setup fills a builtin type. It is called once a type, base before subclass.
func (typ *Type) Setup(spec *TypeSpec) {
	typ.name, typ.full, typ.module = spec.Name, spec.Name, "builtins"
	if i := strings.LastIndexByte(spec.Name, '.'); i >= 0 {
		typ.module, typ.name = spec.Name[:i], spec.Name[i+1:]
	}
	typ.qualname, typ.doc = typ.name, spec.Doc
	typ.Header = Header{&TypeType.shape0}
	typ.flags |= spec.Flags | flagImmutable
	typ.base = spec.Base
	if typ.base == nil && typ != &ObjectType {
		typ.base = &ObjectType
	}
	typ.layout = spec.Layout
	if typ.layout == nil {
		if typ.base != nil {
			typ.layout = typ.base.layout
		} else {
			typ.layout = instLayout
		}
	}
	typ.shape0 = Shape{typ: typ}
	if typ.layout.ownExt {
		// Shapes of builtin types are shared by interpreters, so they have no transitions: attributes go to a dict.
		typ.shape0.extOff, typ.shape0.dictMode = typ.layout.extOff, true
	}
	typ.shape = &typ.shape0
	typ.dict = NewDict()
	typ.s, typ.plain = spec.Slots, spec.Plain
	typ.version = typeVersion.Add(1)
	if typ.base != nil {
		typ.bases = []*Type{typ.base}
		typ.mro = append([]*Type{typ}, typ.base.mro...)
		typ.flags |= typ.base.flags & (subFlags | flagNoWeakref)
		typ.excN = typ.base.excN
		typ.alsoBases(spec.Also)
	} else {
		typ.mro = []*Type{typ}
	}
	if n, ok := excFieldCount[typ]; ok {
		typ.excN = int8(n)
	}
	if spec.New != nil {
		typ.s.New = newNative(spec.New, natNew, typ)
	}
	if spec.Init != nil {
		typ.s.Init = newNative(spec.Init, natInit, typ)
	}
	typ.addSlotWrappers()
	for i := range spec.Methods {
		typ.addMethod(&spec.Methods[i])
	}
	for i := range spec.GetSets {
		typ.dict.SetStr(Intern(spec.GetSets[i].Name), newGetSet(typ, &spec.GetSets[i], false))
	}
	for i := range spec.Members {
		typ.dict.SetStr(Intern(spec.Members[i].Name), newGetSet(typ, &spec.Members[i], true))
	}
	for _, a := range spec.Attrs {
		typ.dict.SetStr(Intern(a.Name), a.Value)
	}
	if typ.dict.has(nDoc) {
		// Instances have a __doc__ of their own; the class's is typ.doc.
	} else if spec.Doc != "" {
		typ.dict.SetStr(nDoc, StrVal(spec.Doc))
	} else {
		typ.dict.SetStr(nDoc, None)
	}
	if spec.Sig != "" {
		typ.sig = spec.Sig
	}
	if typ.s.Hash == nil && typ.s.Compare != nil {
		typ.flags |= flagUnhashable
		typ.dict.SetStr(nHash, None)
	}
	if typ.base == &ObjectType && typ.s.New == nil && typ.s.Init == nil {
		typ.flags |= flagNoNew
	}
	if typ.base != nil {
		typ.inheritSlots(typ.base)
		typ.registerBuiltin()
	}
	if typ.s.Init == ObjectType.s.Init {
		typ.flags |= flagNoInit
	}
}

// alsoBases adds bases beside the first: their classes that it lacks come before the first one that both have.
func (typ *Type) alsoBases(also []*Type) {
	for _, b := range also {
		typ.bases = append(typ.bases, b)
		at := 0
		for _, c := range b.mro {
			if i := slices.Index(typ.mro, c); i >= 0 {
				at = max(at, i)
				break
			}
		}
		var extra []*Type
		for _, c := range b.mro {
			if !slices.Contains(typ.mro, c) {
				extra = append(extra, c)
			}
		}
		typ.mro = slices.Insert(typ.mro, at, extra...)
	}
}

func (d *Dict) has(k *Str) bool { return d.findStr(k) >= 0 }

func (typ *Type) addMethod(f *Func) {
	name := Intern(f.Name)
	switch {
	case f.Flags&ClassM != 0:
		typ.dict.SetStr(name, Value{ref: &newNative(f, natClass, typ).Header})
	case f.Flags&Static != 0:
		n := newNative(f, natFunc, nil)
		n.home = typ
		typ.dict.SetStr(name, newSharedStatic(Value{ref: &n.Header}))
	default:
		typ.dict.SetStr(name, Value{ref: &newNative(f, natMethod, typ).Header})
	}
}

// inheritSlots fills the nil slots of typ from base. __hash__ goes with __eq__.
func (typ *Type) inheritSlots(base *Type) {
	s, b := &typ.s, &base.s
	if s.Compare == nil && s.Hash == nil && typ.flags&flagUnhashable == 0 && !typ.dict.has(nEq) && !typ.dict.has(nHash) {
		s.Compare, s.Hash = b.Compare, b.Hash
		typ.flags |= base.flags & (flagUnhashable | flagIdentity)
	}
	if s.GetAttr == nil {
		s.GetAttr = b.GetAttr
		typ.flags |= base.flags & flagGenericGet
	}
	if s.SetAttr == nil {
		s.SetAttr = b.SetAttr
		typ.flags |= base.flags & flagGenericSet
	}
	if s.Repr == nil {
		s.Repr = b.Repr
	}
	if s.Str == nil {
		s.Str = b.Str
	}
	if s.Call == nil {
		s.Call = b.Call
	}
	if s.Get == nil {
		s.Get = b.Get
	}
	if s.Set == nil {
		s.Set = b.Set
	}
	if s.Iter == nil {
		s.Iter = b.Iter
	}
	if s.Next == nil {
		s.Next = b.Next
	}
	if s.Len == nil {
		s.Len = b.Len
	}
	if s.GetItem == nil {
		s.GetItem = b.GetItem
	}
	if s.SetItem == nil {
		s.SetItem = b.SetItem
	}
	if s.Contains == nil {
		s.Contains = b.Contains
	}
	if s.Bool == nil {
		s.Bool = b.Bool
	}
	if s.Int == nil {
		s.Int = b.Int
	}
	if s.Index == nil {
		s.Index = b.Index
	}
	if s.Float == nil {
		s.Float = b.Float
	}
	if s.Neg == nil {
		s.Neg = b.Neg
	}
	if s.Pos == nil {
		s.Pos = b.Pos
	}
	if s.Abs == nil {
		s.Abs = b.Abs
	}
	if s.Invert == nil {
		s.Invert = b.Invert
	}
	for i := range s.Binary {
		if s.Binary[i] == nil {
			s.Binary[i] = b.Binary[i]
		}
		if s.IBinary[i] == nil {
			s.IBinary[i] = b.IBinary[i]
		}
	}
	if s.Pow3 == nil {
		s.Pow3 = b.Pow3
	}
	if s.Concat == nil {
		s.Concat = b.Concat
	}
	if s.IConcat == nil {
		s.IConcat = b.IConcat
	}
	if s.Repeat == nil {
		s.Repeat = b.Repeat
	}
	if s.IRepeat == nil {
		s.IRepeat = b.IRepeat
	}
	if s.Await == nil {
		s.Await = b.Await
	}
	if s.AIter == nil {
		s.AIter = b.AIter
	}
	if s.ANext == nil {
		s.ANext = b.ANext
	}
	if s.Send == nil {
		s.Send = b.Send
	}
	if s.Buffer == nil {
		s.Buffer, s.BufferReleases = b.Buffer, b.BufferReleases
	}
	if s.Del == nil {
		s.Del = b.Del
	}
	if s.Traverse == nil {
		s.Traverse = b.Traverse
	}
	if s.New == nil && typ.flags&flagNoNew == 0 {
		s.New = b.New
	}
	if s.Init == nil {
		s.Init = b.Init
	}
}
