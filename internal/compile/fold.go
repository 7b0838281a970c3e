// This file evaluates constant expressions at compile time. It gives up wherever the result would be an error, a
// warning, large, or could differ in the last bit from what the runtime computes.
package compile

import (
	"math"
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// Limits of what folding may make: bits of an int, bytes of a string, items of a product and of a display.
const (
	maxIntBits    = 128
	maxStrSize    = 4096
	maxTupleItems = 256
	maxElts       = 16 << 10
)

// fold gives the value of a constant expression.
func (c *compiler) fold(e syntax.Expr) (code.Const, bool) {
	switch e := e.(type) {
	case *syntax.Constant:
		return fromSyntax(&e.Value), true
	case *syntax.Name:
		if e.Id == "__debug__" {
			return boolConst(c.opts.Optimize == 0), true
		}
	case *syntax.Tuple:
		if c.noFold[e] {
			return code.Const{}, false
		}
		elts, ok := c.foldAll(e.Elts)
		if !ok && len(e.Elts) > 8 && mayFold(e.Elts[0]) {
			c.cannotFold(e)
		}
		return tupleConst(elts), ok
	case *syntax.UnaryOp:
		k, ok := c.fold(e.Operand)
		if !ok {
			return k, false
		}
		return foldUnary(e.Op, k)
	case *syntax.BinOp:
		return c.foldChain(e)
	case *syntax.Subscript:
		if !mayFold(e.Value) || !mayFold(e.Slice) || c.noFold[e] {
			return code.Const{}, false
		}
		v, ok := c.fold(e.Value)
		var i, out code.Const
		if ok {
			i, ok = c.fold(e.Slice)
		}
		if ok {
			out, ok = foldIndex(v, i)
		}
		if !ok {
			c.cannotFold(e)
		}
		return out, ok
	}
	return code.Const{}, false
}

// longChain is from how many operators on the fact that a chain is not constant is kept for each of its parts.
const longChain = 16

// foldChain folds operators that are nested to the left, as those of a+b+c are, from the innermost outwards: each once, however
// many they are. It looks at all the leaves first.
func (c *compiler) foldChain(e *syntax.BinOp) (code.Const, bool) {
	var some [longChain]*syntax.BinOp
	chain := some[:0]
	ok := true
	var left syntax.Expr = e
	for b, is := e, true; is; b, is = left.(*syntax.BinOp) {
		if !mayFold(b.Right) || c.noFold[b] {
			ok = false
			break
		}
		chain = append(chain, b)
		left = b.Left
	}
	if !ok || !mayFold(left) || c.depth+len(chain) > c.opts.MaxDepth {
		if len(chain) > longChain {
			for _, b := range chain {
				c.cannotFold(b)
			}
		}
		return code.Const{}, false
	}
	c.depth++
	defer func() { c.depth-- }()
	k, ok := c.fold(left)
	for len(chain) > 0 && ok && c.tick() {
		b := chain[len(chain)-1]
		var r code.Const
		if r, ok = c.fold(b.Right); ok {
			k, ok = foldBinary(b.Op, k, r)
		}
		if ok {
			chain = chain[:len(chain)-1]
		}
	}
	for _, b := range chain { // what holds a part that is not constant is not either
		c.cannotFold(b)
	}
	return k, len(chain) == 0
}

// mayFold is a cheap test that rules out most of what is not constant.
func mayFold(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Constant, *syntax.UnaryOp, *syntax.BinOp:
		return true
	case *syntax.Tuple:
		return len(e.Elts) == 0 || mayFold(e.Elts[0])
	case *syntax.Name:
		return e.Id == "__debug__"
	case *syntax.Subscript:
		return mayFold(e.Value)
	}
	return false
}

// cannotFold keeps that e is not constant, so that it is not tried again from what is around it.
func (c *compiler) cannotFold(e syntax.Expr) {
	if c.noFold == nil {
		c.noFold = map[syntax.Expr]bool{}
	}
	c.noFold[e] = true
}

// foldAll folds elements, unless they are so many that their constant would be made in one long step.
func (c *compiler) foldAll(elts []syntax.Expr) ([]code.Const, bool) {
	if len(elts) > maxElts {
		return nil, false
	}
	for _, e := range elts {
		if !mayFold(e) {
			return nil, false
		}
	}
	if c.depth > c.opts.MaxDepth {
		return nil, false
	}
	c.depth++
	defer func() { c.depth-- }()
	out := make([]code.Const, len(elts))
	for i, e := range elts {
		if !c.tick() {
			return nil, false
		}
		k, ok := c.fold(e)
		if !ok {
			return nil, false
		}
		out[i] = k
	}
	return out, true
}

