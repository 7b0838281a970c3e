// This file holds the state of compiling one scope: instructions with labels instead of distances, registers
// as a stack above the locals, constants and names. Nothing is emitted where control cannot come.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

type reg = int

const noReg reg = -1

// label is a place in the instructions, known or to come.
type label int32

const noLabel label = -1

type labelInfo struct {
	at   int32 // index of the instruction; -1: not placed yet
	refs int32 // jumps to it and instructions it handles
}

// ins is an instruction before assembly: registers are indices, a jump's distance is a label.
type ins struct {
	op      uint16
	a, b, c uint16
	target  label // of a jump; for MakeFunction the constant
	handler label // where an exception goes
	pos     syntax.Pos
}

// unit compiles one frame: a function, class body or module, with the comprehensions inlined in it.
type unit struct {
	c         *compiler
	parent    *unit
	scope     *symtable.Scope // of the frame
	cur       *symtable.Scope // in which names are looked up: scope, or an inlined comprehension's in it
	name      string
	qualname  string
	firstLine int
	flags     uint32

	buffers
	dead    bool // control does not come here
	pos     syntax.Pos
	handler label
	blocks  []block

	top, max   int // first free register; most ever used
	base       int // first temporary
	varnames   []string
	outerClass reg         // in a class body with its own __class__: the free variable of that name
	comps      []*compVars // inlined comprehensions being compiled, outermost first
	scoped     []scopedVar
	marks      []code.LineMark
	edges      []edge
	edgesAt    map[int32][]int32 // indices of the edges from an instruction, if they are many
	cellVars   []string
	cellRegs   []int
	freeVars   []string
	freeReg    int
	params     int // parameters

	hasCodes bool

	argCount, posOnly, kwOnly int
	static                    map[string]bool // a class's __static_attributes__
	conditional               map[*syntax.AnnAssign]int
	nested                    int // statically nested blocks
	hoist                     hoisting
}

// edge is the place of a break or continue that the instruction at from does on its way, in order: where it jumps, or, with
// next, where it goes on.
type edge struct {
	from int32
	next bool
	pos  syntax.Pos
}

type sharedCache struct {
	op   uint16
	name int32
}

type scopedVar struct {
	name       string
	reg        reg
	start, end int32
	unbind     int32 // the instruction that unbinds it first
	cell       bool
}

func (c *compiler) newUnit(parent *unit, scope *symtable.Scope, name string) *unit {
	u := &unit{c: c, parent: parent, scope: scope, cur: scope, name: name, handler: noLabel}
	if n := len(c.spare); n > 0 {
		u.buffers, c.spare[n-1] = c.spare[n-1], buffers{}
		c.spare = c.spare[:n-1]
	}
	u.qualname = u.qualify()
	u.flags = c.st.Future & (code.CoFutureAnnotations | 0xfe0000 | code.CoFutureBarry)
	if scope.FunctionLike() {
		u.flags |= code.CoOptimized | code.CoNewLocals
		if scope.Nested {
			u.flags |= code.CoNested
		}
		if scope.VarArgs {
			u.flags |= code.CoVarArgs
		}
		if scope.VarKw {
			u.flags |= code.CoVarKeywords
		}
		if scope.Method {
			u.flags |= code.CoMethod
		}
		switch {
		case scope.Generator && scope.Coroutine:
			u.flags |= code.CoAsyncGenerator
		case scope.Generator:
			u.flags |= code.CoGenerator
		case scope.Coroutine:
			u.flags |= code.CoCoroutine
		}
		if (scope.Generator || scope.Coroutine) && scope.Comp == symtable.NoComp {
			u.nested = 1 // what makes a RuntimeError of a StopIteration
		}
	} else if scope.Kind == symtable.Module && scope.Coroutine && c.opts.TopLevelAwait {
		u.flags |= code.CoCoroutine
	}
	u.layout()
	return u
}

