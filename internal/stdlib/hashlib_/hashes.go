// Package hashlib_ holds the native modules behind hashlib and hmac: _md5, _sha1, _sha2, _sha3, _blake2 and _hashlib, over
// Go's crypto packages and internal/digest. Invariant: hashing goes in pieces, between which it polls.
package hashlib_

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha3"
	"crypto/sha512"
	"encoding/hex"
	"fmt"
	"hash"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	thread = core.Thread
	value  = core.Value
)

// state is a running hash.
type state interface {
	write(b []byte)
	sum(n int) []byte // n counts only for extendable functions
	clone() state
}

// goState is a hash of Go's library.
type goState struct{ h hash.Cloner }

func (s goState) write(b []byte) { s.h.Write(b) }
func (s goState) sum(int) []byte { return s.h.Sum(nil) }
func (s goState) clone() state {
	c, err := s.h.Clone()
	if err != nil {
		panic("BUG: " + err.Error()) // of the library's hashes only wrappers cannot be cloned
	}
	return goState{c}
}

// shakeState is an extendable function; reading ends it, so that a copy is read.
type shakeState struct{ h sha3.SHAKE }

func (s *shakeState) write(b []byte) { s.h.Write(b) }
func (s *shakeState) clone() state   { c := *s; return &c }
func (s *shakeState) sum(n int) []byte {
	c := s.h
	out := make([]byte, n)
	c.Read(out)
	return out
}

// algorithm is one hash function.
type algorithm struct {
	name   string // as hashlib has it
	title  string // as docstrings have it
	size   int    // of the digest in bytes; 0 for extendable functions
	block  int
	make   func() state
	module string // with the constructor of its own
	typ    string // name of the type there
	proper core.Type
}

func (a *algorithm) xof() bool { return a.size == 0 }

func goHash[H hash.Cloner](f func() H) func() state { return func() state { return goState{f()} } }

func cloner(f func() hash.Hash) func() state {
	return func() state { return goState{f().(hash.Cloner)} }
}

func shake(f func() *sha3.SHAKE) func() state {
	return func() state { return &shakeState{*f()} }
}

// algorithms lists what there is. BLAKE2 has types of its own, with parameters.
var algorithms = []*algorithm{
	{name: "md5", title: "MD5", size: 16, block: 64, make: cloner(md5.New), module: "_md5", typ: "_md5.md5"},
	{name: "sha1", title: "SHA1", size: 20, block: 64, make: cloner(sha1.New), module: "_sha1", typ: "_sha1.sha1"},
	{name: "sha224", title: "SHA-224", size: 28, block: 64, make: cloner(sha256.New224), module: "_sha2", typ: "_sha2.SHA224Type"},
	{name: "sha256", title: "SHA-256", size: 32, block: 64, make: cloner(sha256.New), module: "_sha2", typ: "_sha2.SHA256Type"},
	{name: "sha384", title: "SHA-384", size: 48, block: 128, make: cloner(sha512.New384), module: "_sha2", typ: "_sha2.SHA384Type"},
	{name: "sha512", title: "SHA-512", size: 64, block: 128, make: cloner(sha512.New), module: "_sha2", typ: "_sha2.SHA512Type"},
	{name: "sha512_224", size: 28, block: 128, make: cloner(sha512.New512_224)},
	{name: "sha512_256", size: 32, block: 128, make: cloner(sha512.New512_256)},
	{name: "sha3_224", size: 28, block: 144, make: goHash(sha3.New224), module: "_sha3", typ: "_sha3.sha3_224"},
	{name: "sha3_256", size: 32, block: 136, make: goHash(sha3.New256), module: "_sha3", typ: "_sha3.sha3_256"},
	{name: "sha3_384", size: 48, block: 104, make: goHash(sha3.New384), module: "_sha3", typ: "_sha3.sha3_384"},
	{name: "sha3_512", size: 64, block: 72, make: goHash(sha3.New512), module: "_sha3", typ: "_sha3.sha3_512"},
	{name: "shake_128", block: 168, make: shake(sha3.NewSHAKE128), module: "_sha3", typ: "_sha3.shake_128"},
	{name: "shake_256", block: 136, make: shake(sha3.NewSHAKE256), module: "_sha3", typ: "_sha3.shake_256"},
	{name: "blake2b", size: 64, block: 128, make: func() state { return newBlake2b(nil) }},
	{name: "blake2s", size: 32, block: 64, make: func() state { return newBlake2s(nil) }},
}

func byName(name string) *algorithm {
	for _, a := range algorithms {
		if a.name == name {
			return a
		}
	}
	return nil
}

// hashObj is a hash object of any of the types.
type hashObj struct {
	core.Header
	alg *algorithm
	s   state
}

func self(v value) *hashObj { return core.As[hashObj](v) }

// piece is how much is hashed between two polls.
const piece = 1 << 16

