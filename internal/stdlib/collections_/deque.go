// This file implements deque as a ring buffer. Natives re-read the buffer after anything that may run Python code;
// `state` changes with every change of the length or order, so that iteration notices.
package collections_

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

var dequeType, iterType, revIterType core.Type

// deque holds n items from buf[head] on, wrapping round; len(buf) is 0 or a power of two.
type deque struct {
	core.Header
	buf     []value
	head, n int
	maxlen  int // -1: none
	state   int
}

func self(v value) *deque { return core.As[deque](v) }

// asDeque gives the object of a deque or an instance of a subclass, else nil.
func asDeque(v value) *deque {
	if v.IsInstance(&dequeType) {
		return core.As[deque](v)
	}
	return nil
}

func (d *deque) at(i int) *value { return &d.buf[(d.head+i)&(len(d.buf)-1)] }

// get is at for callbacks that step through the items.
func (d *deque) get(i int) (value, bool) {
	if i < d.n {
		return *d.at(i), true
	}
	return core.Unbound, false
}

// grow makes room for one more item.
func (d *deque) grow(t *thread) error {
	size := max(8, 2*len(d.buf))
	if err := t.ChargeItems(size); err != nil {
		return err
	}
	buf, err := core.MakeSlice[value](t, size, 0)
	if err != nil {
		return err
	}
	k := len(d.buf) - d.head
	if err := core.Move(t, buf, d.buf[d.head:]); err != nil {
		return err
	}
	if err := core.Move(t, buf[k:], d.buf[:d.head]); err != nil {
		return err
	}
	t.Dropped(16 * len(d.buf))
	d.buf, d.head = buf, 0
	return nil
}

func (d *deque) pushRight(t *thread, x value) error {
	d.state++
	if d.n == d.maxlen {
		if d.n == 0 {
			return nil
		}
		*d.at(0) = value{}
		d.head = (d.head + 1) & (len(d.buf) - 1)
		d.n--
	}
	if d.n == len(d.buf) {
		if err := d.grow(t); err != nil {
			return err
		}
	}
	*d.at(d.n) = x
	d.n++
	return nil
}

func (d *deque) pushLeft(t *thread, x value) error {
	d.state++
	if d.n == d.maxlen {
		if d.n == 0 {
			return nil
		}
		d.n--
		*d.at(d.n) = value{}
	}
	if d.n == len(d.buf) {
		if err := d.grow(t); err != nil {
			return err
		}
	}
	d.head = (d.head - 1) & (len(d.buf) - 1)
	d.buf[d.head] = x
	d.n++
	return nil
}

func (d *deque) popRight() value {
	d.n--
	d.state++
	p := d.at(d.n)
	x := *p
	*p = value{}
	d.shrink()
	return x
}

func (d *deque) popLeft() value {
	p := &d.buf[d.head]
	x := *p
	*p = value{}
	d.head = (d.head + 1) & (len(d.buf) - 1)
	d.n--
	d.state++
	d.shrink()
	return x
}

// shrink gives memory back where little is used.
func (d *deque) shrink() {
	if len(d.buf) > 64 && d.n < len(d.buf)/8 {
		buf := make([]value, len(d.buf)/4)
		for i := range d.n {
			buf[i] = *d.at(i)
		}
		d.buf, d.head = buf, 0
	}
}

func (d *deque) clear() {
	d.buf, d.head, d.n = nil, 0, 0
	d.state++
}

// rotate moves k items from the right end to the left one, or the other way for a negative k.
func (d *deque) rotate(t *thread, k int) error {
	if d.n < 2 {
		return nil
	}
	if k %= d.n; k > d.n/2 {
		k -= d.n
	} else if k < -d.n/2 {
		k += d.n
	}
	if k == 0 {
		return nil
	}
	d.state++
	mask := len(d.buf) - 1
	for ; k > 0; k-- {
		p := d.at(d.n - 1)
		x := *p
		*p = value{}
		d.head = (d.head - 1) & mask
		d.buf[d.head] = x
		if err := t.PollAt(k); err != nil {
			return err
		}
	}
	for ; k < 0; k++ {
		x := d.buf[d.head]
		d.buf[d.head] = value{}
		d.head = (d.head + 1) & mask
		*d.at(d.n - 1) = x
		if err := t.PollAt(-k); err != nil {
			return err
		}
	}
	return nil
}

