// Package tests runs the Python scripts below this folder and compares what they print with the .out file beside
// each, which only CPython writes (tests/update).
package tests

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// viv is the command under test, built once.
var viv string

func TestMain(m *testing.M) {
	heedSignals()
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "viv-tests")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		viv = filepath.Join(dir, "viv")
		lookAtSources()
		if out, err := exec.Command("go", "build", "-o", viv, "../cmd/viv").CombinedOutput(); err != nil {
			os.Stderr.Write(out)
			return 1
		}
		return m.Run()
	}())
}

// heedSignals is for what is started here: a shell that has go test run in the background has it ignore SIGINT, nohup SIGHUP, and
// both are handed down.
func heedSignals() {
	for _, sig := range []os.Signal{syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT} {
		if signal.Ignored(sig) {
			signal.Notify(make(chan os.Signal, 1), sig)
		}
	}
}

// lookAtSources reads the attributes of every source file, so that go test does not take a cached result after a change.
func lookAtSources() {
	_ = filepath.WalkDir("..", func(p string, d os.DirEntry, err error) error {
		if err == nil && (strings.HasSuffix(p, ".go") || strings.HasSuffix(p, ".py")) {
			_, _ = os.Stat(p)
		}
		return nil
	})
}

// scripts lists the scripts that have a golden file.
func scripts(t *testing.T) []string {
	all, err := filepath.Glob("*/*.py")
	if err != nil || len(all) == 0 {
		t.Fatal("no scripts here")
	}
	return all
}

func TestScripts(t *testing.T) {
	for _, script := range scripts(t) {
		t.Run(strings.TrimSuffix(script, ".py"), func(t *testing.T) {
			t.Parallel()
			want, err := os.ReadFile(strings.TrimSuffix(script, ".py") + ".out")
			if err != nil {
				t.Fatalf("%v: run tests/update", err)
			}
			ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, viv, filepath.Base(script))
			cmd.Dir = filepath.Dir(script)
			cmd.Env = append(os.Environ(), "VIVARIUM_STDLIB=")
			var out, errs bytes.Buffer
			cmd.Stdout, cmd.Stderr = &out, &errs
			if err := cmd.Run(); err != nil {
				t.Fatalf("%v\n%s%s", err, out.Bytes(), errs.Bytes())
			}
			if !bytes.Equal(out.Bytes(), want) {
				t.Errorf("got:\n%s\nwant:\n%s", out.Bytes(), want)
			}
		})
	}
}
