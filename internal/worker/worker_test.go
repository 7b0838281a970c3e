// Tests of connections and pools, without Python.
package worker

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/vivarium-py/vivarium/internal/host"
)

var codec = NewCodec(nil)

// echo answers requests with what they hold, and asks back where it is told to.
type echo struct {
	mu      sync.Mutex
	conn    *Conn
	notices []string
}

func (e *echo) Request(q *Request) {
	if q.Op == OpHello {
		_ = q.Reply(nil)
		return
	}
	var text string
	if q.Decode(&text) != nil {
		return
	}
	switch q.Op {
	case 2: // asks back, which asks back ...
		var n int
		fmt.Sscan(text, &n)
		if n > 0 {
			e.mu.Lock()
			c := e.conn
			e.mu.Unlock()
			var got string
			if err := c.Call(2, fmt.Sprint(n-1), &got); err != nil {
				got = err.Error()
			}
			text = got + " " + text
		}
	case 3:
		if err := q.Reply(make([]byte, 100<<20)); err == nil {
			panic("a reply that is too large was sent")
		}
		text = "too large"
	case 4:
		os.Exit(7)
	}
	_ = q.Reply(text)
}

func (e *echo) Notice(op uint8, body []byte) error {
	if op != 1 {
		return &ProtocolError{"notice"}
	}
	var text string
	if err := codec.Decode(body, &text); err != nil {
		return err
	}
	e.mu.Lock()
	e.notices = append(e.notices, text)
	e.mu.Unlock()
	return nil
}

func TestMain(m *testing.M) {
	if in, out, ok, err := host.WorkerPipes(); ok {
		if err != nil {
			panic(err)
		}
		e := &echo{}
		e.mu.Lock()
		e.conn = NewConn(in, out, codec, e)
		e.mu.Unlock()
		<-e.conn.Done()
		os.Exit(0)
	}
	goleak.VerifyTestMain(m)
}

// pair makes two ends of a connection in this process.
func pair(t testing.TB) (a, b *Conn, ea, eb *echo) {
	r1, w1 := io.Pipe()
	r2, w2 := io.Pipe()
	ea, eb = &echo{}, &echo{}
	ea.conn = NewConn(r1, w2, codec, ea)
	eb.conn = NewConn(r2, w1, codec, eb)
	t.Cleanup(func() { ea.conn.Close(); eb.conn.Close() })
	return ea.conn, eb.conn, ea, eb
}

func TestRequestsBothWays(t *testing.T) {
	a, _, _, eb := pair(t)
	var got string
	if err := a.Call(1, "hello", &got); got != "hello" || err != nil {
		t.Error(got, err)
	}
	if err := a.Call(2, "5", &got); got != "0 1 2 3 4 5" || err != nil {
		t.Error(got, err)
	}
	if err := a.Notify(1, "x"); err != nil {
		t.Error(err)
	}
	if err := a.Call(1, "y", &got); err != nil {
		t.Error(err)
	}
	eb.mu.Lock()
	defer eb.mu.Unlock()
	if fmt.Sprint(eb.notices) != "[x]" {
		t.Error("a notice is handled after what was sent behind it:", eb.notices)
	}
}

func TestTooLarge(t *testing.T) {
	a, b, _, _ := pair(t)
	if err := a.Call(1, strings.Repeat("x", DefaultMaxFrame), nil); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
	var got string
	if err := a.Call(3, "", &got); got != "too large" || err != nil {
		t.Error(got, err)
	}
	b.SetMaxFrame(1 << 20)
	if err := a.Call(1, strings.Repeat("x", 2<<20), nil); err == nil {
		t.Error("a frame beyond the other end's maximum was taken")
	}
	<-b.Done()
	var pe *ProtocolError
	if !errors.As(b.Err(), &pe) || !strings.Contains(pe.Text, "at most 1048576") {
		t.Error(b.Err())
	}
}

