// This file implements sys.monitoring (PEP 669): tools, their events and callbacks. Events come from runTraced, as those of
// sys.settrace do, so a program without tools pays nothing. Invariant: every thread's tracing flag is set while a tool has
// an event.
package core

import (
	"github.com/vivarium-py/vivarium/internal/code"
)

// Events, by bit. From monRaise on they belong to no place in the code, and cannot be had for one code object or disabled.
const (
	monStart = iota
	monResume
	monReturn
	monYield
	monCall
	monLine
	monInstruction
	monJump
	monLeft
	monRight
	monStopIteration
	monRaise
	monHandled
	monUnwind
	monThrow
	monReraise
	monCReturn
	monCRaise
	monBranch
	numMonEvents
)

var monNames = [numMonEvents]string{"PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH_LEFT",
	"BRANCH_RIGHT", "STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE", "BRANCH"}

const monTools = 6

// monPlace is where an event was disabled.
type monPlace struct {
	co  *CodeObj
	off int32
	ev  uint8
}

// monitoring is an interpreter's tools.
type monitoring struct {
	names     [monTools]Value // Unbound: not in use
	events    [monTools]uint32
	callbacks [monTools][numMonEvents]Value
	local     map[*CodeObj]*[monTools]uint32
	off       map[monPlace]uint8 // bits of tools
	wanted    uint32             // by any tool, somewhere
	disable   Value
	missing   Value
}

func (t *Thread) monitor() *monitoring {
	in := t.interp
	if in.mon == nil {
		m := &monitoring{local: map[*CodeObj]*[monTools]uint32{}, off: map[monPlace]uint8{}}
		for i := range m.names {
			m.names[i] = Unbound
			for j := range m.callbacks[i] {
				m.callbacks[i][j] = Unbound
			}
		}
		m.disable, m.missing = obj(ObjectType.Alloc()), obj(ObjectType.Alloc())
		in.mon = m
	}
	return in.mon
}

// wants reports whether some tool has an event.
func (t *Thread) wants(ev uint8) bool {
	m := t.interp.mon
	return m != nil && m.wanted>>ev&1 != 0
}

// update spreads a change of events to the threads.
func (m *monitoring) update(t *Thread) {
	w := uint32(0)
	for _, e := range m.events {
		w |= e
	}
	for _, l := range m.local {
		for _, e := range l {
			w |= e
		}
	}
	if w>>monBranch&1 != 0 {
		w |= 1<<monLeft | 1<<monRight
	}
	if w>>monCall&1 != 0 {
		w |= 1<<monCReturn | 1<<monCRaise
	}
	fresh := w != 0 && m.wanted == 0
	m.wanted = w
	for u := range t.interp.threads {
		u.tracer()
		if fresh {
			for i := range u.nf {
				u.frames[i].flags |= frameSeen
			}
		}
		u.updateTracing()
	}
}

// emit tells the tools of an event in the top frame. line is in the place of an offset for LINE.
func (t *Thread) emit(ev uint8, co *CodeObj, off int, place Value, args ...Value) error {
	m := t.interp.mon
	bit := uint32(1) << ev
	switch ev {
	case monCReturn, monCRaise:
		bit = 1 << monCall
	}
	key := monPlace{co, int32(off), ev}
	for tool := range monTools {
		have := m.events[tool]
		if l := m.local[co]; l != nil {
			have |= l[tool]
		}
		cb := m.callbacks[tool][ev]
		if have&bit == 0 || !cb.Given() {
			// A tool may have asked for branches of both kinds as one.
			if (ev == monLeft || ev == monRight) && have>>monBranch&1 != 0 {
				cb = m.callbacks[tool][monBranch]
			} else if have&bit == 0 {
				continue
			}
			if !cb.Given() {
				continue
			}
		}
		if m.off[key]>>tool&1 != 0 {
			continue
		}
		r, err := t.callMonitor(cb, append([]Value{obj(&co.Header), place}, args...))
		if err != nil {
			return err
		}
		if r == m.disable {
			if ev >= monRaise {
				m.callbacks[tool][ev] = Unbound
				return t.ValueError("Cannot disable %s events. Callback removed.", monNames[ev])
			}
			if _, ok := m.off[key]; !ok {
				if err := t.Charge(64); err != nil {
					return err
				}
			}
			m.off[key] |= 1 << tool
		}
	}
	return nil
}

