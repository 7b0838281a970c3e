// This file implements the methods of str that take it apart or put it together: split, partition, strip, join, replace.
package core

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

// asciiSpace[c] reports that str.isspace holds of an ASCII character.
var asciiSpace = [256]bool{'\t': true, '\n': true, '\v': true, '\f': true, '\r': true, 0x1c: true, 0x1d: true, 0x1e: true, 0x1f: true, ' ': true}

// spaceAt reports white space at a byte offset, and the character's size.
func spaceAt(s string, i int) (bool, int) {
	if c := s[i]; c < 0x80 {
		return asciiSpace[c], 1
	}
	r, w := decodeRune(s[i:])
	return unidata.IsSpace(r), w
}

// spaceBefore is spaceAt of the character that ends at a byte offset.
func spaceBefore(s string, i int) (bool, int) {
	if c := s[i-1]; c < 0x80 {
		return asciiSpace[c], 1
	}
	j := skipBack(s, i, 1)
	r, _ := decodeRune(s[j:])
	return unidata.IsSpace(r), i - j
}

// pieces collects the parts of a string.
type pieces struct {
	due int // bytes not charged yet
	t   *Thread
	s   *Str
	out []Value
}

// pieceBytes is what a piece takes besides its text: the object and its place in a growing list.
const pieceBytes = 64 + 48

func (p *pieces) add(lo, hi int) error {
	if p.due += hi - lo + pieceBytes; p.due > 1<<14 {
		due := p.due
		p.due = 0
		if err := p.t.Charge(due); err != nil {
			return err
		}
	}
	if err := p.t.PollAtomic(1 + (hi-lo)/fastWork); err != nil {
		return err
	}
	v, err := p.t.cut(p.s, lo, hi, -1)
	if err != nil {
		return err
	}
	p.out, err = Push(p.t, p.out, v.Val())
	return err
}

func (t *Thread) splitArgs(a []Value) (sep *Str, max int, err error) {
	if max, err = t.Ssize(a[2]); err != nil {
		return
	}
	if max < 0 {
		max = maxInt
	}
	if a[1].IsNone() {
		return nil, max, nil
	}
	if sep = AsStr(a[1]); sep == nil {
		return nil, 0, t.TypeError("must be str or None, not %s", a[1].TypeName())
	}
	if sep.s == "" {
		return nil, 0, t.ValueError("empty separator")
	}
	return
}

// skipSpace gives where the characters from byte i on stop to be white space, or to be none.
func (t *Thread) skipSpace(s string, i int, space bool) (int, error) {
	for next := i + chunkBytes; i < len(s); {
		sp, w := spaceAt(s, i)
		if sp != space {
			break
		}
		if i += w; i >= next {
			next = i + chunkBytes
			if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
				return 0, err
			}
		}
	}
	return i, nil
}

// skipSpaceBack is skipSpace from the end, i.
func (t *Thread) skipSpaceBack(s string, i int, space bool) (int, error) {
	for next := i - chunkBytes; i > 0; {
		sp, w := spaceBefore(s, i)
		if sp != space {
			break
		}
		if i -= w; i <= next {
			next = i - chunkBytes
			if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
				return 0, err
			}
		}
	}
	return i, nil
}

