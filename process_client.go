// This file is an interpreter that lives in a worker process, as its parent has it: calls, the end, and what to make of a
// worker that is gone.
//
// Invariant: a call takes its turn here, so that the worker runs one at a time but for those of Go functions that Python called
// (windows). A killed interpreter's process is ended within killWait, whatever it does.

package vivarium

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/policy"
	"github.com/vivarium-py/vivarium/internal/worker"
)

const (
	// killWait is how long a worker may take to end its interpreter before the process is ended.
	killWait = 30 * time.Millisecond
	// overtime is how much longer than a limit of time a worker may go on before it is taken to be stuck.
	overtime = 100 * time.Millisecond
	// statsWait is how long Stats waits for a worker.
	statsWait = 100 * time.Millisecond
)

// remote is the parent's side of an interpreter in a worker.
type remote struct {
	in      *Interpreter
	id      int64
	proc    *worker.Process
	conn    *worker.Conn
	class   string // of the pool, "" if the worker must not serve again
	types   wireTypes
	values  handles // Go values and functions that the worker holds
	dropper dropper // of objects that Go forgot
	modules map[string]*Module
	stdin   sync.Mutex
	output  int64 // bytes written to the standard streams, under mu
	life    *time.Timer
	made    time.Time

	killing  sync.Once
	killed   atomic.Bool // by this process
	deadOnce sync.Once
	dying    chan struct{} // closed when the interpreter is killed
	mu       sync.Mutex
	calls    map[uint64]context.Context // the contexts of calls under way
	nextCall uint64
	active   int           // Go functions and writes under way
	idle     chan struct{} // closed when active becomes 0, if somebody waits
	last     Stats
	asked    chan struct{} // closed when the statistics that were asked for are there
	ended    bool          // nothing of the embedder's is called any more
}

// The kernel's limits of a worker beyond what Limits allows Python: the runtime, its garbage, its threads.
const (
	dataSlack = 512 << 20
	fileSlack = 64
	cpuSlack  = time.Second
)

// A message holds at most one value for each valueBytes of the memory limit, and valueSlack: as many as the conversions of an honest
// worker count 16 bytes for, twice.
const (
	valueBytes = 8
	valueSlack = 1 << 20
)

// newRemote makes an interpreter in a worker. in has everything but its worker.
func (rt *Runtime) newRemote(in *Interpreter, pol *policy.Policy, path []string, stdlib string, args []string) error {
	c := &in.cfg
	dir, err := host.AbsPath(c.Dir)
	if err != nil {
		return configError("Dir", err)
	}
	env := c.Env
	if env == nil {
		env = host.GrantedEnv(pol)
	}
	o := wOpen{
		Name: validUTF8(c.Name), Limits: c.Limits, Policy: c.Policy, Everything: c.Policy.everything, Path: path, Stdlib: stdlib, Args: args, Env: env,
		Dir: dir, Optimize: c.Optimize, Warnings: c.Warnings, Unbuffered: c.Unbuffered, Stdin: c.Stdin != nil, Stdout: c.Stdout != nil,
		Stderr: c.Stderr != nil, FS: c.FS != nil, MaxFrame: worker.MaxFrame,
	}
	o.Policy.Clock = time.Time{}
	if !c.Policy.Clock.IsZero() {
		o.HasClock, o.Clock = true, c.Policy.Clock.UnixNano()
	}
	if m := c.Limits.Memory; m > 0 {
		o.Data = 2*m + dataSlack
		o.MaxFrame = min(worker.MaxFrame, 2*m+worker.DefaultMaxFrame)
	}
	if c.Limits.CPU > 0 {
		o.CPU = int64(c.Limits.CPU + cpuSlack)
	}
	if c.Limits.Handles > 0 {
		o.Files = c.Limits.Handles + fileSlack
	}
	modules := map[string]*Module{}
	for i := range c.Modules {
		if err := addModule(modules, &c.Modules[i]); err != nil {
			return configError("Modules", err)
		}
		o.Modules = append(o.Modules, wModule{Name: c.Modules[i].Name, Doc: validUTF8(c.Modules[i].Doc)})
	}
	pool, err := rt.workerPool()
	if err != nil {
		return err
	}
	class := ""
	if rt.workers.Reuse && c.Limits.CPU == 0 {
		k := o
		k.Name, k.Modules, k.Args, k.Warnings = "", nil, nil, nil
		b, err := wireCodec().Encode(k)
		if err != nil {
			return fmt.Errorf("vivarium: Config: %w", err)
		}
		class = string(b)
	}
	id := rt.core.ReserveID()
	for {
		proc, err := pool.Get(class)
		switch {
		case err == worker.ErrClosed:
			return ErrClosed
		case err != nil:
			return fmt.Errorf("vivarium: Config.Isolation: %w", err)
		}
		r := &remote{in: in, id: id, proc: proc, conn: proc.Conn, class: class, dying: make(chan struct{}), calls: map[uint64]context.Context{}, modules: modules, made: time.Now()}
		again, err := r.open(&o)
		if err == nil {
			return nil
		}
		proc.End()
		if !again {
			return err
		}
	}
}

