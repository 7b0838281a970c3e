package limits

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// processor tells how long the calling goroutine's system thread, which it locks, has had a processor: what other programs take
// of the machine does not count. Any goroutine may ask, while the thread is there.
func processor() (since func() time.Duration) {
	runtime.LockOSThread()
	clock := int32(^unix.Gettid()<<3 | 6) // the kernel's name of a thread's clock: it goes on where the thread itself would not look
	return func() time.Duration {
		var ts unix.Timespec
		if err := unix.ClockGettime(clock, &ts); err != nil {
			return time.Since(start)
		}
		return time.Duration(ts.Nano())
	}
}

var start = time.Now()

// TestGaps measures the longest time that each native works without a look at what is asked of the interpreter: it is for
// whoever writes natives, VIVARIUM_KILL_GAPS=300 looks at 300 ms of each; VIVARIUM_KILL_STACK=20 shows where one is that did not
// look for 20 ms.
func TestGaps(t *testing.T) {
	ms, err := strconv.Atoi(os.Getenv("VIVARIUM_KILL_GAPS"))
	if err != nil {
		t.Skip("VIVARIUM_KILL_GAPS is not set")
	}
	stack, _ := strconv.Atoi(os.Getenv("VIVARIUM_KILL_STACK"))
	mem := int64(2 << 30)
	if n, err := strconv.Atoi(os.Getenv("VIVARIUM_KILL_MEMORY")); err == nil {
		mem = int64(n) << 20
	}
	for _, c := range slices.Concat(endless, endlessWide, endlessMore, endlessLarge, endlessModules) {
		if only := os.Getenv("VIVARIUM_KILL_ROWS"); only == "more" && !slices.Contains(endlessMore, c) || only == "large" && !slices.Contains(endlessLarge, c) {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			s := newSandbox(t, policy.Limits{Memory: mem})
			if err := s.run("import sys; sys.set_int_max_str_digits(0); sys.setswitchinterval(1e-5)\n" + c.setup); err != nil {
				s.close(t)
				t.Skip(err)
			}
			var clock atomic.Pointer[func() time.Duration]
			ended, measured := make(chan struct{}), make(chan struct{})
			go func() {
				cpu := processor()
				clock.Store(&cpu)
				err = s.run(c.call)
				close(ended)
				<-measured // its thread lives as long as its clock is read
			}()
			defer close(measured)
			for clock.Load() == nil {
				time.Sleep(time.Microsecond)
			}
			cpu := *clock.Load()
			var worst, at time.Duration
			began := cpu()
			wall := time.Now()
			shown := time.Duration(stack) * time.Millisecond
			for seen, last := s.Usage().CPU, began; ; {
				s.Look()
				time.Sleep(100 * time.Microsecond)
				now := cpu()
				looked := s.Usage().CPU != seen
				if stack > 0 && !looked && now-last > shown {
					shown = 2 * (now - last)
					fmt.Printf("%v without a look:\n%s\n", now-last, stackOf("limits.(*sandbox).run"))
				}
				if looked {
					seen = s.Usage().CPU
				}
				done := false
				select {
				case <-ended:
					done = true
				default:
				}
				if d := now - last; (looked || done) && d > worst {
					worst, at = d, last-began
				}
				if looked {
					last = now
				}
				if done || (now-began > time.Duration(ms)*time.Millisecond || time.Since(wall) > time.Duration(3*ms)*time.Millisecond) && now-last < 2*time.Millisecond {
					break
				}
			}
			before := cpu()
			s.Kill(&core.Kill{Limit: "killed"})
			<-ended
			after := cpu() - before
			s.close(t)
			why := ""
			if err != nil {
				why = strings.SplitN(err.Error(), "\n", 2)[0]
			}
			fmt.Printf("GAP %6.1f ms at %6.1f, killed %6.1f  %s  [%.1f ms %.60s]\n", ms1(worst), ms1(at), ms1(after), c.name, ms1(before-began), why)
		})
	}
}

// stackOf gives the stack of the goroutine that calls function.
func stackOf(function string) string {
	buf := make([]byte, 1<<20)
	for _, one := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if strings.Contains(one, function) {
			return one
		}
	}
	return ""
}

func ms1(d time.Duration) float64 { return float64(d) / 1e6 }
