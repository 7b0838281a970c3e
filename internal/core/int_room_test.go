package core

import (
	"math/big"
	"math/rand/v2"
	"testing"
	"unsafe"
)

// Operators over operands of all short lengths give what math/big gives, and never change an operand.
func TestIntRoom(t *testing.T) {
	th := new(Thread)
	rng := rand.New(rand.NewPCG(1, 2))
	operand := func() (int64, *big.Int, *big.Int) {
		if rng.IntN(3) == 0 {
			s := int64(rng.Uint64() >> rng.IntN(64))
			if rng.IntN(2) == 0 {
				s = -s
			}
			return s, nil, big.NewInt(s)
		}
		z := big.NewInt(1)
		z.Lsh(z, uint(64+rng.IntN(64*60)))
		if rng.IntN(4) > 0 {
			w := make([]big.Word, len(z.Bits()))
			for i := range w {
				w[i] = big.Word(rng.Uint64())
			}
			z.SetBits(w)
		}
		if rng.IntN(4) == 0 {
			z.Sub(z, big.NewInt(1))
		}
		if rng.IntN(2) == 0 {
			z.Neg(z)
		}
		if z.IsInt64() {
			return z.Int64(), nil, z
		}
		return 0, new(big.Int).Set(z), z
	}
	same := func(op string, v Value, want *big.Int) {
		t.Helper()
		s, b := v.Small(), (*big.Int)(nil)
		if !v.IsSmall() {
			b = (*IntObj)(unsafe.Pointer(v.ref)).big
		}
		if b == nil && want.Cmp(big.NewInt(s)) != 0 || b != nil && (b.Cmp(want) != 0 || b.IsInt64()) {
			t.Fatalf("%s: %v %v, want %v", op, s, b, want)
		}
	}
	for range 20000 {
		x, bx, p := operand()
		y, by, q := operand()
		if v, ok := th.roomAdd(x, y, bx, by); ok {
			same("+", v, new(big.Int).Add(p, q))
		}
		if v, ok := th.roomSub(x, y, bx, by); ok {
			same("-", v, new(big.Int).Sub(p, q))
		}
		if v, ok := th.roomMul(x, y, bx, by); ok {
			same("*", v, new(big.Int).Mul(p, q))
		}
		if bx != nil || by != nil {
			for op, want := range map[BinOp]*big.Int{OpAnd: new(big.Int).And(p, q), OpOr: new(big.Int).Or(p, q), OpXor: new(big.Int).Xor(p, q)} {
				if v, ok := th.roomBits(op, x, y, bx, by); ok {
					same("bits", v, want)
				}
			}
		}
		n := int64(rng.IntN(300))
		if v, ok := th.roomLsh(x, bx, n); ok {
			same("<<", v, new(big.Int).Lsh(p, uint(n)))
		}
		if bx != nil {
			if v, ok := th.roomRsh(bx, n); ok {
				same(">>", v, new(big.Int).Rsh(p, uint(n)))
			}
		}
		if q.Sign() != 0 {
			wantQ, wantR := new(big.Int).QuoRem(p, q, new(big.Int))
			if wantR.Sign() != 0 && wantR.Sign() != q.Sign() {
				wantQ.Sub(wantQ, roomOne)
				wantR.Add(wantR, q)
			}
			for i := range 3 {
				quo, rem, ok := th.roomDiv(x, y, bx, by, i != 1, i != 0)
				if ok && i != 1 {
					same("//", quo, wantQ)
				}
				if ok && i != 0 {
					same("%", rem, wantR)
				}
			}
		}
		if bx != nil && bx.Cmp(p) != 0 || by != nil && by.Cmp(q) != 0 || roomOne.Cmp(big.NewInt(1)) != 0 {
			t.Fatal("an operand was changed")
		}
	}
	if z := intRoom(9); cap(z.Bits()) != 9 {
		t.Fatal("no room")
	}
}
