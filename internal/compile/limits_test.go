package compile

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// TestLarge compiles what exceeds the reach of 16-bit operands.
func TestLarge(t *testing.T) {
	repeat := func(n int, f string) string {
		var b strings.Builder
		for i := 0; i < n; i++ {
			if strings.Contains(f, "%") {
				fmt.Fprintf(&b, f, i)
			} else {
				b.WriteString(f)
			}
		}
		return b.String()
	}
	for name, src := range map[string]string{
		"consts":        repeat(70000, "x = 'a%d'\n"),
		"floats":        "x = [" + repeat(70000, "%d.5, ") + "]\n",
		"list of names": "x = [" + repeat(5000, "a%d, ") + "]\n",
		"set of names":  "x = {" + repeat(5000, "a%d, ") + "}\n",
		"tuple":         "x = (" + repeat(5000, "a%d, ") + ")\n",
		"dict":          "x = {" + repeat(5000, "a%d: b, ") + "}\n",
		"starred":       "x = [*a, " + repeat(500, "a%d, ") + "*b, c]\n",
		"names":         repeat(70000, "n%d = m\n"),
		"attrs":         repeat(70000, "x.n%d = y.m.k()\n"),
		"attrs in f":    "def f(x):\n" + repeat(70000, "  x.n%d.m()\n"),
		"globals":       "def f():\n" + repeat(70000, "  g%d()\n"),
		"imports":       repeat(66000, "import m\nfrom m import x\n"),
		"functions":     repeat(66000, "def f(): 1\n"),
		"docs and defs": "'doc'\n" + repeat(66000, "x = %d.5\n") + "def f(): 1\n",
		"call":          "f(" + repeat(3000, "a, ") + ")\n",
		"call kw":       "f(x, " + repeat(3000, "a%d=1, ") + ")\n",
		"call star":     "f(*a, " + repeat(3000, "b, ") + "**k)\n",
		"far while":     "def f(x):\n while x < 10:\n" + repeat(40000, "  x.f()\n"),
		"far for":       "def f(x):\n for y in x:\n" + repeat(40000, "  x.f()\n"),
		"far if":        "def f(x, y):\n if x == y and x is not y and x in y:\n" + repeat(40000, "  x.f()\n") + " return 1\n",
		"far except":    "def f(x, y):\n try: g()\n except x:\n" + repeat(40000, "  x.f()\n") + " return 1\n",
		"far nested":    "def f(x, y):\n while x < y:\n  for i in x:\n   if i < 3: continue\n   elif i is x: break\n" + repeat(40000, "   x.f()\n"),
		"fstring":       "f'" + repeat(1000, "a{x}") + "'\n",
		"elif":          "if x: y\n" + repeat(50000, "elif x: y\n"),
		"sum":           "x = a" + repeat(1500, " + a") + "\n",
		"and":           "x = a" + repeat(20000, " and a") + "\n",
		"compare":       "def f(a): return a" + repeat(1000, " < a") + "\n",
		"unpack":        "a = " + strings.Repeat("a, ", 250) + "*b = c\n",
		"decorators":    repeat(1000, "@d\n") + "def f(): 1\n",
		"with":          "with " + strings.Repeat("a, ", 19) + "b: pass\n",
		"annotations":   repeat(1000, "x%d: int\n") + "def f(" + repeat(500, "a%d: int, ") + "): 1\n",
		"kwdefaults":    "def f(*, " + repeat(500, "a%d=x, ") + "): 1\n",
		"type params":   "def f[" + repeat(300, "T%d, ") + "](): 1\n",
	} {
		start := time.Now()
		if _, err := compileText(t, src, Options{}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if d := time.Since(start); d > 2*time.Minute { // a second at most on a machine that has nothing else to do
			t.Errorf("%s: %v for %d bytes", name, d, len(src))
		}
	}
}

// TestTooLarge checks that what cannot be compiled is an error, soon.
func TestTooLarge(t *testing.T) {
	deep := func(open, mid, close string, n int) string {
		return strings.Repeat(open, n) + mid + strings.Repeat(close, n)
	}
	for name, tt := range map[string]struct{ src, want string }{
		"locals": {"def f():\n" + func() string {
			s := ""
			for i := 0; i < 5000; i++ {
				s += fmt.Sprintf("  a%d = 1\n", i)
			}
			return s
		}(), "too many local variables"},
		"sum":     {"x = a" + strings.Repeat(" + a", 100000) + "\n", "recursion"},
		"attrs":   {"x = a" + strings.Repeat(".a", 100000) + "\n", "recursion"},
		"calls":   {"x = a" + strings.Repeat("()", 100000) + "\n", "recursion"},
		"unpack":  {strings.Repeat("a, ", 300) + "*b = c\n", "too many expressions"},
		"finally": {finallies(12), "nested"},
		"blocks":  {blocks(22), "too many statically nested blocks"},
		"parens":  {deep("(", "1", ")", 10000), ""},
	} {
		start := time.Now()
		mod, err := syntax.Parse([]byte(tt.src), syntax.Options{Filename: "<test>"})
		if err == nil {
			_, err = Compile(mod, "<test>", Options{})
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", name, err)
		}
		if d := time.Since(start); d > time.Minute { // some ms on a machine that has nothing else to do
			t.Errorf("%s: %v", name, d)
		}
	}
}

// finallies nests try statements in finally clauses, whose copies double at every level.
func finallies(n int) string {
	s := ""
	for i := 0; i < n; i++ {
		in := strings.Repeat(" ", i)
		s += in + "try:\n" + in + " f()\n" + in + " if x: raise\n" + in + "finally:\n"
	}
	return s + strings.Repeat(" ", n) + strings.Repeat("f();", 3000) + "\n"
}

func blocks(n int) string {
	s := ""
	for i := 0; i < n; i++ {
		s += strings.Repeat(" ", i) + "for x in y:\n"
	}
	return s + strings.Repeat(" ", n) + "pass\n"
}

func TestPoll(t *testing.T) {
	stop := errors.New("stop")
	src := strings.Repeat("x = f(a, b)\n", 10000)
	mod, err := syntax.Parse([]byte(src), syntax.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	_, err = Compile(mod, "<test>", Options{Poll: func() error {
		if n++; n > 3 {
			return stop
		}
		return nil
	}})
	if err != stop {
		t.Errorf("err = %v", err)
	}
}

func TestBigModuleIsFast(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	body := "class C%d(Base):\n    def method(self, a, b=1):\n        for i in range(a):\n            if i %% 2 == 0 and self.x[i] is not None:\n                self.total += b * i\n            else:\n                print(f'{i}: {self.name!r}', a, b)\n        return [x + 1 for x in self.items if x]\n"
	var b strings.Builder
	for b.Len() < 10<<20 {
		fmt.Fprintf(&b, body, b.Len())
	}
	mod, err := syntax.Parse([]byte(b.String()), syntax.Options{})
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	c, err := Compile(mod, "<test>", Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := time.Since(start)
	t.Logf("10 MB in %v", d)
	if d > 5*time.Minute { // a few seconds of a CPU; test machines are busy
		t.Errorf("10 MB took %v", d)
	}
	if err := code.Verify(c); err != nil {
		t.Error(err)
	}
}
