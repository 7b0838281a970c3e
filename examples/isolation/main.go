// Command isolation runs Python programs in worker processes: each behind its own glass, and the glass in a box of its own.
// One of the programs has its whole process ended; the others do not notice.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium"
)

func main() {
	vivarium.WorkerMain() // this program is its own worker process: that is where it goes on
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var programs = []string{
	"print(sum(n * n for n in range(10)))",
	"import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", // a fault of the runtime would look like this
	"print(double(21))",
}

func run(ctx context.Context, w io.Writer) error {
	rt := vivarium.New()
	defer rt.Close()
	if err := rt.SetWorkers(vivarium.Workers{Spare: 2, Max: 8}); err != nil {
		return err
	}
	var wg sync.WaitGroup
	errs := make([]error, len(programs))
	outs := make([]output, len(programs))
	for i, src := range programs {
		wg.Go(func() { errs[i] = one(ctx, rt, src, &outs[i]) })
	}
	wg.Wait()
	for i := range programs {
		var we *vivarium.WorkerError
		switch {
		case errors.As(errs[i], &we):
			fmt.Fprintf(w, "program %d lost its process: %s\n", i, we.Reason)
		case errs[i] != nil:
			return errs[i]
		default:
			fmt.Fprintf(w, "program %d printed %q\n", i, outs[i].text)
		}
	}
	return nil
}

// one runs a program in a worker process of its own.
func one(ctx context.Context, rt *vivarium.Runtime, src string, out *output) error {
	in, err := rt.NewInterpreter(vivarium.Config{
		Isolation: vivarium.Process,
		Limits:    vivarium.Limits{Time: 5 * time.Second, CPU: 5 * time.Second, Memory: 64 << 20},
		Policy:    vivarium.AllowAll(), // or the program could not kill its process
		Stdout:    out,
	})
	if err != nil {
		return err
	}
	defer in.Close()
	if err := in.Set("double", func(n int) int { return 2 * n }); err != nil {
		return err
	}
	return in.Exec(ctx, src)
}

// output keeps what is printed.
type output struct{ text string }

func (o *output) Write(p []byte) (int, error) {
	o.text += string(p)
	return len(p), nil
}
