package limits

import (
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// killWithin is how soon a kill must end whatever runs. A noisy machine is given more; VIVARIUM_KILL_MS sets it.
func killWithin() time.Duration {
	if n, err := strconv.Atoi(os.Getenv("VIVARIUM_KILL_MS")); err == nil {
		return time.Duration(n) * time.Millisecond
	}
	return 250 * time.Millisecond
}

// TestKillEndsNatives starts each native on a huge input, kills the interpreter and wants the end of it.
func TestKillEndsNatives(t *testing.T) {
	for _, c := range endless {
		t.Run(c.name, func(t *testing.T) {
			s := newSandbox(t, policy.Limits{})
			if err := s.run("import sys; sys.set_int_max_str_digits(0)\n" + c.setup); err != nil {
				if strings.Contains(err.Error(), "No module named") {
					t.Skip(err)
				}
				t.Fatal(err)
			}
			var killed time.Time
			done := make(chan struct{})
			timer := time.AfterFunc(20*time.Millisecond, func() {
				killed = time.Now()
				s.Kill(&core.Kill{Limit: "killed"})
				close(done)
			})
			var err error
			ended := make(chan struct{})
			go func() {
				err = s.run(c.call)
				close(ended)
			}()
			select {
			case <-ended:
			case <-time.After(20*time.Millisecond + max(2*time.Second, 2*killWithin())):
				t.Fatal("does not end")
			}
			defer s.close(t)
			if timer.Stop() { // it was shorter than that: nothing to stop
				if err != nil {
					t.Errorf("failed: %v\n%s", err, s.out.String())
				}
				t.Log("ended by itself")
				return
			}
			<-done
			if d := time.Since(killed); d > killWithin() {
				t.Errorf("ended %v after the kill", d)
			}
			if !errors.Is(err, &core.Kill{Limit: "killed"}) && err != nil {
				t.Errorf("got %v\n%s", err, s.out.String())
			}
		})
	}
}
