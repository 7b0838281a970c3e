// Tests of channels between Go and Python.
package vivarium_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium"
)

type job struct {
	N    int    `py:"n"`
	Text string `py:"text"`
}

func TestChannelsBothWays(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	jobs, jobsEnd := vivarium.NewChannel[job](in.Runtime(), 2)
	resultsEnd, results := vivarium.NewChannel[map[string]int](in.Runtime(), 0)
	must(t, in.Set("jobs", jobsEnd))
	must(t, in.Set("results", resultsEnd))
	jobsEnd.Release()
	resultsEnd.Release()
	done := make(chan error, 1)
	go func() {
		done <- in.Exec(ctx, "for j in jobs:\n    results.send({j['text']: j['n'] ** 2})\nresults.close()")
	}()
	go func() {
		for i := range 20 {
			if err := jobs.Send(ctx, job{i, fmt.Sprint("j", i)}); err != nil {
				t.Error(err)
			}
		}
		jobs.Close()
	}()
	i := 0
	for m, err := range results.All(ctx) {
		must(t, err)
		if want := map[string]int{fmt.Sprint("j", i): i * i}; !reflect.DeepEqual(m, want) {
			t.Errorf("got %v, want %v", m, want)
		}
		i++
	}
	if i != 20 {
		t.Error("got", i)
	}
	must(t, <-done)
	if err := jobs.Send(ctx, job{}); !errors.Is(err, vivarium.ErrChannelClosed) {
		t.Error(err)
	}
}

func TestChannelErrors(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	send, recv := vivarium.NewChannel[int](rt, 1)
	if _, err := recv.TryRecv(); err != vivarium.ErrChannelEmpty {
		t.Error(err)
	}
	must(t, send.TrySend(1))
	if err := send.TrySend(2); err != vivarium.ErrChannelFull {
		t.Error(err)
	}
	c, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	if err := send.Send(c, 2); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if n, err := recv.Recv(ctx); n != 1 || err != nil {
		t.Error(n, err)
	}
	in, err := rt.NewInterpreter(vivarium.Config{})
	must(t, err)
	must(t, in.Set("ch", send))
	must(t, in.Exec(ctx, "ch.send([1, {'a': 'b'}])"))
	var ce *vivarium.ConversionError
	if _, err := recv.Recv(ctx); !errors.As(err, &ce) || ce.Error() != "got list, want int" {
		t.Error(err)
	}
	must(t, in.Exec(ctx, "class C: pass\nch.send(C())"))
	if _, err := recv.Recv(ctx); err == nil {
		t.Error("an instance of a class of __main__ came through")
	}
	must(t, in.Exec(ctx, "ch.send(5)"))
	if n, err := recv.Recv(ctx); n != 5 || err != nil {
		t.Error(n, err)
	}
	send.Close()
	if _, err := recv.Recv(ctx); err != vivarium.ErrChannelClosed {
		t.Error(err)
	}
}

func TestChannelEndsCross(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	must(t, in.Exec(ctx, "import interpreters\ns, r = interpreters.create_channel()\ns.send('from python')\ns.send(2)"))
	r, err := vivarium.Get[*vivarium.RecvChannel[any]](in, "r")
	must(t, err)
	if v, err := r.Recv(ctx); v != any("from python") || err != nil {
		t.Error(v, err)
	}
	if _, err := vivarium.Get[*vivarium.SendChannel[any]](in, "r"); err == nil {
		t.Error("a RecvChannel was taken for a SendChannel")
	}
	var x any
	must(t, in.Get("s", &x))
	s, ok := x.(*vivarium.SendChannel[any])
	if !ok {
		t.Fatalf("%T", x)
	}
	must(t, s.Send(ctx, map[string]any{"reply": s}))
	if v, err := vivarium.Eval[bool](ctx, in, "(r.recv(), r.recv()['reply'] == s)[1]"); !v || err != nil {
		t.Error(v, err)
	}
	if same, err := vivarium.Call[bool](ctx, in, "s.__eq__", s); !same || err != nil {
		t.Error(same, err)
	}
}

func TestChannelHammer(t *testing.T) {
	rt := vivarium.New()
	defer rt.Close()
	send, recv := vivarium.NewChannel[int](rt, 8)
	backEnd, back := vivarium.NewChannel[int](rt, 8)
	const workers, each = 4, 200
	var wg sync.WaitGroup
	for range workers {
		in, err := rt.NewInterpreter(vivarium.Config{})
		must(t, err)
		must(t, in.Set("jobs", recv))
		must(t, in.Set("out", backEnd))
		wg.Go(func() {
			if err := in.Exec(ctx, "for n in jobs: out.send(n + 1)"); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			for i := range each {
				if err := send.Send(ctx, i); err != nil {
					t.Error(err)
				}
			}
		})
	}
	sum := 0
	for range workers * each {
		n, err := back.Recv(ctx)
		must(t, err)
		sum += n
	}
	if want := workers * each * (each + 1) / 2; sum != want {
		t.Error(sum, want)
	}
	send.Close()
	wg.Wait()
}
