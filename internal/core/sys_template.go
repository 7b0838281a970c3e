// This file makes what module sys starts with in every interpreter: the functions and constants, built once a process and
// copied. Invariant: the template holds only immutable objects, and nothing writes to it after it was built.
package core

import (
	"runtime"
	"strings"
	"sync"
)

// sysNames are the interned names of what differs between interpreters; sysTemplate sets them.
var sysNames struct {
	sys, modules, argv, origArgv, path, pathHooks, pathImporterCache, metaPath, warnOptions, xoptions, executable, baseExecutable,
	stdlibDir, implementation, flags, builtinModuleNames *Str
	prefixes [4]*Str
}

// sysTemplate is the namespace of module sys before an interpreter's own things are put in.
var sysTemplate = sync.OnceValue(func() *Dict {
	k := &sysNames
	for name, p := range map[string]**Str{
		"sys": &k.sys, "modules": &k.modules, "argv": &k.argv, "orig_argv": &k.origArgv, "path": &k.path, "path_hooks": &k.pathHooks,
		"path_importer_cache": &k.pathImporterCache, "meta_path": &k.metaPath, "warnoptions": &k.warnOptions, "_xoptions": &k.xoptions,
		"executable": &k.executable, "_base_executable": &k.baseExecutable, "_stdlib_dir": &k.stdlibDir, "implementation": &k.implementation,
		"flags": &k.flags, "builtin_module_names": &k.builtinModuleNames,
	} {
		*p = Intern(name)
	}
	d := NewDictSize(128)
	set := func(name string, v Value) { d.SetStr(Intern(name), v) }
	str := func(name, v string) { set(name, StrVal(v)) }
	set("__name__", Intern("sys").Val())
	str("__doc__", "What belongs to the interpreter: its arguments, its modules, its streams, its\nlimits and hooks.")
	set("__package__", None)
	set("__loader__", None)
	set("__spec__", None)
	for i := range sysFuncList {
		set(sysFuncList[i].Name, NewFunction(&sysFuncList[i], "sys"))
	}
	for _, name := range []*Str{k.modules, k.argv, k.origArgv, k.path, k.pathHooks, k.pathImporterCache, k.metaPath, k.warnOptions, k.xoptions,
		k.executable, k.baseExecutable} {
		d.SetStr(name, None)
	}
	for i, n := range []string{"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"} {
		k.prefixes[i] = Intern(n)
		str(n, "/usr")
	}
	str("platlibdir", "lib")
	set("_stdlib_dir", None)
	str("platform", "linux")
	str("byteorder", "little")
	str("copyright", "Copyright (c) 2026, The Vivarium Authors.")
	str("version", VersionText+" (Vivarium) [Go "+strings.TrimPrefix(runtime.Version(), "go")+"]")
	set("hexversion", Int(hexVersion))
	set("api_version", Int(1013))
	set("maxsize", Int(1<<63-1))
	set("maxunicode", Int(0x10FFFF))
	set("float_repr_style", Intern("short").Val())
	set("dont_write_bytecode", True)
	set("pycache_prefix", None)
	str("abiflags", "")
	str("_framework", "")
	set("_git", NewTuple(StrVal("Vivarium"), StrVal(""), StrVal("")))
	var t *Thread // structSeq of constants needs no thread
	set("version_info", sysVersion())
	set("implementation", None)
	set("flags", None)
	set("float_info", t.structSeq(&FloatInfoType, Float(1.7976931348623157e308), Int(1024), Int(308), Float(2.2250738585072014e-308), Int(-1021), Int(-307), Int(15), Int(53), Float(2.220446049250313e-16), Int(2), Int(1)))
	set("int_info", t.structSeq(&IntInfoType, Int(30), Int(4), Int(defaultMaxStrDigits), Int(640)))
	set("hash_info", t.structSeq(&HashInfoType, Int(64), Int(1<<61-1), Int(314159), Int(0), Int(1000003), StrVal("siphash13"), Int(64), Int(128), Int(0)))
	set("thread_info", t.structSeq(&ThreadInfoType, StrVal("pthread"), StrVal("semaphore"), None))
	set("builtin_module_names", None)
	set("stdlib_module_names", constFrozenSet(stdlibNames()))
	for _, n := range []string{"displayhook", "excepthook", "unraisablehook", "breakpointhook"} {
		if v, ok := d.GetStr(Intern(n)); ok {
			set("__"+n+"__", v)
		}
	}
	for _, name := range []string{"stdin", "stdout", "stderr"} {
		set(name, None)
		set("__"+name+"__", None)
	}
	return d
})

var sysVersion = sync.OnceValue(func() Value {
	var t *Thread
	return t.structSeq(&VersionInfoType, Int(versionMajor), Int(versionMinor), Int(versionMicro), StrVal("final"), Int(0))
})

// sysImplementation is the namespace of sys.implementation, to be copied.
var sysImplementation = sync.OnceValue(func() *Dict {
	d := NewDict()
	d.SetStr(Intern("name"), StrVal("vivarium"))
	d.SetStr(Intern("version"), sysVersion())
	d.SetStr(Intern("hexversion"), Int(hexVersion))
	d.SetStr(Intern("cache_tag"), StrVal("vivarium-314"))
	d.SetStr(Intern("_multiarch"), StrVal("x86_64-linux-gnu"))
	return d
})

// pathHook is the function that sys.path_hooks starts with.
var pathHook = sync.OnceValue(func() Value { return NewFunction(&pathHookFunc, "_frozen_importlib_external") })

// zipHook comes before it.
var zipHook = sync.OnceValue(func() Value { return NewFunction(&zipHookFunc, "zipimport") })
