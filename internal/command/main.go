// Package command is the viv command: its flags, how it finds what to run, and its exit codes.
//
// This file reads the command line as python3 reads its own.
package command

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"slices"
	"strings"

	"github.com/vivarium-py/vivarium/internal/assemble"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
)

const usage = `usage: viv [option] ... [-c cmd | -m mod | file | -] [arg] ...
       viv run [limits and grants] FILE (see viv run --help)
       viv dis FILE
Options:
-c cmd : program passed in as string (terminates option list)
-m mod : run library module as a script (terminates option list)
-i     : inspect interactively after running script
-b     : issue warnings about using bytes where str is expected; -bb: errors
-E     : ignore PYTHON* environment variables
-I     : isolate: ignore environment variables, leave the script's folder out of sys.path
-O     : remove assert statements; -OO: discard docstrings too
-P     : don't prepend a potentially unsafe path to sys.path
-R     : use random hashes whatever PYTHONHASHSEED says
-q     : don't print the version when starting interactively
-u     : force the stdout and stderr streams to be unbuffered
-V     : print the version and exit (also --version)
-x     : skip the first line of the file, so that it can be in a form that is not Python's
-W arg : warning control; arg is action:message:category:module:lineno
-X opt : set implementation-specific option; cpuprofile=FILE writes a profile of the run for go tool pprof
--stdlib DIR : serve the standard-library modules that Vivarium lacks from DIR (also $VIVARIUM_STDLIB)
file   : program read from script file
-      : program read from stdin (default; interactive mode if a tty)
arg ...: arguments passed to program in sys.argv[1:]
Environment variables (-E ignores those of Python):
VIVARIUM_STDLIB : a folder of standard-library modules, as --stdlib
PYTHONPATH      : folders before the others in sys.path, with ':' between them
PYTHONSTARTUP   : file executed on interactive startup
PYTHONHASHSEED  : 'random', or a number for hashes of str and bytes that are the same in every run
PYTHONIOENCODING: encoding[:errors] of stdin, stdout and stderr
PYTHONBREAKPOINT: what breakpoint() calls; 0 for nothing
PYTHON_COLORS   : 1 for colours, 0 for none; also FORCE_COLOR and NO_COLOR
PYTHON_HISTORY  : the interactive mode's history
and, as the options: PYTHONDEVMODE (-X dev), PYTHONINSPECT (-i), PYTHONINTMAXSTRDIGITS (-X int_max_str_digits=N),
PYTHONNODEBUGRANGES (-X no_debug_ranges), PYTHONNOUSERSITE (-s), PYTHONOPTIMIZE (-O), PYTHONPYCACHEPREFIX (-X
pycache_prefix=PATH), PYTHONSAFEPATH (-P), PYTHONUNBUFFERED (-u), PYTHONWARNDEFAULTENCODING (-X warn_default_encoding),
PYTHONWARNINGS (-W), PYTHON_CPU_COUNT (-X cpu_count=N)
`

// options are what the command line says.
type options struct {
	core.Options
	cmd, module, file string
	hasCmd            bool
	quiet, safePath   bool
	noEnv             bool
	skipLine          bool // -x
	randomHash        bool // -R
	inspectEnv        bool // PYTHONINSPECT
}

// flagError is a wrong command line.
type flagError string

func (e flagError) Error() string { return string(e) }

// parse reads the arguments after the command's name.
func parse(args []string) (*options, error) {
	o := &options{}
	i := 0
	value := func(name, rest string) (string, error) {
		if rest != "" {
			return rest, nil
		}
		i++
		if i >= len(args) {
			return "", flagError("Argument expected for the " + name + " option")
		}
		return args[i], nil
	}
	for ; i < len(args); i++ {
		a := args[i]
		if a == "-" || a == "" || a[0] != '-' {
			break
		}
		if strings.HasPrefix(a, "--") {
			name, val, has := strings.Cut(a[2:], "=")
			switch name {
			case "":
				i++
				return o.rest(args[i:])
			case "version":
				fmt.Println("Python " + core.VersionText)
				os.Exit(0)
			case "help":
				fmt.Print(usage)
				os.Exit(0)
			case "stdlib":
				if !has {
					var err error
					if val, err = value("--stdlib", ""); err != nil {
						return nil, err
					}
				}
				o.Stdlib = val
			case "check-hash-based-pycs":
				if !has {
					var err error
					if val, err = value("--check-hash-based-pycs", ""); err != nil {
						return nil, err
					}
				}
				if val != "always" && val != "default" && val != "never" { // there are no such files here to check
					return nil, flagError("--check-hash-based-pycs must be one of 'default', 'always', or 'never'")
				}
			default:
				return nil, flagError("unknown option " + a)
			}
			continue
		}
	letters:
		for j := 1; j < len(a); j++ {
			rest := a[j+1:]
			switch c := a[j]; c {
			case 'c':
				v, err := value("-c", rest)
				if err != nil {
					return nil, err
				}
				o.cmd, o.hasCmd = v, true
				o.Argv = append([]string{"-c"}, args[i+1:]...)
				return o, nil
			case 'm':
				v, err := value("-m", rest)
				if err != nil {
					return nil, err
				}
				o.module = v
				o.Argv = append([]string{"-m"}, args[i+1:]...)
				return o, nil
			case 'i':
				o.Inspect = true
			case 'I':
				o.Isolated, o.noEnv, o.safePath, o.Flags.NoUserSite = true, true, true, 1
			case 'E':
				o.noEnv = true
			case 'P':
				o.safePath = true
			case 's':
				o.Flags.NoUserSite = 1
			case 'S':
				o.Flags.NoSite = 1
			case 'd':
				o.Flags.Debug++
			case 'v':
				o.Flags.Verbose++
			case 'b':
				o.Flags.BytesWarning++
			case 'O':
				o.Optimize++
			case 'q':
				o.quiet, o.Flags.Quiet = true, 1
			case 'u':
				o.Unbuffered = true
			case 'V':
				fmt.Println("Python " + core.VersionText)
				os.Exit(0)
			case 'h', '?':
				fmt.Print(usage)
				os.Exit(0)
			case 'W':
				v, err := value("-W", rest)
				if err != nil {
					return nil, err
				}
				o.WarnOptions = append(o.WarnOptions, v)
				break letters
			case 'X':
				v, err := value("-X", rest)
				if err != nil {
					return nil, err
				}
				o.XOptions = append(o.XOptions, v)
				break letters
			case 'R':
				o.randomHash = true
			case 'x':
				o.skipLine = true
			case 'B':
				// Imports write no files.
			default:
				return nil, flagError("Unknown option: -" + string(rune(c)))
			}
		}
	}
	return o.rest(args[i:])
}

