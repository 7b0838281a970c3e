// This file runs programs in __main__ and ends interpreters: what the command and the embedding API call.
package core

import (
	"fmt"
	"strings"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/compile"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// ExitError asks for an exit status without a traceback.
type ExitError int

func (e ExitError) Error() string { return "exit" }

// PrependPath puts a folder before sys.path, also of the interpreters that this one makes.
func (t *Thread) PrependPath(dir string) {
	t.interp.scriptDir = &dir
	o := &t.interp.opts
	o.Path = append([]string{dir}, o.Path...)
	if l := AsList(t.sysAttr("path")); l != nil {
		l.items = append([]Value{t.fsString(dir)}, l.items...)
	}
}

// RunMain compiles a program and runs it in __main__.
func (t *Thread) RunMain(src []byte, filename string, isText bool) error {
	return t.Protect(func() error { return t.runMain(src, filename, isText) })
}

func (t *Thread) runMain(src []byte, filename string, isText bool) error {
	t.enterMain(filename)
	co, err := t.compileModule(src, filename, "", CompileOptions{IsText: isText, FromFile: !isText, Optimize: t.interp.opts.Optimize})
	if err != nil {
		return err
	}
	if filename == "<string>" {
		t.interp.program = &mainProgram{co, string(src)}
	}
	return t.RunInMain(co)
}

// mainProgram is a program that came as a string, for the lines of its tracebacks.
type mainProgram struct {
	code *CodeObj
	text string
}

// enterMain makes __main__ the module of a file; names in angle brackets are none.
func (t *Thread) enterMain(filename string) {
	d := t.interp.mainMod.dict
	if !strings.HasPrefix(filename, "<") {
		p := t.fsString(filename)
		d.SetStr(nFile, p)
		l := &SourceLoader{Header: Header{&SourceLoaderType.shape0}, name: nMain.Val(), path: p}
		d.SetStr(nLoader, obj(&l.Header))
		d.SetStr(Intern("__cached__"), None)
	}
}

// RunModule runs a module as a script, through runpy.
func (t *Thread) RunModule(name string) error {
	return t.Protect(func() error { return t.runModule(name) })
}

func (t *Thread) runModule(name string) error {
	m, err := t.Import("runpy")
	if err != nil {
		return err
	}
	_, err = t.CallMethod(m, Intern("_run_module_as_main"), StrVal(name))
	return err
}

// IsArchive reports whether a file is something that sys.path_hooks can import from, as a zip file is.
func (t *Thread) IsArchive(path string) (ok bool, err error) {
	err = t.Protect(func() error {
		finder, err := t.entryFinder(NewStr(path))
		ok = err == nil && !finder.IsNone()
		if !ok {
			if cache := AsDict(t.sysAttr("path_importer_cache")); cache != nil {
				cache.DelStr(NewStr(path))
			}
		}
		return err
	})
	return
}

// RunArchive runs module __main__ of a folder or zip file.
func (t *Thread) RunArchive(path string) error {
	return t.Protect(func() error {
		t.PrependPath(path)
		m, err := t.Import("runpy")
		if err != nil {
			return err
		}
		_, err = t.CallMethod(m, Intern("_run_module_as_main"), StrVal("__main__"), False)
		return err
	})
}

// RunBytecode runs a .pyc file in __main__.
func (t *Thread) RunBytecode(path string) error {
	return t.Protect(func() error {
		m, err := t.Import("importlib._fileutil")
		if err != nil {
			return err
		}
		l, err := t.CallMethod(m, Intern("SourcelessFileLoader"), StrVal("__main__"), t.fsString(path))
		if err != nil {
			return err
		}
		co, err := t.CallMethod(l, Intern("get_code"), StrVal("__main__"))
		if err != nil {
			return err
		}
		t.enterMain(path)
		t.interp.mainMod.dict.SetStr(nLoader, l)
		return t.RunInMain(As[CodeObj](co))
	})
}

// StatusInterrupted is the status of a program that an interrupt ended: the command then ends by that signal, so that
// a shell sees it.
const StatusInterrupted = 0x100 | 2

// ExitStatus turns how a program ended into an exit status, printing what is to be printed.
func (t *Thread) ExitStatus(err error) (status int) {
	if perr := t.Protect(func() error { status = t.exitStatus(err); return nil }); perr != nil {
		status = t.exitStatus(perr)
	}
	return status
}

func (t *Thread) exitStatus(err error) int {
	if err == nil {
		return 0
	}
	if e, ok := err.(ExitError); ok {
		return int(e)
	}
	if ie, ok := err.(*InternalError); ok {
		text := fmt.Sprintf("viv: %v\nThis is a bug in Vivarium; please report it with what follows.\n%s", ie, ie.Stack)
		_, _ = t.interp.host.Write(nil, 2, []byte(text))
		return 70
	}
	if k, ok := err.(*Kill); ok {
		t.writeStderr("viv: " + k.Error() + "\n")
		return 137
	}
	exc := t.goError(err)
	if exc.shape.typ.IsSubtype(&ExcSystemExit) && !t.interp.opts.Inspect {
		return t.systemExit(exc)
	}
	t.printUncaught(exc)
	if exc.shape.typ.IsSubtype(&ExcKeyboardInterrupt) {
		return StatusInterrupted
	}
	return 1
}

// StopInspecting makes SystemExit end the program again: where the command is to inspect what is left, one is printed.
func (in *Interpreter) StopInspecting() { in.opts.Inspect = false }

// MissingLibrary is the name of the standard library's module that an import, or runpy, did not find, or "": the
// interpreter has no folder of them.
func (t *Thread) MissingLibrary(err error) (name string) {
	e := ExceptionOf(err)
	if e == nil || t.interp.opts.Stdlib != "" {
		return ""
	}
	attr, before := "name", ""
	if e.shape.typ.IsSubtype(&ExcSystemExit) {
		attr, before = "code", ": No module named "
	} else if !e.shape.typ.IsSubtype(&ExcModuleNotFoundError) {
		return ""
	}
	_ = t.Protect(func() error {
		v, err := t.GetAttr(e.Val(), Intern(attr))
		s := AsStr(v)
		if err != nil || s == nil {
			return err
		}
		_, found, ok := strings.Cut(s.s, before)
		top, _, _ := strings.Cut(found, ".")
		if _, _, here := t.embeddedSource(top); ok && !here && t.nativeDef(top) == nil && t.isStdlibName(NewStr(top)) {
			name = found
		}
		return nil
	})
	return name
}

// systemExit is the status of a SystemExit; a code that is no int is printed.
func (t *Thread) systemExit(e *Exception) int {
	c := e.f[0]
	if !c.Given() {
		return 0
	}
	if s, b, ok := AsInt(c); ok {
		if b != nil {
			return -1 & 0xFF
		}
		return int(s) & 0xFF
	}
	t.flushStd("stdout")
	s, err := t.Str(c)
	if err == nil {
		t.writeStderr(s.s + "\n")
	}
	return 1
}

// printUncaught calls sys.excepthook.
func (t *Thread) printUncaught(e *Exception) {
	sys := t.interp.sysDict
	tb := e.traceback()
	sys.SetStr(Intern("last_exc"), e.Val())
	sys.SetStr(Intern("last_type"), e.shape.typ.Val())
	sys.SetStr(Intern("last_value"), e.Val())
	sys.SetStr(Intern("last_traceback"), tb)
	t.flushStd("stdout")
	hook := t.sysAttr("excepthook")
	if err := t.Audit("sys.excepthook", eventArg(hook), e.shape.typ.Val(), e.Val(), tb); err != nil {
		if Matches(err, &ExcRuntimeError) {
			return
		}
		t.printUnraisable(err, None, "Exception ignored in audit hook")
	}
	if !hook.IsUnbound() {
		_, err := t.Call(hook, e.shape.typ.Val(), e.Val(), tb)
		if err == nil {
			return
		}
		if _, ok := err.(*Kill); ok {
			return
		}
		if Matches(err, &ExcSystemExit) {
			return
		}
		t.writeStderr("Error in sys.excepthook:\n")
		t.PrintException(t.goError(err))
		t.writeStderr("\nOriginal exception was:\n")
	} else {
		t.writeStderr("sys.excepthook is missing\n")
	}
	t.PrintException(e)
}

// flushStd flushes one of the standard streams, ignoring failures.
func (t *Thread) flushStd(name string) error {
	if f := t.sysAttr(name); f.Given() {
		_, err := t.CallMethod(f, nFlush)
		return err
	}
	return nil
}

// writeStderr writes text to sys.stderr, or to descriptor 2 where that is missing or broken.
func (t *Thread) writeStderr(text string) {
	f := t.sysAttr("stderr")
	if f.IsNone() {
		return // as a program has it that wants no messages
	}
	if f.Given() {
		if _, err := t.CallMethod(f, nWrite, StrVal(text)); err == nil {
			_ = t.flushStd("stderr")
			return
		}
	}
	_, _ = t.interp.host.Write(t, 2, []byte(text))
}

// Finish ends an interpreter: threads, atexit functions, streams. It gives 120 if flushing stdout failed, and leaves it to Killed to tell
// of a kill meanwhile.
func (in *Interpreter) Finish() (status int) {
	if in.killed.Load() != nil {
		return 0
	}
	err := in.main.Protect(func() (err error) { status, err = in.finish(); return err })
	if _, killed := err.(*Kill); killed {
		return 137
	}
	if err != nil {
		return in.main.exitStatus(err)
	}
	return status
}

func (in *Interpreter) finish() (status int, err error) {
	t := in.main
	t.runAtExit()
	if err := t.warnFresh(); err != nil {
		return 0, err
	}
	in.finalizing = true
	in.request(reqEnd)
	if err := t.finalizeAll(); err != nil {
		return 0, err
	}
	_ = t.flushStreams()
	if err := t.flushStd("stdout"); err != nil {
		if m := &in.meter.mem; m.limit > 0 && Matches(err, &ExcMemoryError) {
			_ = in.exceeded("memory", max(m.last.Load(), m.limit), m.limit) // what the program printed does not fit
		} else if !Matches(err, &ExcValueError) {
			t.unraisable(err, t.sysAttr("stdout"), "", "while flushing sys.stdout")
			status = 120
		}
	}
	_ = t.flushStd("stderr")
	return status, nil
}

// CompileFile compiles a program without an interpreter, for the disassembler.
func CompileFile(src []byte, filename string) (*code.Code, error) {
	mod, err := syntax.Parse(src, syntax.Options{Filename: filename})
	if err != nil {
		return nil, err
	}
	return compile.Compile(mod, filename, compile.Options{})
}

// DrainOutput writes out what a killed interpreter had printed and not flushed, running none of its code: only streams
// that are wholly native are looked at.
func (in *Interpreter) DrainOutput() {
	for _, name := range []string{"__stdout__", "__stderr__"} {
		v, ok := in.sysDict.GetStr(Intern(name))
		if !ok || !v.exactly(&TextIOWrapperType) {
			continue
		}
		x := textSelf(v)
		if !x.buffer.exactly(&BufferedWriterType) {
			continue
		}
		b := As[Buffered](x.buffer)
		if !b.ok || b.detached || b.done || b.w > len(b.buf) || !b.raw.exactly(&FileIOType) {
			continue
		}
		out := append(append([]byte(nil), b.buf[:b.w]...), x.pending...)
		b.w, x.pending = 0, nil
		for len(out) > 0 {
			n, err := in.host.Write(nil, fileSelf(b.raw).fd, out)
			if err != nil || n <= 0 {
				return
			}
			out = out[n:]
		}
	}
}
