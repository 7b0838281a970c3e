// Unparse: source text of a tree, as ast.unparse gives it. Each expression is written with the precedence that
// its surroundings ask for and puts itself in parentheses where its own is lower.
package syntax

import (
	"math"
	"strings"
)

// prec is how tightly an expression must bind to need no parentheses.
type prec uint8

const (
	precNamed prec = iota
	precTuple
	precYield
	precTest
	precOr
	precAnd
	precNot
	precCmp
	precBitOr
	precBitXor
	precBitAnd
	precShift
	precArith
	precTerm
	precFactor
	precPower
	precAwait
	precAtom
)

var operatorText = [...]struct {
	text string
	prec prec
}{
	Add: {"+", precArith}, Sub: {"-", precArith}, Mult: {"*", precTerm}, MatMult: {"@", precTerm}, Div: {"/", precTerm},
	OpMod: {"%", precTerm}, Pow: {"**", precPower}, LShift: {"<<", precShift}, RShift: {">>", precShift},
	BitOr: {"|", precBitOr}, BitXor: {"^", precBitXor}, BitAnd: {"&", precBitAnd}, FloorDiv: {"//", precTerm},
}

var cmpText = [...]string{Eq: "==", NotEq: "!=", Lt: "<", LtE: "<=", Gt: ">", GtE: ">=", Is: "is", IsNot: "is not", In: "in", NotIn: "not in"}

type unparser struct {
	b      strings.Builder
	indent int
	plain  bool // as the strings of postponed annotations are written, which differs a little
}

// Unparse gives source for n, a module, statement, expression, pattern or helper node.
func Unparse(n Node) string {
	u := &unparser{}
	switch n := n.(type) {
	case *Module:
		u.docBody(n.Body)
	case *Interactive:
		u.stmts(n.Body)
	case *Expression:
		u.expr(n.Body, precTest)
	case *FunctionType:
		u.write("(")
		u.list(n.ArgTypes, precTest)
		u.write(") -> ")
		u.expr(n.Returns, precTest)
	case Stmt:
		u.stmt(n)
	case Expr:
		u.expr(n, precTest)
	case Pattern:
		u.pattern(n, precTest)
	case TypeParam:
		u.typeParam(n)
	case *Arguments:
		u.arguments(n)
	case *Arg:
		u.arg(n, "")
	case *Keyword:
		u.keyword(n)
	case *Alias:
		u.alias(n)
	case *Comprehension:
		u.comprehension(n)
	case *WithItem:
		u.withItem(n)
	case *MatchCase:
		u.matchCase(n)
	case *ExceptHandler:
		u.handler(n, false)
	}
	return u.b.String()
}

// UnparseAnnotation gives the text that postponed annotations keep of an expression.
func UnparseAnnotation(e Expr) string {
	u := &unparser{plain: true}
	u.expr(e, precTest)
	return u.b.String()
}

func (u *unparser) write(s string) { u.b.WriteString(s) }

func (u *unparser) maybeNewline() {
	if u.b.Len() > 0 {
		u.b.WriteByte('\n')
	}
}

// fill starts a line.
func (u *unparser) fill(s string) {
	u.maybeNewline()
	for i := 0; i < u.indent; i++ {
		u.write("    ")
	}
	u.write(s)
}

func (u *unparser) stmts(list []Stmt) {
	for _, s := range list {
		u.stmt(s)
	}
}

func (u *unparser) block(list []Stmt) {
	u.write(":")
	u.indent++
	u.stmts(list)
	u.indent--
}

// docBody writes statements of which the first may be a docstring.
func (u *unparser) docBody(list []Stmt) {
	if len(list) > 0 {
		if e, ok := list[0].(*ExprStmt); ok {
			if c, ok := e.Value.(*Constant); ok && c.Value.Kind == ConstStr {
				u.fill("")
				if c.Kind == "u" {
					u.write("u")
				}
				text, quotes := literalBody(c.Value.Str, multiQuotes, false)
				u.write(quotes[0] + text + quotes[0])
				list = list[1:]
			}
		}
	}
	u.stmts(list)
}

func (u *unparser) docBlock(list []Stmt) {
	u.write(":")
	u.indent++
	u.docBody(list)
	u.indent--
}

