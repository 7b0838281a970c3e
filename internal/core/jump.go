// This file implements setting f_lineno from a trace function. Invariant: a frame goes on only where every temporary that is
// read from there on holds what some run that came there in order would have put in it.
package core

import (
	"fmt"
	"slices"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// setLine is frame.f_lineno = x.
func (t *Thread) setLine(o *FrameObj, x Value) error {
	if _, _, ok := AsInt(x); !ok {
		return t.ValueError("lineno must be an integer")
	}
	line, err := t.IndexInt(x)
	if err != nil {
		return err
	}
	tr := t.tr
	switch {
	case tr == nil || !tr.busy || tr.frame != o || o.live == 0:
		return t.ValueError("f_lineno can only be set in a trace function")
	case tr.event == "call":
		return t.ValueError("can't jump from the 'call' trace event of a new frame")
	case tr.event != "line":
		return t.ValueError("can only jump from a 'line' trace event")
	}
	c := o.rt.obj.c
	if line < c.FirstLine {
		return t.ValueError("line %d comes before the current code block", line)
	}
	targets := lineStarts(c, line)
	if len(targets) == 0 {
		return t.ValueError("line %d comes after the current code block", line)
	}
	if err := t.Charge(c.FlowCost()); err != nil {
		return err
	}
	first := max(c.NLocals, c.FreeReg+len(c.FreeVars))
	for _, r := range c.CellRegs {
		first = max(first, r+1)
	}
	fl, err := c.NewFlow(first, t.Poll)
	if err != nil {
		return err
	}
	j := jumper{t: t, o: o, c: c, fl: fl, from: o.index()}
	best := -1
	problem := ""
	for _, at := range targets {
		n, why, err := j.try(at, false)
		if err != nil {
			return err
		}
		if why == "" {
			if n > best {
				best, j.to = n, at
			}
		} else if problem == "" {
			problem = why
		}
	}
	if best < 0 {
		return t.ValueError("%s", problem)
	}
	if err := t.bindLocals(o, c); err != nil {
		return err
	}
	if _, _, err := j.try(j.to, true); err != nil {
		return err
	}
	t.frames[o.live-1].jump(j.to)
	tr.jumped, tr.jumpLine = true, int32(line)
	o.traceLine, o.tracePC = 0, -1
	return nil
}

// lineStarts gives the instructions where the first line not before the given one starts.
func lineStarts(c *code.Code, line int) (at []int) {
	found, last := int32(-1), int32(-2)
	var pending []int32 // lines of slots without instruction
	prologue := true
	start := func(l int32, i int) {
		if int(l) < line || found >= 0 && l > found {
			return
		}
		if l != found {
			found, at = l, nil
		}
		if len(at) == 0 || at[len(at)-1] != i {
			at = append(at, i)
		}
	}
	for p, i := range c.EachSlot {
		if p.Line != last && p.Line >= 0 {
			pending = append(pending, p.Line)
		}
		last = p.Line
		if i < 0 {
			continue
		}
		switch c.Instrs[i].Op {
		case code.MakeCell, code.NewCell, code.CopyFree:
			if prologue {
				continue
			}
		}
		prologue = false
		if op := c.Instrs[i].Op; op == code.ExcTake {
			pending = pending[:0]
			continue
		}
		for _, l := range pending {
			start(l, i)
		}
		pending = pending[:0]
	}
	return at
}

// bindLocals gives unbound locals None: the compiler trusts that a local is bound where every way to it binds it.
func (t *Thread) bindLocals(o *FrameObj, c *code.Code) error {
	n := 0
	if c.Flags&code.CoOptimized != 0 {
		for _, v := range o.regs[:c.NLocals] {
			if v.IsUnbound() {
				n++
			}
		}
		for i, s := range c.Scoped { // CPython has those of comprehensions among them
			if !slices.ContainsFunc(c.Scoped[:i], func(p code.ScopedLocal) bool { return p.Name == s.Name }) && !slices.Contains(c.VarNames, s.Name) {
				n++
			}
		}
	}
	if n == 0 {
		return nil
	}
	plural := "s"
	if n == 1 {
		plural = ""
	}
	if err := t.Warn(&ExcRuntimeWarning, fmt.Sprintf("assigning None to %d unbound local%s", n, plural), 1); err != nil {
		return err
	}
	for i, v := range o.regs[:c.NLocals] {
		if v.IsUnbound() {
			o.regs[i] = None
		}
	}
	return nil
}

type jumper struct {
	t    *Thread
	o    *FrameObj
	c    *code.Code
	fl   *code.Flow
	from int
	to   int
}

// try tells why the frame cannot go on at an instruction, "" if it can; with do it prepares the registers. The number is
// of temporaries that stay.
func (j *jumper) try(to int, do bool) (kept int, why string, err error) {
	if j.c.Instrs[to].Op == code.ExcEnter {
		return 0, "can't jump into an 'except' block as there's no exception", nil
	}
	here, there := j.fl.Live(j.from), j.fl.Live(to)
	at := []int{j.from, to}
	for _, r := range there {
		w, err := j.fl.Writers(r, at, j.t.Poll)
		if err != nil {
			return 0, "", err
		}
		same := slices.Contains(here, r) && !slices.Contains(w[0], -1)
		kind := j.kind(w[1])
		if kind == 0 || kind != j.kind(w[0]) {
			for _, i := range w[0] {
				same = same && slices.Contains(w[1], i)
			}
		}
		if same {
			kept++
			continue
		}
		if k, ok := j.constant(w[1]); ok {
			if do {
				j.o.regs[r] = k
			}
			continue
		}
		switch kind {
		case code.GetIter, code.GetAIter:
			return 0, "can't jump into the body of a for loop", nil
		case code.ExcEnter:
			return 0, "can't jump into an 'except' block as there's no exception", nil
		}
		return 0, "incompatible stacks", nil
	}
	for k := len(here) - 1; k >= 0; k-- {
		r := here[k]
		w, err := j.fl.Writers(r, at, j.t.Poll)
		if err != nil {
			return 0, "", err
		}
		if slices.Contains(there, r) && (slices.Equal(w[0], w[1]) || j.kind(w[0]) != 0 && j.kind(w[0]) == j.kind(w[1])) {
			continue
		}
		for _, i := range w[0] {
			if i < 0 {
				continue
			}
			switch in := j.c.Instrs[i]; in.Op {
			case code.ExcEnter:
				if do && int(in.A)/code.RegSize == r {
					f := &j.t.frames[j.o.live-1]
					j.t.excLeave(f, f.base, uint16(r*code.RegSize))
				}
			case code.LoadMethod, code.LoadGlobal, code.LoadName, code.Move, code.LoadLocal:
				if j.called(r, i) {
					return 0, "incompatible stacks", nil
				}
			}
		}
	}
	return kept, "", nil
}

// kind is what a register that some instructions wrote is to the block that it belongs to: the opcode of all of them, 0
// where it is nothing that one block has as well as another.
func (j *jumper) kind(writers []int) (op uint16) {
	for _, i := range writers {
		if i < 0 {
			return 0
		}
		k := j.c.Instrs[i].Op
		switch k {
		case code.AWithEnter:
			k = code.WithEnter
		case code.ExcTake:
			k = code.ExcEnter
		case code.GetIter, code.GetAIter, code.WithEnter, code.ExcEnter:
		default:
			return 0
		}
		if op != 0 && op != k {
			return 0
		}
		op = k
	}
	return
}

// called reports whether register r, written at instruction i, is the callee of a call whose arguments are being made.
func (j *jumper) called(r, i int) bool {
	for k := j.from; k < len(j.c.Instrs); k++ {
		switch in := j.c.Instrs[k]; in.Op {
		case code.Call, code.CallKw, code.CallMethod, code.CallMethodKw, code.CallEx:
			if int(in.B)/code.RegSize == r {
				return true
			}
		}
		if a, n := code.Written(j.c.Instrs[k]); a <= r && r < a+n {
			return false
		}
	}
	return false
}

// constant gives the value that all of some instructions load, if it is a constant: a loop keeps those that it uses.
func (j *jumper) constant(writers []int) (Value, bool) {
	out := Unbound
	for _, i := range writers {
		if i < 0 {
			continue
		}
		in := j.c.Instrs[i]
		var v Value
		switch in.Op {
		case code.SetNone:
			v = None
		case code.LoadK:
			v = *konst(unsafe.Pointer(unsafe.SliceData(j.o.rt.obj.consts)), in.B, in.C)
		case code.LoadInt:
			v = Int(int64(int32(code.JoinWide(in.B, in.C))))
		default:
			return Unbound, false
		}
		if !out.IsUnbound() && out != v {
			return Unbound, false
		}
		out = v
	}
	return out, !out.IsUnbound()
}