// open makes the interpreter in the worker. again says that the worker had ended before it was asked to, idle in the pool.
func (r *remote) open(o *wOpen) (again bool, err error) {
	in, l := r.in, r.in.cfg.Limits
	r.dropper.conn = r.conn
	r.conn.SetMaxFrame(o.MaxFrame)
	r.conn.SetMaxItems(0)
	if m := l.Memory; m > 0 {
		r.conn.SetMaxItems(m/valueBytes + valueSlack)
	}
	r.conn.SetHandler(r)
	in.remote = r
	var rep wReply
	late, err := r.proc.Begin(func() error { return r.conn.Call(opOpen, o, &rep) })
	switch {
	case late:
		return false, fmt.Errorf("vivarium: Config.Isolation: %w", r.proc.Late())
	case errors.Is(err, worker.ErrTooLarge):
		return false, fmt.Errorf("vivarium: Config: %w", err)
	case err == worker.ErrGone:
		again = r.proc.Idle
		return again, r.exit(err)
	case err != nil:
		return false, r.exit(err)
	case rep.Err != nil:
		return false, r.errorOf(rep.Err)
	}
	if l.Life > 0 {
		r.life = time.AfterFunc(l.Life+overtime, func() {
			r.overrun(&LimitError{Resource: "time", Limit: int64(l.Life), Used: int64(time.Since(r.made))})
		})
	}
	go func() { // what runs between calls learns of the end too
		select {
		case <-r.conn.Done():
			_ = r.gone(r.conn.Err())
		case <-r.dying:
		}
	}()
	return false, nil
}

func addModule(to map[string]*Module, m *Module) error {
	if !identifier(m.Name) {
		return fmt.Errorf("vivarium: module %q: %w", m.Name, errNoModuleName)
	}
	c := *m
	to[m.Name] = &c
	return nil
}

// remoteWindow is a run of a Go function that Python called, in a worker.
type remoteWindow struct {
	id    uint64
	mu    sync.Mutex
	ended bool
}

// remoteWindowKey finds the window of an interpreter in a context.
type remoteWindowKey struct{ in *Interpreter }

func (w *remoteWindow) open() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.ended
}

// call runs a request of the interpreter: in the Go function that ctx belongs to, or when its turn has come. The result
// goes to *out, which may be nil; what says what it is, for errors.
func (r *remote) call(ctx context.Context, op uint8, c *wCall, what string, out any) error {
	if ctx == nil {
		ctx = context.Background()
	}
	c.Out = outNone
	if out != nil {
		if err := checkOut(out); err != nil {
			return prefix(err, "the place for "+what+" must be a pointer")
		}
		n, err := r.types.id(r.conn, reflect.TypeOf(out).Elem())
		if err != nil {
			return r.gone(err)
		}
		c.Out = n
	}
	var rep wReply
	if err := r.do(ctx, op, c, &rep); err != nil {
		return err
	}
	if out == nil {
		return nil
	}
	d := wireDecoder{r: r}
	return r.lied(prefix(d.into(rep.Value, out), what))
}

