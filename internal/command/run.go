// This file is viv run: a program in a sandbox that grants nothing but what its flags say, ended by the limits they set.
package command

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
	"github.com/vivarium-py/vivarium/internal/stdlib"
	"github.com/vivarium-py/vivarium/lib"
)

// The exit codes of viv run besides the program's own, 1 (uncaught exception) and 2 (wrong command line).
const (
	statusTime     = 124 // as timeout(1)
	statusLimit    = 125 // a limit that has no code of its own
	statusDenied   = 126 // a denied capability that the program did not handle
	statusMemory   = 137 // 128 + SIGKILL, as the kernel's answer to too much memory
	statusCPU      = 152 // 128 + SIGXCPU
	statusOutput   = 153 // 128 + SIGXFSZ
	statusInternal = 70  // a bug in Vivarium
)

// runOptions are what the command line of viv run says.
type runOptions struct {
	options
	grants policy.Grants
	limits policy.Limits
	all    bool
	seeded bool
	help   bool
}

// runFlag is one flag that takes a value.
type runFlag struct {
	name, arg, help string
	set             func(o *runOptions, v string) error
}

func countFlag(at func(o *runOptions) *int) func(o *runOptions, v string) error {
	return func(o *runOptions, v string) error {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 {
			return fmt.Errorf("invalid number: %s", policy.Quote(v))
		}
		*at(o) = n
		return nil
	}
}

func timeFlag(at func(o *runOptions) *time.Duration) func(o *runOptions, v string) error {
	return func(o *runOptions, v string) error {
		d, err := policy.ParseDuration(v)
		if err == nil && d <= 0 {
			err = fmt.Errorf("invalid time: %s", policy.Quote(v))
		}
		*at(o) = d
		return err
	}
}

func sizeFlag(at func(o *runOptions) *int64) func(o *runOptions, v string) error {
	return func(o *runOptions, v string) error {
		n, err := policy.ParseSize(v)
		if err == nil && n <= 0 {
			err = fmt.Errorf("invalid size: %s", policy.Quote(v))
		}
		*at(o) = n
		return err
	}
}

// pathFlag adds one path; what it means does not change when the program changes its working directory.
func pathFlag(at func(o *runOptions) *[]string) func(o *runOptions, v string) error {
	return func(o *runOptions, v string) error {
		if v == "" {
			return errors.New("a path is missing")
		}
		*at(o) = append(*at(o), v)
		return nil
	}
}

// listFlag adds names, separated by commas.
func listFlag(at func(o *runOptions) *[]string) func(o *runOptions, v string) error {
	return func(o *runOptions, v string) error {
		for _, n := range strings.Split(v, ",") {
			if n = strings.TrimSpace(n); n == "" {
				return fmt.Errorf("a name is missing in %s", policy.Quote(v))
			}
			*at(o) = append(*at(o), n)
		}
		return nil
	}
}

// runFlags are the flags of viv run that take a value, in the order of the help.
var runFlags = []runFlag{
	{"time", "2s", "wall time of the run", timeFlag(func(o *runOptions) *time.Duration { return &o.limits.Time })},
	{"cpu", "1s", "CPU time", timeFlag(func(o *runOptions) *time.Duration { return &o.limits.CPU })},
	{"memory", "64M", "live memory; K, M and G are powers of 1024", sizeFlag(func(o *runOptions) *int64 { return &o.limits.Memory })},
	{"output", "1M", "bytes written to standard output and error", sizeFlag(func(o *runOptions) *int64 { return &o.limits.Output })},
	{"recursion", "N", "depth of calls", countFlag(func(o *runOptions) *int { return &o.limits.Recursion })},
	{"threads", "N", "threads at once", countFlag(func(o *runOptions) *int { return &o.limits.Threads })},
	{"handles", "N", "open files, sockets and folders", countFlag(func(o *runOptions) *int { return &o.limits.Handles })},
	{"children", "N", "child interpreters at once", countFlag(func(o *runOptions) *int { return &o.limits.Children })},
	{"instructions", "N", "calls and jumps back: a limit that is the same on every machine", func(o *runOptions, v string) error {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 1 {
			return fmt.Errorf("invalid number: %s", policy.Quote(v))
		}
		o.limits.Instructions = n
		return nil
	}},
	{"allow-read", "PATH", "read a file, or a folder and what is below it", pathFlag(func(o *runOptions) *[]string { return &o.grants.Read })},
	{"allow-write", "PATH", "create, change and remove there", pathFlag(func(o *runOptions) *[]string { return &o.grants.Write })},
	{"allow-import", "PATH", "import Python modules from a folder", pathFlag(func(o *runOptions) *[]string { return &o.grants.Import })},
	{"allow-net", "HOST:PORT", "connect and listen; *.HOST:PORT, ADDRESS/BITS:PORT, :PORT too", listFlag(func(o *runOptions) *[]string { return &o.grants.Net })},
	{"allow-env", "NAME", "see an environment variable; NAME* too", listFlag(func(o *runOptions) *[]string { return &o.grants.Env })},
	{"allow-run", "PROG", "start a program, unconfined", pathFlag(func(o *runOptions) *[]string { return &o.grants.Run })},
	{"allow-module", "NAME", "import only these modules of those that Vivarium ships", listFlag(func(o *runOptions) *[]string { return &o.grants.Modules })},
	{"clock", "TIME", "\"real\", or a fixed clock that starts there: 2026-01-31T12:00:00Z, seconds, \"fixed\"", setClock},
	{"seed", "N", "randomness, hashes too, is the same in every run", func(o *runOptions, v string) error {
		n, err := strconv.ParseUint(v, 0, 64)
		if err != nil {
			return fmt.Errorf("invalid seed: %s (want a number)", policy.Quote(v))
		}
		o.grants.Random, o.grants.Seed, o.seeded = policy.RandomSeeded, n, true
		return nil
	}},
	{"stdlib", "DIR", "serve the library's modules that Vivarium lacks from a folder (also $VIVARIUM_STDLIB)", func(o *runOptions, v string) error {
		o.Stdlib = v
		return nil
	}},
}

