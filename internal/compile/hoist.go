// This file keeps constants that loops use as operands in registers of their own, loaded where the outermost loop
// around is entered. While compiling they have register numbers from hoistBase on; finishing gives them the
// registers right above the locals and moves the temporaries up, for a callee's frame may begin at any temporary.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

const (
	hoistBase = 0x8000
	maxHoists = 24
)

type hoisting struct {
	depth    int // of loops around
	at       int // the Nop where the outermost loop begins
	off      bool
	used     []int // constants that this outermost loop uses
	consts   []int // index of each hoisted constant
	ids      map[int]int
	preloads map[int][]int
}

// beginLoop and endLoop surround the code of a loop.
func (u *unit) beginLoop() {
	h := &u.hoist
	if h.depth++; h.depth == 1 {
		h.off = u.dead
		h.at = len(u.ins)
		h.used = nil
		u.emit(code.Nop, 0, 0, 0)
	}
}

func (u *unit) endLoop() {
	h := &u.hoist
	if h.depth--; h.depth == 0 && len(h.used) > 0 {
		if h.preloads == nil {
			h.preloads = map[int][]int{}
		}
		h.preloads[h.at] = h.used
		h.used = nil
	}
}

// hoisted gives the register of a constant expression used in a loop.
func (u *unit) hoisted(e syntax.Expr) (reg, bool) {
	if u.hoist.depth == 0 || u.hoist.off || u.dead || !mayFold(e) {
		return 0, false
	}
	k, ok := u.c.fold(e)
	if !ok {
		return 0, false
	}
	return u.hoistConst(k)
}

func (u *unit) hoistConst(k code.Const) (reg, bool) {
	h := &u.hoist
	if h.depth == 0 || h.off || u.dead {
		return 0, false
	}
	if _, ok := keyOf(&k); !ok {
		return 0, false
	}
	i := u.constant(k)
	id, ok := h.ids[i]
	if !ok {
		if len(h.consts) == maxHoists {
			return 0, false
		}
		if h.ids == nil {
			h.ids = map[int]int{}
		}
		id = len(h.consts)
		h.ids[i] = id
		h.consts = append(h.consts, i)
	}
	for _, x := range h.used {
		if x == id {
			return hoistBase + id, true
		}
	}
	h.used = append(h.used, id)
	return hoistBase + id, true
}

// placeHoists loads the constants and renumbers registers.
func (u *unit) placeHoists() {
	h := &u.hoist
	n := len(h.consts)
	if n == 0 {
		return
	}
	if u.max+n > code.MaxRegs {
		u.c.errorAt(u.pos, "too many local variables and intermediate values in %s (more than %d)", u.name, code.MaxRegs)
		return
	}
	i := -1
	u.rewrite(func(in ins, out []ins) []ins {
		i++
		for _, id := range h.preloads[i] {
			l := in
			l.op, l.a = code.LoadK, uint16(hoistBase+id)
			l.b, l.c = code.SplitWide(uint32(h.consts[id]))
			out = append(out, l)
		}
		return append(out, in)
	})
	fix := func(r *uint16) {
		if *r >= hoistBase {
			*r = *r - hoistBase + uint16(u.base)
		} else if int(*r) >= u.base {
			*r += uint16(n)
		}
	}
	for i := range u.ins {
		in := &u.ins[i]
		info := &code.Table[in.op]
		if info.A == code.Reg {
			fix(&in.a)
		}
		if info.B == code.Reg {
			fix(&in.b)
		}
		if info.C == code.Reg {
			fix(&in.c)
		}
	}
	for i := range u.scoped {
		if u.scoped[i].reg >= u.base {
			u.scoped[i].reg += n
		}
	}
	u.max += n
}
