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
	return time.Second
}

// slow are the natives that look at a kill too rarely for killWithin on inputs of killMemory: docs/SECURITY.md says so. They
// end within slowKill; whoever makes one better takes it out.
var slow = map[string]bool{
	"pow_mod_inverse": true, "float_str": true, "complex_str": true, "str_count": true, "str_strip_chars": true, "str_strip_many": true,
	"str_translate": true, "str_translate_dict": true, "str_isalpha": true, "str_isdigit": true, "str_isupper": true, "str_isspace": true,
	"str_isidentifier": true, "str_isprintable": true, "str_encode_utf32": true, "float_format_prec": true, "bytes_count": true,
	"bytes_decode_surrogateescape": true, "bytes_decode_unicode_escape": true, "memoryview_copy": true, "json_loads_float": true,
	"format_width": true, "int_str_huge": true, "bytearray_reverse": true, "textio_read": true, "marshal_dumps_int": true, "random_getrandbits": true, "stringio_newline": true, "gc_objects": true, "gc_referrers": true,
}

const slowKill = 8 * time.Second

// killMemory bounds the inputs of TestKillEndsNatives: what wants more is refused before it runs long.
const killMemory = 256 << 20

// tooLarge reports an error of the memory limit.
func tooLarge(err error) bool {
	return errors.Is(err, &core.Kill{Limit: "memory"}) || core.Matches(err, &core.ExcMemoryError)
}

// TestKillEndsNatives starts each native on a huge input, kills the interpreter and wants the end of it.
func TestKillEndsNatives(t *testing.T) {
	for _, c := range endless {
		t.Run(c.name, func(t *testing.T) {
			within := killWithin()
			if slow[strings.ReplaceAll(c.name, " ", "_")] {
				within = slowKill
			}
			s := newSandbox(t, policy.Limits{Memory: killMemory})
			if err := s.run("import sys; sys.set_int_max_str_digits(0)\n" + c.setup); err != nil {
				if strings.Contains(err.Error(), "No module named") {
					t.Skip(err)
				}
				if tooLarge(err) {
					s.close(t)
					t.Skip("its input does not fit into the memory limit")
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
			case <-time.After(20*time.Millisecond + 2*time.Second + within):
				t.Fatal("does not end")
			}
			defer s.close(t)
			if timer.Stop() { // it was shorter than that: nothing to stop
				if err != nil && !tooLarge(err) && !core.Matches(err, &core.ExcRecursionError) {
					t.Errorf("failed: %v\n%s", err, s.out.String())
				}
				t.Log("ended by itself")
				return
			}
			<-done
			if d := time.Since(killed); d > within {
				t.Errorf("ended %v after the kill", d)
			}
			if !errors.Is(err, &core.Kill{Limit: "killed"}) && err != nil && !tooLarge(err) {
				t.Errorf("got %v\n%s", err, s.out.String())
			}
		})
	}
}
