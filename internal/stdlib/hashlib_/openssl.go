// This file implements _hashlib: constructors by name, HMAC, and the key derivations. The name is CPython's for what it takes
// from OpenSSL; here it is the same hash functions as in the other modules.
package hashlib_

import (
	"encoding/hex"
	"fmt"
	"math"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/digest"
)

// offered are the algorithms with a constructor in _hashlib.
var offered = []string{"md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256"}

func (a *algorithm) openType() *core.Type {
	if a.xof() {
		return &xofType
	}
	return &hashType
}

// find looks an algorithm up by a name as programs write it.
func find(name string) *algorithm {
	name = strings.ToLower(name)
	switch name {
	case "sha-1", "sha-224", "sha-256", "sha-384", "sha-512", "sha2-224", "sha2-256", "sha2-384", "sha2-512":
		name = "sha" + name[strings.LastIndexByte(name, '-')+1:]
	case "sha512-224", "sha512-256", "sha3-224", "sha3-256", "sha3-384", "sha3-512", "sha512/224", "sha512/256":
		name = strings.NewReplacer("-", "_", "/", "_").Replace(name)
	case "shake128", "shake256":
		name = "shake_" + name[5:]
	case "blake2b512", "blake2s256":
		name = name[:7]
	}
	return byName(name)
}

func text(t *thread, v value, fn string, arg string) (string, error) {
	s := core.AsStr(v)
	if s == nil {
		return "", t.TypeError("%s() argument '%s' must be str, not %s", fn, arg, v.TypeName())
	}
	return s.String(), nil
}

func newHash(t *thread, a []value) (value, error) {
	s := core.AsStr(a[0])
	if s == nil {
		return core.Unbound, t.TypeError("name must be a string")
	}
	alg := find(s.String())
	if alg == nil {
		return core.Unbound, t.ValueError("unsupported hash type %s", s.String())
	}
	arg, old := arguments(a, 1)
	return start(t, alg.openType(), alg, alg.make(), arg, old)
}

// hmac is a running HMAC: the inner hash, and the outer one with only its key in.
type hmac struct {
	alg          *algorithm
	inner, outer state
}

func newHMAC(t *thread, alg *algorithm, key []byte) (*hmac, error) {
	if len(key) > alg.block {
		s := alg.make()
		if err := feed(t, s, key); err != nil {
			return nil, err
		}
		key = s.sum(0)
	}
	m := &hmac{alg: alg, inner: alg.make(), outer: alg.make()}
	pad := make([]byte, alg.block)
	for i := range pad {
		pad[i] = 0x36
		if i < len(key) {
			pad[i] ^= key[i]
		}
	}
	m.inner.write(pad)
	for i := range pad {
		pad[i] ^= 0x36 ^ 0x5c
	}
	m.outer.write(pad)
	return m, nil
}

func (m *hmac) clone() *hmac { return &hmac{m.alg, m.inner.clone(), m.outer.clone()} }

func (m *hmac) sum() []byte {
	o := m.outer.clone()
	o.write(m.inner.sum(0))
	return o.sum(0)
}

// hmacObj is a _hashlib.HMAC.
type hmacObj struct {
	core.Header
	m *hmac
}

func asHMAC(v value) *hmac { return core.As[hmacObj](v).m }

// digestmod reads what HMAC hashes with: a name, or a constructor of this module.
func digestmod(t *thread, v value) (*algorithm, error) {
	name := ""
	if s := core.AsStr(v); s != nil {
		name = s.String()
	} else {
		mod, err := t.LookupAttr(v, core.Intern("__module__"))
		if err != nil {
			return nil, err
		}
		fn, err := t.LookupAttr(v, core.Intern("__name__"))
		if err != nil {
			return nil, err
		}
		m, f := core.AsStr(mod), core.AsStr(fn)
		if m == nil || f == nil || m.String() != "_hashlib" || !strings.HasPrefix(f.String(), "openssl_") {
			r, err := t.Repr(v)
			if err != nil {
				return nil, err
			}
			return nil, t.Raise(&badDigestType, "Unsupported digestmod %s", r.String())
		}
		name = f.String()[len("openssl_"):]
	}
	alg := find(name)
	if alg == nil || alg.xof() {
		return nil, t.Raise(&badDigestType, "Unsupported digestmod %s", name)
	}
	return alg, nil
}