// feed hashes b into s.
func feed(t *thread, s state, b []byte) error {
	for len(b) > piece {
		s.write(b[:piece])
		b = b[piece:]
		if err := t.PollN(100); err != nil {
			return err
		}
	}
	s.write(b)
	return nil
}

// data reads what is to be hashed.
func data(t *thread, v value) ([]byte, error) {
	if core.AsStr(v) != nil {
		return nil, t.TypeError("Strings must be encoded before hashing")
	}
	b, err := t.BytesLike(v)
	if core.Matches(err, &core.ExcTypeError) {
		return nil, t.TypeError("object supporting the buffer API required")
	}
	return b, err
}

// start makes a hash object of a type from the arguments data, string: the older name of data.
func start(t *thread, typ *core.Type, a *algorithm, s state, arg, old value) (value, error) {
	if old.Given() {
		if arg.Given() {
			return core.Unbound, t.TypeError("'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.")
		}
		arg = old
	}
	h := &hashObj{alg: a, s: s}
	v := core.Make(typ, &h.Header)
	if !arg.Given() {
		return v, nil
	}
	b, err := data(t, arg)
	if err != nil {
		return core.Unbound, err
	}
	return v, feed(t, s, b)
}

// maxXOF is the most that an extendable function gives at once.
const maxXOF = 1 << 29

