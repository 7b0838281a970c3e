// This file holds the methods that bytes and bytearray share. Arguments that may run Python code are read before the
// contents, which such code could change in a bytearray; results have the type of self.
package core

import (
	"bytes"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

func bytesMethods() []Func {
	return []Func{
		{Name: "capitalize", Sig: "(self, /)", Fn: bytesCapitalize, Flags: Charges, Doc: "Return a copy with its first byte in upper case and all others in lower case;\nonly ASCII letters change."},
		{Name: "center", Sig: "(self, width, fillchar=b' ', /)", Fn: bytesCenter, Flags: Charges, Doc: "Return a copy padded with fillchar on both sides to the given width.\n\nWhat is at least that long comes back unchanged."},
		{Name: "count", Sig: "(self, sub, start=None, end=None, /)", Fn: bytesCount, Flags: Charges, Doc: "Count how often sub occurs between start and end, without overlaps.\n\nsub is a bytes-like object or an integer from 0 to 255."},
		{Name: "decode", Sig: "(self, /, encoding='utf-8', errors='strict')", Fn: bytesDecode, Flags: Charges, Doc: "Return the text that the bytes encode.\n\nerrors says what to do with bytes that are not valid in the encoding: 'strict'\nraises UnicodeDecodeError, 'ignore' leaves them out, 'replace' puts U+FFFD\nthere; others come from codecs.register_error()."},
		{Name: "endswith", Sig: "(self, suffix, start=None, end=None, /)", Fn: bytesEndswith, Flags: Charges, Doc: "Return whether the bytes, or those between start and end, finish with suffix\nor with one of a tuple of suffixes."},
		{Name: "expandtabs", Sig: "(self, /, tabsize=8)", Fn: bytesExpandtabs, Flags: Charges, Doc: "Replace each tab by the spaces that lead to the next multiple of tabsize."},
		{Name: "find", Sig: "(self, sub, start=None, end=None, /)", Fn: bytesFind, Flags: Charges, Doc: "Return the first position of sub between start and end, or -1 if it is not\nthere."},
		{Name: "fromhex", Sig: "(cls, string, /)", Fn: bytesFromhex, Flags: Charges | ClassM, Doc: "Make the object from pairs of hexadecimal digits; whitespace between pairs is\nignored.\n\nbytes.fromhex('00 ff') gives b'\\x00\\xff'."},
		{Name: "hex", Sig: "(self, /, sep=<unrepresentable>, bytes_per_sep=1)", Fn: bytesHex, Flags: Charges, Doc: "Write each byte as two hexadecimal digits.\n\nsep is one character to put between groups of bytes_per_sep bytes, which are\ncounted from the right, or from the left if it is negative.\n\n>>> data = b'\\x01\\x7f\\xff'\n>>> data.hex()\n'017fff'\n>>> data.hex('-')\n'01-7f-ff'\n>>> data.hex('-', 2)\n'01-7fff'\n>>> data.hex('-', -2)\n'017f-ff'"},
		{Name: "index", Sig: "(self, sub, start=None, end=None, /)", Fn: bytesIndex, Flags: Charges, Doc: "Return the first position of sub between start and end, or raise ValueError if\nit is not there."},
		{Name: "isalnum", Sig: "(self, /)", Fn: bytesIsalnum, Flags: Pure, Doc: "Return whether there are bytes and all are ASCII letters or digits."},
		{Name: "isalpha", Sig: "(self, /)", Fn: bytesIsalpha, Flags: Pure, Doc: "Return whether there are bytes and all are ASCII letters."},
		{Name: "isascii", Sig: "(self, /)", Fn: bytesIsascii, Flags: Pure, Doc: "Return whether every byte is below 128, which is so for an empty object."},
		{Name: "isdigit", Sig: "(self, /)", Fn: bytesIsdigit, Flags: Pure, Doc: "Return whether there are bytes and all are ASCII digits."},
		{Name: "islower", Sig: "(self, /)", Fn: bytesIslower, Flags: Pure, Doc: "Return whether there are lower-case ASCII letters and no upper-case ones."},
		{Name: "isspace", Sig: "(self, /)", Fn: bytesIsspace, Flags: Pure, Doc: "Return whether there are bytes and all are ASCII whitespace."},
		{Name: "istitle", Sig: "(self, /)", Fn: bytesIstitle, Flags: Pure, Doc: "Return whether every run of ASCII letters has upper case first and lower case\nafter that, and there is such a run."},
		{Name: "isupper", Sig: "(self, /)", Fn: bytesIsupper, Flags: Pure, Doc: "Return whether there are upper-case ASCII letters and no lower-case ones."},
		{Name: "join", Sig: "(self, iterable_of_bytes, /)", Fn: bytesJoin, Flags: Charges, Doc: "Join bytes-like objects, with this one between each two.\n\nb'-'.join([b'x', b'y', b'z']) gives b'x-y-z'."},
		{Name: "ljust", Sig: "(self, width, fillchar=b' ', /)", Fn: bytesLjust, Flags: Charges, Doc: "Return a copy padded with fillchar at the end to the given width.\n\nWhat is at least that long comes back unchanged."},
		{Name: "lower", Sig: "(self, /)", Fn: bytesLower, Flags: Charges, Doc: "Return a copy with the ASCII letters in lower case."},
		{Name: "lstrip", Sig: "(self, bytes=None, /)", Fn: bytesLstrip, Flags: Charges, Doc: "Return a copy without the bytes at its start that are in the argument (by\ndefault ASCII whitespace)."},
		{Name: "maketrans", Sig: "(frm, to, /)", Fn: bytesMaketrans, Flags: Charges | Static, Doc: "Return a translation table usable for the bytes or bytearray translate method.\n\nThe returned table will be one where each byte in frm is mapped to the byte at\nthe same position in to.\n\nThe bytes objects frm and to must be of the same length."},
		{Name: "partition", Sig: "(self, sep, /)", Fn: bytesPartition, Flags: Charges, Doc: "Cut at the first sep and return what is before it, sep, and what is after it.\n\nIf sep is not there, the result is a copy and two empty objects."},
		{Name: "removeprefix", Sig: "(self, prefix, /)", Fn: bytesRemoveprefix, Flags: Charges, Doc: "Return a copy without prefix, if the bytes begin with it."},
		{Name: "removesuffix", Sig: "(self, suffix, /)", Fn: bytesRemovesuffix, Flags: Charges, Doc: "Return a copy without suffix, if the bytes finish with it."},
		{Name: "replace", Sig: "(self, old, new, count=-1, /)", Fn: bytesReplace, Flags: Charges, Doc: "Return a copy in which new stands for old, everywhere or (if count is not\nnegative) in the first count places."},
		{Name: "rfind", Sig: "(self, sub, start=None, end=None, /)", Fn: bytesRfind, Flags: Charges, Doc: "Return the last position of sub between start and end, or -1 if it is not\nthere."},
		{Name: "rindex", Sig: "(self, sub, start=None, end=None, /)", Fn: bytesRindex, Flags: Charges, Doc: "Return the last position of sub between start and end, or raise ValueError if\nit is not there."},
		{Name: "rjust", Sig: "(self, width, fillchar=b' ', /)", Fn: bytesRjust, Flags: Charges, Doc: "Return a copy padded with fillchar at the start to the given width.\n\nWhat is at least that long comes back unchanged."},
		{Name: "rpartition", Sig: "(self, sep, /)", Fn: bytesRpartition, Flags: Charges, Doc: "Cut at the last sep and return what is before it, sep, and what is after it.\n\nIf sep is not there, the result is two empty objects and a copy."},
		{Name: "rsplit", Sig: "(self, /, sep=None, maxsplit=-1)", Fn: bytesRsplit, Flags: Charges, Doc: "Like split(), but with a maxsplit the cuts are made from the end."},
		{Name: "rstrip", Sig: "(self, bytes=None, /)", Fn: bytesRstrip, Flags: Charges, Doc: "Return a copy without the bytes at its end that are in the argument (by\ndefault ASCII whitespace)."},
		{Name: "split", Sig: "(self, /, sep=None, maxsplit=-1)", Fn: bytesSplit, Flags: Charges, Doc: "Return a list of the parts between the places where sep is.\n\nWith no sep, runs of ASCII whitespace are what separates, and no part is\nempty. At most maxsplit cuts are made, from the start; -1 sets no limit."},
		{Name: "splitlines", Sig: "(self, /, keepends=False)", Fn: bytesSplitlines, Flags: Charges, Doc: "Return a list of the lines, which end at b'\\n', b'\\r' or b'\\r\\n'.\n\nThe line ends are part of the lines only if keepends is true."},
		{Name: "startswith", Sig: "(self, prefix, start=None, end=None, /)", Fn: bytesStartswith, Flags: Charges, Doc: "Return whether the bytes, or those between start and end, begin with prefix or\nwith one of a tuple of prefixes."},
		{Name: "strip", Sig: "(self, bytes=None, /)", Fn: bytesStrip, Flags: Charges, Doc: "Return a copy without the bytes at either end that are in the argument (by\ndefault ASCII whitespace)."},
		{Name: "swapcase", Sig: "(self, /)", Fn: bytesSwapcase, Flags: Charges, Doc: "Return a copy in which lower-case ASCII letters are upper case and upper-case\nones lower case."},
		{Name: "title", Sig: "(self, /)", Fn: bytesTitle, Flags: Charges, Doc: "Return a copy in which each run of ASCII letters has upper case first and\nlower case after that."},
		{Name: "translate", Sig: "(self, table, /, delete=b'')", Fn: bytesTranslate, Flags: Charges, Doc: "Return a copy in which table, a bytes object of length 256, gives the new\nvalue of each byte.\n\nBytes that are in delete are left out first. None as the table only deletes."},
		{Name: "upper", Sig: "(self, /)", Fn: bytesUpper, Flags: Charges, Doc: "Return a copy with the ASCII letters in upper case."},
		{Name: "zfill", Sig: "(self, width, /)", Fn: bytesZfill, Flags: Charges, Doc: "Put b'0' digits in front, but after a sign, to reach the given width.\n\nWhat is at least that long comes back unchanged."},
	}
}

// view gives bytes as a string without a copy; the bytes must not change while it is used.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// subArg reads what a search looks for: an int or a bytes-like object.
func (t *Thread) subArg(v Value) ([]byte, error) {
	if v.Type().s.Index != nil {
		c, err := t.byteOf(v, byteRange)
		if err == nil {
			return byteObjs[c].b, nil
		}
		if !Matches(err, &ExcTypeError) {
			return nil, err
		}
	}
	if v.Type().s.Buffer == nil {
		return nil, t.TypeError("argument should be integer or bytes-like object, not '%s'", v.TypeName())
	}
	return t.BytesLike(v)
}

// bytesSearch finds a sub-sequence: the position or -1.
func (t *Thread) bytesSearch(a []Value, find func(t *Thread, s, sub string) (int, error)) (int, error) {
	n := len(rawBytes(a[0]))
	lo, hi, err := t.seqRange(a[2], a[3], n)
	if err != nil {
		return 0, err
	}
	sub, err := t.subArg(a[1])
	if err != nil {
		return 0, err
	}
	b := rawBytes(a[0])
	if len(b) != n {
		hi = min(hi, len(b))
	}
	if lo > hi {
		return -1, nil
	}
	i, err := find(t, view(b[lo:hi]), view(sub))
	if i < 0 || err != nil {
		return -1, err
	}
	return lo + i, nil
}

func bytesFinder(find func(t *Thread, s, sub string) (int, error), must bool) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		i, err := t.bytesSearch(a, find)
		if err == nil && i < 0 && must {
			err = t.ValueError("subsection not found")
		}
		return Int(int64(i)), err
	}
}

