// Sources whose bytes are not what they say, against what CPython 3.14 gives.
package syntax

import (
	"fmt"
	"testing"
)

func TestBadEncodings(t *testing.T) {
	const more = ", but no encoding declared; see https://peps.python.org/pep-0263/ for details"
	for _, tt := range []struct {
		src  string
		file bool
		want string
	}{
		{"x = \"\xe9\"", false, `Non-UTF-8 code starting with '\xe9' on line 1` + more + ` 1:6-1:6 "x = \"` + "\uFFFD" + `\""`},
		{"x = \"\xe9\"\n", true, `Non-UTF-8 code starting with '\xe9' in file f.py on line 1` + more + ` 1:6-1:6 "x = \"` + "\uFFFD" + `\""`},
		{"y\ny\nif 1:\n  # ab\xe2\x82", false, `Non-UTF-8 code starting with '\xe2' on line 4` + more + ` 4:7-4:7 "  # ab` + "\uFFFD" + `"`},
		{"é = '\xe9'", false, `Non-UTF-8 code starting with '\xe9' on line 1` + more + ` 1:6-1:6 "é = '` + "\uFFFD" + `'"`},
		{"# coding: utf-8\n'\xe9'", true, `(unicode error) 'utf-8' codec can't decode byte 0xe9 in position 1: invalid continuation byte 2:0-2:0 "'` + "\uFFFD" + `'"`},
		{"# coding: utf-8\n'\xe9'", false, `Non-UTF-8 code starting with '\xe9' on line 2` + more + ` 2:2-2:2 "'` + "\uFFFD" + `'"`},
		{"\xef\xbb\xbf# coding: latin-1\n", false, `encoding problem: iso-8859-1 with BOM 1:0-1:17 "# coding: latin-1"`},
		{"# coding: foo\n", false, `unknown encoding: foo 0:-1-0:0 ""`},
		{"# coding: foo\n", true, `encoding problem: foo 0:0-0:0 ""`},
		{"# coding: ascii\n'\xe9'", false, `'ascii' codec can't decode byte 0xe9 in position 17: ordinal not in range(128) 0:-1-0:0 ""`},
		{"# coding: ascii\n'\xe9'", true, `encoding problem: ascii 0:0-0:0 ""`},
	} {
		_, err := Parse([]byte(tt.src), Options{FromFile: tt.file, Filename: "f.py"})
		e, ok := err.(*SyntaxError)
		if !ok {
			t.Errorf("%q: %v", tt.src, err)
			continue
		}
		if got := fmt.Sprintf("%s %d:%d-%d:%d %q", e.Msg, e.Line, e.Offset, e.EndLine, e.EndOffset, e.Text); got != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.src, got, tt.want)
		}
	}
}
