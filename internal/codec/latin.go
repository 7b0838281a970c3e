// This file is the codecs ascii and latin-1.

package codec

import (
	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

// DecodeASCII decodes src.
func DecodeASCII(src []byte, errs *Errors) (string, error) {
	n := asciiLen(view(src))
	if n == len(src) {
		out, err := bulk.Append(nil, src, errs.poll)
		return view(out), err
	}
	var err error
	d := newDecoder("ascii", src, errs, len(src))
	for i := 0; i < len(src); {
		n := asciiLen(view(src[i:]))
		if d.out, err = bulk.Append(d.out, src[i:i+n], errs.poll); err != nil {
			return "", err
		}
		i += n
		if err := d.check(len(d.out)); err != nil {
			return "", err
		}
		if i < len(src) {
			if i, err = d.fail(i, i+1, "ordinal not in range(128)"); err != nil {
				return "", err
			}
			src = d.src
		}
	}
	return d.text(), nil
}

// DecodeLatin1 decodes src, which cannot fail.
func DecodeLatin1(src []byte, errs *Errors) (string, error) {
	n := asciiLen(view(src))
	if n == len(src) {
		out, err := bulk.Append(nil, src, errs.poll)
		return view(out), err
	}
	high := 0
	for i, c := range src[n:] {
		high += int(c >> 7)
		if i&(hookEvery-1) == hookEvery-1 {
			if err := errs.poll(); err != nil {
				return "", err
			}
		}
	}
	out := bulk.Make(len(src) + high)
	out, err := bulk.Append(out, src[:n], errs.poll)
	if err != nil {
		return "", err
	}
	for i, c := range src[n:] {
		if i&(PollEvery-1) == PollEvery-1 {
			if err := errs.poll(); err != nil {
				return "", err
			}
		}
		if c < 0x80 {
			out = append(out, c)
		} else {
			out = append(out, 0xC0|c>>6, 0x80|c&0x3F)
		}
	}
	return view(out), nil
}

// EncodeASCII encodes s.
func EncodeASCII(s string, errs *Errors) ([]byte, error) {
	return encodeNarrow("ascii", s, 0x80, "ordinal not in range(128)", errs)
}

// EncodeLatin1 encodes s.
func EncodeLatin1(s string, errs *Errors) ([]byte, error) {
	return encodeNarrow("latin-1", s, 0x100, "ordinal not in range(256)", errs)
}

// encodeNarrow encodes code points below limit as themselves.
func encodeNarrow(enc, s string, limit rune, reason string, errs *Errors) ([]byte, error) {
	n := asciiLen(s)
	if n == len(s) {
		return bulk.Append(nil, s, errs.poll)
	}
	e := newEncoder(enc, s, errs, len(s))
	put := func(t string) bool {
		for _, r := range t {
			if r >= limit {
				return false
			}
			e.out = append(e.out, byte(r))
		}
		return true
	}
	for e.i < len(s) {
		if err := e.check(len(e.out)); err != nil {
			return nil, err
		}
		if s[e.i] < 0x80 {
			n := asciiLen(s[e.i:])
			var err error
			if e.out, err = bulk.Append(e.out, s[e.i:e.i+n], errs.poll); err != nil {
				return nil, err
			}
			e.i += n
			e.at += n
			continue
		}
		r, n := unidata.DecodeRune(s[e.i:])
		if r < limit {
			e.out = append(e.out, byte(r))
			e.i += n
			e.at++
			continue
		}
		end, at := e.i+n, e.at+1
		for end < len(s) {
			r, n := unidata.DecodeRune(s[end:])
			if r < limit {
				break
			}
			end += n
			at++
			if err := e.check(len(e.out)); err != nil {
				return nil, err
			}
		}
		if err := e.fail(end, at, reason, put); err != nil {
			return nil, err
		}
	}
	return e.out, nil
}
