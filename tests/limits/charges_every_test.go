package limits

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"maps"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
	"github.com/vivarium-py/vivarium/internal/stdlib"
	"github.com/vivarium-py/vivarium/lib"
)

var (
	//go:embed testdata/charges.py
	everyCharge []byte

	chargesSeed  = flag.Int("charges.seed", 1, "seed of TestChargesOfEverything")
	chargesCalls = flag.Int("charges.calls", 4, "calls of each function in TestChargesOfEverything")
	chargesOf    = flag.String("charges.of", "", "part of the names that TestChargesOfEverything calls")
	chargesLarge = flag.Int("charges.large", 12, "how many of the large values each function of TestChargesOfEverything is called with; 0: all")
	chargesFor   = flag.Duration("charges.for", 5*time.Minute, "after which TestChargesOfEverything stops, on a machine that is too slow for it")
	chargesFrom  = flag.Int("charges.from", 0, "first function of TestChargesOfEverything")
)

// meter is the module through which the sweep's program reports.
type meter struct {
	t            *testing.T
	count        int // callables
	index        atomic.Int64
	began        atomic.Int64 // when the last call or callable began; 0 before the first
	name         string
	calls        int
	reached      int // callables that were begun
	until        time.Time
	told         map[string]int
	mem0, mem1   runtime.MemStats
	small, large int
}

// large gives the bytes that were allocated in objects too large for the classes of small objects.
func large(m *runtime.MemStats) int64 {
	n := m.TotalAlloc
	for _, b := range m.BySize {
		n -= uint64(b.Size) * b.Mallocs
	}
	return int64(n)
}

// callFor is how long one call may take: what is endless has to be left.
const callFor = 2 * time.Second

// everySlack is how many bytes a call may be off by before a factor says anything.
const everySlack = 96 << 10

func (m *meter) module() *core.ModuleDef {
	return &core.ModuleDef{Name: "_meter", Funcs: []core.Func{
		{Name: "count", Sig: "n", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.IndexInt(a[0])
			m.count = n
			return core.None, err
		}},
		{Name: "begin", Sig: "index, name", Fn: func(t *core.Thread, a []core.Value) (core.Value, error) {
			n, err := t.IndexInt(a[0])
			m.index.Store(int64(n))
			m.began.Store(time.Now().UnixNano())
			if n < m.count {
				m.reached++
			}
			m.name = core.AsStr(a[1]).String()
			return core.None, err
		}},
		{Name: "call", Sig: "name, what, function, args", Fn: m.call},
	}}
}

// unmeasured are the calls whose memory is not theirs alone, and why.
var unmeasured = map[string]string{
	"functools.partial.__call__":            "the thread's stack grows with the arguments and stays",
	"_interpreters.capture_exception":       "the text of a traceback is made by Python code",
	"collections.abc.MutableSequence.clear": "what a bytearray gives back as it shrinks",
	"_frozen_importlib._gcd_import":         "the name of a module that is not there is in three texts",
	"typing.Generic.__class_getitem__":      "done by Python code",
	"typing.Union.__or__":                   "done by Python code",
	"x | y":                                 "done by Python code",
	"x / y":                                 scratch,
	"x * y":                                 scratch,
	"x // y":                                scratch,
	"x % y":                                 scratch,
	"divmod(x, y)":                          scratch,
	"x ** (y if type(y) is int and y < 9 else 2)": scratch,
	"builtins.list.sort":                          "how much of a merge is needed is known when it is done",
	"print(*x)":                                   "the thread's stack grows with the arguments and stays",
	"len(*x)":                                     "the thread's stack grows with the arguments and stays",
}

const scratch = "what short ints need besides the result may be there from the last time"

func (m *meter) call(t *core.Thread, a []core.Value) (core.Value, error) {
	args := append([]core.Value(nil), core.AsList(a[3]).Items()...)
	in := t.Interp()
	m.began.Store(time.Now().UnixNano())
	runtime.ReadMemStats(&m.mem0)
	charged := in.ChargedMemory()
	_, err := t.Call(a[2], args...)
	charged = in.ChargedMemory() - charged
	runtime.ReadMemStats(&m.mem1)
	total := int64(m.mem1.TotalAlloc - m.mem0.TotalAlloc)
	big := large(&m.mem1) - large(&m.mem0)
	m.calls++
	verdict := ""
	switch {
	case 2*charged+everySlack < big:
		verdict = "too little"
	case charged > 2*total+everySlack:
		if err != nil {
			return core.None, nil // charged, then refused for another reason
		}
		verdict = "too much"
	}
	if verdict != "" && unmeasured[m.name] == "" && !strings.HasPrefix(m.name, "_frozen_importlib") {
		what, err := t.Repr(a[1])
		if err != nil {
			return core.None, err
		}
		key := m.name + verdict
		if m.told[key]++; m.told[key] == 2 { // once may be what the process did besides
			m.t.Errorf("%d %s%s charges %s: %d KiB of %d KiB, %d KiB of them in large pieces (%v)", m.index.Load(), m.name, what.String(), verdict, charged>>10, total>>10, big>>10, err != nil)
		}
	}
	return core.None, nil
}

// TestChargesOfEverything calls every function, type and method of the native modules with large arguments, and compares what
// each call charged with what Go allocated. Small objects are not charged for: they count where a call charges too much.
func TestChargesOfEverything(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes")
	}
	m := &meter{t: t, told: map[string]int{}, count: 1}
	m.until = time.Now().Add(*chargesFor)
	for from := *chargesFrom; from < m.count && time.Now().Before(m.until); from = int(m.index.Load()) + 1 {
		m.sweep(t, from)
	}
	t.Logf("%d calls of %d of %d functions", m.calls, m.reached, m.count)
}

// sweep runs the program from a callable on, until its end or until one takes too long.
func (m *meter) sweep(t *testing.T, from int) {
	l := policy.Limits{Memory: 1 << 30}
	pol, err := policy.New(policy.Grants{}, "/") // whatever is called
	if err != nil {
		t.Fatal(err)
	}
	h, err := host.New(host.Config{Policy: pol, Limits: l})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	modules := maps.Clone(stdlib.Modules())
	modules["_meter"] = m.module()
	argv := []string{"charges.py", strconv.Itoa(from), strconv.Itoa(*chargesSeed), strconv.Itoa(*chargesCalls), *chargesOf, strconv.Itoa(*chargesLarge)}
	in, err := core.NewRuntime().NewInterpreter(core.Options{Host: h, Limits: l, Modules: modules, Lib: lib.FS, Argv: argv, Isolated: true})
	if err != nil {
		t.Fatal(err)
	}
	in.Leave()
	s := &sandbox{Interpreter: in}
	defer s.close(t)
	m.index.Store(int64(from))
	m.began.Store(0)
	ended := make(chan struct{})
	go func() { // a call that takes too long ends its interpreter
		for {
			select {
			case <-ended:
				return
			case <-time.After(100 * time.Millisecond):
				if began, now := m.began.Load(), time.Now(); began != 0 && (now.Sub(time.Unix(0, began)) > callFor || now.After(m.until)) {
					s.Kill(&core.Kill{Limit: "killed"})
				}
			}
		}
	}()
	err = s.run(string(everyCharge))
	close(ended)
	if err != nil {
		t.Logf("%d %s ended it: %.200v", m.index.Load(), m.name, fmt.Sprint(err))
		var crash *core.InternalError
		if errors.As(err, &crash) {
			t.Errorf("%s: %v\n%s", m.name, crash.Panic, crash.Stack)
		}
		if m.name == "" {
			t.Fatal(err)
		}
	}
}
