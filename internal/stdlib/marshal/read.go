// This file reads marshalled data. Invariant: nothing is allocated for a length before that many bytes were seen, or
// charged for.
package marshal

import (
	"encoding/binary"
	"github.com/vivarium-py/vivarium/internal/bignum"
	"math"
	"strconv"

	"github.com/vivarium-py/vivarium/internal/core"
)

// reader reads from data, or where that is nil from a file object, only as far as it must.
type reader struct {
	t      *thread
	data   []byte
	file   value // its method readinto
	refs   []value
	depth  int
	noCode bool
}

// null is what '0' stands for: the end of a dict.
var null = core.NotImplemented

// bytes reads n bytes, which are valid until the next read.
func (r *reader) bytes(n int) ([]byte, error) {
	if r.file.IsUnbound() {
		if n > len(r.data) {
			r.data = nil
			return nil, r.t.Raise(&core.ExcEOFError, "marshal data too short")
		}
		b := r.data[:n]
		r.data = r.data[n:]
		return b, nil
	}
	if n == 0 {
		return nil, nil
	}
	if err := r.t.Charge(n); err != nil {
		return nil, err
	}
	buf := make([]byte, n)
	arr := core.NewByteArray(buf)
	got, err := r.t.Call(r.file, arr)
	if err != nil {
		return nil, err
	}
	k, err := r.t.IndexInt(got)
	if err != nil {
		return nil, err
	}
	if k > n {
		return nil, r.t.ValueError("read() returned too much data: %d bytes requested, %d returned", n, k)
	}
	if k < n {
		return nil, r.t.Raise(&core.ExcEOFError, "EOF read where not expected")
	}
	return buf, nil
}

func (r *reader) long() (int, error) {
	b, err := r.bytes(4)
	if err != nil {
		return 0, err
	}
	return int(int32(binary.LittleEndian.Uint32(b))), nil
}

func (r *reader) bad(what string) error { return r.t.ValueError("bad marshal data (%s)", what) }

// size reads a length.
func (r *reader) size(what string) (int, error) {
	n, err := r.long()
	if err == nil && n < 0 {
		err = r.bad(what + " size out of range")
	}
	return n, err
}

// keep numbers an object if it is flagged; reserve does it before the object exists.
func (r *reader) keep(v value, flag bool) value {
	if flag {
		r.refs = append(r.refs, v)
	}
	return v
}

func (r *reader) reserve(flag bool) int {
	if !flag {
		return -1
	}
	r.refs = append(r.refs, unbound)
	return len(r.refs) - 1
}

func (r *reader) fill(i int, v value) value {
	if i >= 0 {
		r.refs[i] = v
	}
	return v
}

// item reads an object inside of another.
func (r *reader) item(where string) (value, error) {
	v, err := r.object()
	if err == nil && v == null {
		err = r.t.TypeError("NULL object in marshal data for %s", where)
	}
	return v, err
}

func (r *reader) object() (value, error) {
	if err := r.t.PollN(2); err != nil {
		return unbound, err
	}
	b, err := r.bytes(1)
	if err != nil {
		if core.Matches(err, &core.ExcEOFError) {
			return unbound, r.t.Raise(&core.ExcEOFError, "EOF read where object expected")
		}
		return unbound, err
	}
	if r.depth++; r.depth > maxDepth {
		return unbound, r.t.ValueError("recursion limit exceeded")
	}
	defer func() { r.depth-- }()
	return r.value(b[0]&^flagRef, b[0]&flagRef != 0)
}

