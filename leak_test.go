// Tests that everything is given back: memory, goroutines, descriptors.
package vivarium_test

import (
	"errors"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium"
)

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// cycle makes, uses and closes an interpreter in all the ways that leave something behind.
func cycle(t *testing.T, rt *vivarium.Runtime, i int) {
	in, err := rt.NewInterpreter(vivarium.Config{Limits: vivarium.Limits{Memory: 64 << 20}})
	must(t, err)
	send, recv := vivarium.NewChannel[int](rt, 0)
	must(t, in.Set("send", send))
	must(t, in.Set("f", func(n int) (int, error) { return n, errors.New("no") }))
	must(t, in.Exec(ctx, "import json, threading\nsend.send(1)\nclass C: pass\nc = C()\nc.self = c\nr, w = __import__('os').pipe()"))
	if n, err := recv.Recv(ctx); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	o, err := vivarium.Get[*vivarium.Object](in, "c")
	must(t, err)
	if err := in.Call(ctx, "f", 1, nil); err == nil {
		t.Fatal("no error")
	}
	switch i % 3 {
	case 0:
		must(t, in.Exec(ctx, "e = threading.Event()\nthreading.Thread(target=e.wait, daemon=True).start()"))
	case 1:
		in.Kill()
	}
	must(t, in.Close())
	_ = o.Type()
}

func TestNothingIsLeft(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	rt := vivarium.New()
	defer rt.Close()
	for i := range 50 {
		cycle(t, rt, i)
	}
	before, goroutines := heap(), runtime.NumGoroutine()
	fds, err := os.ReadDir("/proc/self/fd")
	must(t, err)
	const n = 300
	for i := range n {
		cycle(t, rt, i)
	}
	deadline := time.Now().Add(hangs)
	for runtime.NumGoroutine() > goroutines && time.Now().Before(deadline) {
		time.Sleep(10 * time.Millisecond)
	}
	if now := runtime.NumGoroutine(); now > goroutines {
		t.Errorf("%d goroutines became %d", goroutines, now)
	}
	after, err := os.ReadDir("/proc/self/fd")
	must(t, err)
	if len(after) > len(fds) {
		t.Errorf("%d descriptors became %d", len(fds), len(after))
	}
	if now := heap(); now > before+n*1024 {
		t.Errorf("%d bytes became %d: %d a cycle", before, now, (now-before)/n)
	}
}
