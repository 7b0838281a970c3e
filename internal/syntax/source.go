// From the bytes of a source to what the lexer reads: encoding, newlines, the end of the last line.
package syntax

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

// sourceChunk is how many bytes of a source are worked on between two polls; a power of two.
const sourceChunk = 64 << 10

// maxSource is how long a source may be: places in it are int32.
const maxSource = math.MaxInt32 - 2

// poll is Poll where there is one.
func (o *Options) poll() error {
	if o.Poll == nil {
		return nil
	}
	return o.Poll()
}

// indexIn is bytes.Index in chunks, with a poll after each.
func indexIn(src []byte, sub string, poll func() error) (int, error) {
	for lo := 0; ; lo += sourceChunk {
		hi := min(lo+sourceChunk+len(sub)-1, len(src))
		if i := bytes.Index(src[lo:hi], []byte(sub)); i >= 0 {
			return lo + i, nil
		}
		if hi == len(src) {
			return -1, nil
		}
		if err := poll(); err != nil {
			return -1, err
		}
	}
}

// prepare gives src as valid UTF-8 with '\n' newlines and a NUL after its end.
func prepare(src []byte, opts *Options) ([]byte, error) {
	bad := func(msg string) error {
		return &SyntaxError{Kind: KindSyntaxError, Msg: msg, Filename: opts.Filename}
	}
	i, err := indexIn(src, "\x00", opts.poll)
	if err != nil {
		return nil, err
	}
	if i >= 0 {
		if opts.FromFile {
			start := bytes.LastIndexByte(src[:i], '\n') + 1
			text, err := validText(src[start:i], opts.poll)
			if err != nil {
				return nil, err
			}
			return nil, &SyntaxError{Kind: KindSyntaxError, Msg: "source code cannot contain null bytes", Filename: opts.Filename, HasPos: true,
				HasText: true, Line: 1 + bytes.Count(src[:i], []byte{'\n'}), Text: text}
		}
		return nil, bad("source code string cannot contain null bytes")
	}
	if len(src) >= maxSource {
		return nil, &SyntaxError{Kind: KindOverflowError, Msg: "Parser column offset overflow - source line is too big", Filename: opts.Filename}
	}
	if !opts.IsText {
		if src, err = decodeSource(src, opts); err != nil {
			return nil, err
		}
	}
	needNL := opts.Mode == ModeExec && (len(src) == 0 || src[len(src)-1] != '\n' && src[len(src)-1] != '\r')
	if len(src) == 0 {
		needNL = false
	}
	out := bulk.Make(len(src) + 2)
	cr, err := indexIn(src, "\r", opts.poll)
	if err != nil {
		return nil, err
	}
	plain := cr < 0
	for lo := 0; lo < len(src); lo += sourceChunk {
		if lo > 0 {
			if err := opts.poll(); err != nil {
				return nil, err
			}
		}
		hi := min(lo+sourceChunk, len(src))
		if plain {
			out = append(out, src[lo:hi]...)
			continue
		}
		for i := lo; i < hi; i++ {
			c := src[i]
			if c == '\r' {
				if i+1 < len(src) && src[i+1] == '\n' {
					continue
				}
				c = '\n'
			}
			out = append(out, c)
		}
	}
	if needNL {
		out = append(out, '\n')
	}
	return append(out, 0), nil
}

// nonUTF8 is the error of src[at], which is not UTF-8; declared says that a program's file claims to be.
func nonUTF8(src []byte, at int, reason string, opts *Options, declared bool) error {
	start := bytes.LastIndexByte(src[:at], '\n') + 1
	text, _, _ := bytes.Cut(src[start:], []byte{'\n'})
	shown, err := validText(text, opts.poll)
	if err != nil {
		return err
	}
	e := &SyntaxError{Kind: KindSyntaxError, Filename: opts.Filename, HasPos: true, HasText: true, Text: shown,
		Line: 1 + bytes.Count(src[:at], []byte{'\n'})}
	e.EndLine = e.Line
	if declared {
		e.Msg = fmt.Sprintf("(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: %s", src[at], at-start, reason)
		return e
	}
	e.Offset = utf8.RuneCount(src[start:at]) + 1
	e.EndOffset = e.Offset
	file := ""
	if opts.FromFile {
		file = " in file " + opts.Filename
	}
	e.Msg = fmt.Sprintf("Non-UTF-8 code starting with '\\x%02x'%s on line %d, but no encoding declared; see https://peps.python.org/pep-0263/ for details",
		src[at], file, e.Line)
	return e
}