// callMonitor calls a tool's function; there are no events within.
func (t *Thread) callMonitor(cb Value, args []Value) (Value, error) {
	tr := t.tracer()
	t.setSP(t.top().regTop())
	caught := t.caught
	tr.busy = true
	t.updateTracing()
	r, err := t.Call(cb, args...)
	tr.busy = false
	t.caught = caught
	t.updateTracing()
	return r, err
}

// emitHere is emit with the offset of the instruction that the top frame is at.
func (t *Thread) emitHere(ev uint8, args ...Value) error {
	if !t.wants(ev) {
		return nil
	}
	f := t.top()
	o := f.fn.rt.obj
	off := o.c.Offset(f.index())
	return t.emit(ev, o, off, Int(int64(off)), args...)
}

// monBefore gives the events that come before an instruction; entered says that the frame was entered or resumed.
func (t *Thread) monBefore(in code.Instr, entered bool) error {
	f := t.top()
	o := f.fn.rt.obj
	if entered {
		ev, off := uint8(monStart), 0
		if i := f.index(); i > 0 && f.gen != nil {
			ev, off = monResume, o.c.Offset(i-1)
		}
		if t.wants(ev) {
			if err := t.emit(ev, o, off, Int(int64(off))); err != nil || !t.tracing {
				return err
			}
			f = t.top()
		}
	}
	if t.wants(monLine) {
		if err := t.monLines(f, o); err != nil || !t.tracing {
			return err
		}
		f = t.top()
	}
	if t.wants(monInstruction) {
		if err := t.emitHere(monInstruction); err != nil || !t.tracing {
			return err
		}
		f = t.top()
	}
	switch in.Op {
	case code.Return:
		return t.emitHere(monReturn, *reg(f.base, in.A))
	case code.ReturnK:
		return t.emitHere(monReturn, *konst(f.fn.rt.consts, in.B, in.C))
	case code.YieldFrom:
		return t.emitHere(monYield, *reg(f.base, in.A))
	case code.Yield, code.AYield:
		return t.emitHere(monYield, *reg(f.base, in.B))
	case code.Call, code.CallKw, code.CallMethod, code.CallMethodKw, code.CallEx:
		if t.wants(monCall) {
			callee, first := t.monCallee(f, in)
			return t.emitHere(monCall, callee, first)
		}
	}
	return nil
}

// monLines tells of the lines that an instruction starts: its own, and those without instruction before it.
func (t *Thread) monLines(f *Frame, co *CodeObj) error {
	i := f.index()
	o := t.frameObj(t.nf - 1)
	last, from := o.monLine, o.monPC-1
	for k := range co.c.Marks {
		m := &co.c.Marks[k]
		if int(m.At) != i || !m.Before(from) || last == m.Line {
			continue
		}
		o.monLine, last = m.Line, m.Line
		if err := t.emit(monLine, co, -int(m.Line), Int(int64(m.Line))); err != nil || !t.tracing {
			return err
		}
	}
	switch co.c.Instrs[i].Op {
	case code.MakeCell, code.NewCell, code.CopyFree:
		return nil
	}
	line := t.lineTable(f.fn.rt)[i]
	if line <= 0 {
		return nil
	}
	again := jumpsBack(co.c, o.monPC-1, i)
	o.monLine, o.monPC = line, i+1
	if line == last && !again {
		return nil
	}
	return t.emit(monLine, co, -int(line), Int(int64(line)))
}

