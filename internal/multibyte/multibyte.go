// This file drives the encodings: errors, states and what is left over of incomplete input.
package multibyte

import (
	"github.com/vivarium-py/vivarium/internal/codec"
	"github.com/vivarium-py/vivarium/internal/unidata"
)

// State is what a stateful encoding remembers between two pieces of input, as getstate() of its coders shows it.
type State [8]byte

// Codec is one encoding.
type Codec struct {
	Name   string
	Family string // the module that has it: cn, hk, iso2022, jp, kr or tw
	m      machine
}

// A machine decodes and encodes one character at a time. It changes the state only with what it consumes.
type machine interface {
	start() State
	// next decodes the first character of src; n is how many bytes it, or what is wrong, takes.
	next(st *State, src []byte) (out [2]rune, count, n int, s status)
	// put encodes r, or r and next where those have one code together; next is -1 at the end, used says how many it took.
	// more says that the end of the input leaves open what to write.
	put(dst []byte, st *State, r, next rune) (out []byte, used int, more bool)
	// end leaves the state in which a text may end.
	end(dst []byte, st *State) []byte
}

type status uint8

const (
	good status = iota
	more
	illegal
)

const (
	reasonIllegal = "illegal multibyte sequence"
	reasonMore    = "incomplete multibyte sequence"
	every         = 1 << 12
)

// Start gives the state at the beginning of a text.
func (c *Codec) Start() State { return c.m.start() }

func look(e *codec.Errors, made int) error {
	if e == nil {
		return nil
	}
	if e.Poll != nil {
		if err := e.Poll(); err != nil {
			return err
		}
	}
	if e.Charge != nil {
		return e.Charge(made)
	}
	return nil
}

// Decode decodes src. Without final an incomplete end is left over; used says how much was decoded.
func (c *Codec) Decode(src []byte, st *State, errs *codec.Errors, final bool) (text string, used int, err error) {
	out := make([]byte, 0, len(src))
	for i, steps, seen := 0, 0, 0; ; {
		if steps++; steps >= every || len(out) > seen+(1<<16) {
			if err := look(errs, 2*(len(out)-seen)); err != nil {
				return "", 0, err
			}
			steps, seen = 0, len(out)
		}
		if i >= len(src) {
			return string(out), i, nil
		}
		r, count, n, s := c.m.next(st, src[i:])
		if s == good {
			for _, x := range r[:count] {
				out = unidata.AppendRune(out, x)
			}
			i += n
			continue
		}
		e := &codec.DecodeError{Encoding: c.Name, Object: src, Start: i, End: min(i+n, len(src)), Reason: reasonIllegal}
		if s == more {
			if !final {
				return string(out), i, nil
			}
			e.End, e.Reason = len(src), reasonMore
		}
		repl, resume, err := onDecode(e, errs)
		if err != nil {
			return "", 0, err
		}
		out = append(out, repl...)
		i = resume
	}
}

func onDecode(e *codec.DecodeError, errs *codec.Errors) (string, int, error) {
	if errs == nil {
		return "", 0, e
	}
	if errs.Mode == codec.Custom {
		return errs.Decode(e)
	}
	return codec.HandleDecode(errs.Mode, e)
}

// Encode encodes s. Without final, code points whose code may depend on what follows are left over: used counts the bytes
// of s that were encoded.
func (c *Codec) Encode(s string, st *State, errs *codec.Errors, final bool) (out []byte, used int, err error) {
	out = make([]byte, 0, len(s)+8)
	i, pos := 0, 0
	for steps, seen := 0, 0; i < len(s); {
		if steps++; steps >= every || len(out) > seen+(1<<16) {
			if err := look(errs, 2*(len(out)-seen)); err != nil {
				return nil, 0, err
			}
			steps, seen = 0, len(out)
		}
		r, w := unidata.DecodeRune(s[i:])
		next, w2 := rune(-1), 0
		if i+w < len(s) {
			next, w2 = unidata.DecodeRune(s[i+w:])
		}
		before := *st
		b, n, open := c.m.put(out, st, r, next)
		switch {
		case open && !final:
			*st = before
			return out, i, nil
		case n == 1:
			out, i, pos = b, i+w, pos+1
			continue
		case n == 2:
			out, i, pos = b, i+w+w2, pos+2
			continue
		}
		e := codec.NewEncodeError(c.Name, s, pos, pos+1, i, i+w, reasonIllegal)
		repl, resume, err := onEncode(e, errs)
		if err != nil {
			return nil, 0, err
		}
		if repl.IsBytes {
			out = append(out, repl.Bytes...)
		} else {
			b, _, err := c.plain(out, repl.Text, st)
			if err != nil {
				if errs.Mode == codec.Replace {
					b = append(out, '?')
				} else {
					return nil, 0, err
				}
			}
			out = b
		}
		if err := look(errs, len(repl.Text)+len(repl.Bytes)); err != nil {
			return nil, 0, err
		}
		if resume < pos {
			i, pos = 0, 0
		}
		for ; pos < resume && i < len(s); pos++ {
			_, w := unidata.DecodeRune(s[i:])
			i += w
		}
	}
	if final {
		out = c.m.end(out, st)
	}
	return out, i, nil
}

