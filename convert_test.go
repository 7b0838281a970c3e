// Tests of conversions: both ways, at their edges, and what the errors say.
package vivarium_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/big"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/vivarium-py/vivarium"
)

type point struct {
	X, Y int
}

type message struct {
	Role    string         `py:"role"`
	Content *string        `py:"content,omitempty"`
	Tags    []string       `json:"tags,omitempty"`
	Meta    map[string]any `py:"meta"`
	secret  int
	Skip    int `py:"-"`
	point
	Weight float32 `py:"weight,omitzero"`
}

type request struct {
	Messages []message     `py:"messages"`
	At       [2]point      `py:"at"`
	Next     *request      `py:"next"`
	Big      *big.Int      `py:"big"`
	Addr     netip.Addr    `py:"addr"`
	Level    level         `py:"level"`
	Any      any           `py:"any"`
	Ints     map[int]uint8 `py:"ints"`
}

type level int

func (l level) MarshalPython() (any, error) { return fmt.Sprintf("L%d", int(l)), nil }
func (l *level) UnmarshalPython(v any) error {
	s, ok := v.(string)
	if !ok {
		return fmt.Errorf("got %T, want a level", v)
	}
	_, err := fmt.Sscanf(s, "L%d", (*int)(l))
	return err
}

// TestGoToPython compares what Go values become with what Python makes of the expression.
func TestGoToPython(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	s := "x"
	huge, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	type node struct {
		Next any `py:"next"`
	}
	for _, c := range []struct {
		v    any
		want string
	}{
		{nil, "None"}, {true, "True"}, {false, "False"},
		{0, "0"}, {int8(-128), "-128"}, {uint64(math.MaxUint64), "18446744073709551615"}, {int64(math.MinInt64), "-9223372036854775808"},
		{huge, "123456789012345678901234567890"}, {*huge, "123456789012345678901234567890"}, {(*big.Int)(nil), "None"},
		{1.5, "1.5"}, {float32(0.25), "0.25"}, {math.Inf(-1), "float('-inf')"}, {complex(1, -2), "(1-2j)"},
		{"", "''"}, {"héllo\x00", "'héllo\\x00'"}, {"a\xffb", "'a\\udcffb'"}, {time.Weekday(3), "3"},
		{[]byte("ab\x00"), "b'ab\\x00'"}, {[3]byte{1, 2, 3}, "b'\\x01\\x02\\x03'"}, {[]byte(nil), "None"}, {[]byte{}, "b''"},
		{[]int{1, 2}, "[1, 2]"}, {[]int(nil), "None"}, {[]any{1, "a", nil, []any{}}, "[1, 'a', None, []]"}, {[2]bool{true, false}, "[True, False]"},
		{[]string{"a", "b"}, "['a', 'b']"}, {[]float64{1}, "[1.0]"}, {[]point{{1, 2}}, "[{'X': 1, 'Y': 2}]"},
		{map[string]any{"b": 1, "a": []int{}}, "{'a': [], 'b': 1}"}, {map[string]string{"k": "v"}, "{'k': 'v'}"}, {map[int]string{1: "a"}, "{1: 'a'}"},
		{map[any]any{1: 2}, "{1: 2}"}, {map[[2]int]bool{{1, 2}: true}, "{(1, 2): True}"}, {map[string]int(nil), "None"},
		{map[netip.Addr]int{netip.MustParseAddr("::1"): 1}, "{'::1': 1}"},
		{&s, "'x'"}, {(*string)(nil), "None"}, {point{1, 2}, "{'X': 1, 'Y': 2}"}, {&point{1, 2}, "{'X': 1, 'Y': 2}"},
		{message{Role: "user", secret: 1, Skip: 2, point: point{3, 4}}, "{'role': 'user', 'meta': None, 'X': 3, 'Y': 4}"},
		{message{Content: &s, Tags: []string{"t"}, Weight: 2}, "{'role': '', 'content': 'x', 'tags': ['t'], 'meta': None, 'X': 0, 'Y': 0, 'weight': 2.0}"},
		{level(4), "'L4'"}, {[]level{1}, "['L1']"}, {netip.MustParseAddr("10.0.0.1"), "'10.0.0.1'"},
		{node{node{nil}}, "{'next': {'next': None}}"},
		{errors.New("boo"), "err('boo')"},
		{json.Number("12"), "12"}, {json.Number("-1.5e3"), "-1500.0"}, {json.Number(""), "0"}, {[]any{json.Number("123456789012345678901234567890")}, "[123456789012345678901234567890]"},
		{map[string]struct{}{"b": {}, "a": {}}, "{'a', 'b'}"}, {map[[2]int]struct{}{{1, 2}: {}}, "{(1, 2)}"}, {map[int]struct{}(nil), "None"}, {map[int]struct{}{}, "set()"},
	} {
		must(t, in.Set("v", c.v))
		var same bool
		src := "(lambda a, b: a == b and type(a) == type(b) and repr(a) == repr(b))(v, " + c.want + ")"
		if strings.HasPrefix(c.want, "err") {
			src = "type(v).__name__ == 'GoError' and str(v) == 'boo'"
		}
		if err := in.Eval(ctx, src, &same); err != nil || !same {
			got, _ := vivarium.Eval[string](ctx, in, "repr(v)")
			t.Errorf("%#v: got %s, want %s (%v)", c.v, got, c.want, err)
		}
	}
}

