// This file implements timedelta. Invariant: 0 <= s < 86400, 0 <= us < 1000000, |days| <= 999999999.
package datetime_

import (
	"math"
	"math/big"
	"strconv"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/pyhash"
)

type delta struct {
	core.Header
	days, s, us int32
}

const maxDeltaDays = 999999999

func deltaOf(v value) *delta { return core.As[delta](v) }

// asDelta gives the timedelta of an instance, else nil.
func asDelta(v value) *delta {
	if v.IsInstance(&deltaType) {
		return core.As[delta](v)
	}
	return nil
}

// makeDelta makes an exact timedelta of fields within their ranges.
func makeDelta(days, s, us int32) value {
	return core.Make(&deltaType, &(&delta{days: days, s: s, us: us}).Header)
}

// newDelta makes an instance of cls from days and microseconds of any size.
func newDelta(t *thread, cls *core.Type, days, us int64) (value, error) {
	if us < 0 || us >= dayMicros {
		q, r := floorDiv(us, dayMicros)
		days, us = days+q, r
	}
	if days > maxDeltaDays || days < -maxDeltaDays {
		if days > math.MaxInt32 || days < math.MinInt32 {
			return core.Unbound, t.OverflowError("Python int too large to convert to C int")
		}
		return core.Unbound, t.OverflowError("days=%d; must have magnitude <= 999999999", days)
	}
	s := us / 1_000_000
	if cls == &deltaType {
		return makeDelta(int32(days), int32(s), int32(us-s*1_000_000)), nil
	}
	d := core.New[delta](cls)
	d.days, d.s, d.us = int32(days), int32(s), int32(us-s*1_000_000)
	return core.Obj(&d.Header), nil
}

func newDeltaBig(t *thread, cls *core.Type, us *big.Int) (value, error) {
	if us.IsInt64() {
		return newDelta(t, cls, 0, us.Int64())
	}
	q, r := new(big.Int).DivMod(us, big.NewInt(dayMicros), new(big.Int))
	if !q.IsInt64() {
		return core.Unbound, t.OverflowError("Python int too large to convert to C int")
	}
	return newDelta(t, cls, q.Int64(), r.Int64())
}

// dayPart is what there is beside the days, in microseconds.
func (d *delta) dayPart() int64 { return int64(d.s)*1_000_000 + int64(d.us) }

// micros is the whole in microseconds, if that is an int64.
func (d *delta) micros() (int64, bool) {
	if d.days > 100_000_000 || d.days < -100_000_000 {
		return 0, false
	}
	return int64(d.days)*dayMicros + d.dayPart(), true
}

func (d *delta) big() *big.Int {
	n := big.NewInt(int64(d.days))
	n.Mul(n, big.NewInt(dayMicros))
	return n.Add(n, big.NewInt(d.dayPart()))
}

func (d *delta) zero() bool { return d.days == 0 && d.s == 0 && d.us == 0 }

func (d *delta) compare(o *delta) int {
	switch {
	case d.days != o.days:
		return sign(int64(d.days) - int64(o.days))
	case d.s != o.s:
		return sign(int64(d.s - o.s))
	}
	return sign(int64(d.us - o.us))
}

func sign(n int64) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// The units of timedelta's arguments.
var units = [7]struct {
	name   string
	factor int64 // microseconds
}{{"days", dayMicros}, {"seconds", 1_000_000}, {"microseconds", 1}, {"milliseconds", 1000}, {"minutes", 60_000_000}, {"hours", 3_600_000_000}, {"weeks", 7 * dayMicros}}

// deltaNew is timedelta(days, seconds, microseconds, milliseconds, minutes, hours, weeks).
func deltaNew(t *thread, a []value) (value, error) {
	return deltaFrom(t, core.AsType(a[0]), a[1:])
}