// setClock reads --clock.
func setClock(o *runOptions, v string) error {
	switch v {
	case "real":
		o.grants.Clock, o.grants.FixedTime = policy.ClockReal, 0
		return nil
	case "fixed":
		o.grants.Clock, o.grants.FixedTime = policy.ClockFixed, 0
		return nil
	}
	if f, err := strconv.ParseFloat(v, 64); err == nil && f >= 0 && f < 9e9 {
		o.grants.Clock, o.grants.FixedTime = policy.ClockFixed, int64(f*1e9)
		return nil
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02"} {
		if at, err := time.Parse(layout, v); err == nil && policy.ClockCounts(at) {
			o.grants.Clock, o.grants.FixedTime = policy.ClockFixed, at.UnixNano()
			return nil
		}
	}
	return fmt.Errorf("invalid clock: %s (want real, fixed, seconds or 2026-01-31T12:00:00Z)", policy.Quote(v))
}

// runUsage is the help of viv run.
func runUsage() string {
	var b strings.Builder
	b.WriteString("usage: viv run [limits and grants] FILE [arg] ...\n       viv run [limits and grants] (-c CODE | -m MODULE | -) [arg] ...\n\n" +
		"Runs a program in a sandbox that grants nothing but what is listed here. A value follows = or a space;\n" +
		"flags of grants may be given more than once, and * grants everything of their kind.\n\n")
	for _, f := range runFlags {
		fmt.Fprintf(&b, "  --%-24s %s\n", f.name+"="+f.arg, f.help)
	}
	b.WriteString("  --allow-children          create child interpreters, which get no more than their parent has\n" +
		"  --allow-all               everything that the process may do: only the limits hold\n" +
		"  -O -u -W arg -X opt       as without run\n\n" +
		"Exit status: the program's own; 1 uncaught exception; 2 wrong command line; 124 --time; 126 a denied\n" +
		"capability that was not handled; 137 --memory; 152 --cpu or --instructions; 153 --output; 125 another limit.\n")
	return b.String()
}

