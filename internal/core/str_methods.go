// This file lists the methods of str and implements those about case, kinds of characters and padding.
package core

import (
	"encoding/binary"
	"strings"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

func strMethods() []Func {
	return []Func{
		{Name: "__format__", Sig: "(self, format_spec, /)", Fn: strDunderFormat, Flags: Charges, Doc: "Return the string padded, aligned or cut as format_spec says."},
		{Name: "__getnewargs__", Sig: "(self, /)", Fn: strGetnewargs, Flags: Pure, Doc: ""},
		{Name: "__sizeof__", Sig: "(self, /)", Fn: strSizeof, Flags: Pure, Doc: "Return the memory this string takes up, in bytes."},
		{Name: "capitalize", Sig: "(self, /)", Fn: strCapitalize, Flags: Charges, Doc: "Return a copy with the first character in title case and all others in lower\ncase."},
		{Name: "casefold", Sig: "(self, /)", Fn: strCasefold, Flags: Charges, Doc: "Return a copy for comparison without regard to case; it changes more than\nlower() does."},
		{Name: "center", Sig: "(self, width, fillchar=' ', /)", Fn: strCenter, Flags: Charges, Doc: "Return a copy padded with fillchar on both sides to the given width.\n\nWhat is at least that long comes back unchanged."},
		{Name: "count", Sig: "(self, sub, start=None, end=None, /)", Fn: strCount, Flags: Charges, Doc: "Count how often sub occurs between start and end, without overlaps."},
		{Name: "encode", Sig: "(self, /, encoding='utf-8', errors='strict')", Fn: strEncode, Flags: Charges, Doc: "Return the text as bytes in the given encoding.\n\nerrors says what to do with characters that the encoding lacks: 'strict'\nraises UnicodeEncodeError, 'ignore' leaves them out, 'replace' puts a question\nmark there, 'xmlcharrefreplace' a number such as &#228;; others come from\ncodecs.register_error()."},
		{Name: "endswith", Sig: "(self, suffix, start=None, end=None, /)", Fn: strEndswith, Flags: Charges, Doc: "Return whether the string, or what is between start and end, finishes with\nsuffix or with one of a tuple of suffixes."},
		{Name: "expandtabs", Sig: "(self, /, tabsize=8)", Fn: strExpandtabs, Flags: Charges, Doc: "Replace each tab by the spaces that lead to the next multiple of tabsize."},
		{Name: "find", Sig: "(self, sub, start=None, end=None, /)", Fn: strFind, Flags: Charges, Doc: "Return the first position of sub between start and end, or -1 if it is not\nthere."},
		{Name: "format", Sig: "(self, /, *args, **kwargs)", Fn: strFormat, Flags: Lends | Charges, Doc: "Replace the fields in braces by the arguments: {} and {0} by position, {name}\nby keyword.\n\n{0.attribute}, {0[key]}, {0!r} and {0:>8} go on to look up, convert and format\nthe value."},
		{Name: "format_map", Sig: "(self, mapping, /)", Fn: strFormatMap, Flags: Charges, Doc: "Like format(**mapping), but the mapping is used itself and not copied to a\ndict."},
		{Name: "index", Sig: "(self, sub, start=None, end=None, /)", Fn: strIndex, Flags: Charges, Doc: "Return the first position of sub between start and end, or raise ValueError if\nit is not there."},
		{Name: "isalnum", Sig: "(self, /)", Fn: strIsalnum, Flags: Pure, Doc: "Return whether there are characters and each is a letter, digit or other\nnumber."},
		{Name: "isalpha", Sig: "(self, /)", Fn: strIsalpha, Flags: Pure, Doc: "Return whether there are characters and all are letters."},
		{Name: "isascii", Sig: "(self, /)", Fn: strIsascii, Flags: Pure, Doc: "Return whether every code point is below 128, which is so for an empty string."},
		{Name: "isdecimal", Sig: "(self, /)", Fn: strIsdecimal, Flags: Pure, Doc: "Return whether there are characters and all are decimal digits, of any script."},
		{Name: "isdigit", Sig: "(self, /)", Fn: strIsdigit, Flags: Pure, Doc: "Return whether there are characters and all are digits, among them those such\nas superscripts."},
		{Name: "isidentifier", Sig: "(self, /)", Fn: strIsidentifier, Flags: Pure, Doc: "Return whether the string could be a name in a Python program.\n\nKeywords count as such too; keyword.iskeyword() tells them apart."},
		{Name: "islower", Sig: "(self, /)", Fn: strIslower, Flags: Pure, Doc: "Return whether there are lower-case characters, and none that are upper or\ntitle case."},
		{Name: "isnumeric", Sig: "(self, /)", Fn: strIsnumeric, Flags: Pure, Doc: "Return whether there are characters and all have a numeric value, as digits\nand fractions do."},
		{Name: "isprintable", Sig: "(self, /)", Fn: strIsprintable, Flags: Pure, Doc: "Return whether repr() would show every character as it is, which is so for an\nempty string."},
		{Name: "isspace", Sig: "(self, /)", Fn: strIsspace, Flags: Pure, Doc: "Return whether there are characters and all are whitespace."},
		{Name: "istitle", Sig: "(self, /)", Fn: strIstitle, Flags: Pure, Doc: "Return whether every run of letters with case begins with upper or title case\nand goes on in lower case, and there is such a run."},
		{Name: "isupper", Sig: "(self, /)", Fn: strIsupper, Flags: Pure, Doc: "Return whether there are upper-case characters, and none that are lower or\ntitle case."},
		{Name: "join", Sig: "(self, iterable, /)", Fn: strJoin, Flags: Charges, Doc: "Join strings, with this one between each two.\n\n', '.join(['x', 'y', 'z']) gives 'x, y, z'."},
		{Name: "ljust", Sig: "(self, width, fillchar=' ', /)", Fn: strLjust, Flags: Charges, Doc: "Return a copy padded with fillchar at the end to the given width.\n\nWhat is at least that long comes back unchanged."},
		{Name: "lower", Sig: "(self, /)", Fn: strLower, Flags: Charges, Doc: "Return a copy in lower case."},
		{Name: "lstrip", Sig: "(self, chars=None, /)", Fn: strLstrip, Flags: Charges, Doc: "Return a copy without the characters at its start that are in chars (by\ndefault whitespace)."},
		{Name: "maketrans", Sig: "(x, y=<unrepresentable>, z=<unrepresentable>, /)", Fn: strMaketrans, Flags: Charges | Static, Doc: "Make a table for translate().\n\nOne argument is a dict from characters or code points to code points, strings\nor None (delete). Two are strings of the same length: each character of x\nbecomes the one at its place in y. The characters of a third are deleted."},
		{Name: "partition", Sig: "(self, sep, /)", Fn: strPartition, Flags: Charges, Doc: "Cut at the first sep and return what is before it, sep, and what is after it.\n\nIf sep is not there, the result is the string and two empty ones."},
		{Name: "removeprefix", Sig: "(self, prefix, /)", Fn: strRemoveprefix, Flags: Charges, Doc: "Return a copy without prefix, if the string begins with it."},
		{Name: "removesuffix", Sig: "(self, suffix, /)", Fn: strRemovesuffix, Flags: Charges, Doc: "Return a copy without suffix, if the string finishes with it."},
		{Name: "replace", Sig: "(self, old, new, /, count=-1)", Fn: strReplace, Flags: Charges, Doc: "Return a copy in which new stands for old, everywhere or (if count is not\nnegative) in the first count places."},
		{Name: "rfind", Sig: "(self, sub, start=None, end=None, /)", Fn: strRfind, Flags: Charges, Doc: "Return the last position of sub between start and end, or -1 if it is not\nthere."},
		{Name: "rindex", Sig: "(self, sub, start=None, end=None, /)", Fn: strRindex, Flags: Charges, Doc: "Return the last position of sub between start and end, or raise ValueError if\nit is not there."},
		{Name: "rjust", Sig: "(self, width, fillchar=' ', /)", Fn: strRjust, Flags: Charges, Doc: "Return a copy padded with fillchar at the start to the given width.\n\nWhat is at least that long comes back unchanged."},
		{Name: "rpartition", Sig: "(self, sep, /)", Fn: strRpartition, Flags: Charges, Doc: "Cut at the last sep and return what is before it, sep, and what is after it.\n\nIf sep is not there, the result is two empty strings and the string."},
		{Name: "rsplit", Sig: "(self, /, sep=None, maxsplit=-1)", Fn: strRsplit, Flags: Charges, Doc: "Like split(), but with a maxsplit the cuts are made from the end."},
		{Name: "rstrip", Sig: "(self, chars=None, /)", Fn: strRstrip, Flags: Charges, Doc: "Return a copy without the characters at its end that are in chars (by default\nwhitespace)."},
		{Name: "split", Sig: "(self, /, sep=None, maxsplit=-1)", Fn: strSplit, Flags: Charges, Doc: "Return a list of the parts between the places where sep is.\n\nWith no sep, runs of whitespace are what separates, and no part is empty. At\nmost maxsplit cuts are made, from the start; -1 sets no limit."},
		{Name: "splitlines", Sig: "(self, /, keepends=False)", Fn: strSplitlines, Flags: Charges, Doc: "Return a list of the lines, which end at \\n, \\r, \\r\\n or another line boundary\nof Unicode.\n\nThe line ends are part of the lines only if keepends is true."},
		{Name: "startswith", Sig: "(self, prefix, start=None, end=None, /)", Fn: strStartswith, Flags: Charges, Doc: "Return whether the string, or what is between start and end, begins with\nprefix or with one of a tuple of prefixes."},
		{Name: "strip", Sig: "(self, chars=None, /)", Fn: strStrip, Flags: Charges, Doc: "Return a copy without the characters at either end that are in chars (by\ndefault whitespace)."},
		{Name: "swapcase", Sig: "(self, /)", Fn: strSwapcase, Flags: Charges, Doc: "Return a copy in which upper case is lower case and the other way round."},
		{Name: "title", Sig: "(self, /)", Fn: strTitle, Flags: Charges, Doc: "Return a copy in which each run of letters begins with title case and goes on\nin lower case."},
		{Name: "translate", Sig: "(self, table, /)", Fn: strTranslate, Flags: Charges, Doc: "Return a copy in which table says what becomes of each character.\n\ntable[code point] is a code point, a string, or None to delete the character;\none for which the lookup raises LookupError stays. See maketrans()."},
		{Name: "upper", Sig: "(self, /)", Fn: strUpper, Flags: Charges, Doc: "Return a copy in upper case."},
		{Name: "zfill", Sig: "(self, width, /)", Fn: strZfill, Flags: Charges, Doc: "Put '0' digits in front, but after a sign, to reach the given width.\n\nWhat is at least that long comes back unchanged."},
	}
}

// strCase makes a method that maps the case of a string: full of any, ascii of an ASCII one.
func strCase(full func(string, *unidata.Hooks) (string, error), ascii caseOf) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		s := strSelf(a[0])
		if err := t.chargeText(len(s.s)); err != nil {
			return Unbound, err
		}
		if s.ASCII() && (ascii <= caseSwap || len(s.s) <= chunkBytes) {
			if len(s.s) == 0 {
				return emptyStr.Val(), nil
			}
			if len(s.s) == 1 {
				var c [1]byte
				ascii.put(c[:], s.s)
				return latin1[c[0]].Val(), nil
			}
			r, b := strRoom(len(s.s), s.n)
			if len(b) <= chunkBytes {
				ascii.put(b, s.s)
				return r.Val(), t.PollAtomic(len(b) / slowWork)
			}
			err := t.InChunks(len(b), slowWork, func(lo, hi int) bool {
				ascii.put(b[lo:hi], s.s[lo:hi])
				return true
			})
			return r.Val(), err
		}
		out, err := full(s.s, t.hooks(len(s.s)))
		if err != nil {
			return Unbound, err
		}
		return StrVal(out), nil
	}
}