// lied ends a worker that sent what no honest one does.
func (r *remote) lied(err error) error {
	if pe, ok := err.(*worker.ProtocolError); ok {
		r.conn.Fail("%s", pe.Text)
		return r.gone(err)
	}
	return err
}

// do gets a request answered.
func (r *remote) do(ctx context.Context, op uint8, c *wCall, rep *wReply) error {
	in := r.in
	if w, _ := ctx.Value(remoteWindowKey{in}).(*remoteWindow); w != nil && w.open() {
		if ctx.Err() != nil && in.dead.Load() == nil {
			return contextError(ctx)
		}
		c.Window = w.id
		err := r.exchange(ctx, op, c, rep, false)
		if err != errWindow {
			return err
		}
		c.Window = 0
	}
	if err := in.takeTurn(ctx); err != nil {
		return err
	}
	defer func() { <-in.turn }()
	select {
	case <-in.closing:
		return ErrClosed
	default:
	}
	in.running.Store(&run{ctx: ctx})
	defer in.running.Store(nil)
	return r.exchange(ctx, op, c, rep, true)
}

// exchange sends a request and waits for what becomes of it.
func (r *remote) exchange(ctx context.Context, op uint8, c *wCall, rep *wReply, timed bool) error {
	in := r.in
	if d := in.dead.Load(); d != nil {
		return d.err
	}
	r.mu.Lock()
	r.nextCall++
	c.Call = r.nextCall
	r.calls[c.Call] = ctx
	r.mu.Unlock()
	defer func() {
		r.mu.Lock()
		delete(r.calls, c.Call)
		r.mu.Unlock()
	}()
	var state run
	if ctx.Done() != nil {
		stop := context.AfterFunc(ctx, func() {
			if state.state.CompareAndSwap(runRunning, runCancelled) {
				in.die(cancelledError(ctx))
				r.kill()
			}
		})
		defer stop()
	}
	if l := in.cfg.Limits.Time; timed && l > 0 {
		began := time.Now()
		timer := time.AfterFunc(l+overtime, func() {
			r.overrun(&LimitError{Resource: "time", Limit: int64(l), Used: int64(time.Since(began))})
		})
		defer timer.Stop()
	}
	err := r.conn.Call(op, c, rep)
	runtime.KeepAlive(c)
	switch {
	case errors.Is(err, worker.ErrTooLarge):
		err = prefix(convErr("%v", err), "the request")
	case err != nil:
		err = r.gone(err)
	case rep.Err != nil:
		err = r.errorOf(rep.Err)
	}
	if !state.state.CompareAndSwap(runRunning, runDone) {
		return in.die(cancelledError(ctx))
	}
	switch err.(type) {
	case *LimitError, *killedError, *InternalError, *WorkerError:
		err = in.die(err)
		r.kill()
	}
	if d := in.dead.Load(); d != nil && err == nil {
		return in.die(d.err)
	}
	return err
}

func cancelledError(ctx context.Context) error {
	err := contextError(ctx)
	return &killedError{why: "the call was ended: " + err.Error()[len("vivarium: "):], cause: []error{err, ErrKilled}}
}

// kill ends what the interpreter runs, and its process.
func (r *remote) kill() {
	r.killing.Do(func() {
		r.killed.Store(true)
		r.endContexts()
		go func() {
			done := make(chan struct{})
			go func() {
				var s Stats
				if r.conn.Call(opKill, nil, &s) == nil {
					r.mu.Lock()
					r.last = s
					r.mu.Unlock()
				}
				close(done)
			}()
			timer := time.NewTimer(killWait)
			select {
			case <-done:
			case <-timer.C:
			}
			timer.Stop()
			r.proc.Kill()
		}()
	})
}

