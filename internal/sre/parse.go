// parse.go: pattern text to tree. Messages, positions and the order in which errors are found are CPython's.
// Invariant: recursion is bounded by maxNesting; after an error every function returns at once.

package sre

import (
	"fmt"
	"unicode"
)

// Flags, with the values of re.RegexFlag.
const (
	FlagIgnoreCase = 2
	FlagLocale     = 4
	FlagMultiline  = 8
	FlagDotAll     = 16
	FlagUnicode    = 32
	FlagVerbose    = 64
	FlagDebug      = 128
	FlagASCII      = 256

	typeFlags = FlagASCII | FlagLocale | FlagUnicode
)

const (
	maxNesting = 1000
	maxGroups  = 1<<30 - 1
)

// Group is a named group.
type Group struct {
	Name  string
	Index int
}

type groupInfo struct {
	closed bool
	lo, hi uint64
}

type parser struct {
	*source
	opt       *Options
	flags     int // global, as known so far
	groups    []groupInfo
	names     []Group
	byName    map[string]int
	behind    int // groups open before the enclosing lookbehind, or -1
	condRefs  []condRef
	condSeen  map[int]bool
	warnings  []string
	sets      map[string]*charSet
	depth     int
	verbose   bool // reparse wanted: (?x) came in a pattern read without it
	pollCount int
	owed      int // bytes of items that are not charged for yet
}

type condRef struct{ group, pos int }

// parsePattern parses the whole pattern and settles the flags.
func parsePattern(text []rune, isBytes bool, flags int, opt *Options) (*node, *parser, error) {
	p := newParser(text, isBytes, flags, opt)
	root := p.parseAll(flags&FlagVerbose != 0)
	if p.err == nil && p.verbose {
		warned := p.warnings
		flags = p.flags
		p = newParser(text, isBytes, flags, opt)
		p.warnings = warned
		root = p.parseAll(true)
	}
	p.pay()
	if p.err != nil {
		return nil, p, p.err
	}
	return root, p, nil
}

func newParser(text []rune, isBytes bool, flags int, opt *Options) *parser {
	return &parser{source: newSource(text, isBytes), opt: opt, flags: flags, groups: []groupInfo{{}},
		byName: map[string]int{}, behind: -1, condSeen: map[int]bool{}, sets: map[string]*charSet{}}
}

func (p *parser) parseAll(verbose bool) *node {
	root := p.parseAlt(p.flags, verbose, 0)
	if p.err != nil || p.verbose {
		return root
	}
	p.fixFlags()
	if p.next.c != eof && p.err == nil {
		p.fail("unbalanced parenthesis", p.tell())
	}
	for _, r := range p.condRefs {
		if r.group >= len(p.groups) {
			p.fail(fmt.Sprintf("invalid group reference %d", r.group), r.pos)
		}
	}
	return root
}

// fixFlags checks the type flags against the kind of pattern.
func (p *parser) fixFlags() {
	f := p.flags
	if !p.isBytes {
		if f&FlagLocale != 0 {
			p.failKind(KindValue, "cannot use LOCALE flag with a str pattern", -1)
		}
		if f&FlagASCII != 0 && f&FlagUnicode != 0 {
			p.failKind(KindValue, "ASCII and UNICODE flags are incompatible", -1)
		}
		if f&FlagASCII == 0 {
			p.flags |= FlagUnicode
		}
		return
	}
	if f&FlagUnicode != 0 {
		p.failKind(KindValue, "cannot use UNICODE flag with a bytes pattern", -1)
	}
	if f&FlagLocale != 0 && f&FlagASCII != 0 {
		p.failKind(KindValue, "ASCII and LOCALE flags are incompatible", -1)
	}
}

func (p *parser) mode(flags int) mode {
	return mode{bytes: p.isBytes, ignoreCase: flags&FlagIgnoreCase != 0, unicode: !p.isBytes && flags&FlagASCII == 0}
}

// parseAlt parses alternatives up to a ')' or the end. At depth 0 flags grow with global inline flags.
func (p *parser) parseAlt(flags int, verbose bool, depth int) *node {
	if depth > maxNesting {
		p.failKind(KindRecursion, "pattern is nested too deeply", -1)
		return &node{kind: nEmpty}
	}
	var alts []*node
	for {
		alts = append(alts, p.parseSeq(flags, verbose, depth, depth == 0 && len(alts) == 0))
		if depth == 0 {
			flags = p.flags
		}
		if p.verbose || !p.match('|') {
			break
		}
	}
	return newAlt(alts)
}

