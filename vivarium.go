// This file defines Runtime: what the interpreters of one embedder share.

package vivarium

import (
	"context"
	"sync"

	"github.com/vivarium-py/vivarium/internal/assemble"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/worker"
)

// Runtime holds interpreters that may share channels. Code and other immutable data are shared by all runtimes of a
// process, so that one Runtime a process is usual. It is safe for use from several goroutines.
type Runtime struct {
	core *core.Runtime
	sys  *host.System

	mu      sync.Mutex
	interps map[*Interpreter]struct{}
	closed  bool
	done    chan struct{} // closed by Close
	desk    desk
	codes   codeCache
	workers Workers      // says how pool makes workers
	pool    *worker.Pool // nil until it is needed
}

// New makes a Runtime without interpreters. It starts nothing; Close gives back what its interpreters use.
func New() *Runtime {
	return &Runtime{core: core.NewRuntime(), sys: host.NewSystem(), interps: map[*Interpreter]struct{}{}, done: make(chan struct{})}
}

// NewInterpreter makes an interpreter, which is to be closed after use. It fails with ErrClosed after Close, and with an
// error that names the field where the Config is wrong.
func (rt *Runtime) NewInterpreter(c Config) (*Interpreter, error) { return rt.newInterpreter(c, nil) }

// newInterpreter is NewInterpreter; side is not nil where this process is a worker.
func (rt *Runtime) newInterpreter(c Config, side *workerSide) (*Interpreter, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	pol, err := c.Policy.build(&c)
	if err != nil {
		return nil, configError("Policy", err)
	}
	stdlib := ""
	if c.Stdlib != "" {
		if stdlib, err = host.AbsPath(c.Stdlib); err != nil {
			return nil, configError("Stdlib", err)
		}
	}
	path := make([]string, 0, len(c.Path)+2)
	var source *host.Source
	if c.FS != nil {
		source = host.NewSource(c.FS)
		path = append(path, source.Path())
	}
	for _, p := range c.Path {
		if p, err = host.AbsPath(p); err != nil {
			return nil, configError("Path", err)
		}
		path = append(path, p)
	}
	if stdlib != "" {
		path = append(path, stdlib)
	}
	args := c.Args
	if args == nil {
		args = []string{""}
	}
	in := &Interpreter{rt: rt, cfg: c, turn: make(chan struct{}, 1), closing: make(chan struct{}), side: side}
	if side != nil {
		side.in = in
	}
	in.conv.ctxs = map[*core.Thread]context.Context{}
	if c.Isolation != InProcess {
		if c.FS != nil {
			path = path[1:] // the worker mounts it itself
		}
		if c.Stdlib != "" {
			path = path[:len(path)-1]
		}
		if err := rt.newRemote(in, pol, path, stdlib, args); err != nil {
			return nil, err
		}
		if err := rt.add(in); err != nil {
			return nil, err
		}
		return in, nil
	}
	opts := core.Options{
		Name: c.Name, Argv: args, Path: path, Stdlib: stdlib, Optimize: c.Optimize, Isolated: true,
		Unbuffered: c.Unbuffered, WarnOptions: c.Warnings, Limits: c.Limits.internal(),
	}
	hc := host.Config{
		Alone:  side != nil,
		System: rt.sys, Policy: pol, Limits: c.Limits.internal(), Stdin: c.Stdin, Stdout: c.Stdout, Stderr: c.Stderr,
		Env: c.Env, Dir: c.Dir, Source: source,
	}
	rt.mu.Lock()
	if rt.closed {
		rt.mu.Unlock()
		return nil, ErrClosed
	}
	rt.mu.Unlock()
	if in.core, err = assemble.Interpreter(rt.core, opts, hc); err != nil {
		if k, ok := err.(*core.Kill); ok {
			err = in.killError(k) // its life ended before it was made
		}
		return nil, err
	}
	in.core.Leave()
	if err := in.init(); err != nil {
		_ = in.Close()
		return nil, err
	}
	if err := rt.add(in); err != nil {
		return nil, err
	}
	return in, nil
}

// add lists a new interpreter, or closes it because the runtime is.
func (rt *Runtime) add(in *Interpreter) error {
	rt.mu.Lock()
	if rt.closed {
		rt.mu.Unlock()
		_ = in.Close()
		return ErrClosed
	}
	rt.interps[in] = struct{}{}
	rt.mu.Unlock()
	return nil
}

// Interpreters lists the interpreters that were made by NewInterpreter and are not closed, in no order.
func (rt *Runtime) Interpreters() []*Interpreter {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	out := make([]*Interpreter, 0, len(rt.interps))
	for in := range rt.interps {
		out = append(out, in)
	}
	return out
}

// Close closes all interpreters, as Interpreter.Close does, and then the runtime. It may be called more than once.
func (rt *Runtime) Close() error {
	rt.mu.Lock()
	first := !rt.closed
	rt.closed = true
	rt.mu.Unlock()
	var err error
	for _, in := range rt.Interpreters() {
		if e := in.Close(); err == nil {
			err = e
		}
	}
	if first {
		rt.mu.Lock()
		pool := rt.pool
		rt.mu.Unlock()
		if pool != nil {
			pool.Close()
		}
		close(rt.done)
		rt.desk.mu.Lock()
		rt.desk.close()
		rt.desk.mu.Unlock()
		rt.sys.Close()
	}
	return err
}

func (rt *Runtime) forget(in *Interpreter) {
	rt.mu.Lock()
	delete(rt.interps, in)
	rt.mu.Unlock()
}
