// This file turns a unit's instructions into a Code: it drops what does nothing, threads jumps, stretches those
// whose distance does not fit, scales registers, and writes the tables.
package compile

import (
	"slices"

	"github.com/vivarium-py/vivarium/internal/code"
)

func (u *unit) finish() *code.Code {
	c := u.c
	if c.err != nil {
		return nil
	}
	if !u.dead { // only after an error in the compiler's own bookkeeping
		u.returnNone()
	}
	if len(u.ins) == 0 {
		u.dead = false
		u.returnNone()
	}
	for _, step := range []func(){u.dropChecks, u.placeHoists, u.orderConsts, u.thread, u.compact,
		u.thread, u.compact, // what is dropped lets more jumps be joined
		u.relax,
	} {
		if step(); c.err != nil {
			return nil
		}
	}
	co := &code.Code{
		Name: u.name, QualName: u.qualname, Filename: c.filename, Flags: u.flags,
		ArgCount: u.argCount, PosOnlyCount: u.posOnly, KwOnlyCount: u.kwOnly,
		NLocals: len(u.varnames), NRegs: max(u.max, 1), VarNames: u.varnames,
		CellVars: u.cellVars, CellRegs: u.cellRegs, FreeVars: u.freeVars, FreeReg: u.freeReg,
		Names: exact(u.names), Consts: exact(u.consts), ICNames: exact(u.caches), FirstLine: u.firstLine,
	}
	co.Instrs = make([]code.Instr, len(u.ins))
	pos := code.NewPosWriter(u.ranges)
	open := noLabel
	for i := range u.ins {
		if !u.c.look(i) {
			return nil
		}
		in := &u.ins[i]
		co.Instrs[i] = u.encode(in, i)
		if in.pos.Line <= 0 {
			pos.Add(code.NoRange)
		} else {
			r := code.Range{Line: in.pos.Line, EndLine: in.pos.EndLine, Col: in.pos.Col, EndCol: in.pos.EndCol}
			if c.opts.LinesOnly {
				r = code.Range{Line: r.Line, EndLine: -1, Col: -1, EndCol: -1}
			}
			pos.Add(r)
		}
		if in.handler != noLabel {
			if in.handler == open {
				co.ExcTable[len(co.ExcTable)-1].End++
			} else {
				co.ExcTable = append(co.ExcTable, code.ExcEntry{Start: int32(i), End: int32(i + 1), Target: u.labels[in.handler].at})
			}
		}
		open = in.handler
	}
	u.ranges = pos.Bytes()
	co.Positions = exact(u.ranges)
	for _, s := range u.scoped {
		if s.start < s.end {
			co.Scoped = append(co.Scoped, code.ScopedLocal{Name: s.name, Reg: s.reg, Start: s.start, End: s.end, Cell: s.cell})
		}
	}
	co.Marks = u.finishMarks()
	if len(c.spare) < 64 && cap(u.ins) < 1<<12 && len(u.consts) < 1<<8 && len(u.names) < 1<<8 {
		c.spare = append(c.spare, u.buffers.emptied())
	}
	u.buffers = buffers{}
	return co
}

// exact gives a copy without spare room, nil of nothing.
func exact[T any](s []T) []T {
	if len(s) == 0 {
		return nil
	}
	return append(make([]T, 0, len(s)), s...)
}

// finishMarks puts the marks in order, with those of edges: what a jump does on its way comes before where it leads.
func (u *unit) finishMarks() []code.LineMark {
	for _, e := range u.edges {
		to := e.from + 1
		if in := &u.ins[e.from]; !e.next && in.target != noLabel && in.op != code.MakeFunction {
			to = u.labels[in.target].at
		}
		u.marks = append(u.marks, code.LineMark{At: to, From: e.from, Line: e.pos.Line, Edge: true})
	}
	if len(u.edges) > 0 {
		n := 0
		slices.SortStableFunc(u.marks, func(a, b code.LineMark) int {
			n++
			u.c.look(n)
			return int(a.At - b.At)
		})
	}
	return u.marks
}

func (u *unit) encode(in *ins, i int) code.Instr {
	out := code.Instr{Op: in.op, A: in.a, B: in.b, C: in.c}
	switch in.op {
	case code.ReturnK, code.Jmp, code.JmpBack:
		out.A = 0 // implicitReturn and ownLine are no operands
	}
	info := &code.Table[in.op]
	if info.A == code.Reg {
		out.A *= code.RegSize
	}
	if info.B == code.Reg {
		out.B *= code.RegSize
	}
	switch info.C {
	case code.Reg:
		out.C *= code.RegSize
	case code.Jump:
		out.C = uint16(int16(u.distance(in, i)))
	}
	switch {
	case info.B == code.WideJ:
		out.B, out.C = code.SplitWide(uint32(int32(u.distance(in, i))))
	case in.op == code.MakeFunction:
		out.B = uint16(in.target)
	}
	return out
}

