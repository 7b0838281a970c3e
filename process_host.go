// This file answers what a worker asks its parent: Go functions and modules, the standard streams, the file system of imports.
// A worker may ask anything at any time: only what it was given is there.

package vivarium

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"github.com/vivarium-py/vivarium/internal/worker"
)

// sortedKeys gives the keys of a map of values in order.
func sortedKeys[M ~map[string]any](m M) []string {
	keys := make([]string, 0, len(m))
	for n := range m {
		keys = append(keys, n)
	}
	slices.Sort(keys)
	return keys
}

func (r *remote) errorOf(w *wError) error { return unwireError(r, w) }

func (r *remote) sendObject(o *Object) (wObject, bool) {
	if o.in != r.in || o.remote == nil {
		return wObject{}, false
	}
	o.remote.sent.Add(1)
	return wObject{ID: o.remote.id}, true
}

// maxTypeName bounds the names of classes that a worker tells.
const maxTypeName = 4 << 10

func (r *remote) recvObject(w wObject) *Object {
	h := &sentHandle{id: w.ID, to: &r.dropper}
	o := &Object{in: r.in, remote: h, typ: clip(w.Type, maxTypeName)}
	runtime.AddCleanup(o, dropSent, h)
	return o
}

func (r *remote) sendGoError(err error) *wError {
	if pe, ok := err.(*PythonError); ok && pe != nil && (pe.Value == nil || pe.Value.in == r.in) {
		return nil
	}
	w := &wError{Kind: errGo, Text: validUTF8(errorText(err)), Repr: validUTF8(goObjectText(err)), Go: r.values.add(err)}
	var pe *PythonError
	if errors.As(err, &pe) && pe != nil && pe != err && pe.Value != nil && pe.Value.in == r.in {
		w.Causes = []*wError{{Kind: errPython, Py: sendPython(r, pe, maxErrorDepth)}}
	}
	return w
}

func (r *remote) recvGoError(w *wError, _ error) error {
	if x, ok := r.values.get(w.Go); ok {
		if err, ok := x.(error); ok {
			return err
		}
	}
	return errors.New("the worker process sent a Go error that it was not given")
}

func (r *remote) sendOpaque(v any) any {
	return wGo{ID: r.values.add(v), Text: validUTF8(goObjectText(v))}
}

func (r *remote) sendFunc(v reflect.Value, name, module string) (any, error) {
	f, sig := funcOf(v, name)
	w := wFunc{Name: f.name, Module: module, Sig: sig, Doc: "Go function: " + validUTF8(v.Type().String()), Variadic: outNone, Keywords: f.keywords}
	for _, p := range f.params {
		n, err := r.types.id(r.conn, p)
		if err != nil {
			return nil, err
		}
		w.Params = append(w.Params, n)
	}
	if f.variadic != nil {
		n, err := r.types.id(r.conn, f.variadic)
		if err != nil {
			return nil, err
		}
		w.Variadic = n
	}
	w.ID = r.values.add(f)
	return w, nil
}

// Notice takes what needs no answer.
func (r *remote) Notice(op uint8, body []byte) error {
	switch op {
	case opDrop:
		var l []wDrop
		if err := r.conn.Codec.Decode(body, &l); err != nil {
			return &worker.ProtocolError{Text: "a notice cannot be decoded: " + err.Error()}
		}
		r.values.drop(l)
		return nil
	case opKilled:
		var w wError
		if err := r.conn.Codec.Decode(body, &w); err != nil {
			return &worker.ProtocolError{Text: "a notice cannot be decoded: " + err.Error()}
		}
		err := r.errorOf(&w)
		if errors.Is(err, ErrKilled) {
			r.in.die(err) // before the contexts end: who waits for its turn then asks why
		} else if err != ErrClosed {
			return &worker.ProtocolError{Text: "a notice of a kill that is none"}
		}
		r.endContexts()
		return nil
	}
	return &worker.ProtocolError{Text: "notice " + strconv.Itoa(int(op))}
}

// endContexts ends the contexts of Go functions, because the interpreter has been killed.
func (r *remote) endContexts() { r.deadOnce.Do(func() { close(r.dying) }) }

