// This file reads the formats of ISO 8601 that fromisoformat() takes. Text is WTF-8; anything but ASCII is only allowed as what
// separates a date from a time.
package datetime_

import (
	"strings"
	"unicode/utf8"
)

// digits reads the n digits that s starts with.
func digits(s string, n int) (x int, ok bool) {
	if len(s) < n {
		return 0, false
	}
	for i := range n {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		x = x*10 + int(c)
	}
	return x, true
}

// parseDate reads YYYY-MM-DD, YYYYMMDD, YYYY-Www[-D] and YYYYWww[D]. Years, months and days may be out of range, weeks not.
func parseDate(s string) (y, m, d int, ok bool) {
	if len(s) < 7 || len(s) > 10 {
		return
	}
	if y, ok = digits(s, 4); !ok {
		return
	}
	rest := s[4:]
	dash := rest[0] == '-'
	if dash {
		rest = rest[1:]
	}
	if rest[0] == 'W' {
		return parseWeek(y, rest[1:], dash)
	}
	if m, ok = digits(rest, 2); !ok {
		return
	}
	rest = rest[2:]
	if dash {
		if !strings.HasPrefix(rest, "-") {
			return y, m, d, false
		}
		rest = rest[1:]
	}
	d, ok = digits(rest, 2)
	return y, m, d, ok && len(rest) == 2
}

func parseWeek(year int, rest string, dash bool) (y, m, d int, ok bool) {
	week, ok := digits(rest, 2)
	if !ok {
		return
	}
	rest = rest[2:]
	day := 1
	if rest != "" {
		if dash != (rest[0] == '-') {
			return 0, 0, 0, false
		}
		if dash {
			rest = rest[1:]
		}
		if day, ok = digits(rest, 1); !ok || len(rest) != 1 {
			return 0, 0, 0, false
		}
	}
	if year < minYear || week < 1 || week > weeksIn(year) || day < 1 || day > 7 {
		return 0, 0, 0, false
	}
	y, m, d = fromOrdinal(firstMonday(year) + (week-1)*7 + day - 1)
	return y, m, d, true
}

// parseClock reads HH[:MM[:SS[.f]]] or the same without colons. left tells that something follows, of which CPython lets a
// single character pass before a time zone.
func parseClock(s string) (c clock, left, ok bool) {
	colons := true
	if len(s) > 2 {
		colons = s[2] == ':'
	}
	fields := [3]*int{&c.h, &c.m, &c.s}
	i := 0
	for ; i < 3; i++ {
		n, ok := digits(s, 2)
		if !ok {
			return c, false, false
		}
		*fields[i] = n
		s = s[2:]
		if s == "" {
			return c, false, true
		}
		if len(s) == 1 {
			return c, true, true
		}
		switch {
		case s[0] == '.' || s[0] == ',':
			if i < 2 {
				return c, false, false
			}
			s = s[1:]
		case colons && s[0] == ':':
			if i == 2 {
				return c, false, false
			}
			s = s[1:]
		case colons:
			return c, false, false
		}
	}
	n := min(len(s), 6)
	us, ok := digits(s, n)
	if !ok {
		return c, false, false
	}
	for k := n; k < 6; k++ {
		us *= 10
	}
	c.us = us
	s = s[n:]
	for s != "" && s[0] >= '0' && s[0] <= '9' {
		s = s[1:]
	}
	return c, s != "", true
}

// isoZone is what follows a time: none, or an offset in microseconds.
type isoZone struct {
	there bool
	s, us int64
}

// parseTime reads a time of day with what there is of a time zone.
func parseTime(s string) (c clock, z isoZone, ok bool) {
	at := strings.IndexAny(s, "+-Z")
	if at < 0 {
		c, left, ok := parseClock(s)
		return c, z, ok && !left
	}
	if c, _, ok = parseClock(s[:at]); !ok {
		return c, z, false
	}
	z.there = true
	if s[at] == 'Z' {
		return c, z, len(s) == at+1
	}
	o, left, ok := parseClock(s[at+1:])
	if !ok || left {
		return c, z, false
	}
	z.s, z.us = int64(o.h*3600+o.m*60+o.s), int64(o.us)
	if s[at] == '-' {
		z.s, z.us = -z.s, -z.us
	}
	return c, z, true
}

// zone is the time zone as an object.
func (z isoZone) zone(t *thread) (value, error) {
	switch {
	case !z.there:
		return none, nil
	case z.s == 0:
		return utc, nil
	}
	return zoneOfMicros(t, z.s*1_000_000+z.us)
}

// dateEnd finds where the date in a text with date and time ends, as a byte offset.
func dateEnd(s string) int {
	if len(s) == 7 {
		return 7
	}
	digit := func(i int) bool { return s[i] >= '0' && s[i] <= '9' }
	switch {
	case s[4] == '-' && s[5] == 'W':
		if len(s) > 8 && s[8] == '-' {
			if len(s) == 9 || len(s) > 10 && digit(10) {
				// Either the hyphen separates, or a digit follows the weekday.
				return 8
			}
			return 10
		}
		return 8
	case s[4] == '-':
		return 10
	case s[4] == 'W':
		n := 7
		for n < len(s) && digit(n) {
			n++
		}
		switch {
		case n < 9:
			return n
		case n%2 == 0:
			return 7
		}
		return 8
	}
	return 8
}

// longISO is more than any text of a date and time, but for the digits of fractions.
const longISO = 200

// shorten drops digits of fractions that are long, since they count for nothing; where it is long still, what it leaves is no
// more a time than all of s.
func shorten(t *thread, s string) (string, error) {
	if len(s) <= longISO {
		return s, nil
	}
	var out []byte
	run := -1 // digits since a point
	for i := 0; i < len(s) && len(out) < longISO; i++ {
		if err := t.PollAt(i); err != nil {
			return "", err
		}
		switch c := s[i]; {
		case c == '.' || c == ',':
			run = 0
		case run >= 0 && c >= '0' && c <= '9':
			if run++; run > 16 {
				continue
			}
		default:
			run = -1
		}
		out = append(out, s[i])
	}
	return string(out), nil
}

// parseMoment reads a date, and a time after any character.
func parseMoment(s string) (y, m, d int, c clock, z isoZone, ok bool) {
	if len(s) == 19 && s[4] == '-' && s[7] == '-' && s[10] < utf8.RuneSelf && s[13] == ':' && s[16] == ':' {
		var bad byte // what most texts are: YYYY-MM-DDTHH:MM:SS
		two := func(i int) int {
			a, b := s[i]-'0', s[i+1]-'0'
			if a > 9 || b > 9 {
				bad = 1
			}
			return int(a)*10 + int(b)
		}
		y, m, d = two(0)*100+two(2), two(5), two(8)
		if c = (clock{h: two(11), m: two(14), s: two(17)}); bad == 0 {
			return y, m, d, c, z, true
		}
		y, m, d, c = 0, 0, 0, clock{}
	}
	if len(s) < 7 {
		return
	}
	at := min(dateEnd(s), len(s))
	if y, m, d, ok = parseDate(s[:at]); !ok || at == len(s) {
		return
	}
	rest := s[at:]
	if rest[0] < utf8.RuneSelf {
		rest = rest[1:]
	} else {
		n := 1
		for n < len(rest) && rest[n]&0xc0 == 0x80 {
			n++
		}
		rest = rest[n:]
	}
	c, z, ok = parseTime(rest)
	return
}