func hmacNew(t *thread, a []value) (value, error) {
	if !a[2].Given() {
		return core.Unbound, t.TypeError("Missing required parameter 'digestmod'.")
	}
	key, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	alg, err := digestmod(t, a[2])
	if err != nil {
		return core.Unbound, err
	}
	m, err := newHMAC(t, alg, key)
	if err != nil {
		return core.Unbound, err
	}
	if a[1].Given() {
		b, err := data(t, a[1])
		if err == nil {
			err = feed(t, m.inner, b)
		}
		if err != nil {
			return core.Unbound, err
		}
	}
	return core.Make(&hmacType, &(&hmacObj{m: m}).Header), nil
}

func hmacDigest(t *thread, a []value) (value, error) {
	alg, err := digestmod(t, a[2])
	if err != nil {
		return core.Unbound, err
	}
	key, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	msg, err := t.BytesLike(a[1])
	if err != nil {
		return core.Unbound, err
	}
	m, err := newHMAC(t, alg, key)
	if err == nil {
		err = feed(t, m.inner, msg)
	}
	if err != nil {
		return core.Unbound, err
	}
	return core.NewBytes(m.sum()), nil
}

// pbkdf2 derives a key from a password; it polls, because iterations and blocks are many.
func pbkdf2(t *thread, a []value) (value, error) {
	name, err := text(t, a[0], "pbkdf2_hmac", "hash_name")
	if err != nil {
		return core.Unbound, err
	}
	alg := find(name)
	if alg == nil || alg.xof() {
		return core.Unbound, t.ValueError("unsupported hash type %s", name)
	}
	password, err := t.BytesLike(a[1])
	if err != nil {
		return core.Unbound, err
	}
	salt, err := t.BytesLike(a[2])
	if err != nil {
		return core.Unbound, err
	}
	iterations, err := t.CLong(a[3])
	if err != nil {
		return core.Unbound, err
	}
	switch {
	case iterations < 1:
		return core.Unbound, t.ValueError("iteration value must be greater than 0.")
	case iterations > math.MaxInt32:
		return core.Unbound, t.OverflowError("iteration value is too great.")
	}
	size := int64(alg.size)
	if a[4].Given() {
		if size, err = t.CLong(a[4]); err != nil {
			return core.Unbound, err
		}
	}
	switch {
	case size < 1:
		return core.Unbound, t.ValueError("key length must be greater than 0.")
	case size > math.MaxInt32:
		return core.Unbound, t.OverflowError("key length is too great.")
	}
	if err := t.Charge(14*int(size) + alg.size); err != nil {
		return core.Unbound, err
	}
	base, err := newHMAC(t, alg, password)
	if err != nil {
		return core.Unbound, err
	}
	salted := base.clone() // each block begins with the salt, which may be long
	if err := feed(t, salted.inner, salt); err != nil {
		return core.Unbound, err
	}
	out := make([]byte, 0, int(size)+alg.size)
	for block := uint32(1); len(out) < int(size); block++ {
		if err := t.PollN(10); err != nil {
			return core.Unbound, err
		}
		m := salted.clone()
		m.inner.write([]byte{byte(block >> 24), byte(block >> 16), byte(block >> 8), byte(block)})
		u := m.sum()
		acc := append([]byte(nil), u...)
		for range iterations - 1 {
			if err := t.PollN(10); err != nil {
				return core.Unbound, err
			}
			m := base.clone()
			m.inner.write(u)
			u = m.sum()
			for i := range acc {
				acc[i] ^= u[i]
			}
		}
		out = append(out, acc...)
	}
	return core.NewBytes(out[:size:size]), nil
}

