// Package mmap is the native module mmap: files mapped into memory, and anonymous memory. Invariant: a mapping ends only while no
// buffer of it is exported, and only an interpreter that owns the process maps files (host.Mmap says why); anonymous memory is
// the interpreter's own and charged to it.
package mmap

import (
	"fmt"
	"runtime/debug"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/textfind"
)

type (
	thread = core.Thread
	value  = core.Value
)

const (
	accessDefault = iota
	accessRead
	accessWrite
	accessCopy
)

const (
	protRead, protWrite, protExec        = 1, 2, 4
	mapShared, mapPrivate, mapAnon       = 1, 2, 32
	msSync                               = 4
	seekSet, seekCur, seekEnd            = 0, 1, 2
	pageMask                             = 4095
	maxLen                         int64 = 1<<63 - 1
)

// mapping is one mmap object.
type mapping struct {
	core.Header
	data    []byte
	pos     int
	off     int64
	fd      int // its own descriptor; -1 for none
	access  int
	mapped  bool // by the system: data is not Go's memory
	open    bool
	track   bool
	exports core.Exports
}

func as(v value) *mapping { return core.As[mapping](v) }

func (m *mapping) valid(t *thread) error {
	if !m.open {
		return t.ValueError("mmap closed or invalid")
	}
	return nil
}

func (m *mapping) writable(t *thread) error {
	if m.access == accessRead {
		return t.TypeError("mmap can't modify a readonly memory map.")
	}
	return nil
}

func (m *mapping) resizable(t *thread) error {
	if m.exports.Held(t) {
		return t.Raise(&core.ExcBufferError, "mmap can't resize with extant buffers exported.")
	}
	if !m.track {
		return t.ValueError("mmap can't resize with trackfd=False.")
	}
	if m.access != accessDefault && m.access != accessWrite {
		return t.TypeError("mmap can't resize a readonly or copy-on-write memory map.")
	}
	return nil
}

func newMapping(t *thread, a []value) (value, error) {
	fd, err := t.CInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	length, err := t.Ssize(a[2])
	if err != nil {
		return core.Unbound, err
	}
	flags, err := t.CInt(a[3])
	if err != nil {
		return core.Unbound, err
	}
	prot, err := t.CInt(a[4])
	if err != nil {
		return core.Unbound, err
	}
	access, err := t.CInt(a[5])
	if err != nil {
		return core.Unbound, err
	}
	off, err := t.Ssize(a[6])
	if err != nil {
		return core.Unbound, err
	}
	track, err := t.Truth(a[7])
	if err != nil {
		return core.Unbound, err
	}
	switch {
	case length < 0:
		return core.Unbound, t.OverflowError("memory mapped length must be positive")
	case off < 0:
		return core.Unbound, t.OverflowError("memory mapped offset must be positive")
	case access != accessDefault && (flags != mapShared || prot != protRead|protWrite):
		return core.Unbound, t.ValueError("mmap can't specify both access and flags, prot.")
	}
	switch access {
	case accessRead:
		flags, prot = mapShared, protRead
	case accessWrite:
		flags, prot = mapShared, protRead|protWrite
	case accessCopy:
		flags, prot = mapPrivate, protRead|protWrite
	case accessDefault:
		switch {
		case prot&protRead != 0 && prot&protWrite != 0:
		case prot&protWrite != 0:
			access = accessWrite
		default:
			access = accessRead
		}
	default:
		return core.Unbound, t.ValueError("mmap invalid access parameter.")
	}
	if err := t.Audit("mmap.__new__", core.Int(int64(fd)), core.Int(int64(length)), core.Int(int64(access)), core.Int(int64(off))); err != nil {
		return core.Unbound, err
	}
	m := core.New[mapping](core.AsType(a[0]))
	m.fd, m.access, m.off, m.track = -1, access, int64(off), track
	if fd == -1 || flags&mapAnon != 0 {
		if length == 0 {
			return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
		}
		if err := t.Charge(length); err != nil {
			return core.Unbound, err
		}
		m.data, m.open = make([]byte, length), true
		return core.Obj(&m.Header), nil
	}
	h := t.Interp().Host()
	st, err := h.Fstat(fd)
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	if st.Mode&0o170000 == 0o100000 {
		switch {
		case length == 0 && st.Size == 0:
			return core.Unbound, t.ValueError("cannot mmap an empty file")
		case length == 0 && int64(off) >= st.Size:
			return core.Unbound, t.ValueError("mmap offset is greater than file size")
		case length == 0:
			length = int(st.Size - int64(off))
		case int64(off) > st.Size || st.Size-int64(off) < int64(length):
			return core.Unbound, t.ValueError("mmap length is greater than file size")
		}
	}
	if track {
		if m.fd, err = h.Dup(fd, 0, false); err != nil {
			return core.Unbound, t.OSError(err)
		}
	}
	debug.SetPanicOnFault(true)
	if m.data, err = h.Mmap(fd, int64(off), length, prot, flags); err != nil {
		if m.fd >= 0 {
			h.CloseFD(m.fd)
		}
		return core.Unbound, t.OSError(err)
	}
	m.open, m.mapped = true, true
	t.Interp().Watch(&m.Header)
	return core.Obj(&m.Header), nil
}

