// firstset.go: what may come next. A firstSet over-approximates the next subject byte of a part of a pattern; the
// compiler uses it to make loops possessive, to dispatch alternations and to search. It errs only towards "may match".

package sre

const (
	highWord  = 1 << iota // characters above ASCII that are \w
	highSpace             // ... that are \s
	highOther
	highAny = highWord | highSpace | highOther
)

// wordRule says by which characters a word boundary is meant.
type wordRule uint8

const (
	noWord wordRule = iota
	asciiWord
	unicodeWord
)

type firstSet struct {
	bits   [4]uint64
	high   uint8
	cont   uint64   // what the byte after a lead byte may be, by its low 6 bits
	null   bool     // may match without looking at the next byte
	accept bool     // with null: that way is unconditional, and after it the match (or lookaround, or atomic group) is complete
	end    bool     // may match at the end of the subject
	wordb  wordRule // holds only at a word boundary
}

func (f *firstSet) add(c byte) { f.bits[c>>6] |= 1 << (c & 63) }

func (f *firstSet) addBytes(lo, hi byte) {
	for c := int(lo); c <= int(hi); c++ {
		f.add(byte(c))
	}
}

// addHigh adds the characters above ASCII from lo to hi, in UTF-8.
func (f *firstSet) addHigh(lo, hi rune) {
	var a, b [8]byte
	x, y := appendRune(a[:0], lo), appendRune(b[:0], hi)
	f.addBytes(x[0], y[0])
	if x[0] != y[0] {
		f.cont = ^uint64(0)
		return
	}
	for c := int(x[1] & 63); c <= int(y[1]&63); c++ {
		f.cont |= 1 << c
	}
}

func (f *firstSet) has(c byte) bool { return f.bits[c>>6]>>(c&63)&1 != 0 }

func (f *firstSet) union(g *firstSet) {
	for i := range f.bits {
		f.bits[i] |= g.bits[i]
	}
	f.high |= g.high
	f.cont |= g.cont
}

// then is f followed by g.
func (f *firstSet) then(g *firstSet) firstSet {
	out := *f
	if !f.null {
		out.accept = false
		return out
	}
	out.union(g)
	out.null = g.null
	out.accept = f.accept && g.accept
	out.end = f.end || g.end
	return out
}

// or is the alternation of f and g.
func (f *firstSet) or(g *firstSet) firstSet {
	out := *f
	out.union(g)
	// An unconditional way out counts only if reaching it needs nothing, whichever branch was first.
	out.accept = f.null && f.accept || g.null && g.accept
	out.null = f.null || g.null
	out.end = f.end || g.end
	if f.wordb != g.wordb {
		out.wordb = noWord
	}
	return out
}

// disjoint: no character is in cs and can also come next in f.
func (f *firstSet) disjoint(cs *charSet) bool {
	a, b := &f.bits, &cs.first.bits
	if cs.mode.bytes {
		return a[0]&b[0]|a[1]&b[1]|a[2]&b[2]|a[3]&b[3] == 0
	}
	if a[0]&b[0]|a[1]&b[1] != 0 {
		return false
	}
	return f.high&cs.first.high == 0 || a[2]&b[2]|a[3]&b[3] == 0
}

// stopsRun: after a run of cs has gone as far as it can, giving back characters cannot help what follows (f).
func (f *firstSet) stopsRun(cs *charSet, min int) bool {
	if f.wordb != noWord && min > 0 && cs.allWord(f.wordb) {
		return true // between two members of the run is no boundary
	}
	return (!f.null || f.accept) && f.disjoint(cs)
}

// allWord: every member is a word character by the rule.
func (cs *charSet) allWord(rule wordRule) bool {
	for c := 0; c < 256; c++ {
		if cs.tab[c] == yes && (c >= 0x80 || wordTab[c] == 0) {
			return false
		}
	}
	if rule == asciiWord {
		return cs.first.high == 0
	}
	return cs.first.high&^highWord == 0
}

func anything() firstSet {
	f := firstSet{high: highAny, cont: ^uint64(0), end: true, null: true}
	for i := range f.bits {
		f.bits[i] = ^uint64(0)
	}
	return f
}

// tab is the set as a table of 0 and 1.
func (f *firstSet) tab() *[256]uint8 {
	t := new([256]uint8)
	for c := range t {
		if f.has(byte(c)) {
			t[c] = 1
		}
	}
	return t
}
