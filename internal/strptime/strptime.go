// Package strptime reads dates and times by the directives of Python's strptime() in the C locale. Invariant: Parse takes the
// first of the readings that a regular expression of the directives would find, so alternatives are tried in their order.
package strptime

import (
	"fmt"
	"strings"
	"time"
)

// Result is what was read, with Python's defaults for what was not.
type Result struct {
	Year, Month, Day, Hour, Minute, Second int
	Weekday, YearDay                       int // from Monday, 0; from 1
	DST                                    int // -1: unknown
	Zone                                   string
	HasZone, HasOffset                     bool
	Offset                                 int // seconds
	Micros, OffsetMicros                   int
	DayWithoutYear                         bool // the format has a day of the month and no year
}

// Ambiguous is the text of Python's DeprecationWarning for DayWithoutYear.
const Ambiguous = `Parsing dates involving a day of month without a year specified is ambiguious
and fails to parse leap day. The default behavior will change in Python 3.15
to either always raise an exception or to use a different default year (TBD).
To avoid trouble, add a specific year to the input & format.
See https://github.com/python/cpython/issues/70647.`

// Error is a text or a format that does not do; its text is that of Python's ValueError.
type Error struct {
	Parts []string
	Bad   bool // the format does not do: Python raises the error from None
	Odd   bool // there are characters beyond ASCII, of which this package does not know cases and digits; or a directive twice
}

func (e *Error) Error() string { return strings.Join(e.Parts, "") }

func wrong(parts ...string) *Error { return &Error{Parts: parts} }

// Hooks are what long work asks: Repr is Python's repr of a str; the errors of Poll, which is called now and then, and of Charge,
// which is told of memory, are returned.
type Hooks struct {
	Repr   func(string) string
	Poll   func() error
	Charge func(int) error
}

const pollEvery = 16 << 10 // bytes