var (
	bytesFind   = bytesFinder((*Thread).find, false)
	bytesRfind  = bytesFinder((*Thread).findLast, false)
	bytesIndex  = bytesFinder((*Thread).find, true)
	bytesRindex = bytesFinder((*Thread).findLast, true)
)

func bytesCount(t *Thread, a []Value) (Value, error) {
	n := 0
	_, err := t.bytesSearch(a, func(t *Thread, s, sub string) (_ int, err error) {
		if sub == "" {
			n = len(s) + 1
		} else {
			n, err = t.countText(s, sub)
		}
		return 0, err
	})
	return Int(int64(n)), err
}

func bytesAffix(method string, has func(s, affix []byte) bool) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		lo, hi, err := t.seqRange(a[2], a[3], len(rawBytes(a[0])))
		if err != nil {
			return Unbound, err
		}
		test := func(v Value) (bool, error) {
			sub, err := t.BytesLike(v)
			if err != nil {
				return false, err
			}
			b := rawBytes(a[0])
			hi := min(hi, len(b))
			return lo <= hi && has(b[lo:hi], sub), nil
		}
		if tup := AsTuple(a[1]); tup != nil {
			for _, x := range tup.items {
				if ok, err := test(x); err != nil || ok {
					return Bool(ok), err
				}
			}
			return False, nil
		}
		if a[1].Type().s.Buffer == nil {
			return Unbound, t.TypeError("%s first arg must be bytes or a tuple of bytes, not %s", method, a[1].TypeName())
		}
		ok, err := test(a[1])
		return Bool(ok), err
	}
}