// decodeSource gives bytes as UTF-8.
func decodeSource(src []byte, opts *Options) ([]byte, error) {
	bad := func(format string, args ...any) ([]byte, error) {
		return nil, &SyntaxError{Kind: KindSyntaxError, Msg: fmt.Sprintf(format, args...), Filename: opts.Filename, HasPos: true, NoEnd: true, Offset: -1}
	}
	bom := bytes.HasPrefix(src, []byte("\xef\xbb\xbf"))
	if bom {
		src = src[3:]
	}
	enc, normal, err := Cookie(src, opts.poll)
	if err != nil {
		return nil, err
	}
	if enc == "" || normal == "utf-8" {
		i, reason, err := badUTF8(src, opts.poll)
		if err != nil {
			return nil, err
		}
		if i >= 0 {
			return nil, nonUTF8(src, i, reason, opts, opts.FromFile && (enc != "" || bom))
		}
		return src, nil
	}
	if bom {
		line, _, _ := bytes.Cut(src, []byte{'\n'})
		text, err := validText(line, opts.poll)
		if err != nil {
			return nil, err
		}
		return nil, &SyntaxError{Kind: KindSyntaxError, Msg: "encoding problem: " + normal + " with BOM", Filename: opts.Filename, HasPos: true,
			HasText: true, Text: text, Line: 1, EndLine: 1, EndOffset: utf8.RuneCount(line)}
	}
	if opts.FromFile {
		bad = func(string, ...any) ([]byte, error) {
			return nil, &SyntaxError{Kind: KindSyntaxError, Msg: "encoding problem: " + enc, Filename: opts.Filename}
		}
	}
	switch normal {
	case "iso-8859-1":
		return latin1(src, opts.poll)
	case "utf8":
		i, reason, err := badUTF8(src, opts.poll)
		if err != nil {
			return nil, err
		}
		if i >= 0 {
			return bad("'utf-8' codec can't decode byte 0x%02x in position %d: %s", src[i], i, reason)
		}
		return src, nil
	case "ascii", "us-ascii":
		for i, c := range src {
			if i&(sourceChunk-1) == sourceChunk-1 {
				if err := opts.poll(); err != nil {
					return nil, err
				}
			}
			if c >= 128 {
				return bad("'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)", c, i)
			}
		}
		return src, nil
	}
	if opts.Decode != nil {
		out, problem, err := opts.Decode(enc, src)
		if err != nil {
			return nil, err
		}
		if problem != "" {
			return bad("%s", problem)
		}
		return out, nil
	}
	return bad("unknown encoding: %s", enc)
}

// latin1 gives Latin-1 bytes as UTF-8.
func latin1(src []byte, poll func() error) ([]byte, error) {
	out := bulk.Make(len(src) + len(src)/8)
	for i, c := range src {
		if i&(sourceChunk-1) == sourceChunk-1 {
			var err error
			if out, err = bulk.Grow(out, 2*sourceChunk+2, poll); err != nil {
				return nil, err
			}
			if err := poll(); err != nil {
				return nil, err
			}
		}
		out = utf8.AppendRune(out, rune(c))
	}
	return out, nil
}

// badUTF8 finds the first byte that is not UTF-8 and says why as CPython's codec does; -1 where there is none.
func badUTF8(src []byte, poll func() error) (int, string, error) {
	i := 0
	for len(src)-i > sourceChunk { // what is valid is skipped by chunks
		n := i + sourceChunk
		for n > i && src[n]&0xC0 == 0x80 {
			n--
		}
		if n == i || !utf8.Valid(src[i:n]) {
			break
		}
		i = n
		if err := poll(); err != nil {
			return -1, "", err
		}
	}
	for i < len(src) {
		r, sz := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && sz <= 1 {
			break
		}
		i += sz
	}
	if i >= len(src) {
		return -1, "", nil
	}
	c := src[i]
	if c < 0xC2 || c > 0xF4 {
		return i, "invalid start byte", nil
	}
	need := 1
	if c >= 0xF0 {
		need = 3
	} else if c >= 0xE0 {
		need = 2
	}
	rest := src[i+1 : min(i+1+need, len(src))]
	for j, d := range rest {
		low, high := byte(0x80), byte(0xBF)
		if j == 0 {
			switch c {
			case 0xE0:
				low = 0xA0
			case 0xED:
				high = 0x9F
			case 0xF0:
				low = 0x90
			case 0xF4:
				high = 0x8F
			}
		}
		if d < low || d > high {
			return i, "invalid continuation byte", nil
		}
	}
	return i, "unexpected end of data", nil
}

