// This file implements printf-style formatting for str and bytes; package fmtspec parses the directives and lays numbers out.
package core

import (
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/fmtspec"
	"github.com/vivarium-py/vivarium/internal/numtext"
)

// percent is one run of the % operator.
type percent struct {
	t       *Thread
	bytes   bool
	args    Value   // the right operand
	items   []Value // what positional directives take
	at      int
	mapping bool // the right operand may be a mapping
	out     []byte
	charged int
	one     [1]Value
	buf     [64]byte
}

func (p *percent) init(t *Thread, args Value, bytes bool) {
	p.t, p.args, p.bytes, p.out = t, args, bytes, p.buf[:0]
	if tup := AsTuple(args); tup != nil {
		p.items = tup.items
		return
	}
	p.one[0] = args
	p.items = p.one[:]
	if bytes {
		p.mapping = args.Type().s.GetItem != nil && AsBytes(args) == nil && AsStr(args) == nil && !args.isA(&ByteArrayType)
	} else {
		p.mapping = args.Type().s.GetItem != nil && AsStr(args) == nil
	}
}

// strPercent is s % args.
func (t *Thread) strPercent(s *Str, args Value) (Value, error) {
	if r, ok := percentShort(s, args); ok {
		return r, nil
	}
	var p percent
	p.init(t, args, false)
	if err := p.run(s.s); err != nil {
		return Unbound, err
	}
	return t.ownText(p.out)
}

func (p *percent) charge(n int) error {
	if len(p.out)+n > p.charged {
		if err := p.t.chargeText(len(p.out) + n); err != nil {
			return err
		}
		p.charged = 2 * (len(p.out) + n)
	}
	return nil
}

func (p *percent) run(format string) error {
	t := p.t
	for i := 0; ; {
		if !p.bytes {
			next, err := p.simple(format, i)
			if err != nil {
				return err
			}
			i = next
		}
		lit, d, next, found := fmtspec.NextDirective(format, i, p.bytes, t.pollText64)
		if err := p.charge(len(lit)); err != nil {
			return err
		}
		var err error
		if p.out, err = t.AppendText(p.out, lit); err != nil {
			return err
		}
		if !found {
			break
		}
		i = next
		if err := t.Poll(); err != nil {
			return err
		}
		if d.Code == '%' && d.Err == nil && !d.Mapping && d.Width < 0 {
			p.out = append(p.out, '%')
			continue
		}
		if err := p.directive(&d); err != nil {
			return err
		}
	}
	if p.at < len(p.items) && !p.mapping {
		if p.bytes {
			return t.TypeError("not all arguments converted during bytes formatting")
		}
		return t.TypeError("not all arguments converted during string formatting")
	}
	return nil
}

// simple does the leading directives that are a bare %s or %d of a str or small int; it gives where the rest starts.
func (p *percent) simple(format string, i int) (int, error) {
	for p.at < len(p.items) {
		j := strings.IndexByte(format[i:], '%')
		if j < 0 || i+j+1 >= len(format) {
			return i, nil
		}
		v := p.items[p.at]
		var s *Str
		switch c := format[i+j+1]; {
		case v.ref == nil && (c == 'd' || c == 's'):
		case c == 's' && v.exactly(&StrType):
			s = As[Str](v)
		default:
			return i, nil
		}
		n := j + 24
		if s != nil {
			n = j + len(s.s)
		}
		if err := p.charge(n); err != nil {
			return i, err
		}
		if err := p.t.Poll(); err != nil {
			return i, err
		}
		var err error
		if p.out, err = p.t.AppendText(p.out, format[i:i+j]); err != nil {
			return i, err
		}
		if s != nil {
			if p.out, err = p.t.AppendText(p.out, s.s); err != nil {
				return i, err
			}
		} else {
			p.out = numtext.AppendInt(p.out, v.Small(), 10)
		}
		p.at++
		i += j + 2
	}
	return i, nil
}

func (p *percent) next() (Value, error) {
	if p.at >= len(p.items) {
		return Unbound, p.t.TypeError("not enough arguments for format string")
	}
	p.at++
	return p.items[p.at-1], nil
}

