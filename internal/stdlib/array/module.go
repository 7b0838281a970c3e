// This file declares the types and the module.
package array

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

type iterator struct {
	core.Header
	a *array
	i int
}

func setup() {
	repeat := func(t *thread, a *array, n int) ([]byte, error) {
		if n <= 0 || len(a.data) == 0 {
			return nil, nil
		}
		if n > (1<<46)/len(a.data) {
			return nil, t.MemoryError()
		}
		if err := t.Charge(n * len(a.data)); err != nil {
			return nil, err
		}
		out, err := core.MakeSlice[byte](t, 0, n*len(a.data))
		if err != nil {
			return nil, err
		}
		for k, every := 0, max(1<<20/max(len(a.data), 1), 1); k < n; k++ {
			if out, err = core.Append(t, out, a.data); err != nil {
				return nil, err
			}
			if k%every == 0 {
				if err := t.PollAtomic(1000); err != nil {
					return nil, err
				}
			}
		}
		return out, nil
	}
	find := func(t *thread, a *array, x value, from, to int) (int, error) {
		for i := from; i < a.len() && i < to; i++ {
			if err := t.Poll(); err != nil {
				return -1, err
			}
			if i >= a.len() { // what ran meanwhile took it away
				break
			}
			eq, err := t.Eq(a.item(i), x)
			if err != nil || eq {
				return i, err
			}
		}
		return -1, nil
	}
	arrayType.Setup(&core.TypeSpec{
		Name: "array.array", Layout: core.LayoutOf[array](), Flags: core.FlagBase | core.FlagGeneric | core.FlagSequence,
		Doc: "array(typecode[, initializer]) -> array\n\nA sequence of numbers or characters of one C type, named by typecode, which\nare stored compactly. The initializer is an iterable of such items, or bytes\n(for 'u' and 'w', a string) that hold them.",
		New: &core.Func{Name: "array", Sig: "(cls, *args, **kwargs)", Flags: core.Polls | core.Charges, Fn: arrayNew},
		Slots: core.Slots{
			Repr: repr, Compare: compare, GetItem: getItem, SetItem: setItem,
			Len: func(t *thread, v value) (int, error) { return self(v).len(), nil },
			Iter: func(t *thread, v value) (value, error) {
				it := core.New[iterator](&iterType)
				it.a = self(v)
				return core.Obj(&it.Header), nil
			},
			Contains: func(t *thread, v, x value) (bool, error) {
				i, err := find(t, self(v), x, 0, 1<<62)
				return i >= 0, err
			},
			Concat: func(t *thread, x, y value) (value, error) {
				a, b := self(x), asArray(y)
				if b == nil {
					return core.Unbound, t.TypeError("can only append array (not \"%s\") to array", y.TypeName())
				}
				if a.k.code != b.k.code {
					return core.Unbound, t.TypeError("bad argument type for built-in operation")
				}
				if err := t.Charge(len(a.data) + len(b.data)); err != nil {
					return core.Unbound, err
				}
				return newArray(a.k, append(append([]byte(nil), a.data...), b.data...)), nil
			},
			IConcat: func(t *thread, x, y value) (value, error) {
				if asArray(y) == nil {
					return core.Unbound, t.TypeError("can only extend with array (not \"%s\")", y.TypeName())
				}
				return x, self(x).extend(t, y)
			},
			Repeat: func(t *thread, v value, n int) (value, error) {
				data, err := repeat(t, self(v), n)
				return newArray(self(v).k, data), err
			},
			IRepeat: func(t *thread, v value, n int) (value, error) {
				data, err := repeat(t, self(v), n)
				if err != nil {
					return core.Unbound, err
				}
				if len(data) != len(self(v).data) {
					if err := self(v).resizable(t); err != nil {
						return core.Unbound, err
					}
				}
				self(v).data = data
				return v, nil
			},
			BufferReleases: true,
			Buffer: func(t *thread, v value, writable bool) (*core.Buffer, error) {
				a := self(v)
				a.exports++
				f := string(a.k.code)
				return &core.Buffer{B: a.data, Format: f, ItemSize: a.k.size, Owner: v, Release: func() { a.exports-- }}, nil
			},
		},
		GetSets: []core.GetSet{
			{Name: "typecode", Get: func(t *thread, v value) (value, error) { return core.StrVal(string(self(v).k.code)), nil }, Doc: "the character that names the type of the items"},
			{Name: "itemsize", Get: func(t *thread, v value) (value, error) { return core.Int(int64(self(v).k.size)), nil }, Doc: "how many bytes one item takes"},
		},
		Methods: []core.Func{
			{Name: "append", Sig: "(self, v, /)", Flags: core.Charges, Doc: "Add one item at the end.", Fn: func(t *thread, a []value) (value, error) { return core.None, self(a[0]).append(t, a[1]) }},
			{Name: "extend", Sig: "(self, bb, /)", Flags: core.Polls | core.Charges, Doc: "Add all items of an iterable at the end; another array must have the same type.", Fn: func(t *thread, a []value) (value, error) { return core.None, self(a[0]).extend(t, a[1]) }},
			{Name: "insert", Sig: "(self, i, v, /)", Flags: core.Charges, Doc: "Insert one item before position i.", Fn: func(t *thread, a []value) (value, error) {
				arr := self(a[0])
				i, err := t.IndexInt(a[1])
				if err != nil {
					return core.Unbound, err
				}
				if i < 0 {
					i = max(i+arr.len(), 0)
				}
				i = min(i, arr.len())
				if err := arr.append(t, a[2]); err != nil {
					return core.Unbound, err
				}
				sz := arr.k.size
				last := append([]byte(nil), arr.data[len(arr.data)-sz:]...)
				copy(arr.data[(i+1)*sz:], arr.data[i*sz:len(arr.data)-sz])
				copy(arr.data[i*sz:], last)
				return core.None, nil
			}},
			{Name: "pop", Sig: "(self, i=-1, /)", Flags: core.Pure, Doc: "Remove the item at position i, by default the last, and return it.", Fn: func(t *thread, a []value) (value, error) {
				arr := self(a[0])
				if arr.len() == 0 {
					return core.Unbound, t.IndexError("pop from empty array")
				}
				i, err := arr.index(t, a[1], "pop index out of range")
				if err != nil {
					return core.Unbound, err
				}
				if err := arr.resizable(t); err != nil {
					return core.Unbound, err
				}
				x, sz := arr.item(i), arr.k.size
				arr.data = append(arr.data[:i*sz], arr.data[(i+1)*sz:]...)
				return x, nil
			}},
			{Name: "remove", Sig: "(self, v, /)", Flags: core.Polls, Doc: "Remove the first item that equals v, or raise ValueError if there is none.", Fn: func(t *thread, a []value) (value, error) {
				arr := self(a[0])
				i, err := find(t, arr, a[1], 0, 1<<62)
				if err != nil {
					return core.Unbound, err
				}
				if i < 0 {
					return core.Unbound, t.ValueError("array.remove(x): x not in array")
				}
				return core.None, setItem(t, a[0], core.Int(int64(i)), core.Unbound)
			}},
			{Name: "clear", Sig: "(self, /)", Flags: core.Pure, Doc: "Leave the array empty.", Fn: func(t *thread, a []value) (value, error) {
				if err := self(a[0]).resizable(t); err != nil {
					return core.Unbound, err
				}
				self(a[0]).data = nil
				return core.None, nil
			}},
			{Name: "index", Sig: "(self, v, start=0, stop=9223372036854775807, /)", Flags: core.Polls, Doc: "Return the position of the first item between start and stop that equals v, or\nraise ValueError if there is none.", Fn: func(t *thread, a []value) (value, error) {
				arr := self(a[0])
				clip := func(v value) (int, error) {
					i, err := t.IndexClamp(v)
					if i < 0 {
						i = max(i+arr.len(), 0)
					}
					return i, err
				}
				lo, err := clip(a[2])
				if err != nil {
					return core.Unbound, err
				}
				hi, err := clip(a[3])
				if err != nil {
					return core.Unbound, err
				}
				i, err := find(t, arr, a[1], lo, hi)
				if err == nil && i < 0 {
					err = t.ValueError("array.index(x): x not in array")
				}
				return core.Int(int64(i)), err
			}},
			{Name: "count", Sig: "(self, v, /)", Flags: core.Polls, Doc: "Count the items that equal v.", Fn: func(t *thread, a []value) (value, error) {
				n := 0
				for from := 0; ; n++ {
					i, err := find(t, self(a[0]), a[1], from, 1<<62)
					if err != nil || i < 0 {
						return core.Int(int64(n)), err
					}
					from = i + 1
				}
			}},
			{Name: "reverse", Sig: "(self, /)", Flags: core.Pure, Doc: "Turn the order of the items around, in place.", Fn: func(t *thread, a []value) (value, error) {
				arr := self(a[0])
				sz := arr.k.size
				for i, j := 0, arr.len()-1; i < j; i, j = i+1, j-1 {
					if i&0x3fff == 0x3fff {
						if err := t.PollAtomic(0x4000 / core.SlowWork); err != nil {
							return core.Unbound, err
						}
					}
					for b := range sz {
						arr.data[i*sz+b], arr.data[j*sz+b] = arr.data[j*sz+b], arr.data[i*sz+b]
					}
				}
				return core.None, nil
			}},
			{Name: "byteswap", Sig: "(self, /)", Flags: core.Pure, Doc: "Turn the order of the bytes within each item around.", Fn: func(t *thread, a []value) (value, error) {
				arr := self(a[0])
				sz := arr.k.size
				for k, i := 0, 0; i < len(arr.data); k, i = k+1, i+sz {
					if k&0x3fff == 0x3fff {
						if err := t.PollAtomic(0x4000 / core.SlowWork); err != nil {
							return core.Unbound, err
						}
					}
					for x, y := i, i+sz-1; x < y; x, y = x+1, y-1 {
						arr.data[x], arr.data[y] = arr.data[y], arr.data[x]
					}
				}
				return core.None, nil
			}},
			{Name: "buffer_info", Sig: "(self, /)", Flags: core.Pure, Doc: "Return an address for the memory of the items, and how many items there are.", Fn: func(t *thread, a []value) (value, error) {
				return core.NewTuple(core.Uint(t.AddressOf(a[0])), core.Int(int64(self(a[0]).len()))), nil
			}},
			{Name: "tolist", Sig: "(self, /)", Flags: core.Charges, Doc: "Return the items as a list.", Fn: func(t *thread, a []value) (value, error) {
				arr := self(a[0])
				if err := t.Charge(arr.len() * 16); err != nil {
					return core.Unbound, err
				}
				out := make([]value, arr.len())
				for i := range out {
					if i&0x3fff == 0x3fff {
						if err := t.PollAtomic(0x4000 / core.SlowWork); err != nil {
							return core.Unbound, err
						}
					}
					if err := arr.character(t, i); err != nil {
						return core.Unbound, err
					}
					out[i] = arr.item(i)
				}
				return core.NewList(out), nil
			}},
			{Name: "fromlist", Sig: "(self, list, /)", Flags: core.Polls | core.Charges, Doc: "Add all items of a list at the end.", Fn: func(t *thread, a []value) (value, error) {
				l := core.AsList(a[1])
				if l == nil {
					return core.Unbound, t.TypeError("arg must be list")
				}
				arr := self(a[0])
				n := len(arr.data)
				for i := 0; i < len(l.Items()); i++ {
					if err := arr.append(t, l.Items()[i]); err != nil {
						arr.data = arr.data[:n]
						return core.Unbound, err
					}
				}
				return core.None, nil
			}},
			{Name: "tobytes", Sig: "(self, /)", Flags: core.Charges, Doc: "Return the memory of the items as bytes.", Fn: func(t *thread, a []value) (value, error) {
				if err := t.Charge(len(self(a[0]).data)); err != nil {
					return core.Unbound, err
				}
				return core.NewBytes(append([]byte(nil), self(a[0]).data...)), nil
			}},
			{Name: "frombytes", Sig: "(self, buffer, /)", Flags: core.Charges, Doc: "Add the items whose memory the given bytes are.\n\nRaise ValueError if these end within an item.", Fn: func(t *thread, a []value) (value, error) {
				b, err := t.BytesLike(a[1])
				if err != nil {
					return core.Unbound, err
				}
				return core.None, self(a[0]).fromBytes(t, append([]byte(nil), b...))
			}},
			{Name: "tounicode", Sig: "(self, /)", Flags: core.Charges, Doc: "Return the characters as a string; for arrays of type 'u' and 'w' only.", Fn: func(t *thread, a []value) (value, error) {
				arr := self(a[0])
				if arr.k.code != 'u' && arr.k.code != 'w' {
					return core.Unbound, t.ValueError("tounicode() may only be called on unicode type arrays ('u' or 'w')")
				}
				if err := t.Charge(len(arr.data)); err != nil {
					return core.Unbound, err
				}
				text, err := arr.text(t)
				return core.StrVal(text), err
			}},
			{Name: "fromunicode", Sig: "(self, ustr, /)", Flags: core.Charges, Doc: "Add the characters of a string; for arrays of type 'u' and 'w' only.", Fn: func(t *thread, a []value) (value, error) {
				s := core.AsStr(a[1])
				if s == nil {
					return core.Unbound, t.TypeError("fromunicode() argument must be str, not %s", a[1].TypeName())
				}
				return core.None, self(a[0]).fromUnicode(t, s)
			}},
			{Name: "tofile", Sig: "(self, f, /)", Flags: core.HostOp, Doc: "Write the memory of the items to a binary file.", Fn: func(t *thread, a []value) (value, error) {
				data, err := t.CopyOf(self(a[0]).data)
				if err == nil {
					_, err = t.CallMethod(a[1], core.Intern("write"), core.NewBytes(data))
				}
				return core.None, err
			}},
			{Name: "fromfile", Sig: "(self, f, n, /)", Flags: core.HostOp | core.Charges, Doc: "Read n items from a binary file and add them.\n\nIf the file ends before that, add what there is and raise EOFError.", Fn: func(t *thread, a []value) (value, error) {
				arr := self(a[0])
				n, err := t.Ssize(a[2])
				if err != nil {
					return core.Unbound, err
				}
				if n < 0 {
					return core.Unbound, t.ValueError("negative count")
				}
				if n > (1<<46)/arr.k.size {
					return core.Unbound, t.MemoryError()
				}
				v, err := t.CallMethod(a[1], core.Intern("read"), core.Int(int64(n*arr.k.size)))
				if err != nil {
					return core.Unbound, err
				}
				b := core.AsBytes(v)
				if b == nil {
					return core.Unbound, t.TypeError("read() didn't return bytes")
				}
				data := b.Bytes()
				short := len(data) != n*arr.k.size
				if err := arr.fromBytes(t, data[:len(data)/arr.k.size*arr.k.size]); err != nil {
					return core.Unbound, err
				}
				if short {
					return core.Unbound, t.Raise(&core.ExcEOFError, "read() returned not enough bytes")
				}
				return core.None, nil
			}},
			{Name: "__copy__", Sig: "(self, /)", Flags: core.Charges, Doc: "Return a new array of the same items.", Fn: func(t *thread, a []value) (value, error) {
				data, err := t.CopyOf(self(a[0]).data)
				return newArray(self(a[0]).k, data), err
			}},
			{Name: "__deepcopy__", Sig: "(self, unused, /)", Flags: core.Charges, Doc: "Return a new array of the same items.", Fn: func(t *thread, a []value) (value, error) {
				data, err := t.CopyOf(self(a[0]).data)
				return newArray(self(a[0]).k, data), err
			}},
			{Name: "__reduce_ex__", Sig: "(self, value, /)", Flags: core.Charges, Doc: "Return state information for pickling.", Fn: reduceEx},
			{Name: "__sizeof__", Sig: "(self, /)", Flags: core.Pure, Doc: "Return the memory this array takes up, in bytes.", Fn: func(t *thread, a []value) (value, error) {
				return core.Int(int64(80 + cap(self(a[0]).data))), nil
			}},
			core.ClassGetItemFunc(),
		},
	})
	iterType.Setup(&core.TypeSpec{
		Name: "array.arrayiterator", Layout: core.LayoutOf[iterator](), Flags: core.FlagNoNew | core.FlagGeneric,
		Slots: core.Slots{Iter: core.SelfIter, Next: func(t *thread, v value) (value, error) {
			it := core.As[iterator](v)
			if it.a == nil || it.i >= it.a.len() {
				it.a = nil
				return core.Unbound, nil
			}
			it.i++
			return it.a.item(it.i - 1), it.a.character(t, it.i-1)
		}},
		Methods: []core.Func{
			{Name: "__reduce__", Sig: "(self, /)", Flags: core.Pure, Doc: "Return state information for pickling.", Fn: func(t *thread, a []value) (value, error) {
				f, err := t.Builtin("iter")
				if err != nil {
					return core.Unbound, err
				}
				it := core.As[iterator](a[0])
				if it.a == nil {
					return core.NewTuple(f, core.NewTuple(core.NewTuple())), nil
				}
				return core.NewTuple(f, core.NewTuple(core.Obj(&it.a.Header)), core.Int(int64(it.i))), nil
			}},
			{Name: "__setstate__", Sig: "(self, state, /)", Flags: core.Pure, Doc: "Set state information for unpickling.", Fn: func(t *thread, a []value) (value, error) {
				i, err := t.Ssize(a[1])
				if err == nil {
					core.As[iterator](a[0]).i = max(i, 0)
				}
				return core.None, err
			}},
		},
	})
}

// Module declares array.
func Module() *core.ModuleDef {
	codes := ""
	for _, k := range kinds {
		codes += string(k.code)
	}
	return &core.ModuleDef{
		Name:  "array",
		Doc:   "Arrays: sequences of numbers or characters of one C type, stored compactly.",
		Types: func() []*core.Type { setupOnce.Do(setup); return []*core.Type{&arrayType} },
		Funcs: []core.Func{{Name: "_array_reconstructor", Sig: "(arraytype, typecode, mformat_code, items, /)", Doc: "Internal. Used for pickling support.", Flags: core.Polls | core.Charges, Fn: reconstruct}},
		Attrs: []core.Attr{{Name: "typecodes", Value: core.StrVal(codes)}},
		Init: func(t *thread, m *core.Module) error {
			m.Dict().SetStr(core.Intern("ArrayType"), arrayType.Val())
			abc, err := t.Import("_collections_abc")
			if err != nil {
				return err
			}
			seq, err := t.GetAttr(abc, core.Intern("MutableSequence"))
			if err != nil {
				return err
			}
			_, err = t.CallMethod(seq, core.Intern("register"), arrayType.Val())
			return err
		},
	}
}