// to is a target for TestPythonToGo: a pointer to a zero T.
func to[T any]() func() any { return func() any { return new(T) } }

func TestPythonToGo(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	must(t, in.Exec(ctx, `
import types
class P:
    def __init__(self): self.X, self.Y = 5, 6
class I:
    def __index__(self): return 7
class Sub(int): pass
class S(str): pass
from collections import namedtuple, deque, OrderedDict
NT = namedtuple('NT', 'X Y')
`))
	str := "x"
	huge, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
	for _, c := range []struct {
		src  string
		out  func() any
		want any
	}{
		{"None", to[any](), nil}, {"True", to[any](), true}, {"5", to[any](), int64(5)}, {"Sub(5)", to[any](), int64(5)}, {"2**63", to[any](), new(big.Int).Lsh(big.NewInt(1), 63)},
		{"1.5", to[any](), 1.5}, {"2j", to[any](), 2i}, {"'é'", to[any](), "é"}, {"S('a')", to[any](), "a"}, {"b'a'", to[any](), []byte("a")}, {"bytearray(b'a')", to[any](), []byte("a")},
		{"memoryview(b'abc')[1:]", to[any](), []byte("bc")}, {"'a\\udcff'", to[string](), "a\xff"},
		{"[1, (2, 'x')]", to[any](), []any{int64(1), []any{int64(2), "x"}}}, {"{1}", to[any](), []any{int64(1)}}, {"frozenset({2})", to[any](), []any{int64(2)}},
		{"{'a': 1}", to[any](), map[string]any{"a": int64(1)}}, {"{1: 'a', None: 2}", to[any](), map[any]any{int64(1): "a", nil: int64(2)}}, {"{}", to[any](), map[string]any{}},
		{"255", to[uint8](), uint8(255)}, {"-128", to[int8](), int8(-128)}, {"2**64-1", to[uint64](), uint64(math.MaxUint64)}, {"I()", to[int](), 7},
		{"10**29 + 23456789012345678901234567890", to[*big.Int](), huge}, {"5", to[big.Int](), *big.NewInt(5)}, {"None", to[*int](), (*int)(nil)},
		{"3", to[float64](), 3.0}, {"1.5", to[float32](), float32(1.5)}, {"3", to[complex128](), complex(3, 0)}, {"2**100", to[float64](), math.Pow(2, 100)},
		{"[1, 2]", to[[]int](), []int{1, 2}}, {"(1, 2)", to[[2]int](), [2]int{1, 2}}, {"range(3)", to[[]int8](), []int8{0, 1, 2}}, {"{3}", to[[]int](), []int{3}},
		{"(x for x in 'ab')", to[[]string](), []string{"a", "b"}}, {"deque([1])", to[[]any](), []any{int64(1)}}, {"None", to[[]int](), []int(nil)}, {"[1, 2]", to[[]byte](), []byte{1, 2}},
		{"b'ab'", to[[2]byte](), [2]byte{'a', 'b'}}, {"b''", to[[]byte](), []byte{}},
		{"{'a': [1]}", to[map[string][]int](), map[string][]int{"a": {1}}}, {"types.MappingProxyType({1: 2})", to[map[int]int](), map[int]int{1: 2}}, {"OrderedDict(a=1)", to[map[string]int](), map[string]int{"a": 1}},
		{"12", to[json.Number](), json.Number("12")}, {"-1.5e300", to[json.Number](), json.Number("-1.5e+300")}, {"10**20", to[json.Number](), json.Number("100000000000000000000")},
		{"{1, 2}", to[map[int]struct{}](), map[int]struct{}{1: {}, 2: {}}}, {"frozenset('ab')", to[map[string]bool](), map[string]bool{"a": true, "b": true}},
		{"set()", to[map[int]struct{}](), map[int]struct{}{}}, {"{1: {}}", to[map[int]struct{}](), map[int]struct{}{1: {}}}, {"None", to[map[int]struct{}](), map[int]struct{}(nil)},
		{"{(1, 2): 3}", to[map[[2]int]int](), map[[2]int]int{{1, 2}: 3}},
		{"{'X': 1, 'Z': 2}", to[point](), point{X: 1}}, {"P()", to[point](), point{5, 6}}, {"NT(1, 2)", to[point](), point{1, 2}}, {"types.SimpleNamespace(Y=3)", to[*point](), &point{Y: 3}},
		{"{'role': 'u', 'content': 'x', 'tags': ['a'], 'X': 1, 'weight': 2}", to[message](), message{Role: "u", Content: &str, Tags: []string{"a"}, point: point{X: 1}, Weight: 2}},
		{"{'level': 'L7', 'addr': '::1', 'ints': {1: 2}, 'next': {'any': 1}}", to[request](), request{Level: 7, Addr: netip.MustParseAddr("::1"), Ints: map[int]uint8{1: 2}, Next: &request{Any: int64(1)}}},
	} {
		out := c.out()
		if err := in.Eval(ctx, c.src, out); err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		got := reflect.ValueOf(out).Elem().Interface()
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %#v, want %#v", c.src, got, c.want)
		}
	}
}

