// compile.go: tree to program. Each part is compiled knowing what may follow it (a firstSet), so that runs that need
// not give back are possessive and choices look at the next byte. Recursion is bounded by the parser's nesting limit.

package sre

import "math"

const (
	maxTables   = 1 << 12
	maxDispatch = 1 << 10
	maxCode     = 1 << 26
	maxStates   = 1 << 12
)

// Compile compiles a str pattern in WTF-8, or a bytes pattern. Errors are *Error, or what a hook returned.
func Compile(pattern string, isBytes bool, flags int, opt *Options) (*Program, error) {
	var o Options
	if opt != nil {
		o = *opt
	}
	if o.Charge != nil {
		if err := o.Charge(256 + charBytes*len(pattern)); err != nil {
			return nil, err
		}
	}
	text, err := decode(pattern, isBytes, o.Poll)
	if err != nil {
		return nil, err
	}
	root, p, err := parsePattern(text, isBytes, flags, &o)
	if o.aborted != nil {
		return nil, o.aborted
	}
	if err != nil {
		return nil, err
	}
	prog := &Program{Pattern: pattern, IsBytes: isBytes, Flags: p.flags, Groups: len(p.groups) - 1, Names: p.names,
		Warnings: p.warnings, startOne: -1}
	return newCompiler(prog, &o, p.mode(p.flags&^FlagIgnoreCase)).program(root)
}

func newCompiler(prog *Program, o *Options, md mode) *compiler {
	return &compiler{prog: prog, opt: o, mode: md, tables: map[[4]uint64]*[256]uint8{}, chars: map[rune]*charSet{},
		loop: -1, maxRef: -1}
}

type compiler struct {
	prog      *Program
	opt       *Options
	mode      mode
	tables    map[[4]uint64]*[256]uint8
	chars     map[rune]*charSet
	err       error
	counts    []countDep // enclosing loops whose count matters
	nulls     []int32    // enclosing loops that may iterate over nothing
	loop      int32      // where the outermost enclosing loop begins, or -1
	slotFrom  []int32
	maxRef    int32 // the last instruction that reads a group
	emitCount int
	ticks     int
}

// tick counts n steps that emit nothing and reports whether to go on.
func (c *compiler) tick(n int) bool {
	if c.ticks += n; c.ticks >= longScan/2 {
		c.ticks = 0
		if c.opt.Poll != nil && c.err == nil {
			c.err = c.opt.Poll()
		}
	}
	return c.err == nil
}

var accepting = firstSet{null: true, accept: true}

func (c *compiler) program(root *node) (*Program, error) {
	prog := c.prog
	c.compile(root, &accepting)
	c.emit(inst{op: opMatch})
	if c.err != nil {
		return nil, c.err
	}
	prog.memoOK = false
	for i := range prog.code {
		in := &prog.code[i]
		if in.slot >= 0 {
			if c.slotFrom[in.slot] <= c.maxRef {
				in.slot = -1
			} else {
				prog.memoOK = true
			}
		}
	}
	for i := range prog.code {
		in := &prog.code[i]
		if in.op == opJump {
			to := in.a
			for n := 0; prog.code[to].op == opJump && n < 16; n++ {
				to = prog.code[to].a
			}
			if in.a = to; prog.code[to].op == opMatch {
				*in = prog.code[to]
			}
		}
	}
	if c.maxRef < 0 {
		c.markLead()
	}
	prog.anchored = anchored(root)
	var whole bool
	prog.prefix, whole = c.prefix(root)
	prog.literal = whole && prog.Groups == 0 && prog.prefix != ""
	if c.err != nil {
		return nil, c.err
	}
	prog.minLen = int(min(root.lo, math.MaxInt32))
	f := c.firstOf(root).then(&accepting)
	if !f.null {
		prog.start = f.tab()
		prog.startEnd = f.end
		if prog.startCont = f.cont; c.mode.bytes || f.bits[2]|f.bits[3] == 0 {
			prog.startCont = ^uint64(0)
		}
		n := 0
		for b := 0; b < 256; b++ {
			if f.has(byte(b)) {
				n++
				prog.startOne = b
			}
		}
		if n != 1 {
			prog.startOne = -1
			if g := c.secondOf(root, &accepting); !g.null {
				prog.second = g.tab()
			}
		}
	}
	return prog, nil
}