func (u *unparser) orElse(list []Stmt) {
	if len(list) > 0 {
		u.fill("else")
		u.block(list)
	}
}

func (u *unparser) stmt(s Stmt) {
	switch s := s.(type) {
	case *ExprStmt:
		u.fill("")
		u.expr(s.Value, precYield)
	case *Assign:
		u.fill("")
		for _, t := range s.Targets {
			u.expr(t, precTuple)
			u.write(" = ")
		}
		u.expr(s.Value, precTest)
	case *AugAssign:
		u.fill("")
		u.expr(s.Target, precTest)
		u.write(" " + operatorText[s.Op].text + "= ")
		u.expr(s.Value, precTest)
	case *AnnAssign:
		u.fill("")
		_, name := s.Target.(*Name)
		if name && !s.Simple {
			u.write("(")
		}
		u.expr(s.Target, precTest)
		if name && !s.Simple {
			u.write(")")
		}
		u.write(": ")
		u.expr(s.Annotation, precTest)
		if s.Value != nil {
			u.write(" = ")
			u.expr(s.Value, precTest)
		}
	case *Return:
		u.fill("return")
		u.optional(" ", s.Value)
	case *Delete:
		u.fill("del ")
		u.list(s.Targets, precTest)
	case *Pass:
		u.fill("pass")
	case *Break:
		u.fill("break")
	case *Continue:
		u.fill("continue")
	case *Global:
		u.fill("global " + strings.Join(s.Names, ", "))
	case *Nonlocal:
		u.fill("nonlocal " + strings.Join(s.Names, ", "))
	case *Assert:
		u.fill("assert ")
		u.expr(s.Test, precTest)
		u.optional(", ", s.Msg)
	case *Raise:
		u.fill("raise")
		u.optional(" ", s.Exc)
		u.optional(" from ", s.Cause)
	case *Import:
		u.fill("import ")
		u.aliases(s.Names)
	case *ImportFrom:
		u.fill("from " + strings.Repeat(".", s.Level) + s.Module + " import ")
		u.aliases(s.Names)
	case *TypeAlias:
		u.fill("type ")
		u.expr(s.Name, precTest)
		u.typeParams(s.TypeParams)
		u.write(" = ")
		u.expr(s.Value, precTest)
	case *If:
		word := "if "
		for {
			u.fill(word)
			u.expr(s.Test, precTest)
			u.block(s.Body)
			if len(s.OrElse) == 1 {
				if next, ok := s.OrElse[0].(*If); ok {
					s, word = next, "elif "
					continue
				}
			}
			u.orElse(s.OrElse)
			return
		}
	case *While:
		u.fill("while ")
		u.expr(s.Test, precTest)
		u.block(s.Body)
		u.orElse(s.OrElse)
	case *For:
		u.forStmt("for ", s.Target, s.Iter, s.Body, s.OrElse)
	case *AsyncFor:
		u.forStmt("async for ", s.Target, s.Iter, s.Body, s.OrElse)
	case *With:
		u.withStmt("with ", s.Items, s.Body)
	case *AsyncWith:
		u.withStmt("async with ", s.Items, s.Body)
	case *Try:
		u.tryStmt(s.Body, s.Handlers, s.OrElse, s.FinalBody, false)
	case *TryStar:
		u.tryStmt(s.Body, s.Handlers, s.OrElse, s.FinalBody, true)
	case *Match:
		u.fill("match ")
		u.expr(s.Subject, precTest)
		u.write(":")
		u.indent++
		for _, c := range s.Cases {
			u.matchCase(c)
		}
		u.indent--
	case *FunctionDef:
		u.function("def ", s.Name, s.TypeParams, s.Args, s.Returns, s.DecoratorList, s.Body)
	case *AsyncFunctionDef:
		u.function("async def ", s.Name, s.TypeParams, s.Args, s.Returns, s.DecoratorList, s.Body)
	case *ClassDef:
		u.decorators(s.DecoratorList)
		u.fill("class " + s.Name)
		u.typeParams(s.TypeParams)
		if len(s.Bases)+len(s.Keywords) > 0 {
			u.write("(")
			u.callArgs(s.Bases, s.Keywords)
			u.write(")")
		}
		u.docBlock(s.Body)
	}
}