// layout gives locals, cells and free variables their registers.
func (u *unit) layout() {
	s := u.scope
	if u.locals == nil {
		u.locals, u.cells = map[string]reg{}, map[string]reg{}
	}
	n := 0
	if s.FunctionLike() {
		count := len(s.Params)
		for _, y := range s.Names {
			if y.Place == symtable.Local && y.Flags&symtable.DefParam == 0 {
				count++
			}
		}
		if count > 0 {
			u.varnames = make([]string, 0, count)
		}
		for _, p := range s.Params {
			u.varnames = append(u.varnames, p)
			if s.Lookup(p).Place == symtable.Cell {
				u.cells[p] = n
				u.cellVars = append(u.cellVars, p)
				u.cellRegs = append(u.cellRegs, n)
			} else {
				u.locals[p] = n
			}
			n++
		}
		u.params = n
		for _, y := range s.Names {
			if y.Place == symtable.Local && y.Flags&symtable.DefParam == 0 {
				u.varnames = append(u.varnames, y.Name)
				u.locals[y.Name] = n
				n++
			}
		}
		for _, y := range s.Names {
			if y.Place == symtable.Cell && y.Flags&symtable.DefParam == 0 {
				u.addCell(y.Name, &n)
			}
		}
	} else {
		n = 1
		if s.NeedsClassClosure {
			u.addCell("__class__", &n)
		}
		if s.NeedsClassDict {
			u.addCell("__classdict__", &n)
		}
		if s.Kind == symtable.Class && s.ConditionalAnnots {
			u.addCell("__conditional_annotations__", &n)
		}
	}
	u.freeReg = n
	for _, y := range s.Names {
		if y.Place == symtable.Free || y.Flags&symtable.DefFreeClass != 0 {
			u.freeVars = append(u.freeVars, y.Name)
		}
	}
	sortStrings(u.freeVars)
	for _, name := range u.freeVars {
		if _, own := u.cells[name]; own {
			u.outerClass = n // a class body that makes __class__ and refers to that of a class around it
		} else {
			u.cells[name] = n
		}
		n++
	}
	u.base, u.top = n, n
	u.grow()
}

func (u *unit) addCell(name string, n *int) {
	u.cells[name] = *n
	u.cellVars = append(u.cellVars, name)
	u.cellRegs = append(u.cellRegs, *n)
	*n++
}

// startBody emits what makes the cells.
func (u *unit) startBody() {
	for i, r := range u.cellRegs {
		if r < u.params && u.cellVars[i] == u.varnames[r] {
			u.emit(code.MakeCell, r, 0, 0)
		} else {
			u.emit(code.NewCell, r, 0, 0)
		}
	}
	if len(u.freeVars) > 0 {
		u.emit(code.CopyFree, u.freeReg, len(u.freeVars), 0)
	}
}

// temp takes the next free register; temps takes n in a row. They are given back by setting u.top.
func (u *unit) temp() reg { return u.temps(1) }

func (u *unit) temps(n int) reg {
	r := u.top
	u.top += n
	u.grow()
	return r
}

func (u *unit) grow() {
	if u.top > u.max {
		u.max = u.top
		if u.max > code.MaxRegs {
			u.c.errorAt(u.pos, "too many local variables and intermediate values in %s (more than %d)", u.name, code.MaxRegs)
			u.top = 64 // whatever is emitted from here on is thrown away
		}
	}
}

// emit appends an instruction with the current position.
func (u *unit) emit(op uint16, a, b, c int) {
	if c == 0 && (op == code.BuildTuple || op == code.BuildList || op == code.BuildSet || op == code.BuildMap) {
		b = a // an empty window is nowhere
	}
	u.put(ins{op: op, a: uint16(a), b: uint16(b), c: uint16(c), target: noLabel})
}

func (u *unit) put(i ins) {
	if u.dead {
		return
	}
	i.pos, i.handler = u.pos, u.handler
	if u.handler != noLabel {
		u.labels[u.handler].refs++
	}
	if i.op != code.MakeFunction && i.target != noLabel {
		u.labels[i.target].refs++
	}
	u.ins = append(u.ins, i)
	u.dead = code.Ends(i.op)
}

func (u *unit) newLabel() label {
	u.labels = append(u.labels, labelInfo{at: -1})
	return label(len(u.labels) - 1)
}

// place puts a label that jumps forward lead to.
func (u *unit) place(l label) {
	u.labels[l].at = int32(len(u.ins))
	if u.labels[l].refs > 0 {
		u.dead = false
	}
}

// here is a new label for jumps backwards.
func (u *unit) here() label {
	l := u.newLabel()
	u.labels[l].at = int32(len(u.ins))
	return l
}

func (u *unit) jump(op uint16, a, b int, to label) {
	u.put(ins{op: op, a: uint16(a), b: uint16(b), target: to})
}

// keptNop is operand C of a Nop that has a line of its own; others are dropped.
const keptNop = 1

// implicitReturn is operand A, while compiling, of the ReturnK at the end of a function's or module's body; passReturn of one whose
// line is that of a statement: a pass at that end, or a break.
const (
	implicitReturn = 1
	passReturn     = 2
)

// ownLine is operand A, while compiling, of a jump that is a statement: where it is dropped its line stays as an edge.
const ownLine = 1

// mark notes the line of a statement that has no instruction of its own.
func (u *unit) mark(line, from int32) {
	if !u.dead {
		u.marks = append(u.marks, code.LineMark{At: int32(len(u.ins)), From: from, Line: line})
	}
}

