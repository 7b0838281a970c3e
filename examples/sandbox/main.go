// Command sandbox runs Python code that nobody reviewed, from its standard input or from the samples below, and tells how it
// ended. The code may compute and print; it reaches no file, no network and no other process, and cannot run on.
//
//	echo 'print(6 * 7)' | go run ./examples/sandbox -
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/vivarium-py/vivarium"
)

// Verdict is how a program ended.
type Verdict struct {
	Output string
	How    string
}

// Try runs a program within one second of a processor, 64 MiB and 64 KiB of output.
func Try(ctx context.Context, rt *vivarium.Runtime, program string) (Verdict, error) {
	var out bytes.Buffer
	in, err := rt.NewInterpreter(vivarium.Config{
		Limits: vivarium.Limits{CPU: time.Second, Time: time.Minute, Memory: 64 << 20, Output: 64 << 10, Threads: 4, Handles: 16},
		Stdout: &out, Stderr: &out,
	})
	if err != nil {
		return Verdict{}, err
	}
	err = in.Exec(ctx, program)
	in.Close()
	v := Verdict{Output: out.String()}
	var limit *vivarium.LimitError
	var pe *vivarium.PythonError
	switch {
	case err == nil:
		v.How = "ended well"
	case errors.As(err, &limit):
		v.How = "was stopped: over its limit of " + limit.Resource
	case errors.As(err, &pe) && pe.IsA("PermissionError"):
		v.How = "was denied: " + pe.Message
	case errors.As(err, &pe):
		v.How = "failed: " + pe.Error()
	default:
		return v, err
	}
	return v, nil
}

var samples = []string{
	"print(sum(n * n for n in range(10)))",
	"open('/etc/passwd').read()",
	"while True: pass",
	"x = [0]\nwhile True: x += x",
	"while True: print('spam' * 100)",
	"import os\nos._exit(1)",
	"1 / 0",
}

func run(ctx context.Context, w io.Writer, programs []string) error {
	rt := vivarium.New()
	defer rt.Close()
	for _, p := range programs {
		v, err := Try(ctx, rt, p)
		if err != nil {
			if !errors.Is(err, vivarium.ErrKilled) {
				return err
			}
			v.How = "ended itself"
		}
		if len(v.Output) > 40 {
			v.Output = v.Output[:40] + "...\n"
		}
		fmt.Fprintf(w, "%q %s\n%s", p, v.How, v.Output)
	}
	return nil
}

func main() {
	programs := samples
	if len(os.Args) > 1 && os.Args[1] == "-" {
		src, err := io.ReadAll(os.Stdin)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		programs = []string{string(src)}
	}
	if err := run(context.Background(), os.Stdout, programs); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
