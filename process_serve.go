// This file is the worker's side: it serves one parent over its pipes, one interpreter at a time, which is an ordinary one of
// this process whose Go functions, streams and modules are the parent's.
//
// Invariant: the worker ends with its parent: at the end of its input the process exits.

package vivarium

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"reflect"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/host"
	"github.com/vivarium-py/vivarium/internal/worker"
)

// workerSide is what the worker has of one interpreter.
type workerSide struct {
	conn    *worker.Conn
	rt      *Runtime
	in      *Interpreter
	objects handles // Python objects that the parent holds
	dropper dropper // of Go values that Python forgot

	mu      sync.Mutex
	types   []*wType
	windows map[uint64]context.Context
	windowN uint64
}

// workerServer hands requests to the interpreter that is open.
type workerServer struct {
	conn *worker.Conn
	mu   sync.Mutex
	side *workerSide // nil if none is open

	confined bool // by the kernel; the next interpreter has the same grants
}

// serveWorker serves until the parent is gone.
func serveWorker(in io.ReadCloser, out io.WriteCloser) {
	debug.SetGCPercent(400)
	s := &workerServer{}
	s.mu.Lock()
	s.conn = worker.NewConn(in, out, wireCodec(), s)
	s.mu.Unlock()
	warmWorker()
	<-s.conn.Done()
	if err := s.conn.Err(); err != worker.ErrGone {
		host.WorkerLog("vivarium worker: " + err.Error())
	}
}

// warmWorker does once what the first interpreter of a process costs, while nobody waits for it.
func warmWorker() {
	rt := New()
	defer rt.Close()
	if in, err := rt.NewInterpreter(Config{}); err == nil {
		_ = in.Exec(context.Background(), "pass")
		_ = in.Close()
	}
}

func (s *workerServer) current() *workerSide {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.side
}

// Notice takes what needs no answer.
func (s *workerServer) Notice(op uint8, body []byte) error {
	side := s.current()
	switch op {
	case opTypes:
		var l []wType
		if err := s.conn.Codec.Decode(body, &l); err != nil {
			return err
		}
		if side != nil {
			side.learn(l)
		}
	case opDrop:
		var l []wDrop
		if err := s.conn.Codec.Decode(body, &l); err != nil {
			return err
		}
		if side != nil {
			side.objects.drop(l)
		}
	default:
		return errors.New("notice " + strconv.Itoa(int(op)))
	}
	return nil
}

// Request answers a request.
func (s *workerServer) Request(q *worker.Request) {
	if q.Op == worker.OpHello {
		_ = q.Reply(nil)
		return
	}
	if q.Op == opOpen {
		var o wOpen
		if q.Decode(&o) == nil {
			_ = q.Reply(&wReply{Err: s.open(&o)})
		}
		return
	}
	side := s.current()
	if side == nil { // it has been closed meanwhile
		switch q.Op {
		case opStats, opKill:
			_ = q.Reply(Stats{})
		default:
			_ = q.Reply(&wReply{Err: &wError{Kind: errIsClosed}})
		}
		return
	}
	switch q.Op {
	case opStats:
		_ = q.Reply(side.in.Stats())
	case opKill:
		side.in.Kill()
		side.in.turn <- struct{}{} // when nothing runs any more
		<-side.in.turn
		_ = q.Reply(side.in.Stats())
	case opClose:
		var c wClose
		if q.Decode(&c) == nil {
			_ = q.Reply(&wReply{Err: s.close(side, time.Duration(c.Grace))})
		}
	default:
		var c wCall
		if q.Decode(&c) != nil {
			return
		}
		rep := side.run(q.Op, &c)
		if err := q.Reply(rep); err != nil {
			err = prefix(convErr("%v", err), "the result")
			_ = q.Reply(&wReply{Err: wireError(side, err)})
		}
	}
}

// memoryFloor is what the process uses beside Python's objects, for the collector's limit.
const memoryFloor = 64 << 20

