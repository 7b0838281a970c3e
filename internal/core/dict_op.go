// This file does the instructions and the methods that act on a plain dict or set with an int or str as key, for the loop: less
// work than the slow path, and no Python code runs.
package core

import (
	"github.com/vivarium-py/vivarium/internal/code"
)

// plainFind gives the entry of a key, -1 if there is none; ok is false for keys whose lookup may run Python code.
func (d *Dict) plainFind(key Value) (i int, h uint64, ok bool) {
	if key.ref == nil {
		h = hashSmall(int64(key.bits))
		i = d.findSmall(key, h)
		return i, h, i > -2
	}
	if key.ref.shape == &StrType.shape0 {
		i = d.findStr(As[Str](key))
		return i, 0, i >= 0 || d.watch&dictOdd == 0
	}
	return -1, 0, false
}

// dictOp tries an instruction of the top frame whose container may be an exact dict or set. It reports false, having
// done nothing, where the slow path must see to it: other containers and keys, errors, growth that is to be charged.
func (t *Thread) dictOp(f *Frame, in code.Instr) bool {
	base := f.base
	switch in.Op {
	case code.GetItem:
		b := reg(base, in.B).ref
		if b == nil || b.shape != &DictType.shape0 {
			return false
		}
		d := cast[Dict](b)
		i, _, ok := d.plainFind(*reg(base, in.C))
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
		d := cast[Dict](a)
		key := *reg(base, in.B)
		i, h, ok := d.plainFind(key)
		if !ok {
			return false
		}
		if i >= 0 {
			d.at(i).val = *reg(base, in.C)
			return true
		}
		if len(d.entries) >= 1024 && d.full() {
			return false
		}
		if key.ref != nil {
			h = As[Str](key).Hash()
		}
		d.insert(key, h, *reg(base, in.C))
		return true
	case code.In, code.NotIn:
		d := tableAt(reg(base, in.C).ref)
		if d == nil {
			return false
		}
		i, _, ok := d.plainFind(*reg(base, in.B))
		if ok {
			*reg(base, in.A) = Bool((i >= 0) == (in.Op == code.In))
		}
		return ok
	case code.JIn, code.JNotIn:
		d := tableAt(reg(base, in.B).ref)
		if d == nil {
			return false
		}
		i, _, ok := d.plainFind(*reg(base, in.A))
		if ok && (i >= 0) == (in.Op == code.JIn) {
			t.budget--
			f.pc = shortJump(f.pc, in.C)
		}
		return ok
	}
	return false
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
	if x.ref != nil {
		h = As[Str](x).Hash()
	}
	d.insert(x, h, Value{})
	return None, true
}

// quickSetDiscard is set.discard.
func quickSetDiscard(self, x Value) (Value, bool) {
	s := cast[Set](self.ref)
	i, _, ok := s.d.plainFind(x)
	if i >= 0 {
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
