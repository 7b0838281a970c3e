// Package bisect_ is the native module _bisect.
package bisect_

import "github.com/vivarium-py/vivarium/internal/core"

type (
	value  = core.Value
	thread = core.Thread
)

// find gives the place of x in the sorted sequence a[0] between lo and hi: behind equal items if right is set. Items go through
// the key function, x does not. It polls once a probe because comparing may run Python code.
func find(t *thread, a []value, x value, right bool) (int, error) {
	seq, key := a[0], a[4]
	lo, err := t.Ssize(a[2])
	if err != nil {
		return 0, err
	}
	if lo < 0 {
		return 0, t.ValueError("lo must be non-negative")
	}
	hi := -1
	if !a[3].IsNone() {
		if hi, err = t.Ssize(a[3]); err != nil {
			return 0, err
		}
	}
	if hi < 0 {
		if hi, err = t.Len(seq); err != nil {
			return 0, err
		}
	}
	var list *core.List
	if seq.IsExactly(&core.ListType) {
		list = core.AsList(seq)
	}
	for lo < hi {
		if err := t.Poll(); err != nil {
			return 0, err
		}
		mid := int(uint(lo+hi) >> 1)
		var y value
		if list != nil && mid < len(list.Items()) {
			y = list.Items()[mid]
		} else if y, err = t.GetItem(seq, core.Int(int64(mid))); err != nil {
			return 0, err
		}
		if !key.IsNone() {
			if y, err = t.Call(key, y); err != nil {
				return 0, err
			}
		}
		var up bool
		if right {
			var less bool
			less, err = t.Less(x, y)
			up = !less
		} else {
			up, err = t.Less(y, x)
		}
		if err != nil {
			return 0, err
		}
		if up {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, nil
}

func bisect(right bool) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		i, err := find(t, a, a[1], right)
		return core.Int(int64(i)), err
	}
}

func insort(right bool) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		x := a[1]
		if !a[4].IsNone() {
			var err error
			if x, err = t.Call(a[4], x); err != nil {
				return core.Unbound, err
			}
		}
		i, err := find(t, a, x, right)
		if err != nil {
			return core.Unbound, err
		}
		if l := core.AsList(a[0]); l != nil && a[0].IsExactly(&core.ListType) {
			return core.None, core.Insert(t, l, min(i, len(l.Items())), a[1])
		}
		_, err = t.CallMethod(a[0], core.Intern("insert"), core.Int(int64(i)), a[1])
		return core.None, err
	}
}

const (
	sig  = "(a, x, lo=0, hi=None, *, key=None)"
	tail = "\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.\n\nA custom key function can be supplied to customize the sort order."
)

// Module is _bisect.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_bisect",
		Doc:  "Bisection algorithms.\n\nThis module provides support for maintaining a list in sorted order without\nhaving to sort the list after each insertion. For long lists of items with\nexpensive comparison operations, this can be an improvement over the more\ncommon approach.\n",
		Funcs: []core.Func{
			{Name: "bisect_left", Sig: sig, Fn: bisect(false), Flags: core.Polls, Doc: "Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e < x, and all e in\na[i:] have e >= x.  So if x already appears in the list, a.insert(i, x) will\ninsert just before the leftmost x already there." + tail},
			{Name: "bisect_right", Sig: sig, Fn: bisect(true), Flags: core.Polls, Doc: "Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e <= x, and all e in\na[i:] have e > x.  So if x already appears in the list, a.insert(i, x) will\ninsert just after the rightmost x already there." + tail},
			{Name: "insort_left", Sig: sig, Fn: insort(false), Flags: core.Polls | core.Charges, Doc: "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the left of the leftmost x." + tail},
			{Name: "insort_right", Sig: sig, Fn: insort(true), Flags: core.Polls | core.Charges, Doc: "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the right of the rightmost x." + tail},
		},
	}
}
