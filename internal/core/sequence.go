// This file holds what list and tuple share: comparing, repr, index, slices of items.
package core

// compareItems compares two sequences lexicographically.
func (t *Thread) compareItems(a, b []Value, op CmpOp) (Value, error) {
	if len(a) != len(b) && (op == CmpEq || op == CmpNe) {
		return Bool(op == CmpNe), nil
	}
	n := min(len(a), len(b))
	for i := 0; i < n; i++ {
		x, y := a[i], b[i]
		if x == y {
			if t.budget--; t.budget < 0 {
				if err := t.refill(); err != nil {
					return Unbound, err
				}
			}
			continue
		}
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		eq, err := t.Eq(x, y)
		if err != nil {
			return Unbound, err
		}
		if !eq {
			switch op {
			case CmpEq:
				return False, nil
			case CmpNe:
				return True, nil
			}
			return t.Compare(x, y, op)
		}
	}
	return BoolCompare(len(a)-len(b), op), nil
}

// reprItems is the repr of items between brackets.
func (t *Thread) reprItems(open, end string, items func(i int) (Value, bool)) (Value, error) {
	b := t.NewText()
	b.Put(open)
	for i := 0; ; i++ {
		x, ok := items(i)
		if !ok {
			break
		}
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		if i > 0 {
			b.Put(", ")
		}
		s, err := t.Repr(x)
		if err != nil {
			return Unbound, err
		}
		if b.Put(s.s); b.Failed() {
			break
		}
	}
	b.Put(end)
	return b.Val()
}

// seqIndex turns an index into a position below n, with the type's error.
func (t *Thread) seqIndex(key Value, n int, what string) (int, error) {
	i, err := t.IndexInt(key)
	if err != nil {
		if Matches(err, &ExcOverflowError) {
			return 0, t.IndexError("cannot fit '%s' into an index-sized integer", key.TypeName())
		}
		return 0, err
	}
	if i < 0 {
		i += n
	}
	if uint(i) >= uint(n) {
		return 0, t.IndexError("%s", what)
	}
	return i, nil
}

// sliceList is what a slice selects of a list, as a list.
func (t *Thread) sliceList(l *List, s *Slice) (Value, error) {
	start, stop, step, err := s.unpack(t)
	if err != nil {
		return Unbound, err
	}
	items := l.items
	start, _, n := adjustSlice(start, stop, step, len(items))
	if n <= shortSlice {
		short := makeList(n)
		for i := range short.items {
			short.items[i] = items[start+i*step]
		}
		return short.Val(), nil
	}
	if err := t.chargeItems(n); err != nil {
		return Unbound, err
	}
	out, err := MakeSlice[Value](t, n, 0)
	if err != nil {
		return Unbound, err
	}
	if step == 1 {
		err := t.copyItems(out, items[start:])
		return NewList(out), err
	}
	for i, j := 0, start; i < n; i, j = i+1, j+step {
		out[i] = items[j]
		if i&(chunkItems-1) == chunkItems-1 {
			if err := t.PollAtomic(chunkItems / itemsWork); err != nil {
				return Unbound, err
			}
		}
	}
	return NewList(out), nil
}

func (t *Thread) chargeItems(n int) error {
	if n > 1<<42 {
		return t.MemoryError()
	}
	if n > 256 {
		return t.Charge(n * 16)
	}
	return nil
}

// repeatItems is items * n.
func (t *Thread) repeatItems(items []Value, n int) ([]Value, error) {
	if n <= 0 || len(items) == 0 {
		return nil, nil
	}
	if n > maxInt/16/len(items) {
		return nil, t.MemoryError()
	}
	total := n * len(items)
	if err := t.chargeItems(total); err != nil {
		return nil, err
	}
	out, err := MakeSlice[Value](t, total, 0)
	if err != nil || len(items) == 1 && items[0] == (Value{}) { // 0 is the zero Value
		return out, err
	}
	if err := t.copyItems(out, items); err != nil {
		return nil, err
	}
	for k := len(items); k < total; {
		n := min(k, chunkItems)
		copy(out[k:], out[:n-n%len(items)])
		if n < len(items) { // longer than a chunk
			if err := t.copyItems(out[k:], items); err != nil {
				return nil, err
			}
			k += len(items)
			continue
		}
		k += n - n%len(items)
		if err := t.PollAtomic(n / itemsWork); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// indexOf is the index method of sequences; get gives item i while there is one.
func (t *Thread) indexOf(x, start, stop Value, n int, get func(i int) (Value, bool)) (int, error) {
	clip := func(v Value, def int) (int, error) {
		if v.IsUnbound() {
			return def, nil
		}
		if v.Type().s.Index == nil {
			return 0, t.TypeError("slice indices must be integers or have an __index__ method")
		}
		i, err := t.IndexClamp(v)
		if i < 0 {
			i = max(i+n, 0)
		}
		return i, err
	}
	i, err := clip(start, 0)
	if err != nil {
		return 0, err
	}
	end, err := clip(stop, maxInt)
	if err != nil {
		return 0, err
	}
	for ; i < end; i++ {
		y, ok := get(i)
		if !ok {
			break
		}
		if err := t.Poll(); err != nil {
			return 0, err
		}
		eq, err := t.Eq(y, x)
		if err != nil {
			return 0, err
		}
		if eq {
			return i, nil
		}
	}
	return -1, nil
}

// countOf is the count method of sequences.
func (t *Thread) countOf(x Value, get func(i int) (Value, bool)) (Value, error) {
	n := 0
	for i := 0; ; i++ {
		y, ok := get(i)
		if !ok {
			return Int(int64(n)), nil
		}
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		eq, err := t.Eq(y, x)
		if err != nil {
			return Unbound, err
		}
		if eq {
			n++
		}
	}
}
