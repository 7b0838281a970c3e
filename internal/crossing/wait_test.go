// Tests of queues, channels and select without interpreters: what they do, and a hammer for -race.
package crossing

import (
	"context"
	"errors"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/vivarium-py/vivarium/internal/core"
)

// crate is cargo that counts its releases.
type crate struct {
	n     int
	bytes int
	gone  *atomic.Int64
}

func (c *crate) Unpack(t *core.Thread) (core.Value, error) { return core.Int(int64(c.n)), nil }
func (c *crate) Size() int                                 { return c.bytes }
func (c *crate) Release() {
	if c.gone != nil {
		c.gone.Add(1)
	}
}

// ctxSleeper waits as Go code with a context does.
type ctxSleeper struct{ ctx context.Context }

func (s ctxSleeper) Sleep(ready <-chan struct{}, d time.Duration) error {
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
		return ErrTimeout
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
}

var epoch = time.Now()

func (s ctxSleeper) Now() int64 { return int64(time.Since(epoch)) }

var awake = ctxSleeper{context.Background()}

func load(n int) Item { return Item{Cargo: &crate{n: n}, Unbound: Replace} }

func number(it Item) int { return it.Cargo.(*crate).n }

func TestQueueOrderAndLimits(t *testing.T) {
	h := NewHub()
	q := h.NewQueue(3, Replace)
	m := newMember(1)
	for i := range 3 {
		if err := q.Put(awake, m, load(i), 0); err != nil {
			t.Fatal(err)
		}
	}
	if err := q.Put(awake, m, load(3), 0); err != ErrFull {
		t.Fatalf("put into a full queue: %v", err)
	}
	start := time.Now()
	if err := q.Put(awake, m, load(3), 30*time.Millisecond); err != ErrFull {
		t.Fatalf("put with timeout: %v", err)
	}
	if d := time.Since(start); d < 30*time.Millisecond || d > 5*time.Second {
		t.Fatalf("waited %v", d)
	}
	for i := range 3 {
		it, err := q.Get(awake, 0)
		if err != nil || number(it) != i {
			t.Fatalf("get %d: %v, %v", i, it, err)
		}
	}
	if _, err := q.Get(awake, 0); err != ErrEmpty {
		t.Fatal(err)
	}
	if _, err := q.Get(awake, 10*time.Millisecond); err != ErrEmpty {
		t.Fatal(err)
	}
}

func TestRingGrowsInOrder(t *testing.T) {
	q := NewHub().NewQueue(0, Replace)
	in, out := 0, 0
	for range 200 {
		for range rand.IntN(30) {
			_ = q.Put(awake, nil, load(in), 0)
			in++
		}
		for range rand.IntN(30) {
			it, err := q.Get(awake, 0)
			if err == ErrEmpty {
				break
			}
			if number(it) != out {
				t.Fatalf("got %d, want %d", number(it), out)
			}
			out++
		}
	}
	if n, _ := q.Len(); n != in-out {
		t.Fatalf("len %d, want %d", n, in-out)
	}
}

func TestUnboundItems(t *testing.T) {
	h := NewHub()
	q := h.NewQueue(0, Replace)
	a, b := newMember(1), newMember(2)
	var gone atomic.Int64
	put := func(m *Member, n int, u Unbound) {
		if err := q.Put(awake, m, Item{Cargo: &crate{n: n, gone: &gone, bytes: 10}, Unbound: u}, 0); err != nil {
			t.Fatal(err)
		}
	}
	put(a, 1, Replace)
	put(b, 2, Remove)
	put(a, 3, Remove)
	put(a, 4, Fail)
	put(a, 5, Keep)
	if a.InFlight() != 4*(10+itemBytes) {
		t.Fatalf("in flight: %d", a.InFlight())
	}
	a.end()
	a.end()
	if gone.Load() != 3 {
		t.Fatalf("%d released", gone.Load())
	}
	if a.InFlight() != 10+itemBytes {
		t.Fatalf("in flight after the end: %d", a.InFlight())
	}
	for i, want := range []struct {
		n int
		u Unbound
	}{{0, Replace}, {2, Remove}, {0, Fail}, {5, Keep}} {
		it, err := q.Get(awake, 0)
		if err != nil || it.Unbound != want.u || (it.Cargo == nil) != (want.n == 0) || it.Cargo != nil && number(it) != want.n {
			t.Fatalf("item %d: %+v, %v", i, it, err)
		}
	}
	if a.InFlight() != 0 || b.InFlight() != 0 {
		t.Fatal("still in flight")
	}
}

