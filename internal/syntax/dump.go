// Dump: ast.dump's text of a tree, for tests and for people.
package syntax

import (
	"math"
	"strconv"
	"strings"
)

// Dump is ast.dump(n, include_attributes=positions) with its default of omitting empty lists and absent fields.
func Dump(n Node, positions bool) string {
	var b strings.Builder
	d := dumper{&b, positions}
	d.node(n)
	return b.String()
}

type dumper struct {
	b   *strings.Builder
	pos bool
}

func (d dumper) node(n Node) {
	info := &Nodes[n.NodeKind()]
	d.b.WriteString(info.Name)
	d.b.WriteByte('(')
	sep := ""
	for i, f := range info.Fields {
		v := n.Field(i)
		if f.Optional && !f.List && isAbsent(v) && !(f.Name == "level") {
			continue
		}
		if f.List && listLen(v) == 0 {
			continue
		}
		d.b.WriteString(sep)
		d.b.WriteString(f.Name)
		d.b.WriteByte('=')
		sep = ", "
		d.value(v, f.Type == "identifier" || f.Type == "string")
	}
	if p := n.Position(); d.pos && p != nil {
		for i, v := range [...]int32{p.Line, p.Col, p.EndLine, p.EndCol} {
			d.b.WriteString(sep)
			d.b.WriteString([...]string{"lineno=", "col_offset=", "end_lineno=", "end_col_offset="}[i])
			d.b.WriteString(strconv.Itoa(int(v)))
			sep = ", "
		}
	}
	d.b.WriteByte(')')
}

func isAbsent(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case Expr:
		return v == nil
	case Pattern:
		return v == nil
	case *Arg:
		return v == nil
	}
	return false
}

func listLen(v any) int {
	switch v := v.(type) {
	case []Expr:
		return len(v)
	case []Stmt:
		return len(v)
	case []Pattern:
		return len(v)
	case []TypeParam:
		return len(v)
	case []string:
		return len(v)
	case []CmpOp:
		return len(v)
	case []*Arg:
		return len(v)
	case []*Keyword:
		return len(v)
	case []*Alias:
		return len(v)
	case []*WithItem:
		return len(v)
	case []*MatchCase:
		return len(v)
	case []*ExceptHandler:
		return len(v)
	case []*Comprehension:
		return len(v)
	}
	return 0
}

func dumpList[T any](d dumper, list []T) {
	d.b.WriteByte('[')
	for i, x := range list {
		if i > 0 {
			d.b.WriteString(", ")
		}
		d.value(x, true)
	}
	d.b.WriteByte(']')
}

func (d dumper) value(v any, quoted bool) {
	switch v := v.(type) {
	case nil:
		d.b.WriteString("None")
	case string:
		d.b.WriteString(ReprStr(v))
	case int:
		d.b.WriteString(strconv.Itoa(v))
	case bool:
		if v {
			d.b.WriteByte('1')
		} else {
			d.b.WriteByte('0')
		}
	case Const:
		d.b.WriteString(ReprConst(v))
	case Operator:
		d.b.WriteString(v.String() + "()")
	case BoolOpKind:
		d.b.WriteString(v.String() + "()")
	case UnaryOpKind:
		d.b.WriteString(v.String() + "()")
	case CmpOp:
		d.b.WriteString(v.String() + "()")
	case ExprContext:
		d.b.WriteString(v.String() + "()")
	case []Expr:
		dumpList(d, v)
	case []Stmt:
		dumpList(d, v)
	case []Pattern:
		dumpList(d, v)
	case []TypeParam:
		dumpList(d, v)
	case []string:
		dumpList(d, v)
	case []CmpOp:
		dumpList(d, v)
	case []*Arg:
		dumpList(d, v)
	case []*Keyword:
		dumpList(d, v)
	case []*Alias:
		dumpList(d, v)
	case []*WithItem:
		dumpList(d, v)
	case []*MatchCase:
		dumpList(d, v)
	case []*ExceptHandler:
		dumpList(d, v)
	case []*Comprehension:
		dumpList(d, v)
	case Node:
		d.node(v)
	}
}

// ReprConst is repr() of a constant.
func ReprConst(c Const) string {
	switch c.Kind {
	case ConstNone:
		return "None"
	case ConstTrue:
		return "True"
	case ConstFalse:
		return "False"
	case ConstEllipsis:
		return "Ellipsis"
	case ConstInt:
		if c.Big != nil {
			return c.Big.String()
		}
		return strconv.FormatInt(c.Int, 10)
	case ConstFloat:
		return ReprFloat(c.Float)
	case ConstComplex:
		im := trimZero(ReprFloat(c.Imag)) + "j"
		if c.Float == 0 && !math.Signbit(c.Float) {
			return im
		}
		if im[0] != '-' {
			im = "+" + im
		}
		return "(" + trimZero(ReprFloat(c.Float)) + im + ")"
	case ConstStr:
		return ReprStr(c.Str)
	case ConstBytes:
		return ReprBytes(c.Str)
	}
	var parts []string
	for _, e := range c.Elts {
		parts = append(parts, ReprConst(e))
	}
	s := strings.Join(parts, ", ")
	if c.Kind == ConstFrozenSet {
		if s == "" {
			return "frozenset()"
		}
		return "frozenset({" + s + "})"
	}
	if len(parts) == 1 {
		s += ","
	}
	return "(" + s + ")"
}

func trimZero(s string) string { return strings.TrimSuffix(s, ".0") }

// ReprFloat is repr() of a float.
func ReprFloat(f float64) string {
	switch {
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	case math.IsNaN(f):
		return "nan"
	}
	s := strconv.FormatFloat(f, 'e', -1, 64)
	exp, _ := strconv.Atoi(s[strings.IndexByte(s, 'e')+1:])
	if exp >= -4 && exp < 16 {
		s = strconv.FormatFloat(f, 'f', -1, 64)
		if !strings.Contains(s, ".") {
			s += ".0"
		}
	}
	return s
}

// ReprStr is repr() of a str given as WTF-8.
func ReprStr(s string) string {
	q := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		q = '"'
	}
	b := make([]byte, 0, len(s)+2)
	b = append(b, q)
	for i := 0; i < len(s); {
		r, sz := decodeWTF8(s[i:])
		switch {
		case r == rune(q) || r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case r < ' ' || r == 0x7F:
			b = appendHex(b, 'x', r, 2)
		case r < 0x7F || r >= 0xA0 && (r < 0xD800 || r >= 0xE000) && IsPrintable(r):
			b = append(b, s[i:i+sz]...)
		case r <= 0xFF:
			b = appendHex(b, 'x', r, 2)
		case r <= 0xFFFF:
			b = appendHex(b, 'u', r, 4)
		default:
			b = appendHex(b, 'U', r, 8)
		}
		i += sz
	}
	return string(append(b, q))
}

func appendHex(b []byte, letter byte, r rune, digits int) []byte {
	b = append(b, '\\', letter)
	for i := digits - 1; i >= 0; i-- {
		b = append(b, "0123456789abcdef"[r>>(4*i)&15])
	}
	return b
}

// ReprBytes is repr() of a bytes.
func ReprBytes(s string) string {
	q := byte('\'')
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		q = '"'
	}
	b := []byte{'b', q}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == q || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, `\n`...)
		case c == '\r':
			b = append(b, `\r`...)
		case c == '\t':
			b = append(b, `\t`...)
		case c < ' ' || c >= 0x7F:
			b = appendHex(b, 'x', rune(c), 2)
		default:
			b = append(b, c)
		}
	}
	return string(append(b, q))
}