// end gives the memory and the descriptor back.
func (m *mapping) end(t *thread) error {
	if !m.open {
		return nil
	}
	h := t.Interp().Host()
	data, mapped, fd := m.data, m.mapped, m.fd
	m.data, m.open, m.fd = nil, false, -1
	if fd >= 0 {
		h.CloseFD(fd)
	}
	if mapped {
		if err := h.Munmap(data); err != nil {
			return t.OSError(err)
		}
	}
	return nil
}

func closeMapping(t *thread, a []value) (value, error) {
	m := as(a[0])
	if m.exports.Held(t) {
		return core.Unbound, t.Raise(&core.ExcBufferError, "cannot close exported pointers exist")
	}
	return core.None, m.end(t)
}

// remaining is what the file's position leaves.
func (m *mapping) remaining() int { return max(len(m.data)-m.pos, 0) }

// copyOf makes a bytes object of part of the memory.
func copyOf(t *thread, p []byte) (value, error) { return t.BytesCopy(p) }

func read(t *thread, a []value) (value, error) {
	m := as(a[0])
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	n := -1
	if len(a) > 1 && a[1].Given() {
		if core.SlotsOf(a[1]).Index == nil {
			return core.Unbound, t.TypeError("argument should be integer or None, not '%s'", a[1].TypeName())
		}
		var err error
		if n, err = t.Ssize(a[1]); err != nil {
			return core.Unbound, err
		}
		if err := m.valid(t); err != nil {
			return core.Unbound, err
		}
	}
	if rest := m.remaining(); n < 0 || n > rest {
		n = rest
	}
	v, err := copyOf(t, m.data[min(m.pos, len(m.data)):][:n])
	if err == nil {
		m.pos += n
	}
	return v, err
}

func readByte(t *thread, a []value) (value, error) {
	m := as(a[0])
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	if m.remaining() == 0 {
		return core.Unbound, t.ValueError("read byte out of range")
	}
	m.pos++
	return core.Int(int64(m.data[m.pos-1])), nil
}

func readline(t *thread, a []value) (value, error) {
	m := as(a[0])
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	rest := m.data[min(m.pos, len(m.data)):]
	i, err := textfind.Index(core.View(rest), "\n", t.PollScan)
	if err != nil {
		return core.Unbound, err
	}
	n := i + 1
	if i < 0 {
		n = len(rest)
	}
	v, err := copyOf(t, rest[:n])
	if err == nil {
		m.pos += n
	}
	return v, err
}

func write(t *thread, a []value) (value, error) {
	m := as(a[0])
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	b, err := t.ReadBuffer(a[1])
	if err != nil {
		return core.Unbound, err
	}
	defer b.Done()
	if err := m.writable(t); err != nil {
		return core.Unbound, err
	}
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	if m.pos > len(m.data) || len(m.data)-m.pos < len(b.B) {
		return core.Unbound, t.ValueError("data out of range")
	}
	m.pos += copy(m.data[m.pos:], b.B)
	return core.Int(int64(len(b.B))), t.PollAtomic(len(b.B) >> 8)
}

func writeByte(t *thread, a []value) (value, error) {
	m := as(a[0])
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	n, err := t.Ssize(a[1])
	switch {
	case err != nil:
		return core.Unbound, err
	case n < 0:
		return core.Unbound, t.OverflowError("unsigned byte integer is less than minimum")
	case n > 255:
		return core.Unbound, t.OverflowError("unsigned byte integer is greater than maximum")
	}
	if err := m.writable(t); err != nil {
		return core.Unbound, err
	}
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	if m.remaining() == 0 {
		return core.Unbound, t.ValueError("write byte out of range")
	}
	m.data[m.pos] = byte(n)
	m.pos++
	return core.None, nil
}

// find is find() and rfind(): a is self, sub, start, end.
func find(t *thread, a []value, last bool) (value, error) {
	m := as(a[0])
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	sub, err := t.ReadBuffer(a[1])
	if err != nil {
		return core.Unbound, err
	}
	defer sub.Done()
	start, end := m.pos, len(m.data)
	for i, p := range []*int{&start, &end} {
		if a[2+i].Given() {
			if *p, err = t.Ssize(a[2+i]); err != nil {
				return core.Unbound, err
			}
			if *p < 0 {
				*p = max(*p+len(m.data), 0)
			}
		}
	}
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	start, end = min(start, len(m.data)), min(end, len(m.data))
	if start > end {
		return core.Int(-1), nil
	}
	text, pat := core.View(m.data[start:end]), core.View(sub.B)
	f := textfind.Index
	if last {
		f = textfind.LastIndex
	}
	i, err := f(text, pat, t.PollScan)
	if err != nil || i < 0 {
		return core.Int(-1), err
	}
	return core.Int(int64(i + start)), nil
}