// scryptDefaultMem is what scrypt may use unless maxmem says otherwise.
const scryptDefaultMem = 32 << 20

func scrypt(t *thread, a []value) (value, error) {
	password, err := t.BytesLike(a[0])
	if err != nil {
		return core.Unbound, err
	}
	if !a[1].Given() {
		return core.Unbound, t.TypeError("salt is required")
	}
	salt, err := t.BytesLike(a[1])
	if err != nil {
		return core.Unbound, err
	}
	var nums [5]int64
	for i, what := range []string{"n is required and must be an unsigned int", "r is required and must be an unsigned int", "p is required and must be an unsigned int"} {
		if _, _, ok := core.AsInt(a[2+i]); !ok {
			return core.Unbound, t.TypeError("%s", what)
		}
		u, err := unsigned(t, a[2+i])
		if err != nil {
			return core.Unbound, err
		}
		nums[i] = int64(min(u, math.MaxInt32))
	}
	n, r, p := nums[0], nums[1], nums[2]
	if n < 2 || n&(n-1) != 0 {
		return core.Unbound, t.ValueError("n must be a power of 2.")
	}
	maxmem, err := t.CLong(a[5])
	if err != nil {
		return core.Unbound, err
	}
	if maxmem < 0 || maxmem > math.MaxInt32 {
		return core.Unbound, t.ValueError("maxmem must be positive and smaller than %d", math.MaxInt32)
	}
	size, err := t.CLong(a[6])
	if err != nil {
		return core.Unbound, err
	}
	if size < 1 || size > math.MaxInt32 {
		return core.Unbound, t.ValueError("dklen must be greater than 0 and smaller than %d", math.MaxInt32)
	}
	if maxmem == 0 {
		maxmem = scryptDefaultMem
	}
	if r < 1 || p < 1 || r*p >= 1<<30 || float64(128*r)*float64(n+p+2) > float64(maxmem) {
		return core.Unbound, t.ValueError("Invalid parameter combination for n, r, p, maxmem.")
	}
	if err := t.Charge(int(128*r*(n+p) + size)); err != nil {
		return core.Unbound, err
	}
	b, err := digest.Scrypt(password, salt, int(n), int(r), int(p), int(size), t.PollFunc())
	if err != nil {
		return core.Unbound, err
	}
	return core.NewBytes(b), nil
}

func setupHMAC() {
	badDigestType.Setup(&core.TypeSpec{Name: "_hashlib.UnsupportedDigestmodError", Base: &core.ExcValueError, Flags: core.FlagBase})
	hmacType.Setup(&core.TypeSpec{
		Name: "_hashlib.HMAC", Layout: core.LayoutOf[hmacObj](), Flags: core.FlagGeneric | core.FlagNoNew,
		Doc: "A running digest with a key, which proves who made it.\n\nupdate() takes in bytes, digest() and hexdigest() give the code, copy() allows\nfor two continuations. name says which hash is used, digest_size how long the\ncode is.\n",
		Slots: core.Slots{Repr: func(t *thread, v value) (value, error) {
			return core.StrVal(fmt.Sprintf("<%s HMAC object @ 0x%x>", asHMAC(v).alg.name, t.AddressOf(v))), nil
		}},
		Methods: []core.Func{
			{Name: "copy", Sig: "(self, /)", Flags: core.Pure, Doc: "Return a copy, which takes in more data by itself.", Fn: func(t *thread, a []value) (value, error) {
				return core.Make(&hmacType, &(&hmacObj{m: asHMAC(a[0]).clone()}).Header), nil
			}},
			{Name: "digest", Sig: "(self, /)", Flags: core.Pure, Doc: "Return the digest of all bytes taken in so far.", Fn: func(t *thread, a []value) (value, error) {
				return core.NewBytes(asHMAC(a[0]).sum()), nil
			}},
			{Name: "hexdigest", Sig: "(self, /)", Flags: core.Pure, Doc: "Return the digest of all bytes taken in so far, as hexadecimal digits.", Fn: func(t *thread, a []value) (value, error) {
				return core.StrVal(hex.EncodeToString(asHMAC(a[0]).sum())), nil
			}},
			{Name: "update", Sig: "(self, /, msg)", Flags: core.Polls, Doc: "Take in more bytes.", Fn: func(t *thread, a []value) (value, error) {
				b, err := data(t, a[1])
				if err != nil {
					return core.Unbound, err
				}
				return core.None, feed(t, asHMAC(a[0]).inner, b)
			}},
		},
		GetSets: []core.GetSet{
			{Name: "digest_size", Get: func(t *thread, v value) (value, error) { return core.Int(int64(asHMAC(v).alg.size)), nil }},
			{Name: "block_size", Get: func(t *thread, v value) (value, error) { return core.Int(int64(asHMAC(v).alg.block)), nil }},
			{Name: "name", Get: func(t *thread, v value) (value, error) { return core.StrVal("hmac-" + asHMAC(v).alg.name), nil }},
		},
	})
}