func (s *workerServer) open(o *wOpen) *wError {
	s.mu.Lock()
	defer s.mu.Unlock()
	side := &workerSide{conn: s.conn, rt: New(), windows: map[uint64]context.Context{}}
	side.dropper.conn = s.conn
	if s.side != nil {
		return wireError(side, errors.New("vivarium: the worker process has an interpreter already"))
	}
	if o.Limits.Memory > 0 {
		debug.SetMemoryLimit(o.Limits.Memory + o.Limits.Memory/2 + memoryFloor)
	}
	if err := host.SetWorkerLimits(host.WorkerLimits{Data: o.Data, CPU: time.Duration(o.CPU), Files: o.Files}); err != nil {
		return wireError(side, err)
	}
	s.conn.SetMaxFrame(o.MaxFrame)
	c := Config{
		Name: o.Name, Limits: o.Limits, Policy: o.Policy, Path: o.Path, Stdlib: o.Stdlib, Args: o.Args, Env: o.Env, Dir: o.Dir,
		Optimize: o.Optimize, Warnings: o.Warnings, Unbuffered: o.Unbuffered,
	}
	if c.Env == nil {
		c.Env = []string{}
	}
	c.Policy.everything = o.Everything
	if o.HasClock {
		c.Policy.Clock = time.Unix(0, o.Clock)
	}
	if o.Stdin {
		c.Stdin = &remoteReader{side}
	}
	if o.Stdout {
		c.Stdout = &remoteWriter{side, 1}
	}
	if o.Stderr {
		c.Stderr = &remoteWriter{side, 2}
	}
	if o.FS {
		c.FS = &remoteFS{side}
	}
	if !s.confined {
		pol, err := c.Policy.build(&c)
		if err == nil {
			s.confined, err = host.ConfineWorker(pol)
		}
		if err != nil {
			return wireError(side, err)
		}
	}
	if _, err := side.rt.newInterpreter(c, side); err != nil {
		return wireError(side, err)
	}
	err := side.in.enter(context.Background(), func(*core.Thread) error {
		for _, m := range o.Modules {
			side.register(m)
		}
		return nil
	})
	if err != nil {
		return wireError(side, err)
	}
	s.side = side
	return nil
}

// close ends the interpreter; the worker can open another then.
func (s *workerServer) close(side *workerSide, grace time.Duration) *wError {
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	err := side.in.Shutdown(ctx)
	if e := side.rt.Close(); err == nil {
		err = e
	}
	side.dropper.close()
	s.mu.Lock()
	s.side = nil
	s.mu.Unlock()
	return wireError(side, err)
}

// learn takes descriptions of types.
func (s *workerSide) learn(l []wType) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range l {
		for len(s.types) <= l[i].ID {
			s.types = append(s.types, nil)
		}
		s.types[l[i].ID] = &l[i]
	}
}

func (s *workerSide) typeOf(id int) *wType {
	s.mu.Lock()
	defer s.mu.Unlock()
	if id < 0 || id >= len(s.types) {
		return nil
	}
	return s.types[id]
}

func (s *workerSide) errorOf(w *wError) error { return unwireError(s, w) }

// object gives an object a number for the parent; the caller holds the interpreter's lock.
func (s *workerSide) object(v core.Value) wObject {
	return wObject{ID: s.objects.add(v), Type: validUTF8(v.Type().FullName())}
}

func (s *workerSide) sendObject(o *Object) (wObject, bool) {
	if o.in != s.in {
		return wObject{}, false
	}
	return s.object(o.v), true
}

func (s *workerSide) recvObject(w wObject) *Object {
	if x, ok := s.objects.get(w.ID); ok {
		return &Object{in: s.in, v: x.(core.Value)}
	}
	return nil
}

func (s *workerSide) sendGoError(err error) *wError {
	if e, ok := err.(*goRefError); ok {
		e.ref.sent.Add(1)
		return &wError{Kind: errGo, Go: e.ref.id}
	}
	return nil
}

func (s *workerSide) recvGoError(w *wError, in error) error {
	return &goRefError{ref: s.goRef(w.Go, w.Repr), text: w.Text, in: in}
}

func (s *workerSide) sendOpaque(v any) any { return nil }

func (s *workerSide) sendFunc(reflect.Value, string, string) (any, error) {
	return nil, convErr("cannot convert a Go function of the worker process")
}

// goRef is a Go value of the parent, as the worker has it.
type goRef struct {
	*sentHandle
	text string
}

// goRefError is a Go error of the parent.
type goRefError struct {
	ref  *goRef
	text string
	in   error // the *PythonError that it wraps, if any
}

func (e *goRefError) Error() string { return e.text }
func (e *goRefError) Unwrap() error { return e.in }

func (s *workerSide) goRef(id uint64, text string) *goRef {
	r := &goRef{&sentHandle{id: id, to: &s.dropper}, text}
	runtime.AddCleanup(r, dropSent, r.sentHandle)
	return r
}

// callKey finds the number of the parent's call in a context.
type callKey struct{}

