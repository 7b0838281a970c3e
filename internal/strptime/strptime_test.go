// Tests of the matcher: the order of alternatives, and that no text takes long.
package strptime

import (
	"errors"
	"strconv"
	"strings"
	"testing"
)

func hooks(poll func() error) *Hooks {
	return &Hooks{Repr: strconv.Quote, Poll: poll, Charge: func(int) error { return nil }}
}

func parse(text, format string) (*Result, error) {
	return Parse(text, format, Zones{Names: [2]string{"UTC", "UTC"}}, hooks(func() error { return nil }))
}

func TestAlternatives(t *testing.T) {
	for _, c := range []struct {
		text, format     string
		month, day, hour int
	}{
		{"111", "%m%d", 11, 1, 0}, {"11", "%m%d", 1, 1, 0}, {"100", "%H%M", 1, 1, 10}, {"x  5", "x %d", 1, 5, 0}, {"12 AM", "%I %p", 1, 1, 0},
	} {
		r, err := parse(c.text, c.format)
		if err != nil || r.Month != c.month || r.Day != c.day || r.Hour != c.hour {
			t.Errorf("%q by %q: %+v, %v", c.text, c.format, r, err)
		}
	}
}

func TestPollStops(t *testing.T) {
	stop := errors.New("stop")
	long := strings.Repeat("a ", 1<<16)
	if _, err := Parse(long, long, Zones{}, hooks(func() error { return stop })); err != stop {
		t.Errorf("a long format was not stopped: %v", err)
	}
}

func TestFailuresAreRemembered(t *testing.T) {
	format := "%d%H%I%j%m%M%S%U%w%u%V%W%f%yx"
	polls := 0
	_, err := Parse(strings.Repeat("1", 28), format, Zones{}, hooks(func() error { polls++; return nil }))
	if err == nil || polls > 100 {
		t.Errorf("%d polls, %v", polls, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("2000-01-02 03:04:05 +01:00", "%Y-%m-%d %H:%M:%S %z")
	f.Add("2001 10 mon", "%G %V %a")
	f.Fuzz(func(t *testing.T, text, format string) { _, _ = parse(text, format) })
}
