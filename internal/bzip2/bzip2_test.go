package bzip2

import (
	"bytes"
	"compress/bzip2"
	"io"
	"math/rand"
	"testing"
)

func free(int) error { return nil }
func calm() error    { return nil }

// Streams made here are read by Go's own reader, and here in pieces of every size.
func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	noise := make([]byte, 250_000)
	for i := range noise {
		noise[i] = byte(r.Intn(256))
	}
	text := bytes.Repeat([]byte("some text, and more of it; "), 9000)
	for i := 0; i < len(text); i += 37 {
		text[i] = byte(r.Intn(30))
	}
	for _, data := range [][]byte{nil, []byte("a"), []byte("abcd"), bytes.Repeat([]byte("x"), 300_000), bytes.Repeat([]byte("ab"), 200_000), noise, text, text[:500]} {
		e := NewEncoder(1)
		if err := e.Write(data, free, calm); err != nil {
			t.Fatal(err)
		}
		if err := e.Close(free, calm); err != nil {
			t.Fatal(err)
		}
		packed := e.Take()
		if got, err := io.ReadAll(bzip2.NewReader(bytes.NewReader(packed))); err != nil || !bytes.Equal(got, data) {
			t.Fatalf("%d bytes: Go reads %d: %v", len(data), len(got), err)
		}
		packed = append(packed, "rest"...)
		for _, piece := range []int{1000, len(packed)} {
			for _, max := range []int{-1, 5000} {
				d := &Decoder{}
				var out, in []byte
				for next := packed; !d.Done(); {
					k := min(piece, len(next))
					in, next = append(in, next[:k]...), next[k:]
					b, used, err := d.Run(in, max, free)
					if err != nil {
						t.Fatal(err)
					}
					out, in = append(out, b...), in[used:]
				}
				if !bytes.Equal(out, data) {
					t.Fatalf("%d bytes by %d to %d: another text", len(data), piece, max)
				}
			}
		}
	}
}

// Damage is an error or other output, never a panic or a loop.
func TestDamage(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	e := NewEncoder(1)
	_ = e.Write(bytes.Repeat([]byte("abcabcabd"), 300), free, calm)
	_ = e.Close(free, calm)
	packed := e.Take()
	for range 2000 {
		b := bytes.Clone(packed)
		for range 1 + r.Intn(3) {
			b[r.Intn(len(b))] = byte(r.Intn(256))
		}
		d := &Decoder{}
		for i := 0; i < 50 && !d.Done(); i++ {
			_, used, err := d.Run(b, 1<<16, free)
			if err != nil {
				break
			}
			b = b[used:]
		}
	}
}
