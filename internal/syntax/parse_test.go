// Limits, speed and modes of the parser.
package syntax

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"
)

func mustKind(t *testing.T, src string, want ErrorKind) {
	t.Helper()
	_, err := Parse([]byte(src), Options{IsText: true})
	var e *SyntaxError
	if !errors.As(err, &e) || e.Kind != want {
		t.Errorf("%.40q: got %v, want %v", src, err, want)
	}
}

func TestDeepNestingIsRefused(t *testing.T) {
	for _, unit := range []string{"-", "not ", "lambda:", "x if y else ", "a**", "~-+", "x := ", "yield "} {
		if unit != "x := " && unit != "yield " {
			mustKind(t, strings.Repeat(unit, 100000)+"1", KindMemoryError)
		}
	}
	for _, unit := range []string{"+x", ".a", "()", "[0]", "-x*y"} {
		mustKind(t, "x"+strings.Repeat(unit, 500000), KindRecursionError)
		if _, err := Parse([]byte("x"+strings.Repeat(unit, 20000)), Options{}); err != nil {
			t.Errorf("%s: %v", unit, err)
		}
	}
	mustKind(t, "if x: pass\n"+strings.Repeat("elif x: pass\n", 200000), KindRecursionError)
	mustKind(t, strings.Repeat("(", 201), KindSyntaxError)
	if _, err := Parse([]byte(strings.Repeat("(", 200)+strings.Repeat(")", 200)), Options{}); err != nil {
		t.Error(err)
	}
	if _, err := Parse([]byte(strings.Repeat("f(", 199)+strings.Repeat(")", 199)), Options{}); err != nil {
		t.Error(err)
	}
}

// Wrong source of every nesting must not take exponential time.
func TestErrorsAreFoundInTime(t *testing.T) {
	for _, src := range []string{
		"d" + strings.Repeat("{", 25) + "```" + strings.Repeat("{", 7) + "ef f():y",
		strings.Repeat("(", 150) + "x y" + strings.Repeat(")", 150) + " $",
		strings.Repeat("[", 150) + "$",
		strings.Repeat("f(a, *", 60) + "$",
		strings.Repeat("{a: ", 100) + "$",
		strings.Repeat("f(x=", 100) + "$",
		strings.Repeat("(lambda x=", 60) + "$",
		strings.Repeat("a[1:", 100) + "$",
		strings.Repeat("(yield ", 100) + "$",
		strings.Repeat("(x for x in ", 60) + "$",
		strings.Repeat("(x := ", 60) + "$",
		strings.Repeat("f'{", 100) + "$",
		strings.Repeat("a and (not ", 60) + "$",
		strings.Repeat("(x if ", 60) + "$",
		strings.Repeat("with (a, ", 30) + "$",
		"with " + strings.Repeat("(", 100) + "a" + strings.Repeat(")", 100) + " as $",
		"x = " + strings.Repeat("a b ", 2000) + "$",
		"x = [" + strings.Repeat("1, ", 20000) + "$",
		"f(" + strings.Repeat("a=1, ", 5000) + "$",
		"print " + strings.Repeat("print ", 500) + "$",
		strings.Repeat("'a' b ", 500),
		"(" + strings.Repeat("'a' b ", 300),
		func() string {
			var b strings.Builder
			for i := 0; i < 90; i++ {
				b.WriteString(strings.Repeat(" ", i) + "try:\n")
			}
			return b.String() + strings.Repeat(" ", 90) + "x y"
		}(),
		func() string {
			var b strings.Builder
			for i := 0; i < 90; i++ {
				b.WriteString(strings.Repeat(" ", i) + "with a as b:\n")
			}
			return b.String() + strings.Repeat(" ", 90) + "x y"
		}(),
		func() string {
			var b strings.Builder
			for i := 0; i < 40; i++ {
				b.WriteString(strings.Repeat(" ", i) + "try:\n" + strings.Repeat(" ", i+1) + "pass\n" + strings.Repeat(" ", i) + "except A:\n")
			}
			return b.String() + strings.Repeat(" ", 40) + "x y"
		}(),
		"match " + strings.Repeat("(", 100) + "a" + strings.Repeat(")", 100) + ":\n case " + strings.Repeat("(", 99) + "$",
	} {
		start := time.Now()
		if _, err := Parse([]byte(src), Options{}); err == nil {
			t.Errorf("%.40q: no error", src)
		}
		if d := time.Since(start); d > 30*time.Second { // what backtracks in vain takes years
			t.Errorf("%.40q: %v", src, d)
		}
	}
}