func strSplit(t *Thread, a []Value) (Value, error) {
	sep, limit, err := t.splitArgs(a)
	if err != nil {
		return Unbound, err
	}
	s := strSelf(a[0])
	p := pieces{t: t, s: s}
	text := s.s
	if len(text) <= shortSplit && s.ASCII() && limit == maxInt && (sep == nil || len(sep.s) == 1) {
		return t.splitShort(s, sep)
	}
	if sep != nil {
		if limit > 1 {
			p.out = make([]Value, 0, min(limit, strings.Count(text[:min(len(text), chunkBytes)], sep.s))+1)
		}
		at := 0
		for ; limit > 0; limit-- {
			i, err := t.find(text[at:], sep.s)
			if err != nil {
				return Unbound, err
			}
			if i < 0 {
				break
			}
			if err := p.add(at, at+i); err != nil {
				return Unbound, err
			}
			at += i + len(sep.s)
		}
		if err := p.add(at, len(text)); err != nil {
			return Unbound, err
		}
		return NewList(p.out), nil
	}
	p.out = make([]Value, 0, min(limit, len(text)/4+1, 8)) // grows twofold from there
	for i := 0; ; {
		if i, err = t.skipSpace(text, i, true); err != nil {
			return Unbound, err
		}
		if i == len(text) {
			break
		}
		if limit == 0 {
			if err := p.add(i, len(text)); err != nil {
				return Unbound, err
			}
			break
		}
		limit--
		start := i
		if i, err = t.skipSpace(text, i, false); err != nil {
			return Unbound, err
		}
		if err := p.add(start, i); err != nil {
			return Unbound, err
		}
	}
	return NewList(p.out), nil
}

// shortSplit is how long a text may be that is split with one poll and one charge.
const shortSplit = 2048

// splitShort splits a short ASCII text at a character, or at white space where sep is nil.
func (t *Thread) splitShort(s, sep *Str) (Value, error) {
	text := s.s
	n := 1
	if sep != nil {
		n += strings.Count(text, sep.s)
	} else {
		n = 0
		space := true
		for i := range len(text) {
			sp := asciiSpace[text[i]]
			if space && !sp {
				n++
			}
			space = sp
		}
	}
	if due := len(text) + n*pieceBytes; due > 1<<14 {
		if err := t.Charge(due); err != nil {
			return Unbound, err
		}
	}
	if err := t.PollAtomic(n + len(text)/fastWork); err != nil {
		return Unbound, err
	}
	if sep != nil && n == 1 {
		return NewList([]Value{s.exact().Val()}), nil
	}
	l := makeList(n)
	out := l.items
	if sep != nil {
		for i := range n - 1 {
			j := strings.IndexByte(text, sep.s[0])
			out[i] = newStrCopy(text[:j], j).Val()
			text = text[j+1:]
		}
		out[n-1] = newStrCopy(text, len(text)).Val()
		return l.Val(), nil
	}
	for i, at := 0, 0; i < n; i++ {
		for asciiSpace[text[at]] {
			at++
		}
		end := at + 1
		for end < len(text) && !asciiSpace[text[end]] {
			end++
		}
		if end-at == len(text) {
			out[i] = s.exact().Val()
		} else {
			out[i] = newStrCopy(text[at:end], end-at).Val()
		}
		at = end
	}
	return l.Val(), nil
}

func reverseValues(v []Value) {
	for i, j := 0, len(v)-1; i < j; i, j = i+1, j-1 {
		v[i], v[j] = v[j], v[i]
	}
}

func strRsplit(t *Thread, a []Value) (Value, error) {
	sep, limit, err := t.splitArgs(a)
	if err != nil {
		return Unbound, err
	}
	s := strSelf(a[0])
	p := pieces{t: t, s: s}
	text := s.s
	if sep != nil {
		end := len(text)
		for ; limit > 0; limit-- {
			i, err := t.findLast(text[:end], sep.s)
			if err != nil {
				return Unbound, err
			}
			if i < 0 {
				break
			}
			if err := p.add(i+len(sep.s), end); err != nil {
				return Unbound, err
			}
			end = i
		}
		if err := p.add(0, end); err != nil {
			return Unbound, err
		}
		reverseValues(p.out)
		return NewList(p.out), nil
	}
	for i := len(text); ; {
		if i, err = t.skipSpaceBack(text, i, true); err != nil {
			return Unbound, err
		}
		if i == 0 {
			break
		}
		if limit == 0 {
			if err := p.add(0, i); err != nil {
				return Unbound, err
			}
			break
		}
		limit--
		end := i
		if i, err = t.skipSpaceBack(text, i, false); err != nil {
			return Unbound, err
		}
		if err := p.add(i, end); err != nil {
			return Unbound, err
		}
	}
	reverseValues(p.out)
	return NewList(p.out), nil
}

