// This file interns identifiers. An interned Str is shared process-wide, so that most name lookups
// succeed by comparing addresses; no code may rely on it, since equal text can exist twice.
package core

import "sync"

var internTable struct {
	sync.RWMutex
	m map[string]*Str
}

// Intern gives the process-wide Str of an identifier that comes from compiled code or from Vivarium itself.
func Intern(s string) *Str {
	internTable.RLock()
	p := internTable.m[s]
	internTable.RUnlock()
	if p != nil {
		return p
	}
	internTable.Lock()
	defer internTable.Unlock()
	if p := internTable.m[s]; p != nil {
		return p
	}
	if internTable.m == nil {
		internTable.m = make(map[string]*Str, 2048)
	}
	if len(s) == 1 && s[0] < 128 || s == "" {
		p = NewStr(s)
	} else {
		p = &Str{Header: Header{&StrType.shape0}, s: s, n: countRunes(s)}
	}
	internTable.m[s] = p
	return p
}

// interned gives the interned Str of equal text if there is one, else s itself.
func interned(s *Str) *Str {
	internTable.RLock()
	p := internTable.m[s.s]
	internTable.RUnlock()
	if p != nil {
		return p
	}
	return s
}

// Names that the runtime looks up itself.
var (
	nABC              = Intern("__abstractmethods__")
	nAIter            = Intern("__aiter__")
	nANext            = Intern("__anext__")
	nAEnter           = Intern("__aenter__")
	nAExit            = Intern("__aexit__")
	nAll              = Intern("__all__")
	nAnnotate         = Intern("__annotate__")
	nAnnotateFunc     = Intern("__annotate_func__")
	nAnnotations      = Intern("__annotations__")
	nAnnotationsCache = Intern("__annotations_cache__")
	nAwait            = Intern("__await__")
	nBool             = Intern("__bool__")
	nBuildClass       = Intern("__build_class__")
	nBuiltins         = Intern("__builtins__")
	nBytes            = Intern("__bytes__")
	nCall             = Intern("__call__")
	nClass            = Intern("__class__")
	nClassCell        = Intern("__classcell__")
	nClassGetItem     = Intern("__class_getitem__")
	nClassDictCell    = Intern("__classdictcell__")
	nComplex          = Intern("__complex__")
	nContains         = Intern("__contains__")
	nDel              = Intern("__del__")
	nDelAttr          = Intern("__delattr__")
	nDelItem          = Intern("__delitem__")
	nDelete           = Intern("__delete__")
	nDict             = Intern("__dict__")
	nDir              = Intern("__dir__")
	nDoc              = Intern("__doc__")
	nEnter            = Intern("__enter__")
	nEq               = Intern("__eq__")
	nExit             = Intern("__exit__")
	nFile             = Intern("__file__")
	nFloat            = Intern("__float__")
	nFormat           = Intern("__format__")
	nFspath           = Intern("__fspath__")
	nGet              = Intern("__get__")
	nGetAttr          = Intern("__getattr__")
	nGetAttribute     = Intern("__getattribute__")
	nGetItem          = Intern("__getitem__")
	nGetNewArgs       = Intern("__getnewargs__")
	nGetNewArgsEx     = Intern("__getnewargs_ex__")
	nGetState         = Intern("__getstate__")
	nHash             = Intern("__hash__")
	nImport           = Intern("__import__")
	nIndex            = Intern("__index__")
	nInit             = Intern("__init__")
	nInitSubclass     = Intern("__init_subclass__")
	nInstanceCheck    = Intern("__instancecheck__")
	nInt              = Intern("__int__")
	nIter             = Intern("__iter__")
	nLen              = Intern("__len__")
	nLengthHint       = Intern("__length_hint__")
	nMatchArgs        = Intern("__match_args__")
	nMissing          = Intern("__missing__")
	nModule           = Intern("__module__")
	nMroEntries       = Intern("__mro_entries__")
	nName             = Intern("__name__")
	nNew              = Intern("__new__")
	nNext             = Intern("__next__")
	nNotes            = Intern("__notes__")
	nOrigBases        = Intern("__orig_bases__")
	nOrigClass        = Intern("__orig_class__")
	nPackage          = Intern("__package__")
	nPath             = Intern("__path__")
	nPrepare          = Intern("__prepare__")
	nQualname         = Intern("__qualname__")
	nReduce           = Intern("__reduce__")
	nReduceEx         = Intern("__reduce_ex__")
	nRepr             = Intern("__repr__")
	nReversed         = Intern("__reversed__")
	nRound            = Intern("__round__")
	nSet              = Intern("__set__")
	nSetAttr          = Intern("__setattr__")
	nSetItem          = Intern("__setitem__")
	nSetName          = Intern("__set_name__")
	nSlots            = Intern("__slots__")
	nSpec             = Intern("__spec__")
	nLoader           = Intern("__loader__")
	nStr              = Intern("__str__")
	nSubclassCheck    = Intern("__subclasscheck__")
	nSubclassHook     = Intern("__subclasshook__")
	nText             = Intern("__text_signature__")
	nTrunc            = Intern("__trunc__")
	nTypeParams       = Intern("__type_params__")
	nWeakref          = Intern("__weakref__")
	nMain             = Intern("__main__")
	nMro              = Intern("mro")
	nStaticAttributes = Intern("__static_attributes__")
	nFirstLineno      = Intern("__firstlineno__")
	nKeys             = Intern("keys")
	nItems            = Intern("items")
	nClose            = Intern("close")
	nSend             = Intern("send")
	nThrow            = Intern("throw")
	nWrite            = Intern("write")
	nFlush            = Intern("flush")
)
