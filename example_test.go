// Examples of every exported name; they run as tests.
package vivarium_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing/fstest"
	"time"

	"github.com/vivarium-py/vivarium"
)

// open makes a runtime with one interpreter that prints to standard output.
func open(c vivarium.Config) (*vivarium.Runtime, *vivarium.Interpreter) {
	if c.Stdout == nil {
		c.Stdout = os.Stdout
	}
	rt := vivarium.New()
	in, err := rt.NewInterpreter(c)
	if err != nil {
		log.Fatal(err)
	}
	return rt, in
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func Example() {
	rt := vivarium.New()
	defer rt.Close()
	var buf bytes.Buffer
	in, err := rt.NewInterpreter(vivarium.Config{
		Name:   "plugin-a",
		Limits: vivarium.Limits{Time: time.Second, Memory: 64 << 20},
		Policy: vivarium.Policy{Read: []string{"./data"}},
		Stdout: &buf,
	})
	if err != nil {
		log.Fatal(err)
	}
	defer in.Close()

	err = in.Set("lookup", func(ctx context.Context, id int) (string, error) {
		if id != 7 {
			return "", errors.New("no such user")
		}
		return "Ada", nil
	})
	check(err)
	check(in.Exec(context.Background(), `
def handle(request):
    print("handling", request["id"])
    return {"user": lookup(request["id"]), "tags": ["a", "b"]}
`))

	type request struct {
		ID int `py:"id"`
	}
	var out struct {
		User string   `py:"user"`
		Tags []string `py:"tags"`
	}
	check(in.Call(context.Background(), "handle", request{7}, &out))
	fmt.Printf("%+v\n%s", out, buf.String())

	err = in.Call(context.Background(), "handle", request{8}, &out)
	var pe *vivarium.PythonError
	if errors.As(err, &pe) {
		fmt.Println(pe.Message)
	}
	// Output:
	// {User:Ada Tags:[a b]}
	// handling 7
	// no such user
}

func ExampleRuntime() {
	rt := vivarium.New()
	defer rt.Close()
	for _, name := range []string{"a", "b"} {
		in, err := rt.NewInterpreter(vivarium.Config{Name: name, Stdout: os.Stdout})
		check(err)
		check(in.Exec(ctx, "x = 42"))
	}
	fmt.Println(len(rt.Interpreters()))
	// Output: 2
}

func ExampleConfig() {
	rt, in := open(vivarium.Config{
		Stdin: strings.NewReader("Ada\n"),
		Args:  []string{"prog", "-v"},
		Env:   []string{"LANG=C"},
		FS:    fstest.MapFS{"greet.py": {Data: []byte("def hello(name): return 'Hello, ' + name")}},
	})
	defer rt.Close()
	check(in.Exec(ctx, "import greet, os, sys\nprint(greet.hello(input()), sys.argv[1], os.environ['LANG'])"))
	// Output: Hello, Ada -v C
}

func ExampleLimits() {
	rt, in := open(vivarium.Config{Limits: vivarium.Limits{Time: 20 * time.Millisecond}})
	defer rt.Close()
	err := in.Exec(ctx, "try:\n    while True: pass\nfinally:\n    print('never printed')")
	var le *vivarium.LimitError
	if errors.As(err, &le) {
		fmt.Println(le.Resource, time.Duration(le.Limit), errors.Is(err, vivarium.ErrTimeLimit), errors.Is(err, vivarium.ErrKilled))
	}
	// Output: time 20ms true true
}

func ExamplePolicy() {
	dir, err := os.MkdirTemp("", "example")
	check(err)
	defer os.RemoveAll(dir)
	check(os.WriteFile(filepath.Join(dir, "a.txt"), []byte("hi"), 0o600))
	rt, in := open(vivarium.Config{Policy: vivarium.Policy{Read: []string{dir}}, Dir: dir})
	defer rt.Close()
	check(in.Exec(ctx, "print(open('a.txt').read())"))
	err = in.Exec(ctx, "open('b.txt', 'w')")
	fmt.Println(errors.Is(err, vivarium.Raise("PermissionError", "")))
	// Output:
	// hi
	// true
}

func ExampleAllowAll() {
	rt, in := open(vivarium.Config{Policy: vivarium.AllowAll()})
	defer rt.Close()
	check(in.Exec(ctx, "import os\nprint(os.path.exists('/'))"))
	// Output: True
}

func ExampleInterpreter_Exec() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Exec(ctx, "x = 6"))
	check(in.Exec(ctx, "print(x * 7)"))
	c, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	err := in.Exec(c, "while True: pass")
	fmt.Println(errors.Is(err, context.DeadlineExceeded))
	// Output:
	// 42
	// true
}

