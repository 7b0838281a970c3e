// Package multibyte decodes and encodes the multibyte encodings of Chinese, Japanese and Korean text, as CPython does.
// Invariant: tables come from tables.bin, which gen/gen.py writes, are unpacked at first use and never change after.
package multibyte

import (
	"bytes"
	"compress/zlib"
	_ "embed"
	"encoding/binary"
	"encoding/json"
	"io"
	"sort"
	"sync"
)

//go:embed tables.bin
var packed []byte

// Values of a table that are no code points.
const (
	vPair    = 0x180000 // + an index of pairs
	vIllegal = 0x1FFFF0 // + how many bytes are wrong
	vMore    = 0x1FFFFF
)

type run struct{ n, c uint32 } // from number n on, code points from c on; c = noRun: none

const noRun = 0xFFFFFFFF

type table struct {
	one   [256]uint32
	two   [256]*[256]uint32 // nil: every second byte is illegal
	three [256]*[256]uint32 // after 0x8f
	pairs [][2]rune
	first map[rune][]uint32   // codes of pairs that begin so: see pairCode
	pages [0x300]*[256]uint32 // of code points: a code and, in the high byte, its length; 0: none
	runs  []run               // gb18030's four-byte sequences
	back  []run               // the same by code point
}

const rows = 256 + 65536

// unpacked gives the values of one table, as in the file after XOR, and what follows them.
func unpack(name string, head []entry, data map[string][]byte) (vals []uint32, rest []byte) {
	for _, e := range head {
		if e.name != name {
			continue
		}
		z, err := zlib.NewReader(bytes.NewReader(data[name]))
		if err != nil {
			panic("BUG: multibyte tables: " + err.Error())
		}
		b, err := io.ReadAll(z)
		if err != nil {
			panic("BUG: multibyte tables: " + err.Error())
		}
		n := rows
		if e.three {
			n += 65536
		}
		vals = make([]uint32, n)
		for i := range vals {
			vals[i] = uint32(b[i])<<16 | uint32(b[n+i])<<8 | uint32(b[2*n+i])
		}
		if e.base != "" {
			base, _ := unpack(e.base, head, data)
			for i, v := range base[:min(len(base), n)] {
				vals[i] ^= v
			}
		}
		return vals, b[3*n:]
	}
	panic("BUG: no multibyte table " + name)
}

type entry struct {
	name, base string
	three      bool
	size       int
}

func (e *entry) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&e.name, &e.base, &e.three, &e.size})
}

func load(name string) *table {
	line, body, _ := bytes.Cut(packed, []byte("\n"))
	var head []entry
	if err := json.Unmarshal(line, &head); err != nil {
		panic("BUG: multibyte tables: " + err.Error())
	}
	data := map[string][]byte{}
	for _, e := range head {
		data[e.name], body = body[:e.size], body[e.size:]
	}
	vals, rest := unpack(name, head, data)
	t := &table{first: map[rune][]uint32{}}
	u32 := func() (n uint32) {
		n = binary.LittleEndian.Uint32(rest)
		rest = rest[4:]
		return n
	}
	for range u32() {
		a := rune(u32())
		t.pairs = append(t.pairs, [2]rune{a, rune(u32())})
	}
	copy(t.one[:], vals)
	plane := func(vals []uint32) (out [256]*[256]uint32) {
		for i := range out {
			row := (*[256]uint32)(vals[256*i:])
			for _, v := range row {
				if v != vIllegal+1 {
					out[i] = row
					break
				}
			}
		}
		return out
	}
	t.two = plane(vals[256:])
	if len(vals) > rows {
		t.three = plane(vals[rows:])
	}
	for i, v := range vals {
		code, n := uint32(i), uint32(1)
		switch {
		case i >= rows:
			code, n = 0x8F0000|uint32(i-rows), 3
		case i >= 256:
			code, n = uint32(i-256), 2
		}
		switch {
		case v >= vIllegal:
		case v >= vPair:
			p := t.pairs[v-vPair]
			t.first[p[0]] = append(t.first[p[0]], uint32(p[1]), code|n<<24)
		default:
			if t.code(rune(v)) == 0 {
				t.set(v, code|n<<24)
			}
		}
	}
	for range u32() {
		c, n := u32(), uint32(rest[0])
		var code uint32
		for _, b := range rest[1 : 1+n] {
			code = code<<8 | uint32(b)
		}
		rest = rest[4:]
		if n > 0 {
			code |= n << 24
		}
		t.set(c, code)
	}
	if len(rest) > 0 {
		for range u32() {
			n := u32()
			t.runs = append(t.runs, run{n, u32()})
		}
		t.back = append([]run(nil), t.runs...)
		sort.Slice(t.back, func(i, j int) bool { return t.back[i].c < t.back[j].c })
	}
	return t
}

func (t *table) set(c, code uint32) {
	p := t.pages[c>>8]
	if p == nil {
		p = new([256]uint32)
		t.pages[c>>8] = p
	}
	p[c&255] = code
}

// code gives the bytes of a code point, their number in the high byte; 0: it has none here.
func (t *table) code(r rune) uint32 {
	if r < 0 || int(r>>8) >= len(t.pages) || t.pages[r>>8] == nil {
		return 0
	}
	return t.pages[r>>8][r&255]
}

// pairCode is code for two code points that have one code together.
func (t *table) pairCode(a, b rune) uint32 {
	l := t.first[a]
	for i := 0; i < len(l); i += 2 {
		if l[i] == uint32(b) {
			return l[i+1]
		}
	}
	return 0
}

// at gives what two bytes mean.
func (t *table) at(a, b byte) uint32 {
	if r := t.two[a]; r != nil {
		return r[b]
	}
	return vIllegal + 1
}

func (t *table) at3(a, b byte) uint32 {
	if r := t.three[a]; r != nil {
		return r[b]
	}
	return vIllegal + 1
}

// tables are loaded once in a process; the map does not change.
var tables = func() map[string]func() *table {
	m := map[string]func() *table{}
	for _, n := range []string{"gbk", "gb2312", "gb18030", "big5", "cp950", "big5hkscs", "shift_jis", "cp932", "shift_jisx0213",
		"shift_jis_2004", "euc_jp", "euc_jisx0213", "euc_jis_2004", "cp949", "euc_kr", "johab"} {
		m[n] = sync.OnceValue(func() *table { return load(n) })
	}
	return m
}()