// caseOf says how a method maps ASCII letters. What a byte becomes up to caseSwap does not depend on its neighbours.
type caseOf uint8

const (
	caseLower caseOf = iota
	caseUpper
	caseSwap
	caseTitle
	caseCapitalize
)

// put writes the ASCII text s, mapped, to b of the same length: eight bytes at a time where they stand alone.
func (k caseOf) put(b []byte, s string) {
	const ones = 0x0101010101010101
	b = b[:len(s)]
	i := 0
	if k <= caseSwap {
		for src := unsafe.Slice(unsafe.StringData(s), len(s)); i+8 <= len(s); i += 8 {
			w := binary.LittleEndian.Uint64(src[i:])
			var flip uint64
			if k != caseUpper { // the top bit of a byte that is at least 'A', but not of one above 'Z'
				flip = (w + (0x80-'A')*ones) &^ (w + (0x7F-'Z')*ones)
			}
			if k != caseLower {
				flip |= (w + (0x80-'a')*ones) &^ (w + (0x7F-'z')*ones)
			}
			binary.LittleEndian.PutUint64(b[i:], w^flip&(0x80*ones)>>2)
		}
	}
	cased := false
	for ; i < len(s); i++ {
		c := s[i]
		upper, lower := c-'A' < 26, c-'a' < 26
		switch {
		case lower && (k == caseUpper || k == caseSwap || k >= caseTitle && !cased),
			upper && (k == caseLower || k == caseSwap || k >= caseTitle && cased):
			c ^= 0x20
		}
		b[i] = c
		cased = upper || lower || k == caseCapitalize
	}
}