// Request answers a request.
func (r *remote) Request(q *worker.Request) {
	defer func() {
		if p := recover(); p != nil {
			r.in.die(&InternalError{Panic: p, Stack: debug.Stack()})
			r.kill()
		}
	}()
	if q.Op == opRead { // may wait for as long as it likes, and goes on after Close as in-process
		var n int
		if q.Decode(&n) == nil {
			embedders(q, &wRead{Err: errMisbehaved}, func() *wRead { return r.read(n) })
		}
		return
	}
	if !r.begin() {
		return
	}
	defer r.done()
	switch q.Op {
	case opGoCall, opGoModule:
		var c wGoCall
		if q.Decode(&c) == nil {
			r.answer(q, &c)
		}
	case opWrite:
		var w wWrite
		if q.Decode(&w) == nil {
			embedders(q, &wRead{Err: errMisbehaved}, func() *wRead { return r.write(&w) })
		}
	case opFSRead:
		var f wFSRead
		if q.Decode(&f) == nil {
			embedders(q, &wRead{Err: errMisbehaved}, func() *wRead { return r.fsRead(&f) })
		}
	case opFSStat:
		var name string
		if q.Decode(&name) == nil {
			embedders(q, &wFile{Err: errMisbehaved}, func() *wFile { return r.fsStat(name) })
		}
	case opFSReadDir:
		var name string
		if q.Decode(&name) == nil {
			embedders(q, &wDir{Err: errMisbehaved}, func() *wDir { return r.fsReadDir(name) })
		}
	default:
		r.conn.Fail("request %d", q.Op)
	}
}

// remoteContext is the context of a Go function that Python in a worker called. It ends with the interpreter, which ends with
// the context of the call that the function is part of.
type remoteContext struct {
	parent context.Context
	r      *remote
	w      *remoteWindow
}

func (c *remoteContext) Deadline() (time.Time, bool) { return c.parent.Deadline() }
func (c *remoteContext) Done() <-chan struct{}       { return c.r.dying }
func (c *remoteContext) Err() error {
	select {
	case <-c.r.dying:
		if err := c.parent.Err(); err != nil {
			return err
		}
		return context.Canceled
	default:
		return nil
	}
}
func (c *remoteContext) Value(key any) any {
	if k, ok := key.(remoteWindowKey); ok && k.in == c.r.in {
		return c.w
	}
	return c.parent.Value(key)
}
func (c *remoteContext) String() string { return "vivarium call from a worker process" }

// errMisbehaved answers for a stream or a file system that panicked, ended its goroutine or counted wrongly.
var errMisbehaved = &wError{Text: "the embedder's code misbehaved"}

// embedders replies with what code of the embedder's makes, and with failed where it does not return or that cannot be sent.
func embedders[T any](q *worker.Request, failed *T, f func() *T) {
	rep := failed
	defer func() {
		_ = recover()
		if q.Reply(rep) != nil && rep != failed {
			_ = q.Reply(failed)
		}
	}()
	rep = f()
}

// answer runs a Go function, or makes the members of a Go module.
func (r *remote) answer(q *worker.Request, c *wGoCall) {
	w := &remoteWindow{id: c.Window}
	r.mu.Lock()
	parent := r.calls[c.Call]
	m := r.modules[c.Module]
	r.mu.Unlock()
	if parent == nil {
		parent = context.Background()
	}
	ctx := &remoteContext{parent, r, w}
	var rep wReply
	returned := false
	defer func() {
		w.mu.Lock()
		w.ended = true
		w.mu.Unlock()
		if !returned { // runtime.Goexit: the Python code that called is never gone on with
			r.in.die(&killedError{why: "a Go function that Python called ended its goroutine", cause: []error{ErrKilled}})
			r.kill()
			return
		}
		if err := q.Reply(&rep); err != nil {
			_ = q.Reply(&wReply{Err: wireError(r, Raise("TypeError", "a Go function returned what cannot be sent: "+err.Error()))})
		}
	}()
	var err error
	if q.Op == opGoModule {
		if m == nil {
			err = errors.New("no such Go module")
		} else {
			rep.Value, err = r.module(ctx, m)
		}
	} else if f, ok := r.function(c.ID); !ok {
		err = errors.New("no such Go function")
	} else {
		rep.Value, err = r.callGo(ctx, f, c)
	}
	returned = true
	if err != nil {
		rep.Value, rep.Err = nil, wireError(r, err)
	}
}