// markLead flags an unbounded run at the very start of the pattern.
func (c *compiler) markLead() {
	for i := range c.prog.code {
		in := &c.prog.code[i]
		switch in.op {
		case opSave:
			continue
		case opRun, opRunAll:
			if in.max == infinite && in.min <= 1 {
				in.flag |= flagLead
			}
		}
		return
	}
}

func anchored(n *node) bool {
	switch n.kind {
	case nAt:
		return n.at == atStart
	case nGroup, nAtomic:
		return anchored(n.subs[0])
	case nCat:
		for _, s := range n.subs {
			if anchored(s) {
				return true
			}
			if s.hi > 0 {
				return false
			}
		}
	case nAlt:
		for _, s := range n.subs {
			if !anchored(s) {
				return false
			}
		}
		return true
	case nRepeat:
		return n.min > 0 && anchored(n.subs[0])
	}
	return false
}

// prefix is what every match of n begins with; whole says that n matches nothing but that.
func (c *compiler) prefix(n *node) (s string, whole bool) {
	switch n.kind {
	case nEmpty:
		return "", true
	case nLit:
		return c.text(n.runes), true
	case nGroup, nAtomic:
		return c.prefix(n.subs[0])
	case nCat:
		for _, sub := range n.subs {
			t, all := c.prefix(sub)
			if s == "" {
				s = t
			} else {
				s += t
			}
			if !all || len(s) > 64 {
				return s, false
			}
		}
		return s, true
	}
	return "", false
}

func (c *compiler) text(rs []rune) string {
	b := make([]byte, 0, len(rs))
	for _, r := range rs {
		if !c.tick(1) {
			break
		}
		if c.mode.bytes {
			b = append(b, byte(r))
		} else {
			b = appendRune(b, r)
		}
	}
	return string(b)
}

// firstOf is what may come first in a match of n.
func (c *compiler) firstOf(n *node) *firstSet {
	if n.first != nil {
		return n.first
	}
	var f firstSet
	switch n.kind {
	case nEmpty:
		f = accepting
	case nFail:
	case nLit:
		r := n.runes[0]
		if c.mode.bytes {
			f.add(byte(r))
		} else {
			if r < 0x80 {
				f.add(byte(r))
			} else {
				f.addHigh(r, r)
				f.high = highOf(r)
			}
		}
	case nSet:
		f = n.set.first
	case nCat:
		f = accepting
		for i := len(n.subs) - 1; i >= 0; i-- {
			f = c.firstOf(n.subs[i]).then(&f)
		}
	case nAlt:
		f = *c.firstOf(n.subs[0])
		for _, s := range n.subs[1:] {
			f = f.or(c.firstOf(s))
		}
	case nRepeat:
		if n.max == 0 {
			f = accepting
		} else if f = *c.firstOf(n.subs[0]); n.min == 0 {
			f = f.or(&accepting)
		}
	case nGroup, nAtomic:
		f = *c.firstOf(n.subs[0])
	case nLook:
		sub := c.firstOf(n.subs[0])
		if n.neg || n.behind || sub.null {
			f = firstSet{null: true}
		} else {
			f = *sub
			f.accept = false
		}
	case nBackref:
		f = anything()
	case nCond:
		f = c.firstOf(n.subs[0]).or(c.firstOf(n.subs[1]))
		f.accept = false
		f.wordb = noWord
	case nAt:
		switch n.at {
		case atEnd:
			f.end = true
		case atLastLine, atLineEnd:
			f.add('\n')
			f.end = true
		case atWord:
			f = firstSet{null: true, wordb: unicodeWord}
		case atWordASCII:
			f = firstSet{null: true, wordb: asciiWord}
		default:
			f.null = true
		}
	}
	n.first = &f
	return n.first
}

