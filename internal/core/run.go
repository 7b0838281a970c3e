// This file is the loop. Invariants: an instruction has no side effect before the last point at which it may
// leave the switch; everything that is not a fast path leaves the switch into one block, which saves pc,
// lets slow() do the instruction and reloads; a frame is whole whenever the loop is left. No defer, no calls
// on the fast paths but those that the compiler inlines.
package core

import (
	"math"
	"math/bits"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

func reg(base unsafe.Pointer, off uint16) *Value { return (*Value)(unsafe.Add(base, uintptr(off))) }

func konst(k unsafe.Pointer, b, c uint16) *Value {
	return (*Value)(unsafe.Add(k, (uintptr(b)|uintptr(c)<<16)*code.RegSize))
}

func cache(ics unsafe.Pointer, i uint16) *IC { return (*IC)(unsafe.Add(ics, uintptr(i)*icSize)) }

func wideJump(pc unsafe.Pointer, b, c uint16) unsafe.Pointer {
	return unsafe.Add(pc, int(int32(uint32(b)|uint32(c)<<16))*8)
}

func shortJump(pc unsafe.Pointer, c uint16) unsafe.Pointer { return unsafe.Add(pc, int(int16(c))*8) }

func boolVal(b bool) Value {
	if b {
		return Value{ref: &trueObj.Header}
	}
	return Value{ref: &falseObj.Header}
}

const frameSize = unsafe.Sizeof(Frame{})

// run executes the top frame, which has frameEntry set, until it returns or an exception leaves it.
func (t *Thread) run() (Value, error) {
	if t.tracing {
		if v, err := t.runTraced(); !t.relaunch {
			return v, err
		}
		t.relaunch = false
	}
	f := &t.frames[t.nf-1]
	pc, base := f.pc, f.base
	rt := f.fn.rt
	k, ics := rt.consts, rt.ics
	for {
		in := (*code.Instr)(pc)
		pc = unsafe.Add(pc, 8)
		switch in.Op {
		case code.Nop:
			continue
		case code.Move:
			*reg(base, in.A) = *reg(base, in.B)
			continue
		case code.LoadLocal:
			if v := *reg(base, in.B); v.ref != &unboundObj.Header {
				*reg(base, in.A) = v
				continue
			}
		case code.LoadK:
			*reg(base, in.A) = *konst(k, in.B, in.C)
			continue
		case code.LoadInt:
			*reg(base, in.A) = Value{bits: uint64(int64(int32(uint32(in.B) | uint32(in.C)<<16)))}
			continue
		case code.Check:
			if reg(base, in.A).ref != &unboundObj.Header {
				continue
			}
		case code.Unbind:
			if r := reg(base, in.A); r.ref == nil || r.ref == &unboundObj.Header {
				*r = Value{ref: &unboundObj.Header}
				continue
			}
		case code.SetNone:
			if r := reg(base, in.A); r.ref == nil || r.ref == &unboundObj.Header || r.ref == &noneObj.Header {
				*r = Value{ref: &noneObj.Header}
				continue
			}
		case code.LoadCell:
			c := cast[Cell](reg(base, in.B).ref)
			if v := c.v; v.ref != &unboundObj.Header {
				*reg(base, in.A) = v
				continue
			}
		case code.StoreCell:
			cast[Cell](reg(base, in.A).ref).v = *reg(base, in.B)
			continue
		case code.LoadGlobal:
			ic := cache(ics, in.B)
			d := f.fn.globals
			if uint(ic.entry) < uint(len(d.entries)) {
				if e := &d.entries[ic.entry]; e.key.ref == &ic.name.Header {
					*reg(base, in.A) = e.val
					continue
				}
			}
			if ic.dict == d && ic.mver == d.kver && ic.dict2 == f.fn.builtins {
				b := f.fn.builtins
				if uint(ic.off) < uint(len(b.entries)) {
					if e := &b.entries[ic.off]; e.key.ref == &ic.name.Header {
						*reg(base, in.A) = e.val
						continue
					}
				}
			}
		case code.StoreGlobal:
			ic := cache(ics, in.B)
			d := f.fn.globals
			if uint(ic.entry) < uint(len(d.entries)) {
				if e := &d.entries[ic.entry]; e.key.ref == &ic.name.Header {
					e.val = *reg(base, in.A)
					continue
				}
			}
		case code.LoadName:
			ic := cache(ics, in.B)
			d := f.fn.globals
			if (*reg(base, 0)).ref == &d.Header {
				if uint(ic.entry) < uint(len(d.entries)) {
					if e := &d.entries[ic.entry]; e.key.ref == &ic.name.Header {
						*reg(base, in.A) = e.val
						continue
					}
				}
			}
		case code.StoreName:
			ic := cache(ics, in.B)
			d := f.fn.globals
			if (*reg(base, 0)).ref == &d.Header && uint(ic.entry) < uint(len(d.entries)) {
				if e := &d.entries[ic.entry]; e.key.ref == &ic.name.Header {
					e.val = *reg(base, in.A)
					continue
				}
			}
		case code.GetAttr:
			ic := cache(ics, in.C)
			r := reg(base, in.B).ref
			if r != nil {
				if r.shape == ic.shape {
					// Unbound is a deleted slot of __slots__.
					if v := *(*Value)(unsafe.Add(unsafe.Pointer(r), uintptr(ic.off))); v.ref != &unboundObj.Header {
						*reg(base, in.A) = v
						continue
					}
				} else if r.shape == ic.next && ic.typ.version == ic.mver {
					*reg(base, in.A) = ic.val
					continue
				} else if r.shape == &ModuleType.shape0 {
					if d := cast[Module](r).dict; uint(ic.entry) < uint(len(d.entries)) {
						if e := &d.entries[ic.entry]; e.key.ref == &ic.name.Header {
							*reg(base, in.A) = e.val
							continue
						}
					}
				}
			}
		case code.SetAttr:
			ic := cache(ics, in.C)
			r := reg(base, in.A).ref
			if r != nil && r.shape == ic.shape {
				*(*Value)(unsafe.Add(unsafe.Pointer(r), uintptr(ic.off))) = *reg(base, in.B)
				if ic.next != ic.shape {
					r.shape = ic.next
				}
				continue
			}
		case code.LoadMethod:
			ic := cache(ics, in.C)
			v := *reg(base, in.B)
			if v.ref != nil {
				if v.ref.shape == ic.shape && ic.typ.version == ic.mver {
					*reg(base, in.A+16) = v
					*reg(base, in.A) = ic.val
					continue
				} else if v.ref.shape == &ModuleType.shape0 {
					if d := cast[Module](v.ref).dict; uint(ic.entry) < uint(len(d.entries)) {
						if e := &d.entries[ic.entry]; e.key.ref == &ic.name.Header {
							*reg(base, in.A+16) = Value{ref: &unboundObj.Header}
							*reg(base, in.A) = e.val
							continue
						}
					}
				}
			}
		case code.GetItem:
			b, c := reg(base, in.B), reg(base, in.C)
			if c.ref == nil && b.ref != nil {
				if b.ref.shape == &ListType.shape0 {
					l := cast[List](b.ref)
					if i := c.bits; i < uint64(len(l.items)) {
						*reg(base, in.A) = *(*Value)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(l.items)), i*16))
						continue
					}
				} else if b.ref.shape == &TupleType.shape0 {
					l := cast[Tuple](b.ref)
					if i := c.bits; i < uint64(len(l.items)) {
						*reg(base, in.A) = *(*Value)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(l.items)), i*16))
						continue
					}
				}
			}
			if b.ref != nil && b.ref.shape == &DictType.shape0 {
				f.pc = pc
				if t.dictOp(f, *in) {
					goto reload
				}
				goto slowed
			}
		case code.GetItemI:
			b := reg(base, in.B)
			if b.ref != nil {
				if b.ref.shape == &ListType.shape0 {
					l := cast[List](b.ref)
					if i := uint64(int64(int16(in.C))); i < uint64(len(l.items)) {
						*reg(base, in.A) = *(*Value)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(l.items)), i*16))
						continue
					}
				} else if b.ref.shape == &TupleType.shape0 {
					l := cast[Tuple](b.ref)
					if i := uint64(int64(int16(in.C))); i < uint64(len(l.items)) {
						*reg(base, in.A) = *(*Value)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(l.items)), i*16))
						continue
					}
				}
			}
		case code.SetItem:
			a, b := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && a.ref != nil && a.ref.shape == &ListType.shape0 {
				l := cast[List](a.ref)
				if i := b.bits; i < uint64(len(l.items)) {
					*(*Value)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(l.items)), i*16)) = *reg(base, in.C)
					continue
				}
			} else if a.ref != nil && a.ref.shape == &DictType.shape0 {
				f.pc = pc
				if t.dictOp(f, *in) {
					goto reload
				}
				goto slowed
			}
		case code.In, code.NotIn, code.JIn, code.JNotIn:
			f.pc = pc
			if t.dictOp(f, *in) {
				goto reload
			}
			goto slowed
		case code.GetIter:
			f.pc = pc
			if t.iterateInLoop(f, in) {
				goto reload
			}
			goto slowed
		case code.BuildTuple:
			f.pc = pc
			buildTuple(f, in)
			goto reload
		case code.BuildList:
			f.pc = pc
			buildList(f, in)
			goto reload
		case code.Yield:
			f.pc = pc
			switch t.yieldPlain(f, in) {
			case yieldedBelow:
				goto reload
			case yieldedOut:
				goto left
			}
			goto slowed
		case code.Neg:
			b := reg(base, in.B)
			if b.ref == nil && b.bits != 1<<63 {
				*reg(base, in.A) = Value{bits: -b.bits}
				continue
			}
			if b.ref == &floatHeader {
				*reg(base, in.A) = Value{&floatHeader, b.bits ^ 1<<63}
				continue
			}
		case code.Not:
			switch b := reg(base, in.B); b.ref {
			case &trueObj.Header:
				*reg(base, in.A) = Value{ref: &falseObj.Header}
				continue
			case &falseObj.Header, &noneObj.Header:
				*reg(base, in.A) = Value{ref: &trueObj.Header}
				continue
			case nil:
				*reg(base, in.A) = boolVal(b.bits == 0)
				continue
			}
		case code.Add, code.IAdd:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				x, y := int64(b.bits), int64(c.bits)
				if z := x + y; (x^z)&(y^z) >= 0 {
					*reg(base, in.A) = Value{bits: uint64(z)}
					continue
				}
			} else if b.ref == &floatHeader {
				if c.ref == &floatHeader {
					*reg(base, in.A) = Value{&floatHeader, math.Float64bits(math.Float64frombits(b.bits) + math.Float64frombits(c.bits))}
					continue
				} else if c.ref == nil {
					*reg(base, in.A) = Value{&floatHeader, math.Float64bits(math.Float64frombits(b.bits) + float64(int64(c.bits)))}
					continue
				}
			} else if c.ref == &floatHeader && b.ref == nil {
				*reg(base, in.A) = Value{&floatHeader, math.Float64bits(float64(int64(b.bits)) + math.Float64frombits(c.bits))}
				continue
			}
		case code.Sub, code.ISub:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				x, y := int64(b.bits), int64(c.bits)
				if z := x - y; (x^y)&(x^z) >= 0 {
					*reg(base, in.A) = Value{bits: uint64(z)}
					continue
				}
			} else if b.ref == &floatHeader {
				if c.ref == &floatHeader {
					*reg(base, in.A) = Value{&floatHeader, math.Float64bits(math.Float64frombits(b.bits) - math.Float64frombits(c.bits))}
					continue
				} else if c.ref == nil {
					*reg(base, in.A) = Value{&floatHeader, math.Float64bits(math.Float64frombits(b.bits) - float64(int64(c.bits)))}
					continue
				}
			} else if c.ref == &floatHeader && b.ref == nil {
				*reg(base, in.A) = Value{&floatHeader, math.Float64bits(float64(int64(b.bits)) - math.Float64frombits(c.bits))}
				continue
			}
		case code.Mul, code.IMul:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				x, y := int64(b.bits), int64(c.bits)
				hi, lo := bits.Mul64(uint64(x), uint64(y))
				if int64(hi)-(x>>63&y)-(y>>63&x) == int64(lo)>>63 {
					*reg(base, in.A) = Value{bits: lo}
					continue
				}
			} else if b.ref == &floatHeader {
				if c.ref == &floatHeader {
					*reg(base, in.A) = Value{&floatHeader, math.Float64bits(math.Float64frombits(b.bits) * math.Float64frombits(c.bits))}
					continue
				} else if c.ref == nil {
					*reg(base, in.A) = Value{&floatHeader, math.Float64bits(math.Float64frombits(b.bits) * float64(int64(c.bits)))}
					continue
				}
			} else if c.ref == &floatHeader && b.ref == nil {
				*reg(base, in.A) = Value{&floatHeader, math.Float64bits(float64(int64(b.bits)) * math.Float64frombits(c.bits))}
				continue
			}
		case code.TrueDiv, code.ITrueDiv:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == &floatHeader {
				if c.ref == &floatHeader {
					if d := math.Float64frombits(c.bits); d != 0 {
						*reg(base, in.A) = Value{&floatHeader, math.Float64bits(math.Float64frombits(b.bits) / d)}
						continue
					}
				} else if c.ref == nil && c.bits != 0 {
					*reg(base, in.A) = Value{&floatHeader, math.Float64bits(math.Float64frombits(b.bits) / float64(int64(c.bits)))}
					continue
				}
			} else if c.ref == &floatHeader && b.ref == nil {
				if d := math.Float64frombits(c.bits); d != 0 {
					*reg(base, in.A) = Value{&floatHeader, math.Float64bits(float64(int64(b.bits)) / d)}
					continue
				}
			} else if b.ref == nil && c.ref == nil {
				x, y := int64(b.bits), int64(c.bits)
				const exact = 1 << 53
				if y != 0 && uint64(x+exact) <= 2*exact && uint64(y+exact) <= 2*exact {
					*reg(base, in.A) = Value{&floatHeader, math.Float64bits(float64(x) / float64(y))}
					continue
				}
			}
		case code.FloorDiv, code.IFloorDiv:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				x, y := int64(b.bits), int64(c.bits)
				if y != 0 && y != -1 {
					q := x / y
					if r := x - q*y; r != 0 && r^y < 0 {
						q--
					}
					*reg(base, in.A) = Value{bits: uint64(q)}
					continue
				}
			}
		case code.Mod, code.IMod:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				x, y := int64(b.bits), int64(c.bits)
				if y != 0 && y != -1 {
					r := x % y
					if r != 0 && r^y < 0 {
						r += y
					}
					*reg(base, in.A) = Value{bits: uint64(r)}
					continue
				}
			}
		case code.And, code.IAnd:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				*reg(base, in.A) = Value{bits: b.bits & c.bits}
				continue
			}
		case code.Or, code.IOr:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				*reg(base, in.A) = Value{bits: b.bits | c.bits}
				continue
			}
		case code.Xor, code.IXor:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				*reg(base, in.A) = Value{bits: b.bits ^ c.bits}
				continue
			}
		case code.LShift, code.ILShift:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil && c.bits < 63 {
				if x := int64(b.bits); x<<c.bits>>c.bits == x {
					*reg(base, in.A) = Value{bits: uint64(x << c.bits)}
					continue
				}
			}
		case code.RShift, code.IRShift:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil && c.bits < 64 {
				*reg(base, in.A) = Value{bits: uint64(int64(b.bits) >> c.bits)}
				continue
			}
		case code.AddI, code.IAddI:
			b := reg(base, in.B)
			if b.ref == nil {
				x, y := int64(b.bits), int64(int16(in.C))
				if z := x + y; (x^z)&(y^z) >= 0 {
					*reg(base, in.A) = Value{bits: uint64(z)}
					continue
				}
			} else if b.ref == &floatHeader {
				*reg(base, in.A) = Value{&floatHeader, math.Float64bits(math.Float64frombits(b.bits) + float64(int16(in.C)))}
				continue
			}
		case code.SubI, code.ISubI:
			b := reg(base, in.B)
			if b.ref == nil {
				x, y := int64(b.bits), int64(int16(in.C))
				if z := x - y; (x^y)&(x^z) >= 0 {
					*reg(base, in.A) = Value{bits: uint64(z)}
					continue
				}
			} else if b.ref == &floatHeader {
				*reg(base, in.A) = Value{&floatHeader, math.Float64bits(math.Float64frombits(b.bits) - float64(int16(in.C)))}
				continue
			}
		case code.MulI, code.IMulI:
			b := reg(base, in.B)
			if b.ref == nil {
				x, y := int64(b.bits), int64(int16(in.C))
				if z := x * y; uint64(x+1<<47) < 1<<48 {
					*reg(base, in.A) = Value{bits: uint64(z)}
					continue
				}
			} else if b.ref == &floatHeader {
				*reg(base, in.A) = Value{&floatHeader, math.Float64bits(math.Float64frombits(b.bits) * float64(int16(in.C)))}
				continue
			}
		case code.FloorDivI, code.IFloorDivI:
			b := reg(base, in.B)
			if b.ref == nil {
				x, y := int64(b.bits), int64(int16(in.C))
				if y > 0 {
					q := x / y
					if x-q*y < 0 {
						q--
					}
					*reg(base, in.A) = Value{bits: uint64(q)}
					continue
				}
			}
		case code.ModI, code.IModI:
			b := reg(base, in.B)
			if b.ref == nil {
				x, y := int64(b.bits), int64(int16(in.C))
				if y > 0 {
					r := x % y
					if r < 0 {
						r += y
					}
					*reg(base, in.A) = Value{bits: uint64(r)}
					continue
				}
			}
		case code.LShiftI, code.ILShiftI:
			b := reg(base, in.B)
			if b.ref == nil {
				if x := int64(b.bits); in.C < 63 && x<<in.C>>in.C == x {
					*reg(base, in.A) = Value{bits: uint64(x << in.C)}
					continue
				}
			}
		case code.RShiftI, code.IRShiftI:
			b := reg(base, in.B)
			if b.ref == nil {
				if in.C < 64 {
					*reg(base, in.A) = Value{bits: uint64(int64(b.bits) >> in.C)}
					continue
				}
			}
		case code.AndI, code.IAndI:
			b := reg(base, in.B)
			if b.ref == nil {
				*reg(base, in.A) = Value{bits: b.bits & uint64(int64(int16(in.C)))}
				continue
			}
		case code.Lt:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				*reg(base, in.A) = boolVal(int64(b.bits) < int64(c.bits))
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				*reg(base, in.A) = boolVal(math.Float64frombits(b.bits) < math.Float64frombits(c.bits))
				continue
			}
		case code.Le:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				*reg(base, in.A) = boolVal(int64(b.bits) <= int64(c.bits))
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				*reg(base, in.A) = boolVal(math.Float64frombits(b.bits) <= math.Float64frombits(c.bits))
				continue
			}
		case code.Eq:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				*reg(base, in.A) = boolVal(int64(b.bits) == int64(c.bits))
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				*reg(base, in.A) = boolVal(math.Float64frombits(b.bits) == math.Float64frombits(c.bits))
				continue
			}
		case code.Ne:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				*reg(base, in.A) = boolVal(int64(b.bits) != int64(c.bits))
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				*reg(base, in.A) = boolVal(math.Float64frombits(b.bits) != math.Float64frombits(c.bits))
				continue
			}
		case code.Gt:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				*reg(base, in.A) = boolVal(int64(b.bits) > int64(c.bits))
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				*reg(base, in.A) = boolVal(math.Float64frombits(b.bits) > math.Float64frombits(c.bits))
				continue
			}
		case code.Ge:
			b, c := reg(base, in.B), reg(base, in.C)
			if b.ref == nil && c.ref == nil {
				*reg(base, in.A) = boolVal(int64(b.bits) >= int64(c.bits))
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				*reg(base, in.A) = boolVal(math.Float64frombits(b.bits) >= math.Float64frombits(c.bits))
				continue
			}
		case code.Is:
			*reg(base, in.A) = boolVal(*reg(base, in.B) == *reg(base, in.C))
			continue
		case code.IsNot:
			*reg(base, in.A) = boolVal(*reg(base, in.B) != *reg(base, in.C))
			continue
		case code.Jmp:
			pc = wideJump(pc, in.B, in.C)
			continue
		case code.JmpBack:
			pc = wideJump(pc, in.B, in.C)
			t.budget--
			if t.budget >= 0 {
				continue
			}
			t.jumped = true
		case code.JmpTrue:
			v := reg(base, in.A)
			var truth bool
			switch v.ref {
			case &trueObj.Header:
				truth = true
			case &falseObj.Header, &noneObj.Header:
			case nil:
				truth = v.bits != 0
			default:
				if v.ref.shape != &ListType.shape0 {
					goto slow
				}
				truth = len(cast[List](v.ref).items) != 0
			}
			if truth == true {
				to := wideJump(pc, in.B, in.C)
				if uintptr(to) < uintptr(pc) {
					t.budget--
					if t.budget < 0 {
						t.jumped = true
						pc = to
						goto slow
					}
				}
				pc = to
			}
			continue
		case code.JmpFalse:
			v := reg(base, in.A)
			var truth bool
			switch v.ref {
			case &trueObj.Header:
				truth = true
			case &falseObj.Header, &noneObj.Header:
			case nil:
				truth = v.bits != 0
			default:
				if v.ref.shape != &ListType.shape0 {
					goto slow
				}
				truth = len(cast[List](v.ref).items) != 0
			}
			if truth == false {
				to := wideJump(pc, in.B, in.C)
				if uintptr(to) < uintptr(pc) {
					t.budget--
					if t.budget < 0 {
						t.jumped = true
						pc = to
						goto slow
					}
				}
				pc = to
			}
			continue
		case code.JmpNone:
			if reg(base, in.A).ref == &noneObj.Header {
				pc = wideJump(pc, in.B, in.C)
			}
			continue
		case code.JmpNotNone:
			if reg(base, in.A).ref != &noneObj.Header {
				pc = wideJump(pc, in.B, in.C)
			}
			continue
		case code.JIs:
			if *reg(base, in.A) == *reg(base, in.B) {
				pc = shortJump(pc, in.C)
			}
			continue
		case code.JIsNot:
			if *reg(base, in.A) != *reg(base, in.B) {
				pc = shortJump(pc, in.C)
			}
			continue
		case code.JLt:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if int64(b.bits) < int64(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if math.Float64frombits(b.bits) < math.Float64frombits(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JLtI:
			b := reg(base, in.A)
			if b.ref == nil {
				if int64(b.bits) < int64(int16(in.B)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNotLt:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if !(int64(b.bits) < int64(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if !(math.Float64frombits(b.bits) < math.Float64frombits(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNotLtI:
			b := reg(base, in.A)
			if b.ref == nil {
				if !(int64(b.bits) < int64(int16(in.B))) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JLe:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if int64(b.bits) <= int64(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if math.Float64frombits(b.bits) <= math.Float64frombits(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JLeI:
			b := reg(base, in.A)
			if b.ref == nil {
				if int64(b.bits) <= int64(int16(in.B)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNotLe:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if !(int64(b.bits) <= int64(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if !(math.Float64frombits(b.bits) <= math.Float64frombits(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNotLeI:
			b := reg(base, in.A)
			if b.ref == nil {
				if !(int64(b.bits) <= int64(int16(in.B))) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JEq:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if int64(b.bits) == int64(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if math.Float64frombits(b.bits) == math.Float64frombits(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref != nil && c.ref != nil && b.ref.shape == &StrType.shape0 && c.ref.shape == &StrType.shape0 {
				f.pc = pc
				if t.jumpStr(f, in) {
					goto reload
				}
				goto slowed
			}
		case code.JEqI:
			b := reg(base, in.A)
			if b.ref == nil {
				if int64(b.bits) == int64(int16(in.B)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNotEq:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if !(int64(b.bits) == int64(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if !(math.Float64frombits(b.bits) == math.Float64frombits(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref != nil && c.ref != nil && b.ref.shape == &StrType.shape0 && c.ref.shape == &StrType.shape0 {
				f.pc = pc
				if t.jumpStr(f, in) {
					goto reload
				}
				goto slowed
			}
		case code.JNotEqI:
			b := reg(base, in.A)
			if b.ref == nil {
				if !(int64(b.bits) == int64(int16(in.B))) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNe:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if int64(b.bits) != int64(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if math.Float64frombits(b.bits) != math.Float64frombits(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNeI:
			b := reg(base, in.A)
			if b.ref == nil {
				if int64(b.bits) != int64(int16(in.B)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNotNe:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if !(int64(b.bits) != int64(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if !(math.Float64frombits(b.bits) != math.Float64frombits(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNotNeI:
			b := reg(base, in.A)
			if b.ref == nil {
				if !(int64(b.bits) != int64(int16(in.B))) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JGt:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if int64(b.bits) > int64(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if math.Float64frombits(b.bits) > math.Float64frombits(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JGtI:
			b := reg(base, in.A)
			if b.ref == nil {
				if int64(b.bits) > int64(int16(in.B)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNotGt:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if !(int64(b.bits) > int64(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if !(math.Float64frombits(b.bits) > math.Float64frombits(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNotGtI:
			b := reg(base, in.A)
			if b.ref == nil {
				if !(int64(b.bits) > int64(int16(in.B))) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JGe:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if int64(b.bits) >= int64(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if math.Float64frombits(b.bits) >= math.Float64frombits(c.bits) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JGeI:
			b := reg(base, in.A)
			if b.ref == nil {
				if int64(b.bits) >= int64(int16(in.B)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNotGe:
			b, c := reg(base, in.A), reg(base, in.B)
			if b.ref == nil && c.ref == nil {
				if !(int64(b.bits) >= int64(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			} else if b.ref == &floatHeader && c.ref == &floatHeader {
				if !(math.Float64frombits(b.bits) >= math.Float64frombits(c.bits)) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.JNotGeI:
			b := reg(base, in.A)
			if b.ref == nil {
				if !(int64(b.bits) >= int64(int16(in.B))) {
					pc = shortJump(pc, in.C)
					t.budget += int32(int16(in.C)) >> 15
					if t.budget < 0 {
						t.jumped = true
						goto slow
					}
				}
				continue
			}
		case code.ForLoop:
			it := reg(base, in.A).ref
			switch it.shape {
			case &RangeIterType.shape0:
				r := (*RangeIter)(unsafe.Pointer(it))
				if t.budget--; t.budget < 0 {
					goto unpaid
				}
				if r.n > 0 {
					r.n--
					*reg(base, in.B) = Value{bits: uint64(r.cur)}
					r.cur += r.step
					pc = shortJump(pc, in.C)
					continue
				}
				if r.own {
					*reg(base, in.A) = None
					t.spareRange = r
				}
				continue
			case &ListIterType.shape0:
				li := (*ListIter)(unsafe.Pointer(it))
				if t.budget--; t.budget < 0 {
					goto unpaid
				}
				if l := li.list; l != nil {
					if uint(li.i) < uint(len(l.items)) {
						*reg(base, in.B) = *(*Value)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(l.items)), uintptr(li.i)*16))
						li.i++
						pc = shortJump(pc, in.C)
						continue
					}
					li.list = nil
					if li.own {
						*reg(base, in.A) = None
						t.spareList = li
					}
				}
				continue
			case &TupleIterType.shape0:
				ti := (*TupleIter)(unsafe.Pointer(it))
				if t.budget--; t.budget < 0 {
					goto unpaid
				}
				if u := ti.tup; u != nil {
					if uint(ti.i) < uint(len(u.items)) {
						*reg(base, in.B) = *(*Value)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(u.items)), uintptr(ti.i)*16))
						ti.i++
						pc = shortJump(pc, in.C)
						continue
					}
					ti.tup = nil
				}
				continue
			case &GeneratorType.shape0:
				f.pc = pc
				if t.enterPlainGen(f, *in) {
					goto reload
				}
				goto slowed
			case &DictKeyIterType.shape0:
				// Anything but a plain next entry is left to the slow path.
				di := (*dictIter)(unsafe.Pointer(it))
				if d := di.d; d != nil && di.used == d.used && di.left > 0 && uint(di.pos) < uint(len(d.entries)) {
					e := (*dictEntry)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(d.entries)), uintptr(di.pos)*unsafe.Sizeof(dictEntry{})))
					if e.hash != noHash {
						if t.budget--; t.budget < 0 {
							goto unpaid
						}
						*reg(base, in.B) = e.key
						di.pos++
						di.left--
						pc = shortJump(pc, in.C)
						continue
					}
				}
			}
		case code.Unpack:
			if v := reg(base, in.B).ref; v != nil && v.shape == &TupleType.shape0 {
				u := cast[Tuple](v)
				if len(u.items) == int(in.C) {
					src, dst := unsafe.Pointer(unsafe.SliceData(u.items)), reg(base, in.A)
					switch in.C {
					case 2:
						*dst = *(*Value)(src)
						*(*Value)(unsafe.Add(unsafe.Pointer(dst), 16)) = *(*Value)(unsafe.Add(src, 16))
						continue
					case 3:
						*dst = *(*Value)(src)
						*(*Value)(unsafe.Add(unsafe.Pointer(dst), 16)) = *(*Value)(unsafe.Add(src, 16))
						*(*Value)(unsafe.Add(unsafe.Pointer(dst), 32)) = *(*Value)(unsafe.Add(src, 32))
						continue
					}
				}
			}
		case code.Call:
			fv := reg(base, in.B).ref
			if fv != nil && fv.shape == &FunctionType.shape0 {
				fn := cast[Function](fv)
				crt := fn.rt
				nb := unsafe.Add(base, uintptr(in.B)+16)
				if off := uintptr(nb) - t.lo; crt.simple == uint32(in.C) && off < t.size && t.size-off >= crt.nregs && t.nf < t.maxnf {
					t.budget--
					if t.budget < 0 {
						goto unpaid
					}
					f.pc = pc
					f = (*Frame)(unsafe.Add(unsafe.Pointer(f), frameSize))
					f.base, f.fn = nb, fn
					t.nf++
					for p := uintptr(in.C) * 16; p < crt.nlocal; p += 16 {
						*(*Value)(unsafe.Add(nb, p)) = Value{ref: &unboundObj.Header}
					}
					pc, base, k, ics = crt.pc0, nb, crt.consts, crt.ics
					continue
				}
			} else if fv != nil && fv.shape == &NativeFunctionType.shape0 && cast[Native](fv).arity.Load() != 0 {
				f.pc = pc
				if t.callInLoop(f, in, code.RegSize, 0) {
					goto reload
				}
				goto slowed
			} else if fv != nil && fv.shape == &TypeType.shape0 {
				f.pc = pc
				if t.callClass(f, in) {
					goto reload
				}
				goto slowed
			}
		case code.CallMethod:
			fv := reg(base, in.B).ref
			if fv != nil && fv.shape == &FunctionType.shape0 && reg(base, in.B+16).ref != &unboundObj.Header {
				fn := cast[Function](fv)
				crt := fn.rt
				nb := unsafe.Add(base, uintptr(in.B)+16)
				if off := uintptr(nb) - t.lo; crt.simple == uint32(in.C)+1 && off < t.size && t.size-off >= crt.nregs && t.nf < t.maxnf {
					t.budget--
					if t.budget < 0 {
						goto unpaid
					}
					f.pc = pc
					f = (*Frame)(unsafe.Add(unsafe.Pointer(f), frameSize))
					f.base, f.fn = nb, fn
					t.nf++
					for p := uintptr(in.C)*16 + 16; p < crt.nlocal; p += 16 {
						*(*Value)(unsafe.Add(nb, p)) = Value{ref: &unboundObj.Header}
					}
					pc, base, k, ics = crt.pc0, nb, crt.consts, crt.ics
					continue
				}
			} else if fv != nil && fv.shape == &NativeMethodType.shape0 && cast[Native](fv).arity.Load() != 0 {
				if n, self := cast[Native](fv), reg(base, in.B+16).ref; self != nil && self.shape == &n.owner.shape0 {
					f.pc = pc
					if t.callInLoop(f, in, code.RegSize, 1) {
						goto reload
					}
					goto slowed
				}
			} else if fv != nil && fv.shape == &NativeFunctionType.shape0 && cast[Native](fv).arity.Load() != 0 && reg(base, in.B+16).ref == &unboundObj.Header {
				f.pc = pc
				if t.callInLoop(f, in, 2*code.RegSize, 0) {
					goto reload
				}
				goto slowed
			}
		case code.Return:
			v := *reg(base, in.A)
			fl := f.flags
			if fl == frameInit && v.ref == &noneObj.Header {
				v = Value{ref: f.inst}
				f.inst, f.flags, fl = nil, 0, 0
			}
			if fl == 0 || fl == frameOp && v.ref != &notImplementedObj.Header {
				if fl != 0 {
					f.flags = 0
				}
				t.nf--
				f = (*Frame)(unsafe.Add(unsafe.Pointer(f), -int(frameSize)))
				pc, base = f.pc, f.base
				crt := f.fn.rt
				k, ics = crt.consts, crt.ics
				*reg(base, (*code.Instr)(unsafe.Add(pc, -8)).A) = v
				continue
			}
		case code.ReturnK:
			v := *konst(k, in.B, in.C)
			fl := f.flags
			if fl == frameInit && v.ref == &noneObj.Header {
				v = Value{ref: f.inst}
				f.inst, f.flags, fl = nil, 0, 0
			}
			if fl == 0 || fl == frameOp && v.ref != &notImplementedObj.Header {
				if fl != 0 {
					f.flags = 0
				}
				t.nf--
				f = (*Frame)(unsafe.Add(unsafe.Pointer(f), -int(frameSize)))
				pc, base = f.pc, f.base
				crt := f.fn.rt
				k, ics = crt.consts, crt.ics
				*reg(base, (*code.Instr)(unsafe.Add(pc, -8)).A) = v
				continue
			}
		case code.ListAppend:
			l := cast[List](reg(base, in.A).ref)
			if n := len(l.items); n < cap(l.items) {
				l.items = l.items[:n+1]
				l.items[n] = *reg(base, in.B)
				continue
			}
		}
		goto slow
	unpaid: // slow pays for the instruction
		t.budget++
	slow:
		f.pc = pc
	slowed:
		if !t.slow() {
			goto reload
		}
	left:
		if !t.relaunch {
			v, err := t.result, t.raised
			t.result, t.raised = Value{}, nil
			return v, err
		}
		if v, err := t.runTraced(); !t.relaunch {
			return v, err
		}
		t.relaunch = false
	reload: // nothing but t is kept over a call: the compiler would store it before every instruction
		f = (*Frame)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(t.frames)), uintptr(t.nf-1)*frameSize))
		pc, base = f.pc, f.base
		crt := f.fn.rt
		k, ics = crt.consts, crt.ics
	}
}