func (r *remote) function(id uint64) (*goFunc, bool) {
	x, _ := r.values.peek(id)
	f, ok := x.(*goFunc)
	return f, ok
}

// callGo runs a Go function with what the worker sent; its error is what is raised.
func (r *remote) callGo(ctx *remoteContext, f *goFunc, c *wGoCall) (any, error) {
	args, err := r.arguments(ctx, f, c)
	if err != nil {
		return nil, err
	}
	outs, err := f.contained(args)
	if err != nil {
		return nil, err
	}
	e := r.encoder()
	var v any
	switch len(outs) {
	case 0:
		return nil, nil
	case 1:
		v, err = e.reflect(outs[0])
	default:
		items := make(wTuple, len(outs))
		for i, o := range outs {
			if items[i], err = e.reflect(o); err != nil {
				err = atIndex(err, i)
				break
			}
		}
		v = items
	}
	if ce, ok := err.(*ConversionError); ok {
		err = Raise("TypeError", f.name+"() returned what Python cannot hold: "+ce.Error())
	}
	return v, err
}

// contained calls the function; a panic in it is an error.
func (f *goFunc) contained(args []reflect.Value) (outs []reflect.Value, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &PanicError{Func: f.name, Value: p, Stack: debug.Stack()}
		}
	}()
	outs = f.fn.Call(args)
	if f.err {
		err = errorResult(outs[len(outs)-1])
		outs = outs[:len(outs)-1]
	}
	return outs, err
}

// arguments converts what the worker sent to the function's parameters.
func (r *remote) arguments(ctx *remoteContext, f *goFunc, c *wGoCall) (args []reflect.Value, err error) {
	named := len(c.Args) - len(c.Keys)
	if named < len(f.params) || len(c.Keys) > 0 && !f.keywords || f.variadic == nil && named > len(f.params) {
		return nil, r.lied(&worker.ProtocolError{Text: strconv.Itoa(named) + " arguments"})
	}
	if f.ctx {
		args = append(args, reflect.ValueOf(ctx))
	}
	d := wireDecoder{r: r, win: ctx.w}
	bad := func(err error, which string) error {
		ce, ok := err.(*ConversionError)
		if !ok {
			return r.lied(err)
		}
		class := "TypeError"
		if ce.Range {
			class = "OverflowError"
		}
		return Raise(class, argumentText(f.name, ce, which))
	}
	for i, x := range c.Args[:named] {
		t := f.variadic
		if i < len(f.params) {
			t = f.params[i]
		}
		v := reflect.New(t).Elem()
		if err := d.set(x, v); err != nil {
			return nil, bad(err, strconv.Itoa(i+1))
		}
		args = append(args, v)
	}
	if f.keywords {
		kw := Keywords{}
		for i, k := range c.Keys {
			if kw[k], err = d.natural(c.Args[named+i]); err != nil {
				return nil, bad(err, k)
			}
		}
		args = append(args, reflect.ValueOf(kw))
	}
	return args, nil
}

// module makes the members of a Go module.
func (r *remote) module(ctx *remoteContext, m *Module) (any, error) {
	out, err := r.members(nil, m.Name, m.Members)
	if err != nil || m.Init == nil {
		return out, err
	}
	f := goFunc{name: m.Name + ".Init", fn: reflect.ValueOf(m.Init), err: true}
	outs, err := f.contained([]reflect.Value{reflect.ValueOf(ctx), reflect.ValueOf(r.in)})
	if err != nil {
		return nil, err
	}
	members, _ := outs[0].Interface().(map[string]any)
	return r.members(out, m.Name, members)
}