// truth is bool of a constant.
func truth(k *code.Const) bool {
	switch k.Kind {
	case code.ConstNone, code.ConstFalse:
		return false
	case code.ConstInt:
		return k.Big != nil || k.Int != 0
	case code.ConstFloat:
		return k.Float != 0
	case code.ConstComplex:
		return k.Float != 0 || k.Imag != 0
	case code.ConstStr, code.ConstBytes:
		return k.Str != ""
	case code.ConstTuple, code.ConstFrozenSet:
		return len(k.Elts) > 0
	}
	return true
}

func bigOf(k *code.Const) *big.Int {
	switch {
	case k.Kind == code.ConstTrue:
		return big.NewInt(1)
	case k.Kind == code.ConstFalse:
		return new(big.Int)
	case k.Big != nil:
		return k.Big
	}
	return big.NewInt(k.Int)
}

func bigConst(x *big.Int) code.Const {
	if x.IsInt64() {
		return intConst(x.Int64())
	}
	return code.Const{Kind: code.ConstInt, Big: x}
}

func isInt(k *code.Const) bool {
	return k.Kind == code.ConstInt || k.Kind == code.ConstTrue || k.Kind == code.ConstFalse
}

func foldUnary(op syntax.UnaryOpKind, k code.Const) (code.Const, bool) {
	if op == syntax.Not {
		return boolConst(!truth(&k)), true
	}
	switch {
	case isInt(&k):
		x := bigOf(&k)
		switch op {
		case syntax.USub:
			return bigConst(new(big.Int).Neg(x)), true
		case syntax.UAdd:
			return bigConst(x), true
		case syntax.Invert:
			return bigConst(new(big.Int).Not(x)), k.Kind == code.ConstInt
		}
	case k.Kind == code.ConstFloat || k.Kind == code.ConstComplex:
		switch op {
		case syntax.USub:
			k.Float, k.Imag = -k.Float, -k.Imag
			return k, true
		case syntax.UAdd:
			return k, true
		}
	}
	return k, false
}

func foldBinary(op syntax.Operator, l, r code.Const) (code.Const, bool) {
	switch {
	case isInt(&l) && isInt(&r):
		if l.Kind != code.ConstInt && r.Kind != code.ConstInt && (op == syntax.BitAnd || op == syntax.BitOr || op == syntax.BitXor) {
			return code.Const{}, false // of bools a bool
		}
		return foldInts(op, bigOf(&l), bigOf(&r))
	case isReal(&l) && isReal(&r):
		a, ok1 := floatOf(&l)
		b, ok2 := floatOf(&r)
		if !ok1 || !ok2 {
			return code.Const{}, false
		}
		return foldFloats(op, a, b)
	case l.Kind == code.ConstComplex || r.Kind == code.ConstComplex:
		return foldComplex(op, l, r)
	}
	switch op {
	case syntax.Add:
		switch {
		case l.Kind == r.Kind && (l.Kind == code.ConstStr || l.Kind == code.ConstBytes):
			if len(l.Str)+len(r.Str) > maxStrSize || endsInSurrogate(l.Str) && l.Kind == code.ConstStr {
				return l, false
			}
			return code.Const{Kind: l.Kind, Str: l.Str + r.Str}, true
		case l.Kind == code.ConstTuple && r.Kind == code.ConstTuple:
			if len(l.Elts)+len(r.Elts) > maxTupleItems {
				return l, false
			}
			return tupleConst(append(append([]code.Const{}, l.Elts...), r.Elts...)), true
		}
	case syntax.Mult:
		if isInt(&l) {
			l, r = r, l
		}
		if !isInt(&r) || r.Big != nil || r.Int < 0 || r.Int > maxStrSize {
			return l, false
		}
		n := int(bigOf(&r).Int64())
		switch l.Kind {
		case code.ConstStr, code.ConstBytes:
			if len(l.Str)*n > maxStrSize || endsInSurrogate(l.Str) && l.Kind == code.ConstStr {
				return l, false
			}
			return code.Const{Kind: l.Kind, Str: strings.Repeat(l.Str, n)}, true
		case code.ConstTuple:
			if len(l.Elts)*n > maxTupleItems {
				return l, false
			}
			var out []code.Const
			for i := 0; i < n; i++ {
				out = append(out, l.Elts...)
			}
			return tupleConst(out), true
		}
	}
	return code.Const{}, false
}

// endsInSurrogate reports whether joining s with another string could pair up two halves of a character.
func endsInSurrogate(s string) bool {
	return len(s) >= 3 && s[len(s)-3] == 0xed && s[len(s)-2] >= 0xa0
}

