// This file does the instructions and the methods that act on a plain dict or set, for the loop, with keys that Python code has no
// say in: ints, strings, floats, short tuples of these, and objects that are equal to themselves only.
package core

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/pyhash"
)

// plainFind gives the entry of a key, -1 if there is none; ok is false for keys whose lookup may run Python code.
func (d *Dict) plainFind(key Value) (i int, h uint64, ok bool) {
	if key.ref == nil {
		h = hashSmall(int64(key.bits))
		i = d.findSmall(key, h)
		return i, h, i > -2
	}
	if key.ref.shape == &StrType.shape0 {
		s := As[Str](key)
		i = d.findStr(s)
		return i, s.Hash(), i >= 0 || d.watch&dictOdd == 0
	}
	if h, ok = plainKeyHash(key); !ok {
		return -2, h, false
	}
	i = d.findPlain(key, h)
	return i, h, i > -2
}

// plainKeyHash is the hash of a key other than an int or a str that no Python code has a say in; ok is false for others.
func plainKeyHash(key Value) (h uint64, ok bool) {
	switch {
	case key.ref.shape == &TupleType.shape0:
		sum, n := As[Tuple](key).plainHash(plainDepth)
		return uint64(sum), n >= 0
	case key.ref == &floatHeader:
		f := key.Float64()
		return uint64(pyhash.Float(f)), f == f
	}
	s := key.ref.shape // nil: of a local without a value
	return uint64(identityHash(key)), s != nil && s.typ.flags&flagIdentity != 0
}

// findPlain gives the entry of such a key, -1 if there is none, -2 where find must decide.
func (d *Dict) findPlain(key Value, h uint64) int {
	if d.index == nil {
		for i := range d.entries {
			if e := &d.entries[i]; e.hash == h {
				if same, known := plainEqual(e.key, key, plainDepth); !known {
					return -2
				} else if same {
					return i
				}
			}
		}
		return -1
	}
	mask, h32 := uint64(len(d.index)-1), short(h)
	for i, perturb := h&mask, h; ; {
		x := d.slot(i)
		if x.pos == 0 {
			return -1
		}
		if x.hash == h32 && x.pos > 0 {
			if e := d.at(int(x.pos - 1)); e.hash == h {
				if same, known := plainEqual(e.key, key, plainDepth); !known {
					return -2
				} else if same {
					return int(x.pos - 1)
				}
			}
		}
		perturb >>= 5
		i = (i*5 + perturb + 1) & mask
	}
}

// dictOp tries an instruction of the top frame whose container may be an exact dict or set. It reports false, having
// done nothing, where the slow path must see to it: other containers and keys, errors, growth that is to be charged.
func (t *Thread) dictOp(f *Frame, in code.Instr) bool {
	base := f.base
	switch in.Op {
	case code.GetItem:
		b, key := reg(base, in.B).ref, *reg(base, in.C)
		if b == nil {
			return false
		}
		if b.shape != &DictType.shape0 {
			return key.ref == nil && plainItem(reg(base, in.A), b, int(key.bits))
		}
		d := cast[Dict](b)
		i, _, ok := d.plainFind(key)
		if !ok || i < 0 {
			return false
		}
		*reg(base, in.A) = d.at(i).val
		return true
	case code.SetItem:
		a := reg(base, in.A).ref
		if a == nil || a.shape != &DictType.shape0 {
			return false
		}
		return plainPut(cast[Dict](a), *reg(base, in.B), *reg(base, in.C))
	case code.In, code.NotIn:
		has, ok := plainContains(*reg(base, in.C), *reg(base, in.B))
		if ok {
			*reg(base, in.A) = Bool(has == (in.Op == code.In))
		}
		return ok
	case code.JIn, code.JNotIn:
		has, ok := plainContains(*reg(base, in.B), *reg(base, in.A))
		if ok && has == (in.Op == code.JIn) {
			t.budget--
			f.pc = shortJump(f.pc, in.C)
		}
		return ok
	}
	return false
}