func lowerByte(c byte) byte {
	if c-'A' < 26 {
		c |= 0x20
	}
	return c
}

func upperByte(c byte) byte {
	if c-'a' < 26 {
		c &^= 0x20
	}
	return c
}

func swapByte(c byte) byte {
	if (c|0x20)-'a' < 26 {
		c ^= 0x20
	}
	return c
}

var (
	strLower      = strCase(unidata.Lower, caseLower)
	strUpper      = strCase(unidata.Upper, caseUpper)
	strCasefold   = strCase(unidata.CaseFold, caseLower)
	strSwapcase   = strCase(unidata.SwapCase, caseSwap)
	strTitle      = strCase(unidata.Title, caseTitle)
	strCapitalize = strCase(unidata.Capitalize, caseCapitalize)
)

// strAll makes a method that asks something of every character of a non-empty string.
func strAll(is func(rune) bool) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		s := strSelf(a[0])
		if s.s == "" {
			return False, nil
		}
		if len(s.s) <= 64 && s.ASCII() {
			for i := range len(s.s) {
				if !is(rune(s.s[i])) {
					return False, nil
				}
			}
			return True, nil
		}
		ok := true
		err := t.inText(s.s, slowWork, func(part string) bool {
			for i := 0; i < len(part); {
				r, w := rune(part[i]), 1
				if r >= 0x80 {
					r, w = decodeRune(part[i:])
				}
				if !is(r) {
					ok = false
					break
				}
				i += w
			}
			return ok
		})
		return Bool(ok), err
	}
}