// secondOf is what may follow the first character of a match of n, if that is one byte long; follow comes after n.
// n must not match the empty string unless it looks only at positions; anything() stands for "not known".
func (c *compiler) secondOf(n *node, follow *firstSet) firstSet {
	switch n.kind {
	case nLit:
		if len(n.runes) == 1 {
			return *follow
		}
		var f firstSet
		if n.runes[0] >= 0x80 && !c.mode.bytes {
			return f // the first byte is not ASCII
		}
		f.add(c.text(n.runes[1:2])[0])
		return f
	case nSet:
		return *follow
	case nGroup, nAtomic:
		return c.secondOf(n.subs[0], follow)
	case nCat:
		after := *follow
		var out firstSet
		for i := len(n.subs) - 1; i >= 0; i-- {
			switch s := n.subs[i]; {
			case s.kind == nAt || s.kind == nLook:
				// out stays what it is for the rest
			case s.lo > 0:
				out = c.secondOf(s, &after)
			default:
				out = anything()
			}
			after = c.firstOf(n.subs[i]).then(&after)
		}
		if n.lo == 0 {
			return anything()
		}
		return out
	case nAlt:
		var f firstSet
		for i, s := range n.subs {
			if s.lo == 0 {
				return anything()
			}
			g := c.secondOf(s, follow)
			if i == 0 {
				f = g
			} else {
				f = f.or(&g)
			}
		}
		return f
	case nRepeat:
		if n.min > 0 && n.subs[0].lo > 0 {
			again := *follow
			if n.max > 1 {
				again = c.firstOf(n.subs[0]).or(follow)
			}
			return c.secondOf(n.subs[0], &again)
		}
	}
	return anything()
}

// codeChunk is how many instructions are copied between two polls.
const codeChunk = 4 << 10

func (c *compiler) emit(in inst) int32 {
	if in.op != opRun && in.op != opRunLazy && in.op != opRunAll && in.op != opSplit && in.op != opSplitLazy &&
		in.op != opBranch && in.op != opLoop && in.op != opLoopLazy {
		in.slot = -1
	}
	if c.err == nil {
		if len(c.prog.code) >= maxCode {
			c.err = &Error{KindPattern, "regular expression is too large", -1}
		} else if c.emitCount++; c.emitCount&0x3ff == 0 {
			if c.opt.Charge != nil {
				c.err = c.opt.Charge(0x400 * 128)
			}
			if c.err == nil && c.opt.Poll != nil {
				c.err = c.opt.Poll()
			}
		}
	}
	if c.err != nil && len(c.prog.code) > 0 {
		return 0
	}
	if n := len(c.prog.code); n == cap(c.prog.code) && n >= codeChunk {
		code := make([]inst, 0, n+n/4)
		for lo := 0; lo < n && c.tick(longScan); lo += codeChunk {
			code = append(code, c.prog.code[lo:min(lo+codeChunk, n)]...)
		}
		if c.err != nil {
			return 0
		}
		c.prog.code = code
	}
	c.prog.code = append(c.prog.code, in)
	return int32(len(c.prog.code) - 1)
}

func (c *compiler) pc() int32 { return int32(len(c.prog.code)) }

func (c *compiler) at(pc int32) *inst { return &c.prog.code[pc] }

// slot makes a memo slot for the instruction about to be emitted, or -1 where its failures depend on too much.
func (c *compiler) slot() int32 {
	if len(c.counts) > 2 || len(c.nulls) > 8 {
		return -1
	}
	from := c.loop
	if from < 0 {
		from = c.pc()
	}
	c.slotFrom = append(c.slotFrom, from)
	info := slotInfo{states: 1}
	if len(c.counts) > 0 {
		info.counts = append(info.counts, c.counts...)
		for _, d := range c.counts {
			if info.states *= int(d.limit) + 1; info.states > maxStates || d.limit > maxStates {
				info.states = 0
			}
		}
	}
	if len(c.nulls) > 0 {
		info.nulls = append(info.nulls, c.nulls...)
	}
	c.prog.slots = append(c.prog.slots, info)
	return int32(len(c.prog.slots) - 1)
}

