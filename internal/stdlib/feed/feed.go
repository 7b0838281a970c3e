// Package feed is what the decompressor objects of _bz2 and _lzma have in common: what they were given and could not use yet.
// Invariant: memory is charged before it is taken, and an object that works refuses a second caller.
package feed

import "github.com/vivarium-py/vivarium/internal/core"

// Decoder is a resumable decoder. Run calls charge with what it is about to take or has worked on.
type Decoder interface {
	Run(in []byte, max int, charge func(int) error) (out []byte, used int, err error)
	Done() bool
}

// Input is the state of a decompressor object beside its decoder.
type Input struct {
	tail   []byte // given, not used yet
	unused []byte // given after the end of the stream
	Needs  bool   // more input is needed for more output
	busy   bool
}

// Decompress is the method decompress(data, max_length); a is self and the arguments. failure makes a Python exception of the
// decoder's errors, and of nil the one for a call after the stream's end.
func (o *Input) Decompress(t *core.Thread, d Decoder, a []core.Value, failure func(*core.Thread, error) error) (core.Value, error) {
	data, err := t.KeepBytes(a[1])
	if err != nil {
		return core.Unbound, err
	}
	max, err := t.IndexInt(a[2])
	if err != nil {
		return core.Unbound, err
	}
	if d.Done() {
		return core.Unbound, failure(t, nil)
	}
	if o.busy {
		return core.Unbound, t.ValueError("the decompressor is in use")
	}
	in := data
	if len(o.tail) > 0 {
		if err := t.Charge(len(o.tail) + len(data)); err != nil {
			return core.Unbound, err
		}
		in = append(append(make([]byte, 0, len(o.tail)+len(data)), o.tail...), data...)
	}
	o.busy = true
	out, used, err := d.Run(in, max, func(n int) error {
		if err := t.Charge(n); err != nil {
			return err
		}
		return t.PollAtomic(n >> 6)
	})
	o.busy = false
	if err != nil {
		return core.Unbound, failure(t, err)
	}
	rest := in[used:]
	if err := t.Charge(len(rest)); err != nil {
		return core.Unbound, err
	}
	rest = append([]byte(nil), rest...)
	o.tail, o.Needs = nil, false
	if d.Done() {
		o.unused = rest
	} else {
		o.tail = rest
		o.Needs = max < 0 || len(out) < max
	}
	return core.NewBytes(out), nil
}

// Unused is the attribute unused_data.
func (o *Input) Unused() core.Value { return core.NewBytesCopy(o.unused) }
