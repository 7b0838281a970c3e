// This file closes streams that nobody closed: at the collector's wish while the interpreter runs, and what is still
// open and has data to write when it ends.
package core

import (
	"runtime"
	"weak"
)

// watchStream has the stream's __del__ run when Go finds it dead. Classes with flagDel are watched from allocation. A stream
// may be watched already, as its class may have been another when it was closed.
func (in *Interpreter) watchStream(h *Header) {
	if h.shape.typ.flags&flagDel == 0 {
		runtime.SetFinalizer(h, nil) // Go ends the process for a second one
		in.watchDel(h)
	}
}

// unwatchStream undoes watchStream.
func unwatchStream(h *Header) {
	if h.shape.typ.flags&flagDel == 0 {
		runtime.SetFinalizer(h, nil)
	}
}

// Watch has the Del slot of a native object run when Go finds it dead; Unwatch undoes it.
func (in *Interpreter) Watch(h *Header)   { in.watchStream(h) }
func (in *Interpreter) Unwatch(h *Header) { unwatchStream(h) }

type openStreamsKey struct{}

// openStreams are the streams with something to write, in order of their making.
type openStreams struct {
	list  []weak.Pointer[Header]
	prune int // length at which dead entries are dropped
}

// flushAtExit remembers a stream that must be flushed when the interpreter ends.
func (in *Interpreter) flushAtExit(h *Header) {
	s := StateOf(in, openStreamsKey{}, func() *openStreams { return &openStreams{prune: 64} })
	if len(s.list) >= s.prune {
		live := s.list[:0]
		for _, p := range s.list {
			if h := p.Value(); h != nil && !streamClosed(h) {
				live = append(live, p)
			}
		}
		clear(s.list[len(live):])
		s.list = live
		s.prune = max(64, 2*len(live))
	}
	s.list = append(s.list, weak.Make(h))
}

// streamClosed reports that a native stream needs no flushing any more.
func streamClosed(h *Header) bool {
	v := obj(h)
	switch {
	case v.isA(&TextIOWrapperType):
		return As[TextIO](v).detached
	case v.isA(&BufferedWriterType), v.isA(&BufferedRandomType):
		b := As[Buffered](v)
		return b.detached || b.done
	}
	return false
}

// flushStreams flushes what is still open when the interpreter ends: text first, then the buffers below it.
func (t *Thread) flushStreams() error {
	v, ok := t.interp.state[openStreamsKey{}]
	if !ok {
		return nil
	}
	s := v.(*openStreams)
	for _, text := range []bool{true, false} {
		for _, p := range s.list {
			h := p.Value()
			if h == nil || streamClosed(h) || obj(h).isA(&TextIOWrapperType) != text {
				continue
			}
			if closed, err := t.ioClosed(obj(h)); err != nil || closed {
				if _, ok := err.(*Kill); ok {
					return err
				}
				continue
			}
			if _, err := t.CallMethod(obj(h), nFlush); err != nil {
				if _, ok := err.(*Kill); ok {
					return err
				}
			}
		}
	}
	return nil
}