func TestConversionErrors(t *testing.T) {
	in := newInterp(t, vivarium.Config{Limits: vivarium.Limits{Memory: 32 << 20}})
	must(t, in.Exec(ctx, "loop = []\nloop.append(loop)\nbomb = [0] * 1000\nfor _ in range(3): bomb = [bomb] * 1000\nclass C: pass"))
	for _, c := range []struct {
		src  string
		out  any
		want string
	}{
		{"{'messages': [{'role': 'a'}, {'role': 5}]}", new(request), "messages[1].role: got int, want string"},
		{"{'messages': None, 'at': [{}, {'Y': 'q'}]}", new(request), "at[1].Y: got str, want int"},
		{"{'at': [{}]}", new(request), "at: got 1 items, want 2"},
		{"{'next': {'next': {'big': 'x'}}}", new(request), "next.next.big: got str, want big.Int"},
		{"{'messages': [{'meta': {'a b': '\\ud800'}}]}", new(request), "messages[0].meta['a b']: str holds the lone surrogate U+D800, which no Go string can"},
		{"{'level': 3}", new(request), "level: got int64, want a level"},
		{"{'addr': 'zz'}", new(request), "addr: ParseAddr(\"zz\"): unable to parse IP"},
		{"{'ints': {1: 256}}", new(request), "ints[1]: 256 is out of the range of uint8"},
		{"{'ints': {'a': 1}}", new(request), "ints.key: got str, want int"},
		{"300", new(int8), "300 is out of the range of int8"}, {"-1", new(uint), "-1 is out of the range of uint"}, {"2**70", new(int), "1180591620717411303424 is out of the range of int"},
		{"10**200", new(int), "an int of 665 bits is out of the range of int"}, {"2**53+1", new(float64), "9007199254740993 is not exact as a float64"}, {"1e300", new(float32), "1e+300 is out of the range of float32"}, {"2**24+1", new(float32), "16777217 is not exact as a float32"},
		{"True", new(int), "got bool, want int"}, {"1", new(bool), "got int, want bool"}, {"1.0", new(int), "got float, want int"}, {"None", new(int), "got None, want int"}, {"None", new(string), "got None, want string"},
		{"'abc'", new([]string), "got str, want []string"}, {"{'a': 1}", new([]string), "got dict, want []string"}, {"5", new([]int), "got int, want []int"}, {"'a'", new([]byte), "got str, want bytes"},
		{"[1]", new(map[string]int), "got list, want map[string]int"}, {"5", new(point), "got int, want vivarium_test.point"}, {"C", new(point), "got type, want vivarium_test.point"},
		{"len", new(func()), "cannot convert to func(): a func that calls Python returns (error) or (result, error)"}, {"5", new(vivarium.Func), "got int, want callable"},
		{"5", new(chan int), "cannot convert to a Go chan int"}, {"C()", new(fmt.Stringer), ""}, {"5", new(fmt.Stringer), "got int, want fmt.Stringer"},
		{"{'a', 'b', 5}", new(map[string]struct{}), "{5}: got int, want string"}, {"{1}", new(map[int]int), "got set, want map[int]int"},
		{"'5'", new(json.Number), "got str, want json.Number"}, {"float('nan')", new(json.Number), "NaN is no JSON number"}, {"True", new(json.Number), "got bool, want json.Number"},
		{"loop", new(any), "nested deeper than 1000 levels (or contains itself)"}, {"bomb", new(any), "larger in Go than the memory limit of the interpreter (33554432 bytes)"},
		{"{(1, [2][0]): 1, ('x',): 2}", new(any), "key: a tuple is no key of a Go map"}, {"{1: 'a', True + 0.0: 'b'}", new(map[int]string), ""},
		{"5", point{}, "got vivarium_test.point"}, {"5", (*int)(nil), "got a nil *int"},
	} {
		err := in.Eval(ctx, c.src, c.out)
		if c.want == "" {
			if err != nil {
				t.Errorf("%s: %v", c.src, err)
			}
			continue
		}
		var ce *vivarium.ConversionError
		if !errors.As(err, &ce) {
			t.Errorf("%s: got %v, want %s", c.src, err, c.want)
			continue
		}
		got := ce.Error()
		if i := strings.Index(got, "]: "); got[0] == '[' {
			got = got[i+3:]
		}
		if got != c.want {
			t.Errorf("%s: got %q, want %q", c.src, got, c.want)
		}
	}
	var cyclic any
	cyclic = &cyclic
	for _, c := range []struct {
		v    any
		want string
	}{
		{make(chan int), "cannot convert a Go channel (chan int): make it with NewChannel"},
		{[]any{1, map[string]any{"a": make(chan int)}}, "[1].a: cannot convert a Go channel (chan int): make it with NewChannel"},
		{[]json.Number{"1", "1x"}, "[1]: the json.Number \"1x\" is no number"}, {json.Number("1e999"), "the json.Number 1e999 is out of the range of float64"},
		{struct{ U uintptr }{}, "U: cannot convert a Go uintptr"}, {cyclic, "nested deeper than 1000 levels (or contains itself)"},
	} {
		err := in.Set("v", c.v)
		var ce *vivarium.ConversionError
		if !errors.As(err, &ce) || ce.Error() != c.want {
			t.Errorf("%T: got %v, want %s", c.v, err, c.want)
		}
	}
}

