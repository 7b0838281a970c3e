// This file answers what a register holds where: which registers an instruction reads, which are live before an
// instruction, and which instructions may have written one. Setting f_lineno reads it, to tell where a frame may go on.
package code

import "slices"

// Reads calls yield with every register (index) that in reads.
func Reads(in Instr, yield func(reg int)) {
	if in.Op >= NumOps {
		return
	}
	info := &Table[in.Op]
	a := int(in.A) / RegSize
	if info.A == Reg {
		switch in.Op {
		case DelLocal, MakeCell, LoadDictOrCell, Send, YieldFrom:
			yield(a)
		case ExcLeave, EndAsyncFor:
			yield(a)
			yield(a + 1)
		default:
			if readsA[in.Op] {
				yield(a)
			}
		}
	}
	if info.B == Reg && in.Op != ForLoop {
		yield(int(in.B) / RegSize)
	}
	if info.C == Reg {
		yield(int(in.C) / RegSize)
	}
	r, n := Window(in)
	for ; n > 0; n-- {
		yield(r)
		r++
	}
}

// kills reports whether in surely writes what Written says, if it is got past.
func kills(op uint16) bool { return op != ForLoop }

// next calls yield with the instructions that may come after i, those of handlers left out.
func (c *Code) next(i int, yield func(j int)) {
	if to, ok := Target(c.Instrs[i], i); ok {
		yield(to)
	}
	if !Ends(c.Instrs[i].Op) && i+1 < len(c.Instrs) {
		yield(i + 1)
	}
}

// handlerTargets gives of each instruction the handler that covers it, -1 for none.
func (c *Code) handlerTargets() []int32 {
	h := make([]int32, len(c.Instrs))
	for i := range h {
		h[i] = -1
	}
	for k := len(c.ExcTable) - 1; k >= 0; k-- {
		e := &c.ExcTable[k]
		for i := e.Start; i < e.End; i++ {
			h[i] = e.Target
		}
	}
	return h
}

// Flow is what registers from first on hold in a Code.
type Flow struct {
	c        *Code
	first    int
	words    int
	live     []uint64 // words of each instruction: live before it
	handlers []int32
}

// FlowCost is about how many bytes NewFlow takes.
func (c *Code) FlowCost() int { return len(c.Instrs) * (12 + 8*(c.NRegs/64+1)) }

// NewFlow finds the live registers; poll is called now and then.
func (c *Code) NewFlow(first int, poll func() error) (*Flow, error) {
	n := len(c.Instrs)
	f := &Flow{c: c, first: first, words: (c.NRegs-first)/64 + 1, handlers: c.handlerTargets()}
	f.live = make([]uint64, n*f.words)
	state := make([]uint64, f.words)
	for changed := true; changed; {
		changed = false
		if err := poll(); err != nil {
			return nil, err
		}
		for i := n - 1; i >= 0; i-- {
			clear(state)
			join := func(j int) {
				for k, w := range f.live[j*f.words : (j+1)*f.words] {
					state[k] |= w
				}
			}
			c.next(i, join)
			in := c.Instrs[i]
			if kills(in.Op) {
				for r, k := Written(in); k > 0; k-- {
					if r >= first {
						state[(r-first)/64] &^= 1 << ((r - first) % 64)
					}
					r++
				}
			}
			Reads(in, func(r int) {
				if r >= first {
					state[(r-first)/64] |= 1 << ((r - first) % 64)
				}
			})
			if h := f.handlers[i]; h >= 0 {
				join(int(h))
			}
			if at := f.live[i*f.words : (i+1)*f.words]; !slices.Equal(at, state) {
				copy(at, state)
				changed = true
			}
		}
	}
	return f, nil
}

// Live gives the registers that are live before instruction i.
func (f *Flow) Live(i int) (regs []int) {
	for k, w := range f.live[i*f.words : (i+1)*f.words] {
		for b := range 64 {
			if w>>b&1 != 0 {
				regs = append(regs, f.first+k*64+b)
			}
		}
	}
	return
}

// IsLive reports whether a register is live before instruction i.
func (f *Flow) IsLive(i, reg int) bool {
	return f.live[i*f.words+(reg-f.first)/64]>>((reg-f.first)%64)&1 != 0
}

// Writers gives of some instructions those that may have written a register before each comes, in order; -1 stands
// for none at all.
func (f *Flow) Writers(reg int, at []int, poll func() error) ([][]int, error) {
	c := f.c
	in := make([][]int, len(c.Instrs))
	seen := make([]bool, len(c.Instrs))
	work := []int{0}
	flow := func(j int, set []int) {
		old := in[j]
		now := old
		for _, x := range set {
			if k, ok := slices.BinarySearch(now, x); !ok {
				if len(now) == len(old) {
					now = slices.Clone(now)
				}
				now = slices.Insert(now, k, x)
			}
		}
		if len(now) != len(old) || !seen[j] {
			in[j], seen[j] = now, true
			work = append(work, j)
		}
	}
	in[0], seen[0] = []int{-1}, true
	for steps := 0; len(work) > 0; steps++ {
		if steps&1023 == 0 {
			if err := poll(); err != nil {
				return nil, err
			}
		}
		i := work[len(work)-1]
		work = work[:len(work)-1]
		set := in[i]
		if h := f.handlers[i]; h >= 0 {
			flow(int(h), set)
		}
		if r, n := Written(c.Instrs[i]); r <= reg && reg < r+n {
			if kills(c.Instrs[i].Op) {
				set = []int{i}
			} else if k, ok := slices.BinarySearch(set, i); !ok {
				set = slices.Insert(slices.Clone(set), k, i)
			}
		}
		c.next(i, func(j int) { flow(j, set) })
	}
	out := make([][]int, len(at))
	for k, i := range at {
		out[k] = in[i]
	}
	return out, nil
}
