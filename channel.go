// This file joins Go to the channels of Python: typed ends, and what they carry between the two.
//
// Invariant: what Go sends stays a Go value until a Python receiver takes it; what Python sends is a parcel, which a Go
// receiver opens at the runtime's desk, an interpreter that is granted nothing.

package vivarium

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"runtime"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/assemble"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/crossing"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/stdlib/vchannels_"
)

// Errors of channels.
var (
	ErrChannelClosed = errors.New("vivarium: the channel is closed")
	ErrChannelFull   = errors.New("vivarium: the channel is full")  // TrySend
	ErrChannelEmpty  = errors.New("vivarium: the channel is empty") // TryRecv
)

// SendChannel is the end of a channel that is sent to. Passed to Python (Set, Call, a field of a struct ...) it is an
// interpreters.SendChannel of the same channel; where Python gives one, a *SendChannel receives it. It may be used by
// several goroutines.
type SendChannel[T any] struct{ end channelEnd }

// RecvChannel is the end of a channel that is received from, in Python an interpreters.RecvChannel.
type RecvChannel[T any] struct{ end channelEnd }

// channelEnd is one end as Go has it.
type channelEnd struct {
	rt     *Runtime
	c      *crossing.Channel
	member *crossing.Member
}

// NewChannel makes a channel that holds up to size values, any number if size is 0, and gives its two ends. Interpreters of
// rt see it once they are given an end; Go and Python code may use both ends at the same time.
//
// A value that is sent belongs to the receiver: it is converted only when Python takes it, so that it must not be changed
// after Send. From Go to Go it is passed as it is. What Python sends to Go must be plain data: numbers, text, bytes,
// containers, channel ends, and instances of classes that module code can import without any grants.
func NewChannel[T any](rt *Runtime, size int) (*SendChannel[T], *RecvChannel[T]) {
	c := crossing.HubOf(rt.core).NewChannel(size, crossing.Keep).Hold()
	m := crossing.NewMember()
	e := channelEnd{rt: rt, c: c, member: m}
	_ = c.Join(m, crossing.BothEnds)
	return &SendChannel[T]{e}, &RecvChannel[T]{e}
}

// ID is the channel's number: interpreters.SendChannel(id) and RecvChannel(id) name it in interpreters that were given it.
func (s *SendChannel[T]) ID() int64 { return s.end.c.ID() }

// ID is the channel's number.
func (r *RecvChannel[T]) ID() int64 { return r.end.c.ID() }

// Len is how many values wait in the channel.
func (s *SendChannel[T]) Len() int { return s.end.len() }

// Len is how many values wait in the channel.
func (r *RecvChannel[T]) Len() int { return r.end.len() }

func (e *channelEnd) len() int {
	n, _ := e.c.Len()
	return n
}

// Send sends a value, waiting while the channel is full. It fails with ErrChannelClosed, or the context's error.
func (s *SendChannel[T]) Send(ctx context.Context, v T) error {
	return s.end.send(ctx, v, crossing.Forever)
}

// TrySend is Send that does not wait: it fails with ErrChannelFull.
func (s *SendChannel[T]) TrySend(v T) error { return s.end.send(context.Background(), v, 0) }

// Close ends the channel for all senders: receivers get what is in it, then ErrChannelClosed.
func (s *SendChannel[T]) Close() { _ = s.end.c.Close(crossing.SendEnd, false) }

// Release gives up Go's hold on this end. When all that held it, in Go and Python, have done so or ended, it is closed.
func (s *SendChannel[T]) Release() { _ = s.end.c.ReleaseEnd(s.end.member, crossing.SendEnd) }

// Recv receives a value, waiting for one. It fails with ErrChannelClosed once the channel is closed and empty, with the
// context's error, or with a *ConversionError where what was sent is no T; the value is lost then.
func (r *RecvChannel[T]) Recv(ctx context.Context) (T, error) {
	var out T
	err := r.end.recv(ctx, reflect.ValueOf(&out).Elem(), crossing.Forever)
	return out, err
}

// TryRecv is Recv that does not wait: it fails with ErrChannelEmpty.
func (r *RecvChannel[T]) TryRecv() (T, error) {
	var out T
	err := r.end.recv(context.Background(), reflect.ValueOf(&out).Elem(), 0)
	return out, err
}

// All receives until the channel is closed. What else Recv may fail with is yielded with a zero T; the end of the context ends
// the loop after that.
func (r *RecvChannel[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for {
			v, err := r.Recv(ctx)
			if errors.Is(err, ErrChannelClosed) {
				return
			}
			var ce *ConversionError
			if !yield(v, err) || err != nil && !errors.As(err, &ce) {
				return
			}
		}
	}
}