// overrun ends a worker that did not end its interpreter by itself.
func (r *remote) overrun(err error) {
	r.in.dead.CompareAndSwap(nil, &killedErr{err})
	r.kill()
	r.proc.Kill()
}

// gone makes the error of a worker that no longer answers.
func (r *remote) gone(err error) error {
	in := r.in
	if r.conn.Err() == nil { // it was not asked
		return fmt.Errorf("vivarium: %w", err)
	}
	if in.ending.Load() {
		r.endContexts()
		return ErrClosed
	}
	if in.dead.Load() == nil {
		err = in.die(r.exit(err)) // before the contexts end: who waits for its turn then asks why
	}
	r.proc.Kill()
	r.endContexts()
	if d := in.dead.Load(); d != nil {
		return d.err
	}
	return err
}

// exit waits for the end of a worker whose connection is over, and makes it an error.
func (r *remote) exit(err error) error {
	exit, l := r.proc.Ended(), r.in.cfg.Limits
	var pe *worker.ProtocolError
	switch {
	case errors.As(err, &pe):
		return &WorkerError{Reason: pe.Error(), Log: exit.Log}
	case l.CPU > 0 && exit.CPU >= l.CPU:
		return &LimitError{Resource: "cpu", Limit: int64(l.CPU), Used: int64(exit.CPU)}
	case l.Memory > 0 && (strings.Contains(exit.Log, "out of memory") || strings.Contains(exit.Log, "cannot allocate memory")):
		return &LimitError{Resource: "memory", Limit: l.Memory}
	}
	return &WorkerError{Reason: exit.Text, Log: exit.Log}
}

// begin and done count what must not go on after Close, and what comes too late for it does not begin.
func (r *remote) begin() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return false
	}
	r.active++
	return true
}

func (r *remote) done() {
	r.mu.Lock()
	if r.active--; r.active == 0 && r.idle != nil {
		close(r.idle)
		r.idle = nil
	}
	r.mu.Unlock()
}

// settle waits until no Go function runs.
func (r *remote) settle(d time.Duration) bool {
	r.mu.Lock()
	if r.active == 0 {
		r.mu.Unlock()
		return true
	}
	if r.idle == nil {
		r.idle = make(chan struct{})
	}
	idle := r.idle
	r.mu.Unlock()
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-idle:
		return true
	case <-timer.C:
		return false
	}
}

// finish ends the interpreter; the caller has the turn. Its error is that of a worker which ended by itself meanwhile.
func (r *remote) finish(ctx context.Context) (err error) {
	if r.life != nil {
		r.life.Stop()
	}
	grace := 24 * time.Hour
	if at, ok := ctx.Deadline(); ok {
		grace = max(time.Until(at), 0) + overtime // so that ctx, and not the worker, says that it is late
	}
	r.dropper.close()
	clean := false
	if r.in.dead.Load() == nil {
		var rep wReply
		err = r.conn.Call(opClose, &wClose{Grace: int64(grace)}, &rep)
		clean = err == nil && rep.Err == nil
		if r.killed.Load() {
			err = nil
		} else if err != nil {
			err = r.exit(err)
		}
	}
	r.mu.Lock()
	r.last = r.statsEnded()
	clean = clean && r.active == 0
	r.ended = true
	r.mu.Unlock()
	r.endContexts()
	if clean && r.class != "" {
		r.in.rt.pool.Put(r.proc, r.class)
	} else {
		r.proc.End()
	}
	r.values.clear()
	return err
}

func (r *remote) statsEnded() Stats {
	s := r.last
	s.Threads, s.Handles, s.Children, s.Running = 0, 0, 0, false
	s.Wall = time.Since(r.made)
	return s
}