func ExampleInterpreter_Eval() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	var squares []int
	check(in.Eval(ctx, "[n * n for n in range(5)]", &squares))
	fmt.Println(squares)
	// Output: [0 1 4 9 16]
}

func ExampleInterpreter_Call() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	var s string
	check(in.Call(ctx, "json.dumps", map[string]any{"b": 1, "a": nil}, vivarium.Keywords{"indent": 1}, &s))
	fmt.Println(s)
	check(in.Call(ctx, "print", "the result", "is dropped", nil))
	// Output:
	// {
	//  "a": null,
	//  "b": 1
	// }
	// the result is dropped
}

func ExampleInterpreter_Set() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Set("limit", 10))
	check(in.Set("double", func(n int) int { return 2 * n }))
	check(in.Exec(ctx, "print(double(limit))"))
	var limit int
	check(in.Get("limit", &limit))
	fmt.Println(limit)
	// Output:
	// 20
	// 10
}

// A Go function passes its context on when it calls back into the interpreter that called it.
func ExampleInterpreter_SetContext() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Set("configure", func(ctx context.Context) (int, error) {
		if err := in.SetContext(ctx, "level", 3); err != nil {
			return 0, err
		}
		var verbose int
		err := in.GetContext(ctx, "verbose", &verbose)
		return verbose, err
	}))
	check(in.Exec(ctx, "verbose = 1\nprint(configure(), level)"))
	// Output: 1 3
}

func ExampleInterpreter_RunFile() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.RunFile(ctx, "testdata/hello.py"))
	check(in.RunFS(ctx, os.DirFS("testdata"), "hello.py"))
	err := in.RunSource(ctx, "broken.py", []byte("def f():\n    raise ValueError('broken')\nf()\n"))
	var pe *vivarium.PythonError
	errors.As(err, &pe)
	fmt.Print(pe.Traceback)
	// Output:
	// hello from __main__
	// hello from __main__
	// Traceback (most recent call last):
	//   File "broken.py", line 3, in <module>
	//     f()
	//     ~^^
	//   File "broken.py", line 2, in f
	//     raise ValueError('broken')
	// ValueError: broken
}

func ExampleInterpreter_RunModule() {
	rt, in := open(vivarium.Config{FS: fstest.MapFS{"tool.py": {Data: []byte("if __name__ == '__main__': print('running')")}}})
	defer rt.Close()
	check(in.RunModule(ctx, "tool"))
	// Output: running
}

func ExampleInterpreter_Kill() {
	rt, in := open(vivarium.Config{Name: "worker"})
	defer rt.Close()
	time.AfterFunc(10*time.Millisecond, in.Kill)
	err := in.Exec(ctx, "while True: pass")
	fmt.Println(in.Name(), errors.Is(err, vivarium.ErrKilled))
	// Output: worker true
}

func ExampleInterpreter_Close() {
	rt, in := open(vivarium.Config{})
	check(in.Exec(ctx, "import atexit\natexit.register(print, 'bye')"))
	check(in.Close())
	fmt.Println(in.Exec(ctx, "1") == vivarium.ErrClosed)
	check(rt.Close())
	// Output:
	// bye
	// true
}

