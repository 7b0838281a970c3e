// Package limits tests that limits and kills hold whatever an interpreter runs. This file makes the interpreters.
package limits

import (
	"bytes"
	"errors"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
	"github.com/vivarium-py/vivarium/internal/stdlib"
	"github.com/vivarium-py/vivarium/lib"
)

// sandbox is an interpreter whose output is kept.
type sandbox struct {
	*core.Interpreter
	out bytes.Buffer
}

// newSandbox makes an interpreter under limits.
func newSandbox(tb testing.TB, l policy.Limits) *sandbox {
	tb.Helper()
	s := &sandbox{}
	h, err := host.New(host.Config{Policy: policy.Inherit(), Limits: l, Stdout: &s.out, Stderr: &s.out})
	if err != nil {
		tb.Fatal(err)
	}
	in, err := core.NewRuntime().NewInterpreter(core.Options{Host: h, Limits: l, Modules: stdlib.Modules(), Lib: lib.FS, Argv: []string{"test"}, Unbuffered: true})
	if err != nil {
		tb.Fatal(err)
	}
	in.Leave()
	s.Interpreter = in
	return s
}

// run runs a program under the limits of a run.
func (s *sandbox) run(src string) error {
	return s.Do(func(t *core.Thread) error {
		r := s.BeginRun(core.RunLimits{})
		defer r.End()
		return t.RunMain([]byte(src), "<test>", true)
	})
}

// mustRun is run where the program must end well.
func (s *sandbox) mustRun(tb testing.TB, src string) {
	tb.Helper()
	if err := s.run(src); err != nil {
		tb.Fatalf("%s\n%v\n%s", src, err, s.out.String())
	}
}

// wantKill checks that err is a kill by a limit.
func wantKill(tb testing.TB, err error, limit string) *core.Kill {
	tb.Helper()
	var k *core.Kill
	if !errors.As(err, &k) || k.Limit != limit {
		tb.Errorf("got %v, want a kill by %s", err, limit)
	}
	return k
}

// hangs is how long a test waits for what is due at once before it calls it hung: much, for a machine that does other work.
const hangs = time.Minute

// close ends the interpreter and reports one that does not end.
func (s *sandbox) close(tb testing.TB) {
	tb.Helper()
	done := make(chan struct{})
	go func() {
		_ = s.Close()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(hangs):
		tb.Error("the interpreter does not close")
	}
}
