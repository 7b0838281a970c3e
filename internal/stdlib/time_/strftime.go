// This file formats broken-down times as the C library does in its C locale, GNU flags included.
package time_

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

// tm is a broken-down time with the conventions of C: months and days of the year from 0, week days from Sunday.
type tm struct {
	year, mon, day, hour, min, sec, wday, yday, isdst int
	zone                                              string
	hasZone                                           bool
	offset                                            int
}

var (
	days   = [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	months = [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

func (x *tm) asctime() string {
	return fmt.Sprintf("%s %s%3d %02d:%02d:%02d %d", days[x.wday][:3], months[x.mon][:3], x.day, x.hour, x.min, x.sec, x.year)
}

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

// isoWeek gives the ISO 8601 year and week.
func (x *tm) isoWeek() (year, week int) {
	year = x.year
	wday := (x.wday + 6) % 7 // from Monday
	week = (x.yday - wday + 10) / 7
	if x.yday-wday+10 < 7 {
		year--
		n := 365
		if leap(year) {
			n = 366
		}
		week = (x.yday + n - wday + 10) / 7
		return year, week
	}
	if week == 53 {
		n := 365
		if leap(year) {
			n = 366
		}
		// The last days belong to week 1 of the next year if its Thursday does.
		if x.yday-wday+3 >= n {
			return year + 1, 1
		}
	}
	return year, week
}

// zoneNow gives the abbreviation of a tuple that has none of its own.
func (x *tm) zoneName(t *core.Thread) string {
	if x.hasZone {
		return x.zone
	}
	z := t.Interp().Host().Zone()
	if x.isdst > 0 {
		return z.Names[1]
	}
	return z.Names[0]
}

func (x *tm) zoneOffset(t *core.Thread) int {
	if x.hasZone {
		return x.offset
	}
	z := t.Interp().Host().Zone()
	if x.isdst > 0 {
		return -z.Altzone
	}
	return -z.Timezone
}

// part is strftime of a short format.
func (x *tm) part(t *core.Thread, f string) string {
	b := x.format(t, f)
	s, _ := b.Text()
	return s
}

// format is strftime.
func (x *tm) format(t *core.Thread, f string) (b core.TextBuilder) {
	b = t.NewText()
	for i, step := 0, 0; i < len(f) && !b.Failed(); i, step = i+1, step+1 {
		if b.Look(step) != nil {
			break
		}
		if f[i] != '%' {
			b.PutByte(f[i])
			continue
		}
		start := i
		i++
		var pad byte
		upper, swap := false, false
	flags:
		for ; i < len(f) && b.Look(i) == nil; i++ {
			switch f[i] {
			case '_', '-', '0', '+':
				pad = f[i]
			case '^':
				upper = true
			case '#':
				swap = true
			default:
				break flags
			}
		}
		width := -1
		for ; i < len(f) && f[i] >= '0' && f[i] <= '9' && b.Look(i) == nil; i++ {
			width = min(max(width, 0)*10+int(f[i]-'0'), 1024)
		}
		if i < len(f) && (f[i] == 'E' || f[i] == 'O') {
			i++
		}
		if i >= len(f) {
			b.Put(f[start:])
			break
		}
		s, digits, fill, ok := x.directive(t, f[i])
		if !ok {
			b.Put(f[start : i+1])
			continue
		}
		if digits >= 0 {
			// A number: padded with zeros or spaces to its width.
			if pad == '-' {
				digits = 0
			} else if pad == '_' {
				fill = ' '
			} else if pad == '0' || pad == '+' {
				fill = '0'
			}
			if width >= 0 && pad != '-' {
				digits = width
			}
			neg := strings.HasPrefix(s, "-")
			if neg {
				s = s[1:]
				digits--
			}
			if n := digits - len(s); n > 0 {
				p := strings.Repeat(string(fill), n)
				if neg && fill == '0' {
					s = "-" + p + s
				} else if neg {
					s = p + "-" + s
				} else {
					s = p + s
				}
			} else if neg {
				s = "-" + s
			}
		} else {
			switch {
			case upper:
				s = strings.ToUpper(s)
			case swap && (f[i] == 'p' || f[i] == 'Z'):
				s = strings.ToLower(s)
			case swap:
				s = strings.ToUpper(s)
			}
			if n := width - len(s); n > 0 {
				p := " "
				if pad == '0' {
					p = "0"
				}
				s = strings.Repeat(p, n) + s
			}
		}
		b.Put(s)
	}
	return b
}

// directive gives the text of one conversion; digits is the width of a number, -1 for text.
func (x *tm) directive(t *core.Thread, c byte) (s string, digits int, fill rune, ok bool) {
	num := func(n, w int) (string, int, rune, bool) { return strconv.Itoa(n), w, '0', true }
	text := func(s string) (string, int, rune, bool) { return s, -1, 0, true }
	spaced := func(n int) (string, int, rune, bool) { return strconv.Itoa(n), 2, ' ', true }
	hour12 := (x.hour+11)%12 + 1
	switch c {
	case 'a':
		return text(days[x.wday][:3])
	case 'A':
		return text(days[x.wday])
	case 'b', 'h':
		return text(months[x.mon][:3])
	case 'B':
		return text(months[x.mon])
	case 'c':
		return text(x.part(t, "%a %b %e %H:%M:%S %Y"))
	case 'C':
		return num(floorDivInt(x.year, 100), 2)
	case 'd':
		return num(x.day, 2)
	case 'D', 'x':
		return text(x.part(t, "%m/%d/%y"))
	case 'e':
		return spaced(x.day)
	case 'F':
		return text(x.part(t, "%Y-%m-%d"))
	case 'g':
		y, _ := x.isoWeek()
		return num((y%100+100)%100, 2)
	case 'G':
		y, _ := x.isoWeek()
		return num(y, 1)
	case 'H':
		return num(x.hour, 2)
	case 'I':
		return num(hour12, 2)
	case 'j':
		return num(x.yday+1, 3)
	case 'k':
		return spaced(x.hour)
	case 'l':
		return spaced(hour12)
	case 'm':
		return num(x.mon+1, 2)
	case 'M':
		return num(x.min, 2)
	case 'n':
		return text("\n")
	case 'p', 'P':
		s := "AM"
		if x.hour >= 12 {
			s = "PM"
		}
		if c == 'P' {
			s = strings.ToLower(s)
		}
		return text(s)
	case 'r':
		return text(x.part(t, "%I:%M:%S %p"))
	case 'R':
		return text(x.part(t, "%H:%M"))
	case 's':
		sec, err := t.Interp().Host().Mktime(x.year, x.mon+1, x.day, x.hour, x.min, x.sec, x.isdst)
		if err != nil {
			sec = -1
		}
		return strconv.FormatInt(sec, 10), 1, '0', true
	case 'S':
		return num(x.sec, 2)
	case 't':
		return text("\t")
	case 'T', 'X':
		return text(x.part(t, "%H:%M:%S"))
	case 'u':
		return num((x.wday+6)%7+1, 1)
	case 'U':
		return num((x.yday-x.wday+7)/7, 2)
	case 'V':
		_, w := x.isoWeek()
		return num(w, 2)
	case 'w':
		return num(x.wday, 1)
	case 'W':
		return num((x.yday-(x.wday+6)%7+7)/7, 2)
	case 'y':
		return num((x.year%100+100)%100, 2)
	case 'Y':
		return num(x.year, 1)
	case 'z':
		off, sign := x.zoneOffset(t), "+"
		if off < 0 {
			off, sign = -off, "-"
		}
		return text(fmt.Sprintf("%s%02d%02d", sign, off/3600, off/60%60))
	case 'Z':
		return text(x.zoneName(t))
	case '%':
		return text("%")
	}
	return "", 0, 0, false
}

func floorDivInt(a, b int) int { return int(floorDiv(int64(a), int64(b))) }