func (u *unit) distance(in *ins, i int) int { return int(u.labels[in.target].at) - i - 1 }

// orderConsts moves nested codes to the front if there are too many constants for MakeFunction to reach them all.
func (u *unit) orderConsts() {
	if len(u.consts) <= 65535 || !u.hasCodes {
		return
	}
	where := make([]int, len(u.consts))
	var front, back []code.Const
	first := 0
	if u.flags&code.CoHasDocstring != 0 {
		front, first = append(front, u.consts[0]), 1
	}
	for pass := 0; pass < 2; pass++ {
		for i := first; i < len(u.consts); i++ {
			k := &u.consts[i]
			if isCode := k.Kind == code.ConstCode; isCode == (pass == 0) {
				if isCode {
					where[i] = len(front)
					front = append(front, *k)
				} else {
					where[i] = len(front) + len(back)
					back = append(back, *k)
				}
			}
		}
	}
	u.consts = append(front, back...)
	for i := range u.ins {
		if !u.c.look(i) {
			return
		}
		in := &u.ins[i]
		if code.Table[in.op].B == code.Wide {
			in.b, in.c = code.SplitWide(uint32(where[code.JoinWide(in.b, in.c)]))
		} else if in.op == code.MakeFunction {
			in.target = label(where[in.target])
		}
	}
	// What is still out of reach goes through a register.
	far := false
	for i := range u.ins {
		far = far || u.ins[i].op == code.MakeFunction && u.ins[i].target > 65535
	}
	if !far {
		return
	}
	spare := u.max
	u.top = u.max
	u.temp()
	u.rewrite(func(in ins, out []ins) []ins {
		if in.op != code.MakeFunction || in.target <= 65535 {
			return append(out, in)
		}
		k := in
		k.op, k.a, k.target = code.LoadK, uint16(spare), noLabel
		k.b, k.c = code.SplitWide(uint32(in.target))
		in.op, in.b, in.target = code.MakeFunctionX, uint16(spare), noLabel
		return append(out, k, in)
	})
}

// rewrite replaces each instruction by those that f appends, and moves labels and scopes along.
func (u *unit) rewrite(f func(in ins, out []ins) []ins) {
	where := make([]int32, len(u.ins)+1)
	out := make([]ins, 0, len(u.ins)+8)
	for i := range u.ins {
		if !u.c.look(i) {
			return
		}
		where[i] = int32(len(out))
		out = f(u.ins[i], out)
	}
	where[len(u.ins)] = int32(len(out))
	u.ins = out
	u.relocate(where)
}

// relocate moves labels and scopes to where their instructions went.
func (u *unit) relocate(where []int32) {
	for i := range u.labels {
		if !u.c.look(i) {
			return
		}
		if at := u.labels[i].at; at >= 0 {
			u.labels[i].at = where[at]
		}
	}
	for i := range u.marks {
		m := &u.marks[i]
		if m.At = where[m.At]; m.From >= 0 {
			m.From = where[m.From]
		}
	}
	for i := range u.edges {
		u.edges[i].from = where[u.edges[i].from]
	}
	u.edgesAt = nil
	for i := range u.scoped {
		u.scoped[i].start, u.scoped[i].end = where[u.scoped[i].start], where[u.scoped[i].end]
	}
}

// thread sends jumps to jumps where they lead in the end.
func (u *unit) thread() {
	for i := range u.ins {
		if !u.c.look(i) {
			return
		}
		in := &u.ins[i]
		if in.target == noLabel || in.op == code.MakeFunction || in.op == code.Send {
			continue
		}
		for hops := 0; hops < 8; hops++ {
			at := int(u.labels[in.target].at)
			if at >= len(u.ins) || u.ins[at].op != code.Jmp {
				break
			}
			next := u.ins[at].target
			if u.labels[next].at <= int32(i) {
				break // backwards only where a poll was asked for
			}
			u.addEdge(i, false, &u.ins[at])
			if at != i {
				u.edgesFrom(at, func(j int) { u.putEdge(edge{int32(i), false, u.edges[j].pos}) })
			}
			in.target = next
		}
		// A jump to the implicit return returns from where it is, whose line tells more.
		// One behind a conditional jump over it is for overJump.
		if in.op == code.Jmp && (i == 0 || u.ins[i-1].target == noLabel || u.labels[u.ins[i-1].target].at != int32(i+1)) {
			if at := int(u.labels[in.target].at); at < len(u.ins) && at > i && u.ins[at].op == code.ReturnK && u.ins[at].a != 0 {
				pos, handler, own := in.pos, in.handler, in.a == ownLine
				if u.ins[at].a == passReturn {
					pos = u.ins[at].pos
				} else if k := u.lastEdge(i); k != nil {
					pos = k.pos
				}
				*in = u.ins[at]
				if in.pos, in.handler = pos, handler; own {
					in.a = passReturn
				}
			}
		}
	}
	reached := make([]bool, len(u.ins)+1)
	for i := range u.ins {
		if !u.c.look(i) {
			return
		}
		if in := &u.ins[i]; in.target != noLabel && in.op != code.MakeFunction {
			reached[u.labels[in.target].at] = true
		}
	}
	for i := range u.ins {
		if !u.c.look(i) {
			return
		}
		if !reached[i+1] {
			u.overJump(i)
		}
	}
	u.splitReturn()
}

