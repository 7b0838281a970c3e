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
		{Name: "capitalize", Sig: "(self, /)", Fn: bytesCapitalize, Flags: Charges, Doc: "B.capitalize() -> copy of B\n\nReturn a copy of B with only its first character capitalized (ASCII)\nand the rest lower-cased."},
		{Name: "center", Sig: "(self, width, fillchar=b' ', /)", Fn: bytesCenter, Flags: Charges, Doc: "Return a centered string of length width.\n\nPadding is done using the specified fill character."},
		{Name: "count", Sig: "(self, sub, start=None, end=None, /)", Fn: bytesCount, Flags: Charges, Doc: "Return the number of non-overlapping occurrences of subsection 'sub' in bytes B[start:end].\n\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes."},
		{Name: "decode", Sig: "(self, /, encoding='utf-8', errors='strict')", Fn: bytesDecode, Flags: Charges, Doc: "Decode the bytes using the codec registered for encoding.\n\n  encoding\n    The encoding with which to decode the bytes.\n  errors\n    The error handling scheme to use for the handling of decoding errors.\n    The default is 'strict' meaning that decoding errors raise a\n    UnicodeDecodeError. Other possible values are 'ignore' and 'replace'\n    as well as any other name registered with codecs.register_error that\n    can handle UnicodeDecodeErrors."},
		{Name: "endswith", Sig: "(self, suffix, start=None, end=None, /)", Fn: bytesEndswith, Flags: Charges, Doc: "Return True if the bytes ends with the specified suffix, False otherwise.\n\n  suffix\n    A bytes or a tuple of bytes to try.\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes."},
		{Name: "expandtabs", Sig: "(self, /, tabsize=8)", Fn: bytesExpandtabs, Flags: Charges, Doc: "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of 8 characters is assumed."},
		{Name: "find", Sig: "(self, sub, start=None, end=None, /)", Fn: bytesFind, Flags: Charges, Doc: "Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].\n\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes.\n\nReturn -1 on failure."},
		{Name: "fromhex", Sig: "(cls, string, /)", Fn: bytesFromhex, Flags: Charges | ClassM, Doc: "Create a bytes object from a string of hexadecimal numbers.\n\nSpaces between two numbers are accepted.\nExample: bytes.fromhex('B9 01EF') -> b'\\\\xb9\\\\x01\\\\xef'."},
		{Name: "hex", Sig: "(self, /, sep=<unrepresentable>, bytes_per_sep=1)", Fn: bytesHex, Flags: Charges, Doc: "Create a string of hexadecimal numbers from a bytes object.\n\n  sep\n    An optional single character or byte to separate hex bytes.\n  bytes_per_sep\n    How many bytes between separators.  Positive values count from the\n    right, negative values count from the left.\n\nExample:\n>>> value = b'\\xb9\\x01\\xef'\n>>> value.hex()\n'b901ef'\n>>> value.hex(':')\n'b9:01:ef'\n>>> value.hex(':', 2)\n'b9:01ef'\n>>> value.hex(':', -2)\n'b901:ef'"},
		{Name: "index", Sig: "(self, sub, start=None, end=None, /)", Fn: bytesIndex, Flags: Charges, Doc: "Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].\n\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes.\n\nRaise ValueError if the subsection is not found."},
		{Name: "isalnum", Sig: "(self, /)", Fn: bytesIsalnum, Flags: Pure, Doc: "B.isalnum() -> bool\n\nReturn True if all characters in B are alphanumeric\nand there is at least one character in B, False otherwise."},
		{Name: "isalpha", Sig: "(self, /)", Fn: bytesIsalpha, Flags: Pure, Doc: "B.isalpha() -> bool\n\nReturn True if all characters in B are alphabetic\nand there is at least one character in B, False otherwise."},
		{Name: "isascii", Sig: "(self, /)", Fn: bytesIsascii, Flags: Pure, Doc: "B.isascii() -> bool\n\nReturn True if B is empty or all characters in B are ASCII,\nFalse otherwise."},
		{Name: "isdigit", Sig: "(self, /)", Fn: bytesIsdigit, Flags: Pure, Doc: "B.isdigit() -> bool\n\nReturn True if all characters in B are digits\nand there is at least one character in B, False otherwise."},
		{Name: "islower", Sig: "(self, /)", Fn: bytesIslower, Flags: Pure, Doc: "B.islower() -> bool\n\nReturn True if all cased characters in B are lowercase and there is\nat least one cased character in B, False otherwise."},
		{Name: "isspace", Sig: "(self, /)", Fn: bytesIsspace, Flags: Pure, Doc: "B.isspace() -> bool\n\nReturn True if all characters in B are whitespace\nand there is at least one character in B, False otherwise."},
		{Name: "istitle", Sig: "(self, /)", Fn: bytesIstitle, Flags: Pure, Doc: "B.istitle() -> bool\n\nReturn True if B is a titlecased string and there is at least one\ncharacter in B, i.e. uppercase characters may only follow uncased\ncharacters and lowercase characters only cased ones. Return False\notherwise."},
		{Name: "isupper", Sig: "(self, /)", Fn: bytesIsupper, Flags: Pure, Doc: "B.isupper() -> bool\n\nReturn True if all cased characters in B are uppercase and there is\nat least one cased character in B, False otherwise."},
		{Name: "join", Sig: "(self, iterable_of_bytes, /)", Fn: bytesJoin, Flags: Charges, Doc: "Concatenate any number of bytes objects.\n\nThe bytes whose method is called is inserted in between each pair.\n\nThe result is returned as a new bytes object.\n\nExample: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'."},
		{Name: "ljust", Sig: "(self, width, fillchar=b' ', /)", Fn: bytesLjust, Flags: Charges, Doc: "Return a left-justified string of length width.\n\nPadding is done using the specified fill character."},
		{Name: "lower", Sig: "(self, /)", Fn: bytesLower, Flags: Charges, Doc: "B.lower() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to lowercase."},
		{Name: "lstrip", Sig: "(self, bytes=None, /)", Fn: bytesLstrip, Flags: Charges, Doc: "Strip leading bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading  ASCII whitespace."},
		{Name: "maketrans", Sig: "(frm, to, /)", Fn: bytesMaketrans, Flags: Charges | Static, Doc: "Return a translation table usable for the bytes or bytearray translate method.\n\nThe returned table will be one where each byte in frm is mapped to the byte at\nthe same position in to.\n\nThe bytes objects frm and to must be of the same length."},
		{Name: "partition", Sig: "(self, sep, /)", Fn: bytesPartition, Flags: Charges, Doc: "Partition the bytes into three parts using the given separator.\n\nThis will search for the separator sep in the bytes. If the separator is found,\nreturns a 3-tuple containing the part before the separator, the separator\nitself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing the original bytes\nobject and two empty bytes objects."},
		{Name: "removeprefix", Sig: "(self, prefix, /)", Fn: bytesRemoveprefix, Flags: Charges, Doc: "Return a bytes object with the given prefix string removed if present.\n\nIf the bytes starts with the prefix string, return bytes[len(prefix):].\nOtherwise, return a copy of the original bytes."},
		{Name: "removesuffix", Sig: "(self, suffix, /)", Fn: bytesRemovesuffix, Flags: Charges, Doc: "Return a bytes object with the given suffix string removed if present.\n\nIf the bytes ends with the suffix string and that suffix is not empty,\nreturn bytes[:-len(prefix)].  Otherwise, return a copy of the original\nbytes."},
		{Name: "replace", Sig: "(self, old, new, count=-1, /)", Fn: bytesReplace, Flags: Charges, Doc: "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of occurrences to replace.\n    -1 (the default value) means replace all occurrences.\n\nIf the optional argument count is given, only the first count occurrences are\nreplaced."},
		{Name: "rfind", Sig: "(self, sub, start=None, end=None, /)", Fn: bytesRfind, Flags: Charges, Doc: "Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].\n\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes.\n\nReturn -1 on failure."},
		{Name: "rindex", Sig: "(self, sub, start=None, end=None, /)", Fn: bytesRindex, Flags: Charges, Doc: "Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].\n\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes.\n\nRaise ValueError if the subsection is not found."},
		{Name: "rjust", Sig: "(self, width, fillchar=b' ', /)", Fn: bytesRjust, Flags: Charges, Doc: "Return a right-justified string of length width.\n\nPadding is done using the specified fill character."},
		{Name: "rpartition", Sig: "(self, sep, /)", Fn: bytesRpartition, Flags: Charges, Doc: "Partition the bytes into three parts using the given separator.\n\nThis will search for the separator sep in the bytes, starting at the end. If\nthe separator is found, returns a 3-tuple containing the part before the\nseparator, the separator itself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing two empty bytes\nobjects and the original bytes object."},
		{Name: "rsplit", Sig: "(self, /, sep=None, maxsplit=-1)", Fn: bytesRsplit, Flags: Charges, Doc: "Return a list of the sections in the bytes, using sep as the delimiter.\n\n  sep\n    The delimiter according which to split the bytes.\n    None (the default value) means split on ASCII whitespace characters\n    (space, tab, return, newline, formfeed, vertical tab).\n  maxsplit\n    Maximum number of splits to do.\n    -1 (the default value) means no limit.\n\nSplitting is done starting at the end of the bytes and working to the front."},
		{Name: "rstrip", Sig: "(self, bytes=None, /)", Fn: bytesRstrip, Flags: Charges, Doc: "Strip trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip trailing ASCII whitespace."},
		{Name: "split", Sig: "(self, /, sep=None, maxsplit=-1)", Fn: bytesSplit, Flags: Charges, Doc: "Return a list of the sections in the bytes, using sep as the delimiter.\n\n  sep\n    The delimiter according which to split the bytes.\n    None (the default value) means split on ASCII whitespace characters\n    (space, tab, return, newline, formfeed, vertical tab).\n  maxsplit\n    Maximum number of splits to do.\n    -1 (the default value) means no limit."},
		{Name: "splitlines", Sig: "(self, /, keepends=False)", Fn: bytesSplitlines, Flags: Charges, Doc: "Return a list of the lines in the bytes, breaking at line boundaries.\n\nLine breaks are not included in the resulting list unless keepends is given and\ntrue."},
		{Name: "startswith", Sig: "(self, prefix, start=None, end=None, /)", Fn: bytesStartswith, Flags: Charges, Doc: "Return True if the bytes starts with the specified prefix, False otherwise.\n\n  prefix\n    A bytes or a tuple of bytes to try.\n  start\n    Optional start position. Default: start of the bytes.\n  end\n    Optional stop position. Default: end of the bytes."},
		{Name: "strip", Sig: "(self, bytes=None, /)", Fn: bytesStrip, Flags: Charges, Doc: "Strip leading and trailing bytes contained in the argument.\n\nIf the argument is omitted or None, strip leading and trailing ASCII whitespace."},
		{Name: "swapcase", Sig: "(self, /)", Fn: bytesSwapcase, Flags: Charges, Doc: "B.swapcase() -> copy of B\n\nReturn a copy of B with uppercase ASCII characters converted\nto lowercase ASCII and vice versa."},
		{Name: "title", Sig: "(self, /)", Fn: bytesTitle, Flags: Charges, Doc: "B.title() -> copy of B\n\nReturn a titlecased version of B, i.e. ASCII words start with uppercase\ncharacters, all remaining cased characters have lowercase."},
		{Name: "translate", Sig: "(self, table, /, delete=b'')", Fn: bytesTranslate, Flags: Charges, Doc: "Return a copy with each character mapped by the given translation table.\n\n  table\n    Translation table, which must be a bytes object of length 256.\n\nAll characters occurring in the optional argument delete are removed.\nThe remaining characters are mapped through the given translation table."},
		{Name: "upper", Sig: "(self, /)", Fn: bytesUpper, Flags: Charges, Doc: "B.upper() -> copy of B\n\nReturn a copy of B with all ASCII characters converted to uppercase."},
		{Name: "zfill", Sig: "(self, width, /)", Fn: bytesZfill, Flags: Charges, Doc: "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe original string is never truncated."},
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