var (
	bytesStartswith = bytesAffix("startswith", bytes.HasPrefix)
	bytesEndswith   = bytesAffix("endswith", bytes.HasSuffix)
)

// bytesWhole gives the object itself where a method changed nothing and it is immutable, else a copy.
func (t *Thread) bytesWhole(v Value) (Value, error) {
	if v.exactly(&BytesType) {
		return v, nil
	}
	b := rawBytes(v)
	if err := t.chargeText(len(b)); err != nil {
		return Unbound, err
	}
	return t.sameKind(v, b)
}

func bytesCut(has func(s, affix []byte) bool, prefix bool) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		sub, err := t.BytesLike(a[1])
		if err != nil {
			return Unbound, err
		}
		b := rawBytes(a[0])
		if len(sub) == 0 || !has(b, sub) {
			return t.bytesWhole(a[0])
		}
		if err := t.chargeText(len(b)); err != nil {
			return Unbound, err
		}
		if prefix {
			return t.sameKind(a[0], b[len(sub):])
		}
		return t.sameKind(a[0], b[:len(b)-len(sub)])
	}
}

var (
	bytesRemoveprefix = bytesCut(bytes.HasPrefix, true)
	bytesRemovesuffix = bytesCut(bytes.HasSuffix, false)
)

// bytesSpace[c] reports what bytes.isspace and split call white space.
var bytesSpace = [256]bool{'\t': true, '\n': true, '\v': true, '\f': true, '\r': true, ' ': true}

func (t *Thread) bytesTrim(a []Value, left, right bool) (Value, error) {
	set := bytesSpace
	if !a[1].IsNone() {
		chars, err := t.BytesLike(a[1])
		if err != nil {
			return Unbound, err
		}
		set = [256]bool{}
		for _, c := range chars {
			set[c] = true
		}
	}
	b := rawBytes(a[0])
	lo, hi := 0, len(b)
	for left && lo < hi && set[b[lo]] {
		if lo++; lo&(chunkBytes-1) == 0 {
			if err := t.PollAtomic(chunkBytes / fastWork); err != nil {
				return Unbound, err
			}
		}
	}
	for right && hi > lo && set[b[hi-1]] {
		if hi--; hi&(chunkBytes-1) == 0 {
			if err := t.PollAtomic(chunkBytes / fastWork); err != nil {
				return Unbound, err
			}
		}
	}
	if hi-lo == len(b) {
		return t.bytesWhole(a[0])
	}
	if err := t.chargeText(hi - lo); err != nil {
		return Unbound, err
	}
	return t.sameKind(a[0], b[lo:hi])
}

