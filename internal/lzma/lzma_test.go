package lzma

import (
	"bytes"
	"math/rand"
	"testing"
)

func free(int) error { return nil }

// Streams made here come out whole in pieces of every size, with and without a bound on the output.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	text := bytes.Repeat([]byte("some text, and more \xe8\x01\x00\x00\x00 of it "), 4000)
	for i := 0; i < len(text); i += 50 {
		text[i] = byte(r.Intn(256))
	}
	one := Filter{ID: FilterLZMA1, DictSize: 1 << 16, LC: 3, PB: 2}
	two := Filter{ID: FilterLZMA2, DictSize: 1 << 16, LC: 1, LP: 2, PB: 0}
	for _, c := range []struct {
		format Format
		chain  []Filter
	}{{XZ, []Filter{two}}, {Alone, []Filter{one}}, {Raw, []Filter{one}}, {XZ, []Filter{{ID: FilterDelta, Dist: 3}, {ID: FilterX86}, two}}, {Raw, []Filter{{ID: FilterARM}, one}}} {
		for _, data := range [][]byte{nil, text[:1], text[:999], text} {
			e, err := NewEncoder(c.format, CheckCRC32*int(2-min(c.format, 2)), c.chain)
			if err != nil {
				t.Fatal(err)
			}
			if err := e.Write(data, free); err != nil {
				t.Fatal(err)
			}
			if err := e.Close(free); err != nil {
				t.Fatal(err)
			}
			packed := append(e.Take(), "rest"...)
			for _, piece := range []int{1, 70, len(packed)} {
				for _, max := range []int{-1, 1, 1000} {
					d, err := NewDecoder(c.format, -1, c.chain)
					if err != nil {
						t.Fatal(err)
					}
					var out, in []byte
					for next := packed; !d.Done(); {
						k := min(piece, len(next))
						in = append(in, next[:k]...)
						next = next[k:]
						b, used, err := d.Run(in, max, free)
						if err != nil {
							t.Fatalf("format %d of %d bytes by %d: %v", c.format, len(data), piece, err)
						}
						out, in = append(out, b...), in[used:]
						if max == 1 && len(out) > 3000 {
							break
						}
					}
					if !bytes.HasPrefix(data, out) || max != 1 && len(out) != len(data) {
						t.Fatalf("format %d of %d bytes by %d to %d: another text", c.format, len(data), piece, max)
					}
				}
			}
		}
	}
}

// Damage is an error or other output, never a panic or a loop.
func TestDamage(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	data := bytes.Repeat([]byte("abcabcabd"), 300)
	for _, format := range []Format{XZ, Alone} {
		f := Filter{ID: FilterLZMA2, DictSize: 1 << 16, LC: 3, PB: 2}
		if format == Alone {
			f.ID = FilterLZMA1
		}
		e, _ := NewEncoder(format, 0, []Filter{f})
		_ = e.Write(data, free)
		_ = e.Close(free)
		packed := e.Take()
		for range 3000 {
			b := bytes.Clone(packed)
			for range 1 + r.Intn(3) {
				b[r.Intn(len(b))] = byte(r.Intn(256))
			}
			d, _ := NewDecoder(Auto, 1<<26, nil)
			for i := 0; i < 50 && !d.Done(); i++ {
				_, used, err := d.Run(b, 1<<16, free)
				if err != nil {
					break
				}
				b = b[used:]
			}
		}
	}
}