func ExampleInterpreter_Shutdown() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Exec(ctx, "import atexit, time\natexit.register(time.sleep, 60)"))
	c, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	fmt.Println(in.Shutdown(c))
	// Output: vivarium: context deadline exceeded
}

func ExampleInterpreter_Stats() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Exec(ctx, "print('12345')"))
	s := in.Stats()
	fmt.Println(s.Output, s.Running, in.ID() >= 0, in.Runtime() == rt)
	// Output:
	// 12345
	// 6 false true true
}

func ExampleModule() {
	counter := vivarium.Module{
		Name:    "counter",
		Members: map[string]any{"STEP": 10},
		Init: func(ctx context.Context, in *vivarium.Interpreter) (map[string]any, error) {
			n := 0 // of this interpreter alone
			return map[string]any{"next": func() int { n += 10; return n }}, nil
		},
	}
	rt, in := open(vivarium.Config{Modules: []vivarium.Module{counter}})
	defer rt.Close()
	check(in.Exec(ctx, "import counter\nprint(counter.STEP, counter.next(), counter.next())"))
	check(in.Register(vivarium.Module{Name: "late", Members: map[string]any{"up": strings.ToUpper}}))
	check(in.Set("load", func(ctx context.Context) error {
		return in.RegisterContext(ctx, vivarium.Module{Name: "later"})
	}))
	check(in.Exec(ctx, "from late import up\nprint(up('late'))\nload()\nimport later"))
	// Output:
	// 10 10 20
	// LATE
}

func ExampleEval() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	n, err := vivarium.Eval[int](ctx, in, "2 ** 10")
	fmt.Println(n, err)
	_, err = vivarium.Eval[int8](ctx, in, "2 ** 10")
	fmt.Println(err)
	// Output:
	// 1024 <nil>
	// vivarium: the result: 1024 is out of the range of int8
}

func ExampleCall() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	words, err := vivarium.Call[[]string](ctx, in, "sorted", []string{"b", "c", "a"}, vivarium.Keywords{"reverse": true})
	fmt.Println(words, err)
	// Output: [c b a] <nil>
}

func ExampleGet() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Exec(ctx, "def area(w, h): return w * h"))
	area, err := vivarium.Get[func(w, h float64) (float64, error)](in, "area")
	check(err)
	fmt.Println(area(3, 4))
	// Output: 12 <nil>
}

func ExampleFunc() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	f, err := vivarium.Get[vivarium.Func](in, "max")
	check(err)
	fmt.Println(f(ctx, 3, 5, vivarium.Keywords{"key": func(n int) int { return -n }}))
	// Output: 3 <nil>
}

func ExampleKeywords() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Set("tag", func(name string, attrs vivarium.Keywords) string {
		return fmt.Sprintf("<%s %v>", name, attrs)
	}))
	check(in.Exec(ctx, "print(tag('a', href='/'))"))
	// Output: <a map[href:/]>
}

func ExamplePythonError() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Set("open_config", func() error { return fmt.Errorf("config: %w", fs.ErrNotExist) }))
	err := in.Exec(ctx, `
try:
    open_config()
except Exception as e:
    e = RuntimeError("cannot start")
    e.add_note("is it installed?")
    raise e from None
`)
	var pe *vivarium.PythonError
	if errors.As(err, &pe) {
		var outermost vivarium.Frame = pe.Frames[0]
		fmt.Println(pe.Type, "|", pe.Message, "|", pe.Notes, pe.IsA("Exception"), outermost.Line)
	}
	err = in.Exec(ctx, "open_config()")
	fmt.Println(err, errors.Is(err, fs.ErrNotExist))
	// Output:
	// RuntimeError | cannot start | [is it installed?] true 7
	// vivarium.GoError: config: file does not exist true
}

