// This file removes the checks of locals that are bound on every path to them: a forward data-flow analysis over
// the emitted instructions of which locals may be unbound. An instruction writes its result last, so what reaches
// a handler is the state before each instruction that it covers.
package compile

import "github.com/vivarium-py/vivarium/internal/code"

// dropChecks deletes each Check and turns each LoadLocal into Move where the local is bound.
func (u *unit) dropChecks() {
	bit := map[uint16]int{}
	for i := range u.ins {
		if !u.c.look(i) {
			return
		}
		switch in := &u.ins[i]; in.op {
		case code.Check:
			if _, ok := bit[in.a]; !ok {
				bit[in.a] = len(bit)
			}
		case code.LoadLocal:
			if _, ok := bit[in.b]; !ok {
				bit[in.b] = len(bit)
			}
		}
	}
	if len(bit) == 0 {
		u.dropUnbinds(nil)
		return
	}
	bitOf := make([]int16, u.max+1)
	for i := range bitOf {
		bitOf[i] = -1
	}
	for r, b := range bit {
		bitOf[r] = int16(b)
	}
	d := &dataflow{u: u, bitOf: bitOf, words: (len(bit) + 63) / 64}
	d.blocks()
	if u.c.err == nil {
		d.run(bit)
	}
	if u.c.err != nil {
		return
	}
	needed := d.rewriteChecks()
	u.dropUnbinds(needed)
}

// dropUnbinds deletes what unbinds a comprehension's variable that nothing checks.
func (u *unit) dropUnbinds(needed map[uint16]bool) {
	for i := range u.ins {
		if !u.c.look(i) {
			return
		}
		in := &u.ins[i]
		if in.op != code.Unbind || int(in.a) < u.base {
			continue
		}
		if !needed[in.a] {
			in.op, in.a = code.Nop, 0
			continue
		}
		// Known to be unbound from here on, the variable has its name for errors.
		for j := range u.scoped {
			if s := &u.scoped[j]; s.unbind == int32(i) && s.reg == int(in.a) {
				s.start = int32(i)
			}
		}
	}
}

type dataflow struct {
	u       *unit
	bitOf   []int16 // of a register, -1 if it is not tracked
	words   int
	starts  []int32 // first instruction of each block, and the end
	blockAt []int32 // block that starts at an instruction, -1
	in      []uint64
	seen    []bool
	work    []int32
	queued  []bool
}

func (d *dataflow) blocks() {
	ins := d.u.ins
	lead := d.u.c.marks(0, len(ins)+1)
	lead[0] = true
	for i := range ins {
		if !d.u.c.look(i) {
			return
		}
		in := &ins[i]
		if in.target != noLabel && in.op != code.MakeFunction {
			lead[d.u.labels[in.target].at] = true
			lead[i+1] = true
		}
		if in.handler != noLabel {
			lead[d.u.labels[in.handler].at] = true
		}
		if code.Ends(in.op) {
			lead[i+1] = true
		}
	}
	d.blockAt = make([]int32, len(ins)+1)
	for i := range ins {
		if !d.u.c.look(i) {
			return
		}
		d.blockAt[i] = -1
		if lead[i] {
			d.blockAt[i] = int32(len(d.starts))
			d.starts = append(d.starts, int32(i))
		}
	}
	n := len(d.starts)
	d.starts = append(d.starts, int32(len(ins)))
	d.in = make([]uint64, n*d.words)
	d.seen = make([]bool, n)
	d.queued = make([]bool, n)
}

// flow merges a state into the block at instruction at.
func (d *dataflow) flow(at int32, state []uint64) {
	if int(at) >= len(d.u.ins) {
		return
	}
	b := d.blockAt[at]
	in := d.in[int(b)*d.words : (int(b)+1)*d.words]
	changed := !d.seen[b]
	d.seen[b] = true
	for i, w := range state {
		if in[i]|w != in[i] {
			in[i] |= w
			changed = true
		}
	}
	if changed && !d.queued[b] {
		d.queued[b] = true
		d.work = append(d.work, b)
	}
}