// table is the set as a shared table; nil when it says nothing, or there are too many tables already.
func (c *compiler) table(f *firstSet) *[256]uint8 {
	if f.null {
		return nil
	}
	if t, ok := c.tables[f.bits]; ok {
		return t
	}
	if len(c.tables) >= maxTables {
		return nil
	}
	t := f.tab()
	c.tables[f.bits] = t
	return t
}

// oneChar is the set of a node that always matches exactly one character.
func (c *compiler) oneChar(n *node) *charSet {
	switch n.kind {
	case nSet:
		return n.set
	case nLit:
		if len(n.runes) == 1 {
			cs := c.chars[n.runes[0]]
			if cs == nil {
				cs = equalSet(n.runes, c.mode)
				c.chars[n.runes[0]] = cs
			}
			return cs
		}
	case nCat:
		if len(n.subs) == 1 {
			return c.oneChar(n.subs[0])
		}
	case nAlt:
		return c.oneOf(n.subs)
	}
	return nil
}

// oneOf is the union of alternatives that are all one character.
func (c *compiler) oneOf(subs []*node) *charSet {
	var spec setSpec
	md := c.mode
	if !c.mode.bytes {
		md.unicode = true
	}
	for _, s := range subs {
		for s.kind == nCat && len(s.subs) == 1 {
			s = s.subs[0]
		}
		switch {
		case s.kind == nLit && len(s.runes) == 1:
			spec.ranges = append(spec.ranges, runeRange{s.runes[0], s.runes[0]})
		case s.kind == nSet && !s.set.negate && (s.set.spec.pos|s.set.spec.neg == 0 || s.set.mode.unicode == md.unicode):
			rs := s.set.spec.ranges
			if s.set.mode.ignoreCase {
				rs = foldRanges(mergeRanges(rs), s.set.mode.unicode)
			}
			spec.ranges = append(spec.ranges, rs...)
			spec.pos |= s.set.spec.pos
			spec.neg |= s.set.spec.neg
		default:
			return nil
		}
	}
	return newSet(spec, md)
}

func (c *compiler) compile(n *node, follow *firstSet) {
	switch n.kind {
	case nEmpty:
	case nFail:
		c.emit(inst{op: opFail})
	case nLit:
		c.literal(c.text(n.runes))
	case nSet:
		c.set(n.set)
	case nCat:
		c.sequence(n.subs, follow)
	case nAlt:
		c.alternation(n, follow)
	case nRepeat:
		c.repeat(n, follow)
	case nGroup:
		c.emit(inst{op: opSave, a: int32(2 * n.group)})
		c.compile(n.subs[0], follow)
		c.emit(inst{op: opSave, a: int32(2*n.group + 1)})
	case nLook:
		c.look(n)
	case nAtomic:
		c.emit(inst{op: opAtomic})
		c.compile(n.subs[0], &accepting)
		c.emit(inst{op: opAtomicEnd})
	case nBackref:
		in := inst{op: opBackref, a: int32(n.group)}
		if n.fold {
			in.op = opBackrefFold
			if n.unicode {
				in.flag = flagUnicode
			}
		}
		c.maxRef = c.emit(in)
	case nCond:
		at := c.emit(inst{op: opCond, a: int32(n.group)})
		c.maxRef = at
		c.compile(n.subs[0], follow)
		if n.subs[1].kind == nEmpty {
			c.at(at).b = c.pc()
			return
		}
		jump := c.emit(inst{op: opJump})
		c.at(at).b = c.pc()
		c.compile(n.subs[1], follow)
		c.at(jump).a = c.pc()
	case nAt:
		c.emit(inst{op: opAt, a: int32(n.at)})
	}
}