func bytesStrip(t *Thread, a []Value) (Value, error)  { return t.bytesTrim(a, true, true) }
func bytesLstrip(t *Thread, a []Value) (Value, error) { return t.bytesTrim(a, true, false) }
func bytesRstrip(t *Thread, a []Value) (Value, error) { return t.bytesTrim(a, false, true) }

// bytePieces collects the parts of a bytes or bytearray.
type bytePieces struct {
	t    *Thread
	self Value
	out  []Value
}

func (p *bytePieces) add(b []byte) error {
	if err := p.t.ChargeSmall(len(b) + pieceBytes); err != nil {
		return err
	}
	if err := p.t.PollAtomic(1 + len(b)/fastWork); err != nil {
		return err
	}
	v, err := p.t.sameKind(p.self, b)
	if err != nil {
		return err
	}
	p.out, err = Push(p.t, p.out, v)
	return err
}

func (t *Thread) bytesSplitter(a []Value, right bool) (Value, error) {
	limit, err := t.Ssize(a[2])
	if err != nil {
		return Unbound, err
	}
	if limit < 0 {
		limit = maxInt
	}
	p := bytePieces{t: t, self: a[0]}
	if !a[1].IsNone() {
		sep, err := t.BytesLike(a[1])
		if err != nil {
			return Unbound, err
		}
		if len(sep) == 0 {
			return Unbound, t.ValueError("empty separator")
		}
		b := rawBytes(a[0])
		for ; limit > 0; limit-- {
			var i int
			if right {
				i, err = t.findLast(view(b), view(sep))
			} else {
				i, err = t.find(view(b), view(sep))
			}
			if err != nil {
				return Unbound, err
			}
			if i < 0 {
				break
			}
			piece, rest := b[:i], b[i+len(sep):]
			if right {
				piece, rest = rest, piece
			}
			if err := p.add(piece); err != nil {
				return Unbound, err
			}
			b = rest
		}
		if err := p.add(b); err != nil {
			return Unbound, err
		}
	} else if err := p.words(rawBytes(a[0]), limit, right); err != nil {
		return Unbound, err
	}
	if right {
		reverseValues(p.out)
	}
	return NewList(p.out), nil
}

// words splits at white space.
func (p *bytePieces) words(b []byte, limit int, right bool) error {
	for {
		var err error
		if !right {
			b, err = p.skip(b, true, false)
		} else {
			b, err = p.skip(b, true, true)
		}
		if err != nil {
			return err
		}
		if len(b) == 0 {
			return nil
		}
		if limit == 0 {
			return p.add(b)
		}
		limit--
		if right {
			rest, err := p.skip(b, false, true)
			if err != nil {
				return err
			}
			if err := p.add(b[len(rest):]); err != nil {
				return err
			}
			b = rest
			continue
		}
		rest, err := p.skip(b, false, false)
		if err != nil {
			return err
		}
		if err := p.add(b[:len(b)-len(rest)]); err != nil {
			return err
		}
		b = rest
	}
}

