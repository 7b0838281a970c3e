// This file writes a Code as text, one instruction a line with labels for jump targets: `viv dis`, and the
// goldens of the compiler's tests.
package code

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Disassemble writes c and, after it, every code nested in it. Line numbers are left out with lines false.
func Disassemble(c *Code, lines bool) string {
	var b strings.Builder
	todo := []*Code{c}
	for len(todo) > 0 {
		c, todo = todo[0], todo[1:]
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		c.dis(&b, lines)
		for i := range c.Consts {
			if c.Consts[i].Kind == ConstCode {
				todo = append(todo, c.Consts[i].Code)
			}
		}
	}
	return b.String()
}

func (c *Code) dis(b *strings.Builder, lines bool) {
	fmt.Fprintf(b, "%s:", c.QualName)
	if n := c.NumParams(); n > 0 {
		fmt.Fprintf(b, " params=%d", n)
	}
	fmt.Fprintf(b, " regs=%d", c.NRegs)
	if len(c.VarNames) > 0 {
		fmt.Fprintf(b, " locals=%s", strings.Join(c.VarNames, ","))
	}
	if len(c.CellVars) > 0 {
		fmt.Fprintf(b, " cells=%s", strings.Join(c.CellVars, ","))
	}
	if len(c.FreeVars) > 0 {
		fmt.Fprintf(b, " free=%s", strings.Join(c.FreeVars, ","))
	}
	b.WriteByte('\n')
	labels := map[int]string{}
	mark := func(i int) { labels[i] = "" }
	for i, in := range c.Instrs {
		if t, ok := Target(in, i); ok {
			mark(t)
		}
	}
	for _, e := range c.ExcTable {
		mark(int(e.Start))
		mark(int(e.End))
		mark(int(e.Target))
	}
	n := 0
	for i := 0; i <= len(c.Instrs); i++ {
		if _, ok := labels[i]; ok {
			n++
			labels[i] = "L" + strconv.Itoa(n)
		}
	}
	r := c.Ranges()
	p, left := r.Next()
	last := int32(-2)
	for i, in := range c.Instrs {
		if left == 0 {
			p, left = r.Next()
		}
		left--
		if l := labels[i]; l != "" {
			fmt.Fprintf(b, "%s:\n", l)
		}
		if lines {
			if p.Line != last && p.Line >= 0 {
				fmt.Fprintf(b, "%5d", p.Line)
			} else {
				b.WriteString("     ")
			}
			last = p.Line
		}
		b.WriteString("  ")
		b.WriteString(c.text(in, i, labels))
		b.WriteByte('\n')
	}
	for _, e := range c.ExcTable {
		fmt.Fprintf(b, "  %s..%s -> %s\n", labels[int(e.Start)], labels[int(e.End)], labels[int(e.Target)])
	}
}

func (c *Code) text(in Instr, i int, labels map[int]string) string {
	if in.Op >= NumOps {
		return fmt.Sprintf("op%d %d %d %d", in.Op, in.A, in.B, in.C)
	}
	args := c.Operands(in, i, labels)
	if len(args) == 0 {
		return Table[in.Op].Name
	}
	return fmt.Sprintf("%-12s %s", Table[in.Op].Name, strings.Join(args, ", "))
}

// Operands gives the operands of instruction i as text; jump targets are named by labels, or by their number.
func (c *Code) Operands(in Instr, i int, labels map[int]string) []string {
	info := &Table[in.Op]
	var args []string
	ops := [3]uint16{in.A, in.B, in.C}
	for j, kind := range [3]Kind{info.A, info.B, info.C} {
		x := ops[j]
		switch kind {
		case Reg:
			args = append(args, c.regText(int(x)/RegSize, i))
		case Imm:
			args = append(args, strconv.Itoa(int(int16(x))))
		case Uns:
			if in.Op == MakeFunction && j == 1 && int(x) < len(c.Consts) {
				args = append(args, ConstText(&c.Consts[x]))
			} else {
				args = append(args, strconv.Itoa(int(x)))
			}
		case Cache:
			if int(x) < len(c.ICNames) && int(c.ICNames[x]) < len(c.Names) {
				args = append(args, "."+c.Names[c.ICNames[x]])
			} else {
				args = append(args, "cache"+strconv.Itoa(int(x)))
			}
		case Wide:
			if k := JoinWide(in.B, in.C); int64(k) < int64(len(c.Consts)) {
				args = append(args, ConstText(&c.Consts[k]))
			} else {
				args = append(args, fmt.Sprintf("const%d", k))
			}
		case WideI:
			args = append(args, strconv.Itoa(int(int32(JoinWide(in.B, in.C)))))
		case Jump, WideJ:
			t, _ := Target(in, i)
			if l := labels[t]; l != "" {
				args = append(args, "->"+l)
			} else {
				args = append(args, fmt.Sprintf("->%d", t))
			}
		}
	}
	return args
}

func (c *Code) regText(r, i int) string {
	if name := c.LocalName(r, i); name != "" {
		return name
	}
	return "r" + strconv.Itoa(r)
}

// ConstText writes a constant about as Python's repr does.
func ConstText(k *Const) string {
	switch k.Kind {
	case ConstNone:
		return "None"
	case ConstTrue:
		return "True"
	case ConstFalse:
		return "False"
	case ConstEllipsis:
		return "..."
	case ConstInt:
		if k.Big != nil {
			if k.Big.BitLen() > 1000 {
				return fmt.Sprintf("<int of %d bits>", k.Big.BitLen())
			}
			return k.Big.String()
		}
		return strconv.FormatInt(k.Int, 10)
	case ConstFloat:
		return floatText(k.Float)
	case ConstComplex:
		re, im := strings.TrimSuffix(floatText(k.Float), ".0"), strings.TrimSuffix(floatText(k.Imag), ".0")+"j"
		if k.Float == 0 && !math.Signbit(k.Float) {
			return im
		}
		if im[0] != '-' {
			im = "+" + im
		}
		return "(" + re + im + ")"
	case ConstStr:
		return shorten(strconv.Quote(k.Str))
	case ConstBytes:
		return "b" + shorten(strconv.Quote(k.Str))
	case ConstCode:
		return "<code " + k.Code.Name + ">"
	}
	var b strings.Builder
	b.WriteString(map[ConstKind]string{ConstTuple: "(", ConstFrozenSet: "frozenset({", ConstSlice: "slice("}[k.Kind])
	for i := range k.Elts {
		if i > 0 {
			b.WriteString(", ")
		}
		if b.Len() > 200 {
			b.WriteString("...")
			break
		}
		b.WriteString(ConstText(&k.Elts[i]))
	}
	if k.Kind == ConstTuple && len(k.Elts) == 1 {
		b.WriteByte(',')
	}
	b.WriteString(map[ConstKind]string{ConstTuple: ")", ConstFrozenSet: "})", ConstSlice: ")"}[k.Kind])
	return b.String()
}

func floatText(f float64) string {
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if f == math.Trunc(f) && !strings.ContainsAny(s, "e.NI") {
		s += ".0"
	}
	return s
}

func shorten(s string) string {
	if len(s) > 120 {
		return s[:100] + "...\""
	}
	return s
}
