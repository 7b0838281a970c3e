// This file implements scandir and DirEntry. A DirEntry keeps what it has asked, so that asking again costs nothing.
package posix

import (
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

var dirEntryType, scanType core.Type

// dirEntry is one name of a listing.
type dirEntry struct {
	core.Header
	name, path core.Value
	raw        string // the system's path; relative to fd if that is not negative
	fd         int
	ino        uint64
	typ        uint8
	stat       core.Value // followed; Unbound until asked
	lstat      core.Value
}

// scan is the iterator that scandir returns.
type scan struct {
	core.Header
	dir  *host.Dir
	base path
}

func entry(v core.Value) *dirEntry { return core.As[dirEntry](v) }

func osScandir(t *core.Thread, a []core.Value) (core.Value, error) {
	p, err := pathArg(t, "scandir", "path", a[0], allowFD|nullable)
	if err != nil {
		return core.Unbound, err
	}
	h := t.Interp().Host()
	s := &scan{base: p}
	if p.fd >= 0 {
		s.dir, err = h.FdOpenDir(p.fd)
	} else {
		s.dir, err = h.OpenDir(p.name)
	}
	if err != nil {
		return core.Unbound, p.fail(t, err)
	}
	v := core.Make(&scanType, &s.Header)
	t.Interp().Watch(&s.Header)
	return v, nil
}

func (s *scan) close(t *core.Thread) {
	if s.dir != nil {
		s.dir.Close()
		s.dir = nil
		t.Interp().Unwatch(&s.Header)
	}
}

func scanNext(t *core.Thread, v core.Value) (core.Value, error) {
	s := core.As[scan](v)
	if s.dir == nil {
		return core.Unbound, nil
	}
	e, ok, err := s.dir.Next()
	if err != nil {
		s.close(t)
		return core.Unbound, s.base.fail(t, err)
	}
	if !ok {
		s.close(t)
		return core.Unbound, nil
	}
	d := &dirEntry{fd: s.base.fd, ino: e.Ino, typ: e.Type, stat: core.Unbound, lstat: core.Unbound}
	d.name = s.base.text(t, e.Name)
	d.raw = e.Name
	d.path = d.name
	if s.base.fd < 0 && !s.base.obj.IsUnbound() {
		d.raw = s.base.name
		if n := len(d.raw); n > 0 && d.raw[n-1] != '/' {
			d.raw += "/"
		}
		d.raw += e.Name
		d.path = s.base.text(t, d.raw)
	} else if s.base.fd < 0 {
		d.raw = e.Name
		d.path = s.base.text(t, "./"+e.Name)
	}
	return core.Make(&dirEntryType, &d.Header), nil
}

// get gives the entry's stat, asked once.
func (d *dirEntry) get(t *core.Thread, follow bool) (core.Value, error) {
	if follow && d.typ != host.DTLink && d.typ != host.DTUnknown {
		follow = false
		if !d.stat.IsUnbound() {
			return d.stat, nil
		}
	}
	slot := &d.lstat
	if follow {
		slot = &d.stat
	}
	if !slot.IsUnbound() {
		return *slot, nil
	}
	dir := host.AtCwd
	if d.fd >= 0 {
		dir = d.fd
	}
	st, err := t.Interp().Host().Stat(d.raw, dir, follow)
	if err != nil {
		return core.Unbound, t.OSErrorAt(err, d.path, core.Unbound)
	}
	*slot = statResult(st)
	if !follow && d.typ == host.DTUnknown {
		if st.IsLink() {
			d.typ = host.DTLink
		}
	}
	return *slot, nil
}

// is reports whether the entry is of a type, a stat mode.
func (d *dirEntry) is(t *core.Thread, follow bool, typ uint8, mode uint32) (bool, error) {
	if d.typ != host.DTUnknown && !(follow && d.typ == host.DTLink) {
		return d.typ == typ, nil
	}
	v, err := d.get(t, follow)
	if err != nil {
		if core.Matches(err, &core.ExcFileNotFoundError) {
			return false, nil
		}
		return false, err
	}
	m, _, _ := core.AsInt(core.AsTuple(v).Items()[0])
	return uint32(m)&0o170000 == mode, nil
}

func setupDirEntry() {
	follow := func(fn func(t *core.Thread, d *dirEntry, follow bool) (core.Value, error)) core.NativeFn {
		return func(t *core.Thread, a []core.Value) (core.Value, error) {
			f, err := t.Truth(a[1])
			if err != nil {
				return core.Unbound, err
			}
			return fn(t, entry(a[0]), f)
		}
	}
	is := func(name, doc string, typ uint8, mode uint32) core.Func {
		return core.Func{Name: name, Sig: "(self, /, *, follow_symlinks=True)", Flags: core.HostOp, Doc: doc, Fn: follow(func(t *core.Thread, d *dirEntry, f bool) (core.Value, error) {
			ok, err := d.is(t, f, typ, mode)
			return core.Bool(ok), err
		})}
	}
	dirEntryType.Setup(&core.TypeSpec{
		Name: "posix.DirEntry", Layout: core.LayoutOf[dirEntry](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{
			Repr: func(t *core.Thread, v core.Value) (core.Value, error) {
				r, err := t.Repr(entry(v).name)
				if err != nil {
					return core.Unbound, err
				}
				return core.StrVal("<DirEntry " + r.String() + ">"), nil
			},
			Traverse: func(h *core.Header, visit func(core.Value)) {
				d := entry(core.Obj(h))
				for _, v := range []core.Value{d.name, d.path, d.stat, d.lstat} {
					visit(v)
				}
			},
		},
		Methods: []core.Func{
			is("is_dir", "Return whether the entry is a directory, or, unless follow_symlinks is false,\na link to one.", host.DTDir, 0o040000),
			is("is_file", "Return whether the entry is a file, or, unless follow_symlinks is false, a\nlink to one.", host.DTRegular, 0o100000),
			{Name: "is_symlink", Sig: "(self, /)", Flags: core.HostOp, Doc: "Return whether the entry is a symbolic link.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				ok, err := entry(a[0]).is(t, false, host.DTLink, 0o120000)
				return core.Bool(ok), err
			}},
			{Name: "is_junction", Sig: "(self, /)", Flags: core.Pure, Doc: "Return False: junctions are of Windows.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) { return core.False, nil }},
			{Name: "stat", Sig: "(self, /, *, follow_symlinks=True)", Flags: core.HostOp, Doc: "Return what stat() says of the entry.", Fn: follow(func(t *core.Thread, d *dirEntry, f bool) (core.Value, error) { return d.get(t, f) })},
			{Name: "inode", Sig: "(self, /)", Flags: core.Pure, Doc: "Return inode of the entry.", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) { return core.Uint(entry(a[0]).ino), nil }},
			{Name: "__fspath__", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) { return entry(a[0]).path, nil }},
			core.ClassGetItemFunc(),
		},
		Members: []core.GetSet{
			{Name: "name", Get: func(t *core.Thread, v core.Value) (core.Value, error) { return entry(v).name, nil }},
			{Name: "path", Get: func(t *core.Thread, v core.Value) (core.Value, error) { return entry(v).path, nil }},
		},
	})
	scanType.Setup(&core.TypeSpec{
		Name: "posix.ScandirIterator", Layout: core.LayoutOf[scan](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{Iter: core.SelfIter, Next: scanNext, Del: func(t *core.Thread, v core.Value) error {
			s := core.As[scan](v)
			if s.dir == nil {
				return nil
			}
			s.close(t)
			r, err := t.Repr(v)
			if err != nil {
				return err
			}
			return t.Warn(&core.ExcResourceWarning, "unclosed scandir iterator "+r.String(), 1)
		}},
		Methods: []core.Func{
			{Name: "__enter__", Sig: "(self, /)", Flags: core.Pure, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) { return a[0], nil }},
			{Name: "__exit__", Sig: "(self, /, *args)", Flags: core.HostOp, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				core.As[scan](a[0]).close(t)
				return core.None, nil
			}},
			{Name: "close", Sig: "(self, /)", Flags: core.HostOp, Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
				core.As[scan](a[0]).close(t)
				return core.None, nil
			}},
		},
	})
}