func (r *remote) members(out wDict, name string, members map[string]any) (wDict, error) {
	for _, n := range sortedKeys(members) {
		var x any
		var err error
		if f := reflect.ValueOf(members[n]); f.Kind() == reflect.Func && !f.IsNil() {
			x, err = r.sendFunc(f, n, name)
		} else {
			x, err = r.encoder().value(members[n])
		}
		if ce, ok := err.(*ConversionError); ok {
			return nil, Raise("TypeError", "module "+name+": "+n+": "+ce.Error())
		}
		if err != nil {
			return nil, err
		}
		out = append(out, validUTF8(n), x)
	}
	return out, nil
}

// write writes to a standard stream.
func (r *remote) write(w *wWrite) *wRead {
	r.mu.Lock()
	r.output += int64(len(w.Data))
	over := r.in.cfg.Limits.Output > 0 && r.output > r.in.cfg.Limits.Output
	r.mu.Unlock()
	if over { // the worker counts, too
		return &wRead{Err: streamError(r.lied(&worker.ProtocolError{Text: "output beyond its limit"}))}
	}
	to := r.in.cfg.Stdout
	if w.Stream == 2 {
		to = r.in.cfg.Stderr
	}
	if to == nil {
		return &wRead{N: len(w.Data)}
	}
	n, err := to.Write(w.Data)
	rep := &wRead{N: min(max(n, 0), len(w.Data))}
	if err == nil && rep.N < len(w.Data) {
		err = io.ErrShortWrite
	}
	rep.Err = streamError(err)
	return rep
}

func streamError(err error) *wError {
	if err == nil {
		return nil
	}
	return &wError{Text: validUTF8(err.Error())}
}

// maxRead bounds one read of standard input.
const maxRead = 1 << 20

func (r *remote) read(n int) *wRead {
	from := r.in.cfg.Stdin
	if from == nil || n <= 0 {
		return &wRead{EOF: true}
	}
	r.stdin.Lock()
	defer r.stdin.Unlock()
	select {
	case <-r.dying:
		return &wRead{EOF: true}
	default:
	}
	b := make([]byte, min(n, maxRead))
	k, err := from.Read(b)
	if k < 0 || k > len(b) {
		return &wRead{Err: errMisbehaved}
	}
	rep := &wRead{Data: b[:k], EOF: err == io.EOF}
	if err != io.EOF {
		rep.Err = streamError(err)
	}
	return rep
}

func fsError(err error) *wError {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrInvalid):
		return &wError{Kind: errNotExist, Text: validUTF8(err.Error())}
	case errors.Is(err, fs.ErrPermission):
		return &wError{Kind: errPermission, Text: validUTF8(err.Error())}
	}
	return &wError{Text: validUTF8(err.Error())}
}

var errNoFS = &wError{Kind: errNotExist, Text: "there is no file system"}

func (r *remote) fsRead(q *wFSRead) *wRead {
	fsys := r.in.cfg.FS
	if fsys == nil {
		return &wRead{Err: errNoFS}
	}
	f, err := fsys.Open(q.Name)
	if err != nil {
		return &wRead{Err: fsError(err)}
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, min(max(q.Max, 0), worker.DefaultMaxFrame)))
	return &wRead{Data: b, Err: fsError(err)}
}

func wireFile(name string, st fs.FileInfo) wFile {
	f := wFile{Name: validUTF8(name), Size: st.Size(), Mode: uint32(st.Mode())}
	if m := st.ModTime(); !m.IsZero() {
		f.Mtime = m.UnixNano()
	}
	return f
}

func (r *remote) fsStat(name string) *wFile {
	fsys := r.in.cfg.FS
	if fsys == nil {
		return &wFile{Err: errNoFS}
	}
	st, err := fs.Stat(fsys, name)
	if err != nil {
		return &wFile{Err: fsError(err)}
	}
	f := wireFile(st.Name(), st)
	return &f
}

func (r *remote) fsReadDir(name string) *wDir {
	fsys := r.in.cfg.FS
	if fsys == nil {
		return &wDir{Err: errNoFS}
	}
	l, err := fs.ReadDir(fsys, name)
	d := &wDir{Err: fsError(err)}
	for _, e := range l {
		d.List = append(d.List, wFile{Name: validUTF8(e.Name()), Mode: uint32(e.Type())})
	}
	return d
}
