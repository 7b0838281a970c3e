// This file is the interactive mode: it reads statements, from a line editor on a terminal (repl_edit.go) or from any
// other standard input, and runs them in __main__ until the end of input or SystemExit.
package command

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// console is one interactive session.
type console struct {
	t      *core.Thread
	o      *options
	editor *editor // nil: lines come from sys.stdin
	stdin  core.Value
	future uint32 // __future__ statements seen
	inputs int    // statements read from the editor
	eof    bool
}

// errInterrupted is Ctrl-C at the prompt.
var errInterrupted = fmt.Errorf("interrupted")

// repl runs the interactive mode; ok is false where it did not start and status is not to be used.
func repl(t *core.Thread, o *options) (status int, ok bool) {
	c := &console{t: t, o: o}
	err := t.Protect(c.start)
	for err == nil {
		err = c.one()
	}
	if c.editor != nil {
		c.editor.close()
	}
	if err == io.EOF {
		fmt.Fprintln(os.Stderr)
		return 0, true
	}
	return t.ExitStatus(err), true
}

// start prints the banner, sets the prompts and runs $PYTHONSTARTUP.
func (c *console) start() error {
	t := c.t
	if !c.o.quiet && !c.o.Inspect || c.o.file == "" && !c.o.hasCmd && c.o.module == "" && !c.o.quiet {
		fmt.Fprintf(os.Stderr, "Python %s (Vivarium, %s) on %s\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n",
			core.VersionText, runtime.Version(), runtime.GOOS)
	}
	sys, err := t.Import("sys")
	if err != nil {
		return err
	}
	for name, text := range map[string]string{"ps1": ">>> ", "ps2": "... "} {
		v, err := t.LookupAttr(sys, core.Intern(name))
		if err == nil && v.IsUnbound() {
			err = t.SetAttr(sys, core.Intern(name), core.StrVal(text))
		}
		if err != nil {
			return err
		}
	}
	if c.stdin, err = t.LookupAttr(sys, core.Intern("stdin")); err != nil {
		return err
	}
	script := c.o.file != "" && c.o.file != "-" || c.o.hasCmd || c.o.module != ""
	if path := os.Getenv("PYTHONSTARTUP"); path != "" && !c.o.noEnv && !script {
		src, err := os.ReadFile(path)
		if err != nil {
			fmt.Fprintf(os.Stderr, "Could not open PYTHONSTARTUP\n%v\n", err)
		} else if err := c.run(src, path, "exec"); err != nil {
			return err
		}
	}
	if isTerminal() && isCharDevice(os.Stdout) && (c.o.noEnv || os.Getenv("PYTHON_BASIC_REPL") == "") && os.Getenv("TERM") != "dumb" {
		c.editor = newEditor(c)
	}
	return nil
}

// one reads and runs one statement; its error ends the session.
func (c *console) one() error {
	var src string
	var err error
	perr := c.t.Protect(func() error {
		if c.editor != nil {
			src, err = c.editor.read()
		} else {
			src, err = c.readBasic()
		}
		return nil
	})
	if perr != nil {
		return perr
	}
	if err == errInterrupted {
		fmt.Fprintln(os.Stderr, "\nKeyboardInterrupt")
		return nil
	}
	if err != nil && core.Matches(err, &core.ExcKeyboardInterrupt) {
		fmt.Fprintln(os.Stderr, "\nKeyboardInterrupt")
		return nil
	}
	if err != nil {
		return err
	}
	if blankSource(src) {
		return nil
	}
	if c.editor == nil {
		return c.run([]byte(src), "<stdin>", "single")
	}
	if c.command(strings.TrimSpace(src)) {
		return core.ExitError(0)
	}
	c.inputs++
	return c.run([]byte(src), "<python-input-"+strconv.Itoa(c.inputs-1)+">", "several")
}

// command reports that the line is one of exit and quit, which need no parentheses unless the program uses the name.
func (c *console) command(line string) bool {
	if line != "exit" && line != "quit" {
		return false
	}
	_, taken := c.t.Interp().MainDict().GetStr(core.Intern(line))
	return !taken
}

// run compiles source and runs it; exceptions are printed, and only what ends the session is returned.
func (c *console) run(src []byte, filename, mode string) error {
	err := c.t.Protect(func() error { return c.exec(src, filename, mode) })
	c.flush()
	if err == nil {
		return nil
	}
	if e := core.ExceptionOf(err); e == nil || core.Matches(err, &core.ExcSystemExit) {
		return err
	}
	c.t.ExitStatus(err) // prints it
	tellOfLibrary(c.t, err)
	return nil
}

// flush empties sys.stdout, so that prompts come after output.
func (c *console) flush() {
	_ = c.t.Protect(func() error {
		sys, err := c.t.Import("sys")
		if err != nil {
			return err
		}
		f, err := c.t.LookupAttr(sys, core.Intern("stdout"))
		if err != nil || !f.Given() {
			return err
		}
		_, err = c.t.CallMethod(f, core.Intern("flush"))
		return err
	})
}