// monCallee gives what a call instruction calls, and its first argument.
func (t *Thread) monCallee(f *Frame, in code.Instr) (callee, first Value) {
	first = t.interp.mon.missing
	at := func(i int) Value { return *reg(f.base, in.B+uint16(i)*code.RegSize) }
	callee = at(0)
	switch in.Op {
	case code.Call, code.CallKw:
		if in.C > 0 {
			first = at(1)
		}
	case code.CallMethod, code.CallMethodKw:
		if self := at(1); !self.IsUnbound() {
			first = self
		} else if in.C > 0 {
			first = at(2)
		}
	case code.CallEx:
		if l := AsList(at(1)); l != nil && len(l.items) > 0 {
			first = l.items[0]
		} else if l := AsTuple(at(1)); l != nil && len(l.items) > 0 {
			first = l.items[0]
		}
	}
	return
}

// monState is the top frame before an instruction, for the events that come after it.
type monState struct {
	frame         int
	index         int
	callee, first Value
}

func (t *Thread) monSave(in code.Instr) (s monState) {
	f := t.top()
	s.frame, s.index, s.callee = t.nf, f.index(), Unbound
	switch in.Op {
	case code.Call, code.CallKw, code.CallMethod, code.CallMethodKw, code.CallEx:
		if t.wants(monCall) {
			callee, first := t.monCallee(f, in)
			if callee.Type() != &FunctionType && callee.Type() != &MethodType {
				s.callee, s.first = callee, first
			}
		}
	}
	return
}

// monAfter gives the events of an instruction that was done: jumps, and the return of natives.
func (t *Thread) monAfter(in code.Instr, s monState, failed bool) error {
	if !s.callee.IsUnbound() {
		ev := uint8(monCReturn)
		if failed {
			ev = monCRaise
		} else if t.nf != s.frame {
			return nil
		}
		return t.emitHere(ev, s.callee, s.first)
	}
	if failed || t.nf != s.frame {
		return nil
	}
	f := t.top()
	co := f.fn.rt.obj
	jump := func(ev uint8, dest int) error {
		off := co.c.Offset(s.index)
		return t.emit(ev, co, off, Int(int64(off)), Int(int64(co.c.Offset(min(dest, len(co.c.Instrs)-1)))))
	}
	to, ok := code.Target(in, s.index)
	if !ok || in.Op == code.Send || in.Op == code.MakeFunction {
		// The body of a for loop runs into the test, which is below it; CPython's jumps back to the test above.
		if next := s.index + 1; next == f.index()+1 && next < len(co.c.Instrs) && co.c.Instrs[next].Op == code.ForLoop && t.wants(monJump) {
			return jump(monJump, next)
		}
		return nil
	}
	if in.Op == code.Jmp && to > s.index && co.c.Instrs[to].Op == code.ForLoop {
		return nil // into the loop: CPython's for begins with the test
	}
	taken := f.index()+1 == to
	ev := uint8(monJump)
	switch {
	case in.Op == code.Jmp || in.Op == code.JmpBack:
	case taken == (in.Op == code.ForLoop):
		ev = monLeft
	default:
		ev = monRight
	}
	if t.wants(ev) {
		if err := jump(ev, f.index()+1); err != nil || !t.tracing {
			return err
		}
	}
	if in.Op == code.ForLoop && taken && to == s.index && t.wants(monJump) {
		return jump(monJump, to)
	}
	return nil
}

// monRaised gives an event of an exception in the top frame; what it gives is the exception that goes on.
func (t *Thread) monRaised(ev uint8, exc *Exception) error {
	if err := t.emitHere(ev, exc.Val()); err != nil {
		return err
	}
	return exc
}

func (t *Thread) monTool(v Value) (int, error) {
	n, err := t.IndexInt(v)
	if err == nil && (n < 0 || n >= monTools) {
		err = t.ValueError("invalid tool %d (must be between 0 and 5)", n)
	}
	return n, err
}