func (u *unparser) optional(before string, e Expr) {
	if e != nil {
		u.write(before)
		u.expr(e, precTest)
	}
}

func (u *unparser) forStmt(word string, target, iter Expr, body, orElse []Stmt) {
	u.fill(word)
	u.expr(target, precTuple)
	u.write(" in ")
	u.expr(iter, precTest)
	u.block(body)
	u.orElse(orElse)
}

func (u *unparser) withStmt(word string, items []*WithItem, body []Stmt) {
	u.fill(word)
	for i, it := range items {
		if i > 0 {
			u.write(", ")
		}
		u.withItem(it)
	}
	u.block(body)
}

func (u *unparser) withItem(it *WithItem) {
	u.expr(it.ContextExpr, precTest)
	u.optional(" as ", it.OptionalVars)
}

func (u *unparser) tryStmt(body []Stmt, handlers []*ExceptHandler, orElse, final []Stmt, star bool) {
	u.fill("try")
	u.block(body)
	for _, h := range handlers {
		u.handler(h, star)
	}
	u.orElse(orElse)
	if len(final) > 0 {
		u.fill("finally")
		u.block(final)
	}
}

func (u *unparser) handler(h *ExceptHandler, star bool) {
	if star {
		u.fill("except*")
	} else {
		u.fill("except")
	}
	u.optional(" ", h.Type)
	if h.Name != "" {
		u.write(" as " + h.Name)
	}
	u.block(h.Body)
}

func (u *unparser) decorators(list []Expr) {
	u.maybeNewline()
	for _, d := range list {
		u.fill("@")
		u.expr(d, precTest)
	}
}

func (u *unparser) function(word, name string, tps []TypeParam, args *Arguments, returns Expr, decorators []Expr, body []Stmt) {
	u.decorators(decorators)
	u.fill(word + name)
	u.typeParams(tps)
	u.write("(")
	u.arguments(args)
	u.write(")")
	u.optional(" -> ", returns)
	u.docBlock(body)
}

func (u *unparser) typeParams(list []TypeParam) {
	if len(list) == 0 {
		return
	}
	u.write("[")
	for i, t := range list {
		if i > 0 {
			u.write(", ")
		}
		u.typeParam(t)
	}
	u.write("]")
}

func (u *unparser) typeParam(t TypeParam) {
	switch t := t.(type) {
	case *TypeVar:
		u.write(t.Name)
		u.optional(": ", t.Bound)
		u.optional(" = ", t.DefaultValue)
	case *TypeVarTuple:
		u.write("*" + t.Name)
		u.optional(" = ", t.DefaultValue)
	case *ParamSpec:
		u.write("**" + t.Name)
		u.optional(" = ", t.DefaultValue)
	}
}

func (u *unparser) arg(a *Arg, star string) {
	u.write(star + a.Arg)
	u.optional(": ", a.Annotation)
}

func (u *unparser) arguments(a *Arguments) {
	first := true
	comma := func() {
		if !first {
			u.write(", ")
		}
		first = false
	}
	n := len(a.PosOnlyArgs) + len(a.Args)
	for i := 0; i < n; i++ {
		comma()
		if i < len(a.PosOnlyArgs) {
			u.arg(a.PosOnlyArgs[i], "")
		} else {
			u.arg(a.Args[i-len(a.PosOnlyArgs)], "")
		}
		if d := i - n + len(a.Defaults); d >= 0 {
			u.write("=")
			u.expr(a.Defaults[d], precTest)
		}
		if i+1 == len(a.PosOnlyArgs) {
			u.write(", /")
		}
	}
	if a.VarArg != nil || len(a.KwOnlyArgs) > 0 {
		comma()
		u.write("*")
		if a.VarArg != nil {
			u.arg(a.VarArg, "")
		}
	}
	for i, k := range a.KwOnlyArgs {
		comma()
		u.arg(k, "")
		if i < len(a.KwDefaults) && a.KwDefaults[i] != nil {
			u.write("=")
			u.expr(a.KwDefaults[i], precTest)
		}
	}
	if a.KwArg != nil {
		comma()
		u.arg(a.KwArg, "**")
	}
}