// plainItem is dst = v[i] for an exact list, tuple, str of ASCII or bytes that has such an item.
func plainItem(dst *Value, v *Header, i int) bool {
	var items []Value
	switch v.shape {
	case &ListType.shape0:
		items = cast[List](v).items
	case &TupleType.shape0:
		items = cast[Tuple](v).items
	case &StrType.shape0:
		s := cast[Str](v)
		if i < 0 {
			i += s.n
		}
		if s.n != len(s.s) || uint(i) >= uint(s.n) {
			return false
		}
		*dst = latin1[s.s[i]].Val()
		return true
	case &BytesType.shape0:
		b := cast[Bytes](v).b
		if i < 0 {
			i += len(b)
		}
		if uint(i) >= uint(len(b)) {
			return false
		}
		*dst = Value{bits: uint64(b[i])}
		return true
	}
	if i < 0 {
		i += len(items)
	}
	if uint(i) >= uint(len(items)) {
		return false
	}
	*dst = items[i]
	return true
}

// plainPut is d[key] = v.
func plainPut(d *Dict, key, v Value) bool {
	i, h, ok := d.plainFind(key)
	if !ok {
		return false
	}
	if i >= 0 {
		d.at(i).val = v
		return true
	}
	if len(d.entries) >= 1024 && d.full() {
		return false // growth is to be charged
	}
	d.insert(key, h, v)
	return true
}

// plainContains is `x in v` for an exact dict or set, a short str, list or tuple; ok is false where Python code or a poll is needed.
func plainContains(v, x Value) (has, ok bool) {
	if d := tableAt(v.ref); d != nil {
		i, _, ok := d.plainFind(x)
		return i >= 0, ok
	}
	if v.ref == nil {
		return false, false
	}
	var items []Value
	switch v.ref.shape {
	case &StrType.shape0:
		if s := As[Str](v).s; len(s) <= 256 && x.ref != nil && x.ref.shape == &StrType.shape0 {
			if y := As[Str](x).s; len(y) == 1 {
				return strings.IndexByte(s, y[0]) >= 0, true
			} else {
				return strings.Contains(s, y), true
			}
		}
		return false, false
	case &TupleType.shape0:
		items = As[Tuple](v).items
	case &ListType.shape0:
		items = As[List](v).items
	}
	if len(items) == 0 || len(items) > 16 {
		return false, false
	}
	for _, y := range items {
		if same, known := plainEqual(y, x, 1); !known {
			return false, false
		} else if same {
			return true, true
		}
	}
	return false, true
}

// tableAt gives the table of an exact dict or set, else nil.
func tableAt(h *Header) *Dict {
	switch {
	case h == nil:
		return nil
	case h.shape == &DictType.shape0:
		return cast[Dict](h)
	case h.shape == &SetType.shape0, h.shape == &FrozenSetType.shape0:
		return &cast[Set](h).d
	}
	return nil
}

// quickDictGet is dict.get with a key.
func quickDictGet(self, key Value) (Value, bool) {
	d := cast[Dict](self.ref)
	i, _, ok := d.plainFind(key)
	if !ok || i < 0 {
		return None, ok
	}
	return d.at(i).val, true
}

// quickSetAdd is set.add.
func quickSetAdd(self, x Value) (Value, bool) {
	d := &cast[Set](self.ref).d
	i, h, ok := d.plainFind(x)
	if !ok || i >= 0 {
		return None, ok
	}
	if len(d.entries) >= 1024 && d.full() {
		return None, false // growth is to be charged
	}
	d.insert(x, h, Value{})
	return None, true
}

// quickSetDiscard is set.discard.
func quickSetDiscard(self, x Value) (Value, bool) {
	s := cast[Set](self.ref)
	i, _, ok := s.d.plainFind(x)
	if ok && i >= 0 {
		s.removeAt(i)
	}
	return None, ok
}

// quickSetRemove is set.remove of an item that is there.
func quickSetRemove(self, x Value) (Value, bool) {
	s := cast[Set](self.ref)
	i, _, ok := s.d.plainFind(x)
	if !ok || i < 0 {
		return None, false
	}
	s.removeAt(i)
	return None, true
}
