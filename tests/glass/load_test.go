// The mixed load: hostile and honest programs side by side in one process.
package glass

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"sort"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/policy"
)

const (
	interpreters = 1000 // of each sort
	atOnce       = 64
	slowdown     = 5 // how much slower an honest program may be than alone
)

// honest are programs with their answers; %d is a number that makes each run's answer its own.
var honest = []struct {
	src    string
	answer func(n int) string
}{
	{"n = %d\nprint(sum(i * i for i in range(n)))", func(n int) string {
		s := 0
		for i := range n {
			s += i * i
		}
		return fmt.Sprint(s)
	}},
	{"n = %d\nimport json\nprint(json.loads(json.dumps({'a': [n] * 3, 'b': 'x' * 5}))['a'][2])", func(n int) string { return fmt.Sprint(n) }},
	{"n = %d\nwords = [str(i %% 97) for i in range(n)]\nd = {}\nfor w in words:\n    d[w] = d.get(w, 0) + 1\nprint(len(d), max(d.values()))", func(n int) string {
		d, most := map[int]int{}, 0
		for i := range n {
			d[i%97]++
			most = max(most, d[i%97])
		}
		return fmt.Sprint(len(d), most)
	}},
	{"n = %d\nimport re\nprint(len(re.findall('[0-9]+', ' '.join(map(str, range(n))))))", func(n int) string { return fmt.Sprint(n) }},
	{"n = %d\ndef fib(k):\n    return k if k < 2 else fib(k - 1) + fib(k - 2)\nprint(fib(15) + n)", func(n int) string { return fmt.Sprint(610 + n) }},
	{"n = %d\ntry:\n    open('/etc/passwd')\nexcept PermissionError:\n    print(n)", func(n int) string { return fmt.Sprint(n) }},
}

// pests are what the hostile ones do meanwhile: each for the time that its limits leave it.
var pests = []string{
	"while True: pass",
	"a = []\nwhile True: a.append('x' * 100_000 + str(len(a)))",
	"while True: print('x' * 10_000)",
	"def f(): f()\nwhile True:\n    try: f()\n    except RecursionError: pass",
	"sum(iter(int, 1))",
	"10 ** 10 ** 8",
	"import re\nwhile True: re.match('(a+)+$', 'a' * 1000 + 'b')",
	"import threading\nwhile True: threading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()",
	"import os\nwhile True: os.pipe()",
	"while True:\n    try:\n        while True: pass\n    except BaseException: pass",
	"class C:\n    def __del__(self):\n        while True: pass\nwhile True: C()",
	"sorted(range(10**9), key=lambda x: -x)",
	"import os\nos.kill(os.getppid(), 9)",
	"import builtins\nbuiltins.len = None\nwhile True: pass",
	"a = [0]\nwhile True: a += a",
}