func (u *unparser) aliases(list []*Alias) {
	for i, a := range list {
		if i > 0 {
			u.write(", ")
		}
		u.alias(a)
	}
}

func (u *unparser) alias(a *Alias) {
	u.write(a.Name)
	if a.AsName != "" {
		u.write(" as " + a.AsName)
	}
}

func (u *unparser) list(list []Expr, p prec) {
	for i, e := range list {
		if i > 0 {
			u.write(", ")
		}
		u.expr(e, p)
	}
}

func (u *unparser) keyword(k *Keyword) {
	if k.Arg == "" {
		u.write("**")
	} else {
		u.write(k.Arg + "=")
	}
	u.expr(k.Value, precTest)
}

func (u *unparser) callArgs(args []Expr, kws []*Keyword) {
	u.list(args, precTest)
	for i, k := range kws {
		if i > 0 || len(args) > 0 {
			u.write(", ")
		}
		u.keyword(k)
	}
}

// tupleItems writes items as of a tuple without its parentheses.
func (u *unparser) tupleItems(list []Expr) {
	u.list(list, precTest)
	if len(list) == 1 {
		u.write(",")
	}
}

// paren writes f in parentheses if own binds less tightly than want.
func (u *unparser) paren(own, want prec, f func()) {
	if own < want {
		u.write("(")
		f()
		u.write(")")
		return
	}
	f()
}

