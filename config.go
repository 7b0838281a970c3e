// This file defines what an interpreter is made from: Config, Limits and Policy.

package vivarium

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"strings"
	"time"

	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// Config describes a new interpreter. The zero Config is a working one: no limits, nothing granted, no input, output
// discarded.
type Config struct {
	// Name is for people: it appears in errors and statistics.
	Name string

	Limits Limits
	Policy Policy

	// Isolation is where it runs: InProcess, or Process for a worker process of its own.
	Isolation Isolation

	// Stdin, Stdout and Stderr are the standard streams. A nil Stdin is empty, a nil Stdout or Stderr discards. A Reader
	// or Writer that blocks holds up nothing but the Python code that waits for it. An *os.File is used as the
	// descriptor that it is. They must stay usable until Close returns. An error or a panic of theirs is an OSError in Python.
	Stdin          io.Reader
	Stdout, Stderr io.Writer

	// FS is searched by import before Path: "import plugin" finds plugin.py or plugin/__init__.py in its root. It is
	// readable for import only (and by importlib.resources, for the data files of its packages), whatever Policy says. A panic of its is an OSError in Python,
	// which import takes for a file that is not there.
	FS fs.FS

	// Path lists folders that are searched by import (sys.path). They are granted for import.
	Path []string

	// Stdlib is a folder with CPython's Lib, which serves the standard-library modules that Vivarium does not ship; "" for
	// none. It is granted for import.
	Stdlib string

	// Args is sys.argv; nil is [""].
	Args []string

	// Env is the environment, "NAME=value" each. nil takes those variables of the process that Policy.Env grants.
	Env []string

	// Dir is the working directory, "" for the process's.
	Dir string

	// Modules are Go modules that Python can import, beside the standard library; see Module. Child interpreters that the
	// Python code makes do not have them.
	Modules []Module

	// Optimize is python's -O: 1 removes assert statements, 2 docstrings too.
	Optimize int

	// Warnings are filters as for python's -W: "error", "ignore::DeprecationWarning" ...
	Warnings []string

	// Unbuffered makes Stdout unbuffered, as python's -u. It is line-buffered otherwise, and flushed whenever a call ends.
	Unbuffered bool
}

// Limits bounds what an interpreter may use. A zero field is no limit. Whoever passes one is killed, which no Python
// code can catch or delay, and the call returns a *LimitError; only a single request for more memory than the limit is a
// MemoryError that Python may handle.
type Limits struct {
	Time         time.Duration // wall time of one call (Exec, Eval, Call ...), waiting for its turn not included
	Life         time.Duration // wall time of the interpreter's whole life
	CPU          time.Duration // CPU time of the whole life
	RunCPU       time.Duration // CPU time of one call
	Memory       int64         // bytes of live objects
	Output       int64         // bytes written to Stdout and Stderr
	Recursion    int           // nested Python calls; 1000 by default, and then only a RecursionError
	Threads      int           // threads besides the main one
	Handles      int           // open files, sockets, pipes and folders
	Children     int           // child interpreters alive
	Instructions int64         // loop iterations and calls: the same program stops at the same place on any machine
}

func (l Limits) internal() policy.Limits { return policy.Limits(l) }

// Policy says what an interpreter may do. The zero Policy grants nothing: the code can compute, import what Vivarium
// ships, and use its standard streams and what Go hands to it. In each list the element "*" means everything.
//
// What is not granted raises PermissionError in Python (ImportError for modules), which names the grant that is missing.
type Policy struct {
	Read    []string // files and folders that may be read, with everything below them; relative ones are below Config.Dir
	Write   []string // files and folders that may be created, changed and removed
	Net     []string // "host:port", "*.host:port", "10.0.0.0/8:5432", ":443", "host" (all ports)
	Env     []string // names of environment variables; a trailing * matches any rest
	Run     []string // programs, by absolute path or by a bare name looked up in the process's PATH
	Modules []string // importable modules, with their submodules; nil means all that Vivarium ships
	Import  []string // further folders from which source modules may be imported

	// Children lets it create child interpreters, which never get more than it has.
	Children bool

	// Clock, if not zero, replaces the machine's clocks by one that starts there and only moves by sleeping and by waits that
	// time out, which take no time unless what is waited for may come from outside: a network, a program, standard input.
	Clock time.Time

	// Seed, if not zero, replaces the kernel's randomness by a deterministic stream.
	Seed uint64

	everything bool
}

// check refuses what no interpreter can be made from. Policies and paths are checked where they are made.
func (c *Config) check() error {
	if c.Isolation != InProcess && c.Isolation != Process {
		return configError("Isolation", errors.New("want InProcess or Process"))
	}
	if c.Optimize < 0 || c.Optimize > 2 {
		return configError("Optimize", fmt.Errorf("got %d, want 0, 1 or 2", c.Optimize))
	}
	for _, e := range c.Env {
		if strings.IndexByte(e, '=') <= 0 || strings.IndexByte(e, 0) >= 0 {
			return configError("Env", fmt.Errorf("got %q, want NAME=value", e))
		}
	}
	l := reflect.ValueOf(c.Limits)
	for i := range l.NumField() {
		if l.Field(i).Int() < 0 {
			return configError("Limits."+l.Type().Field(i).Name, fmt.Errorf("got %v, want 0 for none or more", l.Field(i)))
		}
	}
	return nil
}

// AllowAll is the policy that grants everything the process may do, as for a program run by python itself.
func AllowAll() Policy { return Policy{everything: true} }

// build makes the internal policy. Relative paths are below dir.
func (p Policy) build(c *Config) (*policy.Policy, error) {
	if p.everything {
		return policy.Inherit(), nil
	}
	g := policy.Grants{
		Read: p.Read, Write: p.Write, Net: p.Net, Env: p.Env, Run: p.Run, Modules: p.Modules,
		Import: append(append([]string(nil), p.Import...), c.Path...), Children: p.Children,
	}
	if c.Stdlib != "" {
		g.Import = append(g.Import, c.Stdlib)
	}
	if !p.Clock.IsZero() {
		if !policy.ClockCounts(p.Clock) {
			return nil, fmt.Errorf("Clock: got %v, want a year from 1685 to 2254", p.Clock)
		}
		g.Clock, g.FixedTime = policy.ClockFixed, p.Clock.UnixNano()
	}
	if p.Seed != 0 {
		g.Random, g.Seed = policy.RandomSeeded, p.Seed
	}
	dir, err := host.AbsPath(c.Dir)
	if err != nil {
		return nil, err
	}
	return policy.New(g, dir)
}
