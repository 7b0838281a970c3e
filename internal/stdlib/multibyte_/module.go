// Package multibyte_ is the native modules _codecs_cn, _hk, _iso2022, _jp, _kr and _tw: their codecs, over internal/multibyte.
// What keeps a state between calls is written in Python over a codec's _encode and _decode.
package multibyte_

import (
	"encoding/binary"
	"math/big"
	"sync"

	"github.com/vivarium-py/vivarium/internal/codec"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/multibyte"
)

type (
	thread = core.Thread
	value  = core.Value
)

type object struct {
	core.Header
	c *multibyte.Codec
}

var (
	setupOnce sync.Once
	codecType core.Type
)

func self(v value) *multibyte.Codec { return core.As[object](v).c }

func errorsArg(t *thread, v value, fn string) (string, error) {
	if !v.Given() {
		return "strict", nil
	}
	s := core.AsStr(v)
	if s == nil {
		return "", t.TypeError("%s() argument 'errors' must be str or None, not %s", fn, v.TypeName())
	}
	return s.String(), nil
}

// handlers is what to do on errors; a position that no index can be is out of bounds here.
func handlers(t *thread, name string, n int, orig value) *codec.Errors {
	e := t.CodecErrors(name, n, orig)
	if e.Mode != codec.Custom {
		return e
	}
	bounds := func(err error) error {
		if err != nil && core.Matches(err, &core.ExcOverflowError) {
			return t.IndexError("position %d from error handler out of bounds", int64(1<<63-1))
		}
		return err
	}
	dec, enc := e.Decode, e.Encode
	e.Decode = func(de *codec.DecodeError) (string, int, error) {
		s, at, err := dec(de)
		return s, at, bounds(err)
	}
	e.Encode = func(ee *codec.EncodeError) (codec.Replacement, int, error) {
		r, at, err := enc(ee)
		return r, at, bounds(err)
	}
	return e
}

func toState(t *thread, v value) (st multibyte.State, err error) {
	v, err = t.Index(v)
	if err != nil {
		return st, err
	}
	n, b, _ := core.AsInt(v)
	if b == nil {
		binary.LittleEndian.PutUint64(st[:], uint64(n))
		return st, nil
	}
	if b.Sign() < 0 || b.BitLen() > 64 {
		return st, t.OverflowError("int too large to convert")
	}
	for k := range 64 {
		st[k/8] |= byte(b.Bit(k)) << (k % 8)
	}
	return st, nil
}

func fromState(st multibyte.State) value {
	n := binary.LittleEndian.Uint64(st[:])
	if n < 1<<63 {
		return core.Int(int64(n))
	}
	return core.BigInt(new(big.Int).SetUint64(n))
}

// encode gives the bytes and how many code points of s they are for.
func encode(t *thread, c *multibyte.Codec, s *core.Str, st *multibyte.State, errs string, final bool) (value, int, error) {
	if err := t.Charge(len(s.String()) + 64); err != nil {
		return core.Unbound, 0, err
	}
	b, used, err := c.Encode(s.String(), st, handlers(t, errs, len(s.String()), s.Val()), final)
	if err != nil {
		return core.Unbound, 0, t.CodecErr(err, s.Val())
	}
	n := s.Len()
	if used < len(s.String()) {
		n -= codec.CodePoints(s.String()[used:])
	}
	return core.NewBytes(b), n, nil
}

func decode(t *thread, c *multibyte.Codec, v value, st *multibyte.State, errs string, final bool) (value, int, error) {
	b, err := t.BytesLike(v)
	if err != nil {
		return core.Unbound, 0, err
	}
	if err := t.Charge(3 * len(b)); err != nil {
		return core.Unbound, 0, err
	}
	if core.AsBytes(v) == nil {
		b = append([]byte(nil), b...)
	}
	s, used, err := c.Decode(b, st, handlers(t, errs, len(b), v), final)
	if err != nil {
		return core.Unbound, 0, t.CodecErr(err, v)
	}
	return core.StrVal(s), used, nil
}

const decodeDoc = "Decode bytes.\n\nerrors says what to do with those that are not valid: 'strict' raises\nUnicodeDecodeError, 'ignore' leaves them out, 'replace' puts U+FFFD there;\nothers come from codecs.register_error()."