func foldInts(op syntax.Operator, a, b *big.Int) (code.Const, bool) {
	z := new(big.Int)
	small := b.IsInt64() && b.Int64() >= 0 && b.Int64() <= maxIntBits
	switch op {
	case syntax.Add:
		z.Add(a, b)
	case syntax.Sub:
		z.Sub(a, b)
	case syntax.Mult:
		if a.BitLen()+b.BitLen() > maxIntBits {
			return code.Const{}, false
		}
		z.Mul(a, b)
	case syntax.Div:
		if b.Sign() == 0 || a.BitLen() > 53 || b.BitLen() > 53 {
			return code.Const{}, false
		}
		return code.Const{Kind: code.ConstFloat, Float: float64(a.Int64()) / float64(b.Int64())}, true
	case syntax.FloorDiv, syntax.OpMod:
		if b.Sign() == 0 || a.BitLen() > 4096 || b.BitLen() > 4096 {
			return code.Const{}, false
		}
		m := new(big.Int)
		z.QuoRem(a, b, m)
		if m.Sign() != 0 && (m.Sign() < 0) != (b.Sign() < 0) {
			z.Sub(z, big.NewInt(1))
			m.Add(m, b)
		}
		if op == syntax.OpMod {
			z = m
		}
	case syntax.Pow:
		if !small || a.BitLen()*int(b.Int64()) > maxIntBits {
			return code.Const{}, false
		}
		z.Exp(a, b, nil)
	case syntax.LShift:
		if !small || a.BitLen()+int(b.Int64()) > maxIntBits {
			return code.Const{}, false
		}
		z.Lsh(a, uint(b.Int64()))
	case syntax.RShift:
		if !small {
			return code.Const{}, false
		}
		z.Rsh(a, uint(b.Int64()))
	case syntax.BitAnd:
		z.And(a, b)
	case syntax.BitOr:
		z.Or(a, b)
	case syntax.BitXor:
		z.Xor(a, b)
	default:
		return code.Const{}, false
	}
	return bigConst(z), true
}

func isReal(k *code.Const) bool { return isInt(k) || k.Kind == code.ConstFloat }

// floatOf converts a real constant if that is exact.
func floatOf(k *code.Const) (float64, bool) {
	if k.Kind == code.ConstFloat {
		return k.Float, true
	}
	x := bigOf(k)
	if x.BitLen() > 53 {
		return 0, false
	}
	return float64(x.Int64()), true
}

func foldFloats(op syntax.Operator, a, b float64) (code.Const, bool) {
	z := 0.0
	switch op {
	case syntax.Add:
		z = a + b
	case syntax.Sub:
		z = a - b
	case syntax.Mult:
		z = a * b
	case syntax.Div:
		if b == 0 {
			return code.Const{}, false
		}
		z = a / b
	default:
		return code.Const{}, false
	}
	return code.Const{Kind: code.ConstFloat, Float: z}, !math.IsNaN(z)
}

func foldComplex(op syntax.Operator, l, r code.Const) (code.Const, bool) {
	if (op != syntax.Add && op != syntax.Sub) || (l.Kind == code.ConstComplex) == (r.Kind == code.ConstComplex) {
		return code.Const{}, false
	}
	k := code.Const{Kind: code.ConstComplex}
	if l.Kind == code.ConstComplex {
		b, ok := floatOf(&r)
		if !isReal(&r) || !ok {
			return k, false
		}
		k.Float, k.Imag = l.Float+b, l.Imag
		if op == syntax.Sub {
			k.Float = l.Float - b
		}
		return k, true
	}
	if !isReal(&l) {
		return k, false
	}
	a, ok := floatOf(&l)
	k.Float, k.Imag = a+r.Float, r.Imag
	if op == syntax.Sub {
		k.Float, k.Imag = a-r.Float, -r.Imag
	}
	return k, ok
}

func foldIndex(v, i code.Const) (code.Const, bool) {
	if !isInt(&i) || i.Big != nil {
		return code.Const{}, false
	}
	n := 0
	switch v.Kind {
	case code.ConstTuple:
		n = len(v.Elts)
	case code.ConstStr:
		n = len(v.Str)
		for j := 0; j < n; j++ {
			if v.Str[j] >= utf8.RuneSelf {
				return code.Const{}, false
			}
		}
	case code.ConstBytes:
		n = len(v.Str)
	default:
		return code.Const{}, false
	}
	x := bigOf(&i).Int64()
	if x < 0 {
		x += int64(n)
	}
	if x < 0 || x >= int64(n) {
		return code.Const{}, false
	}
	switch v.Kind {
	case code.ConstTuple:
		return v.Elts[x], true
	case code.ConstStr:
		return strConst(v.Str[x : x+1]), true
	}
	return intConst(int64(v.Str[x])), true
}