// removeAt deletes item i, moving the shorter side.
func (d *deque) removeAt(t *thread, i int) error {
	if i < d.n/2 {
		for ; i > 0; i-- {
			*d.at(i) = *d.at(i - 1)
			if err := t.PollAt(i); err != nil {
				return err
			}
		}
		d.popLeft()
		return nil
	}
	for ; i < d.n-1; i++ {
		*d.at(i) = *d.at(i + 1)
		if err := t.PollAt(i); err != nil {
			return err
		}
	}
	d.popRight()
	return nil
}

// items copies the items; the caller has charged.
func (d *deque) items(t *thread) ([]value, error) {
	out, err := core.MakeSlice[value](t, d.n, 0)
	if err != nil {
		return nil, err
	}
	k := min(d.n, len(d.buf)-d.head)
	if err := core.Move(t, out, d.buf[d.head:d.head+k]); err != nil {
		return nil, err
	}
	return out, core.Move(t, out[k:], d.buf[:d.n-k])
}

// extend appends the items of an iterable at the right or left.
func (d *deque) extend(t *thread, v value, push func(*deque, *thread, value) error) error {
	if o := asDeque(v); o == d {
		items, err := d.items(t)
		if err != nil {
			return err
		}
		for _, x := range items {
			if err := push(d, t, x); err != nil {
				return err
			}
		}
		return nil
	}
	return t.Iterate(v, func(x value) error { return push(d, t, x) })
}

func right(d *deque, t *thread, x value) error { return d.pushRight(t, x) }
func left(d *deque, t *thread, x value) error  { return d.pushLeft(t, x) }

func initDeque(t *thread, a []value) (value, error) {
	d := self(a[0])
	maxlen := -1
	if a[2].Given() {
		if _, _, ok := core.AsInt(a[2]); !ok {
			return core.Unbound, t.TypeError("an integer is required")
		}
		n, err := t.IndexInt(a[2])
		if err != nil {
			return core.Unbound, t.OverflowError("Python int too large to convert to C ssize_t")
		}
		if n < 0 {
			return core.Unbound, t.ValueError("maxlen must be non-negative")
		}
		maxlen = n
	}
	d.maxlen = maxlen
	if d.n > 0 {
		d.clear()
	}
	if a[1].IsUnbound() {
		return core.None, nil
	}
	return core.None, d.extend(t, a[1], right)
}

// copyOf is copy(): the same class is called with the items and maxlen.
func copyOf(t *thread, a []value) (value, error) {
	d := self(a[0])
	if a[0].IsExactly(&dequeType) {
		return d.clone(t)
	}
	if d.maxlen < 0 {
		return t.Call(a[0].Type().Val(), a[0])
	}
	return t.Call(a[0].Type().Val(), a[0], core.Int(int64(d.maxlen)))
}

func (d *deque) clone(t *thread) (value, error) {
	if err := t.ChargeItems(len(d.buf)); err != nil {
		return core.Unbound, err
	}
	buf, err := core.Clone(t, d.buf, 0)
	if err != nil {
		return core.Unbound, err
	}
	c := &deque{buf: buf, head: d.head, n: d.n, maxlen: d.maxlen}
	return core.Make(&dequeType, &c.Header), nil
}

// find gives the position of the first item equal to x in [start, stop), -1 if there is none.
func (d *deque) find(t *thread, x value, start, stop int) (int, error) {
	state := d.state
	for i := start; i < stop && i < d.n; i++ {
		if err := t.Poll(); err != nil {
			return 0, err
		}
		eq, err := t.Eq(*d.at(i), x)
		if err != nil {
			return 0, err
		}
		if d.state != state {
			return 0, t.RuntimeError("deque mutated during iteration")
		}
		if eq {
			return i, nil
		}
	}
	return -1, nil
}

