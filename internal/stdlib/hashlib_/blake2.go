// This file implements _blake2: BLAKE2b and BLAKE2s with all their parameters.
package hashlib_

import (
	"math"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/digest"
)

type blake2bState struct {
	h    digest.Blake2b
	size int
}

type blake2sState struct {
	h    digest.Blake2s
	size int
}

func newBlake2b(p *digest.Params) state {
	if p == nil {
		p = &digest.Params{Size: digest.MaxSizeB, Fanout: 1, Depth: 1}
	}
	return &blake2bState{digest.NewBlake2b(p), p.Size}
}

func newBlake2s(p *digest.Params) state {
	if p == nil {
		p = &digest.Params{Size: digest.MaxSizeS, Fanout: 1, Depth: 1}
	}
	return &blake2sState{digest.NewBlake2s(p), p.Size}
}

func (s *blake2bState) write(b []byte)   { s.h.Write(b) }
func (s *blake2bState) sum(n int) []byte { return s.h.Sum(nil) }
func (s *blake2bState) clone() state     { c := *s; return &c }
func (s *blake2sState) write(b []byte)   { s.h.Write(b) }
func (s *blake2sState) sum(n int) []byte { return s.h.Sum(nil) }
func (s *blake2sState) clone() state     { c := *s; return &c }

// blake2Args reads the parameters after data; big is for BLAKE2b.
func blake2Args(t *thread, a []value, big bool) (*digest.Params, error) {
	maxSize, saltSize, maxOffset := digest.MaxSizeS, digest.SaltSizeS, uint64(digest.MaxOffsetS)
	if big {
		maxSize, saltSize, maxOffset = digest.MaxSizeB, digest.SaltSizeB, math.MaxUint64
	}
	p := &digest.Params{}
	var err error
	num := func(v value, def int) int {
		if err != nil || !v.Given() {
			return def
		}
		var n int
		n, err = t.IndexInt(v)
		return n
	}
	p.Size = num(a[0], maxSize)
	if err == nil && (p.Size <= 0 || p.Size > maxSize) {
		err = t.ValueError("digest_size for Blake2%s must be between 1 and %d bytes, here it is %d", variant(big), maxSize, p.Size)
	}
	field := func(v value, what string, size int) (b []byte) {
		if err != nil || !v.Given() {
			return nil
		}
		if b, err = t.BytesLike(v); err == nil && len(b) > size {
			err = t.ValueError("maximum %s length is %d bytes", what, size)
		}
		return b
	}
	p.Salt = field(a[2], "salt", saltSize)
	p.Person = field(a[3], "person", saltSize)
	p.Fanout, p.Depth = num(a[4], 1), num(a[5], 1)
	if err == nil && (p.Fanout < 0 || p.Fanout > 255) {
		err = t.ValueError("fanout must be between 0 and 255")
	}
	if err == nil && (p.Depth <= 0 || p.Depth > 255) {
		err = t.ValueError("depth must be between 1 and 255")
	}
	if err != nil {
		return nil, err
	}
	leaf, err := unsigned(t, a[6])
	if err == nil && leaf > math.MaxUint32 {
		err = t.OverflowError("leaf_size is too large")
	}
	if err != nil {
		return nil, err
	}
	p.LeafSize = uint32(leaf)
	if p.NodeOffset, err = unsigned(t, a[7]); err == nil && p.NodeOffset > maxOffset {
		err = t.OverflowError("node_offset is too large")
	}
	p.NodeDepth, p.InnerSize = num(a[8], 0), num(a[9], 0)
	if err == nil && (p.NodeDepth < 0 || p.NodeDepth > 255) {
		err = t.ValueError("node_depth must be between 0 and 255")
	}
	if err == nil && (p.InnerSize < 0 || p.InnerSize > maxSize) {
		err = t.ValueError("inner_size must be between 0 and is %d", maxSize)
	}
	if err == nil && a[10].Given() {
		p.LastNode, err = t.Truth(a[10])
	}
	p.Key = field(a[1], "key", maxSize)
	return p, err
}

func variant(big bool) string {
	if big {
		return "b"
	}
	return "s"
}

// unsigned reads a C unsigned long.
func unsigned(t *thread, v value) (uint64, error) {
	if !v.Given() {
		return 0, nil
	}
	s, b, ok := core.AsInt(v)
	if !ok {
		x, err := t.Index(v)
		if err != nil {
			return 0, err
		}
		s, b, _ = core.AsInt(x)
	}
	switch {
	case b == nil && s >= 0:
		return uint64(s), nil
	case b == nil || b.Sign() < 0:
		return 0, t.ValueError("Cannot convert negative int")
	case !b.IsUint64():
		return 0, t.OverflowError("Python int too large to convert to C unsigned long")
	}
	return b.Uint64(), nil
}

const blakeArgs = "data=b'', /, *, digest_size=None, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True)"

func setupBlake2() {
	type limits struct{ digest, key, person, salt int }
	one := func(typ *core.Type, name string, big bool, l limits) {
		a := byName(name)
		typ.Setup(&core.TypeSpec{
			Name: "_blake2." + name, Layout: layout, Flags: core.FlagGeneric,
			Doc: "Return a new BLAKE2" + variant(big) + " hash object.",
			Sig: "(" + blakeArgs,
			New: &core.Func{Name: name, Sig: "(cls, data=b'', *, digest_size=None, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None)", Flags: core.Polls,
				Fn: func(t *thread, args []value) (value, error) {
					p, err := blake2Args(t, args[2:13], big)
					if err != nil {
						return core.Unbound, err
					}
					s := newBlake2s
					if big {
						s = newBlake2b
					}
					arg := args[1]
					if b := core.AsBytes(arg); b != nil && len(b.Bytes()) == 0 {
						arg = core.None
					}
					return start(t, typ, a, s(p), arg, args[14])
				}},
			Methods: methods(false), GetSets: getsets(),
			Attrs: []core.Attr{{Name: "SALT_SIZE", Value: core.Int(int64(l.salt))}, {Name: "PERSON_SIZE", Value: core.Int(int64(l.person))},
				{Name: "MAX_KEY_SIZE", Value: core.Int(int64(l.key))}, {Name: "MAX_DIGEST_SIZE", Value: core.Int(int64(l.digest))}},
		})
	}
	one(&blake2bType, "blake2b", true, limits{64, 64, 16, 16})
	one(&blake2sType, "blake2s", false, limits{32, 32, 8, 8})
}

// BLAKE2 declares _blake2.
func BLAKE2() *core.ModuleDef {
	return &core.ModuleDef{
		Name:  "_blake2",
		Doc:   "_blake2b provides BLAKE2b for hashlib\n",
		Types: func() []*core.Type { setupOnce.Do(setup); return []*core.Type{&blake2bType, &blake2sType} },
		Attrs: []core.Attr{
			{Name: "BLAKE2B_SALT_SIZE", Value: core.Int(16)}, {Name: "BLAKE2B_PERSON_SIZE", Value: core.Int(16)},
			{Name: "BLAKE2B_MAX_KEY_SIZE", Value: core.Int(64)}, {Name: "BLAKE2B_MAX_DIGEST_SIZE", Value: core.Int(64)},
			{Name: "BLAKE2S_SALT_SIZE", Value: core.Int(8)}, {Name: "BLAKE2S_PERSON_SIZE", Value: core.Int(8)},
			{Name: "BLAKE2S_MAX_KEY_SIZE", Value: core.Int(32)}, {Name: "BLAKE2S_MAX_DIGEST_SIZE", Value: core.Int(32)},
		},
	}
}
