// This file reads the path, descriptor and id arguments of the functions of os.
package posix

import (
	"math"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
)

// path is an argument that names a file: by path, or by descriptor where the function allows it.
type path struct {
	obj   core.Value // as the caller gave it, for errors
	name  string     // the system's bytes
	fd    int        // -1: by name
	bytes bool       // the caller used bytes, and wants them back
}

// What a path argument may be.
const (
	allowFD = 1 << iota
	nullable
)

// pathArg reads a path argument; fn and arg word the errors.
func pathArg(t *core.Thread, fn, arg string, v core.Value, flags int) (path, error) {
	p := path{obj: v, fd: -1}
	if flags&nullable != 0 && v.IsNone() {
		p.name, p.obj = ".", core.Unbound
		return p, nil
	}
	raw := v
	if core.AsStr(v) == nil && core.AsBytes(v) == nil {
		if flags&allowFD != 0 && core.SlotsOf(v).Index != nil {
			if v == core.True || v == core.False {
				if err := t.Warn(&core.ExcRuntimeWarning, "bool is used as a file descriptor", 1); err != nil {
					return p, err
				}
			}
			n, err := t.CInt(v)
			if err != nil {
				if core.Matches(err, &core.ExcOverflowError) {
					err = fdRange(t, v)
				}
				return p, err
			}
			p.fd = n
			return p, nil
		}
		if v.Type().Lookup(nFspath).IsUnbound() {
			what := "string, bytes or os.PathLike"
			switch flags {
			case allowFD:
				what = "string, bytes, os.PathLike or integer"
			case nullable:
				what = "string, bytes, os.PathLike or None"
			case allowFD | nullable:
				what = "string, bytes, os.PathLike, integer or None"
			}
			return p, t.TypeError("%s: %s should be %s, not %s", fn, arg, what, v.TypeName())
		}
		r, err := t.FSPath(v)
		if err != nil {
			return p, err
		}
		raw = r
		p.obj = r
	}
	if b := core.AsBytes(raw); b != nil {
		name, err := t.StringOf(b.Bytes())
		if err != nil {
			return p, err
		}
		p.name, p.bytes = name, true
	} else {
		s := core.AsStr(raw)
		if strings.IndexByte(s.String(), 0) < 0 {
			n, err := t.FSText(raw)
			if err != nil {
				return p, err
			}
			p.name = n
		} else {
			p.name = s.String()
		}
	}
	if strings.IndexByte(p.name, 0) >= 0 {
		return p, t.ValueError("%s: embedded null character in %s", fn, arg)
	}
	return p, nil
}

// fdRange words a descriptor out of range.
func fdRange(t *core.Thread, v core.Value) error {
	b, _ := core.AsBig(v)
	if b != nil && b.Sign() < 0 {
		return t.OverflowError("fd is less than minimum")
	}
	return t.OverflowError("fd is greater than maximum")
}

var nFspath = core.Intern("__fspath__")

// fail is an error of an operation on the path.
func (p *path) fail(t *core.Thread, err error) error {
	if err == nil {
		return nil
	}
	return t.OSErrorAt(err, p.obj, core.Unbound)
}

// text makes a result of the kind that the caller uses.
func (p *path) text(t *core.Thread, raw string) core.Value {
	if p.bytes {
		return core.NewBytes([]byte(raw))
	}
	return t.FSString(raw)
}

// dirFD reads a dir_fd argument.
func dirFD(t *core.Thread, v core.Value) (int, error) {
	if !v.Given() {
		return host.AtCwd, nil
	}
	if core.SlotsOf(v).Index == nil {
		return 0, t.TypeError("argument should be integer or None, not %s", v.TypeName())
	}
	if v == core.True || v == core.False {
		if err := t.Warn(&core.ExcRuntimeWarning, "bool is used as a file descriptor", 1); err != nil {
			return 0, err
		}
	}
	n, err := t.CInt(v)
	if err != nil && core.Matches(err, &core.ExcOverflowError) {
		err = fdRange(t, v)
	}
	return n, err
}

// idArg reads a user or group id; -1 means "leave it".
func idArg(t *core.Thread, what string, v core.Value) (int, error) {
	if core.SlotsOf(v).Index == nil {
		return 0, t.TypeError("%s should be integer, not %s", what, v.TypeName())
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, b, _ := core.AsInt(r)
	switch {
	case b != nil && b.Sign() < 0 || b == nil && n < -1:
		return 0, t.OverflowError("%s is less than minimum", what)
	case b != nil || n > math.MaxUint32:
		return 0, t.OverflowError("%s is greater than maximum", what)
	}
	return int(n), nil
}
