// This file orders the finalisation of what lives when an interpreter ends as CPython does: what was garbage before comes
// first, then what modules refer to as its last collection finds it, breadth first from the main program's names.
package core

import (
	"slices"
	"weak"
)

// exitOrder gives the objects of list that still exist, in the order in which their __del__ runs.
func (t *Thread) exitOrder(list []weak.Pointer[Header]) ([]*Header, error) {
	in := t.interp
	var all []*Header
	wanted := map[*Header]bool{} // true once it is found
	for _, p := range list {
		if h := p.Value(); h != nil {
			all = append(all, h)
			wanted[h] = false
		}
	}
	seen := map[*Header]struct{}{}
	var queue []Value
	push := func(v Value) {
		if v.ref == nil || v.ref == &floatHeader || v.ref.shape == nil {
			return
		}
		if _, ok := seen[v.ref]; !ok {
			seen[v.ref] = struct{}{}
			queue = append(queue, v)
		}
	}
	var found []*Header
	walk := func() error {
		for n := 0; len(queue) > 0 && len(found) < len(all); n++ {
			v := queue[0]
			queue = queue[1:]
			if done, ok := wanted[v.ref]; ok && !done {
				wanted[v.ref] = true
				found = append(found, v.ref)
			}
			if c := AsType(v); v.isA(&ModuleType) || c != nil && c.flags&flagHeap == 0 {
				continue
			}
			from := len(queue)
			traverse(v, push)
			if v.ref.shape.typ.flags&(flagListSub|flagTupleSub) != 0 {
				slices.Reverse(queue[from:])
			}
			if n&0x3FF == 0 {
				if err := t.Poll(); err != nil {
					return err
				}
			}
		}
		return nil
	}
	var modules []Value
	if in.mainMod != nil {
		modules = append(modules, in.mainMod.Val())
	}
	for _, e := range slices.Backward(in.modules.entries) {
		if e.val.isA(&ModuleType) {
			modules = append(modules, e.val)
		}
	}
	for _, m := range modules {
		push(As[Module](m).dict.Val())
		if err := walk(); err != nil {
			return nil, err
		}
	}
	garbage := slices.DeleteFunc(all, func(h *Header) bool { return wanted[h] })
	return append(slices.Clone(garbage), found...), nil
}
