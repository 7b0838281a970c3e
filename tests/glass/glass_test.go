// Package glass runs hostile programs, each in an interpreter that is granted nothing, all in one process.
//
// A program says in its first lines what it must end with:
//
//	# expect: time | memory | error: MemoryError
//	# grant: read
//
// Answers are joined by |. "time", "memory", "output" ... is a kill by that limit; "error: TEXT" an uncaught exception
// whose last line of traceback holds TEXT; "ok: TEXT" an ordinary end with TEXT alone on standard output; "exit: N" an
// exit status. A grant is of the folder that the test makes and passes as sys.argv[1] (read, write), or of children.
// "# library" says that the program is about modules of CPython's library: it has the folder that VIVARIUM_STDLIB names, and
// is skipped without one.
package glass

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
	"github.com/vivarium-py/vivarium/internal/stdlib"
	"github.com/vivarium-py/vivarium/lib"
)

// What every hostile program is held to.
var limits = policy.Limits{Time: time.Second, Memory: 64 << 20, Output: 1 << 20}

const (
	endsWithin = 1500 * time.Millisecond
	maxRSS     = 400 << 20
	mostLate   = 30
	atLeast    = 961 // programs

	// hangs is how long a test waits for what is due at once before it calls it hung: much, for a machine that does other work.
	hangs = time.Minute

	// What can only end by its time is given less of it: it shows as much.
	timeOfEndless = 300 * time.Millisecond
)

var (
	modules = stdlib.Modules()
	sys     = host.NewSystem()
	rt      = core.NewRuntime()
	library = absolute(os.Getenv("VIVARIUM_STDLIB"))
)

func absolute(dir string) string {
	if dir == "" {
		return ""
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		panic(err)
	}
	return abs
}

func TestMain(m *testing.M) {
	debug.SetMemoryLimit(256 << 20) // as an embedder that has 400 MiB sets it
	os.Exit(m.Run())
}

// result is how a program ended.
type result struct {
	kill    *core.Kill
	crash   *core.InternalError
	status  int
	out     string
	errs    string
	elapsed time.Duration
}

func (r *result) String() string {
	end := fmt.Sprintf("exit: %d", r.status)
	if r.kill != nil {
		end = "killed: " + r.kill.Error()
	}
	if r.crash != nil {
		end = fmt.Sprintf("crash: %v\n%s", r.crash.Panic, r.crash.Stack)
	}
	return fmt.Sprintf("%s after %v\nstdout: %s\nstderr: %s", end, r.elapsed.Round(time.Millisecond), clip(r.out), clip(r.errs))
}

func clip(s string) string {
	if len(s) > 2000 {
		return s[:1000] + " ... " + s[len(s)-1000:]
	}
	return s
}

// runProgram runs source in a fresh interpreter.
func runProgram(name string, src []byte, argv []string, g policy.Grants, lim policy.Limits) (*result, error) {
	return runWith("", name, src, argv, g, lim)
}

// runWith is runProgram with a folder of the library behind Vivarium's own.
func runWith(library, name string, src []byte, argv []string, g policy.Grants, lim policy.Limits) (*result, error) {
	start := time.Now()
	var path []string
	if library != "" {
		path = []string{library}
		g.Import = append(g.Import, library)
	}
	pol, err := policy.New(g, "/")
	if err != nil {
		return nil, err
	}
	var out, errs bytes.Buffer
	h, err := host.New(host.Config{System: sys, Policy: pol, Limits: lim, Stdout: &out, Stderr: &errs})
	if err != nil {
		return nil, err
	}
	defer h.Close()
	in, err := rt.NewInterpreter(core.Options{Name: name, Host: h, Limits: lim, Modules: modules, Lib: lib.FS, Argv: argv, Isolated: true, Stdlib: library, Path: path})
	if err != nil {
		return nil, err
	}
	t := in.Main()
	r := &result{}
	run := in.BeginRun(core.RunLimits{})
	err = t.RunMain(src, name, false)
	errors.As(err, &r.crash)
	if in.Killed() == nil {
		r.status = t.ExitStatus(err)
	}
	run.End()
	in.Leave()
	if err := in.Close(); err != nil {
		return nil, err
	}
	if r.kill = in.Killed(); r.kill != nil && r.kill.Limit == "closed" { // by Close, which ends what is left
		r.kill = nil
	}
	r.elapsed = time.Since(start)
	h.Close()
	r.out, r.errs = out.String(), errs.String()
	return r, nil
}

// program is one hostile program.
type program struct {
	name    string
	src     []byte
	expect  []string
	grants  []string
	library bool
}

var (
	header       = regexp.MustCompile(`(?m)^# (expect|grant): (.*)$`)
	wantsLibrary = regexp.MustCompile(`(?m)^# library$`)
)

