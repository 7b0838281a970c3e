// Package heapq_ is the native module _heapq: binary heaps in lists, smallest or greatest first. Comparing may run Python code
// that changes the list, so the items are looked at anew after each comparison.
package heapq_

import "github.com/vivarium-py/vivarium/internal/core"

type (
	value  = core.Value
	thread = core.Thread
)

// heap is a list with the order of its heap.
type heap struct {
	t   *thread
	l   *core.List
	max bool
}

// before reports whether x belongs nearer to the root than y, and fails if the list changed its size meanwhile.
func (h *heap) before(x, y value) (bool, error) {
	n := len(h.l.Items())
	if h.max {
		x, y = y, x
	}
	less, err := h.t.Less(x, y)
	if err == nil && len(h.l.Items()) != n {
		err = h.t.RuntimeError("list changed size during iteration")
	}
	return less, err
}

// up moves item i towards the root, but not above start.
func (h *heap) up(start, i int) error {
	for i > start {
		p := (i - 1) / 2
		items := h.l.Items()
		ok, err := h.before(items[i], items[p])
		if err != nil || !ok {
			return err
		}
		items = h.l.Items()
		items[i], items[p] = items[p], items[i]
		i = p
	}
	return nil
}

// down moves item i to a leaf along the children that come first, then up to its place: fewer comparisons than stopping early.
func (h *heap) down(i int) error {
	start := i
	n := len(h.l.Items())
	for {
		c := 2*i + 1
		if c >= n {
			break
		}
		if c+1 < n {
			items := h.l.Items()
			left, err := h.before(items[c], items[c+1])
			if err != nil {
				return err
			}
			if !left {
				c++
			}
		}
		items := h.l.Items()
		items[i], items[c] = items[c], items[i]
		i = c
	}
	return h.up(start, i)
}

func (h *heap) push(x value) error {
	if n := len(h.l.Items()); n >= 1024 && n == cap(h.l.Items()) {
		if err := h.t.ChargeItems(n); err != nil {
			return err
		}
	}
	h.l.Append(x)
	return h.up(0, len(h.l.Items())-1)
}

func (h *heap) pop() (value, error) {
	items := h.l.Items()
	n := len(items)
	if n == 0 {
		return core.Unbound, h.t.IndexError("index out of range")
	}
	last := items[n-1]
	items[n-1] = value{}
	h.l.SetItems(items[:n-1])
	if n == 1 {
		return last, nil
	}
	root := items[0]
	items[0] = last
	return root, h.down(0)
}

// replace pops the root and pushes x in one go.
func (h *heap) replace(x value) (value, error) {
	items := h.l.Items()
	if len(items) == 0 {
		return core.Unbound, h.t.IndexError("index out of range")
	}
	root := items[0]
	items[0] = x
	return root, h.down(0)
}

func (h *heap) pushPop(x value) (value, error) {
	items := h.l.Items()
	if len(items) == 0 {
		return x, nil
	}
	a, b := items[0], x
	if h.max {
		a, b = b, a
	}
	ok, err := h.t.Less(a, b)
	if err != nil {
		return core.Unbound, err
	}
	if !ok {
		return x, nil
	}
	return h.replace(x)
}

func (h *heap) heapify() error {
	for i := len(h.l.Items())/2 - 1; i >= 0; i-- {
		if err := h.down(i); err != nil {
			return err
		}
	}
	return nil
}

// of makes a native of a heap operation; nargs counts the arguments, the list among them.
func of(name string, nargs int, max bool, f func(h *heap, a []value) (value, error)) core.NativeFn {
	return func(t *thread, a []value) (value, error) {
		l := core.AsList(a[0])
		if l == nil {
			which := " 1"
			if nargs == 1 {
				which = ""
			}
			return core.Unbound, t.TypeError("%s() argument%s must be list, not %s", name, which, a[0].TypeName())
		}
		return f(&heap{t, l, max}, a)
	}
}

func funcs(max bool) []core.Func {
	suffix, small := "", "smallest"
	if max {
		suffix, small = "_max", "largest"
	}
	def := func(name string, nargs int, doc string, f func(h *heap, a []value) (value, error)) core.Func {
		sig := "(heap, item, /)"
		if nargs == 1 {
			sig = "(heap, /)"
		}
		name += suffix
		return core.Func{Name: name, Sig: sig, Flags: core.Polls, Doc: doc, Fn: of(name, nargs, max, f)}
	}
	return []core.Func{
		def("heappush", 2, "Put an item on the heap.", func(h *heap, a []value) (value, error) { return core.None, h.push(a[1]) }),
		def("heappop", 1, "Take the "+small+" item, which is the first, off the heap and return it.", func(h *heap, a []value) (value, error) { return h.pop() }),
		def("heapreplace", 2, "Take the "+small+" item off the heap and return it, and put another on.", func(h *heap, a []value) (value, error) { return h.replace(a[1]) }),
		def("heappushpop", 2, "Push an item on the heap, then pop the "+small+" item and return it.\n\nThis is faster than a push and a pop.", func(h *heap, a []value) (value, error) { return h.pushPop(a[1]) }),
		def("heapify", 1, "Turn a list into a heap in place, in a time that grows with its length only.", func(h *heap, a []value) (value, error) { return core.None, h.heapify() }),
	}
}

// Module is _heapq.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name:  "_heapq",
		Doc:   "A heap: a list whose first item is always the least, kept so at the cost of a\nfew comparisons when items come and go.\n\nItem k is not greater than items 2 * k + 1 and 2 * k + 2.\n",
		Funcs: append(funcs(false), funcs(true)...),
	}
}