func TestModes(t *testing.T) {
	for _, c := range []struct {
		src  string
		mode Mode
		opts Options
		want string
	}{
		{"1", ModeEval, Options{}, "Expression(body=Constant(value=1))"},
		{"(int, *str, **x) -> y", ModeFuncType, Options{}, "FunctionType(argtypes=[Name(id='int', ctx=Load()), Name(id='str', ctx=Load()), Name(id='x', ctx=Load())], returns=Name(id='y', ctx=Load()))"},
		{"if 1:\n  pass", ModeSingle, Options{}, "Interactive(body=[If(test=Constant(value=1), body=[Pass()])])"},
		{"if 1:\n  pass", ModeSingle, Options{DontImplyDedent: true, AllowIncomplete: true}, "_IncompleteInputError: incomplete input"},
		{"(1,", ModeExec, Options{AllowIncomplete: true}, "_IncompleteInputError: incomplete input"},
		{"'''a", ModeExec, Options{AllowIncomplete: true}, "_IncompleteInputError: incomplete input"},
		{"x = ", ModeExec, Options{AllowIncomplete: true}, "SyntaxError: invalid syntax"},
		{"t'a{x!r:>{w}}' t'{ y = }'", ModeEval, Options{}, "Expression(body=TemplateStr(values=[Constant(value='a'), Interpolation(value=Name(id='x', ctx=Load()), str='x', conversion=114, format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='w', ctx=Load()), conversion=-1)])), Constant(value=' y = '), Interpolation(value=Name(id='y', ctx=Load()), str=' y', conversion=114)]))"},
		{"try: pass\nexcept A, B: pass", ModeExec, Options{}, "Module(body=[Try(body=[Pass()], handlers=[ExceptHandler(type=Tuple(elts=[Name(id='A', ctx=Load()), Name(id='B', ctx=Load())], ctx=Load()), body=[Pass()])])])"},
		{"try: pass\nexcept A, B as c: pass", ModeExec, Options{}, "SyntaxError: multiple exception types must be parenthesized when using 'as'"},
		{"'a' t'b'", ModeExec, Options{}, "SyntaxError: cannot mix t-string literals with string or bytes literals"},
		{"t'a' f'b'", ModeExec, Options{}, "SyntaxError: cannot mix t-string literals with string or bytes literals"},
		{"ub'a'", ModeExec, Options{}, "SyntaxError: 'u' and 'b' prefixes are incompatible"},
		{"if a: pass\nelse: pass\nelif b: pass", ModeExec, Options{}, "SyntaxError: 'elif' block follows an 'else' block"},
		{"x = 1 if 2 else pass", ModeExec, Options{}, "SyntaxError: expected expression after 'else', but statement is given"},
		{"x = continue if 2 else break", ModeExec, Options{}, "SyntaxError: expected expression before 'if', but statement is given"},
		{"x = \"a \"b c\" d\"", ModeExec, Options{}, "SyntaxError: invalid syntax. Is this intended to be part of the string?"},
		{"import a as b.c", ModeExec, Options{}, "SyntaxError: cannot use attribute as import target"},
		{"from a import b as f()", ModeExec, Options{}, "SyntaxError: cannot use function call as import target"},
		{"match x:\n case 1 as a.b: pass", ModeExec, Options{}, "SyntaxError: cannot use attribute as pattern target"},
		{"try: pass\nexcept A as b.c: pass", ModeExec, Options{}, "SyntaxError: cannot use except statement with attribute"},
		{"try: pass\nexcept* A as b[1]: pass", ModeExec, Options{}, "SyntaxError: cannot use except* statement with subscript"},
		{"f'{a:\n}'", ModeExec, Options{}, "SyntaxError: f-string: newlines are not allowed in format specifiers for single quoted f-strings"},
		{"t'{}'", ModeExec, Options{}, "SyntaxError: t-string: valid expression required before '}'"},
		{"1 <> 2", ModeEval, Options{BarryAsFLUFL: true}, "Expression(body=Compare(left=Constant(value=1), ops=[NotEq()], comparators=[Constant(value=2)]))"},
		{"1 != 2", ModeEval, Options{BarryAsFLUFL: true}, "SyntaxError: with Barry as BDFL, use '<>' instead of '!='"},
		{"def f(a, /): pass", ModeExec, Options{FeatureVersion: 7}, "SyntaxError: Positional-only parameters are only supported in Python 3.8 and greater"},
		{"(a := 1)", ModeExec, Options{FeatureVersion: 7}, "SyntaxError: Assignment expressions are only supported in Python 3.8 and greater"},
		{"a @= b", ModeExec, Options{FeatureVersion: 4}, "SyntaxError: The '@' operator is only supported in Python 3.5 and greater"},
		{"type X = 1", ModeExec, Options{FeatureVersion: 11}, "SyntaxError: Type statement is only supported in Python 3.12 and greater"},
		{"match x:\n case 1: pass", ModeExec, Options{FeatureVersion: 9}, "SyntaxError: Pattern matching is only supported in Python 3.10 and greater"},
		{"1_0", ModeExec, Options{FeatureVersion: 5}, "SyntaxError: Underscores in numeric literals are only supported in Python 3.6 and greater"},
	} {
		c.opts.Mode = c.mode
		m, err := Parse([]byte(c.src), c.opts)
		got := ""
		if err != nil {
			e := err.(*SyntaxError)
			got = e.Kind.String() + ": " + e.Msg
		} else {
			got = Dump(m, false)
		}
		if got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.src, got, c.want)
		}
	}
}

