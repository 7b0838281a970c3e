// Command parallel does the same CPU-bound work four times: by one interpreter, by its threads, by several interpreters, and by
// processes; and prints how they compare on this machine.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/vivarium-py/vivarium"
)

// work is what everybody runs: primes(n) counts the primes below n, slowly.
const work = `
def primes(n):
    count = 0
    for k in range(2, n):
        d = 2
        while d * d <= k:
            if k % d == 0:
                break
            d += 1
        else:
            count += 1
    return count
`

// threads runs primes(n) in each of several threads of one interpreter.
const threads = work + `
import threading, queue

def in_threads(workers, n):
    results = []
    ts = [threading.Thread(target=lambda: results.append(primes(n))) for _ in range(workers)]
    for t in ts: t.start()
    for t in ts: t.join()
    return results

def start_thread():
    t = threading.Thread(target=int)
    t.start()
    t.join()

there, back = queue.Queue(), queue.Queue()

def echo():
    while (x := there.get()) is not None:
        back.put(x)

def round_trips(n):
    t = threading.Thread(target=echo)
    t.start()
    for i in range(n):
        there.put(i)
        back.get()
    there.put(None)
    t.join()
`

// row is one line of the table.
type row struct {
	model, isolation, talk string
	work, start, message   time.Duration
}

// workerEnv makes this program a worker: it answers each number on its input with the primes below it, 0 with 0.
const workerEnv = "VIVARIUM_EXAMPLE_WORKER"

func worker(in io.Reader, out io.Writer) error {
	rt := vivarium.New()
	defer rt.Close()
	p, err := rt.NewInterpreter(vivarium.Config{})
	if err != nil {
		return err
	}
	if err := p.Exec(context.Background(), work); err != nil {
		return err
	}
	for s := bufio.NewScanner(in); s.Scan(); {
		n, err := strconv.Atoi(s.Text())
		if err != nil {
			return err
		}
		count, err := vivarium.Call[int](context.Background(), p, "primes", n)
		if err != nil {
			return err
		}
		fmt.Fprintln(out, count)
	}
	return nil
}

// process is a worker process.
type process struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func startProcess() (*process, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p := &process{cmd: exec.Command(exe)}
	p.cmd.Env = append(os.Environ(), workerEnv+"=1")
	p.cmd.Stderr = os.Stderr
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewReader(out)
	return p, p.cmd.Start()
}

func (p *process) call(n int) (int, error) {
	fmt.Fprintln(p.in, n)
	line, err := p.out.ReadString('\n')
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(line))
}

func (p *process) close() error {
	p.in.Close()
	return p.cmd.Wait()
}

// took measures f.
func took(f func() error) (time.Duration, error) {
	start := time.Now()
	err := f()
	return time.Since(start), err
}

// each measures one of n runs of f.
func each(n int, f func() error) (time.Duration, error) {
	d, err := took(func() error {
		for range n {
			if err := f(); err != nil {
				return err
			}
		}
		return nil
	})
	return d / time.Duration(n), err
}

// together runs f for each worker at once.
func together(workers int, f func(i int) error) error {
	var wg sync.WaitGroup
	errs := make([]error, workers)
	for i := range workers {
		wg.Go(func() { errs[i] = f(i) })
	}
	wg.Wait()
	return errors.Join(errs...)
}

var errCount = errors.New("the workers do not agree")

