// The type and the module.
package mmap

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

var (
	setupOnce sync.Once
	mmapType  core.Type
)

const doc = `mmap(fileno, length[, flags[, prot[, access[, offset[, trackfd]]]]])

Part of a file as a mutable sequence of bytes.

length 0 means up to the end of the file. MAP_SHARED, the default of flags,
writes changes to the file, MAP_PRIVATE keeps them here. fileno -1 maps memory
that is not of a file.`

func setup() {
	get := func(f func(t *thread, m *mapping) (value, error)) core.NativeFn {
		return func(t *thread, a []value) (value, error) {
			m := as(a[0])
			if err := m.valid(t); err != nil {
				return core.Unbound, err
			}
			return f(t, m)
		}
	}
	mmapType.Setup(&core.TypeSpec{
		Name: "mmap.mmap", Layout: core.LayoutOf[mapping](), Flags: core.FlagBase | core.FlagGeneric, Doc: doc,
		New: &core.Func{Name: "mmap", Sig: "(cls, fileno, length, flags=1, prot=3, access=0, offset=0, *, trackfd=True)", Flags: core.HostOp | core.Charges, Fn: newMapping},
		Slots: core.Slots{
			Repr: repr, GetItem: getItem, SetItem: setItem,
			Len:            func(t *thread, v value) (int, error) { return len(as(v).data), as(v).valid(t) },
			BufferReleases: true,
			Buffer: func(t *thread, v value, writable bool) (*core.Buffer, error) {
				m := as(v)
				if err := m.valid(t); err != nil {
					return nil, err
				}
				if writable && m.access == accessRead {
					return nil, t.Raise(&core.ExcBufferError, "Object is not writable.")
				}
				return m.exports.Export(&core.Buffer{B: m.data, Readonly: m.access == accessRead, Format: "B", ItemSize: 1, Owner: v}), nil
			},
			Del: func(t *thread, v value) error {
				m := as(v)
				if m.exports.Seen() { // a program may call __del__ itself
					return nil
				}
				return m.end(t)
			},
		},
		GetSets: []core.GetSet{
			{Name: "closed", Get: func(t *thread, v value) (value, error) { return core.Bool(!as(v).open), nil }},
		},
		Methods: []core.Func{
			{Name: "close", Sig: "(self, /)", Flags: core.HostOp, Fn: closeMapping},
			{Name: "find", Sig: "(self, sub, start=None, end=None, /)", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) { return find(t, a, false) }},
			{Name: "rfind", Sig: "(self, sub, start=None, end=None, /)", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) { return find(t, a, true) }},
			{Name: "flush", Sig: "(self, offset=None, size=None, /)", Flags: core.HostOp, Fn: flush},
			{Name: "madvise", Sig: "(self, option, start=0, length=None, /)", Flags: core.HostOp, Fn: madvise},
			{Name: "move", Sig: "(self, dest, src, count, /)", Flags: core.Polls, Fn: move},
			{Name: "read", Sig: "(self, n=None, /)", Flags: core.Charges, Fn: read},
			{Name: "read_byte", Sig: "(self, /)", Flags: core.Pure, Fn: readByte},
			{Name: "readline", Sig: "(self, /)", Flags: core.Charges | core.Polls, Fn: readline},
			{Name: "resize", Sig: "(self, newsize, /)", Flags: core.HostOp | core.Charges, Fn: resize},
			{Name: "seek", Sig: "(self, pos, whence=0, /)", Flags: core.Pure, Fn: seek},
			{Name: "seekable", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return core.True, nil }},
			{Name: "size", Sig: "(self, /)", Flags: core.HostOp, Fn: get(func(t *thread, m *mapping) (value, error) {
				if m.fd < 0 {
					return core.Unbound, t.OSErrorNumber(9)
				}
				st, err := t.Interp().Host().Fstat(m.fd)
				if err != nil {
					return core.Unbound, t.OSError(err)
				}
				return core.Int(st.Size), nil
			})},
			{Name: "tell", Sig: "(self, /)", Flags: core.Pure, Fn: get(func(t *thread, m *mapping) (value, error) { return core.Int(int64(m.pos)), nil })},
			{Name: "write", Sig: "(self, bytes, /)", Flags: core.Polls, Fn: write},
			{Name: "write_byte", Sig: "(self, byte, /)", Flags: core.Pure, Fn: writeByte},
			{Name: "__enter__", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return a[0], as(a[0]).valid(t) }},
			{Name: "__exit__", Sig: "(self, /, *args)", Flags: core.HostOp, Fn: closeMapping},
		},
	})
}

// Module is mmap.
func Module() *core.ModuleDef {
	attrs := []core.Attr{{Name: "error", Value: core.ExcOSError.Val()}}
	for _, c := range []struct {
		name string
		n    int64
	}{
		{"ACCESS_DEFAULT", accessDefault}, {"ACCESS_READ", accessRead}, {"ACCESS_WRITE", accessWrite}, {"ACCESS_COPY", accessCopy},
		{"ALLOCATIONGRANULARITY", 4096}, {"PAGESIZE", 4096}, {"MADV_DODUMP", 17}, {"MADV_DOFORK", 11}, {"MADV_DONTDUMP", 16},
		{"MADV_DONTFORK", 10}, {"MADV_DONTNEED", 4}, {"MADV_FREE", 8}, {"MADV_HUGEPAGE", 14}, {"MADV_HWPOISON", 100}, {"MADV_MERGEABLE", 12},
		{"MADV_NOHUGEPAGE", 15}, {"MADV_NORMAL", 0}, {"MADV_RANDOM", 1}, {"MADV_REMOVE", 9}, {"MADV_SEQUENTIAL", 2}, {"MADV_UNMERGEABLE", 13},
		{"MADV_WILLNEED", 3}, {"MAP_32BIT", 64}, {"MAP_ANON", mapAnon}, {"MAP_ANONYMOUS", mapAnon}, {"MAP_DENYWRITE", 2048},
		{"MAP_EXECUTABLE", 4096}, {"MAP_NORESERVE", 16384}, {"MAP_POPULATE", 32768}, {"MAP_PRIVATE", mapPrivate}, {"MAP_SHARED", mapShared},
		{"MAP_STACK", 131072}, {"PROT_EXEC", protExec}, {"PROT_READ", protRead}, {"PROT_WRITE", protWrite},
	} {
		attrs = append(attrs, core.Attr{Name: c.name, Value: core.Int(c.n)})
	}
	return &core.ModuleDef{
		Name:  "mmap",
		Attrs: attrs,
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&mmapType}
		},
	}
}