// run answers the requests that run Python.
func (s *workerSide) run(op uint8, c *wCall) *wReply {
	ctx := context.Background()
	if c.Window != 0 {
		s.mu.Lock()
		w := s.windows[c.Window]
		s.mu.Unlock()
		if w == nil {
			return &wReply{Err: wireError(s, errWindow)}
		}
		ctx = w
	}
	ctx = context.WithValue(ctx, callKey{}, c.Call)
	in := s.in
	var out any
	f := func(t *core.Thread) error {
		v, what, err := s.perform(t, op, c)
		if err != nil || c.Out == outNone {
			return err
		}
		p := packer{decoder: decoder{in: in, t: t}, side: s}
		out, err = p.pack(v, c.Out)
		return prefix(err, what)
	}
	var err error
	if c.Window != 0 {
		var ok bool
		if err, ok = in.reenter(ctx, f); !ok {
			err = errWindow
		}
	} else {
		err = in.enter(ctx, f)
	}
	if err != nil {
		return &wReply{Err: wireError(s, err)}
	}
	return &wReply{Value: out}
}

// perform does what a request asks, and gives the result with what to call it in errors.
func (s *workerSide) perform(t *core.Thread, op uint8, c *wCall) (v core.Value, what string, err error) {
	in := s.in
	var o core.Value
	switch op {
	case opRepr, opCallObject, opCallMethod, opAttr, opSetAttr, opConvert:
		x, ok := s.objects.get(c.Object)
		if !ok {
			return core.Unbound, "", convErr("the Object is not known to the worker process")
		}
		o = x.(core.Value)
	}
	value := func() any {
		if len(c.Args) == 0 {
			return nil
		}
		return c.Args[0]
	}
	switch op {
	case opExec:
		return core.None, "", in.runMain(t, "<string>", string(c.Text), true)
	case opSource:
		return core.None, "", in.runSource(t, c.Name, c.Text)
	case opModule:
		return core.None, "", t.RunModule(c.Name)
	case opEval:
		v, err = in.evaluate(t, string(c.Text))
		return v, "the result", err
	case opCall:
		f, err := in.lookup(t, c.Name)
		if err != nil {
			return core.Unbound, "", err
		}
		v, err = in.callValues(t, f, c.Name, c.arguments())
		return v, "result of " + c.Name, err
	case opSet:
		return core.None, "", in.assign(t, c.Name, value())
	case opGet:
		v, err = in.lookup(t, c.Name)
		return v, c.Name, err
	case opRegister:
		for _, m := range c.Mods {
			s.register(m)
		}
		return core.None, "", nil
	case opRepr:
		r, err := t.Repr(o)
		if err != nil {
			return core.Unbound, "", err
		}
		return core.StrVal(goText(r)), "the repr", nil
	case opCallObject:
		v, err = in.callValues(t, o, "the call", c.arguments())
		return v, "result of the call", err
	case opCallMethod:
		f, err := t.GetAttr(o, core.Intern(c.Name))
		if err != nil {
			return core.Unbound, "", err
		}
		v, err = in.callValues(t, f, c.Name, c.arguments())
		return v, "result of " + c.Name, err
	case opAttr:
		v, err = t.GetAttr(o, core.Intern(c.Name))
		return v, c.Name, err
	case opSetAttr:
		x, err := in.encodeNamed(t, value(), c.Name)
		if err != nil {
			return core.Unbound, "", err
		}
		return core.None, "", t.SetAttr(o, core.Intern(c.Name), x)
	case opConvert:
		return o, "the object", nil
	}
	return core.Unbound, "", errors.New("vivarium: the worker process does not know operation " + strconv.Itoa(int(op)))
}

// arguments gives the arguments of a call as Interpreter.Call takes them.
func (c *wCall) arguments() []any {
	n := len(c.Args) - len(c.Keys)
	if n < 0 || len(c.Keys) == 0 {
		return c.Args
	}
	kw := Keywords{}
	for i, k := range c.Keys {
		kw[k] = c.Args[n+i]
	}
	return append(c.Args[:n:n], kw)
}

// ask sends a request to the parent from a Go function that Python called, with the thread given free, and waits for the
// reply. The parent may run Python on the thread meanwhile.
func (s *workerSide) ask(t *core.Thread, w *window, op uint8, c *wGoCall) (rep wReply, err error) {
	in := s.in
	parent := in.conv.ctxs[t]
	if parent == nil {
		parent = context.Background()
	}
	c.Call, _ = parent.Value(callKey{}).(uint64)
	s.mu.Lock()
	s.windowN++
	id := s.windowN
	s.windows[id] = &callContext{parent, w}
	s.mu.Unlock()
	c.Window = id
	t.Block(func() {
		w.park()
		defer w.close()
		var p *worker.Pending
		if p, err = s.conn.Send(op, c); err == nil {
			stop := make(chan struct{})
			go func() {
				select {
				case <-t.Done():
					if k := in.core.Killed(); k != nil {
						_ = s.conn.Notify(opKilled, wireError(s, in.killError(k)))
					}
				case <-stop:
				}
			}()
			err = p.Wait(&rep)
			close(stop)
		}
	})
	s.mu.Lock()
	delete(s.windows, id)
	s.mu.Unlock()
	return rep, err
}