func deltaFrom(t *thread, cls *core.Type, args []value) (value, error) {
	var days, us int64
	for i, x := range args {
		if x.IsUnbound() {
			continue
		}
		if !x.IsSmall() {
			return deltaExact(t, cls, args)
		}
		n := x.Small()
		if n > 1<<50 || n < -1<<50 {
			return deltaExact(t, cls, args)
		}
		switch i {
		case 0:
			days += n
		case 6:
			days += n * 7
		default:
			if f := units[i].factor; n < 1_000_000_000 && n > -1_000_000_000 {
				us += n * f
				if us > 1<<62 || us < -1<<62 {
					days += us / dayMicros
					us %= dayMicros
				}
			} else {
				per := dayMicros / f
				days += n / per
				us += n % per * f
			}
		}
	}
	return newDelta(t, cls, days, us)
}

// deltaExact sums arguments of any kind and size; fractions of microseconds round half to even at the end.
func deltaExact(t *thread, cls *core.Type, args []value) (value, error) {
	sum, left := new(big.Int), 0.0
	for i, order := range [7]int{2, 3, 1, 4, 5, 0, 6} {
		_ = i
		if order >= len(args) || args[order].IsUnbound() {
			continue
		}
		x, u := args[order], &units[order]
		if n, b, ok := core.AsInt(x); ok {
			if b == nil {
				b = big.NewInt(n)
			} else if b.BitLen() > 4096 {
				return core.Unbound, t.OverflowError("Python int too large to convert to C int")
			}
			sum.Add(sum, new(big.Int).Mul(b, big.NewInt(u.factor)))
			continue
		}
		f, ok := core.AsFloat(x)
		if !ok {
			return core.Unbound, t.TypeError("unsupported type for timedelta %s component: %s", u.name, x.TypeName())
		}
		if math.IsNaN(f) {
			return core.Unbound, t.ValueError("cannot convert float NaN to integer")
		}
		if math.IsInf(f, 0) {
			return core.Unbound, t.OverflowError("cannot convert float infinity to integer")
		}
		whole, frac := math.Modf(f)
		w, _ := big.NewFloat(whole).Int(nil)
		sum.Add(sum, w.Mul(w, big.NewInt(u.factor)))
		if frac != 0 {
			whole, frac = math.Modf(frac * float64(u.factor))
			sum.Add(sum, big.NewInt(int64(whole)))
			left += frac
		}
	}
	if left != 0 {
		low := math.Floor(left)
		up := left - low
		n := int64(low)
		if up > 0.5 || up == 0.5 && (sum.Bit(0) == 1) != (n&1 == 1) {
			n++
		}
		sum.Add(sum, big.NewInt(n))
	}
	return newDeltaBig(t, cls, sum)
}

// plainDelta is timedelta() called with positional arguments.
func plainDelta(t *thread, args []value) (value, error) {
	if len(args) > 7 {
		return core.Unbound, nil
	}
	return deltaFrom(t, &deltaType, args)
}

func addDeltas(t *thread, a, b *delta) (value, error) {
	return newDelta(t, &deltaType, int64(a.days)+int64(b.days), a.dayPart()+b.dayPart())
}

func subDeltas(t *thread, a, b *delta) (value, error) {
	return newDelta(t, &deltaType, int64(a.days)-int64(b.days), a.dayPart()-b.dayPart())
}

func negDelta(t *thread, d *delta) (value, error) {
	return newDelta(t, &deltaType, -int64(d.days), -d.dayPart())
}

// roundDiv is a / b rounded half to even.
func roundDiv(a, b *big.Int) *big.Int {
	if b.Sign() < 0 {
		a, b = new(big.Int).Neg(a), new(big.Int).Neg(b)
	}
	q, r := new(big.Int).DivMod(a, b, new(big.Int))
	if c := r.Lsh(r, 1).Cmp(b); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, big.NewInt(1))
	}
	return q
}

// floorDivBig is a // b and a % b of Python.
func floorDivBig(a, b *big.Int) (q, r *big.Int) {
	q, r = new(big.Int).QuoRem(a, b, new(big.Int))
	if r.Sign() != 0 && (r.Sign() < 0) != (b.Sign() < 0) {
		q.Sub(q, big.NewInt(1))
		r.Add(r, b)
	}
	return q, r
}