func (r *reader) value(code byte, flag bool) (value, error) {
	switch code {
	case '0':
		return null, nil
	case 'N':
		return core.None, nil
	case 'T':
		return core.True, nil
	case 'F':
		return core.False, nil
	case '.':
		return core.Ellipsis, nil
	case 'S':
		return core.ExcStopIteration.Val(), nil
	case 'i':
		n, err := r.long()
		return r.keep(core.Int(int64(n)), flag && err == nil), err
	case 'I':
		b, err := r.bytes(8)
		if err != nil {
			return unbound, err
		}
		return r.keep(core.Int(int64(binary.LittleEndian.Uint64(b))), flag), nil
	case 'l':
		v, err := r.int()
		return r.keep(v, flag && err == nil), err
	case 'g', 'f':
		f, err := r.float(code == 'g')
		return r.keep(core.Float(f), flag && err == nil), err
	case 'y', 'x':
		re, err := r.float(code == 'y')
		if err != nil {
			return unbound, err
		}
		im, err := r.float(code == 'y')
		return r.keep(core.Complex(re, im), flag && err == nil), err
	case 's':
		n, err := r.size("bytes object")
		if err != nil {
			return unbound, err
		}
		b, err := r.bytes(n)
		if err != nil {
			return unbound, err
		}
		if err := r.t.Charge(n); err != nil {
			return unbound, err
		}
		return r.keep(core.NewBytes(append([]byte(nil), b...)), flag), nil
	case 'a', 'A', 'z', 'Z', 'u', 't':
		v, err := r.str(code)
		return r.keep(v, flag && err == nil), err
	case '(', ')':
		return r.tuple(code == ')', flag)
	case '[':
		return r.list(flag)
	case '{':
		return r.dict(flag)
	case '<', '>':
		return r.set(code == '>', flag)
	case ':':
		at := r.reserve(flag)
		var parts [3]value
		for i := range parts {
			var err error
			if parts[i], err = r.item("slice"); err != nil {
				return unbound, err
			}
		}
		return r.fill(at, core.NewSlice(parts[0], parts[1], parts[2])), nil
	case 'r':
		n, err := r.long()
		if err != nil {
			return unbound, err
		}
		if n < 0 || n >= len(r.refs) || r.refs[n].IsUnbound() {
			return unbound, r.bad("invalid reference")
		}
		return r.refs[n], nil
	case 'c':
		return r.code(flag)
	}
	return unbound, r.bad("unknown type code")
}

func (r *reader) int() (value, error) {
	n, err := r.long()
	if err != nil {
		return unbound, err
	}
	size := n
	if size < 0 {
		size = -size
	}
	if n == math.MinInt32 {
		return unbound, r.bad("long size out of range")
	}
	b, err := r.bytes(2 * size)
	if err != nil {
		return unbound, err
	}
	if err := r.t.Charge(4 * size); err != nil {
		return unbound, err
	}
	out := make([]byte, size*15/8+4) // little-endian
	for i := 0; i < size; i++ {
		d := uint32(binary.LittleEndian.Uint16(b[2*i:]))
		if d > 0x7FFF {
			return unbound, r.bad("digit out of range in long")
		}
		if d == 0 && i == size-1 {
			return unbound, r.bad("unnormalized long data")
		}
		at := 15 * i
		d <<= at % 8
		out[at/8] |= byte(d)
		out[at/8+1] |= byte(d >> 8)
		out[at/8+2] |= byte(d >> 16)
		if i&0x3fff == 0x3fff {
			if err := r.t.PollAtomic(0x4000 * 2 / core.SlowWork); err != nil {
				return unbound, err
			}
		}
	}
	x, err := bignum.SetBytes(out, true, func() error { return r.t.PollAtomic(128) })
	if err != nil {
		return unbound, err
	}
	if n < 0 {
		x.Neg(x)
	}
	return core.BigInt(x), nil
}

func (r *reader) float(binaryForm bool) (float64, error) {
	if binaryForm {
		b, err := r.bytes(8)
		if err != nil {
			return 0, err
		}
		return math.Float64frombits(binary.LittleEndian.Uint64(b)), nil
	}
	b, err := r.bytes(1)
	if err != nil {
		return 0, err
	}
	if b, err = r.bytes(int(b[0])); err != nil {
		return 0, err
	}
	f, perr := strconv.ParseFloat(string(b), 64)
	if perr != nil && !math.IsInf(f, 0) {
		return 0, r.t.ValueError("could not convert string to float: '%s'", string(b))
	}
	return f, nil
}