// sum gives the digest; of extendable functions as long as n says.
func sum(t *thread, h *hashObj, n value) ([]byte, error) {
	if !h.alg.xof() {
		return h.s.sum(0), nil
	}
	size, err := t.IndexInt(n)
	if err != nil {
		return nil, err
	}
	if size < 0 {
		return nil, t.ValueError("Cannot convert negative int")
	}
	if size >= maxXOF {
		return nil, t.ValueError("length is too large")
	}
	if err := t.Charge(size); err != nil {
		return nil, err
	}
	out := make([]byte, size)
	reader := h.s.(*shakeState).h // a copy: reading ends a state
	for rest := out; len(rest) > 0; {
		n := min(len(rest), piece)
		reader.Read(rest[:n])
		rest = rest[n:]
		if err := t.PollN(100); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// methods are those of hash objects; extendable ones want a length.
func methods(xof bool) []core.Func {
	sig, flags := "(self, /)", core.Pure
	if xof {
		sig, flags = "(self, /, length)", core.Charges|core.Polls
	}
	arg := func(a []value) value {
		if xof {
			return a[1]
		}
		return core.Unbound
	}
	return []core.Func{
		{Name: "copy", Sig: "(self, /)", Flags: core.Pure, Doc: "Return a copy, which takes in more data by itself.", Fn: func(t *thread, a []value) (value, error) {
			h := self(a[0])
			return core.Make(a[0].Type(), &(&hashObj{alg: h.alg, s: h.s.clone()}).Header), nil
		}},
		{Name: "digest", Sig: sig, Flags: flags, Doc: "Return the digest as bytes.", Fn: func(t *thread, a []value) (value, error) {
			b, err := sum(t, self(a[0]), arg(a))
			if err != nil {
				return core.Unbound, err
			}
			return core.NewBytes(b), nil
		}},
		{Name: "hexdigest", Sig: sig, Flags: flags, Doc: "Return the digest as hexadecimal digits.", Fn: func(t *thread, a []value) (value, error) {
			b, err := sum(t, self(a[0]), arg(a))
			if err == nil {
				err = t.Charge(2 * len(b))
			}
			if err != nil {
				return core.Unbound, err
			}
			return core.StrVal(hex.EncodeToString(b)), nil
		}},
		{Name: "update", Sig: "(self, obj, /)", Flags: core.Polls, Doc: "Take in more bytes.", Fn: func(t *thread, a []value) (value, error) {
			b, err := data(t, a[1])
			if err != nil {
				return core.Unbound, err
			}
			return core.None, feed(t, self(a[0]).s, b)
		}},
	}
}

func getsets() []core.GetSet {
	num := func(f func(h *hashObj) int) func(*thread, value) (value, error) {
		return func(t *thread, v value) (value, error) { return core.Int(int64(f(self(v)))), nil }
	}
	return []core.GetSet{
		{Name: "digest_size", Get: num(func(h *hashObj) int { return h.size() })},
		{Name: "block_size", Get: num(func(h *hashObj) int { return h.alg.block })},
		{Name: "name", Get: func(t *thread, v value) (value, error) { return core.StrVal(self(v).alg.name), nil }},
	}
}

func (h *hashObj) size() int {
	switch s := h.s.(type) {
	case *blake2bState:
		return s.size
	case *blake2sState:
		return s.size
	}
	return h.alg.size
}

var (
	setupOnce                    sync.Once
	hashType, xofType            core.Type // _hashlib's
	hmacType, badDigestType      core.Type
	blake2bType, blake2sType     core.Type
	layout                       = core.LayoutOf[hashObj]()
	constructorSig, dataArgument = "(data=b'', *, usedforsecurity=True, string=None)", 0
)

// arguments of a constructor with constructorSig, from index i on.
func arguments(a []value, i int) (arg, old value) {
	arg, old = a[i+dataArgument], a[i+2]
	if b := core.AsBytes(arg); b != nil && len(b.Bytes()) == 0 {
		arg = core.None
	}
	return arg, old
}

func setup() {
	for _, a := range algorithms {
		if a.module == "" {
			continue
		}
		spec := &core.TypeSpec{Name: a.typ, Layout: layout, Flags: core.FlagGeneric, Methods: methods(a.xof()), GetSets: getsets()}
		if a.module == "_sha3" {
			kind := "SHA3"
			if a.xof() {
				kind = "SHAKE"
			}
			spec.Doc = a.name + "([data], *, usedforsecurity=True) -> " + kind + " object\n\nReturn a new " + kind + " hash object."
			spec.New = &core.Func{Name: a.name, Sig: "(cls, " + constructorSig[1:], Flags: core.Polls, Fn: func(t *thread, args []value) (value, error) {
				arg, old := arguments(args, 1)
				return start(t, &a.proper, a, a.make(), arg, old)
			}}
			rate := a.block * 8
			suffix := []byte{6}
			if a.xof() {
				suffix[0] = 0x1f
			}
			spec.GetSets = append(spec.GetSets,
				core.GetSet{Name: "_capacity_bits", Get: func(t *thread, v value) (value, error) { return core.Int(int64(1600 - rate)), nil }},
				core.GetSet{Name: "_rate_bits", Get: func(t *thread, v value) (value, error) { return core.Int(int64(rate)), nil }},
				core.GetSet{Name: "_suffix", Get: func(t *thread, v value) (value, error) { return core.NewBytes(suffix), nil }})
		} else {
			spec.Flags |= core.FlagNoNew
		}
		a.proper.Setup(spec)
	}
	repr := func(t *thread, v value) (value, error) {
		return core.StrVal(fmt.Sprintf("<%s %s object @ 0x%x>", self(v).alg.name, v.Type().FullName(), t.AddressOf(v))), nil
	}
	const doc = "A running digest: update() takes in data, digest() and hexdigest() give what\nthey come to."
	hashType.Setup(&core.TypeSpec{Name: "_hashlib.HASH", Layout: layout, Flags: core.FlagBase | core.FlagGeneric | core.FlagNoNew, Doc: doc,
		Methods: methods(false), GetSets: getsets(), Slots: core.Slots{Repr: repr}})
	xofType.Setup(&core.TypeSpec{Name: "_hashlib.HASHXOF", Base: &hashType, Layout: layout, Flags: core.FlagGeneric | core.FlagNoNew, Doc: doc,
		Methods: methods(true)[1:3], Slots: core.Slots{Repr: repr}})
	setupBlake2()
	setupHMAC()
}

// plainModule declares a module whose constructors are functions: _md5, _sha1 and _sha2.
func plainModule(name string, names map[string]string) *core.ModuleDef {
	def := &core.ModuleDef{Name: name}
	for _, a := range algorithms {
		if a.module == name {
			def.Funcs = append(def.Funcs, core.Func{Name: a.name, Sig: constructorSig, Flags: core.Polls,
				Doc: "Make a " + a.title + " hash, and update it with the bytes given, if any.",
				Fn: func(t *thread, args []value) (value, error) {
					arg, old := arguments(args, 0)
					return start(t, &a.proper, a, a.make(), arg, old)
				}})
		}
	}
	def.Init = func(t *thread, m *core.Module) error {
		setupOnce.Do(setup)
		for _, a := range algorithms {
			if n := names[a.name]; n != "" {
				m.Dict().SetStr(core.Intern(n), a.proper.Val())
			}
		}
		return nil
	}
	return def
}

// MD5, SHA1 and SHA2 declare the modules _md5, _sha1 and _sha2.
func MD5() *core.ModuleDef  { return plainModule("_md5", map[string]string{"md5": "MD5Type"}) }
func SHA1() *core.ModuleDef { return plainModule("_sha1", map[string]string{"sha1": "SHA1Type"}) }
func SHA2() *core.ModuleDef {
	return plainModule("_sha2", map[string]string{"sha224": "SHA224Type", "sha256": "SHA256Type", "sha384": "SHA384Type", "sha512": "SHA512Type"})
}

// SHA3 declares _sha3, whose types are its constructors.
func SHA3() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_sha3",
		Types: func() (out []*core.Type) {
			setupOnce.Do(setup)
			for _, a := range algorithms {
				if a.module == "_sha3" {
					out = append(out, &a.proper)
				}
			}
			return out
		},
		Attrs: []core.Attr{{Name: "implementation", Value: core.StrVal("Go crypto/sha3")}},
	}
}