// TestMixedLoad runs as many hostile interpreters as honest ones, a fixed number at once. An honest program is timed
// against itself alone; waiting for a processor is not its slowness, so the measure is scaled by how many interpreters share
// each, and by what part of them the machine gave to other processes.
func TestMixedLoad(t *testing.T) {
	n := interpreters
	if testing.Short() {
		n /= 10
	}
	hostileLimits := policy.Limits{Time: 100 * time.Millisecond, Memory: 16 << 20, Output: 1 << 20, Threads: 8, Handles: 50}
	honestLimits := policy.Limits{Time: 5 * time.Minute, Memory: 64 << 20, Output: 1 << 20}
	var jobs []job
	r := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		h := honest[i%len(honest)]
		k := 1000 + r.IntN(2000)
		jobs = append(jobs, job{fmt.Sprintf(h.src, k), h.answer(k), i % len(honest)}, job{pests[i%len(pests)], "", -1})
	}
	r.Shuffle(len(jobs), func(i, j int) { jobs[i], jobs[j] = jobs[j], jobs[i] })

	alone := make([]time.Duration, len(honest))
	for kind := range honest {
		var times []time.Duration
		for range 7 {
			i := slices.IndexFunc(jobs, func(j job) bool { return j.kind == kind })
			r, err := runProgram("alone.py", []byte(jobs[i].src), nil, policy.Grants{}, honestLimits)
			if err != nil || strings.TrimSpace(r.out) != jobs[i].want {
				t.Fatal(err, r)
			}
			times = append(times, r.elapsed)
		}
		slices.Sort(times)
		alone[kind] = times[len(times)/2]
	}
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(math.MaxInt64)) // that many at once may have more
	goroutines, files := runtime.NumGoroutine(), openFiles()
	// What else the machine does can come in bursts that no average shows, but not three times in a row.
	var slow []string
	for range 3 {
		if slow = mixedLoad(t, jobs, alone, hostileLimits, honestLimits); len(slow) == 0 || t.Failed() {
			break
		}
		t.Log("slow:", strings.Join(slow, "\n"))
	}
	for _, s := range slow {
		t.Error(s)
	}
	checkGoroutines(t, goroutines)
	for end := time.Now().Add(hangs); openFiles() > files+2 && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	if after := openFiles(); after > files+2 {
		t.Errorf("%d files were left open, %d before", after, files)
	}
	checkCanary(t)
}

// job is a program of the load.
type job struct {
	src, want string
	kind      int // -1: hostile
}

// mixedLoad runs the jobs and tells which kinds of honest ones were too slow; alone is what each kind takes by itself.
func mixedLoad(t *testing.T, jobs []job, alone []time.Duration, hostileLimits, honestLimits policy.Limits) (slow []string) {
	feed := make(chan job)
	var wg sync.WaitGroup
	var mu sync.Mutex
	elapsed := make([][]time.Duration, len(honest))
	start, busy := time.Now(), cpuTime()
	for range atOnce {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range feed {
				lim := honestLimits
				if j.kind < 0 {
					lim = hostileLimits
				}
				r, err := runProgram("load.py", []byte(j.src), nil, policy.Grants{}, lim)
				switch {
				case err != nil:
					t.Error(err)
				case r.crash != nil:
					t.Errorf("%s\n%v", j.src, r)
				case j.kind >= 0 && strings.TrimSpace(r.out) != j.want:
					t.Errorf("%s\nwant %s, got %v", j.src, j.want, r)
				case j.kind >= 0:
					mu.Lock()
					elapsed[j.kind] = append(elapsed[j.kind], r.elapsed)
					mu.Unlock()
				}
			}
		}()
	}
	for _, j := range jobs {
		feed <- j
	}
	close(feed)
	wg.Wait()
	wall := time.Since(start)
	got := min(1, float64(cpuTime()-busy)/float64(wall)/float64(runtime.GOMAXPROCS(0)))
	t.Logf("%d interpreters in %v with %.0f%% of the processors", len(jobs), wall.Round(time.Millisecond), 100*got)

	// What an honest program waits for, besides its own work, is its share of the processors among all that run.
	share := time.Duration(max(1, atOnce/runtime.GOMAXPROCS(0)))
	turn := share * 10 * time.Millisecond // once round the queue: Go lets each run for 10 ms
	for kind, times := range elapsed {
		sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
		limit := time.Duration(float64(slowdown*(alone[kind]*share+turn)) / got)
		worst, median := times[len(times)-1], times[len(times)/2]
		if got < 0.9 { // what others take of the machine comes in bursts that an average does not show
			worst = times[len(times)*98/100]
		}
		t.Logf("honest %d: alone %v, median %v, worst %v, limit %v", kind, alone[kind], median, worst, limit)
		if worst > limit {
			slow = append(slow, fmt.Sprintf("honest program %d took %v at worst, %v alone: more than %d times its share of the processors", kind, worst, alone[kind], slowdown))
		}
	}
	return slow
}

// cpuTime is what the process has used of the processors.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func openFiles() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}
