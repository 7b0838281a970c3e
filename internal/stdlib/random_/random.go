// Package random_ is the native module _random: the Mersenne Twister behind module random, with CPython's sequences.
package random_

import (
	"math/big"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/mathx"
)

// random is an instance of _random.Random.
type random struct {
	core.Header
	mt mathx.MT
}

var randomType core.Type

var setupOnce sync.Once

func self(v core.Value) *random { return core.As[random](v) }

// seed seeds from an int, from the hash of anything else, or from the system.
func seed(t *core.Thread, r *random, v core.Value) error {
	if !v.Given() {
		var b [64]byte
		if err := t.Interp().Host().Urandom(b[:]); err != nil {
			return t.OSError(err)
		}
		return r.mt.SeedBig(new(big.Int).SetBytes(b[:]), t.Poll)
	}
	if s, b, ok := core.AsInt(v); ok {
		if b != nil {
			return r.mt.SeedBig(b, func() error { return t.PollAtomic(1 << 10) })
		}
		r.mt.SeedInt(s)
		return nil
	}
	h, err := t.Hash(v)
	if err != nil {
		return err
	}
	return r.mt.SeedBig(new(big.Int).SetUint64(uint64(h)), t.Poll)
}

// Module declares _random.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name:  "_random",
		Doc:   "Natives of module random.",
		Types: func() []*core.Type { setupOnce.Do(setup); return []*core.Type{&randomType} },
	}
}

func setup() {
	randomType.Setup(&core.TypeSpec{
		Name: "_random.Random", Layout: core.LayoutOf[random](), Flags: core.FlagBase | core.FlagGeneric,
		Doc: "Random()\n\nA generator of random numbers with a state of its own.",
		New: &core.Func{Name: "Random", Sig: "(cls, *args, **kwargs)", Flags: core.HostOp, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			r := core.New[random](core.AsType(a[0]))
			v := core.None
			if args := core.AsTuple(a[1]); args.Len() > 0 {
				v = args.Items()[0]
			}
			return core.Obj(&r.Header), seed(t, r, v)
		}},
		Init: &core.Func{Name: "__init__", Sig: "(self, *args, **kwargs)", Flags: core.HostOp, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			return core.None, nil
		}},
		Methods: []core.Func{
			{Name: "random", Sig: "(self, /)", Flags: core.Pure, Doc: "random()\n\nReturn a float from 0 up to, but not, 1.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				return core.Float(self(a[0]).mt.Float64()), nil
			}},
			{Name: "seed", Sig: "(self, n=None, /)", Flags: core.HostOp, Doc: "seed([n])\n\nBegin the sequence that belongs to n, or, without it, one that cannot be\nguessed.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				return core.None, seed(t, self(a[0]), a[1])
			}},
			{Name: "getrandbits", Sig: "(self, k, /)", Flags: core.Charges, Doc: "getrandbits(k)\n\nReturn an integer of k random bits.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				k, err := t.IndexInt(a[1])
				if err != nil {
					return core.Unbound, err
				}
				switch {
				case k < 0:
					return core.Unbound, t.ValueError("number of bits must be non-negative")
				case k == 0:
					return core.Int(0), nil
				case k <= 64:
					return core.Uint(self(a[0]).mt.Bits64(k)), nil
				}
				if err := t.Charge(k / 8); err != nil {
					return core.Unbound, err
				}
				x, err := self(a[0]).mt.Bits(k, func() error { return t.PollAtomic(1000) })
				if err != nil {
					return core.Unbound, err
				}
				return core.BigInt(x), nil
			}},
			{Name: "getstate", Sig: "(self, /)", Flags: core.Pure, Doc: "getstate()\n\nReturn the state of the generator as a tuple, for setstate().", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				words, at := self(a[0]).mt.State()
				items := make([]core.Value, 0, len(words)+1)
				for _, w := range words {
					items = append(items, core.Int(int64(w)))
				}
				return core.TupleOf(append(items, core.Int(int64(at)))), nil
			}},
			{Name: "setstate", Sig: "(self, state, /)", Flags: core.Pure, Doc: "setstate(state) -> None.  Restores generator state.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				tup := core.AsTuple(a[1])
				if tup == nil {
					return core.Unbound, t.TypeError("state vector must be a tuple")
				}
				words, _ := self(a[0]).mt.State()
				if tup.Len() != len(words)+1 {
					return core.Unbound, t.ValueError("state vector is the wrong size")
				}
				for i := range words {
					s, b, ok := core.AsInt(tup.Items()[i])
					if !ok {
						return core.Unbound, t.TypeError("an integer is required")
					}
					if b != nil || s < 0 || s > 1<<32-1 {
						return core.Unbound, t.OverflowError("Python int too large to convert to C unsigned long")
					}
					words[i] = uint32(s)
				}
				at, err := t.IndexInt(tup.Items()[len(words)])
				if err != nil {
					return core.Unbound, err
				}
				if !self(a[0]).mt.SetState(&words, at) {
					return core.Unbound, t.ValueError("invalid state")
				}
				return core.None, nil
			}},
		},
	})
}
