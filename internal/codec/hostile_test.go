package codec

import (
	"errors"
	"math/rand"
	"testing"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/unidata"
)

// wellFormed reports whether s is WTF-8.
func wellFormed(s string) bool {
	for i := 0; i < len(s); {
		r, n := unidata.DecodeRune(s[i:])
		if r == utf8.RuneError && n == 1 {
			return false
		}
		i += n
	}
	return true
}

// TestHostile throws noise at every codec: nothing may panic, and all text
// that comes out is well-formed.
func TestHostile(t *testing.T) {
	r := rand.New(rand.NewSource(23))
	names := []string{"utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "utf-32-le", "ascii", "latin-1", "utf-7", "unicode_escape", "raw_unicode_escape", "punycode", "idna", "cp1252", "cp864"}
	bits := []string{"xn--", ".", "\\N{", "}", "\\u", "\\U0010", "\\x", "+", "-", "/9", "\xed\xa0\x80", "\xff", "a", "é", "ü", "\u3002", "\u05d0", "\U0010ffff", "\xf0\x9f", "0000", "\xff\xfe", "z9", "\u00ad"}
	for i := 0; i < 40000; i++ {
		var in string
		for k := r.Intn(9); k >= 0; k-- {
			in += bits[r.Intn(len(bits))]
		}
		c, _ := Lookup(names[i%len(names)])
		errs := &Errors{Mode: Mode(r.Intn(int(Custom)))}
		s, n, err := c.Decode([]byte(in), errs, r.Intn(2) == 0)
		if err == nil && (!wellFormed(s) || n < 0 || n > len(in)) {
			t.Fatalf("%s decodes %q to %q, %d", c.Name, in, s, n)
		}
		if err != nil {
			_ = err.Error()
		}
		text, _, _ := DecodeUTF8([]byte(in), &Errors{Mode: SurrogateEscape}, true)
		b, err := c.Encode(text, errs)
		if err != nil {
			_ = err.Error()
			continue
		}
		if c.Name == "utf-8" && errs.Mode == Strict && string(b) != text {
			t.Fatalf("utf-8 changes %q", text)
		}
	}
}

// A handler that always goes back to the beginning costs time, and no more stack.
func TestHandlerGoesBack(t *testing.T) {
	stop := errors.New("stop")
	for _, name := range []string{"utf-7", "utf-8", "utf-16", "utf-32", "ascii", "unicode_escape", "raw_unicode_escape", "punycode"} {
		c, _ := Lookup(name)
		calls := 0
		errs := &Errors{Mode: Custom, Decode: func(*DecodeError) (string, int, error) {
			if calls++; calls > 3000 {
				return "", 0, stop
			}
			return "", 0, nil
		}}
		if _, _, err := c.Decode([]byte("+AA"), errs, true); name == "utf-7" && err != stop {
			t.Errorf("%s: %v", name, err)
		}
		if _, _, err := c.Decode([]byte("\xff\\x"), errs, true); err != stop && err != nil {
			t.Logf("%s: %v", name, err)
		}
	}
}

// Work that makes little output is polled for, not charged as memory.
func TestPunycodeChargesForItsOutput(t *testing.T) {
	var wide []rune
	for i := range 60_000 {
		wide = append(wide, rune(0x4e00+i%3000))
	}
	polls, charged := 0, 0
	errs := &Errors{
		Poll:   func() error { polls++; return nil },
		Charge: func(n int) error { charged += n; return nil },
	}
	check := func(what string, out int) {
		t.Helper()
		if polls < 100 {
			t.Errorf("%s: %d polls", what, polls)
		}
		if most := 8*out + 8*hookEvery; charged > most {
			t.Errorf("%s: %d bytes charged for %d", what, charged, out)
		}
		polls, charged = 0, 0
	}
	b, err := EncodePunycode(string(wide), errs)
	if err != nil {
		t.Fatal(err)
	}
	check("encode", len(b))
	s, err := DecodePunycode(b, errs)
	if err != nil || s != string(wide) {
		t.Fatal(err)
	}
	check("decode", len(s))
}