// Close ends the channel for everybody and drops what is in it: senders fail.
func (r *RecvChannel[T]) Close() { _ = r.end.c.Close(crossing.RecvEnd, true) }

// Release gives up Go's hold on this end. When all that held it have done so or ended, senders fail.
func (r *RecvChannel[T]) Release() { _ = r.end.c.ReleaseEnd(r.end.member, crossing.RecvEnd) }

// String names the channel.
func (s *SendChannel[T]) String() string { return fmt.Sprintf("SendChannel(id=%d)", s.ID()) }

// String names the channel.
func (r *RecvChannel[T]) String() string { return fmt.Sprintf("RecvChannel(id=%d)", r.ID()) }

// goSleeper waits in Go.
type goSleeper struct {
	ctx    context.Context
	closed <-chan struct{}
}

func (s goSleeper) Sleep(ready <-chan struct{}, d time.Duration) error {
	var timer <-chan time.Time
	if d >= 0 {
		t := time.NewTimer(d)
		defer t.Stop()
		timer = t.C
	}
	select {
	case <-ready:
		return nil
	case <-timer:
		return crossing.ErrTimeout
	case <-s.ctx.Done():
		return contextError(s.ctx)
	case <-s.closed:
		return ErrClosed
	}
}

var clockStart = time.Now()

func (s goSleeper) Now() int64 { return int64(time.Since(clockStart)) }

func channelError(err error) error {
	switch err {
	case crossing.ErrFull:
		return ErrChannelFull
	case crossing.ErrEmpty:
		return ErrChannelEmpty
	case crossing.ErrClosed, crossing.ErrReleased, crossing.ErrNotFound:
		return ErrChannelClosed
	}
	return err
}

// goCargo is a Go value on its way.
type goCargo struct {
	rt *Runtime
	v  any
}

// Unpack makes the Python value, in the receiver.
func (g *goCargo) Unpack(t *core.Thread) (core.Value, error) {
	in := g.rt.of(t.Interp())
	v, err := in.encode(t, g.v)
	if e, ok := err.(*ConversionError); ok {
		err = t.TypeError("%s", validText("what Go sent cannot be converted: "+e.Error()))
	}
	return v, err
}

func (g *goCargo) Release() {}

func (e *channelEnd) send(ctx context.Context, v any, timeout time.Duration) error {
	if err := ctx.Err(); err != nil {
		return contextError(ctx)
	}
	it := crossing.Item{Cargo: &goCargo{e.rt, v}, Unbound: crossing.Keep}
	return channelError(e.c.Send(goSleeper{ctx, e.rt.done}, e.member, it, timeout))
}

func (e *channelEnd) recv(ctx context.Context, dst reflect.Value, timeout time.Duration) error {
	if err := ctx.Err(); err != nil {
		return contextError(ctx)
	}
	it, err := e.c.Recv(goSleeper{ctx, e.rt.done}, e.member, timeout)
	if err != nil {
		return channelError(err)
	}
	if it.Cargo == nil {
		return ErrChannelClosed
	}
	if g, ok := it.Cargo.(*goCargo); ok {
		if g.v == nil {
			dst.SetZero()
			return nil
		}
		if reflect.TypeOf(g.v).AssignableTo(dst.Type()) {
			dst.Set(reflect.ValueOf(g.v))
			return nil
		}
	}
	return e.rt.desk.open(ctx, e.rt, it.Cargo, dst)
}

// channel and end are how the converters see both types.
type anyEnd interface {
	channel() (*crossing.Channel, crossing.End)
	attach(rt *Runtime, c *crossing.Channel)
	direction() crossing.End
}

func (s *SendChannel[T]) channel() (*crossing.Channel, crossing.End) {
	return s.end.c, crossing.SendEnd
}
func (r *RecvChannel[T]) channel() (*crossing.Channel, crossing.End) {
	return r.end.c, crossing.RecvEnd
}
func (s *SendChannel[T]) direction() crossing.End { return crossing.SendEnd }
func (r *RecvChannel[T]) direction() crossing.End { return crossing.RecvEnd }

func (s *SendChannel[T]) attach(rt *Runtime, c *crossing.Channel) {
	s.end = newEnd(rt, c, crossing.SendEnd)
	runtime.AddCleanup(s, dropEnd, s.end)
}

func (r *RecvChannel[T]) attach(rt *Runtime, c *crossing.Channel) {
	r.end = newEnd(rt, c, crossing.RecvEnd)
	runtime.AddCleanup(r, dropEnd, r.end)
}

func newEnd(rt *Runtime, c *crossing.Channel, end crossing.End) channelEnd {
	m := crossing.NewMember()
	_ = c.Join(m, end)
	return channelEnd{rt: rt, c: c, member: m}
}