func (r *reader) str(code byte) (value, error) {
	n := 0
	if code == 'z' || code == 'Z' {
		b, err := r.bytes(1)
		if err != nil {
			return unbound, err
		}
		n = int(b[0])
	} else {
		var err error
		if n, err = r.size("string"); err != nil {
			return unbound, err
		}
	}
	b, err := r.bytes(n)
	if err != nil {
		return unbound, err
	}
	if err := r.t.ChargeSmall(n + 64); err != nil {
		return unbound, err
	}
	ascii := true
	for i := 0; i < len(b) && ascii; i += 1 << 16 {
		for _, c := range b[i:min(i+1<<16, len(b))] {
			ascii = ascii && c < 0x80
		}
		if err := r.t.PollAtomic(1 << 16 / core.SlowWork); err != nil {
			return unbound, err
		}
	}
	if ascii {
		own, err := core.Clone(r.t, b, 0)
		if err != nil {
			return unbound, err
		}
		v, err := r.t.TextOf(own)
		if err == nil && (code == 'Z' || code == 'A' || code == 't') {
			v = core.Interned(core.AsStr(v)).Val()
		}
		return v, err
	}
	if code != 'u' && code != 't' {
		// The short forms are one byte a character.
		if err := r.t.Charge(6 * len(b)); err != nil {
			return unbound, err
		}
		return r.t.Decode(b, unbound, "latin-1", "strict")
	}
	own, err := core.Clone(r.t, b, 0)
	if err != nil {
		return unbound, err
	}
	return r.t.Decode(own, core.NewBytes(own), "utf-8", "surrogatepass")
}

// items reads n objects; the slice grows as they come.
func (r *reader) items(n int, where string, add func(value) error) error {
	for i := 0; i < n; i++ {
		v, err := r.item(where)
		if err != nil {
			return err
		}
		if err := r.t.ChargeSmall(32); err != nil {
			return err
		}
		if err := add(v); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) tuple(short, flag bool) (value, error) {
	n := 0
	if short {
		b, err := r.bytes(1)
		if err != nil {
			return unbound, err
		}
		n = int(b[0])
	} else {
		var err error
		if n, err = r.size("tuple"); err != nil {
			return unbound, err
		}
	}
	at := r.reserve(flag)
	items := make([]value, 0, min(n, 256))
	if err := r.items(n, "tuple", func(v value) error { items = append(items, v); return nil }); err != nil {
		return unbound, err
	}
	return r.fill(at, core.TupleOf(items)), nil
}

func (r *reader) list(flag bool) (value, error) {
	n, err := r.size("list")
	if err != nil {
		return unbound, err
	}
	v := r.keep(core.NewList(make([]value, 0, min(n, 256))), flag)
	l := core.AsList(v)
	return v, r.items(n, "list", func(x value) error { l.Append(x); return nil })
}

func (r *reader) dict(flag bool) (value, error) {
	d := core.NewDict()
	v := r.keep(d.Val(), flag)
	for {
		k, err := r.object()
		if err != nil {
			return unbound, err
		}
		if k == null {
			return v, nil
		}
		x, err := r.object()
		if err != nil {
			return unbound, err
		}
		if x == null {
			return v, nil
		}
		if err := d.Set(r.t, k, x); err != nil {
			return unbound, err
		}
		if err := r.t.Charge(48); err != nil {
			return unbound, err
		}
	}
}

func (r *reader) set(frozen, flag bool) (value, error) {
	n, err := r.size("set")
	if err != nil {
		return unbound, err
	}
	s := core.NewSet()
	at := -1
	if frozen {
		s = core.NewFrozenSet()
		at = r.reserve(flag)
	} else {
		r.keep(s.Val(), flag)
	}
	if err := r.items(n, "set", func(x value) error { return s.Add(r.t, x) }); err != nil {
		return unbound, err
	}
	return r.fill(at, s.Val()), nil
}

// code reads a code object.
func (r *reader) code(flag bool) (value, error) {
	if r.noCode {
		return unbound, r.t.ValueError("unmarshalling code objects is disallowed")
	}
	n, err := r.size("code object")
	if err != nil {
		return unbound, err
	}
	b, err := r.bytes(n)
	if err != nil {
		return unbound, err
	}
	co, err := r.t.LoadCode(b)
	if err != nil {
		return unbound, err
	}
	if co == nil {
		return unbound, r.bad("unknown form of code")
	}
	return r.keep(co.Val(), flag), nil
}