// run is how many bytes of s are in a class, at its start.
func (h *Hooks) run(s string, in func(byte) bool) (n int, err error) {
	for ; n < len(s) && in(s[n]); n++ {
		if n%pollEvery == pollEvery-1 {
			if err := h.Poll(); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

func isASCII(c byte) bool { return c < 0x80 }

// Zones are the names that %Z knows beside UTC and GMT.
type Zones struct {
	Names    [2]string // of standard and of daylight saving time
	Daylight bool
}

var (
	days   = [7]string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
	months = [12]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
)

// item is a part of a format: a directive, a run of spaces (' '), or one literal byte.
type item struct {
	directive byte
	literal   byte
}

// expansions are the directives that stand for others.
var expansions = map[byte]string{'c': "%a %b %d %H:%M:%S %Y", 'x': "%m/%d/%y", 'X': "%H:%M:%S", 'r': "%I:%M:%S %p", 'R': "%H:%M", 'T': "%H:%M:%S"}

const known = "aAbBdefGHIjkmMpSuUVwWyYzZ"

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' || c >= 0x1c && c <= 0x1f }

// compile splits a format.
func (h *Hooks) compile(format string) (items []item, err error) {
	seen := map[byte]bool{}
	if len(format) > pollEvery {
		if err := h.Charge(4 * len(format)); err != nil {
			return nil, err
		}
		items = make([]item, 0, len(format))
	}
	for i, polled := 0, 0; i < len(format); i++ {
		if i-polled > pollEvery {
			polled = i
			if err := h.Poll(); err != nil {
				return nil, err
			}
		}
		c := format[i]
		switch {
		case isSpace(c):
			n, err := h.run(format[i:], isSpace)
			if err != nil {
				return nil, err
			}
			i += n - 1
			items = append(items, item{directive: ' '})
			continue
		case c != '%':
			items = append(items, item{literal: lower(c)})
			continue
		}
		i++
		if i < len(format) && format[i] == '-' && i+1 < len(format) {
			i++
		}
		if i >= len(format) || isSpace(format[i]) {
			return nil, &Error{Parts: []string{"stray % in format ", h.Repr(format)}, Bad: true}
		}
		c = format[i]
		if c == '%' {
			items = append(items, item{literal: '%'})
			continue
		}
		if long, ok := expansions[c]; ok {
			more, err := h.compile(long)
			if err != nil {
				return nil, err
			}
			for _, x := range more {
				if d := x.directive; d != 0 && d != ' ' {
					if seen[d] {
						return nil, &Error{Parts: []string{"'", string(rune(d)), "' is there twice in format ", h.Repr(format)}, Odd: true}
					}
					seen[d] = true
				}
			}
			items = append(items, more...)
			continue
		}
		if strings.IndexByte(known, c) < 0 {
			return nil, &Error{Parts: []string{"'", firstRune(format[i:]), "' is a bad directive in format ", h.Repr(format)}, Bad: true}
		}
		switch c {
		case 'e':
			c = 'd'
		case 'k':
			c = 'H'
		}
		if seen[c] {
			return nil, &Error{Parts: []string{"'", string(rune(c)), "' is there twice in format ", h.Repr(format)}, Odd: true}
		}
		seen[c] = true
		items = append(items, item{directive: c})
	}
	return items, nil
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// matcher tries the items at the places of a text.
type matcher struct {
	items []item
	text  string
	names []string // of %Z
	found [256]span
	// failed has the places from which items were found not to match, once there has been much trying: what was read before
	// makes no difference to them.
	failed map[[2]int]struct{}
	steps  int
	hooks  *Hooks
	err    error
}

type span struct{ from, to int }

// try matches items from i on at a place of the text, and gives where they end, -1 for nowhere.
func (m *matcher) try(i, at int) int {
	for ; i < len(m.items); i++ {
		if m.steps++; m.steps&255 == 0 && m.err == nil {
			m.err = m.hooks.Poll()
		}
		if m.err != nil {
			return -1
		}
		x := m.items[i]
		if x.directive == 0 {
			if at >= len(m.text) || lower(m.text[at]) != x.literal {
				return -1
			}
			at++
			continue
		}
		if x.directive == ' ' {
			var n int
			if n, m.err = m.hooks.run(m.text[at:], isSpace); n == 0 || m.err != nil {
				return -1
			}
			end := at + n
			// Fewer spaces do only where a directive can begin with one.
			if i+1 < len(m.items) && end-at > 1 && (m.items[i+1].directive == 'd' || m.items[i+1].directive == 'I' || m.items[i+1].directive == 'p') {
				for e := end; e > at; e-- {
					if r := m.try(i+1, e); r >= 0 {
						return r
					}
				}
				return -1
			}
			at = end
			continue
		}
		var ends [16]int
		n := m.ends(x.directive, at, &ends)
		if n == 1 {
			m.found[x.directive] = span{at, ends[0]}
			at = ends[0]
			continue
		}
		if _, known := m.failed[[2]int{i, at}]; known {
			return -1
		}
		for _, e := range ends[:n] {
			m.found[x.directive] = span{at, e}
			if r := m.try(i+1, e); r >= 0 {
				m.found[x.directive] = span{at, e}
				return r
			}
		}
		if m.steps > 1000 {
			if m.failed == nil {
				m.failed = map[[2]int]struct{}{}
			}
			m.failed[[2]int{i, at}] = struct{}{}
		}
		return -1
	}
	return at
}

// digit gives the value of the digit at a place, -1 for none.
func (m *matcher) digit(at int) int {
	if at < len(m.text) {
		if c := m.text[at] - '0'; c <= 9 {
			return int(c)
		}
	}
	return -1
}

// ends lists where a directive that begins at a place may end, the preferred one first.
func (m *matcher) ends(d byte, at int, out *[16]int) (n int) {
	add := func(e int) { out[n] = e; n++ }
	a, b, c := m.digit(at), m.digit(at+1), m.digit(at+2)
	// two adds two digits of at least lo and at most hi, one a single digit of at least lo.
	two := func(lo, hi int) {
		if a >= 0 && b >= 0 && a*10+b >= lo && a*10+b <= hi {
			add(at + 2)
		}
	}
	one := func(lo, hi int) {
		if a >= lo && a <= hi && a >= 0 {
			add(at + 1)
		}
	}
	spaced := func() {
		if at < len(m.text) && m.text[at] == ' ' && b >= 1 {
			add(at + 2)
		}
	}
	switch d {
	case 'd':
		two(1, 31)
		one(1, 9)
		spaced()
	case 'I':
		two(1, 12)
		one(1, 9)
		spaced()
	case 'H':
		two(0, 23)
		one(0, 9)
	case 'm':
		two(1, 12)
		one(1, 9)
	case 'M':
		two(0, 59)
		one(0, 9)
	case 'S':
		two(0, 61)
		one(0, 9)
	case 'U', 'W':
		two(0, 53)
		one(0, 9)
	case 'V':
		two(1, 53)
		one(0, 9)
	case 'w':
		one(0, 6)
	case 'u':
		one(1, 7)
	case 'y':
		two(0, 99)
	case 'Y', 'G':
		if a >= 0 && b >= 0 && c >= 0 && m.digit(at+3) >= 0 {
			add(at + 4)
		}
	case 'j':
		if a >= 0 && b >= 0 && c >= 0 && a*100+b*10+c >= 1 && a*100+b*10+c <= 366 {
			add(at + 3)
		}
		two(1, 99)
		one(1, 9)
	case 'f':
		k := 0
		for k < 6 && m.digit(at+k) >= 0 {
			k++
		}
		for ; k > 0; k-- {
			add(at + k)
		}
	case 'z':
		m.offsetEnds(at, add)
	case 'a':
		for _, s := range days {
			m.name(at, s[:3], add)
		}
	case 'A':
		for _, s := range days {
			m.name(at, s, add)
		}
	case 'b':
		for _, s := range months {
			m.name(at, s[:3], add)
		}
	case 'B':
		for _, s := range months {
			m.name(at, s, add)
		}
	case 'p':
		m.name(at, "am", add)
		m.name(at, "pm", add)
	case 'Z':
		for _, s := range m.names {
			if n < len(out) {
				m.name(at, s, add)
			}
		}
	}
	return n
}

// name adds the end of a name, which is in lower case.
func (m *matcher) name(at int, s string, add func(int)) {
	if len(m.text)-at >= len(s) && s != "" && strings.EqualFold(m.text[at:at+len(s)], s) {
		add(at + len(s))
	}
}

// offsetEnds adds the ends of +HHMM[SS[.f]] with or without colons, and of Z.
func (m *matcher) offsetEnds(at int, add func(int)) {
	if at >= len(m.text) {
		return
	}
	if m.text[at] == 'Z' {
		add(at + 1)
		return
	}
	if m.text[at] != '+' && m.text[at] != '-' || m.digit(at+1) < 0 || m.digit(at+2) < 0 {
		return
	}
	sixty := func(at int) int {
		if at < len(m.text) && m.text[at] == ':' {
			at++
		}
		if d := m.digit(at); d >= 0 && d <= 5 && m.digit(at+1) >= 0 {
			return at + 2
		}
		return -1
	}
	minutes := sixty(at + 3)
	if minutes < 0 {
		return
	}
	if seconds := sixty(minutes); seconds >= 0 {
		if seconds < len(m.text) && m.text[seconds] == '.' {
			k := 0
			for k < 6 && m.digit(seconds+1+k) >= 0 {
				k++
			}
			for ; k > 0; k-- {
				add(seconds + 1 + k)
			}
		}
		add(seconds)
	}
	add(minutes)
}

func (m *matcher) has(d byte) bool { return m.found[d].to > m.found[d].from }

func (m *matcher) value(d byte) string { return m.text[m.found[d].from:m.found[d].to] }

func (m *matcher) int(d byte) int {
	n := 0
	for _, c := range m.value(d) {
		if c != ' ' {
			n = n*10 + int(c-'0')
		}
	}
	return n
}

func (m *matcher) index(d byte, names []string, short bool) int {
	for i, s := range names {
		if short {
			s = s[:3]
		}
		if strings.EqualFold(s, m.value(d)) {
			return i
		}
	}
	return 0
}

func micros(digits string) int {
	n := 0
	for i := range 6 {
		n *= 10
		if i < len(digits) {
			n += int(digits[i] - '0')
		}
	}
	return n
}

// Parse reads text by format.
func Parse(text, format string, zones Zones, hooks *Hooks) (*Result, error) {
	items, err := hooks.compile(format)
	if err != nil {
		return nil, err
	}
	m := &matcher{items: items, text: text, hooks: hooks, names: []string{"utc", "gmt"}}
	for _, s := range zones.Names {
		if s = strings.ToLower(s); s != "utc" && s != "gmt" {
			m.names = append(m.names, s)
		}
	}
	if len(m.names) == 4 && len(m.names[3]) > len(m.names[2]) {
		m.names[2], m.names[3] = m.names[3], m.names[2]
	}
	end := m.try(0, 0)
	if m.err != nil {
		return nil, m.err
	}
	if end < len(text) {
		odd := false
		for _, s := range []string{text, format} {
			n, err := hooks.run(s, isASCII)
			if err != nil {
				return nil, err
			}
			odd = odd || n < len(s)
		}
		if end < 0 {
			return nil, &Error{Parts: []string{"time data ", hooks.Repr(text), " does not match format ", hooks.Repr(format)}, Odd: odd}
		}
		return nil, &Error{Parts: []string{"unconverted data remains: ", text[end:]}, Odd: odd}
	}
	r, e := m.result(zones)
	if e != nil {
		return nil, e
	}
	return r, nil
}

// result makes of the directives what they mean together.
func (m *matcher) result(zones Zones) (*Result, *Error) {
	r := &Result{Month: 1, Day: 1, DST: -1}
	year, hasYear := 0, false
	switch {
	case m.has('Y'):
		year, hasYear = m.int('Y'), true
	case m.has('y'):
		if year, hasYear = m.int('y')+1900, true; year <= 1968 {
			year += 100
		}
	}
	r.DayWithoutYear = m.has('d') && !hasYear && !m.has('G')
	if m.has('m') {
		r.Month = m.int('m')
	}
	if m.has('B') {
		r.Month = m.index('B', months[:], false) + 1
	}
	if m.has('b') {
		r.Month = m.index('b', months[:], true) + 1
	}
	if m.has('d') {
		r.Day = m.int('d')
	}
	if m.has('H') {
		r.Hour = m.int('H')
	}
	if m.has('I') {
		r.Hour = m.int('I') % 12
		if m.has('p') && lower(m.value('p')[0]) == 'p' {
			r.Hour += 12
		}
	}
	if m.has('M') {
		r.Minute = m.int('M')
	}
	if m.has('S') {
		r.Second = m.int('S')
	}
	if m.has('f') {
		r.Micros = micros(m.value('f'))
	}
	weekday, yearDay := -1, 0
	switch {
	case m.has('A'):
		weekday = m.index('A', days[:], false)
	case m.has('a'):
		weekday = m.index('a', days[:], true)
	case m.has('w'):
		weekday = (m.int('w') + 6) % 7
	case m.has('u'):
		weekday = m.int('u') - 1
	}
	hasDay := m.has('j')
	if hasDay {
		yearDay = m.int('j')
	}
	if e := m.offset(r); e != nil {
		return nil, e
	}
	m.zone(r, zones)
	const days = " and a weekday directive ('%A', '%a', '%w', or '%u')."
	switch {
	case m.has('G') && hasDay:
		return nil, wrong("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.")
	case m.has('G') && (!m.has('V') || weekday < 0):
		return nil, wrong("ISO year directive '%G' must be used with the ISO week directive '%V'" + days)
	case !m.has('G') && m.has('V') && (!hasYear || weekday < 0):
		return nil, wrong("ISO week directive '%V' must be used with the ISO year directive '%G'" + days)
	case !m.has('G') && m.has('V'):
		return nil, wrong("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.")
	}
	// A leap day without a year is read in a year that has one.
	leapDay := !hasYear && r.Month == 2 && r.Day == 29
	if leapDay {
		year = 1904
	} else if !hasYear {
		year = 1900
	}
	if !hasDay && weekday >= 0 {
		switch {
		case m.has('U') || m.has('W'):
			yearDay, hasDay = weekDays(year, m, weekday), true
		case m.has('G'):
			var e *Error
			if year, r.Month, r.Day, e = isoDay(m.int('G'), m.int('V'), weekday); e != nil {
				return nil, e
			}
		}
	}
	if hasDay {
		if year < 1 || year > 9999 {
			return nil, yearError(year)
		}
		t := time.Date(year, 1, yearDay, 0, 0, 0, 0, time.UTC)
		if yearDay <= 0 {
			year--
			yearDay += time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC).YearDay()
		}
		year, r.Month, r.Day = t.Year(), int(t.Month()), t.Day()
	}
	if year < 1 || year > 9999 {
		return nil, yearError(year)
	}
	t := time.Date(year, time.Month(r.Month), r.Day, 0, 0, 0, 0, time.UTC)
	if t.Day() != r.Day {
		last := time.Date(year, time.Month(r.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		return nil, wrong(fmt.Sprintf("day %d must be in range 1..%d for month %d in year %d", r.Day, last, r.Month, year))
	}
	if !hasDay {
		yearDay = t.YearDay()
	}
	if weekday < 0 {
		weekday = (int(t.Weekday()) + 6) % 7
	}
	if leapDay {
		year = 1900
	}
	r.Year, r.Weekday, r.YearDay = year, weekday, yearDay
	return r, nil
}

func yearError(y int) *Error {
	return wrong(fmt.Sprintf("year must be in 1..9999, not %d", y))
}

// weekDays is the day of the year of a weekday in a week counted from the first Sunday (%U) or Monday (%W).
func weekDays(year int, m *matcher, weekday int) int {
	first := (int(time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Weekday()) + 6) % 7
	week := 0
	if m.has('U') {
		week = m.int('U')
		first, weekday = (first+1)%7, (weekday+1)%7
	} else {
		week = m.int('W')
	}
	if week == 0 {
		return 1 + weekday - first
	}
	return 1 + (7-first)%7 + 7*(week-1) + weekday
}

func isoDay(y, week, weekday int) (year, month, day int, e *Error) {
	if y < 1 {
		return 0, 0, 0, yearError(y)
	}
	_, last := time.Date(y, 12, 28, 0, 0, 0, 0, time.UTC).ISOWeek()
	if week < 1 || week > last {
		return 0, 0, 0, wrong(fmt.Sprintf("Invalid week: %d", week))
	}
	fourth := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC)
	t := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(week-1)+weekday)
	return t.Year(), int(t.Month()), t.Day(), nil
}

// offset reads %z.
func (m *matcher) offset(r *Result) *Error {
	if !m.has('z') {
		return nil
	}
	z := m.value('z')
	r.HasOffset = true
	if z == "Z" {
		return nil
	}
	whole := z
	if z[3] == ':' {
		z = z[:3] + z[4:]
		if len(z) > 5 {
			if z[5] != ':' {
				return wrong("Inconsistent use of : in " + whole)
			}
			z = z[:5] + z[6:]
		}
	}
	two := func(at int) int { return int(z[at]-'0')*10 + int(z[at+1]-'0') }
	r.Offset = two(1)*3600 + two(3)*60
	if len(z) > 5 {
		if z[5] == ':' {
			return wrong("invalid literal for int() with base 10: '" + z[5:7] + "'")
		}
		r.Offset += two(5)
	}
	if len(z) > 8 {
		r.OffsetMicros = micros(z[8:])
	}
	if z[0] == '-' {
		r.Offset, r.OffsetMicros = -r.Offset, -r.OffsetMicros
	}
	return nil
}

// zone reads %Z.
func (m *matcher) zone(r *Result, zones Zones) {
	if !m.has('Z') {
		return
	}
	r.Zone, r.HasZone = m.value('Z'), true
	name := strings.ToLower(r.Zone)
	if name == "utc" || name == "gmt" {
		r.DST = 0
		return
	}
	if zones.Names[0] == zones.Names[1] && zones.Daylight {
		return
	}
	for i, s := range zones.Names {
		if strings.ToLower(s) == name {
			r.DST = i
			return
		}
	}
}
