// This file finds codecs by name: normalisation, aliases, and one entry for
// each native text codec.

package codec

import "sort"

// longestName is how long a name of an encoding may be: far longer than any is.
const longestName = 1 << 12

// NormalizeName lowers an encoding name and makes runs of anything but letters,
// digits and dots one underscore, as the encodings package does.
func NormalizeName(name string) string {
	plain := true
	for i := 0; i < len(name); i++ {
		c := name[i]
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.') {
			plain = false
			break
		}
	}
	if plain {
		return name
	}
	out := make([]byte, 0, len(name))
	gap := false
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 32
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '.':
		case c >= 0x80:
			continue
		default:
			gap = true
			continue
		}
		if gap && len(out) > 0 {
			out = append(out, '_')
		}
		gap = false
		out = append(out, c)
	}
	return string(out)
}

// Codec is one native text encoding.
type Codec struct {
	Name   string // as in CodecInfo.name
	Module string // its module below encodings
	// Decode decodes src; consumed tells how much was used when not final.
	Decode func(src []byte, errs *Errors, final bool) (s string, consumed int, err error)
	Encode func(s string, errs *Errors) ([]byte, error)
}

// Module resolves a name to a module of the encodings package.
func Module(name string) string {
	n := NormalizeName(name)
	if m, ok := alias(n); ok {
		return m
	}
	return n
}

func alias(n string) (string, bool) {
	i := sort.Search(len(aliasTable), func(i int) bool { return aliasTable[i][0] >= n })
	if i < len(aliasTable) && aliasTable[i][0] == n {
		return aliasTable[i][1], true
	}
	return "", false
}

// Aliases lists all pairs of a normalised alternative name and its module.
func Aliases() [][2]string { return aliasTable[:] }

// Lookup finds a native codec by any of its names.
func Lookup(name string) (*Codec, bool) {
	if name == "utf-8" { // the usual one, spelt in the usual way
		return &utf8Codec, true
	}
	if len(name) > longestName {
		return nil, false
	}
	m := Module(name)
	switch m {
	case "utf_8":
		return &utf8Codec, true
	case "ascii":
		return &asciiCodec, true
	case "latin_1":
		return &latin1Codec, true
	}
	for i := range otherCodecs {
		if otherCodecs[i].Module == m {
			return &otherCodecs[i], true
		}
	}
	i := sort.Search(len(charmapNames), func(i int) bool { return charmapNames[i][0] >= m })
	if i == len(charmapNames) || charmapNames[i][0] != m {
		return nil, false
	}
	c := charmapAt(i)
	return &Codec{
		Name: charmapNames[i][1], Module: m,
		Decode: func(src []byte, errs *Errors, _ bool) (string, int, error) {
			s, err := c.Decode(src, errs)
			return s, len(src), err
		},
		Encode: c.Encode,
	}, true
}

var (
	utf8Codec   = Codec{"utf-8", "utf_8", DecodeUTF8, EncodeUTF8}
	asciiCodec  = Codec{"ascii", "ascii", whole(DecodeASCII), EncodeASCII}
	latin1Codec = Codec{"iso8859-1", "latin_1", decodeLatin1, EncodeLatin1}
)

var otherCodecs = [...]Codec{
	{"utf-8-sig", "utf_8_sig", DecodeUTF8Sig, EncodeUTF8Sig},
	{"utf-16", "utf_16", ordered(DecodeUTF16, Native), orderedEncode(EncodeUTF16, Native)},
	{"utf-16-le", "utf_16_le", ordered(DecodeUTF16, Little), orderedEncode(EncodeUTF16, Little)},
	{"utf-16-be", "utf_16_be", ordered(DecodeUTF16, Big), orderedEncode(EncodeUTF16, Big)},
	{"utf-32", "utf_32", ordered(DecodeUTF32, Native), orderedEncode(EncodeUTF32, Native)},
	{"utf-32-le", "utf_32_le", ordered(DecodeUTF32, Little), orderedEncode(EncodeUTF32, Little)},
	{"utf-32-be", "utf_32_be", ordered(DecodeUTF32, Big), orderedEncode(EncodeUTF32, Big)},
	{"utf-7", "utf_7", DecodeUTF7, EncodeUTF7},
	{"unicode-escape", "unicode_escape", decodeEscape, EncodeUnicodeEscape},
	{"raw-unicode-escape", "raw_unicode_escape", DecodeRawUnicodeEscape, EncodeRawUnicodeEscape},
	{"punycode", "punycode", whole(DecodePunycode), EncodePunycode},
	{"idna", "idna", whole(decodeIDNA), encodeIDNA},
}

func decodeIDNA(src []byte, errs *Errors) (string, error) {
	return DecodeIDNA(src, errs, modeName(errs))
}

func encodeIDNA(s string, errs *Errors) ([]byte, error) { return EncodeIDNA(s, errs, modeName(errs)) }

func modeName(errs *Errors) string {
	if errs == nil {
		return "strict"
	}
	return [...]string{"strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape", "surrogatepass", "custom"}[errs.Mode]
}

func whole(f func([]byte, *Errors) (string, error)) func([]byte, *Errors, bool) (string, int, error) {
	return func(src []byte, errs *Errors, _ bool) (string, int, error) {
		s, err := f(src, errs)
		return s, len(src), err
	}
}

func decodeLatin1(src []byte, errs *Errors, _ bool) (string, int, error) {
	s, err := DecodeLatin1(src, errs)
	return s, len(src), err
}

func decodeEscape(src []byte, errs *Errors, final bool) (string, int, error) {
	s, n, _, err := DecodeUnicodeEscape(src, errs, final)
	return s, n, err
}

func ordered(f func([]byte, *Order, *Errors, bool) (string, int, error), o Order) func([]byte, *Errors, bool) (string, int, error) {
	return func(src []byte, errs *Errors, final bool) (string, int, error) {
		o := o
		return f(src, &o, errs, final)
	}
}

func orderedEncode(f func(string, Order, *Errors) ([]byte, error), o Order) func(string, *Errors) ([]byte, error) {
	return func(s string, errs *Errors) ([]byte, error) { return f(s, o, errs) }
}
