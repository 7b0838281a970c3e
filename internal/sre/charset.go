// charset.go: sets of characters: how the parser collects them and the immutable tables that the matcher reads.
// Invariant: a charSet answers for every byte (bytes patterns) or every code point (str patterns); tables are indexed
// by one subject byte and say yes, no, or "decode and ask".

package sre

import (
	"slices"
	"sync"
)

// What a table says about a subject byte.
const (
	no     = 0
	yes    = 1 // this byte alone is a member
	decide = 2 // a lead byte: decode the character and ask has
	wide   = 3 // a lead byte: every character above ASCII is a member
)

type runeRange struct{ lo, hi rune }

// mode tells how a pattern's characters are read: as bytes, and with which case and class rules.
type mode struct {
	bytes      bool
	ignoreCase bool
	unicode    bool // \w and case folding beyond ASCII
}

// setSpec is a set as it was written, before tables.
type setSpec struct {
	ranges   []runeRange
	pos, neg uint8 // classes \w \s \d, and their complements
	negate   bool
}

type charSet struct {
	tab    [256]uint8
	run    *[256]uint8 // for scanning runs: like tab, but when all of the high characters are in, their bytes say yes
	ranges []runeRange // above ASCII, sorted and merged; str patterns only
	pos    uint8
	neg    uint8
	negate bool
	shape  setShape
	b      byte // the byte of shapes oneByte and butByte
	first  firstSet
	spec   setSpec
	mode   mode
}

type setShape uint8

const (
	table   setShape = iota
	all              // every character
	butByte          // every character but the ASCII byte b
	oneByte          // only the byte b
)

func (cs *charSet) has(r rune) bool {
	in := false
	if n := len(cs.ranges); n > 0 {
		if n <= 4 {
			for _, g := range cs.ranges {
				if r >= g.lo && r <= g.hi {
					in = true
					break
				}
			}
		} else {
			lo, hi := 0, n
			for lo < hi {
				m := int(uint(lo+hi) >> 1)
				if cs.ranges[m].hi < r {
					lo = m + 1
				} else {
					hi = m
				}
			}
			in = lo < n && cs.ranges[lo].lo <= r
		}
	}
	if !in && cs.pos|cs.neg != 0 {
		p := unicodeProps(r)
		in = p&cs.pos != 0 || ^p&cs.neg != 0
	}
	return in != cs.negate
}

// newSet makes the tables of a set; the spec is not used again by the caller.
func newSet(spec setSpec, md mode) *charSet {
	cs := &charSet{spec: spec, mode: md, negate: spec.negate, pos: spec.pos, neg: spec.neg}
	limit := 128
	if md.bytes {
		limit = 256
	}
	ranges := spec.ranges
	if md.ignoreCase {
		ranges = foldRanges(mergeRanges(ranges), md.unicode)
	}
	ranges = mergeRanges(ranges)
	var in [256]bool
	for _, g := range ranges {
		for c := g.lo; c <= g.hi && int(c) < limit; c++ {
			in[c] = true
		}
	}
	if cs.pos|cs.neg != 0 {
		for c := 0; c < limit; c++ {
			p := uint8(0)
			if c < 128 {
				if md.unicode {
					p = strProps(byte(c))
				} else {
					p = asciiProps(byte(c))
				}
			}
			if p&cs.pos != 0 || ^p&cs.neg != 0 {
				in[c] = true
			}
		}
	}
	count := 0
	for c := 0; c < limit; c++ {
		if in[c] != cs.negate {
			cs.tab[c] = yes
			cs.first.add(byte(c))
			count++
		}
	}
	highNone, highAll := true, md.bytes
	if !md.bytes {
		if !md.unicode { // re.ASCII: nothing above ASCII is in a class, everything is in a complement
			if cs.neg != 0 {
				ranges = append(ranges, runeRange{0x80, maxRune})
				ranges = mergeRanges(ranges)
			}
			cs.pos, cs.neg = 0, 0
		}
		i := 0
		for i < len(ranges) && ranges[i].hi < 0x80 {
			i++
		}
		ranges = ranges[i:]
		if len(ranges) > 0 && ranges[0].lo < 0x80 {
			ranges = slices.Clone(ranges)
			ranges[0].lo = 0x80
		}
		if cs.neg&cs.pos != 0 { // \w\W is everything
			ranges = []runeRange{{0x80, maxRune}}
		}
		cs.ranges = slices.Clip(ranges)
		full := len(ranges) == 1 && ranges[0] == runeRange{0x80, maxRune}
		empty := len(ranges) == 0 && cs.pos|cs.neg == 0
		if full {
			cs.pos, cs.neg = 0, 0
		}
		highNone = full && cs.negate || empty && !cs.negate
		highAll = full && !cs.negate || empty && cs.negate
	}
	cs.run = &cs.tab
	if !md.bytes && !highNone {
		v := uint8(decide)
		if highAll {
			v = wide
			cs.run = new([256]uint8)
			*cs.run = cs.tab
		}
		for c := 0x80; c < 256; c++ {
			cs.tab[c] = v
			if highAll {
				cs.run[c] = yes
			}
		}
		cs.addHigh(highAll)
	}
	switch {
	case highAll && count == limit:
		cs.shape = all
	case highAll && count == limit-1:
		for c := 0; c < limit; c++ {
			if cs.tab[c] == no {
				cs.b = byte(c)
			}
		}
		cs.shape = butByte
	case (highNone || md.bytes) && count == 1:
		for c := 0; c < limit; c++ {
			if cs.tab[c] == yes {
				cs.b = byte(c)
			}
		}
		cs.shape = oneByte
	}
	return cs
}