// skip gives b without the white space, or without what is none, at its beginning or end.
func (p *bytePieces) skip(b []byte, space, right bool) ([]byte, error) {
	for len(b) > 0 {
		n, k := min(len(b), chunkBytes), 0
		if right {
			for k < n && bytesSpace[b[len(b)-1-k]] == space {
				k++
			}
			b = b[:len(b)-k]
		} else {
			for k < n && bytesSpace[b[k]] == space {
				k++
			}
			b = b[k:]
		}
		if k < n {
			break
		}
		if err := p.t.PollAtomic(k / fastWork); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func bytesSplit(t *Thread, a []Value) (Value, error)  { return t.bytesSplitter(a, false) }
func bytesRsplit(t *Thread, a []Value) (Value, error) { return t.bytesSplitter(a, true) }

func bytesSplitlines(t *Thread, a []Value) (Value, error) {
	keep, err := t.Truth(a[1])
	if err != nil {
		return Unbound, err
	}
	p := bytePieces{t: t, self: a[0]}
	b := rawBytes(a[0])
	for len(b) > 0 {
		i := 0
		for i < len(b) && b[i] != '\n' && b[i] != '\r' {
			if i++; i&(chunkBytes-1) == 0 {
				if err := t.PollAtomic(chunkBytes / fastWork); err != nil {
					return Unbound, err
				}
			}
		}
		next := i
		if i < len(b) {
			next++
			if b[i] == '\r' && next < len(b) && b[next] == '\n' {
				next++
			}
		}
		if keep {
			i = next
		}
		if err := p.add(b[:i]); err != nil {
			return Unbound, err
		}
		b = b[next:]
	}
	return NewList(p.out), nil
}

func (t *Thread) bytesParts(a []Value, last bool) (Value, error) {
	sep, err := t.BytesLike(a[1])
	if err != nil {
		return Unbound, err
	}
	if len(sep) == 0 {
		return Unbound, t.ValueError("empty separator")
	}
	v := a[0]
	b := rawBytes(v)
	if err := t.chargeText(len(b)); err != nil {
		return Unbound, err
	}
	var i int
	if last {
		i, err = t.findLast(view(b), view(sep))
	} else {
		i, err = t.find(view(b), view(sep))
	}
	if err != nil {
		return Unbound, err
	}
	if i < 0 {
		whole, err := t.bytesWhole(v)
		if err != nil {
			return Unbound, err
		}
		if last {
			return NewTuple(sameKindOwn(v, nil), sameKindOwn(v, nil), whole), nil
		}
		return NewTuple(whole, sameKindOwn(v, nil), sameKindOwn(v, nil)), nil
	}
	mid := a[1]
	if !v.isA(&BytesType) || !mid.isA(&BytesType) {
		if mid, err = t.sameKind(v, sep); err != nil {
			return Unbound, err
		}
	}
	head, err := t.sameKind(v, b[:i])
	if err != nil {
		return Unbound, err
	}
	tail, err := t.sameKind(v, b[i+len(sep):])
	return NewTuple(head, mid, tail), err
}

func bytesPartition(t *Thread, a []Value) (Value, error)  { return t.bytesParts(a, false) }
func bytesRpartition(t *Thread, a []Value) (Value, error) { return t.bytesParts(a, true) }

// holdBytes keeps a bytearray from changing its size while a native works on its bytes and may run Python code.
func (t *Thread) holdBytes(v Value) (release func(), err error) {
	if !v.isA(&ByteArrayType) {
		return func() {}, nil
	}
	buf, err := t.GetBuffer(v, false)
	if err != nil {
		return nil, err
	}
	return buf.Release, nil
}

func bytesJoin(t *Thread, a []Value) (Value, error) {
	if a[1].Type().s.Iter == nil && !a[1].Type().isSequence() {
		return Unbound, t.TypeError("can only join an iterable")
	}
	var items []Value
	switch {
	case a[1].exactly(&ListType):
		items = As[List](a[1]).items
	case a[1].exactly(&TupleType):
		items = As[Tuple](a[1]).items
	default:
		release, err := t.holdBytes(a[0])
		if err != nil {
			return Unbound, err
		}
		items, err = t.Collect(a[1])
		release()
		if err != nil {
			return Unbound, err
		}
	}
	self := a[0]
	if len(items) == 0 {
		return sameKindOwn(self, nil), nil
	}
	if len(items) == 1 && self.isA(&BytesType) && items[0].exactly(&BytesType) {
		return items[0], nil
	}
	if err := t.Charge(24 * len(items)); err != nil {
		return Unbound, err
	}
	parts, err := MakeSlice[[]byte](t, len(items), 0)
	if err != nil {
		return Unbound, err
	}
	var release []func()
	defer func() {
		for _, f := range release {
			f()
		}
	}()
	sep := rawBytes(self)
	size := len(sep) * (len(items) - 1)
	for i, x := range items {
		if isBytesOrArray(x) {
			if err := t.PollAtomic(1); err != nil {
				return Unbound, err
			}
			parts[i] = rawBytes(x)
			size += len(parts[i])
			continue
		}
		if err := t.Poll(); err != nil {
			return Unbound, err
		}
		if x.Type().s.Buffer == nil {
			return Unbound, t.TypeError("sequence item %d: expected a bytes-like object, %s found", i, x.TypeName())
		}
		buf, err := t.GetBuffer(x, false)
		if err != nil {
			return Unbound, err
		}
		if buf.Release != nil {
			release = append(release, buf.Release)
		}
		if !buf.contiguous() {
			return Unbound, t.Raise(&ExcBufferError, "memoryview: underlying buffer is not C-contiguous")
		}
		parts[i] = buf.B
		size += len(buf.B)
	}
	if err := t.chargeText(size); err != nil {
		return Unbound, err
	}
	if self.isA(&BytesType) && size > 1 {
		v, b := bytesRoom(size)
		at := 0
		for i, p := range parts {
			if i > 0 {
				if err := t.copyStr(b[at:], view(sep)); err != nil {
					return Unbound, err
				}
				at += len(sep)
			}
			if err := t.copyStr(b[at:], view(p)); err != nil {
				return Unbound, err
			}
			at += len(p)
			if err := t.PollAtomic(1); err != nil {
				return Unbound, err
			}
		}
		return v, nil
	}
	out, err := bulk.Make(size), error(nil)
	for i, p := range parts {
		if i > 0 {
			if out, err = Append(t, out, sep); err != nil {
				return Unbound, err
			}
		}
		if out, err = Append(t, out, p); err != nil {
			return Unbound, err
		}
		if err := t.PollAtomic(1); err != nil {
			return Unbound, err
		}
	}
	return sameKindOwn(self, out), nil
}

func bytesReplace(t *Thread, a []Value) (Value, error) {
	old, err := t.BytesLike(a[1])
	if err != nil {
		return Unbound, err
	}
	sub, err := t.BytesLike(a[2])
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
	b := rawBytes(a[0])
	n := 0
	if len(old) == 0 {
		n = len(b) + 1
	} else if limit > 0 {
		if n, err = t.countText(view(b), view(old)); err != nil {
			return Unbound, err
		}
	}
	if n = min(n, limit); n == 0 || len(old) == 0 && len(sub) == 0 {
		return t.bytesWhole(a[0])
	}
	if grow := len(sub) - len(old); grow > 0 && n > (1<<46)/grow {
		return Unbound, t.OverflowError("replace bytes is too long")
	}
	size := len(b) + n*(len(sub)-len(old))
	if err := t.chargeText(size); err != nil {
		return Unbound, err
	}
	out := bulk.Make(size)
	for i := 0; n > 0; n-- {
		if n&1023 == 0 {
			if err := t.PollAtomic(1024 / 16); err != nil {
				return Unbound, err
			}
		}
		if len(old) == 0 {
			if out, err = Append(t, out, sub); err != nil {
				return Unbound, err
			}
			if i < len(b) {
				out = append(out, b[i])
				i++
			}
			if n == 1 {
				b = b[i:]
			}
			continue
		}
		j, err := t.find(view(b), view(old))
		if err != nil {
			return Unbound, err
		}
		if out, err = Append(t, out, b[:j]); err == nil {
			out, err = Append(t, out, sub)
		}
		if err != nil {
			return Unbound, err
		}
		b = b[j+len(old):]
	}
	if out, err = Append(t, out, b); err != nil {
		return Unbound, err
	}
	return sameKindOwn(a[0], out), nil
}

// bytesMap makes a method that maps every byte.
func bytesMap(f func(c, before byte) byte) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		b := rawBytes(a[0])
		if err := t.chargeText(len(b)); err != nil {
			return Unbound, err
		}
		out, err := MakeSlice[byte](t, len(b), 0)
		if err != nil {
			return Unbound, err
		}
		before := byte(0)
		err = t.InChunks(len(b), slowWork, func(lo, hi int) bool {
			part := out[lo:hi]
			for i, c := range b[lo:hi] {
				part[i] = f(c, before)
				before = c
			}
			return true
		})
		return sameKindOwn(a[0], out), err
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }
func isUpper(c byte) bool  { return c >= 'A' && c <= 'Z' }
func isLower(c byte) bool  { return c >= 'a' && c <= 'z' }

var (
	bytesLower    = bytesMap(func(c, _ byte) byte { return lowerByte(c) })
	bytesUpper    = bytesMap(func(c, _ byte) byte { return upperByte(c) })
	bytesSwapcase = bytesMap(func(c, _ byte) byte { return swapByte(c) })
	bytesTitle    = bytesMap(func(c, before byte) byte {
		if isLetter(before) {
			return lowerByte(c)
		}
		return upperByte(c)
	})
)

func bytesCapitalize(t *Thread, a []Value) (Value, error) {
	b := rawBytes(a[0])
	if err := t.chargeText(len(b)); err != nil {
		return Unbound, err
	}
	out := make([]byte, len(b))
	err := t.InChunks(len(b), fastWork, func(lo, hi int) bool {
		part := out[lo:hi]
		for i, c := range b[lo:hi] {
			part[i] = lowerByte(c)
		}
		return true
	})
	if len(b) > 0 {
		out[0] = upperByte(b[0])
	}
	return sameKindOwn(a[0], out), err
}

// bytesAll makes a method that asks something of every byte of a non-empty object.
func bytesAll(is func(byte) bool) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		b := rawBytes(a[0])
		ok := len(b) > 0
		err := t.InChunks(len(b), fastWork, func(lo, hi int) bool {
			for _, c := range b[lo:hi] {
				if !is(c) {
					ok = false
					break
				}
			}
			return ok
		})
		return Bool(ok), err
	}
}