// items is a sequence under construction.
type items struct {
	nodes []*node
	open  bool // the last node is a run of literals that may grow
}

func (it *items) add(n *node) {
	it.nodes = append(it.nodes, n)
	it.open = false
}

func (it *items) literal(r rune) {
	if it.open {
		last := it.nodes[len(it.nodes)-1]
		last.runes = append(last.runes, r)
		last.lo++
		last.hi++
		return
	}
	it.add(&node{kind: nLit, runes: []rune{r}, lo: 1, hi: 1})
	it.open = true
}

// takeLast removes and returns the last item: one character of a run of literals.
func (it *items) takeLast() *node {
	n := it.nodes[len(it.nodes)-1]
	if k := len(n.runes); n.kind == nLit && k > 1 {
		r := n.runes[k-1]
		n.runes = n.runes[:k-1]
		n.lo--
		n.hi--
		it.open = false
		return &node{kind: nLit, runes: []rune{r}, lo: 1, hi: 1}
	}
	it.nodes = it.nodes[:len(it.nodes)-1]
	it.open = false
	return n
}

func (p *parser) addLiteral(it *items, r rune, flags int) {
	if flags&FlagIgnoreCase != 0 {
		md := p.mode(flags)
		if class := foldClass(r, md.unicode); class != nil {
			it.add(newSetNode(p.caseSet(class, md)))
			return
		}
	}
	if it.open {
		p.owed -= itemBytes
	}
	it.literal(r)
}

func isPatternSpace(c rune) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// What a character of a pattern takes as part of a run of literals, and what it takes besides as an item of its own.
const (
	charBytes = 24
	itemBytes = 136
)

// pay charges for the items that were read.
func (p *parser) pay() {
	n := p.owed
	p.owed = 0
	if n > 0 && p.opt.Charge != nil && p.err == nil {
		if err := p.opt.Charge(n); err != nil {
			p.opt.aborted = err
			p.fail("aborted", -1)
		}
	}
}

func (p *parser) poll() {
	if p.owed += itemBytes; p.owed > 1<<14 {
		p.pay()
	}
	if p.pollCount++; p.pollCount&0xfff == 0 {
		p.look()
	}
}

// look polls at once.
func (p *parser) look() {
	if p.opt.Poll != nil && p.err == nil {
		if err := p.opt.Poll(); err != nil {
			p.opt.aborted = err
			p.fail("aborted", -1)
		}
	}
}

// digits takes the digits of a repetition, however many there are.
func (p *parser) digits() []rune {
	start := p.tell()
	for len(p.getWhile(longScan, isDec)) == longScan {
		p.look()
	}
	if p.err != nil {
		return nil
	}
	return p.text[start:p.tell()]
}

// parseSeq parses one alternative. first says that nothing precedes it in the pattern.
func (p *parser) parseSeq(flags int, verbose bool, depth int, first bool) *node {
	var it items
	for p.err == nil {
		p.poll()
		t := p.next
		if t.c == eof || t.is('|') || t.is(')') {
			break
		}
		here := p.tell()
		p.advance()
		if verbose && t.c != '\\' {
			if isPatternSpace(t.c) {
				continue
			}
			if t.c == '#' {
				for {
					if c := p.get(); c.c == eof || c.c == '\n' {
						break
					}
				}
				continue
			}
		}
		switch t.c {
		case '\\':
			p.escape(&it, t, here, flags)
		case '[':
			p.set(&it, here, flags)
		case '.':
			if flags&FlagDotAll != 0 {
				it.add(newSetNode(anySet(p.mode(flags))))
			} else {
				it.add(newSetNode(dotSet(p.mode(flags))))
			}
		case '^':
			if flags&FlagMultiline != 0 {
				it.add(&node{kind: nAt, at: atLineStart})
			} else {
				it.add(&node{kind: nAt, at: atStart})
			}
		case '$':
			if flags&FlagMultiline != 0 {
				it.add(&node{kind: nAt, at: atLineEnd})
			} else {
				it.add(&node{kind: nAt, at: atLastLine})
			}
		case '*', '+', '?', '{':
			p.quantifier(&it, t.c, here, flags)
		case '(':
			global := p.group(&it, here, flags, verbose, depth, first && len(it.nodes) == 0)
			if global {
				flags = p.flags
				if flags&FlagVerbose != 0 && !verbose {
					p.verbose = true
					return &node{kind: nEmpty}
				}
			}
		default:
			p.addLiteral(&it, t.c, flags)
		}
		if p.verbose {
			break
		}
	}
	return newCat(it.nodes)
}

