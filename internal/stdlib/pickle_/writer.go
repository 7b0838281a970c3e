// This file writes the pieces of a pickle: opcodes with their arguments, frames, the memo's numbers. Invariant: what is
// appended has been charged for; a frame's header has its place as soon as the frame has a byte.
package pickle_

import (
	"encoding/binary"

	"github.com/vivarium-py/vivarium/internal/core"
)

// writer is one dump.
type writer struct {
	t        *thread
	p        *pickler
	self     value
	out      []byte
	charged  int
	frame    int // where the open frame's header is, -1: none
	proto    int
	bin      bool
	framing  bool
	persID   value
	dispatch value
	override value
	nest     int            // of fast mode
	open     []*core.Header // containers of fast mode that are being written
}

// ready is room and begin.
func (w *writer) ready(n int) error {
	if len(w.out)+n+frameHeader <= w.charged && (w.frame >= 0 || !w.framing) {
		return nil
	}
	err := w.room(n)
	w.begin()
	return err
}

// room charges for n bytes about to be appended.
func (w *writer) room(n int) error {
	need := len(w.out) + n + frameHeader
	if need <= w.charged {
		return nil
	}
	before := w.charged
	w.charged = 2*need + 256
	if need < 1<<12 {
		return w.t.ChargeSmall(w.charged)
	}
	if err := w.t.Charge(w.charged); err != nil {
		return err
	}
	if need > cap(w.out) {
		out, err := core.Clone(w.t, w.out, need+need/2)
		if err != nil {
			return err
		}
		w.out = out
	}
	w.t.Dropped(before)
	return nil
}

// begin opens a frame for what is about to be written.
func (w *writer) begin() {
	if w.framing && w.frame < 0 {
		w.frame = len(w.out)
		w.out = append(w.out, opFrame, 0, 0, 0, 0, 0, 0, 0, 0)
	}
}

// closeFrame ends the open frame; one that is very short loses its header.
func (w *writer) closeFrame() {
	if w.frame < 0 {
		return
	}
	at := w.frame
	n := len(w.out) - at - frameHeader
	w.frame = -1
	if n >= frameMin {
		binary.LittleEndian.PutUint64(w.out[at+1:], uint64(n))
		return
	}
	copy(w.out[at:], w.out[at+frameHeader:])
	w.out = w.out[:len(w.out)-frameHeader]
}

// boundary is between two objects: a long frame ends there.
func (w *writer) boundary() error {
	if w.frame < 0 || len(w.out)-w.frame-frameHeader < frameTarget {
		return nil
	}
	w.closeFrame()
	return w.flush()
}

// flush sends to the file what is complete.
func (w *writer) flush() error {
	if w.p.write.IsUnbound() || len(w.out) == 0 {
		return nil
	}
	out := w.out
	w.out, w.charged = nil, 0
	_, err := w.t.Call(w.p.write, core.NewBytes(out))
	return err
}

// put appends an opcode with what belongs to it.
func (w *writer) put(b ...byte) error {
	if err := w.ready(len(b)); err != nil {
		return err
	}
	w.out = append(w.out, b...)
	return nil
}

func (w *writer) putText(op byte, text string) error {
	if err := w.room(len(text) + 2); err != nil {
		return err
	}
	w.begin()
	w.out = append(w.out, op)
	w.out = append(w.out, text...)
	w.out = append(w.out, '\n')
	return nil
}

// payload appends a header and data, which stands outside of frames where it is long.
func (w *writer) payload(head []byte, data string, whole value) error {
	framing := w.framing
	long := len(data) >= frameTarget
	if long {
		w.closeFrame()
		w.framing = false
	}
	defer func() { w.framing = framing }()
	if err := w.put(head...); err != nil {
		return err
	}
	if long && !w.p.write.IsUnbound() {
		if err := w.flush(); err != nil {
			return err
		}
		if whole.IsUnbound() {
			b, err := w.t.CopyBytes([]byte(data))
			if err != nil {
				return err
			}
			whole = b
		}
		_, err := w.t.Call(w.p.write, whole)
		return err
	}
	if err := w.room(len(data)); err != nil {
		return err
	}
	if !long {
		w.out = append(w.out, data...)
		return nil
	}
	var err error
	w.out, err = w.t.AppendText(w.out, data)
	return err
}

// get writes a reference to object number n of the memo.
func (w *writer) get(n int) error {
	switch {
	case !w.bin:
		return w.putText(opGet, w.t.Int2Text(int64(n)))
	case n < 256:
		return w.put(opBinGet, byte(n))
	}
	return w.put(opLongBinGet, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
}

// memoize numbers v, which was just written.
func (w *writer) memoize(v value) error {
	if w.p.fast != 0 {
		return nil
	}
	m := &w.p.memo
	n := m.next
	m.next++
	if v.Ref() != nil && !v.IsFloat() {
		if err := m.put(w.t, v.Ref(), n); err != nil {
			return err
		}
	}
	switch {
	case w.proto >= 4:
		if err := w.ready(1); err != nil {
			return err
		}
		w.out = append(w.out, opMemoize)
		return nil
	case !w.bin:
		return w.putText(opPut, w.t.Int2Text(int64(n)))
	case n < 256:
		return w.put(opBinPut, byte(n))
	}
	return w.put(opLongBinPut, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
}

// again writes a reference to v if the memo has it.
func (w *writer) again(v value) (bool, error) {
	if n, ok := w.p.memo.get(v.Ref()); ok {
		return true, w.get(n)
	}
	return false, nil
}