var (
	bytesIsalnum = bytesAll(func(c byte) bool { return isLetter(c) || isDigit(c) })
	bytesIsalpha = bytesAll(isLetter)
	bytesIsdigit = bytesAll(isDigit)
	bytesIsspace = bytesAll(func(c byte) bool { return bytesSpace[c] })
)

func bytesIsascii(t *Thread, a []Value) (Value, error) {
	b := rawBytes(a[0])
	ok := true
	err := t.InChunks(len(b), fastWork, func(lo, hi int) bool {
		for _, c := range b[lo:hi] {
			if c >= 128 {
				ok = false
				break
			}
		}
		return ok
	})
	return Bool(ok), err
}

// bytesCased makes a method that wants a byte of one case and none of the other.
func bytesCased(is, not func(byte) bool) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		b := rawBytes(a[0])
		found, ok := false, true
		err := t.InChunks(len(b), slowWork, func(lo, hi int) bool {
			for _, c := range b[lo:hi] {
				if not(c) {
					ok = false
					break
				}
				found = found || is(c)
			}
			return ok
		})
		return Bool(ok && found), err
	}
}

var (
	bytesIslower = bytesCased(isLower, isUpper)
	bytesIsupper = bytesCased(isUpper, isLower)
)

func bytesIstitle(t *Thread, a []Value) (Value, error) {
	cased, prev := false, false
	b := rawBytes(a[0])
	ok := true
	err := t.InChunks(len(b), slowWork, func(lo, hi int) bool {
		for _, c := range b[lo:hi] {
			switch {
			case isUpper(c):
				ok = ok && !prev
				cased, prev = true, true
			case isLower(c):
				ok = ok && prev
				cased = true
			default:
				prev = false
			}
		}
		return ok
	})
	return Bool(cased && ok), err
}

// bytesPadder makes ljust, rjust and center.
func bytesPadder(method string, left func(pad, width int) int) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		width, err := t.Ssize(a[1])
		if err != nil {
			return Unbound, err
		}
		c, ok := t.oneByte(a[2])
		if !ok {
			if isBytesOrArray(a[2]) {
				return Unbound, t.TypeError("%s(): argument 2 must be a byte string of length 1, not a %s object of length %d", method, a[2].TypeName(), len(rawBytes(a[2])))
			}
			return Unbound, t.TypeError("%s() argument 2 must be a byte string of length 1, not %s", method, a[2].argTypeName())
		}
		n := len(rawBytes(a[0]))
		if width <= n {
			return t.bytesWhole(a[0])
		}
		l := left(width-n, width)
		return t.bytesPad(a[0], l, width-n-l, c)
	}
}

