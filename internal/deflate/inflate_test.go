package deflate

import (
	"bytes"
	"testing"
)

func free(int) error { return nil }

// Streams compressed here come out whole in pieces of every size, with and without a bound on the output.
func TestRoundTrip(t *testing.T) {
	data := append(bytes.Repeat([]byte("some text, "), 900), make([]byte, 7000)...)
	for i := range data[:6000] {
		data[i] += byte(i * i >> 7)
	}
	for _, wrap := range []Wrapper{Raw, Zlib, Gzip} {
		for _, level := range []int{-1, 0, 9} {
			for _, bits := range []int{9, 15} {
				d, err := NewDeflater(wrap, level, bits, false, nil)
				if err != nil {
					t.Fatal(err)
				}
				if err := d.Write(data); err != nil {
					t.Fatal(err)
				}
				if err := d.Close(); err != nil {
					t.Fatal(err)
				}
				packed := append(d.Take(), "rest"...)
				for _, piece := range []int{1, 70, len(packed)} {
					for _, room := range []int{-1, 1, 700} {
						if piece == 1 && room > 0 || level == 9 && room == 1 {
							continue
						}
						z := New(wrap, bits)
						var out, tail []byte
						at := 0
						for !z.Done() {
							if len(tail) == 0 {
								n := min(piece, len(packed)-at)
								tail = packed[at : at+n]
								at += n
							}
							b, used, err := z.Run(tail, room, free)
							if err != nil {
								t.Fatal(wrap, level, bits, piece, room, err)
							}
							out, tail = append(out, b...), tail[used:]
						}
						if !bytes.Equal(out, data) {
							t.Fatal(wrap, level, bits, piece, room, "differs")
						}
						if rest := string(tail) + string(packed[at:]); rest != "rest" {
							t.Fatal(wrap, level, bits, piece, room, rest)
						}
					}
				}
			}
		}
	}
}

// FuzzInflate: whatever comes in, an Inflater ends with an error or for want of input.
func FuzzInflate(f *testing.F) {
	f.Add([]byte{0x78, 0x9c, 0x4a, 0x4c, 0x4a, 6, 4, 0, 0, 0xff, 0xff, 2, 0x4d, 1, 0x27}, uint8(1), 15)
	f.Add([]byte{5, 0xe0, 0x81, 8, 0, 0, 0, 0, 0x20, 0x7f, 0xea}, uint8(0), 0)
	f.Fuzz(func(t *testing.T, b []byte, wrap uint8, room int) {
		z := New(Wrapper(wrap%4), 0)
		for range 1000 {
			out, used, err := z.Run(b, room, free)
			if err != nil || z.Done() || len(out) == 0 && used == 0 {
				return
			}
			b = b[used:]
		}
	})
}