// lastPos is the position of the last instruction, or of one that jumps here where nothing comes here else.
func (u *unit) lastPos() syntax.Pos {
	n := len(u.ins)
	if n == 0 {
		return u.pos
	}
	if code.Ends(u.ins[n-1].op) {
		for i := n - 1; i >= 0; i-- {
			if t := u.ins[i].target; t != noLabel && u.ins[i].op != code.MakeFunction && int(u.labels[t].at) == n {
				return u.ins[i].pos
			}
		}
	}
	return u.ins[n-1].pos
}

// jmpLine is the jump of a break or continue.
func (u *unit) jmpLine(to label) {
	op := uint16(code.Jmp)
	if u.labels[to].at >= 0 {
		op = code.JmpBack
	}
	u.jump(op, ownLine, 0, to)
}

// addEdge notes that the instruction at i does a jump, if that is a statement of its own, on its way.
func (u *unit) addEdge(i int, next bool, via *ins) {
	if via.a == ownLine && via.pos.Line > 0 {
		u.putEdge(edge{int32(i), next, via.pos})
	}
}

func (u *unit) putEdge(e edge) {
	if u.edgesAt != nil {
		u.edgesAt[e.from] = append(u.edgesAt[e.from], int32(len(u.edges)))
	}
	u.edges = append(u.edges, e)
}

// edgesFrom calls f with the index of each edge from an instruction, in order.
func (u *unit) edgesFrom(i int, f func(j int)) {
	if n := len(u.edges); n <= 16 {
		for j := range n {
			if int(u.edges[j].from) == i {
				f(j)
			}
		}
		return
	}
	if u.edgesAt == nil {
		u.edgesAt = make(map[int32][]int32, len(u.edges))
		for j, e := range u.edges {
			if !u.c.look(j) {
				break
			}
			u.edgesAt[e.from] = append(u.edgesAt[e.from], int32(j))
		}
	}
	for _, j := range u.edgesAt[int32(i)] {
		f(int(j))
	}
}

func (u *unit) jmp(to label) { u.jump(code.Jmp, 0, 0, to) }

// move copies register b to a.
func (u *unit) move(a, b reg) {
	if a != b {
		u.emit(code.Move, a, b, 0)
	}
}

func (u *unit) wide(op uint16, a int, k int) {
	b, c := code.SplitWide(uint32(k))
	u.put(ins{op: op, a: uint16(a), b: b, c: c, target: noLabel})
}

// cache gives an inline cache for name to an instruction. A name instruction shares it with those like it; others
// get their own until only the last few are left, which are shared by name.
func (u *unit) cache(op uint16, name string) (idx int, ok bool) {
	n := u.nameIndex(name)
	key := sharedCache{op, n}
	share := op >= code.LoadGlobal && op <= code.DelName
	const reserve = 60000
	if len(u.caches) >= reserve {
		switch op {
		case code.ImportName, code.ImportFrom, code.LoadClassCell, code.LoadDictOrGlobal, code.LoadDictOrCell:
			key.op, share = code.NumOps, true
		default:
			if !share {
				return 0, false
			}
		}
	}
	if share {
		if i, ok := u.shared[key]; ok {
			return int(i), true
		}
		if op <= code.DelName && len(u.caches) >= reserve {
			return 0, false
		}
	}
	if len(u.caches) > 65535 {
		u.c.errorAt(u.pos, "too many names in %s", u.name)
		return 0, true
	}
	i := len(u.caches)
	u.caches = append(u.caches, n)
	if share {
		if u.shared == nil {
			u.shared = map[sharedCache]uint16{}
		}
		u.shared[key] = uint16(i)
	}
	return i, true
}

func (u *unit) nameIndex(name string) int32 {
	if i, ok := u.nameIdx[name]; ok {
		return i
	}
	if u.nameIdx == nil {
		u.nameIdx = map[string]int32{}
	}
	i := int32(len(u.names))
	u.nameIdx[name] = i
	u.names = append(u.names, name)
	return i
}

// qualify gives the qualified name from the scopes around. An annotation scope around it does not count, and only
// functions and lambdas, not generator expressions, have locals, as in CPython.
func (u *unit) qualify() string {
	name := u.name
	p := u.parent
	if p != nil && p.scope.Kind != symtable.Module && p.scope.Kind != symtable.Class && p.scope.Kind != symtable.Function {
		p = p.parent
	}
	if p == nil || p.scope.Kind == symtable.Module {
		return name
	}
	if k := u.scope.Kind; k == symtable.Function || k == symtable.Class {
		if u.scope.Comp == symtable.NoComp && p.scope.PlaceOf(p.scope.Mangle(u.name)) == symtable.GlobalExplicit {
			return name
		}
	}
	if p.scope.Kind == symtable.Function && p.scope.Comp == symtable.NoComp {
		return p.qualname + ".<locals>." + name
	}
	return p.qualname + "." + name
}

func sortStrings(s []string) {
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j] < s[j-1]; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}
