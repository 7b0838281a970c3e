// Package codec holds Python's text encodings on plain Go values. Text is a
// WTF-8 string (lone surrogates may occur in it), encoded data is []byte.
//
// Invariant: positions in a DecodeError are bytes, in an EncodeError code
// points, both with CPython's ranges and reasons; nothing grows without bound
// unless Errors lets it.
package codec

import (
	"errors"
	"fmt"
	"math/bits"
	"strconv"
	"unicode/utf8"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/bulk"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

// Mode is an error handler known here.
type Mode uint8

const (
	Strict Mode = iota
	Ignore
	Replace
	XMLCharRefReplace
	BackslashReplace
	NameReplace
	SurrogateEscape
	SurrogatePass
	Custom // call Errors.Decode or Errors.Encode
)

// ParseMode maps a handler's name to its mode; other names are Custom.
func ParseMode(name string) Mode {
	switch name {
	case "", "strict":
		return Strict
	case "ignore":
		return Ignore
	case "replace":
		return Replace
	case "xmlcharrefreplace":
		return XMLCharRefReplace
	case "backslashreplace":
		return BackslashReplace
	case "namereplace":
		return NameReplace
	case "surrogateescape":
		return SurrogateEscape
	case "surrogatepass":
		return SurrogatePass
	}
	return Custom
}

// Replacement is what an encoding handler puts in place of a bad range: Text,
// which must itself be encodable, or Bytes taken as they are.
type Replacement struct {
	Text    string
	Bytes   []byte
	IsBytes bool
}

// Errors says what to do about undecodable or unencodable input; nil is
// strict. Handlers return where to go on; the caller has already made negative
// positions absolute and checked them to be within the input.
type Errors struct {
	Mode   Mode
	Decode func(*DecodeError) (repl string, resume int, err error)
	Encode func(*EncodeError) (repl Replacement, resume int, err error)
	Poll   func() error      // asked now and then on long input
	Charge func(n int) error // asked as the output outgrows its estimate
}

func (e *Errors) poll() error {
	if e == nil || e.Poll == nil {
		return nil
	}
	return e.Poll()
}

// DecodeError is a UnicodeDecodeError.
type DecodeError struct {
	Encoding   string
	Object     []byte
	Start, End int
	Reason     string
}

func (e *DecodeError) Error() string {
	if e.End == e.Start+1 && e.Start < len(e.Object) {
		return fmt.Sprintf("'%s' codec can't decode byte 0x%02x in position %d: %s", e.Encoding, e.Object[e.Start], e.Start, e.Reason)
	}
	return fmt.Sprintf("'%s' codec can't decode bytes in position %d-%d: %s", e.Encoding, e.Start, e.End-1, e.Reason)
}

// EncodeError is a UnicodeEncodeError; Start and End count code points.
type EncodeError struct {
	Encoding   string
	Object     string
	Start, End int
	Reason     string

	startByte, endByte int
}

// NewEncodeError makes an error about object[startByte:endByte], the code points from start to end.
func NewEncodeError(encoding, object string, start, end, startByte, endByte int, reason string) *EncodeError {
	return &EncodeError{encoding, object, start, end, reason, startByte, endByte}
}

// Bad returns the text that could not be encoded.
func (e *EncodeError) Bad() string { return e.Object[e.startByte:e.endByte] }

func (e *EncodeError) Error() string {
	if e.End == e.Start+1 && e.startByte < len(e.Object) {
		r, _ := unidata.DecodeRune(e.Object[e.startByte:])
		return fmt.Sprintf("'%s' codec can't encode character '%s' in position %d: %s", e.Encoding, appendBackslash(nil, r), e.Start, e.Reason)
	}
	return fmt.Sprintf("'%s' codec can't encode characters in position %d-%d: %s", e.Encoding, e.Start, e.End-1, e.Reason)
}

// ErrCannotHandleDecode and ErrCannotHandleEncode are TypeErrors: the handler
// exists but not for this direction.
var (
	ErrCannotHandleDecode = errors.New("don't know how to handle UnicodeDecodeError in error callback")
	ErrCannotHandleEncode = errors.New("don't know how to handle UnicodeEncodeError in error callback")
)

// appendBackslash appends r as \xNN, \uNNNN or \UNNNNNNNN.
func appendBackslash(dst []byte, r rune) []byte {
	switch {
	case r < 0x100:
		return appendHex(append(dst, `\x`...), r, 2)
	case r < 0x10000:
		return appendHex(append(dst, `\u`...), r, 4)
	}
	return appendHex(append(dst, `\U`...), r, 8)
}

func appendHex(dst []byte, r rune, digits int) []byte {
	for s := 4 * (digits - 1); s >= 0; s -= 4 {
		dst = append(dst, "0123456789abcdef"[uint32(r)>>uint(s)&15])
	}
	return dst
}

// HandleDecode applies a native error handler to e.
func HandleDecode(mode Mode, e *DecodeError) (repl string, resume int, err error) {
	switch mode {
	case Ignore:
		return "", e.End, nil
	case Replace:
		return "\uFFFD", e.End, nil
	case BackslashReplace:
		var out []byte
		for _, b := range e.Object[e.Start:min(e.End, len(e.Object))] {
			out = appendBackslash(out, rune(b))
		}
		return string(out), e.End, nil
	case SurrogateEscape:
		var out []byte
		i := e.Start
		for ; i < e.End && i < e.Start+4 && e.Object[i] >= 0x80; i++ {
			out = unidata.AppendRune(out, 0xDC00+rune(e.Object[i]))
		}
		if i > e.Start {
			return string(out), i, nil
		}
	case SurrogatePass:
		if r, n := passSurrogate(e.Encoding, e.Object[e.Start:]); n > 0 {
			return string(unidata.AppendRune(nil, r)), e.Start + n, nil
		}
	case XMLCharRefReplace, NameReplace:
		return "", 0, ErrCannotHandleDecode
	}
	return "", 0, e
}

// unitOf describes the Unicode encoding of a name, as surrogatepass needs it.
func unitOf(encoding string) (size int, bigEndian bool) {
	switch NormalizeName(encoding) {
	case "utf_8", "utf8", "cp65001":
		return 1, false
	case "utf_16", "utf16", "utf_16_le", "utf_16le", "utf16_le", "utf16le":
		return 2, false
	case "utf_16_be", "utf_16be", "utf16_be", "utf16be":
		return 2, true
	case "utf_32", "utf32", "utf_32_le", "utf_32le", "utf32_le", "utf32le":
		return 4, false
	case "utf_32_be", "utf_32be", "utf32_be", "utf32be":
		return 4, true
	}
	return 0, false
}

// passSurrogate decodes one surrogate at the start of b; n is 0 if there is none.
func passSurrogate(encoding string, b []byte) (r rune, n int) {
	size, be := unitOf(encoding)
	switch {
	case size == 1 && len(b) >= 3 && b[0] == 0xED && b[1]&0xE0 == 0xA0 && b[2]&0xC0 == 0x80:
		return 0xD000 | rune(b[1]&0x3F)<<6 | rune(b[2]&0x3F), 3
	case size == 2 && len(b) >= 2:
		r = rune(get16(b, be))
	case size == 4 && len(b) >= 4:
		r = rune(get32(b, be))
	}
	if r >= 0xD800 && r < 0xE000 {
		return r, size
	}
	return 0, 0
}

// HandleEncode applies a native error handler to e.
func HandleEncode(mode Mode, e *EncodeError) (repl Replacement, resume int, err error) {
	var out []byte
	bad := e.Bad()
	switch mode {
	case Ignore:
		return Replacement{}, e.End, nil
	case Replace:
		for i := e.Start; i < e.End; i++ {
			out = append(out, '?')
		}
		return Replacement{Text: string(out)}, e.End, nil
	case XMLCharRefReplace, BackslashReplace, NameReplace:
		for i := 0; i < len(bad); {
			r, n := unidata.DecodeRune(bad[i:])
			i += n
			if mode == XMLCharRefReplace {
				out = strconv.AppendInt(append(out, "&#"...), int64(r), 10)
				out = append(out, ';')
				continue
			}
			if mode == NameReplace {
				if name, ok := unidata.Name(r); ok {
					out = append(append(append(out, `\N{`...), name...), '}')
					continue
				}
			}
			out = appendBackslash(out, r)
		}
		return Replacement{Text: string(out)}, e.End, nil
	case SurrogateEscape:
		for i := 0; i < len(bad); {
			r, n := unidata.DecodeRune(bad[i:])
			if r < 0xDC80 || r > 0xDCFF {
				return Replacement{}, 0, e
			}
			out = append(out, byte(r))
			i += n
		}
		return Replacement{Bytes: out, IsBytes: true}, e.End, nil
	case SurrogatePass:
		size, be := unitOf(e.Encoding)
		if size == 0 {
			return Replacement{}, 0, e
		}
		for i := 0; i < len(bad); {
			r, n := unidata.DecodeRune(bad[i:])
			if r < 0xD800 || r > 0xDFFF {
				return Replacement{}, 0, e
			}
			switch size {
			case 1:
				out = append(out, bad[i:i+n]...)
			case 2:
				out = put16(out, uint16(r), be)
			case 4:
				out = put32(out, uint32(r), be)
			}
			i += n
		}
		return Replacement{Bytes: out, IsBytes: true}, e.End, nil
	}
	return Replacement{}, 0, e
}

const hookEvery = 1 << 16

// PollEvery is about how many characters or bytes are worked on between two polls.
const PollEvery = 1 << 14

// pieceLen is how many code points an error handler that lengthens them takes at once.
const pieceLen = 1 << 10

// meter polls and charges as output grows.
type meter struct {
	errs  *Errors
	next  int // the output's size at the next charge
	steps int // until the next poll
}

// check is called for every character or piece, with the size of the output.
func (m *meter) check(size int) error {
	if m.steps++; m.steps < PollEvery && size < m.next {
		return nil
	}
	return m.look(size)
}

// pollNow has the next check poll: much was done for little output. It charges for nothing.
func (m *meter) pollNow() { m.steps = PollEvery }

// lookOut is look that makes room for the next character besides.
func (m *meter) lookOut(out *[]byte) (err error) {
	if n := len(*out) + slack; n > cap(*out) && m.errs != nil && m.errs.Charge != nil {
		if err := m.errs.Charge(max(n, len(*out)+len(*out)/4)); err != nil {
			return err
		}
	}
	if *out, err = bulk.Grow(*out, slack, m.errs.poll); err != nil {
		return err
	}
	m.steps, m.next = 0, len(*out)+hookEvery
	return m.errs.poll()
}

func (m *meter) look(size int) error {
	m.steps = 0
	if m.errs == nil {
		return nil
	}
	if err := m.errs.poll(); err != nil {
		return err
	}
	if size < m.next {
		return nil
	}
	m.next = size + hookEvery
	if m.errs.Charge != nil {
		return m.errs.Charge(4 * hookEvery) // the buffer that grows
	}
	return nil
}

// decoder carries the state that every decoding function shares.
type decoder struct {
	enc  string
	src  []byte
	out  []byte
	errs *Errors
	meter
}

func newDecoder(enc string, src []byte, errs *Errors, estimate int) *decoder {
	return &decoder{enc: enc, src: src, errs: errs, out: bulk.Make(estimate + slack), meter: meter{errs: errs, next: estimate + hookEvery}}
}

// fail reports src[start:end] and returns where to go on.
func (d *decoder) fail(start, end int, reason string) (int, error) {
	e := &DecodeError{d.enc, d.src, start, end, reason}
	if d.errs == nil || d.errs.Mode == Strict {
		return 0, e
	}
	var repl string
	var resume int
	var err error
	if d.errs.Mode == Custom {
		repl, resume, err = d.errs.Decode(e)
		d.src = e.Object // the handler may have put another in its place: callers go on in that
	} else {
		repl, resume, err = HandleDecode(d.errs.Mode, e)
	}
	if err != nil {
		return 0, err
	}
	if resume < 0 || resume > len(d.src) {
		return 0, fmt.Errorf("BUG: codec: handler's position %d is outside of the input", resume)
	}
	if d.out, err = bulk.Append(d.out, repl, d.errs.poll); err != nil {
		return 0, err
	}
	return resume, d.check(len(d.out))
}

// slack is room behind the output that check keeps, so that what a character appends does not make it grow.
const slack = 64

// check polls, charges, and makes room for the next character.
func (d *decoder) check(size int) error {
	if d.steps++; d.steps < PollEvery && size < d.next && size+slack <= cap(d.out) {
		return nil
	}
	return d.lookOut(&d.out)
}

func (e *encoder) check(size int) error {
	if e.steps++; e.steps < PollEvery && size < e.next && size+slack <= cap(e.out) {
		return nil
	}
	return e.lookOut(&e.out)
}

func (d *decoder) rune(r rune) { d.out = unidata.AppendRune(d.out, r) }

// text returns the output without copying it.
func (d *decoder) text() string { return unsafe.String(unsafe.SliceData(d.out), len(d.out)) }

// encoder carries the state that every encoding function shares: i is the
// place in src in bytes, at the same in code points.
type encoder struct {
	enc   string
	src   string
	i, at int
	out   []byte
	errs  *Errors
	meter
}

func newEncoder(enc, src string, errs *Errors, estimate int) *encoder {
	return &encoder{enc: enc, src: src, errs: errs, out: bulk.Make(estimate + slack), meter: meter{errs: errs, next: estimate + hookEvery}}
}

// fail reports the code points from the current place up to (endByte, end),
// and moves on. put encodes replacement text, or returns false.
func (e *encoder) fail(endByte, end int, reason string, put func(string) bool) error {
	x := &EncodeError{Encoding: e.enc, Object: e.src, Start: e.at, End: end, Reason: reason, startByte: e.i, endByte: endByte}
	if e.errs == nil || e.errs.Mode == Strict {
		return x
	}
	var repl Replacement
	var resume int
	var err error
	size, _ := unitOf(e.enc)
	if e.errs.Mode == SurrogateEscape && (size == 1 || e.enc == "ascii" || e.enc == "latin-1") {
		// These three take the escapes before the first real fault.
		for x.startByte < endByte {
			r, n := unidata.DecodeRune(e.src[x.startByte:])
			if r < 0xDC80 || r > 0xDCFF {
				return x
			}
			e.out = append(e.out, byte(r))
			x.startByte += n
			x.Start++
			if err := e.check(len(e.out)); err != nil {
				return err
			}
		}
		e.i, e.at = endByte, end
		return e.check(len(e.out))
	}
	if mode := e.errs.Mode; mode == XMLCharRefReplace || mode == BackslashReplace || mode == NameReplace || mode == Replace || mode == SurrogatePass && size > 0 {
		// Their text is many times as long: piece by piece, so that it is charged and the run can be ended.
		for end-e.at > pieceLen {
			p := *x
			p.Start, p.startByte = e.at, e.i
			if err := e.seek(e.at + pieceLen); err != nil {
				return err
			}
			p.End, p.endByte = e.at, e.i
			repl, _, err := HandleEncode(mode, &p)
			if err != nil {
				return err
			}
			if e.out, err = bulk.Grow(e.out, len(repl.Bytes)+4*len(repl.Text), e.errs.poll); err != nil {
				return err
			}
			if repl.IsBytes {
				e.out = append(e.out, repl.Bytes...)
			} else if !put(repl.Text) {
				return x
			}
			if err := e.lookOut(&e.out); err != nil {
				return err
			}
		}
		x.Start, x.startByte = e.at, e.i
	}
	if e.errs.Mode == Custom {
		repl, resume, err = e.errs.Encode(x)
	} else {
		repl, resume, err = HandleEncode(e.errs.Mode, x)
	}
	if err != nil {
		return err
	}
	if repl.IsBytes {
		if size > 1 && len(repl.Bytes)%size != 0 {
			return x
		}
		e.out = append(e.out, repl.Bytes...)
	} else if !put(repl.Text) {
		return x
	}
	if resume == end {
		e.i, e.at = endByte, end
	} else if err := e.seek(resume); err != nil {
		return err
	}
	return e.check(len(e.out))
}

// seek moves to a code point position anywhere in src.
func (e *encoder) seek(pos int) error {
	for e.at < pos && e.i < len(e.src) {
		_, n := unidata.DecodeRune(e.src[e.i:])
		e.i += n
		e.at++
	}
	for e.at > pos && e.i > 0 {
		e.i--
		for e.i > 0 && e.src[e.i]&0xC0 == 0x80 {
			e.i--
		}
		e.at--
	}
	if e.at != pos {
		return fmt.Errorf("BUG: codec: handler's position %d is outside of the input", pos)
	}
	return nil
}

// putASCII takes replacement text that must be ASCII, one byte a character.
func (e *encoder) putASCII(s string) bool {
	if asciiLen(s) != len(s) {
		return false
	}
	e.out = append(e.out, s...)
	return true
}

// asciiLen returns how many leading bytes of s are ASCII.
func asciiLen(s string) int {
	i := 0
	p := unsafe.Pointer(unsafe.StringData(s))
	for ; i+8 <= len(s); i += 8 {
		if load64(p, i)&0x8080808080808080 != 0 {
			break
		}
	}
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	return i
}

func load64(p unsafe.Pointer, off int) uint64 {
	b := (*[8]byte)(unsafe.Add(p, off))
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// view reads b as a string without copying; b must not change meanwhile.
func view(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// IsASCII reports whether s is wholly ASCII.
func IsASCII(s string) bool { return asciiLen(s) == len(s) }

// CodePoints counts the code points of WTF-8 text.
func CodePoints(s string) int {
	n, i := len(s), asciiLen(s)
	for ; i+8 <= len(s); i += 8 {
		w := load64(unsafe.Pointer(unsafe.StringData(s)), i)
		n -= bits.OnesCount64(w & (^w << 1) & 0x8080808080808080)
	}
	for ; i < len(s); i++ {
		if s[i]&0xC0 == 0x80 {
			n--
		}
	}
	return n
}
