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
		{Name: "__format__", Sig: "(self, format_spec, /)", Fn: strDunderFormat, Flags: Charges, Doc: "Return a formatted version of the string as described by format_spec."},
		{Name: "__getnewargs__", Sig: "(self, /)", Fn: strGetnewargs, Flags: Pure, Doc: ""},
		{Name: "__sizeof__", Sig: "(self, /)", Fn: strSizeof, Flags: Pure, Doc: "Return the size of the string in memory, in bytes."},
		{Name: "capitalize", Sig: "(self, /)", Fn: strCapitalize, Flags: Charges, Doc: "Return a capitalized version of the string.\n\nMore specifically, make the first character have upper case and the rest lower\ncase."},
		{Name: "casefold", Sig: "(self, /)", Fn: strCasefold, Flags: Charges, Doc: "Return a version of the string suitable for caseless comparisons."},
		{Name: "center", Sig: "(self, width, fillchar=' ', /)", Fn: strCenter, Flags: Charges, Doc: "Return a centered string of length width.\n\nPadding is done using the specified fill character (default is a space)."},
		{Name: "count", Sig: "(self, sub, start=None, end=None, /)", Fn: strCount, Flags: Charges, Doc: "Return the number of non-overlapping occurrences of substring sub in string S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation."},
		{Name: "encode", Sig: "(self, /, encoding='utf-8', errors='strict')", Fn: strEncode, Flags: Charges, Doc: "Encode the string using the codec registered for encoding.\n\n  encoding\n    The encoding in which to encode the string.\n  errors\n    The error handling scheme to use for encoding errors.\n    The default is 'strict' meaning that encoding errors raise a\n    UnicodeEncodeError.  Other possible values are 'ignore', 'replace' and\n    'xmlcharrefreplace' as well as any other name registered with\n    codecs.register_error that can handle UnicodeEncodeErrors."},
		{Name: "endswith", Sig: "(self, suffix, start=None, end=None, /)", Fn: strEndswith, Flags: Charges, Doc: "Return True if the string ends with the specified suffix, False otherwise.\n\n  suffix\n    A string or a tuple of strings to try.\n  start\n    Optional start position. Default: start of the string.\n  end\n    Optional stop position. Default: end of the string."},
		{Name: "expandtabs", Sig: "(self, /, tabsize=8)", Fn: strExpandtabs, Flags: Charges, Doc: "Return a copy where all tab characters are expanded using spaces.\n\nIf tabsize is not given, a tab size of 8 characters is assumed."},
		{Name: "find", Sig: "(self, sub, start=None, end=None, /)", Fn: strFind, Flags: Charges, Doc: "Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nReturn -1 on failure."},
		{Name: "format", Sig: "(self, /, *args, **kwargs)", Fn: strFormat, Flags: Lends | Charges, Doc: "Return a formatted version of the string, using substitutions from args and kwargs.\nThe substitutions are identified by braces ('{' and '}')."},
		{Name: "format_map", Sig: "(self, mapping, /)", Fn: strFormatMap, Flags: Charges, Doc: "Return a formatted version of the string, using substitutions from mapping.\nThe substitutions are identified by braces ('{' and '}')."},
		{Name: "index", Sig: "(self, sub, start=None, end=None, /)", Fn: strIndex, Flags: Charges, Doc: "Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nRaises ValueError when the substring is not found."},
		{Name: "isalnum", Sig: "(self, /)", Fn: strIsalnum, Flags: Pure, Doc: "Return True if the string is an alpha-numeric string, False otherwise.\n\nA string is alpha-numeric if all characters in the string are alpha-numeric and\nthere is at least one character in the string."},
		{Name: "isalpha", Sig: "(self, /)", Fn: strIsalpha, Flags: Pure, Doc: "Return True if the string is an alphabetic string, False otherwise.\n\nA string is alphabetic if all characters in the string are alphabetic and there\nis at least one character in the string."},
		{Name: "isascii", Sig: "(self, /)", Fn: strIsascii, Flags: Pure, Doc: "Return True if all characters in the string are ASCII, False otherwise.\n\nASCII characters have code points in the range U+0000-U+007F.\nEmpty string is ASCII too."},
		{Name: "isdecimal", Sig: "(self, /)", Fn: strIsdecimal, Flags: Pure, Doc: "Return True if the string is a decimal string, False otherwise.\n\nA string is a decimal string if all characters in the string are decimal and\nthere is at least one character in the string."},
		{Name: "isdigit", Sig: "(self, /)", Fn: strIsdigit, Flags: Pure, Doc: "Return True if the string is a digit string, False otherwise.\n\nA string is a digit string if all characters in the string are digits and there\nis at least one character in the string."},
		{Name: "isidentifier", Sig: "(self, /)", Fn: strIsidentifier, Flags: Pure, Doc: "Return True if the string is a valid Python identifier, False otherwise.\n\nCall keyword.iskeyword(s) to test whether string s is a reserved identifier,\nsuch as \"def\" or \"class\"."},
		{Name: "islower", Sig: "(self, /)", Fn: strIslower, Flags: Pure, Doc: "Return True if the string is a lowercase string, False otherwise.\n\nA string is lowercase if all cased characters in the string are lowercase and\nthere is at least one cased character in the string."},
		{Name: "isnumeric", Sig: "(self, /)", Fn: strIsnumeric, Flags: Pure, Doc: "Return True if the string is a numeric string, False otherwise.\n\nA string is numeric if all characters in the string are numeric and there is at\nleast one character in the string."},
		{Name: "isprintable", Sig: "(self, /)", Fn: strIsprintable, Flags: Pure, Doc: "Return True if the string is printable, False otherwise.\n\nA string is printable if all of its characters are considered printable in\nrepr() or if it is empty."},
		{Name: "isspace", Sig: "(self, /)", Fn: strIsspace, Flags: Pure, Doc: "Return True if the string is a whitespace string, False otherwise.\n\nA string is whitespace if all characters in the string are whitespace and there\nis at least one character in the string."},
		{Name: "istitle", Sig: "(self, /)", Fn: strIstitle, Flags: Pure, Doc: "Return True if the string is a title-cased string, False otherwise.\n\nIn a title-cased string, upper- and title-case characters may only\nfollow uncased characters and lowercase characters only cased ones."},
		{Name: "isupper", Sig: "(self, /)", Fn: strIsupper, Flags: Pure, Doc: "Return True if the string is an uppercase string, False otherwise.\n\nA string is uppercase if all cased characters in the string are uppercase and\nthere is at least one cased character in the string."},
		{Name: "join", Sig: "(self, iterable, /)", Fn: strJoin, Flags: Charges, Doc: "Concatenate any number of strings.\n\nThe string whose method is called is inserted in between each given string.\nThe result is returned as a new string.\n\nExample: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'"},
		{Name: "ljust", Sig: "(self, width, fillchar=' ', /)", Fn: strLjust, Flags: Charges, Doc: "Return a left-justified string of length width.\n\nPadding is done using the specified fill character (default is a space)."},
		{Name: "lower", Sig: "(self, /)", Fn: strLower, Flags: Charges, Doc: "Return a copy of the string converted to lowercase."},
		{Name: "lstrip", Sig: "(self, chars=None, /)", Fn: strLstrip, Flags: Charges, Doc: "Return a copy of the string with leading whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead."},
		{Name: "maketrans", Sig: "(x, y=<unrepresentable>, z=<unrepresentable>, /)", Fn: strMaketrans, Flags: Charges | Static, Doc: "Return a translation table usable for str.translate().\n\nIf there is only one argument, it must be a dictionary mapping Unicode\nordinals (integers) or characters to Unicode ordinals, strings or None.\nCharacter keys will be then converted to ordinals.\nIf there are two arguments, they must be strings of equal length, and\nin the resulting dictionary, each character in x will be mapped to the\ncharacter at the same position in y. If there is a third argument, it\nmust be a string, whose characters will be mapped to None in the result."},
		{Name: "partition", Sig: "(self, sep, /)", Fn: strPartition, Flags: Charges, Doc: "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the string.  If the separator is found,\nreturns a 3-tuple containing the part before the separator, the separator\nitself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing the original string\nand two empty strings."},
		{Name: "removeprefix", Sig: "(self, prefix, /)", Fn: strRemoveprefix, Flags: Charges, Doc: "Return a str with the given prefix string removed if present.\n\nIf the string starts with the prefix string, return string[len(prefix):].\nOtherwise, return a copy of the original string."},
		{Name: "removesuffix", Sig: "(self, suffix, /)", Fn: strRemovesuffix, Flags: Charges, Doc: "Return a str with the given suffix string removed if present.\n\nIf the string ends with the suffix string and that suffix is not empty,\nreturn string[:-len(suffix)]. Otherwise, return a copy of the original\nstring."},
		{Name: "replace", Sig: "(self, old, new, /, count=-1)", Fn: strReplace, Flags: Charges, Doc: "Return a copy with all occurrences of substring old replaced by new.\n\n  count\n    Maximum number of occurrences to replace.\n    -1 (the default value) means replace all occurrences.\n\nIf the optional argument count is given, only the first count occurrences are\nreplaced."},
		{Name: "rfind", Sig: "(self, sub, start=None, end=None, /)", Fn: strRfind, Flags: Charges, Doc: "Return the highest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nReturn -1 on failure."},
		{Name: "rindex", Sig: "(self, sub, start=None, end=None, /)", Fn: strRindex, Flags: Charges, Doc: "Return the highest index in S where substring sub is found, such that sub is contained within S[start:end].\n\nOptional arguments start and end are interpreted as in slice notation.\nRaises ValueError when the substring is not found."},
		{Name: "rjust", Sig: "(self, width, fillchar=' ', /)", Fn: strRjust, Flags: Charges, Doc: "Return a right-justified string of length width.\n\nPadding is done using the specified fill character (default is a space)."},
		{Name: "rpartition", Sig: "(self, sep, /)", Fn: strRpartition, Flags: Charges, Doc: "Partition the string into three parts using the given separator.\n\nThis will search for the separator in the string, starting at the end. If\nthe separator is found, returns a 3-tuple containing the part before the\nseparator, the separator itself, and the part after it.\n\nIf the separator is not found, returns a 3-tuple containing two empty strings\nand the original string."},
		{Name: "rsplit", Sig: "(self, /, sep=None, maxsplit=-1)", Fn: strRsplit, Flags: Charges, Doc: "Return a list of the substrings in the string, using sep as the separator string.\n\n  sep\n    The separator used to split the string.\n\n    When set to None (the default value), will split on any whitespace\n    character (including \\n \\r \\t \\f and spaces) and will discard\n    empty strings from the result.\n  maxsplit\n    Maximum number of splits.\n    -1 (the default value) means no limit.\n\nSplitting starts at the end of the string and works to the front."},
		{Name: "rstrip", Sig: "(self, chars=None, /)", Fn: strRstrip, Flags: Charges, Doc: "Return a copy of the string with trailing whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead."},
		{Name: "split", Sig: "(self, /, sep=None, maxsplit=-1)", Fn: strSplit, Flags: Charges, Doc: "Return a list of the substrings in the string, using sep as the separator string.\n\n  sep\n    The separator used to split the string.\n\n    When set to None (the default value), will split on any whitespace\n    character (including \\n \\r \\t \\f and spaces) and will discard\n    empty strings from the result.\n  maxsplit\n    Maximum number of splits.\n    -1 (the default value) means no limit.\n\nSplitting starts at the front of the string and works to the end.\n\nNote, str.split() is mainly useful for data that has been intentionally\ndelimited.  With natural text that includes punctuation, consider using\nthe regular expression module."},
		{Name: "splitlines", Sig: "(self, /, keepends=False)", Fn: strSplitlines, Flags: Charges, Doc: "Return a list of the lines in the string, breaking at line boundaries.\n\nLine breaks are not included in the resulting list unless keepends is given and\ntrue."},
		{Name: "startswith", Sig: "(self, prefix, start=None, end=None, /)", Fn: strStartswith, Flags: Charges, Doc: "Return True if the string starts with the specified prefix, False otherwise.\n\n  prefix\n    A string or a tuple of strings to try.\n  start\n    Optional start position. Default: start of the string.\n  end\n    Optional stop position. Default: end of the string."},
		{Name: "strip", Sig: "(self, chars=None, /)", Fn: strStrip, Flags: Charges, Doc: "Return a copy of the string with leading and trailing whitespace removed.\n\nIf chars is given and not None, remove characters in chars instead."},
		{Name: "swapcase", Sig: "(self, /)", Fn: strSwapcase, Flags: Charges, Doc: "Convert uppercase characters to lowercase and lowercase characters to uppercase."},
		{Name: "title", Sig: "(self, /)", Fn: strTitle, Flags: Charges, Doc: "Return a version of the string where each word is titlecased.\n\nMore specifically, words start with uppercased characters and all remaining\ncased characters have lower case."},
		{Name: "translate", Sig: "(self, table, /)", Fn: strTranslate, Flags: Charges, Doc: "Replace each character in the string using the given translation table.\n\n  table\n    Translation table, which must be a mapping of Unicode ordinals to\n    Unicode ordinals, strings, or None.\n\nThe table must implement lookup/indexing via __getitem__, for instance a\ndictionary or list.  If this operation raises LookupError, the character is\nleft untouched.  Characters mapped to None are deleted."},
		{Name: "upper", Sig: "(self, /)", Fn: strUpper, Flags: Charges, Doc: "Return a copy of the string converted to uppercase."},
		{Name: "zfill", Sig: "(self, width, /)", Fn: strZfill, Flags: Charges, Doc: "Pad a numeric string with zeros on the left, to fill a field of the given width.\n\nThe string is never truncated."},
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