// monUsed is monTool of one that is in use.
func (t *Thread) monUsed(v Value) (int, error) {
	n, err := t.monTool(v)
	if err == nil && t.monitor().names[n].IsUnbound() {
		err = t.ValueError("tool %d is not in use", n)
	}
	return n, err
}

// monSet reads a set of events.
func (t *Thread) monSet(v Value, local bool) (uint32, error) {
	n, err := t.IndexInt(v)
	if err != nil {
		return 0, err
	}
	if n < 0 || n >= 1<<numMonEvents {
		if local {
			return 0, t.ValueError("invalid local event set 0x%x", n)
		}
		return 0, t.ValueError("invalid event set 0x%x", n)
	}
	e := uint32(n)
	const native = 1<<monCReturn | 1<<monCRaise
	if e&native != 0 {
		if e>>monCall&1 == 0 || e&native != native {
			return 0, t.ValueError("cannot set C_RETURN or C_RAISE events independently")
		}
		e &^= native
	}
	if e>>monBranch&1 != 0 {
		e = e&^(1<<monBranch) | 1<<monLeft | 1<<monRight
	}
	if local && e>>monRaise != 0 {
		return 0, t.ValueError("invalid local event set 0x%x", e)
	}
	return e, nil
}

func (m *monitoring) clear(t *Thread, tool int) {
	m.events[tool] = 0
	for i := range m.callbacks[tool] {
		m.callbacks[tool][i] = Unbound
	}
	for co, l := range m.local {
		if l[tool] = 0; *l == [monTools]uint32{} {
			delete(m.local, co)
		}
	}
	for k := range m.off {
		if m.off[k] &^= 1 << tool; m.off[k] == 0 {
			delete(m.off, k)
		}
	}
	m.update(t)
}