// strWhole makes a method that asks something of the string.
func strWhole(is func(string, *unidata.Hooks) (bool, error)) NativeFn {
	return func(t *Thread, a []Value) (Value, error) {
		s := strSelf(a[0])
		ok, err := is(s.s, t.hooks(len(s.s)))
		return Bool(ok), err
	}
}

var (
	strIsalnum      = strAll(unidata.IsAlnum)
	strIsalpha      = strAll(unidata.IsAlpha)
	strIsdecimal    = strAll(unidata.IsDecimal)
	strIsdigit      = strAll(unidata.IsDigit)
	strIsnumeric    = strAll(unidata.IsNumeric)
	strIsspace      = strAll(unidata.IsSpace)
	strIsidentifier = strWhole(unidata.StrIsIdentifier)
	strIslower      = strWhole(unidata.StrIsLower)
	strIsupper      = strWhole(unidata.StrIsUpper)
	strIstitle      = strWhole(unidata.StrIsTitle)
)

func strIsprintable(t *Thread, a []Value) (Value, error) {
	if strSelf(a[0]).s == "" {
		return True, nil
	}
	return strAll(unidata.IsPrintable)(t, a)
}

func strIsascii(t *Thread, a []Value) (Value, error) { return Bool(strSelf(a[0]).ASCII()), nil }