func (u *unparser) expr(e Expr, want prec) {
	switch e := e.(type) {
	case *Name:
		u.write(e.Id)
	case *Constant:
		u.constant(e)
	case *Attribute:
		u.expr(e.Value, precAtom)
		// A dot right after an integer would make it a float.
		if c, ok := e.Value.(*Constant); ok && (c.Value.Kind == ConstInt || !u.plain && (c.Value.Kind == ConstTrue || c.Value.Kind == ConstFalse)) {
			u.write(" ")
		}
		u.write("." + e.Attr)
	case *Subscript:
		u.expr(e.Value, precAtom)
		u.write("[")
		if t, ok := e.Slice.(*Tuple); ok && len(t.Elts) > 0 {
			u.tupleItems(t.Elts)
		} else {
			u.expr(e.Slice, precTest)
		}
		u.write("]")
	case *Call:
		u.expr(e.Func, precAtom)
		if u.plain && len(e.Args) == 1 && len(e.Keywords) == 0 {
			if g, ok := e.Args[0].(*GeneratorExp); ok {
				u.expr(g, precTest)
				return
			}
		}
		u.write("(")
		u.callArgs(e.Args, e.Keywords)
		u.write(")")
	case *Starred:
		u.write("*")
		u.expr(e.Value, precBitOr)
	case *Tuple:
		own := precTuple
		if len(e.Elts) == 0 {
			own = precNamed
			want = precAtom
		}
		u.paren(own, want, func() { u.tupleItems(e.Elts) })
	case *List:
		u.write("[")
		u.list(e.Elts, precTest)
		u.write("]")
	case *Set:
		if len(e.Elts) == 0 {
			u.write("{*()}")
			return
		}
		u.write("{")
		u.list(e.Elts, precTest)
		u.write("}")
	case *Dict:
		u.write("{")
		for i, v := range e.Values[:min(len(e.Keys), len(e.Values))] { // a tree made by hand may lack some
			if i > 0 {
				u.write(", ")
			}
			if e.Keys[i] == nil {
				u.write("**")
				u.expr(v, precBitOr)
				continue
			}
			u.expr(e.Keys[i], precTest)
			u.write(": ")
			u.expr(v, precTest)
		}
		u.write("}")
	case *ListComp:
		u.comp("[", e.Elt, e.Generators, "]")
	case *SetComp:
		u.comp("{", e.Elt, e.Generators, "}")
	case *GeneratorExp:
		u.comp("(", e.Elt, e.Generators, ")")
	case *DictComp:
		u.write("{")
		u.expr(e.Key, precTest)
		u.write(": ")
		u.comp("", e.Value, e.Generators, "}")
	case *Slice:
		if e.Lower != nil {
			u.expr(e.Lower, precTest)
		}
		u.write(":")
		if e.Upper != nil {
			u.expr(e.Upper, precTest)
		}
		u.optional(":", e.Step)
	case *BinOp:
		op := operatorText[e.Op]
		left, right := op.prec, op.prec+1
		if e.Op == Pow {
			left, right = op.prec+1, op.prec
		}
		u.paren(op.prec, want, func() {
			u.expr(e.Left, left)
			u.write(" " + op.text + " ")
			u.expr(e.Right, right)
		})
	case *UnaryOp:
		own, text := precFactor, [...]string{Invert: "~", Not: "not ", UAdd: "+", USub: "-"}[e.Op]
		if e.Op == Not {
			own = precNot
		}
		u.paren(own, want, func() {
			u.write(text)
			u.expr(e.Operand, own)
		})
	case *BoolOp:
		own, text := precAnd, " and "
		if e.Op == Or {
			own, text = precOr, " or "
		}
		u.paren(own, want, func() {
			level := own
			for i, v := range e.Values {
				if i > 0 {
					u.write(text)
				}
				if u.plain {
					u.expr(v, own+1)
					continue
				}
				// ast.unparse asks for more from each value than from the one before.
				if level < precAtom {
					level++
				}
				u.expr(v, level)
			}
		})
	case *Compare:
		u.paren(precCmp, want, func() {
			u.expr(e.Left, precCmp+1)
			for i, op := range e.Ops[:min(len(e.Ops), len(e.Comparators))] {
				u.write(" " + cmpText[op] + " ")
				u.expr(e.Comparators[i], precCmp+1)
			}
		})
	case *IfExp:
		u.paren(precTest, want, func() {
			u.expr(e.Body, precTest+1)
			u.write(" if ")
			u.expr(e.Test, precTest+1)
			u.write(" else ")
			u.expr(e.OrElse, precTest)
		})
	case *Lambda:
		u.paren(precTest, want, func() {
			u.write("lambda")
			a := e.Args
			positional := len(a.PosOnlyArgs)+len(a.Args) > 0
			if positional || !u.plain && (len(a.KwOnlyArgs) > 0 || a.VarArg != nil || a.KwArg != nil) {
				u.write(" ")
			}
			u.arguments(a)
			u.write(": ")
			u.expr(e.Body, precTest)
		})
	case *NamedExpr:
		u.paren(precNamed, want, func() {
			u.expr(e.Target, precAtom)
			u.write(" := ")
			u.expr(e.Value, precAtom)
		})
	case *Await:
		u.paren(precAwait, want, func() {
			u.write("await ")
			u.expr(e.Value, precAtom)
		})
	case *Yield:
		u.paren(precYield, want, func() {
			u.write("yield")
			if e.Value != nil {
				u.write(" ")
				u.expr(e.Value, precAtom)
			}
		})
	case *YieldFrom:
		u.paren(precYield, want, func() {
			u.write("yield from ")
			u.expr(e.Value, precAtom)
		})
	case *JoinedStr:
		u.interpolated("f", e.Values)
	case *TemplateStr:
		u.interpolated("t", e.Values)
	case *FormattedValue, *Interpolation:
		u.interpolated("f", []Expr{e})
	}
}

func (u *unparser) comp(open string, elt Expr, gens []*Comprehension, closer string) {
	u.write(open)
	u.expr(elt, precTest)
	for _, g := range gens {
		u.comprehension(g)
	}
	u.write(closer)
}

func (u *unparser) comprehension(g *Comprehension) {
	if g.IsAsync {
		u.write(" async for ")
	} else {
		u.write(" for ")
	}
	u.expr(g.Target, precTuple)
	u.write(" in ")
	u.expr(g.Iter, precTest+1)
	for _, c := range g.Ifs {
		u.write(" if ")
		u.expr(c, precTest+1)
	}
}