// exec runs source in __main__: mode is "exec", "single", or "several" for statements of which the last shows its value.
func (c *console) exec(src []byte, filename, mode string) error {
	t := c.t
	o := core.CompileOptions{IsText: true, Future: c.future, Optimize: c.o.Optimize}
	var codes []*core.CodeObj
	if mode != "several" {
		co, err := t.Compile(src, filename, mode, o)
		if err != nil {
			return c.withText(err, src)
		}
		codes = append(codes, co)
	} else {
		mod, err := t.ParseSource(src, filename, "exec", o)
		if err != nil {
			return err
		}
		m, ok := mod.(*syntax.Module)
		if !ok {
			return t.SystemError("the parser gave no module")
		}
		for i, stmt := range m.Body {
			var part syntax.Mod = &syntax.Interactive{Body: []syntax.Stmt{stmt}}
			if i < len(m.Body)-1 {
				part = &syntax.Module{Body: []syntax.Stmt{stmt}}
			}
			co, err := t.CompileTree(part, filename, o)
			if err != nil {
				return c.withText(err, src)
			}
			codes = append(codes, co)
		}
	}
	for _, co := range codes {
		if filename[0] == '<' {
			if err := c.register(co, src, filename); err != nil {
				return err
			}
		}
		if cc, _ := core.CodeOf(co.Val()); cc != nil {
			c.future |= cc.Flags & (code.CoFutureAnnotations | code.CoFutureBarry)
		}
		d := t.Interp().MainDict()
		if _, err := t.Eval(co, d, d.Val()); err != nil {
			return err
		}
	}
	return nil
}

// withText gives a SyntaxError that knows its line only by number the line that was typed.
func (c *console) withText(err error, src []byte) error {
	e := core.ExceptionOf(err)
	if e == nil || !core.Matches(err, &core.ExcSyntaxError) {
		return err
	}
	text, failed := c.t.LookupAttr(e.Val(), core.Intern("text"))
	if failed != nil || !text.IsNone() {
		return err
	}
	lineno, failed := c.t.LookupAttr(e.Val(), core.Intern("lineno"))
	if failed != nil {
		return err
	}
	n, _, ok := core.AsInt(lineno)
	if lines := strings.SplitAfter(string(src), "\n"); ok && n >= 1 && n <= int64(len(lines)) {
		_ = c.t.SetAttr(e.Val(), core.Intern("text"), core.StrVal(lines[n-1]))
	}
	return err
}

// register lets tracebacks show the source that was typed.
func (c *console) register(co *core.CodeObj, src []byte, filename string) error {
	m, err := c.t.Import("linecache")
	if err == nil {
		_, err = c.t.CallMethod(m, core.Intern("_register_code"), co.Val(), core.StrVal(string(src)), core.StrVal(filename))
	}
	if core.Matches(err, &core.ExcException) {
		return nil // without the lines a traceback is still right
	}
	return err
}

// prompt words sys.ps1 or sys.ps2; its error is an interrupt or the end of the interpreter.
func (c *console) prompt(name, def string) (string, error) {
	text := def
	err := c.t.Protect(func() error {
		if err := c.t.Poll(); err != nil {
			return err
		}
		sys, err := c.t.Import("sys")
		if err != nil {
			return err
		}
		v, err := c.t.LookupAttr(sys, core.Intern(name))
		if err != nil || v.IsUnbound() {
			return err
		}
		s, err := c.t.Str(v)
		if err == nil {
			text = s.String()
		}
		return err
	})
	if core.Matches(err, &core.ExcException) {
		err = nil
	}
	return text, err
}

// readBasic reads one statement line by line, prompting on stderr as python3 does where there is no terminal to edit on.
func (c *console) readBasic() (string, error) {
	src, name := "", "ps1"
	for {
		prompt, err := c.prompt(name, ">>> ")
		if err != nil {
			return "", err
		}
		fmt.Fprint(os.Stderr, prompt)
		if c.eof {
			return "", io.EOF
		}
		v, err := c.t.CallMethod(c.stdin, core.Intern("readline"))
		if err != nil && core.Matches(err, &core.ExcOSError) {
			c.eof = true // of a closed file nothing more will come
			return "", io.EOF
		}
		if err != nil {
			return "", err
		}
		s := core.AsStr(v)
		if s == nil {
			return "", c.t.TypeError("object.readline() returned non-string")
		}
		line := s.String()
		if line == "" {
			c.eof = true
			if strings.TrimSpace(src) == "" {
				return "", io.EOF
			}
			fmt.Fprintln(os.Stderr)
			return src, nil
		}
		src += line
		if len(src) > 1<<26 {
			return "", c.t.MemoryError()
		}
		if !strings.HasSuffix(line, "\n") {
			// The input ends within the line, which shows when the next one is asked for.
			c.eof = true
			if prompt, err = c.prompt("ps2", "... "); err != nil {
				return "", err
			}
			fmt.Fprintln(os.Stderr, prompt)
			return src, nil
		}
		if !incomplete(src, strings.TrimSpace(line) == "") {
			return src, nil
		}
		name = "ps2"
	}
}

// blankSource reports lines with nothing but comments.
func blankSource(src string) bool {
	for line := range strings.Lines(src) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return false
		}
	}
	return true
}

// incomplete reports that more lines could belong to a statement: it is unfinished, or a block that no empty line has ended.
func incomplete(src string, blank bool) bool {
	if blankSource(src) {
		return false
	}
	const good = -1
	parse := func(s string, dedent bool) int {
		_, err := syntax.Parse([]byte(s), syntax.Options{Mode: syntax.ModeSingle, IsText: true, AllowIncomplete: true, DontImplyDedent: dedent})
		if se, ok := err.(*syntax.SyntaxError); ok {
			return int(se.Kind)
		}
		return good
	}
	text := strings.TrimSuffix(src, "\n")
	if blank && text != "" {
		// The empty line ends a block, though not a bracket or a string.
		return parse(src, false) == int(syntax.KindIncompleteInput)
	}
	if parse(text, true) == good {
		return false
	}
	kind := parse(text+"\n", true)
	return kind == good || kind == int(syntax.KindIncompleteInput)
}

func isCharDevice(f *os.File) bool {
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}