func ExampleRaise() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Set("find", func(name string) (int, error) {
		if name == "" {
			return 0, vivarium.Raise("ValueError", "an empty name")
		}
		return 0, vivarium.Raisef("KeyError", "no %s: %w", name, fs.ErrNotExist)
	}))
	check(in.Exec(ctx, `
for name in "", "x":
    try:
        find(name)
    except (ValueError, KeyError) as e:
        print(repr(e))
`))
	err := in.Exec(ctx, "find('y')")
	fmt.Println(errors.Is(err, fs.ErrNotExist), errors.Is(err, vivarium.Raise("KeyError", "")))
	// Output:
	// ValueError('an empty name')
	// KeyError('no x: file does not exist')
	// true true
}

func ExampleExitCode() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	fmt.Println(vivarium.ExitCode(in.Exec(ctx, "import sys\nsys.exit(3)")))
	// Output: 3 true
}

func ExampleConversionError() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	var chat struct {
		Messages []struct {
			Role string `py:"role"`
		} `py:"messages"`
	}
	err := in.Eval(ctx, "{'messages': [{'role': 'user'}, {'role': 5}]}", &chat)
	var ce *vivarium.ConversionError
	if errors.As(err, &ce) {
		fmt.Println(ce)
		fmt.Println(ce.Path)
	}
	// Output:
	// messages[1].role: got int, want string
	// messages[1].role
}

func ExamplePanicError() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Set("crash", func() { var list []int; list[len(list)] = 1 }))
	err := in.Exec(ctx, "crash()")
	var p *vivarium.PanicError
	fmt.Println(errors.As(err, &p))
	fmt.Println(p)
	var bug *vivarium.InternalError // would be a bug of Vivarium, contained as well
	fmt.Println(errors.As(err, &bug))
	// Output:
	// true
	// panic in Go function crash: runtime error: index out of range [0] with length 0
	// false
}

func ExampleObject() {
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Exec(ctx, `
class Account:
    def __init__(self): self.balance = 0
    def deposit(self, n):
        self.balance += n
        return self
account = Account()
`))
	account, err := vivarium.Get[*vivarium.Object](in, "account")
	check(err)
	check(account.CallMethod(ctx, "deposit", 50, nil))
	check(account.SetAttr(ctx, "owner", "Ada"))
	var balance int
	check(account.Attr(ctx, "balance", &balance))
	fmt.Println(account.Type(), balance, account.Interpreter() == in, account)
	var fields struct {
		Balance int    `py:"balance"`
		Owner   string `py:"owner"`
	}
	check(account.Convert(ctx, &fields))
	fmt.Println(fields)

	upper, err := vivarium.Eval[*vivarium.Object](ctx, in, "str.upper")
	check(err)
	var s string
	check(upper.Call(ctx, "loud", &s))
	r, err := upper.Repr(ctx)
	fmt.Println(s, r, err)
	// Output:
	// Account 50 true <Python object of class Account>
	// {50 Ada}
	// LOUD <method 'upper' of 'str' objects> <nil>
}

func ExampleOpaque() {
	type session struct{ user string }
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Set("login", func(user string) any { return vivarium.Opaque(&session{user}) }))
	check(in.Set("whoami", func(s *session) string { return s.user }))
	check(in.Exec(ctx, "s = login('Ada')\nprint(whoami(s), type(s).__name__)"))
	// Output: Ada GoObject
}

// Celsius is a number in Go and a text in Python.
type Celsius float64

func (c Celsius) MarshalPython() (any, error) { return fmt.Sprintf("%g°C", float64(c)), nil }

func (c *Celsius) UnmarshalPython(v any) error {
	_, err := fmt.Sscanf(fmt.Sprint(v), "%g°C", (*float64)(c))
	return err
}

