// This file implements product, permutations, combinations and combinations_with_replacement: each keeps indices into
// its pools and steps them in lexicographic order.
package itertools

import "github.com/vivarium-py/vivarium/internal/core"

var productType, permutationsType, combinationsType, withReplacementType core.Type

// picker is all four: pools has one pool, or a product's many; cycles is the permutations' count-downs.
type picker struct {
	core.Header
	pools   [][]value
	idx     []int
	cycles  []int
	started bool
	stopped bool
}

func (p *picker) pool(i int) []value {
	if len(p.pools) == 1 {
		return p.pools[0]
	}
	return p.pools[i]
}

// fillItems is how many items are filled in between two polls.
const fillItems = 64 << 10

// fill writes the items at the indices from the given one on.
func (p *picker) fill(out []value, from int) {
	idx := p.idx[from:]
	if len(p.pools) == 1 {
		pool := p.pools[0]
		for i := range out {
			out[i] = pool[idx[i]]
		}
		return
	}
	pools := p.pools[from:]
	for i := range out {
		out[i] = pools[i][idx[i]]
	}
}

// nextBy makes the Next of a picker from a function that steps the indices, which says false at the end.
func nextBy(advance func(p *picker) bool) func(t *thread, v value) (value, error) {
	return func(t *thread, v value) (value, error) {
		p := core.As[picker](v)
		if !p.step(advance) {
			return core.Unbound, nil
		}
		return p.tuple(t, len(p.idx))
	}
}

// rowBy is the Row that goes with nextBy.
func rowBy(advance func(p *picker) bool) func(t *thread, v value, row []value) (int, error) {
	return func(t *thread, v value, row []value) (int, error) {
		p := core.As[picker](v)
		if len(p.idx) != len(row) {
			return -1, nil
		}
		if !p.step(advance) {
			return 0, nil
		}
		p.fill(row, 0)
		return len(row), nil
	}
}

func (p *picker) step(advance func(p *picker) bool) bool {
	if p.stopped {
		return false
	}
	if !p.started {
		p.started = true
	} else if !advance(p) {
		p.stopped = true
		return false
	}
	return true
}

// tuple makes the tuple of the items at the first n indices.
func (p *picker) tuple(t *thread, n int) (value, error) {
	if err := t.ChargeItems(n); err != nil {
		return core.Unbound, err
	}
	v, out := core.RoomyTuple(n)
	for lo := 0; lo < n; lo += fillItems {
		hi := min(lo+fillItems, n)
		p.fill(out[lo:hi], lo)
		if hi < n {
			if err := t.PollAtomic(fillItems / core.SlowWork); err != nil {
				return core.Unbound, err
			}
		}
	}
	return v, nil
}

func productAdvance(p *picker) bool {
	for i := len(p.idx) - 1; i >= 0; i-- {
		if p.idx[i]++; p.idx[i] < len(p.pool(i)) {
			return true
		}
		p.idx[i] = 0
	}
	return false
}

func combinationsAdvance(p *picker) bool {
	n, r := len(p.pools[0]), len(p.idx)
	i := r - 1
	for i >= 0 && p.idx[i] == i+n-r {
		i--
	}
	if i < 0 {
		return false
	}
	p.idx[i]++
	for i++; i < r; i++ {
		p.idx[i] = p.idx[i-1] + 1
	}
	return true
}

func withReplacementAdvance(p *picker) bool {
	n, r := len(p.pools[0]), len(p.idx)
	i := r - 1
	for i >= 0 && p.idx[i] == n-1 {
		i--
	}
	if i < 0 {
		return false
	}
	k := p.idx[i] + 1
	for ; i < r; i++ {
		p.idx[i] = k
	}
	return true
}

// permute steps a picker whose idx has all n indices, of which the first len(cycles) count.
func permute(p *picker) bool {
	n, r := len(p.idx), len(p.cycles)
	for i := r - 1; i >= 0; i-- {
		if p.cycles[i]--; p.cycles[i] > 0 {
			j := n - p.cycles[i]
			p.idx[i], p.idx[j] = p.idx[j], p.idx[i]
			return true
		}
		k := p.idx[i]
		copy(p.idx[i:], p.idx[i+1:])
		p.idx[n-1] = k
		p.cycles[i] = n - i
	}
	return false
}

func permutationsNext(t *thread, v value) (value, error) {
	p := core.As[picker](v)
	if !p.step(permute) {
		return core.Unbound, nil
	}
	return p.tuple(t, len(p.cycles))
}

func permutationsRow(t *thread, v value, row []value) (int, error) {
	p := core.As[picker](v)
	if len(p.cycles) != len(row) {
		return -1, nil
	}
	if !p.step(permute) {
		return 0, nil
	}
	p.fill(row, 0)
	return len(row), nil
}

func traversePicker(h *core.Header, visit func(value)) {
	for _, pool := range core.As[picker](core.Obj(h)).pools {
		for _, x := range pool {
			visit(x)
		}
	}
}

// makePicker collects the pool and gives r, which is a[1].
func makePicker(t *thread, cls *core.Type, a []value) (*picker, int, error) {
	pool, err := t.Collect(a[0])
	if err != nil {
		return nil, 0, err
	}
	r := len(pool)
	if !a[1].IsUnbound() {
		if r, err = t.Ssize(a[1]); err != nil {
			return nil, 0, err
		}
	}
	if r < 0 {
		return nil, 0, t.ValueError("r must be non-negative")
	}
	p := core.New[picker](cls)
	p.pools = [][]value{pool}
	return p, r, nil
}