var nRatio = core.Intern("as_integer_ratio")

// ratio is v.as_integer_ratio() of a float, which a subclass may define.
func ratio(t *thread, v value) (num, den *big.Int, err error) {
	if !v.IsFloat() {
		r, err := t.CallMethod(v, nRatio)
		if err != nil {
			return nil, nil, err
		}
		u := core.AsTuple(r)
		if u == nil {
			return nil, nil, t.TypeError("unexpected return type from as_integer_ratio(): expected tuple, not '%s'", r.TypeName())
		}
		if u.Len() != 2 {
			return nil, nil, t.ValueError("as_integer_ratio() must return a 2-tuple")
		}
		for i, p := range []**big.Int{&num, &den} {
			n, ok, err := intOf(t, u.Items()[i])
			if err != nil {
				return nil, nil, err
			}
			if !ok {
				return nil, nil, t.TypeError("non-integer arguments in division")
			}
			*p = n
		}
		return num, den, nil
	}
	f, _ := core.AsFloat(v)
	if math.IsNaN(f) {
		return nil, nil, t.ValueError("cannot convert NaN to integer ratio")
	}
	if math.IsInf(f, 0) {
		return nil, nil, t.OverflowError("cannot convert Infinity to integer ratio")
	}
	r := new(big.Rat).SetFloat64(f)
	return r.Num(), r.Denom(), nil
}

func divByZero(t *thread) error { return t.Raise(&core.ExcZeroDivisionError, "division by zero") }

// intOf gives an int argument that is not enormous.
func intOf(t *thread, v value) (*big.Int, bool, error) {
	b, ok := core.AsBig(v)
	if ok && b.BitLen() > 1<<16 {
		return nil, true, t.OverflowError("Python int too large to convert to C int")
	}
	return b, ok, nil
}

func mulDelta(t *thread, a, b value) (value, error) {
	d := asDelta(a)
	if d == nil {
		if d, b = asDelta(b), a; d == nil {
			return core.NotImplemented, nil
		}
	}
	if b.IsSmall() {
		if us, ok := d.micros(); ok {
			n := b.Small()
			if us < 1<<40 && us > -1<<40 && n < 1<<20 && n > -1<<20 {
				return newDelta(t, &deltaType, 0, us*n)
			}
		}
	}
	if n, ok, err := intOf(t, b); ok || err != nil {
		if err != nil {
			return core.Unbound, err
		}
		return newDeltaBig(t, &deltaType, new(big.Int).Mul(d.big(), n))
	}
	if _, ok := core.AsFloat(b); !ok {
		return core.NotImplemented, nil
	}
	num, den, err := ratio(t, b)
	if err != nil {
		return core.Unbound, err
	}
	if den.Sign() == 0 {
		return core.Unbound, divByZero(t)
	}
	return newDeltaBig(t, &deltaType, roundDiv(new(big.Int).Mul(d.big(), num), den))
}

func trueDivDelta(t *thread, a, b value) (value, error) {
	d := asDelta(a)
	if d == nil {
		return core.NotImplemented, nil
	}
	if o := asDelta(b); o != nil {
		if o.zero() {
			return core.Unbound, divByZero(t)
		}
		x, ok1 := d.micros()
		y, ok2 := o.micros()
		if const53 := int64(1) << 53; ok1 && ok2 && x < const53 && x > -const53 && y < const53 && y > -const53 {
			return core.Float(float64(x) / float64(y)), nil
		}
		f, _ := new(big.Rat).SetFrac(d.big(), o.big()).Float64()
		return core.Float(f), nil
	}
	if n, ok, err := intOf(t, b); ok || err != nil {
		if err != nil {
			return core.Unbound, err
		}
		if n.Sign() == 0 {
			return core.Unbound, divByZero(t)
		}
		return newDeltaBig(t, &deltaType, roundDiv(d.big(), n))
	}
	if _, ok := core.AsFloat(b); !ok {
		return core.NotImplemented, nil
	}
	num, den, err := ratio(t, b)
	if err != nil {
		return core.Unbound, err
	}
	if num.Sign() == 0 {
		return core.Unbound, divByZero(t)
	}
	return newDeltaBig(t, &deltaType, roundDiv(new(big.Int).Mul(d.big(), den), num))
}