func (c *compiler) literal(s string) {
	if len(s) == 1 {
		c.emit(inst{op: opByte, c: s[0]})
	} else {
		c.emit(inst{op: opLit, lit: s})
	}
}

func (c *compiler) set(cs *charSet) {
	switch cs.shape {
	case all:
		c.emit(inst{op: opAny})
	case oneByte:
		c.emit(inst{op: opByte, c: cs.b})
	default:
		c.emit(inst{op: opSet, set: cs})
	}
}

func (c *compiler) sequence(subs []*node, follow *firstSet) {
	after := make([]firstSet, len(subs)) // what follows each
	f := *follow
	for i := len(subs) - 1; i >= 0; i-- {
		after[i] = f
		f = c.firstOf(subs[i]).then(&f)
	}
	for i := 0; i < len(subs); i++ {
		if n := subs[i]; n.kind != nLit {
			c.compile(n, &after[i])
			continue
		}
		s := c.text(subs[i].runes)
		for i+1 < len(subs) && subs[i+1].kind == nLit {
			i++
			s += c.text(subs[i].runes)
		}
		c.literal(s)
	}
}

func (c *compiler) alternation(n *node, follow *firstSet) {
	if cs := c.oneOf(n.subs); cs != nil {
		c.set(cs)
		return
	}
	subs := mergeSingles(c, n.subs)
	if len(subs) > 2 && len(subs) < 1<<24 && len(c.prog.disp) < maxDispatch {
		c.dispatched(subs, follow)
		return
	}
	var jumps []int32
	for i, s := range subs {
		if !c.tick(64) {
			return
		}
		if i == len(subs)-1 {
			c.compile(s, follow)
			break
		}
		f := c.firstOf(s).then(follow)
		var rest firstSet
		if i == len(subs)-2 {
			rest = c.firstOf(subs[i+1]).then(follow)
		} else {
			rest = anything()
		}
		at := c.split(opSplit, &f, &rest)
		c.compile(s, follow)
		jumps = append(jumps, c.emit(inst{op: opJump}))
		c.at(at).b = c.pc()
	}
	for _, j := range jumps {
		c.at(j).a = c.pc()
	}
}

// mergeSingles joins neighbouring alternatives of one character.
func mergeSingles(c *compiler, subs []*node) []*node {
	out := make([]*node, 0, len(subs))
	single := func(n *node) bool {
		return n.kind == nLit && len(n.runes) == 1 || n.kind == nSet && !n.set.negate
	}
	for i, j := 0, 0; i < len(subs); {
		for j = max(i, j); j < len(subs) && single(subs[j]) && c.tick(1); {
			j++
		}
		if j-i > 1 && c.tick(j-i) {
			if cs := c.oneOf(subs[i:j]); cs != nil {
				out = append(out, newSetNode(cs))
				i = j
				continue
			}
		}
		out = append(out, subs[i])
		i++
		c.tick(16)
	}
	return out
}

func (c *compiler) split(op opcode, first, next *firstSet) int32 {
	in := inst{op: op, slot: c.slot(), first: c.table(first), next: c.table(next)}
	if first.null || first.end {
		in.flag |= flagFirstEnd
	}
	if next.null || next.end {
		in.flag |= flagNextEnd
	}
	at := c.emit(in)
	c.at(at).a = at + 1
	return at
}