// remoteFunc is a Go function of the parent as Python calls it.
type remoteFunc struct {
	s *workerSide
	w wFunc
	h *sentHandle
}

func (s *workerSide) newFunc(in *Interpreter, w wFunc) (core.Value, error) {
	f := &remoteFunc{s: s, w: w, h: &sentHandle{id: w.ID, to: &s.dropper}}
	runtime.AddCleanup(f, dropSent, f.h)
	def := &core.Func{Name: w.Name, Sig: w.Sig, Fn: f.call, Flags: core.Blocks, Doc: w.Doc}
	return core.NewFunction(def, w.Module), nil
}

// call is the native that Python calls.
func (f *remoteFunc) call(t *core.Thread, a []core.Value) (core.Value, error) {
	in := f.s.in
	if t.Interp() != in.core {
		return core.Unbound, t.RuntimeError("%s() belongs to another interpreter", f.w.Name)
	}
	if err := t.Enter(" in a Go function"); err != nil {
		t.Leave()
		return core.Unbound, err
	}
	defer t.Leave()
	w := in.openWindow(t)
	c := &wGoCall{ID: f.w.ID}
	if err := f.arguments(t, w, a, c); err != nil {
		w.cancel()
		w.dropGate()
		return core.Unbound, err
	}
	rep, err := f.s.ask(t, w, opGoCall, c)
	w.dropGate()
	runtime.KeepAlive(f)
	if k := in.core.Killed(); k != nil {
		return core.Unbound, k
	}
	if errors.Is(err, worker.ErrTooLarge) {
		return core.Unbound, t.TypeError("%s", f.w.Name+"() arguments: "+err.Error())
	}
	if err != nil {
		return core.Unbound, in.raise(t, err)
	}
	if rep.Err != nil {
		return core.Unbound, in.raise(t, f.s.errorOf(rep.Err))
	}
	v, err := in.encode(t, rep.Value)
	if e, ok := err.(*ConversionError); ok {
		err = t.TypeError("%s", validText(f.w.Name+"() returned what Python cannot hold: "+e.Error()))
	}
	return v, err
}

// arguments converts what Python passed for the function's parameters.
func (f *remoteFunc) arguments(t *core.Thread, w *window, a []core.Value, c *wGoCall) error {
	p := packer{decoder: decoder{in: f.s.in, t: t, win: w}, side: f.s}
	named := goFunc{name: f.w.Name}
	add := func(v core.Value, typ int) error {
		x, err := p.pack(v, typ)
		if err != nil {
			return named.argument(t, err, strconv.Itoa(len(c.Args)+1))
		}
		c.Args = append(c.Args, x)
		return nil
	}
	for i, typ := range f.w.Params {
		if err := add(a[i], typ); err != nil {
			return err
		}
	}
	rest := a[len(f.w.Params):]
	if f.w.Variadic != outNone {
		for _, x := range tupleItems(rest[0]) {
			if err := add(x, f.w.Variadic); err != nil {
				return err
			}
		}
		rest = rest[1:]
	}
	if f.w.Keywords {
		if dict := core.AsDict(rest[0]); dict != nil {
			for i, k, x, ok := dict.Next(0); ok; i, k, x, ok = dict.Next(i) {
				s := core.AsStr(k)
				if s == nil {
					continue
				}
				y, err := p.natural(x)
				if err != nil {
					return named.argument(t, err, goText(s))
				}
				c.Args = append(c.Args, y)
				c.Keys = append(c.Keys, goText(s))
			}
		}
	}
	return nil
}

