// escape.go: re.escape.

package sre

import "strings"

const specials = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f"

// Escape puts a backslash before every special character; it is the same for str and bytes.
func Escape(s string, poll func() error) (string, error) {
	n := 0
	for i := 0; i < len(s); i++ {
		if i&0x7fff == 0x7fff {
			if err := poll(); err != nil {
				return "", err
			}
		}
		if strings.IndexByte(specials, s[i]) >= 0 {
			n++
		}
	}
	if n == 0 {
		return s, nil
	}
	var b strings.Builder // its memory is not cleared first
	b.Grow(len(s) + n)
	for i := 0; i < len(s); i++ {
		if i&0x7fff == 0x7fff {
			if err := poll(); err != nil {
				return "", err
			}
		}
		if strings.IndexByte(specials, s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String(), nil
}
