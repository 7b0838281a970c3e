package fmtspec

import (
	"errors"
	"math"
	"math/big"
	"math/rand"
	"testing"
)

// TestHostile formats by noise under a limit: nothing may panic, and nothing
// longer than the limit allows may come out.
func TestHostile(t *testing.T) {
	r := rand.New(rand.NewSource(29))
	full := errors.New("full")
	left := 0
	lim := &Limits{Charge: func(n int) error {
		if n > left {
			return full
		}
		left -= n
		return nil
	}}
	bits := []string{"", "*", "é", "<", ">", "=", "^", "+", "-", " ", "z", "#", "0", "5", "12", "300", "9223372036854775807", "9223372036854775808", "2147483647", ",", "_", ".", ".3", ".400", "d", "x", "b", "c", "e", "f", "g", "%", "n", "s", "\xed\xa0\x80", "\x00", "{", "}", "!r", ":", "[", "]", "a", "(", ")", "*", "l"}
	huge := new(big.Int).Lsh(big.NewInt(-3), 300)
	for i := 0; i < 60000; i++ {
		var s string
		for k := r.Intn(7); k >= 0; k-- {
			s += bits[r.Intn(len(bits))]
		}
		left = 4096
		check := func(b []byte, err error) {
			if err == nil && len(b) > 3*4096 {
				t.Fatalf("%q gave %d bytes", s, len(b))
			}
			left = 4096
		}
		if sp, err := Parse(s, "int", 'd', '>', nil); err == nil {
			check(AppendInt(nil, r.Int63()-1<<62, "int", &sp, lim))
			check(AppendBig(nil, huge, "int", &sp, lim))
		}
		if sp, err := Parse(s, "float", 0, '>', nil); err == nil {
			check(AppendFloat(nil, math.Float64frombits(r.Uint64()), "float", &sp, lim))
			check(AppendComplex(nil, r.NormFloat64(), math.Inf(1), &sp, lim))
		}
		if sp, err := Parse(s, "str", 's', '<', nil); err == nil {
			check(AppendStr(nil, "héllo", 5, &sp, lim))
		}
		lit, d, next, found := NextDirective("%"+s, 0, i%2 == 0, nil)
		for ; found; lit, d, next, found = NextDirective("%"+s, next, i%2 == 0, nil) {
			if d.Err != nil {
				_ = d.Err.Error()
				break
			}
			switch d.Code {
			case 'd', 'x', 'o':
				check(d.AppendInt(nil, r.Int63(), lim))
				check(d.AppendBig(nil, huge, lim))
			case 'e', 'f', 'g':
				check(d.AppendFloat(nil, r.NormFloat64()*1e200, lim))
			default:
				check(d.AppendStr(nil, "héllo", 5, lim))
			}
		}
		_ = lit
		for j := 0; ; {
			f, k, done, err := NextField(s, j, nil)
			if err != nil || done {
				break
			}
			if k <= j {
				t.Fatalf("NextField stands still on %q", s)
			}
			j = k
			if _, rest, err := SplitName(f.Name, nil); err == nil {
				for {
					_, n, done, err := NextKey(rest, nil)
					if err != nil || done {
						break
					}
					rest = n
				}
			}
		}
	}
}