func TestErrorLeavesTheTarget(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	p := point{1, 2}
	if err := in.Eval(ctx, "{'X': 5, 'Y': 'bad'}", &p); err == nil || p != (point{1, 2}) {
		t.Error(p, err)
	}
	must(t, in.Eval(ctx, "{'X': 5}", &p))
	if p != (point{5, 2}) {
		t.Error("missing keys leave the field:", p)
	}
	var r struct {
		A int `py:"a,required"`
	}
	if err := in.Eval(ctx, "{}", &r); err == nil || !strings.Contains(err.Error(), "a: missing") {
		t.Error(err)
	}
}

func TestTimes(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	at := time.Date(2026, 2, 3, 4, 5, 6, 789012345, time.FixedZone("CET", 3600))
	must(t, in.Set("at", at))
	must(t, in.Exec(ctx, "import datetime"))
	must(t, in.Set("d", 90*time.Minute+time.Microsecond))
	var s string
	must(t, in.Eval(ctx, "f'{at.isoformat()} {at.tzname()} {d}'", &s))
	if s != "2026-02-03T04:05:06.789012+01:00 CET 1:30:00.000001" {
		t.Error(s)
	}
	var back struct {
		At time.Time
		D  *time.Duration
	}
	must(t, in.Eval(ctx, "{'At': at, 'D': d}", &back))
	if !back.At.Equal(at.Truncate(time.Microsecond)) || *back.D != 90*time.Minute+time.Microsecond {
		t.Error(back)
	}
	var x any
	must(t, in.Eval(ctx, "datetime.datetime(2026, 1, 1)", &x))
	if x != any(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Error(x)
	}
	if err := in.Eval(ctx, "datetime.timedelta(days=10**6)", new(time.Duration)); err == nil {
		t.Error("a million days fit")
	}
}

func TestOpaqueAndObjects(t *testing.T) {
	in := newInterp(t, vivarium.Config{})
	secret := &struct{ n int }{5}
	must(t, in.Set("secret", vivarium.Opaque(secret)))
	back, err := vivarium.Eval[any](ctx, in, "secret")
	if back != any(secret) || err != nil {
		t.Error(back, err)
	}
	typed, err := vivarium.Eval[*struct{ n int }](ctx, in, "secret")
	if typed != secret || err != nil {
		t.Error(typed, err)
	}
	must(t, in.Exec(ctx, "class C:\n    x = 1\n    def add(self, n): return self.x + n\nc = C()"))
	o, err := vivarium.Get[*vivarium.Object](in, "c")
	must(t, err)
	if o.Type() != "C" {
		t.Error(o.Type())
	}
	must(t, o.SetAttr(ctx, "x", 10))
	var n int
	must(t, o.CallMethod(ctx, "add", 5, &n))
	if n != 15 {
		t.Error(n)
	}
	must(t, o.Attr(ctx, "x", &n))
	must(t, in.Set("d", o))
	if same, err := vivarium.Eval[bool](ctx, in, "c is d"); !same || err != nil {
		t.Error(same, err)
	}
	if r, err := o.Repr(ctx); err != nil || !strings.Contains(r, "C object at") {
		t.Error(r, err)
	}
	other := newInterp(t, vivarium.Config{})
	if err := other.Set("c", o); err == nil {
		t.Error("an object crossed into another interpreter")
	}
	must(t, in.Close())
	if err := o.Attr(ctx, "x", &n); err != vivarium.ErrClosed {
		t.Error(err)
	}
}