// dropEnd gives up the hold of an end that Python gave and Go forgot.
func dropEnd(e channelEnd) { _ = e.c.ReleaseEnd(e.member, crossing.BothEnds) }

var typeAnyEnd = reflect.TypeFor[anyEnd]()

// channelEnd converts an end to Python.
func (e *encoder) channelEnd(v reflect.Value, t reflect.Type) (func(t *core.Thread) (core.Value, error), bool) {
	if t.Kind() != reflect.Pointer || v.IsNil() || !t.Implements(typeAnyEnd) {
		return nil, false
	}
	c, end := v.Interface().(anyEnd).channel()
	return func(t *core.Thread) (core.Value, error) {
		if c == nil {
			return core.Unbound, convErr("the channel end was not made by NewChannel")
		}
		return vchannels_.EndValue(t, c, end), nil
	}, true
}

// channel converts an end from Python to an any.
func (d *decoder) channel(v core.Value) (any, bool) {
	c, end := vchannels_.ChannelOf(v)
	if c == nil {
		return nil, false
	}
	if end == crossing.SendEnd {
		s := &SendChannel[any]{}
		s.attach(d.in.rt, c)
		return s, true
	}
	r := &RecvChannel[any]{}
	r.attach(d.in.rt, c)
	return r, true
}

// channelInto converts an end from Python to a typed one.
func (d *decoder) channelInto(v core.Value, dst reflect.Value, t reflect.Type) (bool, error) {
	if t.Kind() != reflect.Pointer || !t.Implements(typeAnyEnd) {
		return false, nil
	}
	if v.IsNone() {
		dst.SetZero()
		return true, nil
	}
	p := reflect.New(t.Elem())
	e := p.Interface().(anyEnd)
	c, end := vchannels_.ChannelOf(v)
	if c == nil || end != e.direction() {
		want := "interpreters.SendChannel"
		if e.direction() == crossing.RecvEnd {
			want = "interpreters.RecvChannel"
		}
		return true, mismatch(v, want)
	}
	e.attach(d.in.rt, c)
	dst.Set(p)
	return true, nil
}

// desk is where what Python sent is opened for Go.
type desk struct {
	mu   sync.Mutex
	core *core.Interpreter
}

// Bounds of opening one parcel, which may run code that its sender chose.
const (
	deskTime   = 5 * time.Second
	deskMemory = 1 << 30
)

// open converts cargo to dst.
func (k *desk) open(ctx context.Context, rt *Runtime, cargo crossing.Cargo, dst reflect.Value) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.core != nil && k.core.Killed() != nil {
		k.close()
	}
	if k.core == nil {
		rt.mu.Lock()
		closed := rt.closed
		rt.mu.Unlock()
		if closed {
			cargo.Release()
			return ErrClosed
		}
		l := Limits{Memory: deskMemory}.internal()
		c, err := assemble.Interpreter(rt.core, core.Options{Name: "desk", Isolated: true, Limits: l}, host.Config{System: rt.sys, Limits: l})
		if err != nil {
			return err
		}
		c.Leave()
		k.core = c
	}
	c := k.core
	if ctx.Done() != nil {
		stop := context.AfterFunc(ctx, func() { c.Kill(&core.Kill{Limit: killCancelled}) })
		defer stop()
	}
	in := rt.of(c)
	err := c.Do(func(t *core.Thread) error {
		run := c.BeginRun(core.RunLimits{Time: deskTime})
		defer run.End()
		return in.protect(t, func(t *core.Thread) error {
			v, err := cargo.Unpack(t)
			if err != nil {
				return err
			}
			d := decoder{in: in, t: t}
			return prefix(d.set(v, dst), "a received value")
		})
	})
	if err != nil && ctx.Err() != nil {
		return contextError(ctx)
	}
	return err
}

// close ends the desk's interpreter; mu is held.
func (k *desk) close() {
	if k.core != nil {
		k.core.Kill(&core.Kill{Limit: "closed"})
		_ = k.core.Close()
		k.core = nil
	}
}

// interpreterKey finds the Interpreter of a core interpreter.
type interpreterKey struct{}

// of gives the Interpreter of a core interpreter: the one that NewInterpreter made, or for a child that Python made, and for the
// desk, one that serves conversions only. The caller holds the interpreter's lock, or is its only user.
func (rt *Runtime) of(c *core.Interpreter) *Interpreter {
	return core.StateOf(c, interpreterKey{}, func() *Interpreter {
		in := &Interpreter{rt: rt, core: c, turn: make(chan struct{}, 1), closing: make(chan struct{})}
		in.conv.ctxs = map[*core.Thread]context.Context{}
		in.cfg.Name = c.Name
		in.cfg.Limits.Memory = c.Limits().Memory
		in.conv.init(in)
		return in
	})
}