// unparseConst is repr with infinities written as numbers that overflow.
func unparseConst(c Const) string {
	switch c.Kind {
	case ConstEllipsis:
		return "..."
	case ConstFloat, ConstComplex:
		s := strings.ReplaceAll(ReprConst(c), "inf", "1e309")
		if math.IsNaN(c.Float) || math.IsNaN(c.Imag) {
			s = strings.ReplaceAll(s, "nan", "(1e309-1e309)")
		}
		return s
	case ConstTuple:
		var parts []string
		for _, x := range c.Elts {
			parts = append(parts, unparseConst(x))
		}
		if len(parts) == 1 {
			return "(" + parts[0] + ",)"
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	return ReprConst(c)
}

func (u *unparser) constant(c *Constant) {
	if c.Kind == "u" {
		u.write("u")
	}
	u.write(unparseConst(c.Value))
}

var (
	allQuotes   = []string{"'", "\"", `"""`, "'''"}
	multiQuotes = []string{`"""`, "'''"}
)

// literalBody gives the inside of a string literal for s and the quotes that suit it, the best first.
func literalBody(s string, quotes []string, escapeSpace bool) (string, []string) {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, sz := decodeWTF8(s[i:])
		switch {
		case !escapeSpace && (r == '\n' || r == '\t'):
			b = append(b, byte(r))
		case r == '\\':
			b = append(b, `\\`...)
		case r >= 0xD800 && r < 0xE000 || !IsPrintable(r):
			switch {
			case r == '\n':
				b = append(b, `\n`...)
			case r == '\r':
				b = append(b, `\r`...)
			case r == '\t':
				b = append(b, `\t`...)
			case r <= 0xFF:
				b = appendHex(b, 'x', r, 2)
			case r <= 0xFFFF:
				b = appendHex(b, 'u', r, 4)
			default:
				b = appendHex(b, 'U', r, 8)
			}
		default:
			b = append(b, s[i:i+sz]...)
		}
		i += sz
	}
	text := string(b)
	var fit, last []string
	for _, q := range quotes {
		if strings.Contains(text, "\n") && len(q) == 1 || strings.Contains(text, q) {
			continue
		}
		// Quotes that the text does not end with come first.
		if text != "" && q[0] == text[len(text)-1] {
			last = append(last, q)
		} else {
			fit = append(fit, q)
		}
	}
	fit = append(fit, last...)
	if len(fit) == 0 {
		r := ReprStr(s)
		quote := r[:1]
		for _, q := range quotes {
			if strings.Contains(q, r[:1]) {
				quote = q
				break
			}
		}
		return r[1 : len(r)-1], []string{quote}
	}
	if text != "" && fit[0][0] == text[len(text)-1] {
		text = text[:len(text)-1] + `\` + text[len(text)-1:]
	}
	return text, fit
}

// fpart is a part of an f-string: text, with braces doubled, or a replacement field in its final form.
type fpart struct {
	text  string
	fixed bool
}

// interpolated writes an f-string or t-string with quotes that all its literal parts can be written in.
func (u *unparser) interpolated(prefix string, values []Expr) {
	parts := u.fparts(values, nil)
	if u.plain {
		body := ""
		for _, p := range parts {
			body += p.text
		}
		u.write(prefix + ReprStr(body))
		return
	}
	quotes := allQuotes
	var out strings.Builder
	fallback := false
	for _, p := range parts {
		if p.fixed {
			if strings.Contains(p.text, "\n") {
				quotes = intersect(quotes, multiQuotes)
			}
			var rest []string
			for _, q := range quotes {
				if !strings.Contains(p.text, q) {
					rest = append(rest, q)
				}
			}
			if len(rest) > 0 {
				quotes = rest
			}
			out.WriteString(p.text)
			continue
		}
		text, fit := literalBody(p.text, quotes, true)
		if len(intersect(quotes, fit)) == 0 {
			fallback = true
			break
		}
		quotes = fit
		out.WriteString(text)
	}
	if fallback || len(quotes) == 0 {
		out.Reset()
		quotes = []string{"'''"}
		for _, p := range parts {
			if p.fixed {
				out.WriteString(p.text)
				continue
			}
			r := ReprStr(`"` + p.text)
			out.WriteString(r[2 : len(r)-1])
		}
	}
	u.write(prefix + quotes[0] + out.String() + quotes[0])
}

func intersect(a, b []string) (out []string) {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				out = append(out, x)
			}
		}
	}
	return
}

func doubleBraces(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "{", "{{"), "}", "}}")
}