// register makes a Go module of the parent importable.
func (s *workerSide) register(m wModule) {
	in := s.in
	in.core.AddModule(&core.ModuleDef{Name: m.Name, Doc: m.Doc, Init: func(t *core.Thread, mod *core.Module) error {
		w := in.openWindow(t)
		rep, err := s.ask(t, w, opGoModule, &wGoCall{Module: m.Name})
		w.dropGate()
		if k := in.core.Killed(); k != nil {
			return k
		}
		if err != nil {
			return in.raise(t, err)
		}
		if rep.Err != nil {
			return in.raise(t, s.errorOf(rep.Err))
		}
		members, _ := rep.Value.(wDict)
		for i := 0; i+1 < len(members); i += 2 {
			name, _ := members[i].(string)
			v, err := in.encode(t, members[i+1])
			if e, ok := err.(*ConversionError); ok {
				return t.TypeError("%s", validText("module "+m.Name+": "+name+": "+e.Error()))
			}
			if err != nil {
				return err
			}
			mod.Dict().SetStr(core.Intern(name), v)
		}
		return nil
	}})
}

// remoteReader is the parent's Stdin.
type remoteReader struct{ s *workerSide }

func (r *remoteReader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	var rep wRead
	if err := r.s.conn.Call(opRead, len(p), &rep); err != nil {
		return 0, err
	}
	n := copy(p, rep.Data)
	if rep.Err != nil {
		return n, errors.New(rep.Err.Text)
	}
	if rep.EOF {
		return n, io.EOF
	}
	return n, nil
}

// remoteWriter is the parent's Stdout or Stderr.
type remoteWriter struct {
	s      *workerSide
	stream int
}

// maxWrite is how much is written at once.
const maxWrite = 1 << 20

func (w *remoteWriter) Write(p []byte) (int, error) {
	done := 0
	for {
		chunk := p[done:min(len(p), done+maxWrite)]
		var rep wRead
		if err := w.s.conn.Call(opWrite, &wWrite{Stream: w.stream, Data: chunk}, &rep); err != nil {
			return done, err
		}
		done += rep.N
		if rep.Err != nil {
			return done, errors.New(rep.Err.Text)
		}
		if done >= len(p) {
			return done, nil
		}
	}
}

// remoteFS is the parent's Config.FS.
type remoteFS struct{ s *workerSide }

func fsErrorOf(op, name string, w *wError) error {
	err := errors.New(strings.TrimPrefix(w.Text, op+" "+name+": "))
	switch w.Kind {
	case errNotExist:
		err = fs.ErrNotExist
	case errPermission:
		err = fs.ErrPermission
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}

// Stat asks what a file is.
func (f *remoteFS) Stat(name string) (fs.FileInfo, error) {
	var rep wFile
	if err := f.s.conn.Call(opFSStat, name, &rep); err != nil {
		return nil, err
	}
	if rep.Err != nil {
		return nil, fsErrorOf("stat", name, rep.Err)
	}
	return &remoteInfo{rep}, nil
}

// ReadDir lists a folder.
func (f *remoteFS) ReadDir(name string) ([]fs.DirEntry, error) {
	var rep wDir
	if err := f.s.conn.Call(opFSReadDir, name, &rep); err != nil {
		return nil, err
	}
	if rep.Err != nil {
		return nil, fsErrorOf("readdir", name, rep.Err)
	}
	out := make([]fs.DirEntry, len(rep.List))
	for i := range rep.List {
		out[i] = fs.FileInfoToDirEntry(&remoteInfo{rep.List[i]})
	}
	return out, nil
}

// Open reads a whole file.
func (f *remoteFS) Open(name string) (fs.File, error) {
	var rep wRead
	if err := f.s.conn.Call(opFSRead, &wFSRead{Name: name, Max: worker.DefaultMaxFrame}, &rep); err != nil {
		return nil, err
	}
	if rep.Err != nil {
		return nil, fsErrorOf("open", name, rep.Err)
	}
	return &remoteFile{f: f, name: name, r: strings.NewReader(string(rep.Data))}, nil
}

type remoteInfo struct{ w wFile }

func (i *remoteInfo) Name() string      { return i.w.Name }
func (i *remoteInfo) Size() int64       { return i.w.Size }
func (i *remoteInfo) Mode() fs.FileMode { return fs.FileMode(i.w.Mode) }
func (i *remoteInfo) IsDir() bool       { return i.Mode().IsDir() }
func (i *remoteInfo) Sys() any          { return nil }
func (i *remoteInfo) ModTime() time.Time {
	if i.w.Mtime == 0 {
		return time.Time{}
	}
	return time.Unix(0, i.w.Mtime)
}

type remoteFile struct {
	f    *remoteFS
	name string
	r    *strings.Reader
}

func (f *remoteFile) Stat() (fs.FileInfo, error) { return f.f.Stat(f.name) }
func (f *remoteFile) Read(p []byte) (int, error) { return f.r.Read(p) }
func (f *remoteFile) Close() error               { return nil }
