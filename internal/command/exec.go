// This file runs what the command line names in __main__ and turns how it ended into an exit code.
package command

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/core"
)

// execute runs the program and gives the exit code.
func execute(in *core.Interpreter, o *options) int {
	t := in.Main()
	if len(o.WarnOptions) > 0 {
		_, _ = t.Import("warnings") // it reads sys.warnoptions
	}
	err := program(t, o)
	status := t.ExitStatus(err)
	tellOfLibrary(t, err)
	in.StopInspecting()
	if o.Inspect && (!o.inspectEnv || isTerminal()) && (o.file != "" && o.file != "-" || o.hasCmd || o.module != "") && t.Interp().Killed() == nil {
		if s, ok := repl(t, o); ok {
			status = s
		}
	}
	killed := in.Killed()
	if s := in.Finish(); status == 0 {
		status = s
	}
	if k := in.Killed(); k != killed && k.Limit != "exit" {
		fmt.Fprintln(os.Stderr, "viv:", k)
	}
	return status
}

// tellOfLibrary says below a traceback how a program gets the modules of the standard library that are not here.
func tellOfLibrary(t *core.Thread, err error) {
	if name := t.MissingLibrary(err); name != "" {
		fmt.Fprintf(os.Stderr, "viv: %s is a module of the standard library that Vivarium does not have itself; --stdlib DIR or VIVARIUM_STDLIB=DIR serves it from Python's library folder\n", name)
	}
}

// program runs the file, string, module or standard input that the command line names.
func program(t *core.Thread, o *options) error {
	switch {
	case o.hasCmd:
		if !o.safePath {
			t.PrependPath("")
		}
		return t.RunMain([]byte(o.cmd+"\n"), "<string>", true)
	case o.module != "":
		if !o.safePath {
			dir, err := os.Getwd()
			if err == nil {
				t.PrependPath(dir)
			}
		}
		return t.RunModule(o.module)
	case o.file == "" || o.file == "-":
		if !o.safePath {
			t.PrependPath("")
		}
		if isTerminal() || o.Inspect && !o.inspectEnv && o.file == "" {
			t.Interp().StopInspecting()
			status, _ := repl(t, o)
			return core.ExitError(status)
		}
		src, err := readBounded(os.Stdin)
		if err != nil {
			return err
		}
		return t.RunMain(src, "<stdin>", false)
	}
	return runFile(t, o)
}

func runFile(t *core.Thread, o *options) error {
	st, err := os.Stat(o.file)
	if err != nil {
		fmt.Fprintf(os.Stderr, "viv: can't open file '%s': [Errno 2] No such file or directory\n", abs(o.file))
		return core.ExitError(2)
	}
	if st.IsDir() {
		return t.RunArchive(absDir(o.file))
	}
	src, err := readFileBounded(o.file)
	if err != nil {
		fmt.Fprintf(os.Stderr, "viv: can't open file '%s': %v\n", abs(o.file), err)
		return core.ExitError(2)
	}
	if mayBeZip(src) {
		if ok, err := t.IsArchive(o.file); ok || err != nil {
			if err == nil {
				err = t.RunArchive(abs(o.file))
			}
			return err
		}
	}
	if !o.safePath {
		dir := filepath.Dir(o.file)
		if real, err := filepath.EvalSymlinks(o.file); err == nil {
			dir = filepath.Dir(real)
		}
		t.PrependPath(abs(dir))
	}
	if strings.HasSuffix(o.file, ".pyc") {
		return t.RunBytecode(abs(o.file))
	}
	if o.skipLine {
		src = src[firstLine(src):]
	}
	return t.RunMain(src, abs(o.file), false)
}

// readBounded reads a program's text; readFileBounded that in a file.
func readBounded(r io.Reader) ([]byte, error) {
	return new(runOptions).readSource(r)
}

func readFileBounded(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readBounded(f)
}

// firstLine is the length of the first line without what ends it: the others keep their numbers.
func firstLine(src []byte) int {
	if i := bytes.IndexByte(src, '\n'); i >= 0 {
		return i
	}
	return len(src)
}

// mayBeZip looks for the record that ends a zip file: before its comment of at most 64 KiB. To ask zipimport of every program
// would take longer than all else that happens before it runs.
func mayBeZip(b []byte) bool {
	const record = 22
	return bytes.Contains(b[max(0, len(b)-record-1<<16):], []byte("PK\x05\x06"))
}

func abs(p string) string {
	if a, err := filepath.Abs(p); err == nil {
		return a
	}
	return p
}

// absDir is abs of a folder, which keeps the slash at its end if it has one.
func absDir(p string) string {
	a := abs(p)
	if strings.HasSuffix(p, "/") && !strings.HasSuffix(a, "/") {
		a += "/"
	}
	return a
}

func isTerminal() bool {
	st, err := os.Stdin.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}

// dis prints the instructions of a file.
func dis(args []string) int {
	if len(args) != 1 {
		fmt.Fprintln(os.Stderr, "usage: viv dis FILE")
		return 2
	}
	src, err := os.ReadFile(args[0])
	if err != nil {
		fmt.Fprintln(os.Stderr, "viv dis:", err)
		return 1
	}
	c, err := core.CompileFile(src, args[0])
	if err != nil {
		fmt.Fprintln(os.Stderr, "viv dis:", err)
		return 1
	}
	fmt.Print(code.Disassemble(c, true))
	return 0
}
