// The values of literals: escapes in strings and bytes, and numbers.
package syntax

import (
	"bytes"
	"fmt"
	"math/big"
	"math/bits"
	"strconv"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/bulk"
)

// stringParts splits a string token into its prefix's meaning and its body.
func stringParts(b []byte) (body []byte, raw, isBytes, isU bool) {
	i := 0
	for ; b[i] != '"' && b[i] != '\''; i++ {
		switch b[i] | 0x20 {
		case 'r':
			raw = true
		case 'b':
			isBytes = true
		case 'u':
			isU = true
		}
	}
	b = b[i:]
	if len(b) >= 6 && b[1] == b[0] && b[2] == b[0] {
		return b[3 : len(b)-3], raw, isBytes, isU
	}
	return b[1 : len(b)-1], raw, isBytes, isU
}

func indexByte(b []byte, c byte) int {
	if len(b) > 64 {
		return bytes.IndexByte(b, c)
	}
	for i, x := range b {
		if x == c {
			return i
		}
	}
	return -1
}

// raiseLiteral places an error at the literal t.
func (p *parser) raiseLiteral(t *token, format string, args ...any) {
	if p.errAtLast {
		p.raiseAtLast(KindSyntaxError, format, args...)
		return
	}
	p.raiseTokens(t, t, format, args...)
}

// text decodes the body of a str literal whose body starts at byte off of the source.
func (p *parser) text(body []byte, raw bool, t *token) (string, bool) {
	if len(body) > sourceChunk || !utf8.Valid(body) {
		i, reason, err := badUTF8(body, p.lx.look)
		if err != nil {
			return "", false
		}
		if i >= 0 {
			p.raiseLiteral(t, "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: %s", body[i], i, reason)
			return "", false
		}
	}
	first := -1
	if !raw {
		first = indexByte(body, '\\')
	}
	if first < 0 {
		first = len(body)
	}
	out := bulk.Make(len(body))
	for lo := 0; lo < first; lo += sourceChunk {
		if lo > 0 && p.pollLong() {
			return "", false
		}
		out = append(out, body[lo:min(lo+sourceChunk, first)]...)
	}
	warned := false
	block := 0
	fail := func(start, end int, reason string) (string, bool) {
		a := p.escapedWidth(body[:start])
		b := a + p.escapedWidth(body[start:end])
		p.raiseLiteral(t, "(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s", a, b-1, reason)
		return "", false
	}
	for i := first; i < len(body); {
		if i/sourceChunk != block {
			block = i / sourceChunk
			if p.pollLong() {
				return "", false
			}
		}
		c := body[i]
		if c != '\\' {
			j := i + 1
			for end := min(i+sourceChunk, len(body)); j < end && body[j] != '\\'; {
				j++
			}
			out = append(out, body[i:j]...)
			i = j
			continue
		}
		start := i
		i++
		if i >= len(body) {
			// Only before a brace of an f-string.
			out = append(out, '\\')
			if !warned {
				p.warnEscape(t, body, start, rune(p.lx.src[int(t.end)]))
			}
			break
		}
		c = body[i]
		i++
		switch c {
		case '\n':
		case '\\', '\'', '"':
			out = append(out, c)
		case 'a':
			out = append(out, 7)
		case 'b':
			out = append(out, 8)
		case 'f':
			out = append(out, 12)
		case 'n':
			out = append(out, 10)
		case 'r':
			out = append(out, 13)
		case 't':
			out = append(out, 9)
		case 'v':
			out = append(out, 11)
		case '0', '1', '2', '3', '4', '5', '6', '7':
			v := rune(c - '0')
			for n := 1; n < 3 && i < len(body) && body[i] >= '0' && body[i] <= '7'; n++ {
				v = v*8 + rune(body[i]-'0')
				i++
			}
			if v > 0xFF && !warned {
				warned = true
				p.warnOctal(t, body, start, i)
			}
			out = utf8.AppendRune(out, v)
		case 'x', 'u', 'U':
			n := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
			v := uint32(0)
			k := 0
			for ; k < n && i < len(body) && isHex(body[i]); k++ {
				v = v<<4 | uint32(hexVal(body[i]))
				i++
			}
			if k < n {
				return fail(start, i, map[byte]string{'x': "truncated \\xXX escape", 'u': "truncated \\uXXXX escape", 'U': "truncated \\UXXXXXXXX escape"}[c])
			}
			if v > 0x10FFFF {
				return fail(start, i, "illegal Unicode character")
			}
			out = appendWTF8(out, rune(v))
		case 'N':
			end := -1
			if i < len(body) && body[i] == '{' {
				end = indexByte(body[i:], '}')
			}
			if end < 0 || end == 1 {
				if i < len(body) && body[i] == '{' {
					i++
					for end < 0 && i < len(body) {
						i++
					}
					if end == 1 {
						i++
					}
				}
				return fail(start, i, "malformed \\N character escape")
			}
			name := string(body[i+1 : i+end])
			i += end + 1
			if p.opts.LookupName == nil {
				return fail(start, i, "(can't load unicodedata module)")
			}
			s, ok := p.opts.LookupName(name)
			if !ok {
				return fail(start, i, "unknown Unicode character name")
			}
			out = append(out, s...)
		default:
			out = append(out, '\\')
			i--
			if !warned {
				warned = true
				r, _ := utf8.DecodeRune(body[i:])
				p.warnEscape(t, body, start, r)
			}
			_, sz := utf8.DecodeRune(body[i:])
			out = append(out, body[i:i+sz]...)
			i += sz
		}
	}
	return bytesString(out), true
}