func run(ctx context.Context, w io.Writer, workers, n, trips int) error {
	rt := vivarium.New()
	defer rt.Close()
	one, err := rt.NewInterpreter(vivarium.Config{Name: "one"})
	if err != nil {
		return err
	}
	if err := one.Exec(ctx, threads); err != nil {
		return err
	}
	want, err := vivarium.Call[int](ctx, one, "primes", n)
	if err != nil {
		return err
	}
	check := func(got int, err error) error {
		if err == nil && got != want {
			err = errCount
		}
		return err
	}

	rows := []row{{model: "One interpreter", isolation: "-", talk: "-"}}
	rows[0].work, err = took(func() error {
		for range workers {
			if err := check(vivarium.Call[int](ctx, one, "primes", n)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}

	th := row{model: "Threading", isolation: "none (shared memory)", talk: "queue.Queue"}
	if th.work, err = took(func() error {
		got, err := vivarium.Call[[]int](ctx, one, "in_threads", workers, n)
		if err == nil && len(got) != workers {
			err = errCount
		}
		return err
	}); err != nil {
		return err
	}
	if th.start, err = each(50, func() error { return one.Call(ctx, "start_thread", nil) }); err != nil {
		return err
	}
	if th.message, err = took(func() error { return one.Call(ctx, "round_trips", trips, nil) }); err != nil {
		return err
	}
	th.message /= time.Duration(trips)

	sub := row{model: "Subinterpreters", isolation: "strong (separate state)", talk: "channel"}
	pool := make([]*vivarium.Interpreter, workers)
	for i := range pool {
		if pool[i], err = rt.NewInterpreter(vivarium.Config{}); err != nil {
			return err
		}
		if err := pool[i].Exec(ctx, work); err != nil {
			return err
		}
	}
	if sub.work, err = took(func() error {
		return together(workers, func(i int) error { return check(vivarium.Call[int](ctx, pool[i], "primes", n)) })
	}); err != nil {
		return err
	}
	if sub.start, err = each(50, func() error {
		in, err := rt.NewInterpreter(vivarium.Config{})
		if err != nil {
			return err
		}
		return in.Close()
	}); err != nil {
		return err
	}
	if sub.message, err = channelTrips(ctx, rt, one, pool[0], trips); err != nil {
		return err
	}

	proc := row{model: "Multiprocessing", isolation: "full (separate processes)", talk: "pipe"}
	procs := make([]*process, workers)
	for i := range procs {
		if procs[i], err = startProcess(); err != nil {
			return err
		}
		if _, err := procs[i].call(0); err != nil {
			return err
		}
	}
	if proc.work, err = took(func() error {
		return together(workers, func(i int) error { return check(procs[i].call(n)) })
	}); err != nil {
		return err
	}
	if proc.message, err = each(trips, func() error { _, err := procs[0].call(0); return err }); err != nil {
		return err
	}
	for _, p := range procs {
		if err := p.close(); err != nil {
			return err
		}
	}
	if proc.start, err = each(3, func() error {
		p, err := startProcess()
		if err != nil {
			return err
		}
		if _, err := p.call(0); err != nil {
			return err
		}
		return p.close()
	}); err != nil {
		return err
	}
	rows = append(rows, th, sub, proc)

	fmt.Fprintf(w, "%d workers on %d CPUs, each counting the primes below %d (%d)\n\n", workers, runtime.GOMAXPROCS(0), n, want)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "Model\tTime\tParallelism\tIsolation\tCommunication\tRound trip\tStart and end")
	for _, r := range rows {
		fmt.Fprintf(tw, "%s\t%v\t%.1fx\t%s\t%s\t%s\t%s\n", r.model, r.work.Round(time.Millisecond), float64(rows[0].work)/float64(r.work),
			r.isolation, r.talk, short(r.message), short(r.start))
	}
	return tw.Flush()
}

func short(d time.Duration) string {
	if d == 0 {
		return "-"
	}
	if d < time.Millisecond {
		return d.Round(100 * time.Nanosecond).String()
	}
	return d.Round(100 * time.Microsecond).String()
}

// channelTrips measures a message between two interpreters, there and back.
func channelTrips(ctx context.Context, rt *vivarium.Runtime, a, b *vivarium.Interpreter, n int) (time.Duration, error) {
	thereSend, thereRecv := vivarium.NewChannel[int](rt, 0)
	backSend, backRecv := vivarium.NewChannel[int](rt, 0)
	for _, s := range []struct {
		in    *vivarium.Interpreter
		name  string
		value any
	}{{a, "out", thereSend}, {a, "inp", backRecv}, {b, "out", backSend}, {b, "inp", thereRecv}} {
		if err := s.in.Set(s.name, s.value); err != nil {
			return 0, err
		}
	}
	done := make(chan error, 1)
	go func() { done <- b.Exec(ctx, "for x in inp: out.send(x)") }()
	d, err := took(func() error {
		return a.Exec(ctx, fmt.Sprintf("def trips():\n    for i in range(%d):\n        out.send(i)\n        inp.recv()\ntrips()\nout.close()", n))
	})
	return d / time.Duration(n), errors.Join(err, <-done)
}

func main() {
	workers := flag.Int("workers", max(2, runtime.GOMAXPROCS(0)), "how many work at once")
	n := flag.Int("n", 300_000, "count the primes below this number")
	flag.Parse()
	var err error
	if os.Getenv(workerEnv) != "" {
		err = worker(os.Stdin, os.Stdout)
	} else {
		err = run(context.Background(), os.Stdout, *workers, *n, 2000)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