func makeProduct(t *thread, cls *core.Type, a []value) (value, error) {
	repeat, err := t.Ssize(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if repeat < 0 {
		return core.Unbound, t.ValueError("repeat argument cannot be negative")
	}
	srcs := core.AsTuple(a[0]).Items()
	if repeat == 0 {
		srcs = nil
	}
	if len(srcs) > 0 && repeat > (1<<46)/len(srcs) {
		return core.Unbound, t.OverflowError("repeat argument too large")
	}
	n := len(srcs) * repeat
	if err := t.Charge(n * 40); err != nil {
		return core.Unbound, err
	}
	p := core.New[picker](cls)
	if p.pools, err = core.MakeSlice[[]value](t, n, 0); err != nil {
		return core.Unbound, err
	}
	if p.idx, err = core.MakeSlice[int](t, n, 0); err != nil {
		return core.Unbound, err
	}
	for i, s := range srcs {
		pool, err := t.Collect(s)
		if err != nil {
			return core.Unbound, err
		}
		if len(pool) == 0 {
			p.stopped = true
		}
		for j, step := i, 0; j < n; j, step = j+len(srcs), step+1 {
			p.pools[j] = pool
			if err := t.PollAt(step); err != nil {
				return core.Unbound, err
			}
		}
	}
	return core.Obj(&p.Header), nil
}

// counted makes n ints.
func counted(t *thread, n int, f func(i int) int) ([]int, error) {
	out, err := core.MakeSlice[int](t, n, 0)
	for i := range out {
		if err == nil {
			err = t.PollAt(i)
		}
		if err != nil {
			return nil, err
		}
		out[i] = f(i)
	}
	return out, err
}

func combinatoric() []def {
	layout := core.LayoutOf[picker]()
	return []def{
		{typ: &productType, name: "product", sig: "(*iterables, repeat=1)", layout: layout, make: makeProduct, next: nextBy(productAdvance), row: rowBy(productAdvance), traverse: traversePicker,
			doc: "Give all tuples of one item from each iterable, as nested loops would, the\nlast being the innermost.\n\nWith repeat, the iterables count that many times: product(A, repeat=3) is\nproduct(A, A, A).\n\nlist(product('xy', [1, 2])) is [('x', 1), ('x', 2), ('y', 1), ('y', 2)]."},
		{typ: &permutationsType, name: "permutations", sig: "(iterable, r=None)", layout: layout, next: permutationsNext, row: permutationsRow, traverse: traversePicker,
			doc: "Give all tuples of r items (by default all of them) at different places of the\niterable, in every order.\n\nlist(permutations('xyz', 2)) begins with ('x', 'y'), ('x', 'z'), ('y', 'x').",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				r := a[1]
				if r.IsNone() {
					r = core.Unbound
				} else if _, _, ok := core.AsInt(r); !ok {
					return core.Unbound, t.TypeError("Expected int as r")
				}
				p, n, err := makePicker(t, cls, []value{a[0], r})
				if err != nil {
					return core.Unbound, err
				}
				if err := t.Charge(8 * (len(p.pools[0]) + min(n, len(p.pools[0])))); err != nil {
					return core.Unbound, err
				}
				if p.idx, err = counted(t, len(p.pools[0]), func(i int) int { return i }); err != nil {
					return core.Unbound, err
				}
				if p.stopped = n > len(p.idx); !p.stopped {
					if p.cycles, err = counted(t, n, func(i int) int { return len(p.idx) - i }); err != nil {
						return core.Unbound, err
					}
				}
				return core.Obj(&p.Header), nil
			}},
		{typ: &combinationsType, name: "combinations", sig: "(iterable, r)", layout: layout, next: nextBy(combinationsAdvance), row: rowBy(combinationsAdvance), traverse: traversePicker,
			doc: "Give all tuples of r items at different places of the iterable, in the order\nthey have there.\n\nlist(combinations('xyz', 2)) is [('x', 'y'), ('x', 'z'), ('y', 'z')].",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				p, r, err := makePicker(t, cls, a)
				if err != nil {
					return core.Unbound, err
				}
				if p.stopped = r > len(p.pools[0]); !p.stopped {
					if err = t.Charge(8 * r); err == nil {
						p.idx, err = counted(t, r, func(i int) int { return i })
					}
				}
				return core.Obj(&p.Header), err
			}},
		{typ: &withReplacementType, name: "combinations_with_replacement", sig: "(iterable, r)", layout: layout, next: nextBy(withReplacementAdvance), row: rowBy(withReplacementAdvance), traverse: traversePicker,
			doc: "Give all tuples of r items of the iterable, in the order they have there,\nwhere one may come more than once.\n\nlist(combinations_with_replacement('xy', 2)) is [('x', 'x'), ('x', 'y'), ('y',\n'y')].",
			make: func(t *thread, cls *core.Type, a []value) (value, error) {
				p, r, err := makePicker(t, cls, a)
				if err != nil {
					return core.Unbound, err
				}
				if p.stopped = r > 0 && len(p.pools[0]) == 0; !p.stopped {
					if r > 1<<40 {
						return core.Unbound, t.MemoryError()
					}
					if err := t.Charge(r * 8); err != nil {
						return core.Unbound, err
					}
					p.idx = make([]int, r)
				}
				return core.Obj(&p.Header), nil
			}},
	}
}