// lineEnd gives where the line that starts at i ends, and where the next one starts.
func (t *Thread) lineEnd(s string, i int) (end, next int, err error) {
	for polled := i; i < len(s); {
		if i-polled >= chunkBytes {
			polled = i
			if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
				return 0, 0, err
			}
		}
		for end := min(len(s), polled+chunkBytes); i < end && s[i]-0x1f < 0x80-0x1f; i++ { // what cannot end a line
		}
		if i == len(s) {
			break
		}
		c := s[i]
		switch {
		case c >= 0x80:
			r, w := decodeRune(s[i:])
			if r == 0x85 || r == 0x2028 || r == 0x2029 {
				return i, i + w, nil
			}
			i += w
		case c == '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				return i, i + 2, nil
			}
			return i, i + 1, nil
		case c >= '\n' && c <= '\f', c >= 0x1c && c <= 0x1e:
			return i, i + 1, nil
		default:
			i++
		}
	}
	return i, i, nil
}

func strSplitlines(t *Thread, a []Value) (Value, error) {
	keep, err := t.Truth(a[1])
	if err != nil {
		return Unbound, err
	}
	s := strSelf(a[0])
	p := pieces{t: t, s: s}
	for i := 0; i < len(s.s); {
		end, next, err := t.lineEnd(s.s, i)
		if err != nil {
			return Unbound, err
		}
		if keep {
			end = next
		}
		if err := p.add(i, end); err != nil {
			return Unbound, err
		}
		i = next
	}
	return NewList(p.out), nil
}

func (t *Thread) strParts(a []Value, last bool) (Value, error) {
	sep := AsStr(a[1])
	if sep == nil {
		return Unbound, t.TypeError("must be str, not %s", a[1].TypeName())
	}
	if sep.s == "" {
		return Unbound, t.ValueError("empty separator")
	}
	s := strSelf(a[0])
	if err := t.chargeText(len(s.s)); err != nil {
		return Unbound, err
	}
	var i int
	var err error
	if last {
		if i, err = t.findLast(s.s, sep.s); i < 0 || err != nil {
			return NewTuple(emptyStr.Val(), emptyStr.Val(), s.exact().Val()), err
		}
	} else if i, err = t.find(s.s, sep.s); err != nil {
		return Unbound, err
	} else if i < 0 {
		return NewTuple(s.exact().Val(), emptyStr.Val(), emptyStr.Val()), nil
	}
	head, err := t.cut(s, 0, i, -1)
	if err != nil {
		return Unbound, err
	}
	tail, err := t.cut(s, i+len(sep.s), len(s.s), -1)
	return NewTuple(head.Val(), sep.Val(), tail.Val()), err
}

func strPartition(t *Thread, a []Value) (Value, error)  { return t.strParts(a, false) }
func strRpartition(t *Thread, a []Value) (Value, error) { return t.strParts(a, true) }

// strTrim is strip, lstrip and rstrip.
func (t *Thread) strTrim(a []Value, method string, left, right bool) (Value, error) {
	s := strSelf(a[0])
	lo, hi := 0, len(s.s)
	if a[1].IsNone() {
		var err error
		if left {
			if lo, err = t.skipSpace(s.s, 0, true); err != nil {
				return Unbound, err
			}
		}
		if right && hi > lo {
			if hi, err = t.skipSpaceBack(s.s, hi, true); err != nil {
				return Unbound, err
			}
		}
	} else {
		chars := AsStr(a[1])
		if chars == nil {
			return Unbound, t.TypeError("%s arg must be None or str", method)
		}
		in, err := t.runeSet(chars)
		if err != nil {
			return Unbound, err
		}
		polled := 0
		for left && lo < hi {
			if lo-polled >= chunkBytes {
				polled = lo
				if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
					return Unbound, err
				}
			}
			r, w := decodeRune(s.s[lo:hi])
			if !in(r) {
				break
			}
			lo += w
		}
		polled = hi
		for right && hi > lo {
			if polled-hi >= chunkBytes {
				polled = hi
				if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
					return Unbound, err
				}
			}
			j := skipBack(s.s, hi, 1)
			r, _ := decodeRune(s.s[j:hi])
			if !in(r) {
				break
			}
			hi = j
		}
	}
	if hi-lo < len(s.s) {
		if err := t.chargeText(hi - lo); err != nil {
			return Unbound, err
		}
	}
	r, err := t.cut(s, lo, hi, -1)
	return r.Val(), err
}