func (c *compiler) dispatched(subs []*node, follow *firstSet) {
	index := len(c.prog.disp)
	c.prog.disp = append(c.prog.disp, dispatch{})
	c.emit(inst{op: opBranch, a: int32(index), slot: c.slot()})
	firsts := make([]firstSet, len(subs))
	starts := make([]int32, len(subs))
	var jumps []int32
	for i, s := range subs {
		if !c.tick(64) {
			return
		}
		firsts[i] = c.firstOf(s).then(follow)
		starts[i] = c.pc()
		c.compile(s, follow)
		if i < len(subs)-1 {
			jumps = append(jumps, c.emit(inst{op: opJump}))
		}
	}
	for _, j := range jumps {
		c.at(j).a = c.pc()
	}
	d := &c.prog.disp[index]
	known := map[string]int32{} // bytes with the same alternatives share a list
	key := make([]byte, 0, len(subs))
	for b := range d.tab {
		key = key[:0]
		for i := range firsts {
			if !c.tick(1) {
				return
			}
			if firsts[i].allows(b) {
				key = append(key, byte(i), byte(i>>8), byte(i>>16))
			}
		}
		at, ok := known[string(key)]
		if !ok {
			at = int32(len(d.lists))
			known[string(key)] = at
			for i := range firsts {
				if firsts[i].allows(b) {
					d.lists = append(d.lists, starts[i])
				}
			}
			d.lists = append(d.lists, -1)
			if c.opt.Charge != nil && len(key) > 1<<12 && c.err == nil {
				c.err = c.opt.Charge(3 * len(key))
			}
			if c.err != nil {
				return
			}
		}
		d.tab[b] = at
	}
}

// allows tells whether a match may begin at the byte b; 256 is the end of the subject.
func (f *firstSet) allows(b int) bool {
	if f.null {
		return true
	}
	if b == 256 {
		return f.end
	}
	return f.has(byte(b))
}

func clamp(n uint64) int32 { return int32(min(n, infinite)) }

func (c *compiler) repeat(n *node, follow *firstSet) {
	sub := n.subs[0]
	if n.max == 0 || sub.kind == nEmpty {
		return
	}
	if cs := c.oneChar(sub); cs != nil {
		c.run(n, cs, follow)
		return
	}
	if n.greed == possessive {
		c.possessive(n, sub)
		return
	}
	if n.min == 1 && n.max == 1 {
		c.compile(sub, follow)
		return
	}
	op, opSp := opLoop, opSplit
	if n.greed == lazy {
		op, opSp = opLoopLazy, opSplitLazy
	}
	if n.greed == greedy && n.max == maxRepeat && n.min <= 1 && sub.lo > 0 {
		sub = c.widen(sub, follow)
	}
	first := c.firstOf(sub).then(follow)
	if n.min == 0 && n.max == 1 {
		at := c.split(opSp, &first, follow)
		c.compile(sub, follow)
		c.at(at).b = c.pc()
		return
	}
	begin := c.pc()
	outer := c.loop
	if outer < 0 {
		c.loop = begin
	}
	defer func() { c.loop = outer }()
	again := first.or(follow)
	if sub.lo > 0 && n.max == maxRepeat && n.min <= 1 {
		if n.min == 0 {
			at := c.split(opSp, &first, follow)
			c.compile(sub, &again)
			end := c.emit(*c.at(at)) // the test again behind the body: the same choice, the same slot
			c.at(at).b = c.pc()
			c.at(end).b = c.pc()
			return
		}
		c.compile(sub, &again)
		at := c.split(opSp, &first, follow)
		c.at(at).a = begin
		c.at(at).b = c.pc()
		return
	}
	reg := int32(c.prog.regs)
	c.prog.regs++
	c.emit(inst{op: opLoopInit, a: reg})
	counts, nulls := c.counts, c.nulls
	if n.max != maxRepeat || n.min > 1 {
		limit := clamp(n.max)
		if n.max == maxRepeat {
			limit = clamp(n.min)
		}
		c.counts = append(c.counts[:len(c.counts):len(c.counts)], countDep{reg, limit})
	}
	if sub.lo == 0 {
		c.nulls = append(c.nulls[:len(c.nulls):len(c.nulls)], reg)
	}
	in := inst{op: op, a: reg, min: clamp(n.min), max: clamp(n.max), slot: c.slot(),
		first: c.table(&first), next: c.table(follow)}
	if first.null || first.end {
		in.flag |= flagFirstEnd
	}
	if follow.null || follow.end {
		in.flag |= flagNextEnd
	}
	if sub.lo == 0 {
		in.flag |= flagNullable
	}
	at := c.emit(in)
	c.compile(sub, &again)
	c.emit(inst{op: opJump, a: at})
	c.at(at).b = c.pc()
	c.counts, c.nulls = counts, nulls
}

