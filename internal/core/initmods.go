// This file makes what an interpreter starts with: builtins, sys, __main__ and the standard streams.
package core

// initModules makes the modules that every interpreter has.
func (t *Thread) initModules() error {
	in := t.interp
	in.maxStrDigits = defaultMaxStrDigits
	if n := in.opts.Flags.MaxStrDigits; n != nil {
		in.maxStrDigits = *n
	}
	in.modules = NewDict()
	in.builtins = newBuiltins()
	b := &Module{Header: Header{&ModuleType.shape0}, dict: in.builtins}
	in.builtinsMod = b.Val()
	in.modules.SetStr(Intern("builtins"), b.Val())
	if in.opts.Optimize != 0 {
		in.Builtins().SetStr(Intern("__debug__"), False)
	}
	if err := t.initSys(); err != nil {
		return err
	}
	in.sysDict.SetStr(nSpec, obj(&newSpec("sys", BuiltinImporterType.Val(), StrVal("built-in")).Header))
	main := NewModule("__main__")
	main.dict.SetStr(nBuiltins, b.Val())
	main.dict.SetStr(nLoader, BuiltinImporterType.Val())
	in.modules.SetStr(nMain, main.Val())
	in.mainMod = main
	if in.host != nil && in.host.OwnsProcess() {
		in.Signals()
	}
	return t.initStreams()
}

// MainDict is the namespace of __main__.
func (in *Interpreter) MainDict() *Dict { return in.mainMod.dict }