// plain encodes what an error handler gave, in which errors are not handled.
func (c *Codec) plain(dst []byte, s string, st *State) ([]byte, int, error) {
	for i, pos := 0, 0; i < len(s); {
		r, w := unidata.DecodeRune(s[i:])
		next, w2 := rune(-1), 0
		if i+w < len(s) {
			next, w2 = unidata.DecodeRune(s[i+w:])
		}
		b, n, _ := c.m.put(dst, st, r, next)
		if n == 0 {
			return dst, 0, codec.NewEncodeError(c.Name, s, pos, pos+1, i, i+w, reasonIllegal)
		}
		dst, i, pos = b, i+w, pos+n
		if n == 2 {
			i += w2
		}
	}
	return dst, 0, nil
}

func onEncode(e *codec.EncodeError, errs *codec.Errors) (codec.Replacement, int, error) {
	if errs == nil {
		return codec.Replacement{}, 0, e
	}
	if errs.Mode == codec.Custom {
		return errs.Encode(e)
	}
	return codec.HandleEncode(errs.Mode, e)
}

// codecs lists the encodings by family.
var codecs = [...]Codec{
	{"gb2312", "cn", stateless("gb2312")}, {"gbk", "cn", stateless("gbk")}, {"gb18030", "cn", stateless("gb18030")}, {"hz", "cn", hz{}},
	{"big5hkscs", "hk", stateless("big5hkscs")},
	{"shift_jis", "jp", stateless("shift_jis")}, {"cp932", "jp", stateless("cp932")}, {"euc_jp", "jp", stateless("euc_jp")},
	{"shift_jis_2004", "jp", stateless("shift_jis_2004")}, {"euc_jis_2004", "jp", stateless("euc_jis_2004")},
	{"euc_jisx0213", "jp", stateless("euc_jisx0213")}, {"shift_jisx0213", "jp", stateless("shift_jisx0213")},
	{"euc_kr", "kr", stateless("euc_kr")}, {"cp949", "kr", stateless("cp949")}, {"johab", "kr", stateless("johab")},
	{"big5", "tw", stateless("big5")}, {"cp950", "tw", stateless("cp950")},
	{"iso2022_kr", "iso2022", &iso2022{sets: []charset{ksx1001G1}, shifts: true}},
	{"iso2022_jp", "iso2022", &iso2022{sets: []charset{jisx0208, jisx0201r, jisx0208old}}},
	{"iso2022_jp_1", "iso2022", &iso2022{sets: []charset{jisx0208, jisx0212, jisx0201r, jisx0208old}}},
	{"iso2022_jp_2", "iso2022", &iso2022{sets: []charset{jisx0208, jisx0212, ksx1001, gb2312, jisx0201r, jisx0208old, iso8859p1, iso8859p7}, g2: true}},
	{"iso2022_jp_2004", "iso2022", &iso2022{sets: []charset{jisx0208, jisx0213p1of2004, jisx0213p2}}},
	{"iso2022_jp_3", "iso2022", &iso2022{sets: []charset{jisx0208, jisx0213p1of2000, jisx0213p2}}},
	{"iso2022_jp_ext", "iso2022", &iso2022{sets: []charset{jisx0208, jisx0212, jisx0201r, jisx0201k, jisx0208old}}},
}

// Get finds an encoding of a family, or nil.
func Get(family, name string) *Codec {
	for i := range codecs {
		if c := &codecs[i]; c.Name == name && (family == "" || c.Family == family) {
			return c
		}
	}
	return nil
}
