// Numeric literals: finding where they end and refusing malformed ones with CPython's messages.
package syntax

import "bytes"

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isHex(c byte) bool {
	return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// number lexes the number at pos, which starts with a digit or with a dot and a digit.
func (lx *lexer) number(t *token) {
	start := lx.pos
	if lx.scanNumber() {
		lx.setToken(t, tNumber, start)
		return
	}
	lx.errToken(t)
}

// step goes on by one digit, and polls now and then; false ends the token.
func (lx *lexer) step() bool {
	lx.pos++
	return lx.pos&(sourceChunk-1) != 0 || !lx.pollLong()
}

// radix scans the digits after 0x, 0o or 0b; pos is at the letter.
func (lx *lexer) radix(name string, valid func(byte) bool) bool {
	lx.pos++
	for {
		if lx.src[lx.pos] == '_' {
			lx.pos++
		}
		if c := lx.src[lx.pos]; !valid(c) {
			if isDigit(c) {
				lx.pos++
				lx.tokError("invalid digit '%c' in %s literal", c, name)
				return false
			}
			lx.tokError("invalid %s literal", name)
			return false
		}
		for valid(lx.src[lx.pos]) {
			if !lx.step() {
				return false
			}
		}
		if lx.src[lx.pos] != '_' {
			break
		}
	}
	if c := lx.src[lx.pos]; isDigit(c) {
		lx.pos++
		lx.tokError("invalid digit '%c' in %s literal", c, name)
		return false
	}
	return lx.endOfNumber(name)
}

// decimalTail scans digits with single underscores between them.
func (lx *lexer) decimalTail() bool {
	for {
		for isDigit(lx.src[lx.pos]) {
			if !lx.step() {
				return false
			}
		}
		if lx.src[lx.pos] != '_' {
			return true
		}
		lx.pos++
		if !isDigit(lx.src[lx.pos]) {
			lx.tokError("invalid decimal literal")
			return false
		}
	}
}

func (lx *lexer) scanNumber() bool {
	src, start := lx.src, lx.pos
	if src[start] == '0' {
		lx.pos++
		switch src[lx.pos] {
		case 'x', 'X':
			return lx.radix("hexadecimal", isHex)
		case 'o', 'O':
			return lx.radix("octal", func(c byte) bool { return c >= '0' && c <= '7' })
		case 'b', 'B':
			return lx.radix("binary", func(c byte) bool { return c == '0' || c == '1' })
		}
		// Only zeros may follow, unless it becomes a float.
		for {
			if src[lx.pos] == '_' {
				lx.pos++
				if !isDigit(src[lx.pos]) {
					lx.tokError("invalid decimal literal")
					return false
				}
			}
			if src[lx.pos] != '0' {
				break
			}
			if !lx.step() {
				return false
			}
		}
		zerosEnd := lx.pos
		nonzero := false
		if isDigit(src[lx.pos]) {
			nonzero = true
			if !lx.decimalTail() {
				return false
			}
		}
		switch src[lx.pos] {
		case '.', 'e', 'E', 'j', 'J':
		default:
			if nonzero && !lx.loose {
				lx.tokErrorAt(int(lx.line), lx.lineStart, start+1-lx.lineStart, zerosEnd+1-lx.lineStart,
					"leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
				return false
			}
			return lx.endOfNumber("decimal")
		}
	} else if isDigit(src[start]) {
		if !lx.decimalTail() {
			return false
		}
	}
	if src[lx.pos] == '.' {
		lx.pos++
		if isDigit(src[lx.pos]) && !lx.decimalTail() {
			return false
		}
	}
	if src[lx.pos]|0x20 == 'e' {
		e := lx.pos
		lx.pos++
		if c := src[lx.pos]; c == '+' || c == '-' {
			lx.pos++
			if !isDigit(src[lx.pos]) {
				lx.tokError("invalid decimal literal")
				return false
			}
		} else if !isDigit(c) {
			lx.pos = e
			return lx.endOfNumber("decimal")
		}
		if !lx.decimalTail() {
			return false
		}
	}
	if src[lx.pos]|0x20 == 'j' {
		lx.pos++
		return lx.endOfNumber("imaginary")
	}
	return lx.endOfNumber("decimal")
}

var afterNumber = [][]byte{[]byte("and"), []byte("else"), []byte("for"), []byte("if"), []byte("in"), []byte("is"), []byte("or"), []byte("not")}

// endOfNumber refuses a name right after a number, but only warns of the keywords that may follow one.
func (lx *lexer) endOfNumber(name string) bool {
	c := lx.src[lx.pos]
	if charClass[c]&(cIdent|cDigit) == 0 || lx.loose {
		return true
	}
	rest := lx.src[lx.pos:]
	for _, kw := range afterNumber {
		// CPython looks whether the word ends there, but not after if, in and is.
		if bytes.HasPrefix(rest, kw) && (kw[0] == 'i' || charClass[rest[len(kw)]]&(cIdent|cDigit) == 0) {
			if lx.warn != nil {
				col := lx.pos - lx.lineStart
				lx.warn(Warning{Msg: "invalid " + name + " literal", Line: int(lx.line), Col: col - 1, EndLine: int(lx.line), EndCol: col - 1})
			}
			return true
		}
	}
	if c >= 128 {
		return true // a name of its own, which the parser refuses
	}
	lx.tokError("invalid %s literal", name)
	return false
}
