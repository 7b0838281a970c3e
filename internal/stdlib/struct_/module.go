// Package struct_ is the native module _struct: packing of values into bytes by format strings.
package struct_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	thread = core.Thread
	value  = core.Value
)

var (
	setupOnce                       sync.Once
	errorType, structType, iterType core.Type
)

// structObj is a Struct; l is nil before __init__.
type structObj struct {
	core.Header
	l *layout
}

// unpackIter is what iter_unpack gives.
type unpackIter struct {
	core.Header
	l   *layout
	buf *core.Buffer // nil once exhausted
	off int
}

const doc = `Conversion between Python values and the memory of C structs, by a format
string.

It may begin with a character for byte order and sizes:
  @  those of this machine, with alignment (the default)
  =  its byte order, standard sizes, no alignment
  <  little-endian, standard sizes, no alignment
  >  big-endian, standard sizes, no alignment; ! is the same
Each further one is a value, or several after a number:
  x       a byte that is skipped
  c       a bytes object of length 1
  b h i l q, B H I L Q
          integers of 1, 2, 4, 4 and 8 bytes, signed and unsigned; with @, l and L have 8
  n N P   ssize_t, size_t and pointers, with @ only
  ?       a truth value
  e f d   floats of 2, 4 and 8 bytes; F and D are complex numbers of two f or d
  s       bytes, of the length that the number gives
  p       the same with a first byte that is the length

struct.error is raised for what does not fit.
`