// star reads the argument of a '*' width or precision.
func (p *percent) star(kind string) (int, error) {
	v, err := p.next()
	if err != nil {
		return 0, err
	}
	i, b, ok := AsInt(v)
	if !ok {
		return 0, p.t.TypeError("* wants int")
	}
	if b != nil {
		return 0, p.t.OverflowError("Python int too large to convert to C %s", kind)
	}
	return int(i), nil
}

func (p *percent) err(err error) error {
	if fmtspec.Unsupported(err) {
		return p.t.ValueError("%s", err.Error())
	}
	return p.t.fmtError(err)
}

func (p *percent) directive(d *fmtspec.Directive) error {
	t := p.t
	if d.Mapping {
		if !p.mapping {
			return t.TypeError("format requires a mapping")
		}
		if !d.KeyEnd {
			return p.err(d.Err)
		}
		var key Value
		if p.bytes {
			key = NewBytes([]byte(d.Key))
		} else {
			key = StrVal(d.Key)
		}
		v, err := t.GetItem(p.args, key)
		if err != nil {
			return err
		}
		p.items, p.at = []Value{v}, 0
	}
	if d.WidthStar {
		n, err := p.star("ssize_t")
		if err != nil {
			return err
		}
		d.SetWidth(n)
	}
	if d.PrecStar {
		n, err := p.star("int")
		if err != nil {
			return err
		}
		if n != int(int32(n)) {
			return t.OverflowError("Python int too large to convert to C int")
		}
		d.SetPrec(n)
	}
	if d.Err != nil && !fmtspec.Unsupported(d.Err) {
		return p.err(d.Err)
	}
	v, err := p.next()
	if err != nil {
		return err
	}
	if d.Err != nil {
		return p.err(d.Err)
	}
	switch d.Code {
	case 's', 'r', 'a', 'b':
		if p.bytes {
			return p.bytesText(d, v)
		}
		return p.text(d, v)
	case 'c':
		return p.char(d, v)
	case 'd', 'i', 'u', 'o', 'x', 'X':
		return p.integer(d, v)
	}
	f, err := t.ToFloat(v)
	if err != nil {
		if p.bytes && Matches(err, &ExcTypeError) {
			return t.TypeError("float argument required, not %s", v.TypeName())
		}
		return err
	}
	p.out, err = d.AppendFloat(p.out, f, t.fmtLimits())
	if err != nil {
		return p.err(err)
	}
	return nil
}

func (p *percent) text(d *fmtspec.Directive, v Value) error {
	var s *Str
	var err error
	switch d.Code {
	case 's':
		if v.ref == nil && d.Width < 0 && d.Prec < 0 {
			p.out = numtext.AppendInt(p.out, v.Small(), 10)
			return nil
		}
		s, err = p.t.Str(v)
	case 'r':
		s, err = p.t.Repr(v)
	default:
		s, err = p.t.ASCII(v)
	}
	if err != nil {
		return err
	}
	if err := p.charge(len(s.s)); err != nil {
		return err
	}
	if d.Width < 0 && d.Prec < 0 {
		p.out, err = p.t.AppendText(p.out, s.s)
		return err
	}
	if p.out, err = d.AppendStr(p.out, s.s, s.n, p.t.fmtLimits()); err != nil {
		return p.err(err)
	}
	return nil
}

// bytesText is %s, %b, %r and %a in bytes.
func (p *percent) bytesText(d *fmtspec.Directive, v Value) error {
	t := p.t
	var b []byte
	var err error
	if d.Code == 'r' || d.Code == 'a' {
		var s *Str
		if s, err = t.ASCII(v); err != nil {
			return err
		}
		b = []byte(s.s)
	} else if b, err = t.percentBytes(v); err != nil {
		return err
	}
	if err := p.charge(len(b)); err != nil {
		return err
	}
	if p.out, err = d.AppendBytes(p.out, b, t.fmtLimits()); err != nil {
		return p.err(err)
	}
	return nil
}

// percentBytes is what %b writes of a value.
func (t *Thread) percentBytes(v Value) ([]byte, error) {
	if b := AsBytes(v); b != nil && v.exactly(&BytesType) {
		return b.b, nil
	}
	r, ok, err := t.CallSpecial(v, nBytes)
	if err != nil {
		return nil, err
	}
	if ok {
		b := AsBytes(r)
		if b == nil {
			return nil, t.TypeError("__bytes__ returned non-bytes (type %s)", r.TypeName())
		}
		return b.b, nil
	}
	if v.Type().s.Buffer != nil {
		return t.BytesLike(v)
	}
	return nil, t.TypeError("%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", v.TypeName())
}