// parseRun reads the arguments after viv run.
func parseRun(args []string) (*runOptions, error) {
	o := &runOptions{}
	for i := 0; i < len(args); i++ {
		a := args[i]
		if a == "-" || a == "" || a[0] != '-' {
			_, err := o.rest(args[i:])
			return o, err
		}
		next := func(flag string) (string, error) {
			i++
			if i >= len(args) {
				return "", flagError("viv run: " + flag + ": a value is missing")
			}
			return args[i], nil
		}
		if a == "--" {
			if i+1 == len(args) {
				break
			}
			_, err := o.rest(args[i+1:])
			return o, err
		}
		if strings.HasPrefix(a, "--") {
			name, val, has := strings.Cut(a[2:], "=")
			switch name {
			case "help":
				o.help = true
				return o, nil
			case "allow-children", "allow-all":
				if has {
					return nil, flagError("viv run: --" + name + " takes no value")
				}
				o.grants.Children = true
				o.all = o.all || name == "allow-all"
				continue
			}
			var flag *runFlag
			for j := range runFlags {
				if runFlags[j].name == name {
					flag = &runFlags[j]
				}
			}
			if flag == nil {
				return nil, flagError("viv run: unknown flag --" + name + " (viv run --help lists them)")
			}
			if !has {
				var err error
				if val, err = next("--" + name); err != nil {
					return nil, err
				}
			}
			if err := flag.set(o, val); err != nil {
				return nil, flagError("viv run: --" + name + ": " + err.Error())
			}
			continue
		}
		switch c := a[1]; c {
		case 'h':
			o.help = true
			return o, nil
		case 'c', 'm', 'W', 'X':
			val := a[2:]
			if val == "" {
				var err error
				if val, err = next(a); err != nil {
					return nil, err
				}
			}
			switch c {
			case 'c', 'm':
				if c == 'c' {
					o.cmd, o.hasCmd = val, true
				} else {
					o.module = val
				}
				o.Argv = append([]string{a[:2]}, args[i+1:]...)
				return o, nil
			case 'W':
				o.WarnOptions = append(o.WarnOptions, val)
			case 'X':
				o.XOptions = append(o.XOptions, val)
			}
		default:
			for _, c := range a[1:] {
				switch c {
				case 'O':
					o.Optimize++
				case 'u':
					o.Unbuffered = true
				case 'I', 'E', 's', 'B', 'P':
					// A sandbox is isolated already.
				default:
					return nil, flagError("viv run: unknown flag -" + string(c) + " (viv run --help lists them)")
				}
			}
		}
	}
	return nil, flagError("viv run: a program is missing: FILE, -c CODE or -m MODULE")
}

// gcRoom is how much the process may take besides twice the program's limit before Go collects more often.
const gcRoom = 64 << 20

// runSandboxed is viv run.
func runSandboxed(args []string) int {
	o, err := parseRun(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	if o.help {
		fmt.Print(runUsage())
		return 0
	}
	o.Optimize = min(o.Optimize, 2)
	o.OrigArgv = append([]string{"viv", "run"}, args...)
	o.Isolated = true
	if o.Stdlib == "" {
		o.Stdlib = os.Getenv("VIVARIUM_STDLIB")
	}
	if o.Stdlib != "" {
		o.Stdlib = abs(o.Stdlib)
		o.grants.Import = append(o.grants.Import, o.Stdlib)
	}
	if m := o.limits.Memory; m > 0 && !o.grants.Children && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(2*m + gcRoom) // garbage shall not make the process several times as large as what is live
	}
	src, name, status := o.source()
	if status != 0 {
		return status
	}
	if o.file != "" && o.file != "-" {
		o.grants.Read = append(o.grants.Read, realPath(name)) // the program may read itself, as a traceback does
	}
	dir, err := os.Getwd()
	if err != nil {
		dir = "/"
	}
	pol, err := policy.New(o.grants, dir)
	if err != nil {
		fmt.Fprintln(os.Stderr, "viv run:", err)
		return 2
	}
	if o.all {
		pol = policy.Inherit()
	}
	h, err := host.New(host.Config{Policy: pol, Limits: o.limits, ProcessStdio: true, Owner: o.all, Detach: o.all})
	if err != nil {
		fmt.Fprintln(os.Stderr, "viv run:", err)
		return 1
	}
	defer h.Close()
	o.Host = h
	o.Limits = o.limits
	o.Modules = stdlib.Modules()
	o.Lib = lib.FS
	if o.seeded {
		seed := uint32(o.grants.Seed ^ o.grants.Seed>>32)
		o.HashSeed = &seed
	}
	o.Path = o.searchPath(name, pol)
	in, err := core.NewRuntime().NewInterpreter(o.Options)
	if err != nil {
		fmt.Fprintln(os.Stderr, "viv run:", err)
		return 1
	}
	t := in.Main()
	defer in.BeginRun(core.RunLimits{}).End()
	if m := o.limits.Memory; m > 0 && m < 1<<20 {
		err = in.CheckMemory()
	}
	switch {
	case err != nil:
	case o.module != "":
		err = t.RunModule(o.module)
	default:
		err = t.RunMain(src, name, o.hasCmd)
	}
	status = finishRun(in, err)
	if status == core.StatusInterrupted && !o.all { // no interrupt of the process's: the program raised it itself
		status = 1
	}
	return status
}

