// This file is the line editor of the interactive mode: several lines a statement, indented as one types, with history
// and completion. It runs on a goroutine of its own, so that the program's threads go on while it waits for keys;
// whatever needs Python objects is sent to the session's thread.
package command

import (
	"errors"
	"io"
	"os"
	"strings"
	"unicode"

	"github.com/reeflective/readline"

	"github.com/vivarium-py/vivarium/internal/core"
)

const indentUnit = "    "

// editor is the console's line editor.
type editor struct {
	c       *console
	shell   *readline.Shell
	history *history
	colour  bool
	ps1     string
	asks    chan ask
	done    chan struct{} // closed when the session waits no longer
}

// ask wants the completions of a word from the session's thread.
type ask struct {
	before, word string // the line up to the word, and the word
	reply        chan []string
}

func newEditor(c *console) *editor {
	e := &editor{c: c, shell: readline.NewShell(), asks: make(chan ask), history: openHistory(c.o.noEnv)}
	e.colour = wantColour(c.o.noEnv)
	s := e.shell
	s.History.Delete()
	s.History.Add("viv", e.history)
	ps2, err := c.prompt("ps2", "... ")
	if err != nil {
		ps2 = "... "
	}
	for name, v := range map[string]any{"cursor-position-probe": false, "history-autosuggest": false, "usage-hint-always": false,
		"autocomplete": false, "multiline-column": true,
		"convert-meta": false, "input-meta": true, "output-meta": true} {
		_ = s.Config.Set(name, v)
	}
	s.Prompt.Primary(func() string { return e.paint(e.ps1) })
	s.Prompt.Secondary(func() string { return e.paint(ps2) })
	s.Completer = e.complete
	accept, complete := s.Keymap.Commands()["accept-line"], s.Keymap.Commands()["complete"]
	s.Keymap.Register(map[string]func(){
		"accept-line": func() {
			if text := string(*s.Line()); !moreLines(text) {
				accept()
				return
			}
			s.History.Save()
			ins := []rune("\n" + nextIndent(string((*s.Line())[:s.Cursor().Pos()])))
			s.Cursor().InsertAt(ins...)
		},
		"complete": func() {
			before := string((*s.Line())[:s.Cursor().Pos()])
			if line := before[strings.LastIndexByte(before, '\n')+1:]; strings.TrimSpace(line) == "" {
				s.History.Save()
				s.Cursor().InsertAt([]rune(indentUnit[len(line)%len(indentUnit):])...)
				return
			}
			complete()
		},
	})
	return e
}

// paint colours a prompt that has no escape sequences of its own.
func (e *editor) paint(s string) string {
	if !e.colour || strings.ContainsRune(s, 0x1b) {
		return s
	}
	return "\x1b[1;35m" + s + "\x1b[0m"
}

// wantColour follows $PYTHON_COLORS, $NO_COLOR, $FORCE_COLOR and $TERM in the order of CPython.
func wantColour(noEnv bool) bool {
	if !noEnv {
		switch os.Getenv("PYTHON_COLORS") {
		case "0":
			return false
		case "1":
			return true
		}
	}
	switch {
	case os.Getenv("NO_COLOR") != "":
		return false
	case os.Getenv("FORCE_COLOR") != "":
		return true
	}
	return os.Getenv("TERM") != "dumb"
}

// read gives the next statement, errInterrupted or io.EOF. The thread serves completions meanwhile.
func (e *editor) read() (string, error) {
	var err error
	if e.ps1, err = e.c.prompt("ps1", ">>> "); err != nil {
		return "", err
	}
	type result struct {
		line string
		err  error
	}
	results := make(chan result, 1)
	e.done = make(chan struct{})
	defer close(e.done)
	go func() {
		line, err := e.shell.Readline()
		results <- result{line, err}
	}()
	for {
		var a ask
		var r result
		asked := false
		e.c.t.Block(func() {
			select {
			case a = <-e.asks:
				asked = true
			case r = <-results:
			}
		})
		if asked {
			a.reply <- e.c.completions(a.before, a.word)
			continue
		}
		switch {
		case errors.Is(r.err, readline.ErrInterrupt):
			return "", errInterrupted
		case r.err != nil:
			return "", io.EOF
		}
		return strings.TrimRight(r.line, " \t\n") + "\n", nil
	}
}

func (e *editor) close() { e.history.close() }

// complete is called on the editor's goroutine.
func (e *editor) complete(line []rune, cursor int) readline.Completions {
	start := cursor
	for start > 0 && (unicode.IsLetter(line[start-1]) || unicode.IsDigit(line[start-1]) || line[start-1] == '_' || line[start-1] == '.') {
		start--
	}
	word := string(line[start:cursor])
	before := string(line[:start])
	a := ask{before[strings.LastIndexByte(before, '\n')+1:], word, make(chan []string, 1)}
	var names []string
	select {
	case e.asks <- a:
		names = <-a.reply
	case <-e.done:
	}
	comps := readline.CompleteValues(names...)
	comps.PREFIX = word
	return comps
}

// moreLines reports that Enter goes on to another line: the text is no whole statement, or its block is open.
func moreLines(text string) bool {
	trimmed := strings.TrimRight(text, " \t")
	last := trimmed[strings.LastIndexByte(trimmed, '\n')+1:]
	if trimmed == "" {
		return false
	}
	if strings.Contains(text, "\n") {
		if last != "" && (last[0] == ' ' || last[0] == '\t') {
			return true
		}
		if last == "" {
			return incomplete(trimmed, true)
		}
	}
	return incomplete(trimmed+"\n", false)
}

// nextIndent is the indentation of the line after the text before the cursor.
func nextIndent(before string) string {
	line := before[strings.LastIndexByte(before, '\n')+1:]
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	code := strings.TrimSpace(line)
	if code == "" {
		return ""
	}
	if i := strings.Index(code, " #"); i >= 0 {
		code = strings.TrimSpace(code[:i])
	}
	if strings.HasSuffix(code, ":") {
		return indent + indentUnit
	}
	for _, w := range []string{"return", "pass", "break", "continue", "raise"} {
		if (code == w || strings.HasPrefix(code, w+" ")) && len(indent) >= len(indentUnit) {
			return indent[:len(indent)-len(indentUnit)]
		}
	}
	return indent
}

// completions finds what a word may become: an attribute after a dot, a module after import, else a name or keyword.
func (c *console) completions(before, word string) (names []string) {
	_ = c.t.Protect(func() error {
		t := c.t
		m, err := t.Import("_replcomplete")
		if err != nil {
			return err
		}
		v, err := t.CallMethod(m, core.Intern("complete"), core.StrVal(before), core.StrVal(word), t.Interp().MainDict().Val())
		if err != nil {
			return err
		}
		items, err := t.Collect(v)
		for _, x := range items {
			if s := core.AsStr(x); s != nil {
				names = append(names, s.String())
			}
		}
		return err
	})
	return names
}