func (d *dataflow) run(bit map[uint16]int) {
	state := make([]uint64, d.words)
	for r, b := range bit {
		if int(r) >= d.u.params {
			state[b/64] |= 1 << (b % 64)
		}
	}
	d.flow(0, state)
	for n := 0; len(d.work) > 0; n++ {
		if !d.u.c.look(n) {
			return
		}
		b := d.work[len(d.work)-1]
		d.work = d.work[:len(d.work)-1]
		d.queued[b] = false
		copy(state, d.in[int(b)*d.words:(int(b)+1)*d.words])
		d.block(b, state)
	}
}

func (d *dataflow) block(b int32, state []uint64) {
	ins := d.u.ins
	handler := noLabel
	dirty := true
	for i := d.starts[b]; i < d.starts[b+1]; i++ {
		if !d.u.c.look(int(i)) {
			return
		}
		in := &ins[i]
		if in.handler != noLabel && (dirty || in.handler != handler) {
			d.flow(d.u.labels[in.handler].at, state)
			handler, dirty = in.handler, false
		}
		if in.op == code.ForLoop {
			d.flowAfterWrite(d.u.labels[in.target].at, state, in.b)
			d.flow(i+1, state)
			return
		}
		dirty = d.apply(in, state) || dirty
		if in.target != noLabel && in.op != code.MakeFunction {
			d.flow(d.u.labels[in.target].at, state)
		}
		if code.Ends(in.op) {
			return
		}
	}
	d.flow(d.starts[b+1], state)
}

func (d *dataflow) flowAfterWrite(at int32, state []uint64, r uint16) {
	b := d.bitOf[r]
	if b < 0 || state[b/64]&(1<<(b%64)) == 0 {
		d.flow(at, state)
		return
	}
	state[b/64] &^= 1 << (b % 64)
	d.flow(at, state)
	state[b/64] |= 1 << (b % 64)
}

// apply changes the state as an instruction does and reports whether a local may have become unbound.
func (d *dataflow) apply(in *ins, state []uint64) bool {
	var first, n int
	switch in.op {
	case code.Check:
		first, n = int(in.a), 1
	case code.LoadLocal:
		d.set(state, int(in.b), false)
		first, n = int(in.a), 1
	case code.Unbind, code.DelLocal:
		d.set(state, int(in.a), true)
		return true
	default:
		first, n = code.Written(code.Instr{Op: in.op, A: in.a * code.RegSize, B: in.b, C: in.c})
	}
	for r := first; r < first+n; r++ {
		d.set(state, r, false)
	}
	return false
}

func (d *dataflow) set(state []uint64, r int, unbound bool) {
	if r >= len(d.bitOf) || d.bitOf[r] < 0 {
		return
	}
	b := d.bitOf[r]
	if unbound {
		state[b/64] |= 1 << (b % 64)
	} else {
		state[b/64] &^= 1 << (b % 64)
	}
}

// rewriteChecks drops what the analysis shows to be needless and gives the registers that are still checked.
func (d *dataflow) rewriteChecks() map[uint16]bool {
	needed := map[uint16]bool{}
	state := make([]uint64, d.words)
	for b := 0; b+1 < len(d.starts); b++ {
		if !d.seen[b] {
			continue
		}
		copy(state, d.in[b*d.words:(b+1)*d.words])
		for i := d.starts[b]; i < d.starts[b+1]; i++ {
			if !d.u.c.look(int(i)) {
				return nil
			}
			in := &d.u.ins[i]
			r := in.a
			if in.op == code.LoadLocal {
				r = in.b
			}
			if in.op == code.Check || in.op == code.LoadLocal {
				b := d.bitOf[r]
				unbound := state[b/64]&(1<<(b%64)) != 0
				d.apply(in, state)
				switch {
				case unbound:
					needed[r] = true
				case in.op == code.Check:
					in.op, in.a = code.Nop, 0
				default:
					in.op = code.Move
				}
				continue
			}
			d.apply(in, state)
		}
	}
	return needed
}
