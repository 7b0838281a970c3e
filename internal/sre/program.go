// program.go: the compiled form of a pattern. A Program is immutable and shared by any number of goroutines.

package sre

// Options are the hooks of a compilation; the zero value has none.
type Options struct {
	LookupName func(name string) (rune, bool) // \N{...}
	Poll       func() error                   // called every few thousand characters; an error aborts
	Charge     func(bytes int) error          // called before memory in proportion to the pattern is taken

	aborted error
}

// Program is a compiled pattern.
type Program struct {
	Pattern  string // as given: WTF-8 for str, raw bytes for bytes
	IsBytes  bool
	Flags    int
	Groups   int // capturing groups, without group 0
	Names    []Group
	Warnings []string // texts of FutureWarnings

	code      []inst
	disp      []dispatch
	regs      int
	slots     []slotInfo
	memoOK    bool
	anchored  bool   // can match only at the start of the subject
	literal   bool   // the pattern is exactly prefix, without groups
	prefix    string // what every match begins with
	start     *[256]uint8
	second    *[256]uint8 // with start: the byte after an ASCII byte that begins a match; nil: any
	startCont uint64      // with start: the low 6 bits of the byte after a lead byte that begins a match
	startEnd  bool        // with start: a match may begin at the end of the subject
	startOne  int         // the only byte that can begin a match, or -1
	minLen    int         // no match is shorter, in bytes
}

// GroupIndex finds a named group.
func (p *Program) GroupIndex(name string) (int, bool) {
	for _, g := range p.Names {
		if g.Name == name {
			return g.Index, true
		}
	}
	return 0, false
}

// GroupName is the name of group i, or "".
func (p *Program) GroupName(i int) string {
	for _, g := range p.Names {
		if g.Index == i {
			return g.Name
		}
	}
	return ""
}

type opcode uint8

const (
	opMatch       opcode = iota // the whole pattern has matched
	opFail                      // never matches
	opByte                      // the byte c
	opLit                       // the bytes of lit
	opSet                       // one character of set
	opAny                       // one character
	opSave                      // marks[a] = here
	opJump                      // to a
	opSplit                     // try a, then b
	opSplitLazy                 // try b, then a
	opBranch                    // alternatives of disp[a]
	opRun                       // min to max characters of set, as many as possible, giving back
	opRunLazy                   // ... as few as possible
	opRunAll                    // ... as many as possible, giving none back
	opLoopInit                  // register a: no iterations
	opLoop                      // another iteration (next instruction) or out (b): greedy
	opLoopLazy                  // ... lazy
	opLoopAll                   // ... possessive: each iteration is kept
	opLoopAllEnd                // the end of one, back to a
	opAtomic                    // begin (?>
	opAtomicEnd                 //
	opLook                      // begin (?= or, with max > 0 characters back, (?<=
	opLookEnd                   //
	opNotLook                   // begin (?! ; continue at b when it fails
	opNotLookEnd                //
	opPeek                      // lookahead of one character of set; flagNeg, flagBehind
	opPeekLit                   // lookahead of lit; flagNeg, flagBehind
	opBackref                   // group a again
	opBackrefFold               // ... ignoring case
	opCond                      // go on if group a has matched, else to b
	opAt                        // position a
)

const (
	flagNeg      = 1 << iota // of opPeek, opPeekLit
	flagBehind               //
	flagFirstEnd             // the first way can match at the end of the subject
	flagNextEnd              // the second way, or what follows, can match at the end of the subject
	flagLead                 // the run that begins the pattern: after a failure, starts inside of it need no trial
	flagUnicode              // of opBackrefFold
	flagNullable             // of loops: an iteration may be empty
)

const infinite = 1<<31 - 1

type inst struct {
	op       opcode
	flag     uint8
	c        byte
	a, b     int32
	slot     int32 // of the memo, or -1
	min, max int32
	set      *charSet
	first    *[256]uint8 // which bytes can begin the first way; nil: any
	next     *[256]uint8 // which bytes can begin the second way or what follows; nil: any
	lit      string
}

// dispatch lists, for each next byte (256: the end of the subject), the alternatives that can match: lists[tab[c]:]
// up to a -1.
type dispatch struct {
	tab   [257]int32
	lists []int32
}

// slotInfo says on what else than the position the failures of a memo slot depend.
type slotInfo struct {
	counts []countDep // loops whose count matters
	nulls  []int32    // loop registers whose last position must differ from here
	states int        // how many combinations of counts there are; 0: too many for a table
}

// countDep is a loop whose count matters, up to limit.
type countDep struct{ reg, limit int32 }