// widen turns (?:A|B)*, with A one character that can begin neither B nor what follows, into (?:A++|B)*: the matches
// are the same and a run of A is one step.
func (c *compiler) widen(sub *node, follow *firstSet) *node {
	if sub.kind != nAlt || len(sub.subs) > 16 {
		return sub
	}
	subs := mergeSingles(c, sub.subs)
	out := *sub
	out.subs = nil
	out.first = nil
	for i, s := range subs {
		if s.kind == nSet || s.kind == nLit && len(s.runes) == 1 {
			rest := *follow
			for j, o := range subs {
				if j != i {
					f := c.firstOf(o).then(follow)
					rest = rest.or(&f)
				}
			}
			if cs := c.oneChar(s); rest.stopsRun(cs, 0) {
				s = newRepeat(s, 1, maxRepeat, possessive)
			}
		}
		out.subs = append(out.subs, s)
	}
	return &out
}

func (c *compiler) possessive(n *node, sub *node) {
	begin := c.pc()
	outer := c.loop
	if outer < 0 {
		c.loop = begin
	}
	reg := int32(c.prog.regs)
	c.prog.regs++
	c.emit(inst{op: opLoopInit, a: reg})
	at := c.emit(inst{op: opLoopAll, a: reg, min: clamp(n.min), max: clamp(n.max)})
	counts, nulls := c.counts, c.nulls
	c.counts = append(c.counts[:len(c.counts):len(c.counts)], countDep{reg, 0})
	c.compile(sub, &accepting)
	c.emit(inst{op: opLoopAllEnd, a: at})
	c.at(at).b = c.pc()
	c.counts, c.nulls = counts, nulls
	c.loop = outer
}

// run compiles a repeated single character.
func (c *compiler) run(n *node, cs *charSet, follow *firstSet) {
	if n.min == 1 && n.max == 1 {
		c.set(cs)
		return
	}
	in := inst{op: opRun, set: cs, min: clamp(n.min), max: clamp(n.max), next: c.table(follow)}
	if follow.null || follow.end {
		in.flag |= flagNextEnd
	}
	switch {
	case n.min == n.max || n.greed == possessive:
		in.op = opRunAll
	case n.greed == lazy:
		in.op = opRunLazy
		if !follow.null && follow.disjoint(cs) { // only the end of the run can be followed
			in.op = opRunAll
		}
	case follow.stopsRun(cs, int(min(n.min, 1))):
		in.op = opRunAll
	}
	in.slot = c.slot()
	c.emit(in)
}

func (c *compiler) look(n *node) {
	sub := n.subs[0]
	var flag uint8
	if n.neg {
		flag |= flagNeg
	}
	if n.behind {
		flag |= flagBehind
		if sub.lo > maxBehind {
			c.err = &Error{KindPattern, "looks too much behind", -1}
			return
		}
		if sub.lo != sub.hi {
			c.err = &Error{KindPattern, "look-behind requires fixed-width pattern", -1}
			return
		}
	}
	if cs := c.oneChar(sub); cs != nil {
		c.emit(inst{op: opPeek, flag: flag, set: cs})
		return
	}
	if sub.kind == nLit {
		c.emit(inst{op: opPeekLit, flag: flag, lit: c.text(sub.runes)})
		return
	}
	op, end := opLook, opLookEnd
	if n.neg {
		op, end = opNotLook, opNotLookEnd
	}
	width := int32(-1)
	if n.behind {
		width = clamp(sub.lo)
	}
	at := c.emit(inst{op: op, a: width})
	c.compile(sub, &accepting)
	c.emit(inst{op: end})
	c.at(at).b = c.pc()
}