func (u *unparser) fparts(values []Expr, out []fpart) []fpart {
	for _, v := range values {
		switch v := v.(type) {
		case *Constant:
			out = append(out, fpart{text: doubleBraces(v.Value.Str)})
		case *JoinedStr:
			out = u.fparts(v.Values, out)
		case *FormattedValue:
			out = append(out, fpart{u.field(u.fieldExpr(v.Value), v.Conversion, v.FormatSpec), true})
		case *Interpolation:
			text := v.Str.Str
			if v.Str.Kind != ConstStr {
				text = u.fieldExpr(v.Value)
			}
			out = append(out, fpart{u.field(text, v.Conversion, v.FormatSpec), true})
		}
	}
	return out
}

func (u *unparser) fieldExpr(e Expr) string {
	inner := &unparser{plain: u.plain}
	inner.expr(e, precTest+1)
	s := inner.b.String()
	if strings.HasPrefix(s, "{") {
		s = " " + s
	}
	return s
}

func (u *unparser) field(text string, conversion int, spec Expr) string {
	s := "{" + text
	if conversion >= 0 {
		s += "!" + string(rune(conversion))
	}
	if spec != nil {
		s += ":"
		values := []Expr{spec}
		if j, ok := spec.(*JoinedStr); ok {
			values = j.Values
		}
		for _, v := range values {
			if c, ok := v.(*Constant); ok {
				text := doubleBraces(c.Value.Str)
				if !u.plain {
					text = escapeSpec(text)
				}
				s += text
				continue
			}
			for _, p := range u.fparts([]Expr{v}, nil) {
				s += p.text
			}
		}
	}
	return s + "}"
}

// escapeSpec writes literal text of a format spec.
func escapeSpec(s string) string {
	s = strings.ReplaceAll(s, `\`, `\\`)
	s = strings.ReplaceAll(s, "'", `\'`)
	s = strings.ReplaceAll(s, `"`, `\"`)
	return strings.ReplaceAll(s, "\n", `\n`)
}

func (u *unparser) matchCase(c *MatchCase) {
	u.fill("case ")
	u.pattern(c.Pattern, precTest)
	u.optional(" if ", c.Guard)
	u.block(c.Body)
}

func (u *unparser) patterns(list []Pattern) {
	for i, q := range list {
		if i > 0 {
			u.write(", ")
		}
		u.pattern(q, precTest)
	}
}

func (u *unparser) pattern(q Pattern, want prec) {
	switch q := q.(type) {
	case *MatchValue:
		u.expr(q.Value, precTest)
	case *MatchSingleton:
		u.write(unparseConst(q.Value))
	case *MatchSequence:
		u.write("[")
		u.patterns(q.Patterns)
		u.write("]")
	case *MatchStar:
		if q.Name == "" {
			u.write("*_")
		} else {
			u.write("*" + q.Name)
		}
	case *MatchMapping:
		u.write("{")
		for i, k := range q.Keys[:min(len(q.Keys), len(q.Patterns))] {
			if i > 0 {
				u.write(", ")
			}
			u.expr(k, precTest)
			u.write(": ")
			u.pattern(q.Patterns[i], precTest)
		}
		if q.Rest != "" {
			if len(q.Keys) > 0 {
				u.write(", ")
			}
			u.write("**" + q.Rest)
		}
		u.write("}")
	case *MatchClass:
		u.expr(q.Cls, precAtom)
		u.write("(")
		u.patterns(q.Patterns)
		for i, name := range q.KwdAttrs[:min(len(q.KwdAttrs), len(q.KwdPatterns))] {
			if i > 0 || len(q.Patterns) > 0 {
				u.write(", ")
			}
			u.write(name + "=")
			u.pattern(q.KwdPatterns[i], precTest)
		}
		u.write(")")
	case *MatchAs:
		switch {
		case q.Name == "":
			u.write("_")
		case q.Pattern == nil:
			u.write(q.Name)
		default:
			u.paren(precTest, want, func() {
				u.pattern(q.Pattern, precBitOr)
				u.write(" as " + q.Name)
			})
		}
	case *MatchOr:
		u.paren(precBitOr, want, func() {
			for i, x := range q.Patterns {
				if i > 0 {
					u.write(" | ")
				}
				u.pattern(x, precBitOr+1)
			}
		})
	}
}