// stats asks the worker, and makes do with what it last said.
func (r *remote) stats() Stats {
	r.mu.Lock()
	ended := r.ended
	r.mu.Unlock()
	if !ended && r.in.dead.Load() == nil {
		got := r.askStats()
		timer := time.NewTimer(statsWait)
		select {
		case <-got:
		case <-timer.C:
		}
		timer.Stop()
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	s := r.last
	s.Wall = time.Since(r.made)
	s.Running = r.in.running.Load() != nil
	return s
}

// askStats asks the worker unless it has been asked already, and gives what is closed when it has answered.
func (r *remote) askStats() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.asked != nil {
		return r.asked
	}
	got := make(chan struct{})
	r.asked = got
	go func() {
		var s Stats
		err := r.conn.Call(opStats, nil, &s)
		r.mu.Lock()
		if err == nil && !r.ended {
			r.last = s
		}
		r.asked = nil
		r.mu.Unlock()
		close(got)
	}()
	return got
}

// encoder converts what is sent.
func (r *remote) encoder() *wireEncoder { return &wireEncoder{side: r} }

// args converts the arguments of a call; Keywords among them come last.
func (r *remote) args(c *wCall, what string, args []any) error {
	e := r.encoder()
	var kw Keywords
	for i, a := range args {
		if k, ok := a.(Keywords); ok {
			if kw == nil {
				kw = Keywords{}
			}
			for n, x := range k {
				kw[n] = x
			}
			continue
		}
		x, err := e.value(a)
		if err != nil {
			return prefix(err, "argument "+strconv.Itoa(i+1)+" of "+what)
		}
		c.Args = append(c.Args, x)
	}
	for _, n := range sortedKeys(kw) {
		x, err := e.value(kw[n])
		if err != nil {
			return prefix(err, "argument "+n+" of "+what)
		}
		c.Args = append(c.Args, x)
		c.Keys = append(c.Keys, validUTF8(n))
	}
	return nil
}

// callNamed is Interpreter.Call.
func (r *remote) callNamed(ctx context.Context, name string, args []any, out any) error {
	c := &wCall{Name: validUTF8(name)}
	if err := r.args(c, name, args); err != nil {
		return err
	}
	err := r.call(ctx, opCall, c, "result of "+name, out)
	runtime.KeepAlive(args)
	return err
}

// named converts the value of a name, which a Go function takes as its own.
func (r *remote) named(x any, name string) (any, error) {
	if v := reflect.ValueOf(x); v.Kind() == reflect.Func && !v.IsNil() {
		return r.sendFunc(v, name, "")
	}
	y, err := r.encoder().value(x)
	return y, prefix(err, "cannot set "+name)
}

func (r *remote) set(ctx context.Context, name string, value any) error {
	x, err := r.named(value, name)
	if err != nil {
		return err
	}
	err = r.call(ctx, opSet, &wCall{Name: validUTF8(name), Args: []any{x}}, "", nil)
	runtime.KeepAlive(value)
	return err
}

func (r *remote) register(ctx context.Context, modules []Module) error {
	c := &wCall{}
	r.mu.Lock()
	for i := range modules {
		if err := addModule(r.modules, &modules[i]); err != nil {
			r.mu.Unlock()
			return err
		}
		c.Mods = append(c.Mods, wModule{Name: modules[i].Name, Doc: validUTF8(modules[i].Doc)})
	}
	r.mu.Unlock()
	return r.call(ctx, opRegister, c, "", nil)
}

// onObject runs an operation on an object of the worker.
func (r *remote) onObject(ctx context.Context, o *Object, op uint8, c *wCall, what string, out any) error {
	w, _ := r.sendObject(o)
	c.Object = w.ID
	err := r.call(ctx, op, c, what, out)
	runtime.KeepAlive(o)
	return err
}
