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
	tail = "\n\nlo and hi bound the part of the list that counts. key is a function that\ngives the value to compare of an item, as in sorted()."
)

// Module is _bisect.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_bisect",
		Doc:  "Finding the place of an item in a sorted list, by halving.",
		Funcs: []core.Func{
			{Name: "bisect_left", Sig: sig, Fn: bisect(false), Flags: core.Polls, Doc: "Return the first position in a sorted list at which x can be inserted.\n\nAll items before it are less than x; those that equal x come after it." + tail},
			{Name: "bisect_right", Sig: sig, Fn: bisect(true), Flags: core.Polls, Doc: "Return the last position in a sorted list at which x can be inserted.\n\nAll items after it are greater than x; those that equal x come before it." + tail},
			{Name: "insort_left", Sig: sig, Fn: insort(false), Flags: core.Polls | core.Charges, Doc: "Insert x in a sorted list, before all items that equal it." + tail},
			{Name: "insort_right", Sig: sig, Fn: insort(true), Flags: core.Polls | core.Charges, Doc: "Insert x in a sorted list, after all items that equal it." + tail},
		},
	}
}