func (o *options) rest(args []string) (*options, error) {
	if len(args) > 0 {
		o.file = args[0]
		o.Argv = args
	} else {
		o.Argv = []string{""}
	}
	return o, nil
}

// Main runs the command and exits.
func Main() {
	setHeap()
	host.HugePages()
	status := run(os.Args[1:])
	if status == core.StatusInterrupted {
		host.DieBySignal(2)
		status = 130
	}
	os.Exit(status)
}

func run(args []string) int {
	if len(args) > 0 && args[0] == "run" {
		return runSandboxed(args[1:])
	}
	if len(args) > 0 && args[0] == "dis" {
		return dis(args[1:])
	}
	o, err := parse(args)
	if err != nil {
		first, _, _ := strings.Cut(usage, "\n")
		fmt.Fprintf(os.Stderr, "%v\n%s\nTry `viv -h' for more information.\n", err, first)
		return 2
	}
	o.Optimize = min(o.Optimize, 2)
	o.OrigArgv = os.Args
	env := func(name string) string {
		if o.noEnv {
			return ""
		}
		return os.Getenv(name)
	}
	if o.Stdlib == "" {
		// Where the library is belongs to the installation: -I and -E leave it.
		o.Stdlib = os.Getenv("VIVARIUM_STDLIB")
	}
	if env("PYTHONUNBUFFERED") != "" {
		o.Unbuffered = true
	}
	if env("PYTHONNODEBUGRANGES") != "" || slices.Contains(o.XOptions, "no_debug_ranges") {
		o.NoDebugRanges = true
	}
	o.ImportTime = env("PYTHONPROFILEIMPORTTIME") != "" || slices.Contains(o.XOptions, "importtime")
	if env("PYTHONINSPECT") != "" {
		o.Inspect, o.inspectEnv = true, !o.Inspect
	}
	if w := env("PYTHONWARNINGS"); w != "" {
		o.WarnOptions = append(strings.Split(w, ","), o.WarnOptions...)
	}
	if err := o.readFlags(env); err != nil {
		fmt.Fprintf(os.Stderr, "Fatal Python error: %v\n", err)
		return 1
	}
	if exe, err := os.Executable(); err == nil {
		o.Executable = exe
	}
	if p := env("PYTHONPATH"); p != "" {
		for _, d := range strings.Split(p, ":") {
			if d == "" {
				d = "."
			}
			if abs, err := filepath.Abs(d); err == nil {
				d = abs
			}
			o.Path = append(o.Path, d)
		}
	}
	if o.Stdlib != "" {
		if abs, err := filepath.Abs(o.Stdlib); err == nil {
			o.Stdlib = abs
		}
		o.Path = append(o.Path, o.Stdlib)
		if d := filepath.Join(o.Stdlib, "lib-dynload"); isDir(d) {
			o.Path = append(o.Path, d)
		}
	}
	for _, x := range o.XOptions {
		if path, ok := strings.CutPrefix(x, "cpuprofile="); ok {
			f, err := os.Create(path)
			if err != nil {
				fmt.Fprintln(os.Stderr, "viv:", err)
				return 1
			}
			if err := pprof.StartCPUProfile(f); err != nil {
				fmt.Fprintln(os.Stderr, "viv:", err)
				return 1
			}
			defer func() {
				pprof.StopCPUProfile()
				f.Close()
			}()
		}
	}
	in, err := assemble.Interpreter(core.NewRuntime(), o.Options, host.Config{Policy: policy.Inherit(), ProcessStdio: true, Owner: true, Detach: true})
	if err != nil {
		fmt.Fprintln(os.Stderr, "viv:", err)
		return 1
	}
	return execute(in, o)
}

func isDir(p string) bool {
	st, err := os.Stat(p)
	return err == nil && st.IsDir()
}