func (p *percent) char(d *fmtspec.Directive, v Value) error {
	t := p.t
	var err error
	if p.bytes {
		var c [1]byte
		if i, b, ok := AsInt(v); ok {
			if b != nil || i < 0 || i > 255 {
				return t.OverflowError("%s", "%c arg not in range(256)")
			}
			c[0] = byte(i)
		} else if x, ok := t.oneByte(v); ok {
			c[0] = x
		} else {
			return t.oneByteError(v)
		}
		if p.out, err = d.AppendBytes(p.out, c[:], t.fmtLimits()); err != nil {
			return p.err(err)
		}
		return nil
	}
	var text string
	if s := AsStr(v); s != nil {
		if s.n != 1 {
			return t.TypeError("%%c requires an int or a unicode character, not a string of length %d", s.n)
		}
		text = s.s
	} else {
		if v.Type().s.Index == nil {
			return t.TypeError("%%c requires an int or a unicode character, not %s", v.TypeName())
		}
		x, err := t.Index(v)
		if err != nil {
			return err
		}
		i, b, _ := AsInt(x)
		if b != nil || i < 0 || i > utf8.MaxRune {
			return t.OverflowError("%s", "%c arg not in range(0x110000)")
		}
		text = runeText(rune(i))
	}
	if p.out, err = d.AppendStr(p.out, text, 1, t.fmtLimits()); err != nil {
		return p.err(err)
	}
	return nil
}

// oneByte gives the byte of a bytes or bytearray of length 1.
func (t *Thread) oneByte(v Value) (byte, bool) {
	if AsBytes(v) != nil || v.isA(&ByteArrayType) {
		if b, err := t.BytesLike(v); err == nil && len(b) == 1 {
			return b[0], true
		}
	}
	return 0, false
}

// oneByteError is what %c of bytes says of any other object.
func (t *Thread) oneByteError(v Value) error {
	switch {
	case AsBytes(v) != nil:
		return t.TypeError("%%c requires an integer in range(256) or a single byte, not a bytes object of length %d", len(rawBytes(v)))
	case v.isA(&ByteArrayType):
		return t.TypeError("%%c requires an integer in range(256) or a single byte, not a bytearray object of length %d", len(rawBytes(v)))
	}
	return t.TypeError("%%c requires an integer in range(256) or a single byte, not %s", v.TypeName())
}

func (p *percent) integer(d *fmtspec.Directive, v Value) error {
	t := p.t
	i, b, ok := AsInt(v)
	if !ok {
		var err error
		if i, b, err = p.toInteger(d, v); err != nil {
			return err
		}
	}
	var err error
	if b != nil {
		if d.Code == 'd' || d.Code == 'i' || d.Code == 'u' {
			if _, err := t.intText(i, b); err != nil {
				return err
			}
		}
		p.out, err = d.AppendBig(p.out, b, t.fmtLimits())
	} else {
		p.out, err = d.AppendInt(p.out, i, t.fmtLimits())
	}
	if err != nil {
		return p.err(err)
	}
	return nil
}

// toInteger converts what is no int for an integer directive.
func (p *percent) toInteger(d *fmtspec.Directive, v Value) (int64, *big.Int, error) {
	t := p.t
	s := &v.Type().s
	var r Value
	var err error
	hex := d.Code == 'o' || d.Code == 'x' || d.Code == 'X'
	switch {
	case hex && s.Index != nil:
		r, err = t.Index(v)
	case !hex && (s.Index != nil || s.Int != nil || s.Float != nil):
		r, err = t.ToInt(v)
	default:
		err = t.TypeError("")
	}
	if err == nil {
		i, b, _ := AsInt(r)
		return i, b, nil
	}
	if !Matches(err, &ExcTypeError) {
		return 0, nil, err
	}
	if hex {
		return 0, nil, t.TypeError("%%%c format: an integer is required, not %s", d.Code, v.TypeName())
	}
	return 0, nil, t.TypeError("%%%c format: a real number is required, not %s", d.Code, v.TypeName())
}