// Hashlib declares _hashlib.
func Hashlib() *core.ModuleDef {
	def := &core.ModuleDef{
		Name: "_hashlib",
		Doc:  "Hash functions by name, HMAC and key derivation",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&hashType, &xofType, &hmacType, &badDigestType}
		},
		Funcs: []core.Func{
			{Name: "new", Sig: "(name, " + constructorSig[1:], Flags: core.Polls, Doc: "Return a hash object by name, such as 'sha256', that has taken in the given\nbytes.\n\nRaise ValueError if there is no such hash.", Fn: newHash},
			{Name: "hmac_new", Sig: "(key, msg=b'', digestmod=None)", Flags: core.Polls, Doc: "Return a new hmac object.", Fn: hmacNew},
			{Name: "hmac_digest", Sig: "(key, msg, digest)", Flags: core.Polls, Doc: "Single-shot HMAC.", Fn: hmacDigest},
			{Name: "pbkdf2_hmac", Sig: "(hash_name, password, salt, iterations, dklen=None)", Flags: core.Polls | core.Charges, Doc: "Derive a key from a password by PBKDF2 (PKCS #5), with HMAC of the named hash.\n\nMore iterations make guessing slower; the salt should be random.", Fn: pbkdf2},
			{Name: "scrypt", Sig: "(password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64)", Flags: core.Polls | core.Charges, Doc: "Derive a key from a password by scrypt.\n\nn is the cost in time and memory, a power of two; r is the block size and p\nhow much can go in parallel.", Fn: scrypt},
			{Name: "get_fips_mode", Sig: "()", Flags: core.Pure, Doc: "Return 1 if only hashes approved by FIPS may be used, else 0.", Fn: func(t *thread, a []value) (value, error) { return core.Int(0), nil }},
		},
		Init: func(t *thread, m *core.Module) error {
			var names []value
			for _, a := range algorithms {
				names = append(names, core.StrVal(a.name))
			}
			fs, err := t.Builtin("frozenset")
			if err != nil {
				return err
			}
			set, err := t.Call(fs, core.TupleOf(names))
			if err != nil {
				return err
			}
			m.Dict().SetStr(core.Intern("openssl_md_meth_names"), set)
			op, err := t.Import("_operator")
			if err != nil {
				return err
			}
			cmp, err := t.GetAttr(op, core.Intern("_compare_digest"))
			if err != nil {
				return err
			}
			m.Dict().SetStr(core.Intern("compare_digest"), cmp)
			return nil
		},
	}
	for _, name := range offered {
		a := byName(name)
		def.Funcs = append(def.Funcs, core.Func{Name: "openssl_" + name, Sig: constructorSig, Flags: core.Polls,
			Doc: "Make a " + strings.ReplaceAll(name, "_", "-") + " hash, and update it with the bytes given, if any.",
			Fn: func(t *thread, args []value) (value, error) {
				arg, old := arguments(args, 0)
				return start(t, a.openType(), a, a.make(), arg, old)
			}})
	}
	return def
}