func ExampleMarshaler() {
	var _ vivarium.Marshaler = Celsius(0)
	var _ vivarium.Unmarshaler = new(Celsius)
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	check(in.Set("t", Celsius(21.5)))
	check(in.Exec(ctx, "print(t)"))
	fmt.Println(vivarium.Eval[Celsius](ctx, in, "'-3°C'"))
	// Output:
	// 21.5°C
	// -3 <nil>
}

func ExampleNewChannel() {
	type Job struct {
		N int `py:"n"`
	}
	rt, in := open(vivarium.Config{})
	defer rt.Close()
	send, recv := vivarium.NewChannel[Job](rt, 64)
	resultsEnd, results := vivarium.NewChannel[int](rt, 0)
	check(in.Set("jobs", recv))
	check(in.Set("results", resultsEnd))
	resultsEnd.Release()
	done := make(chan error)
	go func() { done <- in.Exec(ctx, "for job in jobs: results.send(job['n'] ** 2)\nresults.release()") }()
	for n := range 4 {
		check(send.Send(ctx, Job{n}))
	}
	send.Close()
	for square, err := range results.All(ctx) {
		check(err)
		fmt.Println(square)
	}
	check(<-done)
	// Output:
	// 0
	// 1
	// 4
	// 9
}

func ExampleSendChannel() {
	rt := vivarium.New()
	defer rt.Close()
	var send *vivarium.SendChannel[string]
	var recv *vivarium.RecvChannel[string]
	send, recv = vivarium.NewChannel[string](rt, 1)
	fmt.Println(send.TrySend("a"), errors.Is(send.TrySend("b"), vivarium.ErrChannelFull), send.Len(), send.ID() == recv.ID())
	fmt.Println(recv.TryRecv())
	_, err := recv.TryRecv()
	fmt.Println(errors.Is(err, vivarium.ErrChannelEmpty))
	send.Close()
	_, err = recv.Recv(ctx)
	fmt.Println(errors.Is(err, vivarium.ErrChannelClosed))
	// Output:
	// <nil> true 1 true
	// a <nil>
	// true
	// true
}

// An interpreter in a worker process is used as any other. What ends that process is an error, and the next interpreter
// gets a new one.
func ExampleProcess() {
	// In a program, main begins with vivarium.WorkerMain(). Here TestMain does.
	rt := vivarium.New()
	defer rt.Close()
	check(rt.SetWorkers(vivarium.Workers{Spare: 2})) // how many are kept started
	c := vivarium.Config{
		Isolation: vivarium.Process, // vivarium.InProcess is the default
		Limits:    vivarium.Limits{Time: time.Second, Memory: 64 << 20, CPU: 10 * time.Second},
		Policy:    vivarium.AllowAll(),
		Stdout:    os.Stdout,
	}
	in, err := rt.NewInterpreter(c)
	check(err)
	check(in.Set("price", func(item string) (int, error) {
		if item == "tea" {
			return 3, nil
		}
		return 0, fmt.Errorf("no %s: %w", item, fs.ErrNotExist)
	}))
	check(in.Exec(context.Background(), "print('tea costs', price('tea'))"))
	err = in.Exec(context.Background(), "price('coffee')")
	fmt.Println(errors.Is(err, fs.ErrNotExist), err)

	err = in.Exec(context.Background(), "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
	var we *vivarium.WorkerError
	fmt.Println(errors.As(err, &we), err)
	in.Close()

	in, err = rt.NewInterpreter(c)
	check(err)
	check(in.Exec(context.Background(), "print('a new one')"))
	// Output:
	// tea costs 3
	// true vivarium.GoError: no coffee: file does not exist
	// true vivarium: the worker process ended: signal: killed
	// a new one
}

// Isolation can be a setting of the program.
func ExampleIsolation() {
	isolation := vivarium.InProcess
	if os.Getenv("PARANOID") != "" {
		isolation = vivarium.Process
	}
	rt, in := open(vivarium.Config{Isolation: isolation})
	defer rt.Close()
	check(in.Exec(context.Background(), "print('hello')"))
	// Output: hello
}