func strGetnewargs(t *Thread, a []Value) (Value, error) {
	s := strSelf(a[0])
	return NewTuple(newStrN(s.s, s.n).Val()), nil
}

func strSizeof(t *Thread, a []Value) (Value, error) {
	return Int(int64(48 + len(strSelf(a[0]).s))), nil
}

// strPad puts left and right fill characters around a string.
func (t *Thread) strPad(s *Str, left, right int, fill *Str) (Value, error) {
	if left <= 0 && right <= 0 {
		return s.exact().Val(), nil
	}
	left, right = max(left, 0), max(right, 0)
	if left+right > 1<<44 {
		return Unbound, t.OverflowError("padded string is too long")
	}
	size := len(s.s) + (left+right)*len(fill.s)
	if err := t.chargeText(size); err != nil {
		return Unbound, err
	}
	if size == 1 {
		return fill.exact().Val(), nil
	}
	r, b := strRoom(size, s.n+left+right)
	l := left * len(fill.s)
	err := t.fill(b[:l], fill.s)
	if err == nil {
		err = t.copyStr(b[l:], s.s)
	}
	if err == nil {
		err = t.fill(b[l+len(s.s):], fill.s)
	}
	return r.Val(), err
}

// padArgs reads the width and fill character.
func (t *Thread) padArgs(a []Value) (pad int, fill *Str, err error) {
	width, err := t.Ssize(a[1])
	if err != nil {
		return 0, nil, err
	}
	if fill = AsStr(a[2]); fill == nil {
		return 0, nil, t.TypeError("The fill character must be a unicode character, not %s", a[2].TypeName())
	}
	if fill.n != 1 {
		return 0, nil, t.TypeError("The fill character must be exactly one character long")
	}
	n := strSelf(a[0]).n
	if width <= n {
		return 0, fill, nil
	}
	return width - n, fill, nil
}

func strLjust(t *Thread, a []Value) (Value, error) {
	n, fill, err := t.padArgs(a)
	if err != nil {
		return Unbound, err
	}
	return t.strPad(strSelf(a[0]), 0, n, fill)
}

func strRjust(t *Thread, a []Value) (Value, error) {
	n, fill, err := t.padArgs(a)
	if err != nil {
		return Unbound, err
	}
	return t.strPad(strSelf(a[0]), n, 0, fill)
}

func strCenter(t *Thread, a []Value) (Value, error) {
	n, fill, err := t.padArgs(a)
	if err != nil {
		return Unbound, err
	}
	s := strSelf(a[0])
	left := n/2 + n&(n+s.n)&1
	return t.strPad(s, left, n-left, fill)
}