func (p *parser) quantifier(it *items, c rune, here int, flags int) {
	var lo, hi uint64
	switch c {
	case '?':
		hi = 1
	case '*':
		hi = maxRepeat
	case '+':
		lo, hi = 1, maxRepeat
	case '{':
		if p.next.is('}') {
			p.addLiteral(it, '{', flags)
			return
		}
		start := p.tell()
		l := p.digits()
		h := l
		if p.match(',') {
			h = p.digits()
		}
		if !p.match('}') {
			if p.err == nil {
				p.addLiteral(it, '{', flags)
				p.seek(start)
			}
			return
		}
		hi = maxRepeat
		var over bool
		if len(l) > 0 {
			if lo, over = parseInt(l, 10, maxRepeat-1); over {
				p.failKind(KindOverflow, "the repetition number is too large", -1)
			}
		}
		if len(h) > 0 {
			if hi, over = parseInt(h, 10, maxRepeat-1); over {
				p.failKind(KindOverflow, "the repetition number is too large", -1)
			}
			if hi < lo {
				p.fail("min repeat greater than max repeat", start)
			}
		}
	}
	if p.err != nil {
		return
	}
	if len(it.nodes) == 0 || it.nodes[len(it.nodes)-1].kind == nAt {
		p.fail("nothing to repeat", here)
		return
	}
	item := it.takeLast()
	if item.kind == nRepeat && !item.wrapped {
		p.fail("multiple repeat", here)
		return
	}
	g := greedy
	if p.match('?') {
		g = lazy
	} else if p.match('+') {
		g = possessive
	}
	it.add(newRepeat(item, lo, hi, g))
}

// checkGroup: group is defined and closed.
func (p *parser) checkGroup(g int) bool { return g < len(p.groups) && p.groups[g].closed }

func (p *parser) checkBehind(g int) {
	if p.behind < 0 {
		return
	}
	if !p.checkGroup(g) {
		p.fail("cannot refer to an open group", p.tell())
	} else if g >= p.behind {
		p.fail("cannot refer to group defined in the same lookbehind subpattern", p.tell())
	}
}

func (p *parser) backref(it *items, g int, flags int) {
	it.add(&node{kind: nBackref, group: g, fold: flags&FlagIgnoreCase != 0, unicode: p.mode(flags).unicode,
		lo: p.groups[g].lo, hi: p.groups[g].hi})
}

func (p *parser) checkName(name []rune, offset int) {
	if p.err != nil {
		return
	}
	ascii := true
	for _, r := range name {
		ascii = ascii && r < 0x80
	}
	if p.isBytes && !ascii {
		p.fail("bad character in group name "+quote(name, true), p.tell()-len(name)-offset)
	} else if !isIdentifier(name) {
		p.fail("bad character in group name "+quote(name, false), p.tell()-len(name)-offset)
	}
}

func (t token) text() string {
	if t.c == '\\' {
		return string(appendRune([]byte{'\\'}, t.esc))
	}
	return string(appendRune(nil, t.c))
}

func (t token) len() int {
	if t.c == '\\' {
		return 2
	}
	return 1
}

var inlineFlags = map[rune]int{'i': FlagIgnoreCase, 'L': FlagLocale, 'm': FlagMultiline, 's': FlagDotAll,
	'x': FlagVerbose, 'a': FlagASCII, 'u': FlagUnicode}

