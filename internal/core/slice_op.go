// This file executes the instructions on v[start:stop] and v[start:stop:step]: for the common sequences with bare bounds
// they make no slice object. Everything else is the general item protocol with one.
package core

// shortSlice is the number of items up to which a slice of a list is made without a look at the limits: less than what one
// instruction may take.
const shortSlice = 16

// getSlice is v[start:stop]; the common sequences need no slice object.
func (t *Thread) getSlice(v, start, stop Value) (Value, error) {
	if v.ref != nil && bareBound(start) && bareBound(stop) {
		switch v.ref.shape {
		case &ListType.shape0:
			items := As[List](v).items
			lo, n := sliceSpan(start, stop, len(items))
			if n <= shortSlice {
				return newListCopy(items[lo : lo+n]), nil
			}
			if err := t.chargeItems(n); err != nil {
				return Unbound, err
			}
			own, err := Clone(t, items[lo:lo+n], 0)
			return NewList(own), err
		case &TupleType.shape0:
			items := As[Tuple](v).items
			lo, n := sliceSpan(start, stop, len(items))
			if err := t.chargeItems(n); err != nil {
				return Unbound, err
			}
			return t.tupleCopy(items[lo : lo+n])
		case &StrType.shape0:
			if s := As[Str](v); s.ASCII() {
				lo, n := sliceSpan(start, stop, len(s.s))
				if n == len(s.s) {
					return v, nil
				}
				if n == 0 {
					return emptyStr.Val(), nil
				}
				if err := t.chargeText(n); err != nil {
					return Unbound, err
				}
				r, err := t.textCopy(s.s[lo:lo+n], n)
				return r.Val(), err
			}
		}
	}
	return t.GetItem(v, NewSlice(start, stop, None))
}

// sliceSpan clips start:stop, each a bare int or None, to a length: the first position and the number of items.
func sliceSpan(start, stop Value, n int) (lo, count int) {
	clip := func(v Value, def int) int {
		if v.ref != nil {
			return def
		}
		i := int(v.bits)
		if i < 0 {
			return max(i+n, 0)
		}
		return min(i, n)
	}
	lo = clip(start, 0)
	return lo, max(clip(stop, n)-lo, 0)
}

// getSliceStep is v[start:stop:step].
func (t *Thread) getSliceStep(v, start, stop, step Value) (Value, error) {
	if v.ref != nil && v.ref.shape == &ListType.shape0 && bareBound(start) && bareBound(stop) && bareBound(step) {
		return t.sliceList(As[List](v), &Slice{start: start, stop: stop, step: step})
	}
	return t.GetItem(v, NewSlice(start, stop, step))
}

// setSlice is v[start:stop] = x.
func (t *Thread) setSlice(v, start, stop, x Value) error {
	if v.ref != nil && v.ref.shape == &ListType.shape0 && bareBound(start) && bareBound(stop) && x.exactly(&ListType) && x != v {
		l := As[List](v)
		lo, n := sliceSpan(start, stop, len(l.items))
		return t.replaceRange(l, lo, lo+n, As[List](x).items)
	}
	return t.SetItem(v, NewSlice(start, stop, None), x)
}

// bareBound reports that reading v as a bound of a slice runs no code.
func bareBound(v Value) bool { return v.ref == nil || v.IsNone() }