// escapedWidth is the length of b in the form CPython hands its decoder: each character beyond ASCII is ten bytes.
func (p *parser) escapedWidth(b []byte) int {
	n := 0
	for len(b) > 0 {
		if len(b)&(sourceChunk-1) == 0 && p.pollLong() {
			break
		}
		if b[0] < 128 {
			n++
			b = b[1:]
			continue
		}
		_, sz := utf8.DecodeRune(b)
		n += 10
		b = b[sz:]
	}
	return n
}

func hexVal(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

// appendWTF8 appends r, a lone surrogate as the three bytes UTF-8 would have for it.
func appendWTF8(b []byte, r rune) []byte {
	if r >= 0xD800 && r < 0xE000 {
		return append(b, 0xED, byte(0x80|r>>6&0x3F), byte(0x80|r&0x3F))
	}
	return utf8.AppendRune(b, r)
}

// bytesText decodes the body of a bytes literal.
func (p *parser) bytesText(body []byte, raw bool, t *token) (string, bool) {
	for i, c := range body {
		if i&(sourceChunk-1) == sourceChunk-1 && p.pollLong() {
			return "", false
		}
		if c >= 128 {
			p.raiseTokens(t, t, "bytes can only contain ASCII literal characters")
			return "", false
		}
	}
	if raw || indexByte(body, '\\') < 0 {
		if len(body) <= sourceChunk {
			return string(body), true
		}
		out, err := bulk.Append(nil, body, p.lx.look)
		return bytesString(out), err == nil
	}
	out := bulk.Make(len(body))
	warned := false
	block := 0
	for i := 0; i < len(body); {
		if i/sourceChunk != block {
			block = i / sourceChunk
			if p.pollLong() {
				return "", false
			}
		}
		c := body[i]
		i++
		if c != '\\' {
			out = append(out, c)
			continue
		}
		start := i - 1
		c = body[i]
		i++
		switch c {
		case '\n':
		case '\\', '\'', '"':
			out = append(out, c)
		case 'a':
			out = append(out, 7)
		case 'b':
			out = append(out, 8)
		case 'f':
			out = append(out, 12)
		case 'n':
			out = append(out, 10)
		case 'r':
			out = append(out, 13)
		case 't':
			out = append(out, 9)
		case 'v':
			out = append(out, 11)
		case '0', '1', '2', '3', '4', '5', '6', '7':
			v := int(c - '0')
			for n := 1; n < 3 && i < len(body) && body[i] >= '0' && body[i] <= '7'; n++ {
				v = v*8 + int(body[i]-'0')
				i++
			}
			if v > 0xFF && !warned {
				warned = true
				p.warnOctal(t, body, start, i)
			}
			out = append(out, byte(v))
		case 'x':
			if i+1 >= len(body) || !isHex(body[i]) || !isHex(body[i+1]) {
				p.raiseTokens(t, t, "(value error) invalid \\x escape at position %d", start)
				return "", false
			}
			out = append(out, hexVal(body[i])<<4|hexVal(body[i+1]))
			i += 2
		default:
			out = append(out, '\\', c)
			if !warned {
				warned = true
				p.warnEscape(t, body, start, rune(c))
			}
		}
	}
	return bytesString(out), true
}

// warnEscape warns of the backslash at body[at], before r.
func (p *parser) warnEscape(t *token, body []byte, at int, r rune) {
	p.warnAt(t, body, at, fmt.Sprintf("\"\\%c\" is an invalid escape sequence.", r), fmt.Sprintf("Did you mean \"\\\\%c\"? A raw string is also an option.", r))
}

func (p *parser) warnOctal(t *token, body []byte, start, end int) {
	seq := body[start+1 : end]
	p.warnAt(t, body, start, fmt.Sprintf("\"\\%s\" is an invalid octal escape sequence.", seq), fmt.Sprintf("Did you mean \"\\\\%s\"? A raw string is also an option.", seq))
}

// warnAt warns of the escape at body[at]; body is part of token t.
func (p *parser) warnAt(t *token, body []byte, at int, what, advice string) {
	if p.diag || p.opts.Warn == nil || int(t.start) <= p.warnedAt {
		return
	}
	p.warnedAt = int(t.start)
	line, col := int(t.line), int(t.col)
	text := p.lx.src[t.start:t.end]
	if i := bytes.LastIndex(text, body); i >= 0 {
		if n := bytes.Count(text[:i+at], []byte{'\n'}); n > 0 {
			line += n
			col = i + at - bytes.LastIndexByte(text[:i+at], '\n') - 1
		} else {
			col += i + at
		}
	}
	p.addWarning(Warning{
		Msg: what + " Such sequences will not work in the future. " + advice, ErrMsg: what + " " + advice,
		Line: line, Col: col, EndLine: line, EndCol: col + 2,
	})
}

// numberAtom is at a number token.
func (p *parser) numberAtom() Expr {
	t := &p.toks[p.pos]
	v, ok := p.numberValue(t)
	if !ok {
		return nil
	}
	p.pos++
	c := p.nodes.con.new()
	c.Value, c.Pos = v, tokPos(t)
	return c
}

func (p *parser) numberValue(t *token) (Const, bool) {
	b := p.lx.src[t.start:t.end]
	if len(b) <= 18 {
		v := int64(0)
		plain := true
		for _, c := range b {
			if !isDigit(c) {
				plain = false
				break
			}
			v = v*10 + int64(c-'0')
		}
		if plain {
			return Const{Kind: ConstInt, Int: v}, true
		}
	}
	if indexByte(b, '_') >= 0 {
		if p.opts.FeatureVersion > 0 && p.opts.FeatureVersion < 6 {
			p.raiseTokens(t, t, "Underscores in numeric literals are only supported in Python 3.6 and greater")
			return Const{}, false
		}
		clean := bulk.Make(len(b))
		for i, c := range b {
			if i&(sourceChunk-1) == sourceChunk-1 && p.pollLong() {
				return Const{}, false
			}
			if c != '_' {
				clean = append(clean, c)
			}
		}
		b = clean
	}
	if len(b) > 1 && b[0] == '0' {
		switch b[1] | 0x20 {
		case 'x':
			return p.powerOfTwoInt(b[2:], 4)
		case 'o':
			return p.powerOfTwoInt(b[2:], 3)
		case 'b':
			return p.powerOfTwoInt(b[2:], 1)
		}
	}
	imag := b[len(b)-1]|0x20 == 'j'
	if imag {
		b = b[:len(b)-1]
	}
	isFloat := imag
	for i, c := range b {
		if i&(sourceChunk-1) == sourceChunk-1 && p.pollLong() {
			return Const{}, false
		}
		if c == '.' || c|0x20 == 'e' {
			isFloat = true
			break
		}
	}
	if isFloat {
		f, err := 0.0, error(nil)
		if p.opts.LongFloat != nil && len(b) > 700 {
			if f, err = p.opts.LongFloat(bytesString(b)); err != nil {
				p.stop(err)
				return Const{}, false
			}
		} else {
			f, _ = strconv.ParseFloat(bytesString(b), 64)
		}
		if imag {
			return Const{Kind: ConstComplex, Imag: f}, true
		}
		return Const{Kind: ConstFloat, Float: f}, true
	}
	for len(b) > 1 && b[0] == '0' {
		b = b[1:]
	}
	if m := p.opts.MaxStrDigits; m > 0 && len(b) > m {
		if p.err == nil {
			p.err = p.lx.newError(KindSyntaxError, int(t.line), 0, int(t.line), 0, fmt.Sprintf(
				"Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit"+
					" - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.", m, len(b)))
		}
		return Const{}, false
	}
	if p.opts.LongInt != nil && len(b) > 2000 {
		v, err := p.opts.LongInt(bytesString(b))
		if err != nil {
			p.stop(err)
			return Const{}, false
		}
		return intConst(v), true
	}
	return intConst(p.decimalInt(b)), true
}

func intConst(v *big.Int) Const {
	if v.IsInt64() {
		return Const{Kind: ConstInt, Int: v.Int64()}
	}
	return Const{Kind: ConstInt, Big: v}
}

// stop ends the parse with an error of a callback.
func (p *parser) stop(err error) {
	p.lx.stop(err)
	p.setErr(p.lx.err)
}

// decimalInt converts digits, halving long ones so that the work stays near that of the multiplication.
func (p *parser) decimalInt(b []byte) *big.Int {
	if len(b) <= 2000 {
		v, _ := new(big.Int).SetString(bytesString(b), 10)
		return v
	}
	if p.lx.poll != nil {
		p.lx.doPoll()
		if p.lx.err != nil {
			p.setErr(p.lx.err)
			return new(big.Int)
		}
	}
	half := len(b) / 2
	hi, lo := p.decimalInt(b[:len(b)-half]), p.decimalInt(b[len(b)-half:])
	pow := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(half)), nil)
	return hi.Add(hi.Mul(hi, pow), lo)
}

// powerOfTwoInt converts digits of so many bits each.
func (p *parser) powerOfTwoInt(digits []byte, width uint) (Const, bool) {
	words := make([]big.Word, (uint(len(digits))*width+bits.UintSize-1)/bits.UintSize)
	bit := uint(0)
	for i := len(digits) - 1; i >= 0; i-- {
		if i&(sourceChunk-1) == sourceChunk-1 && p.pollLong() {
			return Const{}, false
		}
		v := big.Word(hexVal(digits[i]))
		w, s := bit/bits.UintSize, bit%bits.UintSize
		words[w] |= v << s
		if s+width > bits.UintSize && w+1 < uint(len(words)) {
			words[w+1] |= v >> (bits.UintSize - s)
		}
		bit += width
	}
	return intConst(new(big.Int).SetBits(words)), true
}

// decodeWTF8 is utf8.DecodeRuneInString that lets lone surrogates through.
func decodeWTF8(s string) (rune, int) {
	if len(s) >= 3 && s[0] == 0xED && s[1] >= 0xA0 && s[1] <= 0xBF {
		return rune(s[0]&0xF)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s)
}