func (t *Thread) bytesPad(v Value, left, right int, c byte) (Value, error) {
	b := rawBytes(v)
	n := left + len(b) + right
	if err := t.chargeText(n); err != nil {
		return Unbound, err
	}
	out := make([]byte, n)
	unit := view([]byte{c})
	err := t.fill(out[:left], unit)
	if err == nil {
		err = t.copyStr(out[left:], view(b))
	}
	if err == nil {
		err = t.fill(out[left+len(b):], unit)
	}
	return sameKindOwn(v, out), err
}

var (
	bytesLjust  = bytesPadder("ljust", func(pad, width int) int { return 0 })
	bytesRjust  = bytesPadder("rjust", func(pad, width int) int { return pad })
	bytesCenter = bytesPadder("center", func(pad, width int) int { return pad/2 + pad&width&1 })
)

func bytesZfill(t *Thread, a []Value) (Value, error) {
	width, err := t.Ssize(a[1])
	if err != nil {
		return Unbound, err
	}
	b := rawBytes(a[0])
	if width <= len(b) {
		return t.bytesWhole(a[0])
	}
	v, err := t.bytesPad(a[0], width-len(b), 0, '0')
	if err == nil && len(b) > 0 && (b[0] == '+' || b[0] == '-') {
		out := rawBytes(v)
		// Nobody has seen the new object yet.
		if len(out) > 1 {
			out[0], out[width-len(b)] = b[0], '0'
		}
	}
	return v, err
}

// spaces is what tabs expand to, piece by piece.
const spaces = "                                                                "

func bytesExpandtabs(t *Thread, a []Value) (Value, error) {
	size, err := t.CInt(a[1])
	if err != nil {
		return Unbound, err
	}
	b := rawBytes(a[0])
	total, col := 0, 0
	for i, c := range b {
		if i&(chunkBytes-1) == chunkBytes-1 {
			if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
				return Unbound, err
			}
		}
		if c == '\t' {
			if size > 0 {
				n := size - col%size
				total += n
				col += n
			}
		} else {
			total++
			if col++; c == '\n' || c == '\r' {
				col = 0
			}
		}
		if total > 1<<46 {
			return Unbound, t.OverflowError("result too long")
		}
	}
	if err := t.chargeText(total); err != nil {
		return Unbound, err
	}
	out, err := MakeSlice[byte](t, 0, total)
	if err != nil {
		return Unbound, err
	}
	col = 0
	for i, c := range b {
		if i&(1<<12-1) == 1<<12-1 {
			if err := t.PollAtomic(1 << 12 / slowWork); err != nil {
				return Unbound, err
			}
		}
		if c == '\t' {
			if size > 0 {
				n := size - col%size
				col += n
				var err error
				if out, err = t.appendSpaces(out, n); err != nil {
					return Unbound, err
				}
			}
		} else {
			out = append(out, c)
			if col++; c == '\n' || c == '\r' {
				col = 0
			}
		}
	}
	return sameKindOwn(a[0], out), nil
}

// appendSpaces appends n spaces.
func (t *Thread) appendSpaces(out []byte, n int) ([]byte, error) {
	for ; n > len(spaces); n -= len(spaces) {
		if len(out)+len(spaces) > cap(out) {
			var err error
			if out, err = Clone(t, out, len(out)+len(out)/2+len(spaces)); err != nil {
				return nil, err
			}
		}
		out = append(out, spaces...)
		if err := t.PollAtomic(1 + len(spaces)/fastWork); err != nil {
			return nil, err
		}
	}
	return append(out, spaces[:n]...), nil
}

func bytesTranslate(t *Thread, a []Value) (Value, error) {
	var table, del []byte
	var err error
	if !a[1].IsNone() {
		if table, err = t.BytesLike(a[1]); err != nil {
			return Unbound, err
		}
		if len(table) != 256 {
			return Unbound, t.ValueError("translation table must be 256 characters long")
		}
	}
	if del, err = t.BytesLike(a[2]); err != nil {
		return Unbound, err
	}
	var drop [256]bool
	for _, c := range del {
		drop[c] = true
	}
	b := rawBytes(a[0])
	if err := t.chargeText(len(b)); err != nil {
		return Unbound, err
	}
	out, err := MakeSlice[byte](t, 0, len(b))
	if err != nil {
		return Unbound, err
	}
	same := true
	err = t.InChunks(len(b), slowWork, func(lo, hi int) bool {
		part := b[lo:hi]
		had := len(out)
		for _, c := range part {
			if drop[c] {
				continue
			}
			if table != nil {
				c = table[c]
			}
			out = append(out, c)
		}
		same = same && bytes.Equal(out[had:], part)
		return true
	})
	if a[0].exactly(&BytesType) && same {
		return a[0], err
	}
	return sameKindOwn(a[0], out), err
}

