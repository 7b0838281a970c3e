// Benchmarks of what an embedder pays: a new interpreter, a call there and back, a function called from Python, values.
package vivarium_test

import (
	"context"
	"testing"

	"github.com/vivarium-py/vivarium"
)

func BenchmarkNewInterpreter(b *testing.B) {
	rt := vivarium.New()
	defer rt.Close()
	b.ReportAllocs()
	for b.Loop() {
		in, err := rt.NewInterpreter(vivarium.Config{})
		must(b, err)
		must(b, in.Close())
	}
}

func BenchmarkExecPass(b *testing.B) {
	in := newInterp(b, vivarium.Config{})
	b.ReportAllocs()
	for b.Loop() {
		must(b, in.Exec(ctx, "pass"))
	}
}

func benchmarkCall(b *testing.B, def string, arg, out any) {
	in := newInterp(b, vivarium.Config{})
	must(b, in.Exec(ctx, def))
	b.ReportAllocs()
	for b.Loop() {
		must(b, in.Call(ctx, "f", arg, out))
	}
}

func BenchmarkCallInt(b *testing.B) {
	benchmarkCall(b, "def f(x): return x + 1", 41, new(int))
}

func BenchmarkCallCancellable(b *testing.B) {
	in := newInterp(b, vivarium.Config{})
	must(b, in.Exec(ctx, "def f(x): return x + 1"))
	c, cancel := context.WithCancel(ctx)
	defer cancel()
	var n int
	b.ReportAllocs()
	for b.Loop() {
		must(b, in.Call(c, "f", 41, &n))
	}
}

func BenchmarkCallStruct(b *testing.B) {
	s := "content"
	benchmarkCall(b, "def f(m):\n    m['role'] = 'x'\n    return m", message{Role: "user", Content: &s, Tags: []string{"a", "b"}}, new(message))
}

func BenchmarkCallAny(b *testing.B) {
	benchmarkCall(b, "def f(m): return m", map[string]any{"a": 1, "b": []any{1, 2.5, "three"}}, new(any))
}

func BenchmarkInts1000(b *testing.B) {
	benchmarkCall(b, "def f(x): return x", make([]int, 1000), new([]int))
}

func BenchmarkGoFunction(b *testing.B) {
	in := newInterp(b, vivarium.Config{})
	must(b, in.Set("add", func(a, b int) int { return a + b }))
	must(b, in.Exec(ctx, "def f(n):\n    for i in range(n): add(i, 1)"))
	b.ReportAllocs()
	b.ResetTimer()
	must(b, in.Call(ctx, "f", b.N, nil))
}

func BenchmarkChannelRoundTrip(b *testing.B) {
	in := newInterp(b, vivarium.Config{})
	there, recv := vivarium.NewChannel[int](in.Runtime(), 0)
	send, back := vivarium.NewChannel[int](in.Runtime(), 0)
	must(b, in.Set("recv", recv))
	must(b, in.Set("send", send))
	done := make(chan error, 1)
	go func() { done <- in.Exec(ctx, "for n in recv: send.send(n)") }()
	for b.Loop() {
		must(b, there.Send(ctx, 1))
		if _, err := back.Recv(ctx); err != nil {
			b.Fatal(err)
		}
	}
	there.Close()
	must(b, <-done)
}

func BenchmarkCallError(b *testing.B) {
	in := newInterp(b, vivarium.Config{})
	must(b, in.Exec(ctx, "def g(x): return 1 / x\ndef f(x): return g(x)"))
	b.ReportAllocs()
	for b.Loop() {
		if in.Call(ctx, "f", 0, nil) == nil {
			b.Fatal("no error")
		}
	}
}

func BenchmarkFirstError(b *testing.B) {
	rt := vivarium.New()
	defer rt.Close()
	b.ReportAllocs()
	for b.Loop() {
		in, err := rt.NewInterpreter(vivarium.Config{})
		must(b, err)
		if in.Exec(ctx, "1 / 0") == nil {
			b.Fatal("no error")
		}
		must(b, in.Close())
	}
}

func BenchmarkNewExecClose(b *testing.B) {
	rt := vivarium.New()
	defer rt.Close()
	b.ReportAllocs()
	for b.Loop() {
		in, err := rt.NewInterpreter(vivarium.Config{})
		must(b, err)
		must(b, in.Exec(ctx, "pass"))
		must(b, in.Close())
	}
}

// The second wall: what a worker process costs.
func BenchmarkWorker(b *testing.B) {
	c := vivarium.Config{Isolation: vivarium.Process}
	for name, w := range map[string]vivarium.Workers{"Start": {Spare: -1}, "Reuse": {Spare: -1, Reuse: true}} {
		b.Run("New"+name, func(b *testing.B) {
			rt := vivarium.New()
			defer rt.Close()
			must(b, rt.SetWorkers(w))
			for b.Loop() {
				in, err := rt.NewInterpreter(c)
				must(b, err)
				must(b, in.Close())
			}
		})
	}
	rt := vivarium.New()
	defer rt.Close()
	in, err := rt.NewInterpreter(c)
	must(b, err)
	must(b, in.Exec(ctx, "def f(x): return x"))
	must(b, in.Set("g", func(n int) int { return n }))
	var n int
	b.Run("Call", func(b *testing.B) {
		for b.Loop() {
			must(b, in.Call(ctx, "f", 1, &n))
		}
	})
	b.Run("GoFunction", func(b *testing.B) {
		must(b, in.Set("n", b.N))
		must(b, in.Exec(ctx, "for i in range(n): g(i)"))
	})
	rows := make([]map[string]any, 1000)
	for i := range rows {
		rows[i] = map[string]any{"id": i, "name": "somebody", "tags": []string{"a", "b"}}
	}
	b.Run("Rows", func(b *testing.B) {
		var back []struct {
			ID   int `py:"id"`
			Name string
			Tags []string `py:"tags"`
		}
		for b.Loop() {
			must(b, in.Call(ctx, "f", rows, &back))
		}
	})
}
