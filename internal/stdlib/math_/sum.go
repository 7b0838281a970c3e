// This file implements sums, products and norms of sequences.
package math_

import (
	"math"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/mathx"
)

// coordinates reads the floats of an iterable.
func coordinates(t *thread, v value) ([]float64, error) {
	items, err := t.Collect(v)
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(items))
	for i, x := range items {
		if out[i], err = t.ToFloat(x); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func dist(t *thread, a []value) (value, error) {
	collect := func(v value) ([]value, error) {
		if tup := core.AsTuple(v); tup != nil {
			return tup.Items(), nil
		}
		return t.Collect(v)
	}
	p, err := collect(a[0])
	if err != nil {
		return core.Unbound, err
	}
	q, err := collect(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if len(p) != len(q) {
		return core.Unbound, t.ValueError("both points must have the same number of dimensions")
	}
	if err := t.Charge(8 * len(p)); err != nil {
		return core.Unbound, err
	}
	d := make([]float64, len(p))
	for i := range p {
		x, err := t.ToFloat(p[i])
		if err != nil {
			return core.Unbound, err
		}
		y, err := t.ToFloat(q[i])
		if err != nil {
			return core.Unbound, err
		}
		d[i] = x - y
	}
	return core.Float(mathx.Hypot(d...)), nil
}

func hypot(t *thread, a []value) (value, error) {
	v, err := coordinates(t, a[0])
	if err != nil {
		return core.Unbound, err
	}
	return core.Float(mathx.Hypot(v...)), nil
}

func fsum(t *thread, a []value) (value, error) {
	var s mathx.Sum
	sumErr := func(err error) error {
		switch err {
		case mathx.ErrSumOverflow:
			return t.OverflowError("%s", err.Error())
		case mathx.ErrSumInf:
			return t.ValueError("%s", err.Error())
		}
		return err
	}
	err := t.Iterate(a[0], func(v value) error {
		x, err := t.ToFloat(v)
		if err != nil {
			return err
		}
		return sumErr(s.Add(x))
	})
	if err != nil {
		return core.Unbound, err
	}
	r, err := s.Result()
	return core.Float(r), sumErr(err)
}

func prod(t *thread, a []value) (value, error) {
	acc := a[1]
	err := t.Iterate(a[0], func(x value) (err error) {
		if acc.IsFloat() {
			if x.IsFloat() {
				acc = core.Float(acc.Float64() * x.Float64())
				return nil
			}
			if x.IsSmall() {
				acc = core.Float(acc.Float64() * float64(x.Small()))
				return nil
			}
		}
		acc, err = t.Binary(core.OpMul, acc, x)
		return err
	})
	return acc, err
}

// sumprod adds products exactly while they are ints, then as floats rounded once, then by the operators.
func sumprod(t *thread, a []value) (value, error) {
	p, err := t.Iter(a[0])
	if err != nil {
		return core.Unbound, err
	}
	q, err := t.Iter(a[1])
	if err != nil {
		return core.Unbound, err
	}
	total := core.Int(0)
	add := func(v value) (err error) {
		total, err = t.Binary(core.OpAdd, total, v)
		return err
	}
	var small int64
	var floats mathx.Sum
	smallUsed, floatUsed := false, false
	flush := func() error {
		if smallUsed {
			smallUsed = false
			if err := add(core.Int(small)); err != nil {
				return err
			}
			small = 0
		}
		if floatUsed {
			floatUsed = false
			if err := add(core.Float(floats.Value())); err != nil {
				return err
			}
			floats = mathx.Sum{}
		}
		return nil
	}
	number := func(v value) (float64, bool) {
		if v.IsFloat() {
			return v.Float64(), true
		}
		if i, b, ok := core.AsInt(v); ok && b == nil && (v.IsSmall() || v == core.True || v == core.False) {
			return float64(i), i > -1<<53 && i < 1<<53
		}
		return 0, false
	}
	for {
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		x, err := t.Next(p)
		if err != nil {
			return core.Unbound, err
		}
		y, err := t.Next(q)
		if err != nil {
			return core.Unbound, err
		}
		if x.IsUnbound() != y.IsUnbound() {
			return core.Unbound, t.ValueError("Inputs are not the same length")
		}
		if x.IsUnbound() {
			return total, flush()
		}
		if x.IsSmall() && y.IsSmall() && !floatUsed {
			i, j := x.Small(), y.Small()
			if m := i * j; i == 0 || (m/i == j && !(i == -1 && j == math.MinInt64)) {
				if s := small + m; (s > small) == (m > 0) {
					small, smallUsed = s, true
					continue
				}
			}
		}
		if x.IsFloat() || y.IsFloat() {
			f, okf := number(x)
			g, okg := number(y)
			if okf && okg {
				if smallUsed {
					if err := flush(); err != nil {
						return core.Unbound, err
					}
				}
				floats.AddProduct(f, g)
				floatUsed = true
				continue
			}
		}
		if err := flush(); err != nil {
			return core.Unbound, err
		}
		m, err := t.Binary(core.OpMul, x, y)
		if err != nil {
			return core.Unbound, err
		}
		if err := add(m); err != nil {
			return core.Unbound, err
		}
	}
}
