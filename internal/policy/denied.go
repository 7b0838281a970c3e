// The error of a denied operation. Its text names the grant that would allow it, for Python and for the command.
package policy

import (
	"path"
	"strings"
)

// Denied says that a policy does not grant an operation.
type Denied struct {
	Op     string // what was tried: "read access to", "connecting to", "running" ...
	Target string // a path, host:port, name; may be empty
	Grant  string // the Python argument that would allow it: read=['/etc']
	Flag   string // the command's flag that would allow it: --allow-read=/etc
}

// Error names the operation, its target and the grant that would allow it.
func (d *Denied) Error() string {
	var b strings.Builder
	b.WriteString(d.Op)
	if d.Target != "" {
		b.WriteByte(' ')
		b.WriteString(Quote(d.Target))
	}
	b.WriteString(" is not granted")
	if d.Grant != "" {
		b.WriteString(" (needs ")
		b.WriteString(d.Grant)
		if d.Flag != "" {
			b.WriteString(" or ")
			b.WriteString(d.Flag)
		}
		b.WriteByte(')')
	}
	return b.String()
}

func deniedPath(kind, abs string) *Denied {
	dir := path.Dir(abs)
	grant := kind
	if kind == "import" { // a keyword of the language
		grant = "imports"
	}
	return &Denied{
		Op:     kind + " access to",
		Target: abs,
		Grant:  grant + "=[" + Quote(dir) + "]",
		Flag:   "--allow-" + kind + "=" + dir,
	}
}

// Quote writes s as a short Python string literal.
func Quote(s string) string {
	var b strings.Builder
	q := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		q = '"'
	}
	b.WriteByte(q)
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == q || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c < 0x20 || c == 0x7f:
			const hex = "0123456789abcdef"
			b.WriteString(`\x`)
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte(q)
	return b.String()
}
