// This file formats times: strftime in the C locale, asctime.
package time

import (
	"fmt"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

var (
	days   = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	months = [...]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
)

func asctime(f [11]int) string {
	return fmt.Sprintf("%s %s %2d %02d:%02d:%02d %d", days[f[6]][:3], months[f[1]-1][:3], f[2], f[3], f[4], f[5], f[0])
}

// isoWeek gives the ISO 8601 year and week of a date by its weekday (Monday 0) and day of the year (from 1).
func isoWeek(year, wday, yday int) (int, int) {
	week := (yday - 1 - wday + 10) / 7
	leap := func(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }
	length := func(y int) int {
		if leap(y) {
			return 366
		}
		return 365
	}
	if week < 1 {
		y := year - 1
		return y, (yday + length(y) - 1 - wday + 10) / 7
	}
	if week == 53 {
		// The week belongs to the next year if its Thursday does.
		if yday-1-wday+3 >= length(year) {
			return year + 1, 1
		}
	}
	return year, week
}

// strftime formats in the C locale; an unknown directive stays as it is.
func strftime(t *core.Thread, format string, f [11]int, zone string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		c := format[i]
		if c != '%' || i+1 == len(format) {
			b.WriteByte(c)
			continue
		}
		i++
		start := i
		flag := byte(0)
		if strings.IndexByte("_-0^#", format[i]) >= 0 && i+1 < len(format) {
			flag = format[i]
			i++
		}
		width := -1
		for i+1 < len(format) && format[i] >= '0' && format[i] <= '9' {
			width = max(width, 0)*10 + int(format[i]-'0')
			if width > 1024 {
				return "", t.ValueError("format width is too large")
			}
			i++
		}
		if (format[i] == 'E' || format[i] == 'O') && i+1 < len(format) {
			i++
		}
		number := func(n, digits int, pad byte) string {
			switch flag {
			case '-':
				return fmt.Sprint(n)
			case '_':
				pad = ' '
			case '0':
				pad = '0'
			}
			if width >= 0 {
				digits = width
			}
			s := fmt.Sprint(n)
			for len(s) < digits {
				s = string(pad) + s
			}
			return s
		}
		text := func(s string) string {
			switch flag {
			case '^':
				s = strings.ToUpper(s)
			case '#':
				s = strings.ToUpper(s)
			}
			for len(s) < width {
				s = " " + s
			}
			return s
		}
		sub := func(format string) (string, error) { return strftime(t, format, f, zone) }
		var s string
		var err error
		switch format[i] {
		case 'a':
			s = text(days[f[6]][:3])
		case 'A':
			s = text(days[f[6]])
		case 'b', 'h':
			s = text(months[f[1]-1][:3])
		case 'B':
			s = text(months[f[1]-1])
		case 'c':
			s, err = sub("%a %b %e %H:%M:%S %Y")
		case 'C':
			s = number(f[0]/100, 2, '0')
		case 'd':
			s = number(f[2], 2, '0')
		case 'D', 'x':
			s, err = sub("%m/%d/%y")
		case 'e':
			s = number(f[2], 2, ' ')
		case 'F':
			s, err = sub("%Y-%m-%d")
		case 'g':
			y, _ := isoWeek(f[0], f[6], f[7])
			s = number(((y%100)+100)%100, 2, '0')
		case 'G':
			y, _ := isoWeek(f[0], f[6], f[7])
			s = number(y, 4, '0')
		case 'H':
			s = number(f[3], 2, '0')
		case 'I':
			s = number((f[3]+11)%12+1, 2, '0')
		case 'j':
			s = number(f[7], 3, '0')
		case 'k':
			s = number(f[3], 2, ' ')
		case 'l':
			s = number((f[3]+11)%12+1, 2, ' ')
		case 'm':
			s = number(f[1], 2, '0')
		case 'M':
			s = number(f[4], 2, '0')
		case 'n':
			s = "\n"
		case 'p':
			s = "AM"
			if f[3] >= 12 {
				s = "PM"
			}
			if flag == '#' {
				s = strings.ToLower(s)
			}
		case 'P':
			s = "am"
			if f[3] >= 12 {
				s = "pm"
			}
		case 'r':
			s, err = sub("%I:%M:%S %p")
		case 'R':
			s, err = sub("%H:%M")
		case 's':
			n, merr := mktime(t, f)
			s, err = fmt.Sprint(n), merr
		case 'S':
			s = number(f[5], 2, '0')
		case 't':
			s = "\t"
		case 'T', 'X':
			s, err = sub("%H:%M:%S")
		case 'u':
			s = number(f[6]+1, 1, '0')
		case 'U':
			s = number((f[7]-1+7-(f[6]+1)%7)/7, 2, '0')
		case 'V':
			_, w := isoWeek(f[0], f[6], f[7])
			s = number(w, 2, '0')
		case 'w':
			s = number((f[6]+1)%7, 1, '0')
		case 'W':
			s = number((f[7]-1+7-f[6])/7, 2, '0')
		case 'y':
			s = number(((f[0]%100)+100)%100, 2, '0')
		case 'Y':
			s = number(f[0], 1, '0')
		case 'z':
			off := f[9]
			if f[10] == 0 {
				if off, err = localOffset(t, f); err != nil {
					return "", err
				}
			}
			sign := '+'
			if off < 0 {
				sign, off = '-', -off
			}
			s = fmt.Sprintf("%c%02d%02d", sign, off/3600, off/60%60)
		case 'Z':
			s = zone
			if f[10] == 0 && s == "" {
				z := hostOf(t).Zone()
				s = z.Names[0]
				if f[8] > 0 {
					s = z.Names[1]
				}
			}
		case '%':
			s = "%"
		default:
			s = "%" + format[start:i+1]
		}
		if err != nil {
			return "", err
		}
		b.WriteString(s)
	}
	return b.String(), nil
}

func mktime(t *core.Thread, f [11]int) (int64, error) {
	n, err := hostOf(t).Mktime(f[0], f[1], f[2], f[3], f[4], f[5], f[8])
	if err != nil {
		return 0, t.OverflowError("mktime argument out of range")
	}
	return n, nil
}

func localOffset(t *core.Thread, f [11]int) (int, error) {
	n, err := mktime(t, f)
	if err != nil {
		return 0, err
	}
	lt, err := hostOf(t).Local(n)
	if err != nil {
		return 0, t.OSError(err)
	}
	return lt.Offset, nil
}
