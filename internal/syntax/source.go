// From the bytes of a source to what the lexer reads: encoding, newlines, the end of the last line.
package syntax

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// sourceChunk is how many bytes of a source are worked on between two polls; a power of two.
const sourceChunk = 64 << 10

// prepare gives src as valid UTF-8 with '\n' newlines and a NUL after its end.
func prepare(src []byte, opts *Options) ([]byte, error) {
	bad := func(msg string) error {
		return &SyntaxError{Kind: KindSyntaxError, Msg: msg, Filename: opts.Filename}
	}
	if i := bytes.IndexByte(src, 0); i >= 0 {
		if opts.FromFile {
			start := bytes.LastIndexByte(src[:i], '\n') + 1
			return nil, &SyntaxError{Kind: KindSyntaxError, Msg: "source code cannot contain null bytes", Filename: opts.Filename, HasPos: true,
				HasText: true, Line: 1 + bytes.Count(src[:i], []byte{'\n'}), Text: validText(src[start:i])}
		}
		return nil, bad("source code string cannot contain null bytes")
	}
	if len(src) >= math.MaxInt32-2 {
		return nil, &SyntaxError{Kind: KindOverflowError, Msg: "Parser column offset overflow - source line is too big", Filename: opts.Filename}
	}
	if !opts.IsText {
		var err error
		if src, err = decodeSource(src, opts); err != nil {
			return nil, err
		}
	}
	needNL := opts.Mode == ModeExec && (len(src) == 0 || src[len(src)-1] != '\n' && src[len(src)-1] != '\r')
	if len(src) == 0 {
		needNL = false
	}
	out := make([]byte, 0, len(src)+2)
	plain := bytes.IndexByte(src, '\r') < 0
	for lo := 0; lo < len(src); lo += sourceChunk {
		if lo > 0 && opts.Poll != nil {
			if err := opts.Poll(); err != nil {
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

// decodeSource gives bytes as UTF-8. Where no encoding is declared, what is not UTF-8 is found later, and only
// where it matters: in names and strings.
func decodeSource(src []byte, opts *Options) ([]byte, error) {
	bad := func(format string, args ...any) ([]byte, error) {
		return nil, &SyntaxError{Kind: KindSyntaxError, Msg: fmt.Sprintf(format, args...), Filename: opts.Filename, HasPos: true, Offset: -1}
	}
	bom := bytes.HasPrefix(src, []byte("\xef\xbb\xbf"))
	if bom {
		src = src[3:]
	}
	enc, normal := Cookie(src)
	if enc == "" || normal == "utf-8" {
		if opts.FromFile && enc == "" && !bom {
			if i, _ := badUTF8(src); i >= 0 {
				line := 1 + bytes.Count(src[:i], []byte{'\n'})
				return nil, &SyntaxError{Kind: KindSyntaxError, Filename: opts.Filename, Msg: fmt.Sprintf(
					"Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no encoding declared; see https://peps.python.org/pep-0263/ for details",
					src[i], opts.Filename, line)}
			}
		}
		return src, nil
	}
	if bom {
		return bad("encoding problem: %s with BOM", normal)
	}
	switch normal {
	case "iso-8859-1":
		return Latin1(src), nil
	case "utf8":
		if i, reason := badUTF8(src); i >= 0 {
			return bad("'utf-8' codec can't decode byte 0x%02x in position %d: %s", src[i], i, reason)
		}
		return src, nil
	case "ascii", "us-ascii":
		for i, c := range src {
			if c >= 128 {
				return bad("'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)", c, i)
			}
		}
		return src, nil
	}
	if opts.Decode != nil {
		out, ok, err := opts.Decode(enc, src)
		if err != nil {
			return nil, err
		}
		if ok {
			return out, nil
		}
	}
	return bad("unknown encoding: %s", enc)
}

// Latin1 gives Latin-1 bytes as UTF-8.
func Latin1(src []byte) []byte {
	out := make([]byte, 0, len(src)+len(src)/8)
	for _, c := range src {
		out = utf8.AppendRune(out, rune(c))
	}
	return out
}

// badUTF8 finds the first byte that is not UTF-8 and says why as CPython's codec does; -1 where there is none.
func badUTF8(src []byte) (int, string) {
	i := 0
	for i < len(src) {
		r, sz := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && sz <= 1 {
			break
		}
		i += sz
	}
	if i >= len(src) {
		return -1, ""
	}
	c := src[i]
	if c < 0xC2 || c > 0xF4 {
		return i, "invalid start byte"
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
			return i, "invalid continuation byte"
		}
	}
	return i, "unexpected end of data"
}

// validText replaces each byte that is not UTF-8, for the text of an error.
func validText(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return string([]rune(string(b)))
}

// Cookie finds the encoding declared in the first two lines (PEP 263): its name as written, and normalised
// where it is UTF-8 or Latin-1.
func Cookie(src []byte) (name, normal string) {
	for line := 0; line < 2; line++ {
		end := bytes.IndexAny(src, "\n\r")
		text, rest := src, []byte(nil)
		if end >= 0 {
			text, rest = src[:end], src[end+1:]
			if src[end] == '\r' && len(rest) > 0 && rest[0] == '\n' {
				rest = rest[1:]
			}
		}
		i := 0
		for i < len(text) && (text[i] == ' ' || text[i] == '\t' || text[i] == '\f') {
			i++
		}
		if i < len(text) && text[i] != '#' {
			return "", ""
		}
		for j := i; j+6 <= len(text); j++ {
			if string(text[j:j+6]) != "coding" {
				continue
			}
			k := j + 6
			if k >= len(text) || text[k] != ':' && text[k] != '=' {
				continue
			}
			k++
			for k < len(text) && (text[k] == ' ' || text[k] == '\t') {
				k++
			}
			start := k
			for k < len(text) && (charClass[text[k]] == cIdent && text[k] < 128 || isDigit(text[k]) || text[k] == '-' || text[k] == '.') {
				k++
			}
			if k > start {
				name = string(text[start:k])
				return name, normalEncoding(name)
			}
		}
		src = rest
	}
	return "", ""
}

func normalEncoding(name string) string {
	n := strings.ReplaceAll(strings.ToLower(name), "_", "-")
	if len(n) > 12 {
		n = n[:12]
	}
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
