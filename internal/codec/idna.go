// This file is the codec idna (RFC 3490) with its nameprep (RFC 3491), over
// Unicode 3.2.

package codec

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/vivarium-py/vivarium/internal/unidata"
)

// UnsupportedHandler is a UnicodeError: idna takes only strict.
type UnsupportedHandler struct{ Name string }

func (e *UnsupportedHandler) Error() string { return "Unsupported error handling: " + e.Name }

func inRanges(table [][2]rune, r rune) bool {
	i := sort.Search(len(table), func(i int) bool { return table[i][1] >= r })
	return i < len(table) && table[i][0] <= r
}

var db unidata.Old

// foldPrep appends stringprep table B.2's mapping of r.
func foldPrep(dst []byte, r rune) []byte {
	i := sort.Search(len(prepMap), func(i int) bool { return prepMap[i].r >= r })
	if i < len(prepMap) && prepMap[i].r == r {
		return append(dst, prepMap[i].to...)
	}
	if db.Category(r) == "Cn" {
		return unidata.AppendRune(dst, r)
	}
	return unidata.AppendFold(dst, r)
}

// labelError is an encoding error within one label, in its code points.
type labelError struct {
	start, end int
	reason     string
}

func (e *labelError) Error() string { return e.reason }

// Nameprep prepares a label; errors of its content are *EncodeError.
func Nameprep(label string, errs *Errors) (string, error) {
	s, err := nameprep(label, errs)
	var le *labelError
	if errors.As(err, &le) {
		return "", newEncodeError(label, le.start, le.end, le.reason)
	}
	return s, err
}

func nameprep(label string, errs *Errors) (string, error) {
	m := meter{errs: errs, next: hookEvery}
	var b []byte
	for i := 0; i < len(label); {
		r, n := unidata.DecodeRune(label[i:])
		i += n
		if !inRanges(prepNothing[:], r) {
			b = foldPrep(b, r)
		}
		if err := m.check(len(b)); err != nil {
			return "", err
		}
	}
	var hooks *unidata.Hooks
	if errs != nil {
		hooks = &unidata.Hooks{Poll: errs.Poll, Charge: errs.Charge}
	}
	s, err := db.Normalize(unidata.NFKC, string(b), hooks)
	if err != nil {
		return "", err
	}
	at, left, right := 0, -1, false
	firstRight, lastRight := false, false
	for i := 0; i < len(s); at++ {
		r, n := unidata.DecodeRune(s[i:])
		i += n
		if err := m.check(len(b)); err != nil {
			return "", err
		}
		if inRanges(prepProhibited[:], r) {
			return "", &labelError{at, at + 1, fmt.Sprintf("Invalid character %s", reprChar(r))}
		}
		lastRight = false
		switch db.Bidirectional(r) {
		case "R", "AL":
			right, lastRight = true, true
			firstRight = firstRight || at == 0
		case "L":
			if left < 0 {
				left = at
			}
		}
	}
	if right {
		switch {
		case left >= 0:
			return "", &labelError{left, left + 1, "Violation of BIDI requirement 2"}
		case !firstRight:
			return "", &labelError{0, 1, "Violation of BIDI requirement 3"}
		case !lastRight:
			return "", &labelError{at - 1, at, "Violation of BIDI requirement 3"}
		}
	}
	return s, nil
}

// reprChar is repr() of a one-character string.
func reprChar(r rune) string {
	if unidata.IsPrintable(r) {
		return "'" + string(r) + "'"
	}
	return "'" + string(appendBackslash(nil, r)) + "'"
}

// ToASCII converts one label; its faults are *labelError.
func toASCII(label string, errs *Errors) ([]byte, error) {
	size := CodePoints(label)
	fit := func(s string) ([]byte, error) {
		switch {
		case s == "":
			return nil, &labelError{0, 1, "label empty"}
		case len(s) >= 64:
			return nil, &labelError{0, size, "label too long"}
		}
		return []byte(s), nil
	}
	if IsASCII(label) {
		return fit(label)
	}
	s, err := nameprep(label, errs)
	if err != nil {
		return nil, err
	}
	if IsASCII(s) {
		return fit(s)
	}
	if hasACEPrefix(s) {
		return nil, &labelError{0, 4, "Label starts with ACE prefix"}
	}
	p, err := EncodePunycode(s, errs)
	if err != nil {
		return nil, err
	}
	return fit("xn--" + string(p))
}

// newEncodeError makes an idna EncodeError over code points [start, end) of s.
func newEncodeError(s string, start, end int, reason string) *EncodeError {
	e := encoder{src: s}
	e.seek(min(start, CodePoints(s)))
	x := &EncodeError{Encoding: "idna", Object: s, Start: start, End: end, Reason: reason, startByte: e.i}
	e.seek(min(end, CodePoints(s)))
	x.endByte = e.i
	return x
}