func TestPollStops(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	_, err := Parse([]byte(strings.Repeat("x = 1\n", 100000)), Options{Poll: func() error {
		if n++; n > 3 {
			return stop
		}
		return nil
	}})
	if err != stop {
		t.Errorf("got %v", err)
	}
}

func TestWarnings(t *testing.T) {
	var got []string
	Parse([]byte("'\\d'; b'\\400'; 1if 2 else 3\nwith ('\\q'): pass\nf'\\{x}'\n"), Options{Warn: func(w Warning) error {
		got = append(got, w.Msg)
		return nil
	}})
	want := []string{
		`"\d" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\d"? A raw string is also an option.`,
		`"\400" is an invalid octal escape sequence. Such sequences will not work in the future. Did you mean "\\400"? A raw string is also an option.`,
		"invalid decimal literal",
		`"\q" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\q"? A raw string is also an option.`,
		`"\{" is an invalid escape sequence. Such sequences will not work in the future. Did you mean "\\{"? A raw string is also an option.`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q", got)
	}
}

func FuzzParse(f *testing.F) {
	data, _ := os.ReadFile("testdata/errors.json")
	for _, v := range readVerdictsFuzz(data) {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, mode := range []Mode{ModeExec, ModeEval, ModeSingle, ModeFuncType} {
			start := time.Now()
			m, err := Parse([]byte(src), Options{Mode: mode, LookupName: func(string) (string, bool) { return "n", true }})
			if d := time.Since(start); d > time.Minute {
				t.Fatal("slow: ", d)
			}
			if err == nil {
				Dump(m, true)
				Unparse(m)
			} else if _, ok := err.(*SyntaxError); !ok {
				t.Fatal(err)
			}
		}
	})
}

func readVerdictsFuzz(data []byte) (out []string) {
	for _, v := range readVerdicts(&testing.T{}, data) {
		out = append(out, v.Src)
	}
	return
}

func BenchmarkParse(b *testing.B) {
	path := os.Getenv("SYNTAX_BENCH")
	if path == "" {
		b.Skip("SYNTAX_BENCH is not set")
	}
	src, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(src, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOneLineList(b *testing.B) {
	src := []byte("x = [" + strings.Repeat("1, ", 1<<20/3) + "]\n")
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse(src, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