// Module is _struct.
func Module() *core.ModuleDef {
	const both = core.Polls | core.Charges
	return &core.ModuleDef{
		Name: "_struct",
		Doc:  doc,
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&errorType, &structType}
		},
		Funcs: []core.Func{
			{Name: "_clearcache", Sig: "()", Flags: core.Pure, Doc: "Clear the internal cache.", Fn: func(t *thread, a []value) (value, error) {
				clear(core.StateOf(t.Interp(), cacheKey{}, func() *cache { return &cache{map[string]*layout{}} }).m)
				return core.None, nil
			}},
			{Name: "calcsize", Sig: "(format, /)", Flags: core.Polls, Doc: "Return how many bytes a format takes.", Fn: func(t *thread, a []value) (value, error) {
				l, err := layoutOf(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				return core.Int(int64(l.size)), nil
			}},
			{Name: "pack", Sig: "", Flags: both | core.Lends, Doc: "pack(format, v1, v2, ...) -> bytes\n\nPut values into bytes by a format; help(struct) explains formats.", Fn: func(t *thread, a []value) (value, error) {
				l, args, err := formatArg(t, a)
				if err != nil {
					return core.Unbound, err
				}
				return pack(t, l, args)
			}},
			{Name: "pack_into", Sig: "", Flags: both | core.Lends, Doc: "pack_into(format, buffer, offset, v1, v2, ...)\n\nPut values into a buffer, beginning at offset, by a format.", Fn: func(t *thread, a []value) (value, error) {
				l, args, err := formatArg(t, a)
				if err != nil {
					return core.Unbound, err
				}
				return packInto(t, l, args)
			}},
			{Name: "unpack", Sig: "(format, buffer, /)", Flags: both, Doc: "Return the values that a buffer holds by a format, as a tuple.\n\nThe buffer must be exactly calcsize(format) bytes long.", Fn: func(t *thread, a []value) (value, error) {
				l, err := layoutOf(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				return unpack(t, l, a[1])
			}},
			{Name: "unpack_from", Sig: "(format, /, buffer, offset=0)", Flags: both, Doc: "Return the values that a buffer holds from offset on by a format, as a tuple.", Fn: func(t *thread, a []value) (value, error) {
				l, err := layoutOf(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				return unpackFrom(t, l, a[1], a[2])
			}},
			{Name: "iter_unpack", Sig: "(format, buffer, /)", Flags: core.Polls, Doc: "Return an iterator over the tuples of values that a buffer holds one after the\nother.\n\nIts length must be a multiple of calcsize(format).", Fn: func(t *thread, a []value) (value, error) {
				l, err := layoutOf(t, a[0])
				if err != nil {
					return core.Unbound, err
				}
				return iterUnpack(t, l, a[1])
			}},
		},
	}
}

// formatArg reads the format of a function that takes any number of arguments.
func formatArg(t *thread, a []value) (*layout, []value, error) {
	args := core.AsTuple(a[0]).Items()
	if len(args) == 0 {
		return nil, nil, t.TypeError("missing format argument")
	}
	l, err := layoutOf(t, args[0])
	return l, args[1:], err
}

func pack(t *thread, l *layout, values []value) (value, error) {
	if len(values) != l.values {
		return core.Unbound, structError(t, "pack expected %d items for packing (got %d)", l.values, len(values))
	}
	if err := t.Charge(l.size); err != nil {
		return core.Unbound, err
	}
	b, err := core.MakeSlice[byte](t, l.size, 0)
	if err != nil {
		return core.Unbound, err
	}
	if err := l.pack(t, b, values); err != nil {
		return core.Unbound, err
	}
	return core.NewBytes(b), nil
}

func packInto(t *thread, l *layout, args []value) (value, error) {
	switch len(args) {
	case 0:
		return core.Unbound, structError(t, "pack_into expected buffer argument")
	case 1:
		return core.Unbound, structError(t, "pack_into expected offset argument")
	}
	values := args[2:]
	if len(values) != l.values {
		return core.Unbound, structError(t, "pack_into expected %d items for packing (got %d)", l.values, len(values))
	}
	buf, err := t.GetBuffer(args[0], true)
	if err != nil {
		if core.SlotsOf(args[0]).Buffer == nil || core.Matches(err, &core.ExcBufferError) {
			return core.Unbound, t.TypeError("argument must be read-write bytes-like object, not %s", args[0].TypeName())
		}
		return core.Unbound, err
	}
	if buf.Release != nil {
		defer buf.Release()
	}
	b := buf.B
	off, err := t.Ssize(args[1])
	if err != nil {
		return core.Unbound, err
	}
	if off < 0 {
		if off+l.size > 0 {
			return core.Unbound, structError(t, "no space to pack %d bytes at offset %d", l.size, off)
		}
		if off+len(b) < 0 {
			return core.Unbound, structError(t, "offset %d out of range for %d-byte buffer", off, len(b))
		}
		off += len(b)
	}
	if off > len(b) || len(b)-off < l.size {
		return core.Unbound, structError(t, "pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d (actual buffer size is %d)", uint(off)+uint(l.size), l.size, off, len(b))
	}
	clear(b[off : off+l.size])
	return core.None, l.pack(t, b[off:off+l.size], values)
}

func unpack(t *thread, l *layout, v value) (value, error) {
	b, err := t.BytesLike(v)
	if err != nil {
		return core.Unbound, err
	}
	if len(b) != l.size {
		return core.Unbound, structError(t, "unpack requires a buffer of %d bytes", l.size)
	}
	return l.unpack(t, b)
}

func unpackFrom(t *thread, l *layout, v, offset value) (value, error) {
	b, err := t.BytesLike(v)
	if err != nil {
		return core.Unbound, err
	}
	off, err := t.IndexInt(offset)
	if err != nil {
		return core.Unbound, err
	}
	if off < 0 {
		if off+l.size > 0 {
			return core.Unbound, structError(t, "not enough data to unpack %d bytes at offset %d", l.size, off)
		}
		if off+len(b) < 0 {
			return core.Unbound, structError(t, "offset %d out of range for %d-byte buffer", off, len(b))
		}
		off += len(b)
	}
	if off > len(b) || len(b)-off < l.size {
		return core.Unbound, structError(t, "unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d (actual buffer size is %d)", uint(off)+uint(l.size), l.size, off, len(b))
	}
	return l.unpack(t, b[off:off+l.size])
}

func iterUnpack(t *thread, l *layout, v value) (value, error) {
	if l.size == 0 {
		return core.Unbound, structError(t, "cannot iteratively unpack with a struct of length 0")
	}
	if _, err := t.BytesLike(v); err != nil {
		return core.Unbound, err
	}
	buf, err := t.GetBuffer(v, false)
	if err != nil {
		return core.Unbound, err
	}
	it := &unpackIter{l: l, buf: buf}
	if len(buf.B)%l.size != 0 {
		it.release()
		return core.Unbound, structError(t, "iterative unpacking requires a buffer of a multiple of %d bytes", l.size)
	}
	return core.Make(&iterType, &it.Header), nil
}

func (it *unpackIter) release() {
	if it.buf != nil && it.buf.Release != nil {
		it.buf.Release()
	}
	it.buf = nil
}

func setup() {
	errorType.Setup(&core.TypeSpec{Name: "struct.error", Base: &core.ExcException, Flags: core.FlagBase})
	self := func(t *thread, v value) (*layout, error) {
		l := core.As[structObj](v).l
		if l == nil {
			return nil, t.RuntimeError("Struct object is not initialized")
		}
		return l, nil
	}
	const both = core.Polls | core.Charges
	method := func(f func(t *thread, l *layout, a []value) (value, error)) core.NativeFn {
		return func(t *thread, a []value) (value, error) {
			l, err := self(t, a[0])
			if err != nil {
				return core.Unbound, err
			}
			return f(t, l, a[1:])
		}
	}
	structType.Setup(&core.TypeSpec{
		Name: "_struct.Struct", Layout: core.LayoutOf[structObj](), Flags: core.FlagBase | core.FlagGeneric,
		Doc: "Struct(fmt) --> compiled struct object\n\n",
		New: &core.Func{Name: "Struct", Sig: "(cls, *args, **kwargs)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			return core.Obj(&core.New[structObj](core.AsType(a[0])).Header), nil
		}},
		Init: &core.Func{Name: "__init__", Sig: "(self, format)", Flags: core.Polls, Fn: func(t *thread, a []value) (value, error) {
			l, err := layoutOf(t, a[1])
			if err != nil {
				return core.Unbound, err
			}
			core.As[structObj](a[0]).l = l
			return core.None, nil
		}},
		Slots: core.Slots{Repr: func(t *thread, v value) (value, error) {
			l, err := self(t, v)
			if err != nil {
				return core.Unbound, err
			}
			r, err := t.Repr(core.StrVal(l.text))
			if err != nil {
				return core.Unbound, err
			}
			return core.StrVal(v.Type().Name() + "(" + r.String() + ")"), nil
		}},
		GetSets: []core.GetSet{
			{Name: "format", Doc: "struct format string", Get: func(t *thread, v value) (value, error) {
				l, err := self(t, v)
				if err != nil {
					return core.Unbound, err
				}
				return core.StrVal(l.text), nil
			}},
			{Name: "size", Doc: "struct size in bytes", Get: func(t *thread, v value) (value, error) {
				l, err := self(t, v)
				if err != nil {
					return core.Unbound, err
				}
				return core.Int(int64(l.size)), nil
			}},
		},
		Methods: []core.Func{
			{Name: "pack", Sig: "(self, /, *values)", Flags: both | core.Lends, Doc: "S.pack(v1, v2, ...) -> bytes\n\nPut values into bytes by the format.", Fn: method(func(t *thread, l *layout, a []value) (value, error) {
				return pack(t, l, core.AsTuple(a[0]).Items())
			})},
			{Name: "pack_into", Sig: "(self, /, *values)", Flags: both | core.Lends, Doc: "S.pack_into(buffer, offset, v1, v2, ...)\n\nPut values into a buffer, beginning at offset, by the format.", Fn: method(func(t *thread, l *layout, a []value) (value, error) {
				return packInto(t, l, core.AsTuple(a[0]).Items())
			})},
			{Name: "unpack", Sig: "(self, buffer, /)", Flags: both, Doc: "Return the values that a buffer holds by the format, as a tuple.\n\nThe buffer must be exactly S.size bytes long.", Fn: method(func(t *thread, l *layout, a []value) (value, error) {
				return unpack(t, l, a[0])
			})},
			{Name: "unpack_from", Sig: "(self, /, buffer, offset=0)", Flags: both, Doc: "Return the values that a buffer holds from offset on by the format, as a tuple.", Fn: method(func(t *thread, l *layout, a []value) (value, error) {
				return unpackFrom(t, l, a[0], a[1])
			})},
			{Name: "iter_unpack", Sig: "(self, buffer, /)", Flags: core.Polls, Doc: "Return an iterator over the tuples of values that a buffer holds one after the\nother.\n\nIts length must be a multiple of S.size.", Fn: method(func(t *thread, l *layout, a []value) (value, error) {
				return iterUnpack(t, l, a[0])
			})},
			{Name: "__sizeof__", Sig: "(self, /)", Flags: core.Pure, Doc: "Return the memory this object takes up, in bytes.", Fn: method(func(t *thread, l *layout, a []value) (value, error) {
				return core.Int(int64(88 + 32*len(l.fields))), nil
			})},
		},
	})
	iter := func(v value) *unpackIter { return core.As[unpackIter](v) }
	iterType.Setup(&core.TypeSpec{
		Name: "_struct.unpack_iterator", Layout: core.LayoutOf[unpackIter](), Flags: core.IterFlags,
		Slots: core.Slots{
			Iter: core.SelfIter,
			Next: func(t *thread, v value) (value, error) {
				it := iter(v)
				if it.buf == nil {
					return core.Unbound, nil
				}
				if it.off >= len(it.buf.B) {
					it.release()
					return core.Unbound, nil
				}
				it.off += it.l.size
				return it.l.unpack(t, it.buf.B[it.off-it.l.size:it.off])
			},
			Traverse: func(h *core.Header, visit func(value)) {
				if b := iter(core.Obj(h)).buf; b != nil {
					visit(b.Owner)
				}
			},
		},
		Methods: []core.Func{core.LengthHintMethod(func(v value) int {
			it := iter(v)
			if it.buf == nil {
				return 0
			}
			return (len(it.buf.B) - it.off) / it.l.size
		})},
	})
}
