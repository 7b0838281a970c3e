// Items and slices of mapped memory.
package mmap

import "github.com/vivarium-py/vivarium/internal/core"

// index reads a position of an item.
func (m *mapping) index(t *thread, key value) (int, error) {
	i, err := t.IndexInt(key)
	if err != nil {
		if core.Matches(err, &core.ExcOverflowError) {
			err = t.Raise(&core.ExcIndexError, "cannot fit '%s' into an index-sized integer", key.TypeName())
		}
		return 0, err
	}
	if err := m.valid(t); err != nil {
		return 0, err
	}
	if i < 0 {
		i += len(m.data)
	}
	if i < 0 || i >= len(m.data) {
		return 0, t.IndexError("mmap index out of range")
	}
	return i, nil
}

func getItem(t *thread, v, key value) (value, error) {
	m := as(v)
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	if core.SlotsOf(key).Index != nil {
		i, err := m.index(t, key)
		if err != nil {
			return core.Unbound, err
		}
		return core.Int(int64(m.data[i])), nil
	}
	if !core.IsSlice(key) {
		return core.Unbound, t.TypeError("mmap indices must be integers")
	}
	start, step, n, err := t.SliceIndicesOf(key, func() int { return len(m.data) })
	if err != nil {
		return core.Unbound, err
	}
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	if step == 1 {
		return copyOf(t, m.data[start:start+n])
	}
	if err := t.Charge(n); err != nil {
		return core.Unbound, err
	}
	out := make([]byte, n)
	for i, j := 0, start; i < n; i, j = i+1, j+step {
		out[i] = m.data[j]
		if i&0x3fff == 0x3fff {
			if err := t.PollAtomic(0x4000 / core.SlowWork); err != nil {
				return core.Unbound, err
			}
			if err := m.valid(t); err != nil {
				return core.Unbound, err
			}
		}
	}
	return core.NewBytes(out), nil
}

func setItem(t *thread, v, key, x value) error {
	m := as(v)
	if err := m.valid(t); err != nil {
		return err
	}
	if err := m.writable(t); err != nil {
		return err
	}
	if core.SlotsOf(key).Index != nil {
		i, err := m.index(t, key)
		if err != nil {
			return err
		}
		if x.IsUnbound() {
			return t.TypeError("mmap doesn't support item deletion")
		}
		if core.SlotsOf(x).Index == nil {
			return t.TypeError("mmap item value must be an int")
		}
		b, err := t.Ssize(x)
		if err != nil {
			return err
		}
		if b < 0 || b > 255 {
			return t.ValueError("mmap item value must be in range(0, 256)")
		}
		if err := m.valid(t); err != nil {
			return err
		}
		if i >= len(m.data) {
			return t.IndexError("mmap index out of range")
		}
		m.data[i] = byte(b)
		return nil
	}
	if !core.IsSlice(key) {
		return t.TypeError("mmap indices must be integers")
	}
	start, step, n, err := t.SliceIndicesOf(key, func() int { return len(m.data) })
	if err != nil {
		return err
	}
	if err := m.valid(t); err != nil {
		return err
	}
	if x.IsUnbound() {
		return t.TypeError("mmap object doesn't support slice deletion")
	}
	b, err := t.ReadBuffer(x)
	if err != nil {
		return err
	}
	defer b.Done()
	if len(b.B) != n {
		return t.IndexError("mmap slice assignment is wrong size")
	}
	if err := m.valid(t); err != nil {
		return err
	}
	if step == 1 {
		if start+n > len(m.data) {
			return t.IndexError("mmap index out of range")
		}
		copy(m.data[start:], b.B)
		return t.PollAtomic(n >> 8)
	}
	for i, j := 0, start; i < n; i, j = i+1, j+step {
		if j >= len(m.data) {
			return t.IndexError("mmap index out of range")
		}
		m.data[j] = b.B[i]
		if i&0x3fff == 0x3fff {
			if err := t.PollAtomic(0x4000 / core.SlowWork); err != nil {
				return err
			}
		}
	}
	return nil
}
