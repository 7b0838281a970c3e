// offsets.go: byte offsets to code point offsets. A Counter walks a subject once, so that the spans of a whole finditer
// cost one pass; going back is allowed and costs the distance.

package sre

// Counter converts offsets into one subject. For ASCII and bytes subjects no conversion is needed.
type Counter struct {
	s     string
	at    int // byte offset
	chars int // code points before at
}

// NewCounter starts at the beginning of the subject.
func NewCounter(s string) Counter { return Counter{s: s} }

// Chars is the number of code points before the byte offset; -1 stays -1.
func (c *Counter) Chars(offset int) int {
	if offset < 0 {
		return -1
	}
	if offset >= c.at {
		c.chars += countChars(c.s[c.at:offset])
	} else if offset < c.at/2 {
		c.chars = countChars(c.s[:offset])
	} else {
		c.chars -= countChars(c.s[offset:c.at])
	}
	c.at = offset
	return c.chars
}

// Convert turns spans (pairs, -1 for none) into code point offsets in place.
func (c *Counter) Convert(spans []int) {
	for i, p := range spans {
		spans[i] = c.Chars(p)
	}
}

// Offset is the byte offset of the code point with that number, or the length of the subject.
func (c *Counter) Offset(chars int) int {
	if chars < c.chars {
		c.at, c.chars = 0, 0
	}
	for c.chars < chars && c.at < len(c.s) {
		c.at++
		for c.at < len(c.s) && c.s[c.at]&0xC0 == 0x80 {
			c.at++
		}
		c.chars++
	}
	return c.at
}

func countChars(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
	}
	return n
}