// monitoringModule makes sys.monitoring.
func (t *Thread) monitoringModule() (Value, error) {
	mon := t.monitor()
	orNone := func(v Value) Value {
		if v.IsUnbound() {
			return None
		}
		return v
	}
	codeArg := func(v Value) (*CodeObj, error) {
		if !v.exactly(&CodeType) {
			return nil, t.TypeError("code must be a code object")
		}
		return As[CodeObj](v), nil
	}
	tool := func(f func(t *Thread, m *monitoring, n int, a []Value) (Value, error)) NativeFn {
		return func(t *Thread, a []Value) (Value, error) {
			n, err := t.monTool(a[0])
			if err != nil {
				return Unbound, err
			}
			return f(t, t.monitor(), n, a)
		}
	}
	def := &ModuleDef{Name: "sys.monitoring", Funcs: []Func{
		{Name: "use_tool_id", Sig: "(tool_id, name, /)", Flags: Pure, Fn: tool(func(t *Thread, m *monitoring, n int, a []Value) (Value, error) {
			if AsStr(a[1]) == nil {
				return Unbound, t.ValueError("tool name must be a str")
			}
			if !m.names[n].IsUnbound() {
				return Unbound, t.ValueError("tool %d is already in use", n)
			}
			m.names[n] = a[1]
			return None, nil
		})},
		{Name: "clear_tool_id", Sig: "(tool_id, /)", Flags: Pure, Fn: tool(func(t *Thread, m *monitoring, n int, a []Value) (Value, error) {
			m.clear(t, n)
			return None, nil
		})},
		{Name: "free_tool_id", Sig: "(tool_id, /)", Flags: Pure, Fn: tool(func(t *Thread, m *monitoring, n int, a []Value) (Value, error) {
			m.clear(t, n)
			m.names[n] = Unbound
			return None, nil
		})},
		{Name: "get_tool", Sig: "(tool_id, /)", Flags: Pure, Fn: tool(func(t *Thread, m *monitoring, n int, a []Value) (Value, error) { return orNone(m.names[n]), nil })},
		{Name: "register_callback", Sig: "(tool_id, event, func, /)", Flags: Pure, Fn: tool(func(t *Thread, m *monitoring, n int, a []Value) (Value, error) {
			e, err := t.IndexInt(a[1])
			if err != nil {
				return Unbound, err
			}
			if err := t.Audit("sys.monitoring.register_callback", a[2]); err != nil {
				return Unbound, err
			}
			if e <= 0 || e&(e-1) != 0 {
				return Unbound, t.ValueError("The callback can only be set for one event at a time")
			}
			i := 0
			for e>>i > 1 {
				i++
			}
			if i >= numMonEvents {
				return Unbound, t.ValueError("invalid event %d", e)
			}
			old := m.callbacks[n][i]
			if m.callbacks[n][i] = a[2]; a[2].IsNone() {
				m.callbacks[n][i] = Unbound
			}
			if i == monBranch { // BRANCH is both
				m.callbacks[n][monLeft], m.callbacks[n][monRight] = m.callbacks[n][i], m.callbacks[n][i]
			}
			return orNone(old), nil
		})},
		{Name: "get_events", Sig: "(tool_id, /)", Flags: Pure, Fn: tool(func(t *Thread, m *monitoring, n int, a []Value) (Value, error) { return Int(int64(m.events[n])), nil })},
		{Name: "set_events", Sig: "(tool_id, event_set, /)", Flags: Pure, Fn: tool(func(t *Thread, m *monitoring, n int, a []Value) (Value, error) {
			e, err := t.monSet(a[1], false)
			if err != nil {
				return Unbound, err
			}
			if m.names[n].IsUnbound() {
				return Unbound, t.ValueError("tool %d is not in use", n)
			}
			m.events[n] = e
			m.update(t)
			return None, nil
		})},
		{Name: "get_local_events", Sig: "(tool_id, code, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			co, err := codeArg(a[1])
			if err != nil {
				return Unbound, err
			}
			n, err := t.monTool(a[0])
			if err != nil {
				return Unbound, err
			}
			if l := t.monitor().local[co]; l != nil {
				return Int(int64(l[n])), nil
			}
			return Int(0), nil
		}},
		{Name: "set_local_events", Sig: "(tool_id, code, event_set, /)", Flags: Charges, Fn: func(t *Thread, a []Value) (Value, error) {
			co, err := codeArg(a[1])
			if err != nil {
				return Unbound, err
			}
			n, err := t.monUsed(a[0])
			if err != nil {
				return Unbound, err
			}
			e, err := t.monSet(a[2], true)
			if err != nil {
				return Unbound, err
			}
			m := t.monitor()
			l := m.local[co]
			if l == nil {
				if err := t.Charge(128); err != nil {
					return Unbound, err
				}
				l = &[monTools]uint32{}
				m.local[co] = l
			}
			if l[n] = e; *l == [monTools]uint32{} {
				delete(m.local, co)
			}
			m.update(t)
			return None, nil
		}},
		{Name: "restart_events", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			clear(t.monitor().off)
			return None, nil
		}},
		{Name: "_all_events", Sig: "()", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			d := NewDict()
			for i, name := range monNames[:monRaise] {
				tools := 0
				for n, e := range t.monitor().events {
					tools |= int(e>>i&1) << n
				}
				if tools != 0 {
					d.SetStr(Intern(name), Int(int64(tools)))
				}
			}
			return d.Val(), nil
		}},
	}, Attrs: []Attr{{"DISABLE", mon.disable}, {"MISSING", mon.missing}, {"DEBUGGER_ID", Int(0)}, {"COVERAGE_ID", Int(1)}, {"PROFILER_ID", Int(2)}, {"OPTIMIZER_ID", Int(5)}}}
	m, err := t.newNativeModule(def)
	if err != nil {
		return Unbound, err
	}
	events := newNamespace()
	for i, name := range monNames {
		events.SetStr(Intern(name), Int(1<<i))
	}
	events.SetStr(Intern("NO_EVENTS"), Int(0))
	m.dict.SetStr(Intern("events"), namespaceVal(events))
	t.interp.sysDict.SetStr(nMonitoring, m.Val())
	return m.Val(), nil
}

var nMonitoring = Intern("monitoring")
