// Package json_ is the native module _json: the scanner and encoder behind package json, with CPython's interface.
package json_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	thread = core.Thread
	value  = core.Value
)

var (
	setupOnce                sync.Once
	scannerType, encoderType core.Type
)

// asciiFunc and plainFunc are declared once, so that an encoder recognises them.
var (
	asciiFunc = core.Func{Name: "encode_basestring_ascii", Sig: "(object, /)", Flags: core.Charges, Fn: encodeFunc(appendASCII), Doc: "encode_basestring_ascii(string) -> string\n\nWrite a string as JSON, all in ASCII."}
	plainFunc = core.Func{Name: "encode_basestring", Sig: "(object, /)", Flags: core.Charges, Fn: encodeFunc(appendPlain), Doc: "encode_basestring(string) -> string\n\nWrite a string as JSON, in which characters outside of ASCII stay as they are."}
)

type stateKey struct{}

// state is what the module knows of its interpreter's function objects.
type state struct {
	ascii, plain value
	last         int // length of the text written last, from which that of the next is guessed
}

// Module is _json.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_json",
		Doc:  "json speedups\n",
		Types: func() []*core.Type {
			setupOnce.Do(func() {
				setupScanner()
				setupEncoder()
			})
			return nil
		},
		Funcs: []core.Func{
			{Name: "scanstring", Sig: "(string, end, strict=True, /)", Flags: core.Polls | core.Charges, Fn: scanString, Doc: "scanstring(string, end, strict=True) -> (string, end)\n\nRead a JSON string whose opening quote is just before position end; return it,\nand the position after its closing quote. Control characters in it are errors\nonly if strict is true."},
		},
		Init: func(t *thread, m *core.Module) error {
			s := core.StateOf(t.Interp(), stateKey{}, func() *state { return &state{} })
			s.ascii, s.plain = core.NewFunction(&asciiFunc, "_json"), core.NewFunction(&plainFunc, "_json")
			d := m.Dict()
			d.SetStr(core.Intern("encode_basestring_ascii"), s.ascii)
			d.SetStr(core.Intern("encode_basestring"), s.plain)
			d.SetStr(core.Intern("make_scanner"), scannerType.Val())
			d.SetStr(core.Intern("make_encoder"), encoderType.Val())
			return nil
		},
	}
}

// decodeError makes a json.JSONDecodeError about byte offset off of doc.
func decodeError(t *thread, msg string, doc *core.Str, off int) error {
	m, err := t.Import("json.decoder")
	if err != nil {
		return err
	}
	cls, err := t.GetAttr(m, core.Intern("JSONDecodeError"))
	if err != nil {
		return err
	}
	pos := off // -1: before the document
	if off > 0 {
		if pos, err = t.IndexOf(doc, min(off, len(doc.String()))); err != nil {
			return err
		}
	}
	e, err := t.Call(cls, core.StrVal(msg), doc.Val(), core.Int(int64(pos)))
	if err != nil {
		return err
	}
	if x := core.AsException(e); x != nil {
		return x
	}
	return t.TypeError("exceptions must derive from BaseException")
}
