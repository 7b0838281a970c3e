// This file is SharedBuffer: memory that several interpreters read and write. It lives as long as somebody has it, and
// crosses as a handle. Who writes while others read sees to the order himself, as with any shared memory.
package vchannels_

import (
	"fmt"

	"github.com/vivarium-py/vivarium/internal/core"
)

type bufferObj struct {
	core.Header
	mem []byte
}

type bufferHandle struct{ mem []byte }

func (h bufferHandle) Open(t *thread) (value, error) { return newBuffer(h.mem, &bufferType), nil }
func (h bufferHandle) Release()                      {}
func (h bufferHandle) Size() int                     { return len(h.mem) }

func newBuffer(mem []byte, typ *core.Type) value {
	o := core.New[bufferObj](typ)
	o.mem = mem
	return core.Obj(&o.Header)
}

func makeBuffer(t *thread, a []value) (value, error) {
	cls := core.AsType(a[0])
	if core.SlotsOf(a[1]).Index != nil {
		n, err := t.IndexInt(a[1])
		if err != nil {
			return core.Unbound, err
		}
		if n < 0 {
			return core.Unbound, t.ValueError("negative size")
		}
		if err := t.Charge(n); err != nil {
			return core.Unbound, err
		}
		return newBuffer(make([]byte, n), cls), nil
	}
	b, err := t.ReadBuffer(a[1])
	if err != nil {
		return core.Unbound, err
	}
	defer b.Done()
	if err := t.Charge(len(b.B)); err != nil {
		return core.Unbound, err
	}
	return newBuffer(append([]byte(nil), b.B...), cls), nil
}

func setupBuffer() {
	self := func(v value) *bufferObj { return core.As[bufferObj](v) }
	bufferType.Setup(&core.TypeSpec{
		Name: "interpreters.SharedBuffer", Layout: core.LayoutOf[bufferObj](), Flags: core.FlagGeneric | core.FlagBase,
		Doc: "Memory that interpreters share: of a size in bytes, or with a copy of a bytes-like\nobject. Sent to another interpreter it is the same memory.", Sig: "(source, /)",
		New: &core.Func{Name: "SharedBuffer", Sig: "(cls, source, /)", Flags: core.Charges, Fn: makeBuffer},
		Slots: core.Slots{
			Repr: func(t *thread, v value) (value, error) {
				return core.StrVal(fmt.Sprintf("<%s of %d bytes>", v.Type().Name(), len(self(v).mem))), nil
			},
			Len: func(t *thread, v value) (int, error) { return len(self(v).mem), nil },
			Buffer: func(t *thread, v value, writable bool) (*core.Buffer, error) {
				return &core.Buffer{B: self(v).mem, Format: "B", ItemSize: 1, Owner: v}, nil
			},
			GetItem: func(t *thread, v, key value) (value, error) {
				m, err := t.NewMemoryView(v)
				if err != nil {
					return core.Unbound, err
				}
				return t.GetItem(m, key)
			},
			SetItem: func(t *thread, v, key, x value) error {
				if x.IsUnbound() {
					return t.TypeError("cannot delete memory")
				}
				m, err := t.NewMemoryView(v)
				if err != nil {
					return err
				}
				return t.SetItem(m, key, x)
			},
			Compare: func(t *thread, a, b value, op core.CmpOp) (value, error) {
				if op != core.CmpEq && op != core.CmpNe || !a.Type().IsSubtype(&bufferType) || !b.Type().IsSubtype(&bufferType) {
					return core.NotImplemented, nil
				}
				x, y := self(a).mem, self(b).mem
				same := len(x) == len(y) && (len(x) == 0 && a == b || len(x) > 0 && &x[0] == &y[0])
				return core.Bool(same == (op == core.CmpEq)), nil
			},
			Hash: func(t *thread, v value) (int64, error) { return int64(len(self(v).mem)), nil },
		},
		GetSets: []core.GetSet{
			{Name: "nbytes", Get: func(t *thread, v value) (value, error) { return core.Int(int64(len(self(v).mem))), nil }},
		},
		Methods: []core.Func{
			{Name: "tobytes", Sig: "(self)", Flags: core.Charges, Doc: "A copy of the memory as bytes.", Fn: func(t *thread, a []value) (value, error) {
				return t.BytesCopy(self(a[0]).mem)
			}},
		},
	})
}