// source gives the program's text and the name that tracebacks show, or the exit status where it cannot be read.
func (o *runOptions) source() (src []byte, name string, status int) {
	switch {
	case o.hasCmd:
		return []byte(o.cmd + "\n"), "<string>", 0
	case o.module != "":
		return nil, "", 0
	case o.file == "-":
		src, err := o.readSource(os.Stdin)
		if err != nil {
			fmt.Fprintln(os.Stderr, "viv run:", err)
			return nil, "", sourceStatus(err, 1)
		}
		return src, "<stdin>", 0
	}
	name = o.file
	if isDir(name) {
		name = filepath.Join(name, "__main__.py")
	}
	f, err := os.Open(name)
	if err == nil {
		src, err = o.readSource(f)
		f.Close()
	}
	if err != nil {
		if status := sourceStatus(err, 2); status != 2 {
			fmt.Fprintf(os.Stderr, "viv: %s: %v\n", name, err)
			return nil, "", status
		}
		if os.IsNotExist(err) {
			fmt.Fprintf(os.Stderr, "viv run: can't open file '%s': [Errno 2] No such file or directory\n", abs(name))
		} else {
			fmt.Fprintf(os.Stderr, "viv run: can't open file '%s': %v\n", abs(name), err)
		}
		return nil, "", 2
	}
	return src, name, 0
}

// maxSource bounds the text of a program where no limit of memory does: a device has no end.
const maxSource = 256 << 20

// readSource reads a program's text, which must fit into the memory limit.
func (o *runOptions) readSource(r io.Reader) ([]byte, error) {
	limit := o.limits.Memory
	if limit <= 0 || limit > maxSource {
		limit = maxSource
	}
	src, err := io.ReadAll(io.LimitReader(r, limit+1))
	if int64(len(src)) > limit {
		if limit == o.limits.Memory {
			return nil, &policy.Exceeded{Resource: "memory", Limit: limit, Used: int64(len(src))}
		}
		return nil, errors.New("the program is longer than 256 MiB")
	}
	return src, err
}

// sourceStatus is the exit status where a program cannot be read: that of the memory limit, else status.
func sourceStatus(err error, status int) int {
	var x *policy.Exceeded
	if errors.As(err, &x) {
		return statusMemory
	}
	return status
}

// searchPath is sys.path: the program's own folder if modules may be imported from it, the granted folders, the library.
func (o *runOptions) searchPath(name string, pol *policy.Policy) (path []string) {
	add := func(dir string) {
		for _, d := range path {
			if d == dir {
				return
			}
		}
		path = append(path, dir)
	}
	if o.file != "" && o.file != "-" {
		if dir := filepath.Dir(realPath(name)); mayImportFrom(pol, dir) {
			add(dir)
		}
	} else if dir, err := os.Getwd(); err == nil && mayImportFrom(pol, dir) {
		add(dir)
	}
	for _, d := range o.grants.Import {
		if d != "*" && d != o.Stdlib {
			add(abs(d))
		}
	}
	if o.Stdlib != "" {
		add(o.Stdlib)
	}
	return path
}

func mayImportFrom(pol *policy.Policy, dir string) bool {
	_, err := pol.ImportRoot(dir)
	return err == nil
}

func realPath(p string) string {
	if r, err := filepath.EvalSymlinks(p); err == nil {
		p = r
	}
	return abs(p)
}

// finishRun ends the interpreter, reports how the run ended and gives the exit status.
func finishRun(in *core.Interpreter, err error) int {
	t := in.Main()
	var denied *policy.Denied
	where := ""
	refused := false
	if e := core.ExceptionOf(err); e != nil && t.HasDefaultExceptHook() {
		denied, where = e.Denied(), e.Where()
		refused = e.Refused() && in.Limits().Memory > 0
	}
	status := statusDenied
	if refused {
		status = statusMemory
	} else if denied == nil && in.Killed() == nil {
		status = t.ExitStatus(err)
	}
	if s := in.Finish(); status == 0 {
		status = s
	}
	var bug *core.InternalError
	if errors.As(err, &bug) {
		fmt.Fprintf(os.Stderr, "viv: %v\nThis is a bug in Vivarium; please report it with what follows.\n%s", bug, bug.Stack)
		return statusInternal
	}
	if k := in.Killed(); k != nil && k.Limit == "exit" { // os._exit, which flushes nothing
		return int(k.Used) & 0xff
	} else if k != nil {
		late := time.AfterFunc(200*time.Millisecond, in.Host().Close) // nobody reads the output
		in.DrainOutput()
		late.Stop()
		fmt.Fprintf(os.Stderr, "viv: %v\n", k)
		return killStatus(k)
	}
	if denied != nil {
		fmt.Fprintf(os.Stderr, "viv: denied%s: %v\n", where, denied)
	} else if refused {
		fmt.Fprintf(os.Stderr, "viv: memory limit of %s exceeded%s: MemoryError for a single request\n", policy.FormatSize(in.Limits().Memory), where)
	}
	return status
}

// killStatus is the exit status of a run that a limit ended.
func killStatus(k *core.Kill) int {
	switch k.Limit {
	case "time":
		return statusTime
	case "cpu", "instructions":
		return statusCPU
	case "memory":
		return statusMemory
	case "output":
		return statusOutput
	case "internal error":
		return statusInternal
	}
	return statusLimit
}