func programs(t testing.TB) (all []program) {
	paths, err := filepath.Glob("*/*.py")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		src, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		pr := program{name: strings.TrimSuffix(p, ".py"), src: src, library: wantsLibrary.Match(src)}
		for _, m := range header.FindAllSubmatch(src, -1) {
			switch string(m[1]) {
			case "expect":
				for _, e := range strings.Split(string(m[2]), "|") {
					pr.expect = append(pr.expect, strings.TrimSpace(e))
				}
			case "grant":
				pr.grants = strings.Fields(string(m[2]))
			}
		}
		if len(pr.expect) == 0 {
			t.Fatalf("%s does not say what to expect", p)
		}
		all = append(all, pr)
	}
	return all
}

// matches reports whether the result is one of the expected answers.
func (p *program) matches(r *result) bool {
	if r.crash != nil {
		return false
	}
	for _, e := range p.expect {
		kind, text, _ := strings.Cut(e, ":")
		text = strings.TrimSpace(text)
		switch {
		case kind == "ok":
			if r.kill == nil && r.status == 0 && strings.TrimSpace(r.out) == text {
				return true
			}
		case kind == "exit" && r.kill == nil:
			if r.kill == nil && fmt.Sprint(r.status) == text {
				return true
			}
		case kind == "error":
			if r.kill == nil && r.status == 1 && hasLine(r.errs, text) {
				return true
			}
		case r.kill != nil && r.kill.Limit == kind:
			return true
		case kind == "memory" && r.kill == nil && r.status == 1 && hasLine(r.errs, "MemoryError"):
			return true // one request too large, which the program could have handled
		}
	}
	return false
}

// hasLine reports that a line of a traceback that is not indented, as that of an exception is not, holds text.
func hasLine(s, text string) bool {
	for _, l := range strings.Split(s, "\n") {
		if l != "" && l[0] != ' ' && strings.Contains(l, text) {
			return true
		}
	}
	return false
}

// canary is an honest program: what it prints shows whether anything leaked into a fresh interpreter.
var canary = []byte(`
import builtins, json, os, re, sys, types
assert json.dumps({"a": [1, None, "x"]}) == '{"a": [1, null, "x"]}'
assert len("abc") == 3 and builtins.len is len and print is builtins.print
assert re.sub("a+", "b", "caat") == "cbt"
assert "POISON" not in os.environ and "poison" not in sys.modules
assert not hasattr(types, "poison") and not hasattr(builtins, "poison") and not hasattr(json, "poison")
assert [].__class__.__subclasses__ and not [c for c in object.__subclasses__() if c.__name__.startswith("Poison")]
assert sys.getrecursionlimit() == 1000 and sys.get_int_max_str_digits() == 4300
assert hash("a") == hash("a") and {1: 2}[1] == 2 and [3, 1, 2][0] == 3
print(sum(range(10)), sorted([3, 1, 2]))
`)

func checkCanary(t testing.TB) { checkRun(t, "", canary, "45 [1, 2, 3]\n") }

// libraryCanary is canary for what a library folder serves.
var libraryCanary = []byte(`
import asyncio, codecs, copyreg, csv, email, fractions, logging, pickle, string
for m in (asyncio, csv, email, fractions, logging, pickle, string):
    assert not hasattr(m, "poison"), m
async def main(): return await asyncio.sleep(0, 7)
assert asyncio.run(main()) == 7
assert email.message_from_string("A: b\n\nc")["a"] == "b" and fractions.Fraction(1, 3) + 1 == fractions.Fraction(4, 3)
assert logging.getLogger().level == logging.WARNING and logging.getLevelName(10) == "DEBUG" and not logging.getLogger().handlers
assert "poison" not in csv.list_dialects() and not copyreg._extension_registry and string.Template("$a").substitute(a=1) == "1"
assert pickle.loads(pickle.dumps({"a": [1]})) == {"a": [1]} and type(asyncio.get_event_loop_policy()).__module__.startswith("asyncio")
try: codecs.lookup("poison")
except LookupError: print("fine")
`)

func checkRun(t testing.TB, library string, src []byte, want string) {
	t.Helper()
	r, err := runWith(library, "canary.py", src, nil, policy.Grants{}, policy.Limits{Time: 2 * hangs, Memory: 64 << 20})
	if err != nil {
		t.Fatal(err)
	}
	if r.out != want || r.kill != nil || r.status != 0 {
		t.Errorf("a fresh interpreter does not work any more: %v", r)
	}
}