func bytesMaketrans(t *Thread, a []Value) (Value, error) {
	from, err := t.BytesLike(a[0])
	if err != nil {
		return Unbound, err
	}
	to, err := t.BytesLike(a[1])
	if err != nil {
		return Unbound, err
	}
	if len(from) != len(to) {
		return Unbound, t.ValueError("maketrans arguments must have same length")
	}
	v, b := bytesRoom(256)
	for i := range b {
		b[i] = byte(i)
	}
	for i, c := range from {
		b[c] = to[i]
	}
	return v, nil
}

func bytesDecode(t *Thread, a []Value) (Value, error) {
	enc, err := t.codecName(a[1], "decode", "encoding")
	if err != nil {
		return Unbound, err
	}
	errs, err := t.codecName(a[2], "decode", "errors")
	if err != nil {
		return Unbound, err
	}
	b, err := t.BytesLike(a[0])
	if err != nil {
		return Unbound, err
	}
	return t.Decode(b, a[0], enc, errs)
}

// fromHexText reads hexadecimal digits, with white space between bytes; pos is where it stopped.
func (t *Thread) fromHexText(s string) (out []byte, pos int, ok bool, err error) {
	out = make([]byte, 0, len(s)/2)
	for i, polled := 0, 0; i < len(s); {
		if i-polled >= chunkBytes {
			polled = i
			if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
				return nil, i, false, err
			}
		}
		if asciiSpaceHex(s[i]) {
			i++
			continue
		}
		hi := hexValue(s[i])
		if hi < 0 {
			return nil, i, false, nil
		}
		if i+1 >= len(s) {
			return nil, len(s), false, nil
		}
		lo := hexValue(s[i+1])
		if lo < 0 {
			return nil, i + 1, false, nil
		}
		out = append(out, byte(hi<<4|lo))
		i += 2
	}
	return out, 0, true, nil
}

func asciiSpaceHex(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func hexValue(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

func bytesFromhex(t *Thread, a []Value) (Value, error) {
	var text string
	if s := AsStr(a[1]); s != nil {
		text = s.s
	} else {
		if a[1].Type().s.Buffer == nil {
			return Unbound, t.TypeError("fromhex() argument must be str or bytes-like, not %s", a[1].TypeName())
		}
		b, err := t.BytesLike(a[1])
		if err != nil {
			return Unbound, err
		}
		text = string(b)
	}
	if err := t.chargeText(len(text)); err != nil {
		return Unbound, err
	}
	out, pos, ok, err := t.fromHexText(text)
	if err != nil {
		return Unbound, err
	}
	if !ok {
		if pos >= len(text) {
			return Unbound, t.ValueError("fromhex() arg must contain an even number of hexadecimal digits")
		}
		if s := AsStr(a[1]); s != nil {
			pos = s.index(pos)
		}
		return Unbound, t.ValueError("non-hexadecimal number found in fromhex() arg at position %d", pos)
	}
	cls := AsType(a[0])
	switch cls {
	case &BytesType:
		if len(out) <= chunkBytes {
			return newBytesCopy(out), nil
		}
		return NewBytes(out), nil
	case &ByteArrayType:
		return NewByteArray(out), nil
	}
	if cls.IsSubtype(&BytesType) {
		return t.Call(a[0], NewBytes(out))
	}
	return t.Call(a[0], NewBytes(out))
}

func bytesHex(t *Thread, a []Value) (Value, error) {
	return t.hexText(rawBytes(a[0]), a[1], a[2])
}

// hexText is the hex method of bytes, bytearray and memoryview: digits, grouped by a separator from the right
// (positive n) or the left.
func (t *Thread) hexText(b []byte, sep, group Value) (Value, error) {
	n, err := t.CInt(group)
	if err != nil {
		return Unbound, err
	}
	var c byte
	if !sep.IsUnbound() {
		k, err := t.Len(sep)
		if err != nil {
			return Unbound, err
		}
		if k != 1 {
			return Unbound, t.ValueError("sep must be length 1.")
		}
		switch s := AsStr(sep); {
		case s != nil:
			if !s.ASCII() {
				return Unbound, t.ValueError("sep must be ASCII.")
			}
			c = s.s[0]
		case isBytesOrArray(sep) && len(rawBytes(sep)) == 1:
			if c = rawBytes(sep)[0]; c > 127 {
				return Unbound, t.ValueError("sep must be ASCII.")
			}
		default:
			return Unbound, t.TypeError("sep must be str or bytes.")
		}
	}
	size := 2 * len(b)
	abs := n
	if n < 0 {
		abs = -n
	}
	grouped := !sep.IsUnbound() && abs > 0 && abs < len(b)
	if grouped {
		size += (len(b) - 1) / abs
	}
	if err := t.chargeText(size); err != nil {
		return Unbound, err
	}
	if size == 0 {
		return emptyStr.Val(), nil
	}
	r, out := strRoom(size, size)
	j := 0
	for i, x := range b {
		if i&(chunkBytes-1) == chunkBytes-1 {
			if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
				return Unbound, err
			}
		}
		if grouped && i > 0 && (n > 0 && (len(b)-i)%abs == 0 || n < 0 && i%abs == 0) {
			out[j] = c
			j++
		}
		out[j], out[j+1] = hexDigits[x>>4], hexDigits[x&15]
		j += 2
	}
	return r.Val(), nil
}

// HexText is the hex method of bytes: sep is Unbound, or a separator put in every group bytes.
func (t *Thread) HexText(b []byte, sep, group Value) (Value, error) { return t.hexText(b, sep, group) }