// runeSet gives the membership test of a string's characters.
func (t *Thread) runeSet(chars *Str) (func(rune) bool, error) {
	if chars.n == 1 {
		c := chars.runeAt(0)
		return func(r rune) bool { return r == c }, nil
	}
	var low [4]uint64
	var high map[rune]bool
	for i := 0; i < len(chars.s); {
		r, w := decodeRune(chars.s[i:])
		i += w
		if err := t.PollAtomic(i & 1); err != nil {
			return nil, err
		}
		if r < 256 {
			low[r>>6] |= 1 << (r & 63)
			continue
		}
		if high == nil {
			high = map[rune]bool{}
		}
		high[r] = true
	}
	return func(r rune) bool {
		if r < 256 {
			return low[r>>6]>>(r&63)&1 != 0
		}
		return high[r]
	}, nil
}

func strStrip(t *Thread, a []Value) (Value, error)  { return t.strTrim(a, "strip", true, true) }
func strLstrip(t *Thread, a []Value) (Value, error) { return t.strTrim(a, "lstrip", true, false) }
func strRstrip(t *Thread, a []Value) (Value, error) { return t.strTrim(a, "rstrip", false, true) }

func strJoin(t *Thread, a []Value) (Value, error) {
	return t.StrJoin(strSelf(a[0]), a[1])
}

// StrJoin is sep.join(iterable).
func (t *Thread) StrJoin(sep *Str, iterable Value) (Value, error) {
	var items []Value
	switch {
	case iterable.exactly(&ListType):
		items = As[List](iterable).items
	case iterable.exactly(&TupleType):
		items = As[Tuple](iterable).items
	default:
		if iterable.Type().s.Iter == nil && !iterable.Type().isSequence() {
			return Unbound, t.TypeError("can only join an iterable")
		}
		var err error
		if items, err = t.Collect(iterable); err != nil {
			return Unbound, err
		}
	}
	if len(items) == 0 {
		return emptyStr.Val(), nil
	}
	if len(items) == 1 && items[0].exactly(&StrType) {
		return items[0], nil
	}
	size, n := len(sep.s)*(len(items)-1), sep.n*(len(items)-1)
	for i, x := range items {
		if i&1023 == 1023 {
			if err := t.PollAtomic(1024 / 16); err != nil {
				return Unbound, err
			}
		}
		s := AsStr(x)
		if s == nil {
			return Unbound, t.TypeError("sequence item %d: expected str instance, %s found", i, x.TypeName())
		}
		if size += len(s.s); size > 1<<46 {
			return Unbound, t.OverflowError("join() result is too long for a Python string")
		}
		n += s.n
	}
	if err := t.chargeText(size); err != nil {
		return Unbound, err
	}
	if size == 0 {
		return emptyStr.Val(), nil
	}
	if size == 1 {
		b := byte(0)
		for _, x := range items {
			if s := As[Str](x); s.s != "" {
				b = s.s[0]
			}
		}
		if b == 0 && sep.s != "" {
			b = sep.s[0]
		}
		return latin1[b].Val(), nil
	}
	r, b := strRoom(size, n)
	at := 0
	for i, x := range items {
		if i > 0 && sep.s != "" {
			var err error
			if at, err = t.put(b, at, sep.s); err != nil {
				return Unbound, err
			}
		}
		// The list may not change here: no Python code runs.
		text := As[Str](x).s
		if i&1023 == 1023 || len(text) > chunkBytes {
			if err := t.PollAtomic(1024 / 16); err != nil {
				return Unbound, err
			}
			if len(text) > chunkBytes {
				if err := t.copyStr(b[at:], text); err != nil {
					return Unbound, err
				}
				at += len(text)
				continue
			}
		}
		at += copy(b[at:], text)
	}
	return r.Val(), nil
}

