// This file keeps the constants of a unit, each once.
package compile

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

type constKey struct {
	kind code.ConstKind
	bits uint64
	str  string
}

// fromSyntax converts a constant of the tree.
func fromSyntax(k *syntax.Const) code.Const {
	out := code.Const{Int: k.Int, Big: k.Big, Float: k.Float, Imag: k.Imag, Str: k.Str}
	switch k.Kind {
	case syntax.ConstNone:
		out.Kind = code.ConstNone
	case syntax.ConstTrue:
		out.Kind = code.ConstTrue
	case syntax.ConstFalse:
		out.Kind = code.ConstFalse
	case syntax.ConstEllipsis:
		out.Kind = code.ConstEllipsis
	case syntax.ConstInt:
		out.Kind = code.ConstInt
	case syntax.ConstFloat:
		out.Kind = code.ConstFloat
	case syntax.ConstComplex:
		out.Kind = code.ConstComplex
	case syntax.ConstStr:
		out.Kind = code.ConstStr
	case syntax.ConstBytes:
		out.Kind = code.ConstBytes
	case syntax.ConstTuple, syntax.ConstFrozenSet:
		out.Kind = code.ConstTuple
		if k.Kind == syntax.ConstFrozenSet {
			out.Kind = code.ConstFrozenSet
		}
		for i := range k.Elts {
			out.Elts = append(out.Elts, fromSyntax(&k.Elts[i]))
		}
	}
	return out
}

// equalKey is keyOf for a key of a mapping pattern: numbers that compare equal have one key.
func equalKey(k code.Const) (constKey, bool) {
	switch k.Kind {
	case code.ConstTrue:
		k = code.Const{Kind: code.ConstInt, Int: 1}
	case code.ConstFalse:
		k = code.Const{Kind: code.ConstInt}
	case code.ConstFloat, code.ConstComplex:
		if k.Kind == code.ConstComplex && k.Imag != 0 || math.IsNaN(k.Float) || math.IsInf(k.Float, 0) {
			break
		}
		if k.Float != math.Trunc(k.Float) {
			k.Kind = code.ConstFloat
			break
		}
		b, _ := new(big.Float).SetFloat64(k.Float).Int(nil)
		if k = (code.Const{Kind: code.ConstInt, Big: b}); b.IsInt64() {
			k.Int, k.Big = b.Int64(), nil
		}
	}
	return keyOf(&k)
}

// keyOf gives a comparable key of a constant: constants of one key may be shared. It refuses code and large ones.
func keyOf(k *code.Const) (constKey, bool) {
	switch k.Kind {
	case code.ConstInt:
		if k.Big != nil {
			if k.Big.BitLen() > 4096 {
				return constKey{}, false
			}
			return constKey{k.Kind, 1, k.Big.Text(36)}, true
		}
		return constKey{k.Kind, uint64(k.Int), ""}, true
	case code.ConstFloat:
		return constKey{k.Kind, math.Float64bits(k.Float), ""}, true
	case code.ConstComplex:
		return constKey{k.Kind, math.Float64bits(k.Float), strconv.FormatUint(math.Float64bits(k.Imag), 16)}, true
	case code.ConstStr, code.ConstBytes:
		return constKey{k.Kind, 0, k.Str}, true
	case code.ConstTuple, code.ConstFrozenSet, code.ConstSlice:
		if len(k.Elts) > 64 {
			return constKey{}, false
		}
		var b strings.Builder
		for i := range k.Elts {
			e, ok := keyOf(&k.Elts[i])
			if !ok || b.Len() > 4096 {
				return constKey{}, false
			}
			b.WriteString(strconv.Itoa(int(e.kind)))
			b.WriteByte(':')
			b.WriteString(strconv.FormatUint(e.bits, 16))
			b.WriteByte(':')
			b.WriteString(strconv.Itoa(len(e.str)))
			b.WriteByte(':')
			b.WriteString(e.str)
		}
		return constKey{k.Kind, uint64(len(k.Elts)), b.String()}, true
	case code.ConstCode:
		return constKey{}, false
	}
	return constKey{kind: k.Kind}, true
}

// constant gives the index of k among the constants.
func (u *unit) constant(k code.Const) int {
	if u.dead && len(u.consts) > 0 {
		return 0 // nothing will refer to it
	}
	key, ok := keyOf(&k)
	if ok {
		if i, ok := u.constIdx[key]; ok {
			return i
		}
		if u.constIdx == nil {
			u.constIdx = map[constKey]int{}
		}
		u.constIdx[key] = len(u.consts)
	}
	u.consts = append(u.consts, k)
	return len(u.consts) - 1
}

func strConst(s string) code.Const         { return code.Const{Kind: code.ConstStr, Str: s} }
func intConst(i int64) code.Const          { return code.Const{Kind: code.ConstInt, Int: i} }
func tupleConst(e []code.Const) code.Const { return code.Const{Kind: code.ConstTuple, Elts: e} }
func namesConst(names []string) code.Const {
	k := code.Const{Kind: code.ConstTuple, Elts: make([]code.Const, 0, len(names))}
	for _, n := range names {
		k.Elts = append(k.Elts, strConst(n))
	}
	return k
}

var noneConst = code.Const{Kind: code.ConstNone}

// loadConst puts a constant in a register.
func (u *unit) loadConst(dst reg, k code.Const) {
	if k.Kind == code.ConstInt && k.Big == nil && k.Int == int64(int32(k.Int)) {
		u.wide(code.LoadInt, dst, int(uint32(int32(k.Int))))
		return
	}
	u.wide(code.LoadK, dst, u.constant(k))
}

func (u *unit) loadStr(dst reg, s string) { u.loadConst(dst, strConst(s)) }

func (u *unit) loadNone(dst reg) { u.loadConst(dst, noneConst) }