// playground makes the folder that grants name: root/inside.txt, links that lead out of it, and a secret beside it.
func playground(t testing.TB) string {
	dir := t.TempDir()
	root := filepath.Join(dir, "root")
	for _, err := range []error{
		os.Mkdir(root, 0o777),
		os.Mkdir(filepath.Join(root, "sub"), 0o777),
		os.WriteFile(filepath.Join(dir, "secret.txt"), []byte("secret"), 0o666),
		os.WriteFile(filepath.Join(root, "inside.txt"), []byte("inside"), 0o666),
		os.Symlink("../secret.txt", filepath.Join(root, "link")),
		os.Symlink(dir, filepath.Join(root, "up")),
		os.Symlink("inside.txt", filepath.Join(root, "fine")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func (p *program) run(t testing.TB, limits policy.Limits) *result {
	var g policy.Grants
	argv := []string{p.name + ".py"}
	if len(p.grants) > 0 {
		root := playground(t)
		argv = append(argv, root)
		for _, k := range p.grants {
			switch k {
			case "read":
				g.Read = []string{root}
			case "write":
				g.Write = []string{root}
			case "children":
				g.Children = true
			default:
				t.Fatalf("%s: unknown grant %s", p.name, k)
			}
		}
	}
	folder := ""
	if p.library {
		folder = library
	}
	r, err := runWith(folder, p.name+".py", p.src, argv, g, limits)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// lateProgram is one that ended that much after its time.
type lateProgram struct {
	program
	over time.Duration
}

// TestHostile runs every program and, after each, an honest one.
func TestHostile(t *testing.T) {
	all := programs(t)
	if len(all) < atLeast {
		t.Errorf("%d programs, want at least %d", len(all), atLeast)
	}
	checkCanary(t)
	before := runtime.NumGoroutine()
	top := watchRSS(t)
	var mu sync.Mutex
	var late []lateProgram
	t.Run("all", func(t *testing.T) {
		slots := make(chan struct{}, 3)
		for i, p := range all {
			if testing.Short() && i%4 != 0 {
				continue
			}
			t.Run(p.name, func(t *testing.T) {
				if p.library && library == "" {
					t.Skip("set VIVARIUM_STDLIB to a library folder")
				}
				t.Parallel()
				slots <- struct{}{}
				defer func() { <-slots }()
				top.Store(0)
				lim := limits
				if len(p.expect) == 1 && p.expect[0] == "time" {
					lim.Time = timeOfEndless
				}
				r := p.run(t, lim)
				slow := r.kill != nil && r.kill.Limit == "time" && !slices.Contains(p.expect, "time")
				if !slow && !p.matches(r) {
					t.Errorf("want %s\ngot %v", strings.Join(p.expect, " | "), r)
				}
				over := r.elapsed - lim.Time
				if slow || top.Load() > maxRSS {
					over = math.MaxInt64
				}
				if over > endsWithin-limits.Time {
					mu.Lock()
					late = append(late, lateProgram{p, over})
					mu.Unlock()
				}
				checkCanary(t)
				if p.library && strings.HasPrefix(p.name, "poisoning/") {
					checkRun(t, library, libraryCanary, "fine\n")
				}
			})
		}
	})
	// A machine that does something else meanwhile, or the other two, may be to blame: once more, alone. What did not come to its
	// end within the time has more of it now, and what ended late has several tries. Where most ended late the latest tell enough.
	slices.SortStableFunc(late, func(a, b lateProgram) int { return cmp.Compare(b.over, a.over) })
	n := 0
	for _, l := range late {
		if n++; n > mostLate && l.over < math.MaxInt64 {
			t.Logf("%d programs ended late; the latest %d of them were looked at", len(late), mostLate)
			break
		}
		p, more := l.program, limits
		if !slices.Contains(p.expect, "time") {
			more.Time = 2 * hangs
		}
		over := time.Duration(math.MaxInt64)
		var worst *result
		for try := 0; try < 5 && over > endsWithin-limits.Time; try++ {
			debug.FreeOSMemory()
			top.Store(0)
			r := p.run(t, more)
			if !p.matches(r) {
				t.Errorf("%s: want %s\ngot %v", p.name, strings.Join(p.expect, " | "), r)
			}
			if rss := top.Load(); rss > maxRSS {
				t.Errorf("%s: the process grew to %d MiB", p.name, rss>>20)
			}
			if d := r.elapsed - more.Time; d < over {
				over, worst = d, r
			}
		}
		if over > endsWithin-limits.Time {
			// Several times what the plainest of loops takes to end here and now is the machine's doing.
			plain, err := runProgram("loop.py", []byte("while True: pass"), nil, policy.Grants{}, policy.Limits{Time: timeOfEndless, Memory: limits.Memory})
			if err != nil {
				t.Fatal(err)
			}
			if overPlain := plain.elapsed - timeOfEndless; over > 10*overPlain {
				t.Errorf("%s: ended %v after its time at best of five, a plain loop %v\n%v", p.name, over, overPlain, worst)
			}
		}
	}
	checkGoroutines(t, before)
}

func checkGoroutines(t *testing.T, before int) {
	t.Helper()
	for end := time.Now().Add(hangs); ; {
		runtime.GC()
		n := runtime.NumGoroutine()
		if n <= before+3 {
			return
		}
		if time.Now().After(end) {
			buf := make([]byte, 1<<20)
			t.Errorf("%d goroutines were left, %d before\n%s", n, before, clip(string(buf[:runtime.Stack(buf, true)])))
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// watchRSS samples the process's resident memory until the test ends; the value is the most since it was last cleared.
func watchRSS(t *testing.T) *atomic.Int64 {
	var top atomic.Int64
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				if n := rss(); n > top.Load() {
					top.Store(n)
				}
			}
		}
	}()
	t.Cleanup(func() { close(stop); <-done })
	return &top
}

func rss() int64 {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var size, resident int64
	fmt.Sscan(string(b), &size, &resident)
	return resident * int64(os.Getpagesize())
}