func TestRemovalWakesSenders(t *testing.T) {
	q := NewHub().NewQueue(1, Replace)
	a := newMember(1)
	_ = q.Put(awake, a, Item{Cargo: &crate{}, Unbound: Remove}, 0)
	done := make(chan error)
	go func() { done <- q.Put(awake, nil, load(7), Forever) }()
	time.Sleep(5 * time.Millisecond)
	a.end()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

func TestMemoryInFlightIsLimited(t *testing.T) {
	q := NewHub().NewQueue(0, Replace)
	m := newMember(1)
	m.memory = 100 + itemBytes
	big := func() Item { return Item{Cargo: &crate{bytes: 60}, Unbound: Replace} }
	if err := q.Put(awake, m, big(), 0); err != nil {
		t.Fatal(err)
	}
	if err := q.Put(awake, m, big(), 0); err != ErrTooMuch {
		t.Fatal(err)
	}
	if _, err := q.Get(awake, 0); err != nil {
		t.Fatal(err)
	}
	if err := q.Put(awake, m, big(), 0); err != nil {
		t.Fatal(err)
	}
}

func TestBinding(t *testing.T) {
	h := NewHub()
	m := newMember(1)
	q := h.NewQueue(0, Replace)
	h.Pin(m, q)
	if err := h.Release(m, q.ID()); err != ErrUnbound {
		t.Fatal(err)
	}
	_ = h.Bind(m, q.ID())
	_ = h.Bind(m, q.ID())
	_ = h.Release(m, q.ID())
	if h.Queue(q.ID()) == nil {
		t.Fatal("gone too early")
	}
	m.end()
	if h.Queue(q.ID()) != nil {
		t.Fatal("the end of an interpreter does not release what it bound")
	}
	if _, err := q.Get(awake, Forever); err != ErrNotFound {
		t.Fatal(err)
	}
}

func TestPinsEndWithTheirMaker(t *testing.T) {
	h := NewHub()
	a, b := newMember(1), newMember(2)
	one, two := h.NewQueue(0, Replace), h.NewQueue(0, Replace)
	h.Pin(a, one)
	h.Pin(a, two)
	must(t, h.Bind(b, two.ID()), nil)
	a.end()
	if len(h.pinned) != 1 {
		t.Fatalf("%d pinned", len(h.pinned))
	}
	must(t, h.Release(b, two.ID()), nil)
	if len(h.pinned) != 0 {
		t.Fatal("still pinned")
	}
	runtime.KeepAlive(one)
}

// Unreferenced queues and channels go, also where they hold one another.
func TestCollected(t *testing.T) {
	h := NewHub()
	m := newMember(1)
	func() {
		for range 100 {
			q := h.NewQueue(0, Replace)
			_ = q.Put(awake, m, Item{Cargo: &holder{x: q}, Unbound: Replace}, 0)
			c := h.NewChannel(0, Keep).Hold()
			_ = c.Join(m, BothEnds)
			_ = c.Send(awake, m, Item{Cargo: &holder{x: c}}, 0)
		}
	}()
	for range 20 {
		runtime.GC()
		time.Sleep(5 * time.Millisecond)
		if len(h.Queues()) <= 1 && len(h.Channels()) <= 1 {
			h.mu.Lock()
			n := len(h.queues) + len(h.channels)
			h.mu.Unlock()
			if n <= 2 {
				return
			}
		}
	}
	t.Fatalf("%d queues, %d channels left", len(h.Queues()), len(h.Channels()))
}

type holder struct{ x any }

func (*holder) Unpack(t *core.Thread) (core.Value, error) { return core.None, nil }
func (*holder) Release()                                  {}

func TestChannelCPythonEnds(t *testing.T) {
	h := NewHub()
	a, b := newMember(1), newMember(2)
	closed := func(c *Channel, want bool) {
		t.Helper()
		if _, got := c.Closed(); got != want {
			t.Fatalf("closed: %v", got)
		}
	}
	c := h.NewChannel(0, Replace)
	must(t, c.Send(awake, a, load(1), 0), nil)
	must(t, c.ReleaseEnd(b, BothEnds), nil)
	closed(c, false)
	_, err := c.Recv(awake, a, 0)
	must(t, err, nil)
	must(t, c.ReleaseEnd(a, SendEnd), nil)
	closed(c, false)
	must(t, c.Send(awake, a, load(1), 0), ErrReleased)
	_, err = c.Recv(awake, a, 0)
	must(t, err, ErrEmpty)
	must(t, c.ReleaseEnd(a, RecvEnd), nil)
	closed(c, true)
	must(t, c.ReleaseEnd(a, BothEnds), ErrClosed)

	c = h.NewChannel(0, Replace)
	must(t, c.ReleaseEnd(a, BothEnds), nil)
	closed(c, true)

	c = h.NewChannel(0, Replace) // the only user ends
	must(t, c.Send(awake, a, load(1), 0), nil)
	a.end()
	closed(c, true)

	c = h.NewChannel(0, Replace)
	must(t, c.Send(awake, b, load(1), 0), nil)
	must(t, c.Close(BothEnds, false), ErrNotEmpty)
	must(t, c.Close(RecvEnd, false), ErrNotEmpty)
	must(t, c.Close(SendEnd, false), nil)
	must(t, c.Close(SendEnd, false), ErrClosed)
	must(t, c.Send(awake, b, load(1), 0), ErrClosed)
	_, err = c.Members(SendEnd)
	must(t, err, ErrClosed)
	_, err = c.Members(RecvEnd)
	must(t, err, nil)
	_, err = c.Recv(awake, b, 0)
	must(t, err, nil)
	closed(c, true)
	must(t, h.DestroyChannel(c.ID()), nil)
	must(t, h.DestroyChannel(c.ID()), ErrNotFound)
	_, err = c.Recv(awake, b, 0)
	must(t, err, ErrNotFound)
}

func must(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}

func TestChannelHeldEnds(t *testing.T) {
	h := NewHub()
	a, b := newMember(1), newMember(2)
	c := h.NewChannel(0, Keep).Hold()
	must(t, c.Join(a, BothEnds), nil)
	must(t, c.Join(b, SendEnd), nil)
	must(t, c.ReleaseEnd(a, SendEnd), nil)
	must(t, c.Send(awake, b, Item{Cargo: &crate{n: 5}}, 0), nil)
	b.end() // the last sender: what it sent is still there
	it, err := c.Recv(awake, a, Forever)
	must(t, err, nil)
	if number(it) != 5 {
		t.Fatal(it)
	}
	_, err = c.Recv(awake, a, Forever)
	must(t, err, ErrClosed)

	c = h.NewChannel(1, Keep).Hold()
	must(t, c.Join(a, BothEnds), nil)
	must(t, c.Send(awake, a, Item{Cargo: &crate{}}, 0), nil)
	done := make(chan error)
	go func() { done <- c.Send(awake, nil, Item{Cargo: &crate{}}, Forever) }()
	time.Sleep(5 * time.Millisecond)
	must(t, c.ReleaseEnd(a, RecvEnd), nil)
	must(t, <-done, ErrClosed)
}

func TestSendAndWait(t *testing.T) {
	h := NewHub()
	c := h.NewChannel(0, Replace)
	var gone atomic.Int64
	item := func() Item { return Item{Cargo: &crate{gone: &gone}, Unbound: Replace} }
	must(t, c.SendAndWait(awake, nil, item(), 10*time.Millisecond), ErrTimeout)
	if n, _ := c.Len(); n != 0 || gone.Load() != 1 {
		t.Fatalf("%d items left, %d released", n, gone.Load())
	}
	done := make(chan error)
	go func() { done <- c.SendAndWait(awake, nil, item(), Forever) }()
	_, err := c.Recv(awake, nil, Forever)
	must(t, err, nil)
	must(t, <-done, nil)
	go func() { done <- c.SendAndWait(awake, nil, item(), Forever) }()
	for n, _ := c.Len(); n == 0; n, _ = c.Len() {
		time.Sleep(time.Millisecond)
	}
	must(t, c.Close(BothEnds, true), nil)
	must(t, <-done, ErrClosed)
}

func TestSelect(t *testing.T) {
	h := NewHub()
	q, c, d := h.NewQueue(0, Replace), h.NewChannel(0, Keep).Hold(), h.NewChannel(1, Keep).Hold()
	cases := []Case{{Queue: q}, {Channel: c}}
	_, _, err := Select(awake, nil, cases, 0)
	must(t, err, ErrTimeout)
	go func() {
		time.Sleep(5 * time.Millisecond)
		_ = c.Send(awake, nil, load(3), 0)
	}()
	i, it, err := Select(awake, nil, cases, Forever)
	if err != nil || i != 1 || number(it) != 3 {
		t.Fatal(i, it, err)
	}
	out := load(9)
	i, _, err = Select(awake, nil, []Case{{Channel: c}, {Channel: d, Send: &out}}, Forever)
	if err != nil || i != 1 {
		t.Fatal(i, err)
	}
	_ = c.Close(BothEnds, true)
	i, it, err = Select(awake, nil, []Case{{Channel: c}, {Channel: d}}, Forever)
	if err != nil || i != 1 || number(it) != 9 {
		t.Fatal(i, it, err)
	}
	go func() {
		time.Sleep(5 * time.Millisecond)
		_ = d.Close(BothEnds, true)
	}()
	_, _, err = Select(awake, nil, []Case{{Channel: c}, {Channel: d}}, Forever)
	must(t, err, ErrClosed)
}

// A hammer: random operations on a few queues and channels from many goroutines, some of which are cancelled. Every item
// is received once, released once, or still there at the end; nobody sleeps for ever.
func TestHammer(t *testing.T) {
	defer goleak.VerifyNone(t)
	h := NewHub()
	var made, gone, got atomic.Int64
	var mu sync.Mutex
	queues := []*Queue{h.NewQueue(2, Replace), h.NewQueue(0, Replace)}
	chans := []*Channel{h.NewChannel(1, Keep).Hold(), h.NewChannel(0, Replace)}
	all := []func() (int, error){queues[0].Len, queues[1].Len, chans[0].Len, chans[1].Len}
	pick := func() (*Queue, *Channel) {
		mu.Lock()
		defer mu.Unlock()
		return queues[rand.IntN(len(queues))], chans[rand.IntN(len(chans))]
	}
	item := func() Item {
		made.Add(1)
		return Item{Cargo: &crate{gone: &gone, bytes: 1}, Unbound: Unbound(rand.IntN(4))}
	}
	sent := func(it Item, err error) { // not taken: still ours
		var r *Retracted
		if err != nil && !errors.As(err, &r) {
			it.Cargo.Release()
		}
	}
	received := func(it Item, err error) {
		if err == nil && it.Cargo != nil {
			got.Add(1)
		}
	}
	end := time.Now().Add(700 * time.Millisecond)
	var wg sync.WaitGroup
	for g := range 24 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			m := newMember(int64(g))
			defer func() { m.end() }()
			for time.Now().Before(end) {
				ctx, cancel := context.WithTimeout(context.Background(), time.Duration(rand.IntN(2000))*time.Microsecond)
				s := ctxSleeper{ctx}
				q, c := pick()
				d := []time.Duration{0, Forever, time.Duration(rand.IntN(1000)) * time.Microsecond}[rand.IntN(3)]
				switch rand.IntN(12) {
				case 0, 1:
					it := item()
					sent(it, q.Put(s, m, it, d))
				case 2, 3:
					received(q.Get(s, d))
				case 4, 5:
					it := item()
					sent(it, c.Send(s, m, it, d))
				case 6:
					it := item()
					sent(it, c.SendAndWait(s, m, it, d))
				case 7:
					received(c.Recv(s, m, d))
				case 8, 9:
					a, b := item(), item()
					q2, c2 := pick()
					i, it, err := Select(s, m, []Case{{Queue: q}, {Channel: c}, {Queue: q2, Send: &a}, {Channel: c2, Send: &b}}, d)
					if err != nil || i != 2 {
						a.Cargo.Release()
					}
					if err != nil || i != 3 {
						b.Cargo.Release()
					}
					if err == nil && i < 2 {
						received(it, nil)
					}
				case 10:
					if rand.IntN(20) == 0 {
						m.end()
						m = newMember(m.id)
					}
				case 11:
					if rand.IntN(100) == 0 {
						mu.Lock()
						if i := rand.IntN(2); rand.IntN(2) == 0 {
							_ = chans[i].Close(End(1+rand.IntN(3)), rand.IntN(2) == 0)
							chans[i] = h.NewChannel(rand.IntN(3), Unbound(rand.IntN(4)))
							all = append(all, chans[i].Len)
						} else {
							_ = h.DestroyQueue(queues[i].ID())
							queues[i] = h.NewQueue(rand.IntN(3), Replace)
							all = append(all, queues[i].Len)
						}
						mu.Unlock()
					}
				}
				cancel()
			}
		}()
	}
	wg.Wait()
	left := int64(0)
	for _, l := range all {
		n, _ := l()
		left += int64(n)
	}
	// What its owner's end has replaced by a mark is both released and still counted as left.
	marks := made.Load() - gone.Load() - got.Load()
	if marks > left || marks < 0 {
		t.Fatalf("made %d, released %d, received %d, left %d", made.Load(), gone.Load(), got.Load(), left)
	}
	if got.Load() == 0 {
		t.Fatal("nothing was received")
	}
}

func BenchmarkRoundTrip(b *testing.B) {
	h := NewHub()
	there, back := h.NewQueue(0, Replace), h.NewQueue(0, Replace)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s := ctxSleeper{ctx}
	go func() {
		for {
			it, err := there.Get(s, Forever)
			if err != nil {
				return
			}
			_ = back.Put(s, nil, it, 0)
		}
	}()
	for b.Loop() {
		_ = there.Put(s, nil, load(1), 0)
		_, _ = back.Get(s, Forever)
	}
}