// splitReturn gives every line whose conditional jumps lead to the implicit return a return of its own, which tells the line.
func (u *unit) splitReturn() {
	end := len(u.ins)
	returns := map[int32]label{}
	for i := range end {
		if !u.c.look(i) {
			return
		}
		in := &u.ins[i]
		if in.target == noLabel || in.op == code.MakeFunction || in.op == code.Send || in.op == code.ForLoop || in.pos.Line <= 0 {
			continue
		}
		at := int(u.labels[in.target].at)
		pos := in.pos
		if k := u.lastEdge(i); k != nil {
			pos = k.pos
		}
		if at >= end || at <= i || u.ins[at].op != code.ReturnK || u.ins[at].a != implicitReturn || u.ins[at].pos.Line == pos.Line {
			continue
		}
		l, ok := returns[pos.Line]
		if !ok {
			l = u.newLabel()
			u.labels[l].at = int32(len(u.ins))
			returns[pos.Line] = l
			ret := u.ins[at]
			ret.pos, ret.a = pos, 0
			u.ins = append(u.ins, ret)
		}
		u.ins[i].target = l
	}
}

// lastEdge is the last statement that the jump at i does on its way.
func (u *unit) lastEdge(i int) (k *edge) {
	u.edgesFrom(i, func(j int) {
		if !u.edges[j].next {
			k = &u.edges[j]
		}
	})
	return k
}

// overJump turns a conditional jump over a jump that nothing else reaches into the opposite jump to where that leads.
func (u *unit) overJump(i int) {
	in := &u.ins[i]
	if i+2 >= len(u.ins) || in.target == noLabel || in.op == code.MakeFunction ||
		u.ins[i+1].op != code.Jmp && !(u.ins[i+1].op == code.JmpBack && pollsBackwards(in.op)) || u.ins[i+1].handler != in.handler || int(u.labels[in.target].at) != i+2 {
		return
	}
	op, ok := inverse(in.op)
	if !ok {
		op, ok = inverseWide(in.op)
	}
	j := &u.ins[i+1]
	if !ok || j.op == code.Jmp && int(u.labels[j.target].at) <= i {
		return
	}
	if j.a == ownLine && j.op == code.Jmp && u.nextKept(i+1, j.target) { // both ways lead to one place
		j.op, j.a, j.c, j.target = code.Nop, 0, keptNop, noLabel
		return
	}
	in.op, in.target = op, j.target
	u.edgesFrom(i, func(k int) { u.edges[k].next = !u.edges[k].next })
	u.edgesFrom(i+1, func(k int) { u.edges[k].from = int32(i) })
	if u.edgesAt != nil {
		u.edgesAt[int32(i)] = append(u.edgesAt[int32(i)], u.edgesAt[int32(i)+1]...)
		slices.Sort(u.edgesAt[int32(i)])
		delete(u.edgesAt, int32(i)+1)
	}
	u.addEdge(i, false, j)
	j.op, j.a, j.target = code.Nop, 0, noLabel
}

// pollsBackwards reports whether a conditional jump spends budget when it jumps backwards.
func pollsBackwards(op uint16) bool {
	return op >= code.JLt && op <= code.JNotGeI || op == code.JmpTrue || op == code.JmpFalse
}

// inverseWide is inverse for the tests of one register.
func inverseWide(op uint16) (uint16, bool) {
	switch op {
	case code.JmpTrue:
		return code.JmpFalse, true
	case code.JmpFalse:
		return code.JmpTrue, true
	case code.JmpNone:
		return code.JmpNotNone, true
	case code.JmpNotNone:
		return code.JmpNone, true
	}
	return 0, false
}