// addHigh fills first with what may lead a member above ASCII.
func (cs *charSet) addHigh(allHigh bool) {
	if allHigh || cs.negate || cs.pos|cs.neg != 0 {
		cs.first.addHigh(0x80, maxRune)
		cs.first.high = highAny
		if !allHigh && len(cs.ranges) == 0 {
			var h uint8
			switch {
			case cs.pos == propDigit || cs.pos == propWord || cs.pos == propWord|propDigit:
				h = highWord
			case cs.pos == propSpace:
				h = highSpace
			case cs.pos != 0:
				h = highWord | highSpace
			}
			if cs.neg == propWord {
				h |= highSpace | highOther
			} else if cs.neg == propSpace {
				h |= highWord | highOther
			} else if cs.neg != 0 {
				h = highAny
			}
			if cs.negate {
				// Only whole classes may be taken away.
				whole := uint8(0)
				if cs.pos&propWord != 0 {
					whole |= highWord
				}
				if cs.pos&propSpace != 0 {
					whole |= highSpace
				}
				if cs.neg&propWord != 0 {
					whole |= highSpace | highOther
				}
				if cs.neg&propSpace != 0 {
					whole |= highWord | highOther
				}
				h = highAny &^ whole
			}
			cs.first.high = h
		}
		return
	}
	for _, g := range cs.ranges {
		cs.first.addHigh(g.lo, g.hi)
		if g.lo == g.hi {
			cs.first.high |= highOf(g.lo)
		} else {
			cs.first.high |= highAny
		}
	}
}

func highOf(r rune) uint8 {
	switch p := unicodeProps(r); {
	case p&propWord != 0:
		return highWord
	case p&propSpace != 0:
		return highSpace
	}
	return highOther
}

func mergeRanges(in []runeRange) []runeRange {
	if len(in) < 2 {
		return in
	}
	if len(in) >= manyRanges {
		return mergeMany(in)
	}
	rs := slices.Clone(in)
	slices.SortFunc(rs, func(a, b runeRange) int { return int(a.lo - b.lo) })
	out := rs[:1]
	for _, g := range rs[1:] {
		if last := &out[len(out)-1]; g.lo <= last.hi+1 {
			last.hi = max(last.hi, g.hi)
		} else {
			out = append(out, g)
		}
	}
	return out
}

// manyRanges is how many ranges are counted over all characters, which no number of them makes long, and not sorted.
const manyRanges = 1 << 16

// mergeMany is mergeRanges of many.
func mergeMany(in []runeRange) []runeRange {
	delta := make([]int32, maxRune+2) // ranges that begin at a character, less those that ended before it
	for _, g := range in {
		if g.lo <= g.hi {
			delta[g.lo]++
			delta[g.hi+1]--
		}
	}
	var out []runeRange
	open := int32(0)
	for r, d := range delta {
		was := open
		if open += d; was == 0 && open > 0 {
			out = append(out, runeRange{lo: rune(r)})
		} else if was > 0 && open == 0 {
			out[len(out)-1].hi = rune(r) - 1
		}
	}
	return out
}

// foldRanges adds to the ranges every character equal to a member under IGNORECASE.
func foldRanges(in []runeRange, unicodeMode bool) []runeRange {
	out := slices.Clone(in)
	for _, g := range in {
		if !unicodeMode || g.hi < 0x80 {
			for c := max(g.lo, 'A'); c <= min(g.hi, 'z'); c++ {
				for _, r := range foldClass(c, unicodeMode) {
					out = append(out, runeRange{r, r})
				}
			}
			continue
		}
		if g.lo == g.hi {
			for _, r := range foldClass(g.lo, true) {
				out = append(out, runeRange{r, r})
			}
			continue
		}
		cased := unicodeFolds().cased
		i, _ := slices.BinarySearch(cased, g.lo)
		for ; i < len(cased) && cased[i] <= g.hi; i++ {
			for _, r := range foldClass(cased[i], true) {
				out = append(out, runeRange{r, r})
			}
		}
	}
	return out
}

// commonSets are the sets of a lone class or dot, made once for each mode.
var commonSets sync.Map // commonKey -> *charSet: a cache of immutable values

type commonKey struct {
	pos, neg uint8
	dot      bool
	r        rune // the first of n equal characters
	n        int
	md       mode
}

// classSet is the set of one class, \w or \W and so on.
func classSet(pos, neg uint8, md mode) *charSet {
	return common(commonKey{pos: pos, neg: neg, md: md}, setSpec{pos: pos, neg: neg})
}

// dotSet is '.' without DOTALL; anySet with it.
func dotSet(md mode) *charSet {
	return common(commonKey{dot: true, md: md}, setSpec{ranges: []runeRange{{'\n', '\n'}}, negate: true})
}

func anySet(md mode) *charSet {
	return common(commonKey{md: md}, setSpec{negate: true})
}

func common(k commonKey, spec setSpec) *charSet {
	k.md.ignoreCase = false
	if k.r >= 0x80 {
		return newSet(spec, k.md) // not kept: there would be no bound
	}
	if cs, ok := commonSets.Load(k); ok {
		return cs.(*charSet)
	}
	cs, _ := commonSets.LoadOrStore(k, newSet(spec, k.md))
	return cs.(*charSet)
}

// equalSet is the set of n characters that mean the same: one alone, or a class under IGNORECASE.
func equalSet(class []rune, md mode) *charSet {
	return common(commonKey{r: class[0], n: len(class), md: md}, equalSpec(class))
}

func equalSpec(class []rune) (spec setSpec) {
	for _, r := range class {
		spec.ranges = append(spec.ranges, runeRange{r, r})
	}
	return spec
}