// divide is the floor quotient and the remainder of two durations.
func divide(t *thread, a, b *delta) (q, r value, err error) {
	if b.zero() {
		return core.Unbound, core.Unbound, divByZero(t)
	}
	x, ok1 := a.micros()
	y, ok2 := b.micros()
	if ok1 && ok2 {
		n, m := x/y, x%y
		if m != 0 && (m < 0) != (y < 0) {
			n--
			m += y
		}
		r, err = newDelta(t, &deltaType, 0, m)
		return core.Int(n), r, err
	}
	n, m := floorDivBig(a.big(), b.big())
	r, err = newDeltaBig(t, &deltaType, m)
	return core.BigInt(n), r, err
}

func floorDivDelta(t *thread, a, b value) (value, error) {
	d := asDelta(a)
	if d == nil {
		return core.NotImplemented, nil
	}
	if o := asDelta(b); o != nil {
		q, _, err := divide(t, d, o)
		return q, err
	}
	n, ok, err := intOf(t, b)
	if err != nil {
		return core.Unbound, err
	}
	if !ok {
		return core.NotImplemented, nil
	}
	if n.Sign() == 0 {
		return core.Unbound, divByZero(t)
	}
	q, _ := floorDivBig(d.big(), n)
	return newDeltaBig(t, &deltaType, q)
}

// bothDeltas makes a binary operator of a function of two durations.
func bothDeltas(f func(t *thread, a, b *delta) (value, error)) func(t *thread, a, b value) (value, error) {
	return func(t *thread, a, b value) (value, error) {
		x, y := asDelta(a), asDelta(b)
		if x == nil || y == nil {
			return core.NotImplemented, nil
		}
		return f(t, x, y)
	}
}

func deltaRepr(t *thread, v value) (value, error) {
	d := deltaOf(v)
	s := typeText(v) + "("
	sep := ""
	for _, f := range [3]struct {
		name string
		n    int32
	}{{"days=", d.days}, {"seconds=", d.s}, {"microseconds=", d.us}} {
		if f.n != 0 {
			s += sep + f.name + strconv.Itoa(int(f.n))
			sep = ", "
		}
	}
	if sep == "" {
		s += "0"
	}
	return core.StrVal(s + ")"), nil
}

func deltaStr(t *thread, v value) (value, error) {
	d := deltaOf(v)
	b := make([]byte, 0, 40)
	if d.days != 0 {
		b = strconv.AppendInt(b, int64(d.days), 10)
		if d.days == 1 || d.days == -1 {
			b = append(b, " day, "...)
		} else {
			b = append(b, " days, "...)
		}
	}
	b = strconv.AppendInt(b, int64(d.s/3600), 10)
	b = put2(append(b, ':'), int(d.s/60%60))
	b = put2(append(b, ':'), int(d.s%60))
	if d.us != 0 {
		b = put6(append(b, '.'), int(d.us))
	}
	return text(b), nil
}

// totalSeconds is the whole in seconds with one rounding.
func (d *delta) totalSeconds() float64 {
	if us, ok := d.micros(); ok && us < 1<<53 && us > -1<<53 {
		return float64(us) / 1e6
	}
	f, _ := new(big.Rat).SetFrac(d.big(), big.NewInt(1_000_000)).Float64()
	return f
}

func (d *delta) hash() int64 {
	return pyhash.Tuple(pyhash.Int(int64(d.days)), pyhash.Int(int64(d.s)), pyhash.Int(int64(d.us)))
}

func field(name, doc string, get func(v value) int) core.GetSet {
	return core.GetSet{Name: name, Doc: doc, Get: func(t *thread, v value) (value, error) { return core.Int(int64(get(v))), nil }}
}

