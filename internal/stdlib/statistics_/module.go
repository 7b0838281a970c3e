// Package statistics_ is the native module _statistics: the inverse of the normal distribution, which takes few operations of floats
// and many of an interpreter.
package statistics_

import (
	"math"

	"github.com/vivarium-py/vivarium/internal/core"
)

// The coefficients of algorithm AS 241 (Wichura 1988), of the highest power first: near the middle, in the tails, and far out in them.
var (
	middleAbove = [8]float64{2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0}
	middleBelow = [8]float64{5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0}
	tailAbove   = [8]float64{7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0}
	tailBelow   = [8]float64{1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0}
	farAbove    = [8]float64{2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0}
	farBelow    = [8]float64{2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0}
)

// polynomial rounds after every operation: no fused ones, so that the results are those of the algorithm in Python.
func polynomial(coefficients *[8]float64, x float64) float64 {
	r := 0.0
	for _, c := range coefficients {
		r = float64(r*x) + c
	}
	return r
}

// inverse is the number below which one of the standard normal distribution is with probability p, times sigma, plus mu.
func inverse(t *core.Thread, a []core.Value) (core.Value, error) {
	var x [3]float64
	for i := range x {
		var err error
		if x[i], err = t.ToFloat(a[i]); err != nil {
			return core.Unbound, err
		}
	}
	p, mu, sigma := x[0], x[1], x[2]
	if !(p > 0 && p < 1) {
		return core.Unbound, t.ValueError("inv_cdf undefined for these parameters")
	}
	q := p - 0.5
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		z := float64(polynomial(&middleAbove, r)*q) / polynomial(&middleBelow, r)
		return core.Float(mu + float64(z*sigma)), nil
	}
	r := p
	if q > 0 {
		r = 1 - p
	}
	r = math.Sqrt(-math.Log(r))
	var z float64
	if r <= 5 {
		z = polynomial(&tailAbove, r-1.6) / polynomial(&tailBelow, r-1.6)
	} else {
		z = polynomial(&farAbove, r-5) / polynomial(&farBelow, r-5)
	}
	if q < 0 {
		z = -z
	}
	return core.Float(mu + float64(z*sigma)), nil
}

// Module is _statistics.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_statistics",
		Doc:  "Accelerators for the statistics module.\n",
		Funcs: []core.Func{
			{Name: "_normal_dist_inv_cdf", Sig: "(p, mu, sigma, /)", Fn: inverse, Doc: "The x below which a normally distributed number is with the probability p."},
		},
	}
}