// group parses what follows a '('. It returns true for global inline flags.
func (p *parser) group(it *items, start int, flags int, verbose bool, depth int, first bool) (global bool) {
	unterminated := func() bool {
		if !p.match(')') {
			p.fail("missing ), unterminated subpattern", start)
			return true
		}
		return false
	}
	if !p.match('?') {
		p.capture(it, start, nil, flags, verbose, depth)
		return false
	}
	t := p.get()
	switch {
	case t.c == eof:
		p.fail("unexpected end of pattern", p.tell())
	case t.c == 'P':
		switch {
		case p.match('<'):
			name := p.getUntil('>', "group name")
			p.checkName(name, 1)
			if p.err == nil {
				p.capture(it, start, name, flags, verbose, depth)
			}
		case p.match('='):
			name := p.getUntil(')', "group name")
			p.checkName(name, 1)
			if p.err != nil {
				return
			}
			at := p.tell() - len(name) - 1
			g, ok := p.byName[string(name)]
			if !ok {
				p.fail("unknown group name "+quote(name, false), at)
			} else if !p.checkGroup(g) {
				p.fail("cannot refer to an open group", at)
			} else {
				p.checkBehind(g)
				p.backref(it, g, flags)
			}
		default:
			c := p.get()
			if c.c == eof {
				p.fail("unexpected end of pattern", p.tell())
			} else {
				p.fail("unknown extension ?P"+c.text(), p.tell()-c.len()-2)
			}
		}
	case t.c == ':':
		sub := p.parseAlt(flags, verbose, depth+1)
		if unterminated() {
			return
		}
		it.add(noGroup(sub))
	case t.c == '#':
		for {
			if p.next.c == eof {
				p.fail("missing ), unterminated comment", start)
				return
			}
			if p.get().is(')') {
				return
			}
		}
	case t.c == '=' || t.c == '!' || t.c == '<':
		n := &node{kind: nLook}
		saved := p.behind
		if t.c == '<' {
			t = p.get()
			if t.c == eof {
				p.fail("unexpected end of pattern", p.tell())
				return
			}
			if t.c != '=' && t.c != '!' {
				p.fail("unknown extension ?<"+t.text(), p.tell()-t.len()-2)
				return
			}
			n.behind = true
			if saved < 0 {
				p.behind = len(p.groups)
			}
		}
		n.neg = t.c == '!'
		sub := p.parseAlt(flags, verbose, depth+1)
		p.behind = saved
		if unterminated() {
			return
		}
		if n.neg && sub.kind == nEmpty {
			it.add(&node{kind: nFail})
			return
		}
		n.subs = []*node{sub}
		it.add(n)
	case t.c == '(':
		p.conditional(it, start, flags, verbose, depth)
	case t.c == '>':
		sub := p.parseAlt(flags, verbose, depth+1)
		if unterminated() {
			return
		}
		it.add(&node{kind: nAtomic, subs: []*node{sub}, lo: sub.lo, hi: sub.hi})
	case inlineFlags[t.c] != 0 || t.c == '-':
		on, off, isGlobal := p.flagGroup(t)
		if p.err != nil {
			return
		}
		if isGlobal {
			if !first {
				p.fail("global flags not at the start of the expression", start)
				return
			}
			p.flags |= on
			return true
		}
		f := flags
		if on&typeFlags != 0 {
			f &^= typeFlags
		}
		f = (f | on) &^ off
		sub := p.parseAlt(f, (verbose || on&FlagVerbose != 0) && off&FlagVerbose == 0, depth+1)
		if unterminated() {
			return
		}
		it.add(noGroup(sub))
	default:
		p.fail("unknown extension ?"+t.text(), p.tell()-t.len()-1)
	}
	return false
}

// noGroup marks what a group without capture holds, so that a quantifier may follow and literals do not grow into it.
func noGroup(sub *node) *node {
	switch sub.kind {
	case nRepeat:
		sub.wrapped = true
		return sub
	case nAt, nLit, nCat:
		return &node{kind: nCat, subs: []*node{sub}, lo: sub.lo, hi: sub.hi}
	}
	return sub
}

func (p *parser) capture(it *items, start int, name []rune, flags int, verbose bool, depth int) {
	g := len(p.groups)
	if g >= maxGroups {
		p.fail("too many groups", start)
		return
	}
	if name != nil {
		if old, dup := p.byName[string(name)]; dup {
			p.fail(fmt.Sprintf("redefinition of group name %s as group %d; was group %d", quote(name, false), g, old),
				p.tell()-len(name)-1)
			return
		}
		p.byName[string(name)] = g
		p.names = append(p.names, Group{string(name), g})
	}
	p.groups = append(p.groups, groupInfo{})
	sub := p.parseAlt(flags, verbose, depth+1)
	if !p.match(')') {
		p.fail("missing ), unterminated subpattern", start)
		return
	}
	p.groups[g] = groupInfo{true, sub.lo, sub.hi}
	it.add(&node{kind: nGroup, group: g, subs: []*node{sub}, lo: sub.lo, hi: sub.hi})
}