func setupDelta() {
	s := core.Slots{
		Repr: deltaRepr, Str: deltaStr,
		Hash: func(t *thread, v value) (int64, error) { return deltaOf(v).hash(), nil },
		Compare: func(t *thread, a, b value, op core.CmpOp) (value, error) {
			x, y := asDelta(a), asDelta(b)
			if x == nil || y == nil {
				return core.NotImplemented, nil
			}
			return core.BoolCompare(x.compare(y), op), nil
		},
		Bool: func(t *thread, v value) (bool, error) { return !deltaOf(v).zero(), nil },
		Neg:  func(t *thread, v value) (value, error) { return negDelta(t, deltaOf(v)) },
		Pos: func(t *thread, v value) (value, error) {
			d := deltaOf(v)
			return makeDelta(d.days, d.s, d.us), nil
		},
		Abs: func(t *thread, v value) (value, error) {
			d := deltaOf(v)
			if d.days < 0 {
				return negDelta(t, d)
			}
			return makeDelta(d.days, d.s, d.us), nil
		},
	}
	s.Binary[core.OpAdd] = bothDeltas(addDeltas)
	s.Binary[core.OpSub] = bothDeltas(subDeltas)
	s.Binary[core.OpMul] = mulDelta
	s.Binary[core.OpTrueDiv] = trueDivDelta
	s.Binary[core.OpFloorDiv] = floorDivDelta
	s.Binary[core.OpMod] = bothDeltas(func(t *thread, a, b *delta) (value, error) {
		_, r, err := divide(t, a, b)
		return r, err
	})
	s.Binary[core.OpDivMod] = bothDeltas(func(t *thread, a, b *delta) (value, error) {
		q, r, err := divide(t, a, b)
		if err != nil {
			return core.Unbound, err
		}
		return core.Pair(q, r), nil
	})
	deltaType.Setup(&core.TypeSpec{
		Name: "datetime.timedelta", Layout: core.LayoutOf[delta](), Flags: core.FlagBase | core.FlagGeneric | core.FlagAtom | core.FlagNoWeakref,
		Doc:   "The time between two dates or times, in days, seconds and microseconds.\n\nThe arguments may be ints or floats of either sign, and are added up:\ntimedelta(weeks=1, hours=-1) is 6 days and 23 hours.",
		New:   &core.Func{Name: "__new__", Sig: "(cls, days=<unrepresentable>, seconds=<unrepresentable>, microseconds=<unrepresentable>, milliseconds=<unrepresentable>, minutes=<unrepresentable>, hours=<unrepresentable>, weeks=<unrepresentable>)", Flags: core.Pure, Fn: deltaNew},
		Slots: s,
		Plain: plainDelta,
		Attrs: []core.Attr{{Name: "resolution", Value: makeDelta(0, 0, 1)}, {Name: "min", Value: makeDelta(-maxDeltaDays, 0, 0)}, {Name: "max", Value: makeDelta(maxDeltaDays, 86399, 999999)}},
		Members: []core.GetSet{
			field("days", "Number of days.", func(v value) int { return int(deltaOf(v).days) }),
			field("seconds", "Seconds within the day, from 0 to 86399.", func(v value) int { return int(deltaOf(v).s) }),
			field("microseconds", "Microseconds within the second, from 0 to 999999.", func(v value) int { return int(deltaOf(v).us) }),
		},
		Methods: []core.Func{
			method("total_seconds", "(self, /)", "Total seconds in the duration.", func(t *thread, a []value) (value, error) {
				return core.Float(deltaOf(a[0]).totalSeconds()), nil
			}),
			method("__reduce__", "(self, /)", "__reduce__() -> (cls, state)", func(t *thread, a []value) (value, error) {
				d := deltaOf(a[0])
				return core.Pair(a[0].Type().Val(), core.NewTuple(core.Int(int64(d.days)), core.Int(int64(d.s)), core.Int(int64(d.us)))), nil
			}),
		},
	})
}
