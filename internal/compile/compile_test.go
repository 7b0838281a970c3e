package compile

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// compileText compiles source as exec does and verifies the result.
func compileText(t *testing.T, src string, opts Options) (*code.Code, error) {
	t.Helper()
	mod, err := syntax.Parse([]byte(src), syntax.Options{Filename: "<test>"})
	if err != nil {
		return nil, err
	}
	c, err := Compile(mod, "<test>", opts)
	if err != nil {
		return nil, err
	}
	if err := code.Verify(c); err != nil {
		t.Errorf("%s\nof\n%s\n%s", err, src, code.Disassemble(c, true))
	}
	return c, nil
}

// function gives the code of the first function in c.
func function(c *code.Code) *code.Code {
	for i := range c.Consts {
		if c.Consts[i].Kind == code.ConstCode {
			return c.Consts[i].Code
		}
	}
	return nil
}

func TestGolden(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"fib", "def f(n):\n  if n < 2: return n\n  return f(n-1) + f(n-2)\n", `
f: params=1 regs=5 locals=n
  JNotLtI      n, 2, ->L1
  Return       n
L1:
  LoadGlobal   r2, .f
  SubI         r3, n, 1
  Call         r1, r2, 1
  LoadGlobal   r3, .f
  SubI         r4, n, 2
  Call         r2, r3, 1
  Add          r1, r1, r2
  Return       r1
`},
		{"while", "def f(n):\n  i = s = 0\n  while i < n:\n    s += i % 7\n    i += 1\n  return s\n", `
f: params=1 regs=4 locals=n,i,s
  LoadInt      i, 0
  Move         s, i
  Jmp          ->L2
L1:
  ModI         r3, i, 7
  IAdd         s, s, r3
  IAddI        i, i, 1
L2:
  JLt          i, n, ->L1
  Return       s
`},
		{"while true", "def f(x):\n  while True:\n    if x.done(): break\n", `
f: params=1 regs=4 locals=x
L1:
  LoadMethod   r2, x, .done
  CallMethod   r1, r2, 0
  JmpFalse     r1, ->L1
  ReturnK      None
`},
		{"for", "def f(d):\n  for k, v in d.items():\n    if k is None or v > 3 and not k: continue\n    d[k] = v.x + 1\n", `
f: params=1 regs=6 locals=d,k,v
  LoadMethod   r4, d, .items
  CallMethod   r3, r4, 0
  GetIter      r3, r3
  Jmp          ->L3
L1:
  Unpack       k, r4, 2
  JmpNone      k, ->L3
  JNotGtI      v, 3, ->L2
  JmpFalse     k, ->L3
L2:
  GetAttr      r5, v, .x
  AddI         r5, r5, 1
  SetItem      d, k, r5
L3:
  ForLoop      r3, r4, ->L1
  ReturnK      None
`},
		{"swap", "def f(a, b):\n  a, b = b, a + b\n  a, b = b, a\n  return [b for b in a if b]\n", `
f: params=2 regs=5 locals=a,b
  Add          r2, a, b
  Move         a, b
  Move         b, r2
  Move         r2, a
  Move         a, b
  Move         b, r2
  GetIter      r3, a
  BuildList    r2, r2, 0
  Jmp          ->L2
L1:
  JmpFalse     b, ->L2
  ListAppend   r2, b
L2:
  ForLoop      r3, b, ->L1
  Return       r2
`},
		{"definite", "def f(c):\n  if c: x = 1\n  else: x = 2\n  g(x)\n  if c: y = 1\n  g(y)\n  return y\n", `
f: params=1 regs=6 locals=c,x,y
  JmpFalse     c, ->L1
  LoadInt      x, 1
  Jmp          ->L2
L1:
  LoadInt      x, 2
L2:
  LoadGlobal   r4, .g
  Move         r5, x
  Call         r3, r4, 1
  JmpFalse     c, ->L3
  LoadInt      y, 1
L3:
  LoadGlobal   r4, .g
  LoadLocal    r5, y
  Call         r3, r4, 1
  Return       y
`},
		{"try", "def f(x):\n  try: g()\n  except E as e: return e\n  finally: h()\n", `
f: params=1 regs=7 locals=x,e
L1:
  LoadGlobal   r3, .g
  Call         r2, r3, 0
L2:
  Jmp          ->L12
L3:
  ExcEnter     r2
L4:
  LoadGlobal   r4, .E
  JExcNotMatch r2, r4, ->L10
  Move         e, r2
L5:
  Move         r4, e
L6:
  ExcLeave     r2
  Unbind       e
L7:
  LoadGlobal   r6, .h
  Call         r5, r6, 0
L8:
  Return       r4
L9:
  ExcTake      r4
  Unbind       e
  ExcLeave     r2
  Reraise      r4, 1
L10:
  Move         r4, r2
  ExcLeave     r2
  Reraise      r4, 0
L11:
  ExcTake      r4
  ExcLeave     r2
  Reraise      r4, 1
L12:
  LoadGlobal   r3, .h
  Call         r2, r3, 0
  ReturnK      None
L13:
  ExcEnter     r2
L14:
  LoadGlobal   r5, .h
  Call         r4, r5, 0
L15:
  Move         r4, r2
  ExcLeave     r2
  Reraise      r4, 0
L16:
  ExcTake      r4
  ExcLeave     r2
  Reraise      r4, 1
  L1..L2 -> L3
  L2..L4 -> L13
  L4..L5 -> L11
  L5..L6 -> L9
  L6..L7 -> L13
  L8..L9 -> L9
  L9..L12 -> L13
  L14..L15 -> L16
`},
	} {
		c, err := compileText(t, tt.src, Options{})
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if got := code.Disassemble(function(c), false); got != strings.TrimLeft(tt.want, "\n") {
			t.Errorf("%s: got\n%s", tt.name, got)
		}
	}
}

// TestStandardLibrary compiles CPython's library, if there is one, and verifies every code.
func TestStandardLibrary(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	cmd := exec.Command("python3.13", "-c", "import os; print(os.path.dirname(os.__file__))")
	cmd.Env = append(os.Environ(), "PYENV_VERSION=3.13.0")
	out, err := cmd.Output()
	if err != nil {
		t.Skip("no python3.13: ", err)
	}
	n := 0
	err = filepath.WalkDir(strings.TrimSpace(string(out)), func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "site-packages" {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".py") || strings.Contains(path, "bad") {
			return nil
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		mod, err := syntax.Parse(src, syntax.Options{Filename: path})
		if err != nil {
			return nil // the parser's tests say why
		}
		n++
		c, err := Compile(mod, path, Options{})
		if err == nil {
			err = code.Verify(c)
		}
		if err != nil {
			t.Error(err)
		}
		return nil
	})
	if err != nil || n < 100 {
		t.Errorf("%d files, %v", n, err)
	}
}
