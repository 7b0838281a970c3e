// This file interns identifiers. An interned Str is shared process-wide, so that most name lookups
// succeed by comparing addresses; no code may rely on it, since equal text can exist twice.
// Invariant: what a program names lives no longer than something that uses the name; the table itself keeps only
// Vivarium's own names alive.
package core

import (
	"sync"
	"sync/atomic"
	"weak"
)

var interns struct {
	// own are the names of the bootstrap: written before own is set, never after, so that they are read without a lock.
	own   atomic.Pointer[map[string]*Str]
	mu    sync.RWMutex
	early map[string]*Str // what becomes own
	late  weakNames
}

// weakNames holds names without keeping them alive.
type weakNames struct {
	m     map[string]weak.Pointer[Str]
	bytes int // of the entries, dead ones included
	limit int // of bytes, where the dead are looked for
}

// nameBytes is about what an entry holds besides its text.
const nameBytes = 100

func (w *weakNames) get(s string) *Str { return w.m[s].Value() }

func (w *weakNames) put(p *Str) {
	if w.m == nil {
		w.m, w.limit = map[string]weak.Pointer[Str]{}, 1<<20
	}
	if w.bytes > w.limit {
		w.bytes = 0
		for k, p := range w.m {
			if p.Value() == nil {
				delete(w.m, k)
			} else {
				w.bytes += len(k) + nameBytes
			}
		}
		w.limit = max(1<<20, 2*w.bytes)
	}
	w.m[p.s] = weak.Make(p)
	w.bytes += len(p.s) + nameBytes
}

// maxName is the length in bytes beyond which text that a program makes is not looked up here: it would have to be hashed.
const maxName = 4 << 10

// Intern gives the process-wide Str of an identifier that comes from compiled code or from Vivarium itself.
func Intern(s string) *Str {
	if p := interned(s); p != nil {
		return p
	}
	interns.mu.Lock()
	defer interns.mu.Unlock()
	if p := interns.late.get(s); p != nil {
		return p
	}
	if interns.own.Load() != nil {
		p := NewStr(s)
		interns.late.put(p)
		return p
	}
	p := interns.early[s]
	if p == nil {
		p = NewStr(s)
		if interns.early == nil {
			interns.early = make(map[string]*Str, 2048)
		}
		interns.early[s] = p
	}
	return p
}

// closeNames ends the bootstrap's own names.
func closeNames() {
	for i := range 128 {
		Intern(latin1[i].s)
	}
	Intern("")
	interns.mu.Lock()
	defer interns.mu.Unlock()
	interns.own.Store(&interns.early)
}

// interned gives the interned Str of a text, nil if there is none.
func interned(s string) *Str {
	if own := interns.own.Load(); own != nil {
		if p := (*own)[s]; p != nil {
			return p
		}
	}
	interns.mu.RLock()
	defer interns.mu.RUnlock()
	return interns.late.get(s)
}

// internedOf gives the interned Str of equal text if there is one, else s itself.
func internedOf(s *Str) *Str {
	if len(s.s) > maxName {
		return s
	}
	if p := interned(s.s); p != nil {
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
