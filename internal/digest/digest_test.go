package digest

import (
	"encoding/hex"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"
)

func TestAgainstCPython(t *testing.T) {
	data, err := os.ReadFile("testdata/digest.tsv")
	if err != nil {
		t.Fatal(err)
	}
	unhex := func(s string) []byte { b, _ := hex.DecodeString(s); return b }
	num := func(s string) int { n, _ := strconv.ParseUint(s, 10, 64); return int(n) }
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	if len(lines) < 120 {
		t.Fatal("goldens missing")
	}
	for _, l := range lines {
		r := strings.Split(l, "\t")
		in := unhex(r[1])
		var got string
		switch r[0] {
		case "crc":
			got = strconv.Itoa(int(CRCHQX(in, uint16(num(r[2])))))
		case "scrypt":
			b, err := Scrypt(in, unhex(r[2]), num(r[3]), num(r[4]), num(r[5]), num(r[6]), nil)
			if err != nil {
				t.Fatal(err)
			}
			got = hex.EncodeToString(b)
		default:
			p := Params{Size: num(r[2]), Key: unhex(r[3]), Salt: unhex(r[4]), Person: unhex(r[5]), Fanout: num(r[6]), Depth: num(r[7]), LeafSize: uint32(num(r[8])), NodeOffset: uint64(num(r[9])), NodeDepth: num(r[10]), InnerSize: num(r[11]), LastNode: r[12] == "1"}
			half := len(in) / 3
			if r[0] == "blake2b" {
				d := NewBlake2b(&p)
				d.Write(in[:half])
				d.Sum(nil)
				d.Write(in[half:])
				got = hex.EncodeToString(d.Sum(nil))
			} else {
				d := NewBlake2s(&p)
				d.Write(in[:half])
				d.Sum(nil)
				d.Write(in[half:])
				got = hex.EncodeToString(d.Sum(nil))
			}
		}
		if want := r[len(r)-1]; got != want {
			t.Errorf("%v: got %s", r, got)
		}
	}
	stop := errors.New("stop")
	if _, err := Scrypt(nil, nil, 1<<14, 8, 1, 32, func() error { return stop }); err != stop {
		t.Error("scrypt did not stop")
	}
}

func BenchmarkBlake2b(b *testing.B) {
	d := NewBlake2b(&Params{Size: 64, Fanout: 1, Depth: 1})
	buf := make([]byte, 1<<16)
	b.SetBytes(1 << 16)
	for b.Loop() {
		d.Write(buf)
	}
}
