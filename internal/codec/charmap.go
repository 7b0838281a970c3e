// This file is the single-byte codecs given by tables: the built-in ones, and
// the general machinery behind codecs.charmap_decode and charmap_encode.

package codec

import (
	_ "embed"
	"sync/atomic"

	"github.com/vivarium-py/vivarium/internal/unidata"
)

//go:embed charmaps.bin
var charmaps string

// undefined marks a byte without a meaning.
const undefined = 0xFFFE

const charmapReason = "character maps to <undefined>"

// Charmap is one built-in single-byte encoding.
type Charmap struct {
	table string // 256 little-endian units
	ascii bool   // bytes below 0x80 are ASCII
	pages [256]*[256]int16
}

var builtCharmaps [len(charmapNames)]atomic.Pointer[Charmap]

// charmapAt returns the i-th built-in map, made on first use.
func charmapAt(i int) *Charmap {
	if c := builtCharmaps[i].Load(); c != nil {
		return c
	}
	c := &Charmap{table: charmaps[512*i : 512*i+512], ascii: true}
	for b := 0; b < 256; b++ {
		r := c.rune(byte(b))
		if b < 0x80 && r != rune(b) {
			c.ascii = false
		}
		if r == undefined {
			continue
		}
		p := c.pages[r>>8]
		if p == nil {
			p = new([256]int16)
			for k := range p {
				p[k] = -1
			}
			c.pages[r>>8] = p
		}
		p[r&255] = int16(b)
	}
	builtCharmaps[i].Store(c)
	return c
}

func (c *Charmap) rune(b byte) rune {
	return rune(c.table[2*int(b)]) | rune(c.table[2*int(b)+1])<<8
}

func (c *Charmap) encode(r rune) int {
	if r > 0xFFFF || c.pages[r>>8] == nil {
		return -1
	}
	return int(c.pages[r>>8][r&255])
}

// Decode decodes src.
func (c *Charmap) Decode(src []byte, errs *Errors) (string, error) {
	if c.ascii && asciiLen(view(src)) == len(src) {
		return string(src), nil
	}
	d := newDecoder("charmap", src, errs, len(src)+len(src)/2)
	for i := 0; i < len(src); {
		if err := d.check(len(d.out)); err != nil {
			return "", err
		}
		r := c.rune(src[i])
		if r != undefined {
			d.rune(r)
			i++
			continue
		}
		var err error
		if i, err = d.fail(i, i+1, charmapReason); err != nil {
			return "", err
		}
		src = d.src
	}
	return d.text(), nil
}

// Encode encodes s.
func (c *Charmap) Encode(s string, errs *Errors) ([]byte, error) {
	if c.ascii && asciiLen(s) == len(s) {
		return []byte(s), nil
	}
	return EncodeCharmap(s, func(dst []byte, r rune) ([]byte, bool, error) {
		b := c.encode(r)
		if b < 0 {
			return dst, false, nil
		}
		return append(dst, byte(b)), true, nil
	}, errs)
}

// DecodeCharmap decodes src by a lookup that appends what a byte means, or
// returns false for an undefined one.
func DecodeCharmap(src []byte, lookup func(dst []byte, b byte) ([]byte, bool, error), errs *Errors) (string, error) {
	d := newDecoder("charmap", src, errs, len(src))
	for i := 0; i < len(src); {
		if err := d.check(len(d.out)); err != nil {
			return "", err
		}
		out, ok, err := lookup(d.out, src[i])
		if err != nil {
			return "", err
		}
		if ok {
			d.out = out
			i++
			continue
		}
		if i, err = d.fail(i, i+1, charmapReason); err != nil {
			return "", err
		}
		src = d.src
	}
	return d.text(), nil
}

// EncodeCharmap encodes s by a lookup that appends the bytes of a code point,
// or returns false for one that has none.
func EncodeCharmap(s string, lookup func(dst []byte, r rune) ([]byte, bool, error), errs *Errors) ([]byte, error) {
	e := newEncoder("charmap", s, errs, len(s))
	var failure error
	put := func(t string) bool {
		for i := 0; i < len(t); {
			r, n := unidata.DecodeRune(t[i:])
			i += n
			out, ok, err := lookup(e.out, r)
			if err != nil {
				failure = err
			}
			if !ok {
				return false
			}
			e.out = out
		}
		return true
	}
	for e.i < len(s) {
		if err := e.check(len(e.out)); err != nil {
			return nil, err
		}
		r, n := unidata.DecodeRune(s[e.i:])
		out, ok, err := lookup(e.out, r)
		if err != nil {
			return nil, err
		}
		if ok {
			e.out = out
			e.i += n
			e.at++
			continue
		}
		end, at := e.i+n, e.at+1
		for end < len(s) {
			r, n := unidata.DecodeRune(s[end:])
			_, ok, err := lookup(e.out, r)
			if err != nil {
				return nil, err
			}
			if ok {
				break
			}
			end += n
			at++
			if err := e.check(len(e.out)); err != nil {
				return nil, err
			}
		}
		if err := e.fail(end, at, charmapReason, put); err != nil {
			if failure != nil {
				return nil, failure
			}
			return nil, err
		}
	}
	return e.out, nil
}
