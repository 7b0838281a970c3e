// Command channels counts words with a pipeline of interpreters: Go sends lines into a typed channel, several interpreters
// count in parallel, and Go adds up what comes back.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/vivarium-py/vivarium"
)

// worker is what each interpreter runs: the two ends are set by Go.
const worker = `
from collections import Counter

for text in lines:
    counts.send(dict(Counter(word.strip(".,;").lower() for word in text.split())))
counts.release()
`

const poem = `The wind blew words along the lines,
the lines blew words along the wind;
along the words the lines and the wind blew.`

func run(ctx context.Context, w io.Writer, workers int) error {
	rt := vivarium.New()
	defer rt.Close()
	lines, linesEnd := vivarium.NewChannel[string](rt, 16)
	countsEnd, counts := vivarium.NewChannel[map[string]int](rt, 16)

	var wg sync.WaitGroup
	errs := make(chan error, workers)
	for range workers {
		in, err := rt.NewInterpreter(vivarium.Config{})
		if err != nil {
			return err
		}
		if err := in.Set("lines", linesEnd); err != nil {
			return err
		}
		if err := in.Set("counts", countsEnd); err != nil {
			return err
		}
		wg.Go(func() { errs <- in.Exec(ctx, worker) })
	}
	// From here on only the workers hold these ends: when the last of them is done, the loop below ends.
	linesEnd.Release()
	countsEnd.Release()

	go func() {
		for line := range strings.Lines(poem) {
			if lines.Send(ctx, line) != nil {
				return
			}
		}
		lines.Close()
	}()

	total := map[string]int{}
	for m, err := range counts.All(ctx) {
		if err != nil {
			return err
		}
		for word, n := range m {
			total[word] += n
		}
	}
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			return err
		}
	}
	words := make([]string, 0, len(total))
	for word := range total {
		words = append(words, word)
	}
	slices.SortFunc(words, func(a, b string) int {
		if total[a] != total[b] {
			return total[b] - total[a]
		}
		return strings.Compare(a, b)
	})
	for _, word := range words[:4] {
		fmt.Fprintf(w, "%-6s %d\n", word, total[word])
	}
	return nil
}

func main() {
	if err := run(context.Background(), os.Stdout, 4); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