const encodeDoc = "Encode a string.\n\nerrors says what to do with characters that the encoding lacks: 'strict'\nraises UnicodeEncodeError, 'ignore' leaves them out, 'replace' puts a question\nmark there, 'xmlcharrefreplace' a number such as &#228;; others come from\ncodecs.register_error()."

func setup() {
	codecType.Setup(&core.TypeSpec{
		Name: "_multibytecodec.MultibyteCodec", Layout: core.LayoutOf[object](), Flags: core.FlagNoNew | core.FlagGeneric,
		Methods: []core.Func{
			{Name: "encode", Sig: "(self, /, input, errors=None)", Flags: core.Charges | core.Polls, Doc: encodeDoc, Fn: func(t *thread, a []value) (value, error) {
				errs, err := errorsArg(t, a[2], "encode")
				if err != nil {
					return core.Unbound, err
				}
				s, err := text(t, a[1])
				if err != nil {
					return core.Unbound, err
				}
				st := self(a[0]).Start()
				b, n, err := encode(t, self(a[0]), s, &st, errs, true)
				return core.NewTuple(b, core.Int(int64(n))), err
			}},
			{Name: "decode", Sig: "(self, /, input, errors=None)", Flags: core.Charges | core.Polls, Doc: decodeDoc, Fn: func(t *thread, a []value) (value, error) {
				errs, err := errorsArg(t, a[2], "decode")
				if err != nil {
					return core.Unbound, err
				}
				st := self(a[0]).Start()
				s, n, err := decode(t, self(a[0]), a[1], &st, errs, true)
				return core.NewTuple(s, core.Int(int64(n))), err
			}},
			{Name: "_encode", Sig: "(self, input, state, errors, final, /)", Flags: core.Charges | core.Polls, Fn: func(t *thread, a []value) (value, error) {
				return step(t, a, func(st *multibyte.State, errs string, final bool) (value, int, error) {
					s, err := text(t, a[1])
					if err != nil {
						return core.Unbound, 0, err
					}
					return encode(t, self(a[0]), s, st, errs, final)
				})
			}},
			{Name: "_decode", Sig: "(self, input, state, errors, final, /)", Flags: core.Charges | core.Polls, Fn: func(t *thread, a []value) (value, error) {
				return step(t, a, func(st *multibyte.State, errs string, final bool) (value, int, error) {
					return decode(t, self(a[0]), a[1], st, errs, final)
				})
			}},
			{Name: "_start", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
				return fromState(self(a[0]).Start()), nil
			}},
		},
	})
}

// text takes the str of anything that is to be encoded.
func text(t *thread, v value) (*core.Str, error) {
	if s := core.AsStr(v); s != nil {
		return s, nil
	}
	return t.Str(v)
}

// step is one call of a coder: it gives the output, how much of the input it is for, and the state after it.
func step(t *thread, a []value, f func(st *multibyte.State, errs string, final bool) (value, int, error)) (value, error) {
	st, err := toState(t, a[2])
	if err != nil {
		return core.Unbound, err
	}
	errs, err := errorsArg(t, a[3], "encode")
	if err != nil {
		return core.Unbound, err
	}
	final, err := t.Truth(a[4])
	if err != nil {
		return core.Unbound, err
	}
	v, n, err := f(&st, errs, final)
	if err != nil {
		return core.Unbound, err
	}
	return core.NewTuple(v, core.Int(int64(n)), fromState(st)), nil
}

// Modules gives the module of each family.
func Modules() []*core.ModuleDef {
	var out []*core.ModuleDef
	for _, family := range []string{"cn", "hk", "iso2022", "jp", "kr", "tw"} {
		out = append(out, &core.ModuleDef{
			Name:  "_codecs_" + family,
			Types: func() []*core.Type { setupOnce.Do(setup); return nil },
			Funcs: []core.Func{{Name: "getcodec", Sig: "(encoding, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
				s := core.AsStr(a[0])
				if s == nil {
					return core.Unbound, t.TypeError("encoding name must be a string.")
				}
				c := multibyte.Get(family, s.String())
				if c == nil {
					return core.Unbound, t.Raise(&core.ExcLookupError, "no such codec is supported.")
				}
				o := core.New[object](&codecType)
				o.c = c
				return core.Obj(&o.Header), nil
			}}},
		})
	}
	return out
}
