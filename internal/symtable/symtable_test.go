package symtable

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/vivarium-py/vivarium/internal/syntax"
)

var places = [...]string{"?", "local", "explicit", "global", "free", "cell"}

// show writes a scope and what is below it: name(symbol:place ...)[children].
func show(s *Scope, b *strings.Builder) {
	b.WriteString(s.Name)
	var names []string
	for _, y := range s.Names {
		if strings.HasPrefix(y.Name, ".") {
			continue
		}
		names = append(names, y.Name+":"+places[y.Place])
	}
	sort.Strings(names)
	fmt.Fprintf(b, "(%s)", strings.Join(names, " "))
	if len(s.Children) > 0 {
		b.WriteByte('[')
		for i, c := range s.Children {
			if i > 0 {
				b.WriteByte(' ')
			}
			show(c, b)
		}
		b.WriteByte(']')
	}
}

func TestPlaces(t *testing.T) {
	for _, tt := range []struct{ src, want string }{
		{"x = 1\ndef f(a): return a + x", "top(f:local x:local)[f(a:local x:global)]"},
		{"def f(a):\n def g(): return a\n return g", "top(f:local)[f(a:cell g:local)[g(a:free)]]"},
		{"def f(a):\n def g():\n  def h(): return a", "top(f:local)[f(a:cell g:local)[g(a:free h:local)[h(a:free)]]]"},
		{"def f():\n x = 1\n def g():\n  nonlocal x\n  x = 2", "top(f:local)[f(g:local x:cell)[g(x:free)]]"},
		{"def f():\n global x\n x = 1\n def g(): return x", "top(f:local x:explicit)[f(g:local x:explicit)[g(x:global)]]"},
		{"class A:\n x = 1\n def f(self): return x, __class__", "top(A:local)[A(f:local x:local)[f(__class__:free self:local x:global)]]"},
		{"def f(x):\n class A:\n  x = x\n  def g(self): return x", "top(f:local)[f(A:local x:cell)[A(g:local x:local)[g(self:local x:free)]]]"},
		{"def f(y): return [x + y for x in y]", "top(f:local)[f(y:local)[<listcomp>(x:local y:free)]]"},
		{"def f(y): return [lambda: x + y for x in y]", "top(f:local)[f(y:cell)[<listcomp>(x:cell y:free)[<lambda>(x:free y:free)]]]"},
		{"def f(y): return (x + y for x in y)", "top(f:local)[f(y:cell)[<genexpr>(x:local y:free)]]"},
		{"def f(y): return [z := x for x in y], z", "top(f:local)[f(y:local z:local)[<listcomp>(x:local z:free)]]"},
		{"[z := x for x in y]", "top(y:global z:explicit)[<listcomp>(x:local z:explicit)]"},
		{"class A:\n def f(self): self.__x = __y", "top(A:local)[A(f:local)[f(_A__y:global self:local)]]"},
		{"class A:\n x: int\n int = 3", "top(A:local)[A(int:local x:local)[__annotate__(__classdict__:free int:global)]]"},
		{"def f[T](x: T) -> T: return T", "top(f:local)[f(T:cell)[__annotate__(T:free) f(T:free x:local)]]"},
		{"class A[T](B[T]):\n x: T", "top(A:local)[A(B:global T:cell)[A(T:free __type_params__:local x:local)[__annotate__(T:free __classdict__:free)]]]"},
		{"class A:\n T = 1\n type X = T", "top(A:local)[A(T:local X:local)[X(T:global __classdict__:free)]]"},
		{"def f():\n x: y\n return x", "top(f:local)[f(x:local)]"},
		{"try: pass\nexcept E as e: pass", "top(E:global e:local)"},
		{"match x:\n case [a, *b, {'c': d, **e}, F(g=h) as i]: pass", "top(F:global a:local b:local d:local e:local h:local i:local x:global)"},
		{"import a.b, c as d\nfrom e import f as g, h", "top(a:local d:local g:local h:local)"},
	} {
		mod, err := syntax.Parse([]byte(tt.src+"\n"), syntax.Options{})
		if err != nil {
			t.Fatal(err)
		}
		st, err := Build(mod, "<test>", Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.src, err)
			continue
		}
		var b strings.Builder
		show(st.Top, &b)
		if b.String() != tt.want {
			t.Errorf("%s\n got  %s\n want %s", tt.src, b.String(), tt.want)
		}
	}
}

func TestMangle(t *testing.T) {
	for _, tt := range [][3]string{
		{"A", "__x", "_A__x"}, {"_A", "__x", "_A__x"}, {"__", "__x", "__x"}, {"A", "__x__", "__x__"}, {"A", "_x", "_x"},
		{"", "__x", "__x"}, {"A", "__a.b", "__a.b"}, {"A", "__", "__"},
	} {
		if got := Mangle(tt[0], tt[1]); got != tt[2] {
			t.Errorf("Mangle(%q, %q) = %q, want %q", tt[0], tt[1], got, tt[2])
		}
	}
}
