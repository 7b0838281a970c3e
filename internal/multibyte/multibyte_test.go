package multibyte

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"testing"

	"github.com/vivarium-py/vivarium/internal/codec"
)

// Bytes and texts are what CPython says, with and without errors, whole and in pieces.
func TestAgainstCPython(t *testing.T) {
	data, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows [][5]string
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		c := Get("", r[0])
		for i, mode := range []codec.Mode{codec.Strict, map[string]codec.Mode{"decode": codec.Replace, "encode": codec.BackslashReplace}[r[1]]} {
			errs, st, got := &codec.Errors{Mode: mode}, c.Start(), ""
			if r[1] == "decode" {
				b, _ := hex.DecodeString(r[2])
				if got, _, err = c.Decode(b, &st, errs, true); err == nil {
					if p := inPieces(c, b, errs); p != got {
						t.Errorf("%s: %q in pieces: %q, want %q", r[0], b, p, got)
					}
				}
			} else {
				var b []byte
				b, _, err = c.Encode(r[2], &st, errs, true)
				got = hex.EncodeToString(b)
			}
			if err != nil {
				got = err.Error()
			}
			if got != r[3+i] {
				t.Errorf("%s %s of %q: %q, want %q", r[0], r[1], r[2], got, r[3+i])
			}
		}
	}
}

func inPieces(c *Codec, b []byte, errs *codec.Errors) (text string) {
	st, rest := c.Start(), []byte(nil)
	for i := range b {
		rest = append(rest, b[i])
		s, used, err := c.Decode(rest, &st, errs, i == len(b)-1)
		if err != nil {
			return err.Error()
		}
		text, rest = text+s, rest[used:]
	}
	return text
}
