// This file closes streams that nobody closed: at the collector's wish while the interpreter runs, and what is still
// open and has data to write when it ends. What they hold is written before somebody else looks at the file.
package core

import (
	"errors"
	"time"
	"weak"

	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// watchStream has the stream's __del__ run when Go finds it dead. Classes with flagDel are watched from allocation. A stream
// may be watched already, as its class may have been another when it was closed.
func (in *Interpreter) watchStream(h *Header) {
	if h.shape.typ.flags&flagDel == 0 {
		in.unwatchDel(h) // Go ends the process for a second one
		in.watchDel(h)
	}
}

// unwatchStream undoes watchStream.
func (in *Interpreter) unwatchStream(h *Header) {
	if h.shape.typ.flags&flagDel == 0 {
		in.unwatchDel(h)
	}
}

// Watch has the Del slot of a native object run when Go finds it dead; Unwatch undoes it.
func (in *Interpreter) Watch(h *Header)   { in.watchStream(h) }
func (in *Interpreter) Unwatch(h *Header) { in.unwatchStream(h) }

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

// fileID tells which file on the machine a stream writes; the zero one none.
type fileID struct{ dev, ino uint64 }

func fileIDOf(st *host.Stat) fileID {
	if st.IsRegular() {
		return fileID{st.Dev, st.Ino}
	}
	return fileID{}
}

// SettleFile writes out what open streams hold for a file that is about to be looked at, and reports whether there was
// anything. A program may have dropped the stream without closing it: CPython would have closed it then.
func (t *Thread) SettleFile(st *host.Stat) bool {
	id := fileIDOf(st)
	return id != fileID{} && t.settleFiles(id)
}

// SettlePath is SettleFile for what a path leads to.
func (t *Thread) SettlePath(path string, dirfd int) {
	if t.hasUnwritten() {
		if st, err := t.interp.host.Stat(path, dirfd, true); err == nil {
			t.SettleFile(&st)
		}
	}
}

// SettleFiles is SettleFile for all files: another program, interpreter or Go code will run, or is told of something.
func (t *Thread) SettleFiles() {
	if t.hasUnwritten() {
		t.settleFiles(fileID{})
	}
}

// settleSource is SettleFile for a module that is about to be read.
func (t *Thread) settleSource(st *host.Stat, path string) {
	if t.SettleFile(st) {
		if now, err := t.interp.host.StatSource(path); err == nil {
			*st = now
		}
	}
}

// unwritten gives the file for which a stream holds data, and the stream's buffer; the zero fileID if there is none.
func unwritten(h *Header) (fileID, *Buffered) {
	v, pending := obj(h), false
	var b *Buffered
	switch h.shape {
	case &TextIOWrapperType.shape0:
		x := As[TextIO](v)
		if x.detached {
			return fileID{}, nil
		}
		b, pending = x.buffered(), len(x.pending) > 0
	case &BufferedWriterType.shape0, &BufferedRandomType.shape0:
		b = As[Buffered](v)
	}
	if b == nil || b.detached || b.done || !pending && b.w == 0 || b.lock.owner != nil || !b.raw.isA(&FileIOType) {
		return fileID{}, nil
	}
	if f := As[FileIO](b.raw); f.shape == &FileIOType.shape0 && f.fd >= 0 {
		return f.file, b
	}
	return fileID{}, nil
}

func (t *Thread) openStreams() []weak.Pointer[Header] {
	if v, ok := t.interp.state[openStreamsKey{}]; ok {
		return v.(*openStreams).list
	}
	return nil
}

func (t *Thread) hasUnwritten() bool {
	for _, p := range t.openStreams() {
		if h := p.Value(); h != nil {
			if id, _ := unwritten(h); id != (fileID{}) {
				return true
			}
		}
	}
	return false
}

// settleFiles writes out what is held for one file, the zero one: for any. An error shows again when the stream is closed.
func (t *Thread) settleFiles(id fileID) (some bool) {
	for _, text := range []bool{true, false} {
		for _, p := range append([]weak.Pointer[Header](nil), t.openStreams()...) {
			h := p.Value()
			if h == nil || obj(h).isA(&TextIOWrapperType) != text {
				continue
			}
			held, b := unwritten(h)
			if held == (fileID{}) || id != (fileID{}) && held != id {
				continue
			}
			some = true
			if text {
				_ = t.textFlush(As[TextIO](obj(h)))
			} else {
				_ = t.bufFlush(b)
			}
		}
	}
	return some
}

// reclaimShare is how many times longer than a collection for handles an interpreter with neighbours waits before the next one, so
// that a program that drops streams without closing them pays for the collections itself.
const reclaimShare = 9

// Reclaim is for an operation that failed with err: if for want of handles, it closes what was dropped without being closed, and
// reports whether to try again.
func (t *Thread) Reclaim(err error) bool {
	var oe *host.OSError
	var over *policy.Exceeded
	if errors.As(err, &oe) && oe.Errno != host.EMFILE && oe.Errno != host.ENFILE || oe == nil && (!errors.As(err, &over) || over.Resource != "handles") {
		return false
	}
	in := t.interp
	held := in.host.Handles()
	d := &in.rt.tidier
	for pause := d.reclaim.Load() - monotonic(); pause > 0; pause = d.reclaim.Load() - monotonic() {
		if in.host.Sleep(t, time.Duration(pause)) != nil {
			return false
		}
	}
	start := monotonic()
	t.tidy(false, in.hasPending)
	end := monotonic()
	if in.rt.crowded() {
		d.reclaim.Store(end + (end-start)*reclaimShare)
	}
	return t.runPending() == nil && in.host.Handles() < held
}