func seek(t *thread, a []value) (value, error) {
	m := as(a[0])
	dist, err := t.Ssize(a[1])
	if err != nil {
		return core.Unbound, err
	}
	how, err := t.CInt(a[2])
	if err != nil {
		return core.Unbound, err
	}
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	from := 0
	switch how {
	case seekSet:
	case seekCur:
		from = m.pos
	case seekEnd:
		from = len(m.data)
	default:
		return core.Unbound, t.ValueError("unknown seek type")
	}
	if dist > len(m.data) || dist+from < 0 || dist+from > len(m.data) {
		return core.Unbound, t.ValueError("seek out of range")
	}
	m.pos = dist + from
	return core.Int(int64(m.pos)), nil
}

func resize(t *thread, a []value) (value, error) {
	m := as(a[0])
	n, err := t.Ssize(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	if err := m.resizable(t); err != nil {
		return core.Unbound, err
	}
	if n < 0 || int64(n) > maxLen-m.off {
		return core.Unbound, t.ValueError("new size out of range")
	}
	if !m.mapped {
		if n == 0 {
			return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
		}
		if err := t.Charge(n); err != nil {
			return core.Unbound, err
		}
		data := make([]byte, n)
		copy(data, m.data)
		m.data = data
		return core.None, nil
	}
	h := t.Interp().Host()
	if err := h.Ftruncate(m.fd, m.off+int64(n)); err != nil {
		return core.Unbound, t.OSError(err)
	}
	data, err := h.Mremap(m.data, n)
	if err != nil {
		return core.Unbound, t.OSError(err)
	}
	m.data = data
	return core.None, nil
}

func move(t *thread, a []value) (value, error) {
	m := as(a[0])
	var n [3]int
	for i := range n {
		var err error
		if n[i], err = t.Ssize(a[1+i]); err != nil {
			return core.Unbound, err
		}
	}
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	if err := m.writable(t); err != nil {
		return core.Unbound, err
	}
	dst, src, count := n[0], n[1], n[2]
	if dst < 0 || src < 0 || count < 0 || len(m.data)-dst < count || len(m.data)-src < count {
		return core.Unbound, t.ValueError("source, destination, or count out of range")
	}
	copy(m.data[dst:dst+count], m.data[src:src+count])
	return core.None, t.PollAtomic(count >> 8)
}

func flush(t *thread, a []value) (value, error) {
	m := as(a[0])
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	off, size := 0, len(m.data)
	var err error
	if a[1].Given() {
		if off, err = t.Ssize(a[1]); err != nil {
			return core.Unbound, err
		}
		size -= off
	}
	if a[2].Given() {
		if size, err = t.Ssize(a[2]); err != nil {
			return core.Unbound, err
		}
	}
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	if off < 0 || size < 0 || off > len(m.data) || len(m.data)-off < size {
		return core.Unbound, t.ValueError("flush values out of range")
	}
	if m.access == accessRead || m.access == accessCopy {
		return core.None, nil
	}
	if off&pageMask != 0 {
		return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
	}
	if m.mapped && size > 0 {
		if err := t.Interp().Host().Msync(m.data[off:off+size], msSync); err != nil {
			return core.Unbound, t.OSError(err)
		}
	}
	return core.None, nil
}

func madvise(t *thread, a []value) (value, error) {
	m := as(a[0])
	advice, err := t.CInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	start, err := t.Ssize(a[2])
	if err != nil {
		return core.Unbound, err
	}
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	length := len(m.data)
	if a[3].Given() {
		if length, err = t.Ssize(a[3]); err != nil {
			return core.Unbound, err
		}
	}
	if err := m.valid(t); err != nil {
		return core.Unbound, err
	}
	switch {
	case start < 0 || start >= len(m.data):
		return core.Unbound, t.ValueError("madvise start out of bounds")
	case length < 0:
		return core.Unbound, t.ValueError("madvise length invalid")
	case int64(length) > maxLen-int64(start):
		return core.Unbound, t.OverflowError("madvise length too large")
	}
	length = min(length, len(m.data)-start)
	if start&pageMask != 0 {
		return core.Unbound, t.OSErrorNumber(int(host.EINVAL))
	}
	if m.mapped {
		if err := t.Interp().Host().Madvise(m.data[start:start+length], advice); err != nil {
			return core.Unbound, t.OSError(err)
		}
	}
	return core.None, nil
}

func repr(t *thread, v value) (value, error) {
	m := as(v)
	if !m.open {
		return core.StrVal(fmt.Sprintf("<%s closed=True>", v.Type().FullName())), nil
	}
	access := [...]string{"ACCESS_DEFAULT", "ACCESS_READ", "ACCESS_WRITE", "ACCESS_COPY"}[m.access]
	return core.StrVal(fmt.Sprintf("<%s closed=False, access=%s, length=%d, pos=%d, offset=%d>", v.Type().FullName(), access, len(m.data), m.pos, m.off)), nil
}