func TestHostileFrames(t *testing.T) {
	head := func(n uint32, kind, op byte, id uint64) []byte {
		b := binary.BigEndian.AppendUint32(nil, n)
		return binary.BigEndian.AppendUint64(append(b, kind, op), id)
	}
	for name, c := range map[string]struct {
		send []byte
		want string
	}{
		"length":         {head(1<<31, kindReply, 1, 1), "bytes, at most"},
		"kind":           {head(0, 0, 1, 1), "kind 0"},
		"unknown reply":  {head(0, kindReply, 1, 5), "request 5, which was not sent"},
		"garbage":        {append(head(3, kindRequest, 1, 1), 0xFF, 0xFF, 0xFF), "decoded"},
		"indefinite":     {append(head(2, kindRequest, 1, 1), 0x9F, 0xFF), "decoded"},
		"bad notice":     {append(head(1, kindNotice, 1, 1), 0xFF), "cbor"},
		"unknown notice": {head(0, kindNotice, 9, 1), "notice"},
		"cut":            {head(100, kindRequest, 1, 1), "gone"},
	} {
		r, w := io.Pipe()
		conn := NewConn(r, nopCloser{io.Discard}, codec, &echo{})
		go func() {
			_, _ = w.Write(c.send)
			if name == "cut" {
				w.Close()
			}
		}()
		select {
		case <-conn.Done():
		case <-time.After(time.Minute):
			t.Fatalf("%s: the connection goes on", name)
		}
		if err := conn.Err(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if err := conn.Call(1, "x", nil); err == nil {
			t.Errorf("%s: a call on an ended connection", name)
		}
		conn.Close()
		w.Close()
	}
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// FuzzFrames feeds a connection with anything: it must end, or wait for more, and never panic.
func FuzzFrames(f *testing.F) {
	f.Add([]byte{0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0x60})
	f.Fuzz(func(t *testing.T, b []byte) {
		r, w := io.Pipe()
		conn := NewConn(r, nopCloser{io.Discard}, codec, &echo{conn: nil})
		_, _ = w.Write(b)
		w.Close()
		<-conn.Done()
		conn.Close()
	})
}

func TestMaxItems(t *testing.T) {
	for _, c := range []struct {
		x any
		n int64
	}{
		{nil, 1}, {1, 1}, {1000, 1}, {1 << 40, 1}, {"text", 1}, {strings.Repeat("x", 300), 1}, {[]any{1, "a", []any{}}, 4}, {map[string]int{"a": 1}, 3}, {1.5, 1},
		{make([]int, 70000), 70001},
	} {
		b, err := codec.Encode(c.x)
		if err != nil {
			t.Fatal(err)
		}
		if n := countItems(b); n != c.n {
			t.Errorf("%.20v: %d items, want %d", c.x, n, c.n)
		}
	}
	a, b, _, _ := pair(t)
	b.SetMaxItems(1000)
	if err := a.Notify(1, strings.Repeat("x", 5000)); err != nil {
		t.Error(err)
	}
	if err := a.Call(1, make([]int, 2000), nil); err == nil {
		t.Error("no error")
	}
	<-b.Done()
	if !strings.Contains(b.Err().Error(), "more than 1000 values") {
		t.Error(b.Err())
	}
}

func TestConnHammer(t *testing.T) {
	a, b, _, _ := pair(t)
	var wg sync.WaitGroup
	for g := range 8 {
		c := []*Conn{a, b}[g%2]
		wg.Go(func() {
			for i := range 200 {
				var got string
				want := fmt.Sprint(g, "-", i)
				if err := c.Call(1, want, &got); got != want || err != nil {
					t.Error(got, err)
					return
				}
				if i%50 == 0 {
					if err := c.Call(2, "3", &got); got != "0 1 2 3" || err != nil {
						t.Error(got, err)
					}
				}
				_ = c.Notify(1, "n")
			}
		})
	}
	wg.Wait()
	// The end while requests are under way.
	for range 8 {
		wg.Go(func() {
			for a.Call(1, "x", nil) == nil {
			}
		})
	}
	time.Sleep(5 * time.Millisecond)
	b.Close()
	wg.Wait()
}

func TestPool(t *testing.T) {
	p := NewPool(Options{Command: []string{os.Args[0]}, Spare: 2, Codec: codec})
	w, err := p.Get("a")
	if err != nil {
		t.Fatal(err)
	}
	w.Conn.SetHandler(&echo{})
	var got string
	if err := w.Conn.Call(1, "hello", &got); got != "hello" || err != nil {
		t.Error(got, err)
	}
	for end := time.Now().Add(time.Minute); p.Idle() < 2 && time.Now().Before(end); time.Sleep(time.Millisecond) {
	}
	if p.Idle() != 2 {
		t.Errorf("%d spare workers, want 2", p.Idle())
	}
	p.Put(w, "a")
	if again, err := p.Get("a"); again != w || err != nil {
		t.Error("a worker that was put back is not handed out again", err)
	}
	other, err := p.Get("b")
	if other == w || err != nil {
		t.Error(err)
	}
	// An idle worker that dies is not handed out.
	p.Put(w, "a")
	w.Kill()
	<-w.Done()
	<-w.Conn.Done()
	next, err := p.Get("a")
	if next == w || err != nil {
		t.Error("a dead worker was handed out", err)
	}
	// One that ends itself under a call.
	if err := next.Conn.Call(4, "", nil); err == nil {
		t.Error("no error of a worker that ended")
	}
	<-next.Done()
	if e := next.Exit(); e.Text != "exit status 7" {
		t.Error(e.Text)
	}
	next.End()
	p.Close()
	if other.Conn.Err() == nil {
		t.Error("Close leaves a worker")
	}
	other.End()
	if _, err := p.Get("a"); err != ErrClosed {
		t.Error(err)
	}
}

func TestPoolHammer(t *testing.T) {
	p := NewPool(Options{Command: []string{os.Args[0]}, Spare: 2, Codec: codec})
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 5 {
				w, err := p.Get("c")
				if err != nil {
					if err != ErrClosed {
						t.Error(err)
					}
					return
				}
				w.Conn.SetHandler(&echo{})
				_ = w.Conn.Call(1, "x", nil)
				switch (g + i) % 3 {
				case 0:
					w.End()
				case 1:
					w.Kill()
					w.End()
				case 2:
					p.Put(w, "c")
				}
				if g == 3 && i == 3 {
					p.Close()
				}
			}
		})
	}
	wg.Wait()
	p.Close()
}
