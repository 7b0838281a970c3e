// This file converts arguments of natives to Go numbers and times, with the range errors that CPython's converters give.
package core

import (
	"math"
	"sync/atomic"
	"time"
)

// CInt reads an argument that is a C int.
func (t *Thread) CInt(v Value) (int, error) {
	n, err := t.cInteger(v, "int")
	if err == nil && int64(int32(n)) != n {
		err = t.OverflowError("Python int too large to convert to C int")
	}
	return int(n), err
}

// Ssize reads an argument that is a size or position; IndexInt is for what protocols of sequences take.
func (t *Thread) Ssize(v Value) (int, error) {
	n, err := t.cInteger(v, "ssize_t")
	return int(n), err
}

// stateInt reads the position that __setstate__ of an iterator is given.
func (t *Thread) stateInt(v Value) (int, error) {
	if _, _, ok := AsInt(v); !ok {
		return 0, t.TypeError("an integer is required")
	}
	return t.Ssize(v)
}

// CLong reads an argument that is a C long or off_t.
func (t *Thread) CLong(v Value) (int64, error) { return t.cInteger(v, "long") }

func (t *Thread) cInteger(v Value, kind string) (int64, error) {
	if v.IsSmall() {
		return v.Small(), nil
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, b, _ := AsInt(r)
	if b != nil {
		return 0, t.OverflowError("Python int too large to convert to C %s", kind)
	}
	return n, nil
}

// CULong reads an argument that is an unsigned 64-bit number; out of range is an OverflowError.
func (t *Thread) CULong(v Value) (uint64, error) {
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, b, _ := AsInt(r)
	switch {
	case b == nil && n >= 0:
		return uint64(n), nil
	case b != nil && b.IsUint64():
		return b.Uint64(), nil
	case b == nil || b.Sign() < 0:
		return 0, t.OverflowError("can't convert negative int to unsigned")
	}
	return 0, t.OverflowError("Python int too large to convert to C unsigned long")
}

// FileDescriptor reads an int or an object with fileno().
func (t *Thread) FileDescriptor(v Value) (int, error) {
	if _, _, ok := AsInt(v); ok {
		if v == True || v == False {
			if err := t.Warn(&ExcRuntimeWarning, "bool is used as a file descriptor", 1); err != nil {
				return 0, err
			}
		}
		return t.checkFD(v)
	}
	f, err := t.LookupAttr(v, nFileno)
	if err != nil {
		return 0, err
	}
	if f.IsUnbound() {
		return 0, t.TypeError("argument must be an int, or have a fileno() method")
	}
	r, err := t.Call(f)
	if err != nil {
		return 0, err
	}
	if _, _, ok := AsInt(r); !ok {
		return 0, t.TypeError("fileno() returned a non-integer")
	}
	return t.checkFD(r)
}

func (t *Thread) checkFD(v Value) (int, error) {
	n, b, _ := AsInt(v)
	if b != nil || n > math.MaxInt32 || n < math.MinInt32 {
		return 0, t.OverflowError("Python int too large to convert to C int")
	}
	if n < 0 {
		return 0, t.ValueError("file descriptor cannot be a negative integer (%d)", n)
	}
	return int(n), nil
}

// Rounding of Seconds.
const (
	RoundFloor = iota
	RoundCeiling
	RoundUp // away from zero
)

// Seconds reads a number of seconds, int or float, as nanoseconds.
func (t *Thread) Seconds(v Value, round int) (int64, error) {
	if f, ok := AsFloat(v); ok {
		if math.IsNaN(f) {
			return 0, t.ValueError("Invalid value NaN (not a number)")
		}
		x := f * 1e9
		switch {
		case round == RoundFloor || round == RoundUp && x < 0:
			x = math.Floor(x)
		default:
			x = math.Ceil(x)
		}
		if !(x >= -(1<<63) && x < 1<<63) {
			return 0, t.OverflowError("timestamp out of range for platform time_t")
		}
		return int64(x), nil
	}
	r, err := t.Index(v)
	if err != nil {
		return 0, err
	}
	n, b, _ := AsInt(r)
	if b != nil || n > 9223372036 || n < -9223372036 {
		return 0, t.OverflowError("timestamp too large to convert to C PyTime_t")
	}
	return n * 1e9, nil
}

// Timeout reads a timeout in seconds as a duration.
func (t *Thread) Timeout(v Value) (time.Duration, error) {
	ns, err := t.Seconds(v, RoundCeiling)
	return time.Duration(ns), err
}

// IOBuffer is memory borrowed from an object until Done is called.
type IOBuffer = ioBuffer

// Done gives the memory back.
func (b *ioBuffer) Done() { b.done() }

// ReadBuffer borrows the bytes of a bytes-like object.
func (t *Thread) ReadBuffer(v Value) (IOBuffer, error) { return t.readBuffer(v) }

// WriteBuffer borrows writable memory for the function named in messages.
func (t *Thread) WriteBuffer(v Value, fn string) (IOBuffer, error) { return t.writeBuffer(v, fn) }

// BytesCopy makes a bytes object with a copy of p, charging for it.
func (t *Thread) BytesCopy(p []byte) (Value, error) { return t.bytesCopy(p) }

// CheckSignals runs the Python handlers of signals that have arrived, on the main thread.
func (t *Thread) CheckSignals() error {
	if t == t.interp.main && atomic.LoadUint32(&t.interp.requests)&reqSignal != 0 {
		return t.service()
	}
	return nil
}

// Ident is the number of a thread, as threading.get_ident gives it.
func (t *Thread) Ident() int64 { return t.ident }

// StructItems gives all fields of a structure sequence, which must not be changed.
func StructItems(v Value) []Value { return structItems(v) }
