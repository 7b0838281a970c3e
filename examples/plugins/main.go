// Command plugins is a host with three plugins written in Python: one works, one crashes, one never ends. Each has an
// interpreter of its own, with limits and nothing granted; what the two bad ones do stops neither the host nor the good one.
package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/vivarium-py/vivarium"
)

//go:embed plugins/*.py
var files embed.FS

// Request and Reply are what plugins get and give.
type Request struct {
	Name string `py:"name"`
}

type Reply struct {
	Text   string `py:"text"`
	Length int    `py:"length"`
}

// hostModule is what plugins may use of the host: "import host" in Python.
func hostModule(name string, w io.Writer) vivarium.Module {
	return vivarium.Module{Name: "host", Members: map[string]any{
		"log":      func(text string) { fmt.Fprintf(w, "  %s says: %s\n", name, text) },
		"language": func() string { return "de" },
	}}
}

func run(ctx context.Context, w io.Writer) error {
	plugins, err := fs.Sub(files, "plugins")
	if err != nil {
		return err
	}
	rt := vivarium.New()
	defer rt.Close()
	for _, name := range []string{"crashing", "endless", "good"} {
		in, err := rt.NewInterpreter(vivarium.Config{
			Name:    name,
			FS:      plugins,
			Limits:  vivarium.Limits{Time: time.Second, Memory: 32 << 20},
			Modules: []vivarium.Module{hostModule(name, w)},
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s:\n", name)
		reply, err := vivarium.Call[Reply](ctx, in, name+".handle", Request{Name: "Ada"})
		var pe *vivarium.PythonError
		switch {
		case err == nil:
			fmt.Fprintf(w, "  replied %q, %d letters\n", reply.Text, reply.Length)
		case errors.Is(err, vivarium.ErrTimeLimit):
			fmt.Fprintln(w, "  was ended: it used up its time")
		case errors.As(err, &pe):
			last := pe.Frames[len(pe.Frames)-1]
			fmt.Fprintf(w, "  failed: %v, in %s, line %d\n", pe, last.Function, last.Line)
		default:
			return err
		}
		if err := in.Close(); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