func strZfill(t *Thread, a []Value) (Value, error) {
	width, err := t.Ssize(a[1])
	if err != nil {
		return Unbound, err
	}
	s := strSelf(a[0])
	n := width - s.n
	if width < 0 || n <= 0 {
		return s.exact().Val(), nil
	}
	if s.s == "" || s.s[0] != '+' && s.s[0] != '-' {
		return t.strPad(s, n, 0, latin1['0'])
	}
	if n > 1<<44 {
		return Unbound, t.OverflowError("padded string is too long")
	}
	if err := t.chargeText(len(s.s) + n); err != nil {
		return Unbound, err
	}
	r, b := strRoom(len(s.s)+n, width)
	b[0] = s.s[0]
	err = t.fill(b[1:1+n], "0")
	if err == nil {
		err = t.copyStr(b[1+n:], s.s[1:])
	}
	return r.Val(), err
}

func strExpandtabs(t *Thread, a []Value) (Value, error) {
	size, err := t.CInt(a[1])
	if err != nil {
		return Unbound, err
	}
	s := strSelf(a[0])
	if strings.IndexByte(s.s, '\t') < 0 {
		return s.exact().Val(), nil
	}
	total, col := 0, 0
	for i := 0; i < len(s.s); i++ {
		if i&(chunkBytes-1) == chunkBytes-1 {
			if err := t.PollAtomic(chunkBytes / slowWork); err != nil {
				return Unbound, err
			}
		}
		switch c := s.s[i]; {
		case c == '\t':
			if size > 0 {
				n := size - col%size
				total += n
				col += n
			}
		default:
			total++
			if c == '\n' || c == '\r' {
				col = 0
			} else if c&0xC0 != 0x80 {
				col++
			}
		}
		if total > 1<<46 {
			return Unbound, t.OverflowError("new string is too long")
		}
	}
	if err := t.chargeText(total); err != nil {
		return Unbound, err
	}
	b := bulk.Make(total)
	col = 0
	for i := 0; i < len(s.s); i++ {
		if i&(1<<12-1) == 1<<12-1 {
			if err := t.PollAtomic(1 << 12 / slowWork); err != nil {
				return Unbound, err
			}
		}
		c := s.s[i]
		if c == '\t' {
			if size > 0 {
				n := size - col%size
				col += n
				if b, err = t.appendSpaces(b, n); err != nil {
					return Unbound, err
				}
			}
			continue
		}
		b = append(b, c)
		if c == '\n' || c == '\r' {
			col = 0
		} else if c&0xC0 != 0x80 {
			col++
		}
	}
	return t.ownText(b)
}

func strMaketrans(t *Thread, a []Value) (Value, error) {
	out := NewDict()
	if a[1].IsUnbound() {
		d := AsDict(a[0])
		if d == nil || !a[0].exactly(&DictType) {
			return Unbound, t.TypeError("if you give only one argument to maketrans it must be a dict")
		}
		for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
			if err := t.PollAtomic(1); err != nil {
				return Unbound, err
			}
			if s := AsStr(k); s != nil {
				if s.n != 1 {
					return Unbound, t.ValueError("string keys in translate table must be of length 1")
				}
				k = Int(int64(s.runeAt(0)))
			} else if _, _, ok := AsInt(k); !ok {
				return Unbound, t.TypeError("keys in translate table must be strings or integers")
			}
			if err := out.Set(t, k, v); err != nil {
				return Unbound, err
			}
		}
		return out.Val(), nil
	}
	y, err := t.strArg(a[1], "maketrans", 2)
	if err != nil {
		return Unbound, err
	}
	if !a[2].IsUnbound() && AsStr(a[2]) == nil {
		_, err := t.strArg(a[2], "maketrans", 3)
		return Unbound, err
	}
	x := AsStr(a[0])
	if x == nil {
		return Unbound, t.TypeError("first maketrans argument must be a string if there is a second argument")
	}
	if x.n != y.n {
		return Unbound, t.ValueError("the first two maketrans arguments must have equal length")
	}
	for i, j := 0, 0; i < len(x.s); {
		r, w := decodeRune(x.s[i:])
		q, v := decodeRune(y.s[j:])
		i, j = i+w, j+v
		if err := t.PollAtomic(1); err != nil {
			return Unbound, err
		}
		if err := out.Set(t, Int(int64(r)), Int(int64(q))); err != nil {
			return Unbound, err
		}
	}
	if !a[2].IsUnbound() {
		z, err := t.strArg(a[2], "maketrans", 3)
		if err != nil {
			return Unbound, err
		}
		for i := 0; i < len(z.s); {
			r, w := decodeRune(z.s[i:])
			i += w
			if err := t.PollAtomic(1); err != nil {
				return Unbound, err
			}
			if err := out.Set(t, Int(int64(r)), None); err != nil {
				return Unbound, err
			}
		}
	}
	return out.Val(), nil
}

