// This file keeps the history of the interactive mode in ~/.viv_history or $PYTHON_HISTORY, in the format of python3: one
// statement a line, the lines within a statement ended by a carriage return too.
package command

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// maxHistory is how many statements are kept.
const maxHistory = 10000

// history is a source of the line editor's.
type history struct {
	path  string
	lines []string
	fresh int // lines before it are in the file
}

func openHistory(noEnv bool) *history {
	h := &history{}
	if !noEnv {
		h.path = os.Getenv("PYTHON_HISTORY")
	}
	if h.path == "" {
		if home, err := os.UserHomeDir(); err == nil {
			h.path = filepath.Join(home, ".viv_history")
		}
	}
	if data, err := os.ReadFile(h.path); err == nil {
		text := strings.ReplaceAll(string(data), "\r\n", "\r")
		for _, l := range strings.Split(text, "\n") {
			if l != "" {
				h.lines = append(h.lines, strings.ReplaceAll(l, "\r", "\n"))
			}
		}
	}
	h.fresh = len(h.lines)
	return h
}

// Write adds a statement unless it repeats the last one.
func (h *history) Write(line string) (int, error) {
	line = strings.TrimRight(line, " \t\n")
	if line != "" && (len(h.lines) == 0 || h.lines[len(h.lines)-1] != line) {
		h.lines = append(h.lines, line)
	}
	return len(h.lines), nil
}

// GetLine gives statement i, the oldest being 0.
func (h *history) GetLine(i int) (string, error) {
	if i < 0 || i >= len(h.lines) {
		return "", errors.New("no such line")
	}
	return h.lines[i], nil
}

// Len is the number of statements, Dump all of them.
func (h *history) Len() int          { return len(h.lines) }
func (h *history) Dump() interface{} { return h.lines }

// close adds the new statements to the file.
func (h *history) close() {
	if h.path == "" || h.fresh == len(h.lines) {
		return
	}
	text := func(lines []string) []byte {
		var b strings.Builder
		for _, l := range lines {
			b.WriteString(strings.ReplaceAll(l, "\n", "\r\n"))
			b.WriteByte('\n')
		}
		return []byte(b.String())
	}
	if len(h.lines) > maxHistory {
		_ = os.WriteFile(h.path, text(h.lines[len(h.lines)-maxHistory:]), 0o600)
		return
	}
	f, err := os.OpenFile(h.path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	_, _ = f.Write(text(h.lines[h.fresh:]))
	_ = f.Close()
	h.fresh = len(h.lines)
}