func strReplace(t *Thread, a []Value) (Value, error) {
	old, err := t.strArg(a[1], "replace", 1)
	if err != nil {
		return Unbound, err
	}
	sub, err := t.strArg(a[2], "replace", 2)
	if err != nil {
		return Unbound, err
	}
	limit, err := t.Ssize(a[3])
	if err != nil {
		return Unbound, err
	}
	if limit < 0 {
		limit = maxInt
	}
	return t.strReplaceN(strSelf(a[0]), old, sub, limit)
}

// strReplaceN is s.replace(old, sub, limit).
func (t *Thread) strReplaceN(s, old, sub *Str, limit int) (Value, error) {
	if limit == 0 || old.s == sub.s || old.n > s.n {
		return s.exact().Val(), nil
	}
	if old.s == "" {
		if sub.n == 0 {
			return s.exact().Val(), nil
		}
		n := min(limit, s.n+1)
		if n > (maxInt-len(s.s))/max(len(sub.s), 1) {
			return Unbound, t.OverflowError("replace string is too long")
		}
		size := len(s.s) + n*len(sub.s)
		if err := t.chargeText(size); err != nil {
			return Unbound, err
		}
		b := bulk.Make(size)
		at, err := 0, error(nil)
		for ; n > 0; n-- {
			if n&1023 == 0 {
				if err := t.PollAtomic(1024/16 + len(sub.s)); err != nil {
					return Unbound, err
				}
			}
			if b, err = t.AppendText(b, sub.s); err != nil {
				return Unbound, err
			}
			if at < len(s.s) {
				end := skipForward(s.s, at, 1)
				b = append(b, s.s[at:end]...)
				at = end
			}
		}
		if b, err = t.AppendText(b, s.s[at:]); err != nil {
			return Unbound, err
		}
		return t.ownText(b)
	}
	n, err := t.countText(s.s, old.s)
	if err != nil {
		return Unbound, err
	}
	if n = min(n, limit); n == 0 {
		return s.exact().Val(), nil
	}
	grow := len(sub.s) - len(old.s)
	if grow > 0 && n > (1<<46)/grow {
		return Unbound, t.OverflowError("replace string is too long")
	}
	size := len(s.s) + n*grow
	if err := t.chargeText(size); err != nil {
		return Unbound, err
	}
	chars := s.n + n*(sub.n-old.n)
	if size <= 1 {
		if size == 0 {
			return emptyStr.Val(), nil
		}
		return StrVal(strings.Replace(s.s, old.s, sub.s, n)), nil
	}
	r, b := strRoom(size, chars)
	at, from := 0, 0
	for ; n > 0; n-- {
		i, err := t.find(s.s[from:], old.s)
		if err != nil {
			return Unbound, err
		}
		if n&1023 == 0 || len(sub.s) > 1024 {
			if err := t.PollAtomic(1024/16 + len(sub.s)/fastWork); err != nil {
				return Unbound, err
			}
		}
		if at, err = t.put(b, at, s.s[from:from+i]); err == nil {
			at, err = t.put(b, at, sub.s)
		}
		if err != nil {
			return Unbound, err
		}
		from += i + len(old.s)
	}
	return r.Val(), t.copyStr(b[at:], s.s[from:])
}
