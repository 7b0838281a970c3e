// This file is the proleptic Gregorian calendar: days counted from 1 January of year 1, which is day 1, and ISO 8601 weeks.
package datetime_

const (
	minYear    = 1
	maxYear    = 9999
	maxOrdinal = 3652059
	dayMicros  = 86_400_000_000
	epochDay   = 719163 // 1 January 1970
)

var daysBefore = [13]int{0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}
var monthDays = [13]int{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

var monthNames = [13]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
var dayNames = [7]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

func leap(y int) bool { return y&3 == 0 && (y%100 != 0 || y%400 == 0) }

// daysIn is the length of a month from 1 to 12.
func daysIn(y, m int) int {
	if m == 2 && leap(y) {
		return 29
	}
	return monthDays[m]
}

// yearDay is the number of a day in its year, from 1.
func yearDay(y, m, d int) int {
	n := daysBefore[m] + d
	if m > 2 && leap(y) {
		n++
	}
	return n
}

func toOrdinal(y, m, d int) int {
	p := y - 1
	return p*365 + p>>2 - p/100 + p/400 + yearDay(y, m, d)
}

// fromOrdinal is the inverse of toOrdinal for n >= 1.
func fromOrdinal(n int) (y, m, d int) {
	n--
	cycles := n / 146097
	n -= cycles * 146097
	centuries := n / 36524
	n -= centuries * 36524
	fours := n / 1461
	n -= fours * 1461
	years := n / 365
	n -= years * 365
	y = cycles*400 + centuries*100 + fours*4 + years + 1
	if years == 4 || centuries == 4 {
		return y - 1, 12, 31
	}
	m = (n + 50) >> 5 // right, or one too large
	before := daysBefore[m]
	if m > 2 && leap(y) {
		before++
	}
	if before > n {
		m--
		before -= daysIn(y, m)
	}
	return y, m, n - before + 1
}

// weekDay counts from Monday, 0; the ordinals of year 0, which a pickle can bring, are negative.
func weekDay(ordinal int) int { return (ordinal + 6 + 7*53) % 7 }

// firstMonday is the ordinal of the Monday that starts ISO week 1 of a year.
func firstMonday(y int) int {
	first := toOrdinal(y, 1, 1)
	day := (first + 6) % 7
	if day > 3 {
		return first - day + 7
	}
	return first - day
}

// isoWeek gives the ISO year, the week and the weekday from 1 of a day.
func isoWeek(y, ordinal int) (year, week, day int) {
	start := firstMonday(y)
	if ordinal < start {
		y--
		start = firstMonday(y)
	} else if next := firstMonday(y + 1); ordinal >= next {
		y++
		start = next
	}
	return y, (ordinal-start)/7 + 1, (ordinal-start)%7 + 1
}

// weeksIn is the number of ISO weeks of a year.
func weeksIn(y int) int { return (firstMonday(y+1) - firstMonday(y)) / 7 }

func floorDiv(a, b int64) (q, r int64) {
	q, r = a/b, a%b
	if r < 0 {
		q--
		r += b
	}
	return q, r
}
