package glass

import (
	_ "embed"
	"flag"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/policy"
)

var (
	//go:embed testdata/odd/arguments.py
	oddArguments []byte
	//go:embed testdata/odd/changing.py
	oddChanging []byte
	//go:embed testdata/odd/circles.py
	oddCircles []byte
	//go:embed testdata/odd/constants.py
	oddConstants []byte
	//go:embed testdata/odd/layouts.py
	oddLayouts []byte

	oddFrom  = flag.Int("odd.from", 1, "first seed of TestOdd...")
	oddSeeds = flag.Int("odd.seeds", 40, "seeds of TestOdd...")
	oddCalls = flag.Int("odd.calls", 500, "calls for each seed")
)

// TestOddArguments calls whatever the native modules have with arguments that nobody would give, in several interpreters at
// once, and fails for what is an error of the runtime's own. With the build tag `checked` a cast to the wrong struct is one,
// whatever it did; with -race so is what two interpreters write.
func TestOddArguments(t *testing.T) { runOdd(t, "odd_arguments.py", oddArguments, *oddSeeds) }

// TestOddChanges has natives call Python code that changes what they work on.
func TestOddChanges(t *testing.T) { runOdd(t, "odd_changing.py", oddChanging, *oddSeeds) }

// TestOddCircles has natives call themselves through the special methods of classes: none may overflow the stack, which
// would end this process.
func TestOddCircles(t *testing.T) { runOdd(t, "odd_circles.py", oddCircles, *oddSeeds/2) }

// TestOddConstants runs code whose constants were replaced: none may become what its instructions do not expect.
func TestOddConstants(t *testing.T) { runOdd(t, "odd_constants.py", oddConstants, *oddSeeds/2) }

// TestOddLayouts mixes the memory layouts of builtin types in classes.
func TestOddLayouts(t *testing.T) { runOdd(t, "odd_layouts.py", oddLayouts, *oddSeeds/2) }

func runOdd(t *testing.T, name string, src []byte, n int) {
	lim := policy.Limits{Time: 2 * time.Second, Memory: 64 << 20, Output: 16 << 20}
	seeds := make(chan int)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for seed := range seeds {
				argv := []string{name, strconv.Itoa(seed), strconv.Itoa(*oddCalls)}
				r, err := runProgram(name, src, argv, policy.Grants{}, lim)
				if err != nil {
					t.Error(err)
				} else if r.crash != nil {
					lines := strings.Split(strings.TrimSpace(r.out), "\n")
					t.Errorf("seed %d, at %s: %v\n%s", seed, lines[len(lines)-1], r.crash.Panic, r.crash.Stack)
				}
			}
		})
	}
	for i := range n {
		seeds <- *oddFrom + i
	}
	close(seeds)
	wg.Wait()
}