func strTranslate(t *Thread, a []Value) (Value, error) {
	s := strSelf(a[0])
	table := a[1]
	// Answers for ASCII characters, "" with done set for deleted ones.
	var memo [128]struct {
		text string
		done bool
	}
	// Those of them that are at most one byte: the byte, or gone; 0 for the others.
	const known, gone = 0x100, 0x200
	var bytes [128]uint16
	var out []byte
	charged := 0
	for i, polled := 0, 0; i < len(s.s); {
		if i-polled >= 1<<12 {
			polled = i
			if err := t.PollAtomic(1 << 12 / slowWork); err != nil {
				return Unbound, err
			}
		}
		for end := min(len(s.s), polled+1<<12); i < end && len(out) < charged; i++ {
			c := s.s[i]
			if c >= 128 || bytes[c] == 0 {
				break
			}
			if bytes[c] != gone {
				out = append(out, byte(bytes[c]))
			}
		}
		if i == len(s.s) {
			break
		}
		if i-polled >= 1<<12 {
			continue
		}
		r, w := decodeRune(s.s[i:])
		var text string
		if r < 128 && memo[r].done {
			text = memo[r].text
		} else {
			var err error
			if text, err = t.translateRune(table, r, s.s[i:i+w]); err != nil {
				return Unbound, err
			}
			if r < 128 {
				memo[r].text, memo[r].done = text, true
				switch len(text) {
				case 0:
					bytes[r] = gone
				case 1:
					bytes[r] = known | uint16(text[0])
				}
			}
			if err := t.Poll(); err != nil {
				return Unbound, err
			}
		}
		if len(out)+len(text) > charged {
			grow := max(len(out)+len(text), len(s.s))
			if err := t.chargeText(grow); err != nil {
				return Unbound, err
			}
			charged = len(out) + grow
			var err error
			if out, err = Clone(t, out, charged); err != nil {
				return Unbound, err
			}
		}
		var err error
		if out, err = t.AppendText(out, text); err != nil {
			return Unbound, err
		}
		i += w
	}
	return t.ownText(out)
}

// translateRune gives what a table says of a character.
func (t *Thread) translateRune(table Value, r rune, self string) (string, error) {
	var v Value
	var err error
	if table.exactly(&DictType) {
		var ok bool
		if v, ok, err = As[Dict](table).Get(t, Int(int64(r))); err == nil && !ok {
			return self, nil
		}
	} else if v, err = t.GetItem(table, Int(int64(r))); err != nil && Matches(err, &ExcLookupError) {
		return self, nil
	}
	if err != nil {
		return "", err
	}
	if v.IsNone() {
		return "", nil
	}
	if s := AsStr(v); s != nil {
		return s.s, nil
	}
	if i, b, ok := AsInt(v); ok {
		if b != nil || i < 0 || i > 0x10FFFF {
			return "", t.ValueError("character mapping must be in range(0x110000)")
		}
		return runeText(rune(i)), nil
	}
	return "", t.TypeError("character mapping must return integer, None or str")
}