func (p *parser) conditional(it *items, start int, flags int, verbose bool, depth int) {
	name := p.getUntil(')', "group name")
	if p.err != nil {
		return
	}
	number := true
	for _, r := range name {
		number = number && isDec(r)
	}
	at := p.tell() - len(name) - 1
	var g int
	if number {
		n, over := parseInt(name, 10, 1<<62)
		if n == 0 {
			p.fail("bad group number", at)
			return
		}
		if over || n >= maxGroups {
			p.fail("invalid group reference "+trimZeros(name), at)
			return
		}
		g = int(n)
		if !p.condSeen[g] {
			p.condSeen[g] = true
			p.condRefs = append(p.condRefs, condRef{g, at})
		}
	} else {
		p.checkName(name, 1)
		if p.err != nil {
			return
		}
		var ok bool
		if g, ok = p.byName[string(name)]; !ok {
			p.fail("unknown group name "+quote(name, false), at)
			return
		}
	}
	p.checkBehind(g)
	if depth >= maxNesting {
		p.failKind(KindRecursion, "pattern is nested too deeply", -1)
		return
	}
	yesNode := p.parseSeq(flags, verbose, depth+1, false)
	noNode := &node{kind: nEmpty}
	if p.match('|') {
		noNode = p.parseSeq(flags, verbose, depth+1, false)
		if p.next.is('|') {
			p.fail("conditional backref with more than two branches", p.tell())
			return
		}
	}
	if !p.match(')') {
		p.fail("missing ), unterminated subpattern", start)
		return
	}
	it.add(&node{kind: nCond, group: g, subs: []*node{yesNode, noNode},
		lo: min(yesNode.lo, noNode.lo), hi: max(yesNode.hi, noNode.hi)})
}

func trimZeros(rs []rune) string {
	for len(rs) > 1 && rs[0] == '0' {
		rs = rs[1:]
	}
	return string(rs)
}

// flagGroup parses inline flags from the first, t, to the ')' or ':' that ends them.
func (p *parser) flagGroup(t token) (on, off int, global bool) {
	bad := func(missing string) {
		if unicode.IsLetter(t.c) {
			missing = "unknown flag"
		}
		p.fail(missing, p.tell()-t.len())
	}
	if t.c != '-' {
		for {
			f := inlineFlags[t.c]
			if t.c == 'L' && !p.isBytes {
				p.fail("bad inline flags: cannot use 'L' flag with a str pattern", p.tell())
			}
			if t.c == 'u' && p.isBytes {
				p.fail("bad inline flags: cannot use 'u' flag with a bytes pattern", p.tell())
			}
			on |= f
			if f&typeFlags != 0 && on&typeFlags != f {
				p.fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible", p.tell())
			}
			t = p.get()
			if t.c == eof {
				p.fail("missing -, : or )", p.tell())
				return
			}
			if t.c == ')' {
				return on, 0, true
			}
			if t.c == ':' || t.c == '-' {
				break
			}
			if inlineFlags[t.c] == 0 {
				bad("missing -, : or )")
				return
			}
		}
	}
	if t.c == '-' {
		t = p.get()
		if t.c == eof {
			p.fail("missing flag", p.tell())
			return
		}
		if inlineFlags[t.c] == 0 {
			bad("missing flag")
			return
		}
		for {
			f := inlineFlags[t.c]
			if f&typeFlags != 0 {
				p.fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", p.tell())
			}
			off |= f
			t = p.get()
			if t.c == eof {
				p.fail("missing :", p.tell())
				return
			}
			if t.c == ':' {
				break
			}
			if inlineFlags[t.c] == 0 {
				bad("missing :")
				return
			}
		}
	}
	if on&off != 0 {
		p.fail("bad inline flags: flag turned on and off", p.tell()-1)
	}
	return on, off, false
}
