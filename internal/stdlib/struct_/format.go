// This file compiles format strings: the fields with their offsets, sizes and byte order.
package struct_

import (
	"math"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
)

// field is one code of a format: count values of size bytes from off on. For s and p there is one value of size bytes.
type field struct {
	code  byte
	off   int
	size  int
	count int
}

// layout is a compiled format.
type layout struct {
	text   string
	fields []field
	size   int
	values int // items that pack takes
	big    bool
	native bool
}

// itemSize gives the size of a code, 0 for an unknown one.
func itemSize(code byte, native bool) int {
	switch code {
	case 'x', 'b', 'B', 'c', '?', 's', 'p':
		return 1
	case 'h', 'H', 'e':
		return 2
	case 'i', 'I', 'f':
		return 4
	case 'l', 'L':
		if native {
			return 8
		}
		return 4
	case 'q', 'Q', 'd', 'F':
		return 8
	case 'D':
		return 16
	case 'n', 'N', 'P':
		if native {
			return 8
		}
	}
	return 0
}

// alignment is that of native mode; complex numbers align as their parts.
func alignment(code byte, size int) int {
	switch code {
	case 'F':
		return 4
	case 'D':
		return 8
	}
	return size
}

// compile reads a format.
func compile(t *thread, text string) (*layout, error) {
	l := &layout{text: text, native: true}
	s := text
	if s != "" {
		switch s[0] {
		case '@':
			s = s[1:]
		case '=', '<':
			l.native = false
			s = s[1:]
		case '>', '!':
			l.native, l.big = false, true
			s = s[1:]
		}
	}
	tooLong := func() (*layout, error) { return nil, structError(t, "total struct size too long") }
	for i := 0; i < len(s); {
		if err := t.PollN(4); err != nil {
			return nil, err
		}
		c := s[i]
		i++
		if c == ' ' || c >= '\t' && c <= '\r' {
			continue
		}
		n := 1
		if c >= '0' && c <= '9' {
			n = int(c - '0')
			for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
				if err := t.PollAt(i); err != nil {
					return nil, err
				}
				d := int(s[i] - '0')
				if n > (math.MaxInt-d)/10 {
					return tooLong()
				}
				n = n*10 + d
			}
			if i == len(s) {
				return nil, structError(t, "repeat count given without format specifier")
			}
			c = s[i]
			i++
		}
		if len(l.fields) == cap(l.fields) && len(l.fields) >= 64 {
			if err := t.Charge(len(l.fields) * 2 * int(unsafe.Sizeof(field{}))); err != nil {
				return nil, err
			}
		}
		size := itemSize(c, l.native)
		if size == 0 {
			if c == 0 {
				return nil, structError(t, "embedded null character")
			}
			return nil, structError(t, "bad char in struct format")
		}
		if l.native {
			if a := alignment(c, size); a > 1 {
				pad := (a - l.size%a) % a
				if pad > math.MaxInt-l.size {
					return tooLong()
				}
				l.size += pad
			}
		}
		if n > (math.MaxInt-l.size)/size {
			return tooLong()
		}
		switch c {
		case 'x':
		case 's', 'p':
			l.fields = append(l.fields, field{c, l.size, n, 1})
			l.values++
		default:
			if n > 0 {
				var err error
				if l.fields, err = core.Push(t, l.fields, field{c, l.size, size, n}); err != nil {
					return nil, err
				}
				l.values += n
			}
		}
		l.size += n * size
	}
	return l, nil
}

// cache keeps an interpreter's compiled formats.
type cache struct{ m map[string]*layout }

type cacheKey struct{}

const cacheSize = 128

func layoutOf(t *thread, v value) (*layout, error) {
	var text string
	switch s := core.AsStr(v); {
	case s != nil:
		text = s.String()
		if !s.ASCII() {
			_, err := t.Encode(s, "ascii", "strict")
			return nil, err
		}
	case core.AsBytes(v) != nil:
		var err error
		if text, err = t.StringOf(core.AsBytes(v).Bytes()); err != nil {
			return nil, err
		}
	default:
		return nil, t.TypeError("Struct() argument 1 must be a str or bytes object, not %s", v.TypeName())
	}
	c := core.StateOf(t.Interp(), cacheKey{}, func() *cache { return &cache{map[string]*layout{}} })
	if l := c.m[text]; l != nil {
		return l, nil
	}
	l, err := compile(t, text)
	if err != nil {
		return nil, err
	}
	if len(c.m) >= cacheSize {
		clear(c.m)
	}
	if len(text) < 256 {
		c.m[text] = l
	}
	return l, nil
}