func (d *deque) index(t *thread, key value) (int, error) {
	if core.SlotsOf(key).Index == nil {
		return 0, t.TypeError("sequence index must be integer, not '%s'", key.TypeName())
	}
	i, err := t.IndexInt(key)
	if err != nil {
		if core.Matches(err, &core.ExcOverflowError) {
			err = t.IndexError("cannot fit '%s' into an index-sized integer", key.TypeName())
		}
		return 0, err
	}
	if i < 0 {
		i += d.n
	}
	if i < 0 || i >= d.n {
		return 0, t.IndexError("deque index out of range")
	}
	return i, nil
}

func compare(t *thread, a, b value, op core.CmpOp) (value, error) {
	x, y := asDeque(a), asDeque(b)
	if x == nil || y == nil {
		return core.NotImplemented, nil
	}
	if x.n != y.n && (op == core.CmpEq || op == core.CmpNe) {
		return core.Bool(op == core.CmpNe), nil
	}
	if err := t.ChargeItems(x.n + y.n); err != nil {
		return core.Unbound, err
	}
	xs, err := x.items(t)
	if err != nil {
		return core.Unbound, err
	}
	ys, err := y.items(t)
	if err != nil {
		return core.Unbound, err
	}
	return t.CompareItems(xs, ys, op)
}

// repeat is d * n, keeping the last maxlen items.
func (d *deque) repeat(t *thread, n int) ([]value, error) {
	if n <= 0 || d.n == 0 {
		return nil, nil
	}
	if d.n > (1<<46)/n {
		if d.maxlen < 0 {
			return nil, t.MemoryError()
		}
	}
	if d.maxlen >= 0 && (d.n > d.maxlen/max(n, 1) || d.n*n > d.maxlen) {
		// Only the last maxlen items of the repetition stay.
		if err := t.ChargeItems(d.maxlen); err != nil {
			return nil, err
		}
		out, err := core.MakeSlice[value](t, d.maxlen, 0)
		if err != nil {
			return nil, err
		}
		for i := range out {
			out[len(out)-1-i] = *d.at(d.n - 1 - i%d.n)
			if err := t.PollAt(i); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	if err := t.ChargeItems(d.n * n * 3 / 2); err != nil {
		return nil, err
	}
	out, err := core.MakeSlice[value](t, 0, d.n*n)
	if err != nil {
		return nil, err
	}
	items, err := d.items(t)
	for i := 0; i < n && err == nil; i++ {
		out, err = core.Append(t, out, items)
	}
	return out, err
}

func (d *deque) setItems(t *thread, items []value) error {
	size := 8
	for size < len(items) {
		size *= 2
	}
	buf, err := core.MakeSlice[value](t, size, 0)
	if err != nil {
		return err
	}
	if err := core.Move(t, buf, items); err != nil {
		return err
	}
	d.buf, d.head, d.n = buf, 0, len(items)
	d.state++
	return nil
}

// iter steps through a deque in either direction.
type iter struct {
	core.Header
	d     *deque
	state int
	pos   int
	left  int
}

func newIter(d *deque, typ *core.Type) value {
	it := &iter{d: d, state: d.state, left: d.n}
	if typ == &revIterType {
		it.pos = d.n - 1
	}
	return core.Make(typ, &it.Header)
}

func nextOf(step int) func(t *thread, v value) (value, error) {
	return func(t *thread, v value) (value, error) {
		it := core.As[iter](v)
		if it.state != it.d.state {
			it.left = 0
			return core.Unbound, t.RuntimeError("deque mutated during iteration")
		}
		if it.left == 0 {
			return core.Unbound, nil
		}
		x := *it.d.at(it.pos)
		it.pos += step
		it.left--
		return x, nil
	}
}

func reprDeque(t *thread, v value) (value, error) {
	d := self(v)
	return t.ReprGuard(v, "[...]", func() (value, error) {
		end := "])"
		if d.maxlen >= 0 {
			end = "], maxlen=" + itoa(d.maxlen) + ")"
		}
		// The items as they are now: repr may run Python code that changes the deque.
		if err := t.ChargeItems(d.n); err != nil {
			return core.Unbound, err
		}
		items, err := d.items(t)
		if err != nil {
			return core.Unbound, err
		}
		return t.ReprItems(v.Type().Name()+"([", end, func(i int) (value, bool) {
			if i < len(items) {
				return items[i], true
			}
			return core.Unbound, false
		})
	})
}
