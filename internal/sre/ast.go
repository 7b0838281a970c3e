// ast.go: the tree that the parser builds and the widths of its nodes. Widths count characters and saturate.

package sre

import "math/bits"

type nodeKind uint8

const (
	nEmpty   nodeKind = iota
	nFail             // (?!)
	nLit              // a run of characters that match themselves
	nSet              // one character of a set
	nCat              // subs in sequence
	nAlt              // one of subs, the first that leads to a match
	nRepeat           // sub, min to max times
	nGroup            // capture sub as group
	nLook             // lookahead, or lookbehind with behind
	nAtomic           // sub, keeping only its first way to match
	nBackref          // the text of group again
	nCond             // subs[0] if group has matched, else subs[1]
	nAt               // a position: at
)

type greed uint8

const (
	greedy greed = iota
	lazy
	possessive
)

type atKind uint8

const (
	atStart     atKind = iota // \A, ^
	atLineStart               // ^ with MULTILINE
	atEnd                     // \Z, \z
	atLastLine                // $
	atLineEnd                 // $ with MULTILINE
	atWord                    // \b
	atNotWord                 // \B
	atWordASCII
	atNotWordASCII
)

const (
	maxRepeat = 1<<32 - 1 // "no maximum"
	maxWidth  = 1<<63 - 1
	maxBehind = 1<<32 - 1
)

type node struct {
	kind    nodeKind
	greed   greed
	at      atKind
	neg     bool // of nLook
	behind  bool // of nLook
	fold    bool // of nBackref: ignore case
	unicode bool // of nBackref with fold

	group    int
	min, max uint64 // of nRepeat
	lo, hi   uint64 // width
	runes    []rune
	set      *charSet
	subs     []*node
	first    *firstSet
	wrapped  bool // came in a (?:...), so a quantifier may follow a repeat
}

func satAdd(a, b uint64) uint64 {
	if c := a + b; c >= a && c <= maxWidth {
		return c
	}
	return maxWidth
}

func satMul(a, b uint64) uint64 {
	if h, l := bits.Mul64(a, b); h == 0 && l <= maxWidth {
		return l
	}
	return maxWidth
}

func newCat(subs []*node) *node {
	switch len(subs) {
	case 0:
		return &node{kind: nEmpty}
	case 1:
		return subs[0]
	}
	n := &node{kind: nCat, subs: subs}
	for _, s := range subs {
		n.lo, n.hi = satAdd(n.lo, s.lo), satAdd(n.hi, s.hi)
	}
	return n
}

func newAlt(subs []*node) *node {
	if len(subs) == 1 {
		return subs[0]
	}
	n := &node{kind: nAlt, subs: subs, lo: subs[0].lo, hi: subs[0].hi}
	for _, s := range subs[1:] {
		n.lo, n.hi = min(n.lo, s.lo), max(n.hi, s.hi)
	}
	return n
}

func newRepeat(sub *node, lo, hi uint64, g greed) *node {
	return &node{kind: nRepeat, subs: []*node{sub}, min: lo, max: hi, greed: g,
		lo: satMul(sub.lo, lo), hi: satMul(sub.hi, hi)}
}

func newSetNode(cs *charSet) *node { return &node{kind: nSet, set: cs, lo: 1, hi: 1} }
