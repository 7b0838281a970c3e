// Package marshal is the native module marshal: CPython's serialisation of plain data. Code objects travel as their source,
// because bytecode is never accepted from outside.
//
// This file writes. From version 3 on every object that may occur again is numbered, and written once.
package marshal

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

type (
	value  = core.Value
	thread = core.Thread
)

var unbound = core.Unbound

const (
	version  = 5
	flagRef  = 0x80
	maxDepth = 2000
)

type writer struct {
	t       *thread
	out     []byte
	version int
	refs    map[value]uint32
	depth   int
	charged int
	noCode  bool
}

func dumps(t *thread, v value, ver int, noCode bool) ([]byte, error) {
	w := &writer{t: t, version: ver, noCode: noCode}
	if ver >= 3 {
		w.refs = map[value]uint32{}
	}
	err := w.object(v)
	return w.out, err
}

func (w *writer) long(n int) { w.out = binary.LittleEndian.AppendUint32(w.out, uint32(n)) }

// size writes a length, which the format limits to 31 bits.
func (w *writer) size(n int) error {
	if n > math.MaxInt32 {
		return w.t.ValueError("unmarshallable object")
	}
	w.long(n)
	return w.room(n)
}

// room charges before n more bytes.
func (w *writer) room(n int) error {
	need := len(w.out) + n
	if need > w.charged && need < 1<<10 {
		w.charged = 2 * need
		return w.t.ChargeSmall(need + 48)
	}
	if need > w.charged {
		if err := w.t.Charge(3*len(w.out) + n + 1024); err != nil { // the buffer that grows
			return err
		}
		w.charged = 2*need + 1024
	}
	if need > cap(w.out) && need > 1<<16 {
		var err error
		if w.out, err = core.Clone(w.t, w.out, need+need/4); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) unmarshallable() error { return w.t.ValueError("unmarshallable object") }

func (w *writer) object(v value) error {
	if err := w.t.Poll(); err != nil {
		return err
	}
	if w.depth++; w.depth > maxDepth {
		return w.t.ValueError("object too deeply nested to marshal")
	}
	defer func() { w.depth-- }()
	switch v {
	case core.None:
		w.out = append(w.out, 'N')
		return nil
	case core.True:
		w.out = append(w.out, 'T')
		return nil
	case core.False:
		w.out = append(w.out, 'F')
		return nil
	case core.Ellipsis:
		w.out = append(w.out, '.')
		return nil
	case core.ExcStopIteration.Val():
		w.out = append(w.out, 'S')
		return nil
	}
	if err := w.room(64); err != nil {
		return err
	}
	flag := byte(0)
	if w.refs != nil {
		if n, ok := w.refs[v]; ok {
			w.out = append(w.out, 'r')
			w.long(int(n))
			return nil
		}
		if err := w.t.ChargeSmall(64); err != nil {
			return err
		}
		w.refs[v] = uint32(len(w.refs))
		flag = flagRef
	}
	return w.value(v, flag)
}

func (w *writer) value(v value, flag byte) error {
	typ := v.Type()
	switch {
	case typ == &core.IntType:
		return w.int(v, flag)
	case v.IsFloat():
		w.float("gf", v.Float64(), flag, true)
	case typ == &core.ComplexType:
		re, im := core.ComplexParts(v)
		w.float("yx", re, flag, true)
		w.float("", im, 0, false)
	case typ == &core.BytesType:
		b := core.AsBytes(v).Bytes()
		w.out = append(w.out, 's'|flag)
		if err := w.size(len(b)); err != nil {
			return err
		}
		return w.bytes(b)
	case typ == &core.StrType:
		return w.str(core.AsStr(v), flag)
	case typ == &core.TupleType:
		items := core.AsTuple(v).Items()
		if w.version >= 4 && len(items) < 256 {
			w.out = append(w.out, ')'|flag, byte(len(items)))
		} else {
			w.out = append(w.out, '('|flag)
			if err := w.size(len(items)); err != nil {
				return err
			}
		}
		for _, x := range items {
			if err := w.object(x); err != nil {
				return err
			}
		}
	case typ == &core.ListType:
		l := core.AsList(v)
		w.out = append(w.out, '['|flag)
		items, err := core.Clone(w.t, l.Items(), 0)
		if err != nil {
			return err
		}
		if err := w.size(len(items)); err != nil {
			return err
		}
		for _, x := range items {
			if err := w.object(x); err != nil {
				return err
			}
		}
	case typ == &core.DictType:
		w.out = append(w.out, '{'|flag)
		d := core.AsDict(v)
		for i, k, x, ok := d.Next(0); ok; i, k, x, ok = d.Next(i) {
			if err := w.object(k); err != nil {
				return err
			}
			if err := w.object(x); err != nil {
				return err
			}
		}
		w.out = append(w.out, '0')
	case typ == &core.SetType, typ == &core.FrozenSetType:
		c := byte('<')
		if typ == &core.FrozenSetType {
			c = '>'
		}
		return w.set(v, c|flag)
	case typ == &core.SliceType && w.version >= 5:
		w.out = append(w.out, ':'|flag)
		for _, x := range core.SliceParts(v) {
			if err := w.object(x); err != nil {
				return err
			}
		}
	case typ == &core.CodeType:
		return w.code(v, flag)
	default:
		get := core.SlotsOf(v).Buffer
		if get == nil {
			return w.unmarshallable()
		}
		buf, err := get(w.t, v, false)
		if err != nil {
			return w.unmarshallable()
		}
		if buf.Release != nil {
			defer buf.Release()
		}
		if !buf.Contiguous() {
			return w.unmarshallable()
		}
		w.out = append(w.out, 's'|flag)
		if err := w.size(len(buf.B)); err != nil {
			return err
		}
		return w.bytes(buf.B)
	}
	return nil
}

func (w *writer) bytes(b []byte) (err error) {
	w.out, err = core.Append(w.t, w.out, b)
	return err
}

// int writes one that fits 32 bits as such, others in digits of 15 bits.
func (w *writer) int(v value, flag byte) error {
	if v.IsSmall() && v.Small() >= math.MinInt32 && v.Small() <= math.MaxInt32 {
		w.out = append(w.out, 'i'|flag)
		w.long(int(v.Small()))
		return nil
	}
	b, _ := core.AsBig(v)
	w.out = append(w.out, 'l'|flag)
	n := (b.BitLen() + 14) / 15
	if b.Sign() < 0 {
		w.long(-n)
	} else {
		w.long(n)
	}
	if err := w.room(2 * n); err != nil {
		return err
	}
	words := b.Bits()
	for i := 0; i < n; i++ {
		if i&0x3fff == 0x3fff {
			if err := w.t.PollAtomic(0x4000 * 2 / core.SlowWork); err != nil {
				return err
			}
		}
		k, s := 15*i/64, 15*i%64
		x := uint64(words[k]) >> s
		if s > 49 && k+1 < len(words) {
			x |= uint64(words[k+1]) << (64 - s)
		}
		w.out = binary.LittleEndian.AppendUint16(w.out, uint16(x)&0x7FFF)
	}
	return nil
}

// float writes a number, after its type if typed: codes has the binary and the text one.
func (w *writer) float(codes string, f float64, flag byte, typed bool) {
	if w.version > 1 {
		if typed {
			w.out = append(w.out, codes[0]|flag)
		}
		w.out = binary.LittleEndian.AppendUint64(w.out, math.Float64bits(f))
		return
	}
	if typed {
		w.out = append(w.out, codes[1]|flag)
	}
	s := shortRepr(f)
	w.out = append(w.out, byte(len(s)))
	w.out = append(w.out, s...)
}

// shortRepr is the shortest text of a float, without the ".0" of repr.
func shortRepr(f float64) string {
	switch {
	case math.IsNaN(f):
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	}
	s := syntax.ReprFloat(f)
	if n := len(s); n > 2 && s[n-2:] == ".0" {
		return s[:n-2]
	}
	return s
}

func (w *writer) str(s *core.Str, flag byte) error {
	text := s.String()
	interned := core.Interned(s) == s
	switch {
	case w.version >= 4 && s.ASCII() && len(text) < 256:
		c := byte('z')
		if interned {
			c = 'Z'
		}
		w.out = append(w.out, c|flag, byte(len(text)))
	default:
		c := byte('u')
		switch {
		case w.version >= 4 && s.ASCII() && interned:
			c = 'A'
		case w.version >= 4 && s.ASCII():
			c = 'a'
		case w.version >= 3 && interned:
			c = 't'
		}
		w.out = append(w.out, c|flag)
		if err := w.size(len(text)); err != nil {
			return err
		}
	}
	return w.bytes(unsafe.Slice(unsafe.StringData(text), len(text)))
}

// stopped ends a sort.
type stopped struct{}

// inOrder runs a sort of n items that may be stopped in its middle.
func (w *writer) inOrder(n int, sort func()) (err error) {
	defer func() {
		if x := recover(); x != nil {
			if _, ok := x.(stopped); !ok {
				panic(x)
			}
			err = w.t.PollN(n)
		}
	}()
	sort()
	return nil
}

// set writes the items in the order of their serialised forms, so that equal sets give equal data.
func (w *writer) set(v value, code byte) error {
	items, err := w.t.Collect(v)
	if err != nil {
		return err
	}
	w.out = append(w.out, code)
	if err := w.size(len(items)); err != nil {
		return err
	}
	type pair struct {
		key []byte
		v   value
	}
	pairs := make([]pair, len(items))
	for i, x := range items {
		k, err := dumps(w.t, x, w.version, false)
		if err != nil {
			return err
		}
		pairs[i] = pair{k, x}
	}
	if err := w.inOrder(len(pairs), func() {
		steps := 0
		slices.SortStableFunc(pairs, func(a, b pair) int {
			if steps++; w.t.PollAt(steps) != nil {
				panic(stopped{})
			}
			return bytes.Compare(a.key, b.key)
		})
	}); err != nil {
		return err
	}
	for _, p := range pairs {
		if err := w.object(p.v); err != nil {
			return err
		}
	}
	return nil
}

// code writes a code object, as what core.DumpCode makes of it.
func (w *writer) code(v value, flag byte) error {
	if w.noCode {
		return w.t.ValueError("marshalling code objects is disallowed")
	}
	b, err := w.t.DumpCode(v)
	if err != nil {
		return err
	}
	if b == nil {
		return w.t.ValueError("unmarshallable object: the source of a code object is not known")
	}
	w.out = append(w.out, 'c'|flag)
	if err := w.size(len(b)); err != nil {
		return err
	}
	return w.bytes(b)
}
