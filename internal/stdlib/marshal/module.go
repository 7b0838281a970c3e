// This file declares module marshal.
package marshal

import "github.com/vivarium-py/vivarium/internal/core"

const busy = core.Polls | core.Charges

// top reads the one object that was asked for.
func (r *reader) top(allowCode value) (value, error) {
	allow, err := r.t.Truth(allowCode)
	if err != nil {
		return unbound, err
	}
	r.noCode = !allow
	return r.item("object")
}

func writeArgs(t *thread, v, ver, allowCode value) ([]byte, error) {
	n, err := t.IndexInt(ver)
	if err != nil {
		return nil, err
	}
	allow, err := t.Truth(allowCode)
	if err != nil {
		return nil, err
	}
	return dumps(t, v, n, !allow)
}

func dumpsFunc(t *thread, a []value) (value, error) {
	b, err := writeArgs(t, a[0], a[1], a[2])
	if err != nil {
		return unbound, err
	}
	return core.NewBytes(b), nil
}

func dumpFunc(t *thread, a []value) (value, error) {
	b, err := writeArgs(t, a[0], a[2], a[3])
	if err != nil {
		return unbound, err
	}
	return t.CallMethod(a[1], core.Intern("write"), core.NewBytes(b))
}

func loadsFunc(t *thread, a []value) (value, error) {
	get := core.SlotsOf(a[0]).Buffer
	if get == nil {
		return unbound, t.TypeError("a bytes-like object is required, not '%s'", a[0].TypeName())
	}
	buf, err := get(t, a[0], false)
	if err != nil {
		return unbound, err
	}
	if buf.Release != nil {
		defer buf.Release()
	}
	if !buf.Contiguous() {
		return unbound, t.Raise(&core.ExcBufferError, "memoryview: underlying buffer is not C-contiguous")
	}
	r := &reader{t: t, data: buf.B, file: unbound}
	return r.top(a[1])
}

func loadFunc(t *thread, a []value) (value, error) {
	// As CPython does, make sure first that the file gives bytes.
	b, err := t.CallMethod(a[0], core.Intern("read"), core.Int(0))
	if err != nil {
		return unbound, err
	}
	if core.AsBytes(b) == nil {
		return unbound, t.TypeError("file.read() returned not bytes but %s", b.TypeName())
	}
	readinto, err := t.GetAttr(a[0], core.Intern("readinto"))
	if err != nil {
		return unbound, err
	}
	r := &reader{t: t, file: readinto}
	return r.top(a[1])
}

// Module is marshal.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "marshal",
		Doc: "Read and write plain Python values in a binary format.\n\nFunctions: dump, load, dumps, loads. version is the newest version of the format.\n" +
			"Code objects are written as the source that they were compiled from.",
		Funcs: core.AuditAll([]core.Func{
			{Name: "dump", Sig: "(value, file, version=5, /, *, allow_code=True)", Flags: busy, Fn: dumpFunc, Doc: "Write a value to a binary file."},
			{Name: "load", Sig: "(file, /, *, allow_code=True)", Flags: busy, Fn: loadFunc, Doc: "Read one value from a binary file.\n\nRaise EOFError, ValueError or TypeError if there is none that is valid."},
			{Name: "dumps", Sig: "(value, version=5, /, *, allow_code=True)", Flags: busy, Fn: dumpsFunc, Doc: "Return the bytes that dump() would write."},
			{Name: "loads", Sig: "(bytes, /, *, allow_code=True)", Flags: busy, Fn: loadsFunc, Doc: "Return the value that the bytes begin with."},
		}, map[string]core.Event{
			"dump": {Name: "marshal.dumps", Args: []int{0, 2}}, "dumps": {Name: "marshal.dumps", Args: []int{0, 1}},
			"load": {Name: "marshal.load"}, "loads": {Name: "marshal.loads", Args: []int{0}},
		}),
		Attrs: []core.Attr{{Name: "version", Value: core.Int(version)}},
	}
}
