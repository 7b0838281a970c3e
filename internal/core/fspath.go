// This file is what natives use to take paths: str, bytes or os.PathLike (PEP 519), and to name them in errors.
package core

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/host"
)

// FSPath is os.fspath: a str or bytes.
func (t *Thread) FSPath(v Value) (Value, error) {
	if AsStr(v) != nil || AsBytes(v) != nil {
		return v, nil
	}
	d := v.Type().Lookup(nFspath)
	if d.IsUnbound() || d.IsNone() {
		return Unbound, t.TypeError("expected str, bytes or os.PathLike object, not %s", v.TypeName())
	}
	r, _, err := t.CallSpecial(v, nFspath)
	if err != nil {
		return Unbound, err
	}
	if AsStr(r) == nil && AsBytes(r) == nil {
		return Unbound, t.TypeError("expected %s.__fspath__() to return str or bytes, not %s", v.TypeName(), r.TypeName())
	}
	return r, nil
}

// PathArg gives the system's bytes of a path argument; a NUL in it is an error.
func (t *Thread) PathArg(v Value) (string, error) {
	p, err := t.FSPath(v)
	if err != nil {
		return "", err
	}
	if s := AsStr(p); s != nil && strings.IndexByte(s.s, 0) >= 0 {
		return "", t.ValueError("embedded null byte")
	}
	return t.fsText(p)
}

// OSErrorAt is OSError with the caller's own objects as filename and filename2 (Unbound for none).
func (t *Thread) OSErrorAt(err error, path, path2 Value) error {
	if oe, ok := err.(*host.OSError); ok { // whose own are not made into strs in vain
		c := *oe
		if path.Given() {
			c.Path = ""
		}
		if path2.Given() {
			c.Path2 = ""
		}
		err = &c
	}
	err = t.OSError(err)
	if e, ok := err.(*Exception); ok && e.shape.typ.IsSubtype(&ExcOSError) && len(e.f) > osFilename2 {
		if path.Given() {
			e.f[osFilename] = path
		}
		if path2.Given() {
			e.f[osFilename2] = path2
		}
	}
	return err
}
