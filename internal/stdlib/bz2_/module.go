// Package bz2_ is the native module _bz2, over internal/bzip2. Invariant: memory is charged before a coder takes it, and
// input is worked on in pieces between which it polls.
package bz2_

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/bzip2"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/stdlib/feed"
)

type (
	thread = core.Thread
	value  = core.Value
)

type compressor struct {
	core.Header
	e    *bzip2.Encoder
	busy bool
}

type decompressor struct {
	core.Header
	d  bzip2.Decoder
	in feed.Input
}

var (
	setupOnce                sync.Once
	compressType, decompType core.Type
)

const piece = 16 << 10

func newCompressor(t *thread, a []value) (value, error) {
	level, err := t.IndexInt(a[1])
	if err != nil {
		return core.Unbound, err
	}
	if level < 1 || level > 9 {
		return core.Unbound, t.ValueError("compresslevel must be between 1 and 9")
	}
	c := core.New[compressor](&compressType)
	c.e = bzip2.NewEncoder(level)
	return core.Obj(&c.Header), nil
}

func poller(t *thread) func() error { return func() error { return t.PollAtomic(piece) } }

func compress(t *thread, a []value) (value, error) {
	data, err := t.KeepBytes(a[1])
	if err != nil {
		return core.Unbound, err
	}
	c := core.As[compressor](a[0])
	if c.e.Ended() || c.busy {
		return core.Unbound, t.ValueError("Compressor has been flushed")
	}
	c.busy = true
	defer func() { c.busy = false }()
	for len(data) > 0 {
		n := min(len(data), piece)
		if err := t.Charge(2 * n); err != nil {
			return core.Unbound, err
		}
		if err := c.e.Write(data[:n], t.Charge, poller(t)); err != nil {
			return core.Unbound, err
		}
		data = data[n:]
		if err := t.PollAtomic(n >> 5); err != nil {
			return core.Unbound, err
		}
	}
	return taken(t, c)
}

func taken(t *thread, c *compressor) (value, error) {
	if err := t.Charge(c.e.Pending()); err != nil {
		return core.Unbound, err
	}
	return core.NewBytes(c.e.Take()), nil
}

func flush(t *thread, a []value) (value, error) {
	c := core.As[compressor](a[0])
	if c.e.Ended() || c.busy {
		return core.Unbound, t.ValueError("Repeated call to flush()")
	}
	c.busy = true
	defer func() { c.busy = false }()
	if err := c.e.Close(t.Charge, poller(t)); err != nil {
		return core.Unbound, err
	}
	return taken(t, c)
}

func failure(t *thread, err error) error {
	switch err {
	case nil:
		return t.Raise(&core.ExcEOFError, "End of stream already reached")
	case bzip2.ErrData:
		return t.Raise(&core.ExcOSError, "%s", err.Error())
	}
	return err
}

func decompress(t *thread, a []value) (value, error) {
	o := core.As[decompressor](a[0])
	return o.in.Decompress(t, &o.d, a, failure)
}

func setup() {
	compressType.Setup(&core.TypeSpec{
		Name: "_bz2.BZ2Compressor", Layout: core.LayoutOf[compressor](), Flags: core.FlagGeneric,
		Doc: "An object that compresses data piece by piece.\n\ncompresslevel goes from 1 (least memory) to 9 (smallest output).",
		New: &core.Func{Name: "BZ2Compressor", Sig: "(cls, compresslevel=9, /)", Flags: core.Charges, Fn: newCompressor},
		Methods: []core.Func{
			{Name: "compress", Sig: "(self, data, /)", Flags: core.Charges | core.Polls, Fn: compress, Doc: "Take in more data and return what compressed data is ready, perhaps none.\n\nAt the end, call flush()."},
			{Name: "flush", Sig: "(self, /)", Flags: core.Charges | core.Polls, Fn: flush, Doc: "Return the compressed data not yet returned, after which the object can do no\nmore."},
		},
	})
	self := core.As[decompressor]
	decompType.Setup(&core.TypeSpec{
		Name: "_bz2.BZ2Decompressor", Layout: core.LayoutOf[decompressor](), Flags: core.FlagGeneric,
		Doc: "An object that decompresses data piece by piece.",
		New: &core.Func{Name: "BZ2Decompressor", Sig: "(cls)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			o := core.New[decompressor](&decompType)
			o.in.Needs = true
			return core.Obj(&o.Header), nil
		}},
		GetSets: []core.GetSet{
			{Name: "eof", Doc: "Whether the end of the compressed data has come.", Get: func(t *thread, v value) (value, error) { return core.Bool(self(v).d.Done()), nil }},
			{Name: "needs_input", Doc: "Whether decompress() can give nothing more without more input.", Get: func(t *thread, v value) (value, error) { return core.Bool(self(v).in.Needs), nil }},
			{Name: "unused_data", Doc: "What came after the end of the compressed data.", Get: func(t *thread, v value) (value, error) { return self(v).in.Unused(), nil }},
		},
		Methods: []core.Func{{Name: "decompress", Sig: "(self, /, data, max_length=-1)", Flags: core.Charges | core.Polls, Fn: decompress, Doc: "Take in more data and return what it decompresses to, at most max_length bytes\nif that is not negative.\n\nneeds_input is False while more output is left, which a call with b'' gives.\nAfter the end of the stream, eof is true, what follows is in unused_data, and\nanother call raises EOFError."}},
	})
}

// Module is _bz2.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_bz2",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return []*core.Type{&compressType, &decompType}
		},
	}
}
