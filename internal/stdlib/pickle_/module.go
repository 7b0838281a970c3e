// Package pickle_ is the native module _pickle: Pickler and Unpickler, dump, load and PickleBuffer. What pickles say is
// CPython's to the byte. Invariants: a pickle is untrusted, so nothing is allocated for a length that the data does not have;
// nothing recurses in Go but saving, which counts its nesting.
package pickle_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	thread = core.Thread
	value  = core.Value
)

var unbound = core.Unbound

var (
	setupOnce sync.Once

	picklerType, picklerMemoType                   core.Type
	unpicklerType, unpicklerMemoType               core.Type
	errorType, picklingErrorType, unpicklingErrorT core.Type
)

var (
	nWrite           = core.Intern("write")
	nRead            = core.Intern("read")
	nReadInto        = core.Intern("readinto")
	nReadLine        = core.Intern("readline")
	nPeek            = core.Intern("peek")
	nPersistentID    = core.Intern("persistent_id")
	nPersistentLoad  = core.Intern("persistent_load")
	nDispatchTable   = core.Intern("dispatch_table")
	nReducerOverride = core.Intern("reducer_override")
	nReduce          = core.Intern("__reduce__")
	nReduceEx        = core.Intern("__reduce_ex__")
	nName            = core.Intern("__name__")
	nQualName        = core.Intern("__qualname__")
	nModule          = core.Intern("__module__")
	nClass           = core.Intern("__class__")
	nNew             = core.Intern("__new__")
	nSetState        = core.Intern("__setstate__")
	nDict            = core.Intern("__dict__")
	nGetInitArgs     = core.Intern("__getinitargs__")
	nFindClass       = core.Intern("find_class")
	nMain            = core.Intern("__main__")
	nMPMain          = core.Intern("__mp_main__")
	nAppend          = core.Intern("append")
	nExtend          = core.Intern("extend")
	nAdd             = core.Intern("add")
	nItems           = core.Intern("items")
)

func picklingError(t *thread, format string, a ...any) error {
	return t.Raise(&picklingErrorType, format, a...)
}

func unpicklingError(t *thread, format string, a ...any) error {
	return t.Raise(&unpicklingErrorT, format, a...)
}

func typeList() []*core.Type {
	setupOnce.Do(func() {
		errorType.Setup(&core.TypeSpec{Name: "_pickle.PickleError", Base: &core.ExcException, Flags: core.FlagBase})
		picklingErrorType.Setup(&core.TypeSpec{Name: "_pickle.PicklingError", Base: &errorType, Flags: core.FlagBase})
		unpicklingErrorT.Setup(&core.TypeSpec{Name: "_pickle.UnpicklingError", Base: &errorType, Flags: core.FlagBase})
		setupBuffer()
		setupPickler()
		setupUnpickler()
	})
	return []*core.Type{&bufferType, &errorType, &picklingErrorType, &unpicklingErrorT, &picklerType, &unpicklerType}
}

const (
	protocolDoc = "protocol, from 0 to 5, says which form to write, 5 being the default; older\nversions of Python may not know the highest."
	dumpDoc     = "Pickle an object to a binary file.\n\n" + protocolDoc
	dumpsDoc    = "Pickle an object and return the bytes.\n\n" + protocolDoc
	loadDoc     = "Read a pickle from a binary file and return the object.\n\nA pickle can run any code: load none from sources that are not trusted."
	loadsDoc    = "Return the object of a pickle, given as bytes.\n\nA pickle can run any code: load none from sources that are not trusted."
)

// Module is _pickle.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name:  "_pickle",
		Doc:   "Natives of module pickle.",
		Types: typeList,
		Funcs: []core.Func{
			{Name: "dump", Sig: "(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)", Flags: core.Polls | core.Charges, Doc: dumpDoc, Fn: func(t *thread, a []value) (value, error) {
				p := &pickler{persID: unbound, dispatch: unbound, write: unbound}
				core.Make(&picklerType, &p.Header)
				if err := p.init(t, a[1], a[2], a[3], a[4]); err != nil {
					return unbound, err
				}
				return core.None, p.dump(t, a[0])
			}},
			{Name: "dumps", Sig: "(obj, protocol=None, *, fix_imports=True, buffer_callback=None)", Flags: core.Polls | core.Charges, Doc: dumpsDoc, Fn: func(t *thread, a []value) (value, error) {
				p := &pickler{persID: unbound, dispatch: unbound, write: unbound}
				core.Make(&picklerType, &p.Header)
				if err := p.options(t, a[1], a[2], a[3]); err != nil {
					return unbound, err
				}
				out, err := p.pickle(t, a[0])
				if err != nil {
					return unbound, err
				}
				if waste := cap(out) - len(out); waste > len(out)/4 && waste > 64 {
					if out, err = core.Clone(t, out, 0); err != nil {
						return unbound, err
					}
				}
				return core.NewBytes(out), nil
			}},
			{Name: "load", Sig: "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Flags: core.Polls | core.Charges, Doc: loadDoc, Fn: func(t *thread, a []value) (value, error) {
				u := &unpickler{persLoad: unbound}
				core.Make(&unpicklerType, &u.Header)
				if err := u.init(t, a[0], a[1], a[2], a[3], a[4]); err != nil {
					return unbound, err
				}
				return u.load(t)
			}},
			{Name: "loads", Sig: "(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Flags: core.Polls | core.Charges, Doc: loadsDoc, Fn: func(t *thread, a []value) (value, error) {
				u := &unpickler{persLoad: unbound}
				core.Make(&unpicklerType, &u.Header)
				if err := u.options(t, a[1], a[2], a[3], a[4]); err != nil {
					return unbound, err
				}
				b, err := t.GetBuffer(a[0], false)
				if err != nil {
					return unbound, err
				}
				if b.Release != nil {
					defer b.Release()
				}
				if !b.Contiguous() {
					return unbound, t.Raise(&core.ExcBufferError, "memoryview: underlying buffer is not C-contiguous")
				}
				return u.run(t, b.B, nil)
			}},
		},
	}
}
