package unidata

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"strconv"
	"strings"
	"testing"
)

type goldens struct {
	Blocks  map[string][]uint32
	Strings [][]string
	Lookup  [][]*string
}

// checks reads what gen/golden.py wrote with CPython 3.14.
func checks(t *testing.T) (g goldens) {
	data, err := os.ReadFile("testdata/checks.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

func ynOK(b bool, _ error) string { return yn(b) }

func yn(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

func pred(f func(rune) bool) func(rune) string { return func(r rune) string { return yn(f(r)) } }

func mapped(f func(string, *Hooks) (string, error)) func(rune) string {
	return func(r rune) string {
		s, _ := f(string(AppendRune(nil, r)), nil)
		return s
	}
}

func num(v float64, ok bool) string {
	if !ok {
		return ""
	}
	s := strconv.FormatFloat(v, 'g', 17, 64)
	if v == float64(int64(v)) {
		s = strconv.FormatInt(int64(v), 10)
	}
	return s
}

var old Old

var properties = map[string]func(rune) string{
	"alpha": pred(IsAlpha), "alnum": pred(IsAlnum), "decimal": pred(IsDecimal), "digit": pred(IsDigit), "numeric": pred(IsNumeric),
	"lower": pred(IsLower), "upper": pred(IsUpper), "title": func(r rune) string { return ynOK(StrIsTitle(string(AppendRune(nil, r)), nil)) },
	"space": pred(IsSpace), "printable": pred(IsPrintable), "linebreak": pred(IsLinebreak),
	"identifier": func(r rune) string { return yn(IsIDStart(r)) + yn(IsIDContinue(r)) },
	"toupper":    mapped(Upper), "tolower": mapped(Lower), "totitle": mapped(Title), "fold": mapped(CaseFold), "swap": mapped(SwapCase), "capitalize": mapped(Capitalize),
	"category": Category, "bidi": Bidirectional, "combining": func(r rune) string { return strconv.Itoa(Combining(r)) },
	"width": EastAsianWidth, "mirrored": pred(IsMirrored), "decomposition": Decomposition,
	"decimalvalue": func(r rune) string { return strconv.Itoa(Decimal(r)) }, "digitvalue": func(r rune) string { return strconv.Itoa(Digit(r)) },
	"numericvalue": func(r rune) string { return num(Numeric(r)) },
	"name":         func(r rune) string { s, _ := Name(r); return s },
	"NFC":          mapped(NFC.Normalize), "NFD": mapped(NFD.Normalize), "NFKC": mapped(NFKC.Normalize), "NFKD": mapped(NFKD.Normalize),
	"isNFC":       func(r rune) string { b, _ := NFC.IsNormalized(string(AppendRune(nil, r)), nil); return yn(b) },
	"isNFKD":      func(r rune) string { b, _ := NFKD.IsNormalized(string(AppendRune(nil, r)), nil); return yn(b) },
	"oldcategory": old.Category, "oldbidi": old.Bidirectional, "oldcombining": func(r rune) string { return strconv.Itoa(old.Combining(r)) },
	"oldwidth": old.EastAsianWidth, "oldmirrored": pred(old.IsMirrored), "olddecimal": func(r rune) string { return strconv.Itoa(old.Decimal(r)) },
	"oldnumeric": func(r rune) string { return num(old.Numeric(r)) }, "olddecomposition": old.Decomposition,
	"oldNFKC": mapped(func(s string, h *Hooks) (string, error) { return old.Normalize(NFKC, s, h) }),
	"oldNFD":  mapped(func(s string, h *Hooks) (string, error) { return old.Normalize(NFD, s, h) }),
}

func TestProperties(t *testing.T) {
	const size = 0x1100
	for name, want := range checks(t).Blocks {
		f := properties[name]
		if f == nil {
			t.Errorf("no property %s", name)
			continue
		}
		var bad []string
		for i, w := range want {
			parts := make([]string, size)
			for k := range parts {
				parts[k] = f(rune(i*size + k))
			}
			if crc32.ChecksumIEEE([]byte(strings.Join(parts, ";"))) != w {
				bad = append(bad, fmt.Sprintf("%X", i*size))
			}
		}
		if bad != nil {
			t.Errorf("%s differs in the blocks at %v", name, bad)
		}
	}
}

func TestStrings(t *testing.T) {
	for _, r := range checks(t).Strings {
		s := r[0]
		for i, f := range []func(string, *Hooks) (string, error){Upper, Lower, Title, Capitalize, SwapCase, CaseFold, NFC.Normalize, NFD.Normalize, NFKC.Normalize, NFKD.Normalize} {
			if got, err := f(s, nil); got != r[i+1] || err != nil {
				t.Errorf("mapping %d of %+q: got %+q want %+q", i, s, got, r[i+1])
			}
		}
		got := ynOK(StrIsUpper(s, nil)) + ynOK(StrIsLower(s, nil)) + ynOK(StrIsTitle(s, nil)) + ynOK(StrIsIdentifier(s, nil))
		for f := NFC; f <= NFKD; f++ {
			b, _ := f.IsNormalized(s, nil)
			got += yn(b)
		}
		if got != r[11] {
			t.Errorf("tests of %+q: got %s want %s", s, got, r[11])
		}
	}
}

func TestLookup(t *testing.T) {
	for _, r := range checks(t).Lookup {
		got, ok := Lookup(*r[0], true)
		if ok != (r[1] != nil) || ok && got != *r[1] {
			t.Errorf("lookup %q = %+q %v", *r[0], got, ok)
		}
	}
	if _, ok := Lookup("KEYCAP DIGIT ONE", false); ok {
		t.Error("a sequence was found")
	}
	for r := rune(0); r <= maxRune; r += 7 {
		if n, ok := Name(r); ok {
			if got, ok := Lookup(n, false); !ok || got != string(AppendRune(nil, r)) {
				t.Errorf("lookup of %q gives %+q", n, got)
			}
		}
	}
}

func TestLongCombiningRun(t *testing.T) {
	s := "a" + strings.Repeat("\u0301\u0327", 200000)
	polls := 0
	h := &Hooks{Poll: func() error { polls++; return nil }}
	if _, err := NFC.Normalize(s, h); err != nil || polls < 3 {
		t.Error(err, polls)
	}
	if got, _ := Lower(strings.Repeat("\u03a3", 100000), nil); !strings.HasSuffix(got, "\u03c2") {
		t.Error("final sigma")
	}
}

func BenchmarkLookup(b *testing.B) {
	for b.Loop() {
		Lookup("SNOWMAN", false)
	}
}

func BenchmarkLowerCyrillic(b *testing.B) {
	s := strings.Repeat("Привет Мир ", 100)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Lower(s, nil)
	}
}

func TestNumericASCII(t *testing.T) {
	for in, want := range map[string]string{"12": "12", "\u0661\u0662": "12", "\u20031\u00a0": " 1 ", "1\u00bd": "1?", "\u00e9": "?", "\U0001d7ce.5": "0.5"} {
		if got := NumericASCII(in); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}