// validText replaces each byte that is not UTF-8, for the text of an error.
func validText(b []byte, poll func() error) (string, error) {
	var out []byte
	for len(b) > 0 {
		if len(b) > sourceChunk {
			if out == nil {
				out = bulk.Make(len(b))
			}
			if err := poll(); err != nil {
				return "", err
			}
		}
		n := min(len(b), sourceChunk)
		for n < len(b) && n > sourceChunk-utf8.UTFMax && b[n]&0xC0 == 0x80 {
			n--
		}
		part := b[:n]
		b = b[n:]
		if utf8.Valid(part) {
			if out == nil {
				return string(part), nil
			}
			out = append(out, part...)
			continue
		}
		var err error
		if out, err = bulk.Grow(out, 3*len(part), poll); err != nil {
			return "", err
		}
		for len(part) > 0 {
			r, n := utf8.DecodeRune(part)
			if r == utf8.RuneError && n == 1 {
				n = badLen(part)
			}
			out, part = utf8.AppendRune(out, r), part[n:]
		}
	}
	return bytesString(out), nil
}

// badLen is how many of the first bytes of b, which are not UTF-8, one replacement stands for.
func badLen(b []byte) int {
	n := 1
	for n < 4 && n < len(b) && b[n]&0xC0 == 0x80 {
		if j, reason, _ := badUTF8(b[:n+1], nil); j != 0 || reason != "unexpected end of data" {
			break
		}
		n++
	}
	return n
}

// lineEnd finds the first newline of either kind, or the end.
func lineEnd(src []byte, poll func() error) (int, error) {
	for lo := 0; lo < len(src); lo += sourceChunk {
		part := src[lo:min(lo+sourceChunk, len(src))]
		if i := bytes.IndexByte(part, '\n'); i >= 0 {
			part = part[:i+1]
		}
		if i := bytes.IndexByte(part, '\r'); i >= 0 {
			return lo + i, nil
		}
		if part[len(part)-1] == '\n' {
			return lo + len(part) - 1, nil
		}
		if err := poll(); err != nil {
			return 0, err
		}
	}
	return len(src), nil
}

// Cookie finds the encoding declared in the first two lines (PEP 263): its name as written, and normalised
// where it is UTF-8 or Latin-1.
func Cookie(src []byte, poll func() error) (name, normal string, err error) {
	for line := 0; line < 2; line++ {
		i := 0
		for i < len(src) && (src[i] == ' ' || src[i] == '\t' || src[i] == '\f') {
			if i++; i&(sourceChunk-1) == 0 {
				if err := poll(); err != nil {
					return "", "", err
				}
			}
		}
		if i < len(src) && src[i] != '#' && src[i] != '\n' && src[i] != '\r' {
			return "", "", nil
		}
		n, err := lineEnd(src[i:], poll)
		if err != nil {
			return "", "", err
		}
		end := i + n
		name, err := declared(src[i:end], poll)
		if name != "" || err != nil {
			return name, normalEncoding(name), err
		}
		if end == len(src) {
			break
		}
		if src[end] == '\r' && end+1 < len(src) && src[end+1] == '\n' {
			end++
		}
		src = src[end+1:]
	}
	return "", "", nil
}

// declared finds the name of an encoding in the text of a comment.
func declared(text []byte, poll func() error) (string, error) {
	for at, polled := 0, 0; ; {
		i, err := indexIn(text[at:], "coding", poll)
		if i < 0 || err != nil {
			return "", err
		}
		at += i + len("coding")
		if at-polled > sourceChunk {
			polled = at
			if err := poll(); err != nil {
				return "", err
			}
		}
		if at >= len(text) || text[at] != ':' && text[at] != '=' {
			continue
		}
		k := at + 1
		skip := func(ok func(c byte) bool) error {
			for k < len(text) && ok(text[k]) {
				if k++; k&(sourceChunk-1) == 0 {
					if err := poll(); err != nil {
						return err
					}
				}
			}
			return nil
		}
		if err := skip(func(c byte) bool { return c == ' ' || c == '\t' }); err != nil {
			return "", err
		}
		start := k
		if err := skip(func(c byte) bool {
			return charClass[c] == cIdent && c < 128 || isDigit(c) || c == '-' || c == '.'
		}); err != nil {
			return "", err
		}
		if k > start {
			return string(text[start:k]), nil
		}
	}
}

func normalEncoding(name string) string {
	n := strings.ReplaceAll(strings.ToLower(name[:min(len(name), 12)]), "_", "-")
	has := func(list ...string) bool {
		for _, x := range list {
			if n == x || strings.HasPrefix(n, x+"-") {
				return true
			}
		}
		return false
	}
	switch {
	case has("utf-8"):
		return "utf-8"
	case has("latin-1", "iso-8859-1", "iso-latin-1"):
		return "iso-8859-1"
	}
	switch n {
	case "latin1", "l1", "iso8859-1", "8859", "cp819", "latin":
		return "iso-8859-1"
	case "u8", "utf":
		return "utf8"
	}
	return n
}