// compact drops moves to themselves, jumps to what follows, and what cannot be reached after threading.
func (u *unit) compact() {
	for again, rounds := true, 0; again && rounds < 3; rounds++ {
		again = false
		target := u.c.marks(0, len(u.ins)+1)
		for i := range u.ins {
			if !u.c.look(i) {
				return
			}
			in := &u.ins[i]
			if in.target != noLabel && in.op != code.MakeFunction {
				target[u.labels[in.target].at] = true
			}
			if in.handler != noLabel {
				target[u.labels[in.handler].at] = true
			}
		}
		drop := u.c.marks(1, len(u.ins))
		any := false
		dead := false
		last := -1
		for i := range u.ins {
			if !u.c.look(i) {
				return
			}
			in := &u.ins[i]
			if target[i] {
				dead = false
			}
			switch {
			case dead, in.op == code.Nop && in.c != keptNop, in.op == code.Move && in.a == in.b:
				drop[i], any = true, true
				if dead && (in.target != noLabel || in.handler != noLabel) {
					again = true
				}
			case in.op == code.Jmp && u.nextKept(i, in.target):
				if last >= 0 && !target[i] && in.a == ownLine && u.ins[last].target != noLabel {
					in.op, in.a, in.c, in.target = code.Nop, 0, keptNop, noLabel
					break
				}
				drop[i], any = true, true
				if last >= 0 && !target[i] {
					u.addEdge(last, true, in)
				}
			default:
				dead = code.Ends(in.op)
			}
			if !drop[i] {
				last = i
			}
		}
		if !any {
			return
		}
		where := make([]int32, len(u.ins)+1)
		n := 0
		for i := range u.ins {
			if !u.c.look(i) {
				return
			}
			where[i] = int32(n)
			if !drop[i] {
				u.ins[n] = u.ins[i]
				n++
			}
		}
		where[len(u.ins)] = int32(n)
		if len(u.edges) > 0 {
			u.edges = slices.DeleteFunc(u.edges, func(e edge) bool { return drop[e.from] })
			u.edgesAt = nil
		}
		u.ins = u.ins[:n]
		u.relocate(where)
	}
}

// nextKept reports whether a jump at i to l only skips instructions that do nothing.
func (u *unit) nextKept(i int, l label) bool {
	at := int(u.labels[l].at)
	if at <= i {
		return false
	}
	for j := i + 1; j < at; j++ {
		if in := &u.ins[j]; in.op != code.Nop || in.c == keptNop {
			return false
		}
	}
	return true
}

// inverse gives the jump that is taken when op is not, if there is one.
func inverse(op uint16) (uint16, bool) {
	switch {
	case op >= code.JLt && op <= code.JGe:
		return op - code.JLt + code.JNotLt, true
	case op >= code.JNotLt && op <= code.JNotGe:
		return op - code.JNotLt + code.JLt, true
	case op >= code.JLtI && op <= code.JGeI:
		return op - code.JLtI + code.JNotLtI, true
	case op >= code.JNotLtI && op <= code.JNotGeI:
		return op - code.JNotLtI + code.JLtI, true
	}
	switch op {
	case code.JIs:
		return code.JIsNot, true
	case code.JIsNot:
		return code.JIs, true
	case code.JIn:
		return code.JNotIn, true
	case code.JNotIn:
		return code.JIn, true
	}
	return 0, false
}

// relax replaces short jumps whose distance does not fit.
func (u *unit) relax() {
	for {
		far := map[int]bool{}
		limit := 32767
		if len(u.ins) > limit {
			limit = 32000 // leave room for what relaxing others adds nearby
		}
		for i := range u.ins {
			if !u.c.look(i) {
				return
			}
			in := &u.ins[i]
			if in.target == noLabel || code.Table[in.op].C != code.Jump {
				continue
			}
			if d := u.distance(in, i); d > limit || d < -limit {
				far[i] = true
			}
		}
		if len(far) == 0 {
			return
		}
		i := 0
		var skips []struct {
			l  label
			at int32
		}
		place := func(at int) label {
			l := u.newLabel()
			skips = append(skips, struct {
				l  label
				at int32
			}{l, int32(at)})
			return l
		}
		u.rewrite(func(in ins, out []ins) []ins {
			i++
			if !far[i-1] {
				return append(out, in)
			}
			j := in
			j.op, j.a, j.b, j.c = code.Jmp, 0, 0, 0
			if u.labels[in.target].at < int32(i) {
				j.op = code.JmpBack
			}
			if inv, ok := inverse(in.op); ok {
				in.op = inv
				in.target = place(len(out) + 2)
				return append(out, in, j)
			}
			// taken: over the jump that leads on
			over := j
			over.op = code.Jmp
			in.target = place(len(out) + 2)
			over.target = place(len(out) + 3)
			return append(out, in, over, j)
		})
		for _, s := range skips {
			u.labels[s.l].at = s.at
		}
	}
}