// ToASCII is encodings.idna.ToASCII: one label, without dots.
func ToASCII(label string, errs *Errors) ([]byte, error) {
	b, err := toASCII(label, errs)
	var le *labelError
	if errors.As(err, &le) {
		return nil, newEncodeError(label, le.start, le.end, le.reason)
	}
	return b, err
}

func isDot(r rune) bool { return r == '.' || r == 0x3002 || r == 0xFF0E || r == 0xFF61 }

func idnaMode(errs *Errors, mode string) error {
	if errs != nil && errs.Mode != Strict {
		return &UnsupportedHandler{mode}
	}
	return nil
}

// EncodeIDNA encodes a domain name. mode is the handler's name, for messages.
func EncodeIDNA(s string, errs *Errors, mode string) ([]byte, error) {
	if err := idnaMode(errs, mode); err != nil || s == "" {
		return nil, err
	}
	if IsASCII(s) {
		labels := strings.Split(s, ".")
		at := 0
		for i, l := range labels {
			if l == "" && i < len(labels)-1 {
				return nil, newEncodeError(s, at, at+1, "label empty")
			}
			if len(l) >= 64 {
				return nil, newEncodeError(s, at, at+len(l), "label too long")
			}
			at += len(l) + 1
		}
		return []byte(s), nil
	}
	m := meter{errs: errs, next: hookEvery}
	var out []byte
	at := 0 // code points before the label
	for start := 0; ; {
		end, size, dot := start, 0, 0
		for end < len(s) {
			r, n := unidata.DecodeRune(s[end:])
			if isDot(r) {
				dot = n
				break
			}
			end += n
			size++
			if err := m.check(len(out)); err != nil {
				return nil, err
			}
		}
		if dot == 0 && start == end && start > 0 {
			return out, nil // a trailing dot
		}
		b, err := toASCII(s[start:end], errs)
		if err != nil {
			var le *labelError
			if errors.As(err, &le) {
				return nil, newEncodeError(s, at+le.start, at+le.end, le.reason)
			}
			return nil, err
		}
		out = append(out, b...)
		if dot == 0 {
			return out, nil
		}
		out = append(out, '.')
		at += size + 1
		start = end + dot
		if err := m.check(len(out)); err != nil {
			return nil, err
		}
	}
}

// toUnicode converts one label; its faults are *DecodeError within the label.
func toUnicode(label []byte, errs *Errors) (string, error) {
	if len(label) > 1024 {
		return "", &DecodeError{"idna", label, 0, len(label), "label way too long"}
	}
	if !hasACEPrefix(string(label)) {
		s, err := DecodeASCII(label, nil)
		if e, ok := err.(*DecodeError); ok {
			e.Encoding = "idna"
		}
		return s, err
	}
	s, err := DecodePunycode(label[4:], nil)
	if e, ok := err.(*DecodeError); ok {
		return "", &DecodeError{"idna", label, e.Start + 4, e.End + 4, e.Reason}
	}
	if err != nil {
		return "", err
	}
	back, err := toASCII(s, errs)
	if err != nil {
		var le *labelError
		if errors.As(err, &le) {
			return "", &DecodeError{"idna", label, le.start, le.end, le.reason}
		}
		return "", err
	}
	if strings.ToLower(string(label)) != string(back) {
		return "", &DecodeError{"idna", label, 0, len(label), fmt.Sprintf("IDNA does not round-trip, 'b'%s'' != 'b'%s''", label, back)}
	}
	return s, nil
}

// ToUnicode is encodings.idna.ToUnicode: one label, without dots.
func ToUnicode(label []byte, errs *Errors) (string, error) { return toUnicode(label, errs) }

// DecodeIDNA decodes a domain name. mode is the handler's name, for messages.
func DecodeIDNA(src []byte, errs *Errors, mode string) (string, error) {
	if err := idnaMode(errs, mode); err != nil || len(src) == 0 {
		return "", err
	}
	if !bytes.Contains(bytes.ToLower(src), []byte("xn--")) {
		s, err := DecodeASCII(src, nil)
		if e, ok := err.(*DecodeError); ok {
			e.Encoding = "idna"
		}
		return s, err
	}
	m := meter{errs: errs, next: hookEvery}
	var out []byte
	at := 0
	labels := bytes.Split(src, []byte{'.'})
	for i, l := range labels {
		if i == len(labels)-1 && len(l) == 0 && i > 0 {
			break
		}
		s, err := toUnicode(l, errs)
		if e, ok := err.(*DecodeError); ok {
			return "", &DecodeError{"idna", src, at + e.Start, at + e.End, e.Reason}
		}
		if err != nil {
			return "", err
		}
		out = append(out, s...)
		if i < len(labels)-1 {
			out = append(out, '.')
		}
		at += len(l) + 1
		if err := m.check(len(out)); err != nil {
			return "", err
		}
	}
	return string(out), nil
}
