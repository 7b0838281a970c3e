package codec

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash/crc32"
	"os"
	"strings"
	"testing"

	"github.com/vivarium-py/vivarium/internal/unidata"
)

type goldens struct {
	Cases  [][]any
	Tables map[string][]any
	Names  [][]*string
}

func load(t *testing.T) (g goldens) {
	data, err := os.ReadFile("testdata/goldens.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

func unhex(v any) string {
	b, err := hex.DecodeString(v.(string))
	if err != nil {
		panic(err)
	}
	return string(b)
}

// describe renders an outcome the way the goldens do.
func describe(got string, n int, partial bool, err error) []any {
	if err == nil {
		r := []any{"ok", hex.EncodeToString([]byte(got))}
		if partial {
			r = append(r, float64(n))
		}
		return r
	}
	text := hex.EncodeToString([]byte(err.Error()))
	var de *DecodeError
	var ee *EncodeError
	switch {
	case errors.As(err, &de):
		return []any{"error", "UnicodeDecodeError", text, de.Encoding, float64(de.Start), float64(de.End)}
	case errors.As(err, &ee):
		return []any{"error", "UnicodeEncodeError", text, ee.Encoding, float64(ee.Start), float64(ee.End)}
	case err == ErrCannotHandleDecode || err == ErrCannotHandleEncode:
		return []any{"error", "TypeError", text}
	}
	return []any{"error", "UnicodeError", text}
}

func TestCodecs(t *testing.T) {
	bad := 0
	for _, c := range load(t).Cases {
		in, enc, mode := unhex(c[1]), c[2].(string), c[3].(string)
		if enc == "idna" && in == "" {
			continue // bytes.decode does not ask the codec then
		}
		cd, ok := Lookup(enc)
		if !ok {
			t.Fatal("no codec", enc)
		}
		errs := &Errors{Mode: ParseMode(mode)}
		var got []any
		switch c[0] {
		case "encode":
			b, err := cd.Encode(in, errs)
			got = describe(string(b), 0, false, err)
		default:
			s, n, err := cd.Decode([]byte(in), errs, c[0] == "decode")
			got = describe(s, n, c[0] == "partial", err)
		}
		a, _ := json.Marshal(got)
		b, _ := json.Marshal(c[4:])
		if string(a) != string(b) {
			if bad++; bad < 60 {
				show := func(r []any) string {
					if len(r) > 2 && r[0] == "error" {
						return unhex(r[2])
					}
					return string(r[1].(string))
				}
				t.Errorf("%s %+q %s %s:\n got %s %s\nwant %s %s", c[0], in, enc, mode, a, show(got), b, show(c[4:]))
			}
		}
	}
}

func TestTables(t *testing.T) {
	var all []byte
	for r := rune(0); r < 0x10000; r++ {
		if r < 0xD800 || r >= 0xE000 {
			all = unidata.AppendRune(all, r)
		}
	}
	every := make([]byte, 256)
	for i := range every {
		every[i] = byte(i)
	}
	for m, want := range load(t).Tables {
		c, ok := Lookup(m)
		if !ok {
			t.Errorf("no codec %s", m)
			continue
		}
		s, _, err := c.Decode(every, &Errors{Mode: Replace}, true)
		if err != nil || s != unhex(want[0]) {
			t.Errorf("%s decodes differently", m)
		}
		b, err := c.Encode(string(all), &Errors{Mode: Ignore})
		if err != nil || float64(crc32.ChecksumIEEE(b)) != want[1].(float64) {
			t.Errorf("%s encodes differently", m)
		}
	}
}

func TestNames(t *testing.T) {
	for _, n := range load(t).Names {
		c, ok := Lookup(*n[0])
		if ok != (n[1] != nil) || ok && c.Name != *n[1] {
			t.Errorf("%q: got %v, want %v", *n[0], c, n[1])
		}
	}
}

func TestCustomHandlers(t *testing.T) {
	errs := &Errors{Mode: Custom,
		Encode: func(e *EncodeError) (Replacement, int, error) {
			if e.Bad() == "é" {
				return Replacement{Text: "<" + e.Bad() + ">"}, e.End, nil
			}
			return Replacement{Bytes: []byte{0xFF}, IsBytes: true}, e.Start + 1, nil
		},
		Decode: func(e *DecodeError) (string, int, error) { return "€", e.Start + 1, nil },
	}
	if b, err := EncodeASCII("aéb", errs); err == nil {
		t.Errorf("an unencodable replacement was taken: %q", b)
	}
	if b, err := EncodeASCII("a\u1234\u1235b", errs); err != nil || string(b) != "a\xff\xffb" {
		t.Errorf("%q %v", b, err)
	}
	if s, _, err := DecodeUTF8([]byte("a\xff\xfeb"), errs, true); err != nil || s != "a€€b" {
		t.Errorf("%q %v", s, err)
	}
	// A handler may go back.
	back := 0
	errs.Encode = func(e *EncodeError) (Replacement, int, error) {
		if back++; back < 3 {
			return Replacement{Text: "!"}, 0, nil
		}
		return Replacement{Text: "!"}, e.End, nil
	}
	if b, err := EncodeASCII("aé", errs); err != nil || string(b) != "a!a!a!" {
		t.Errorf("%q %v", b, err)
	}
}

func TestBounds(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	errs := &Errors{Mode: BackslashReplace, Charge: func(k int) error {
		if n += k; n > 1<<20 {
			return stop
		}
		return nil
	}}
	if _, _, err := DecodeUTF8([]byte(strings.Repeat("\xff", 1<<20)), errs, true); err != stop {
		t.Error("DecodeUTF8 was not stopped:", err)
	}
	n = 0
	if _, err := EncodeASCII(strings.Repeat("é.", 1<<20), errs); err != stop {
		t.Error("EncodeASCII was not stopped:", err)
	}
}

func BenchmarkDecodeASCIIText(b *testing.B) {
	src := []byte(strings.Repeat("hello world ", 1000))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		DecodeUTF8(src, nil, true)
	}
}

func BenchmarkDecodeLatin1(b *testing.B) {
	src := []byte(strings.Repeat("h\xe9llo world ", 1000))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		_, _ = DecodeLatin1(src, nil)
	}
}
