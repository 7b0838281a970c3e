// This file says what crosses between a process and its worker processes: the nodes of values, and the operations.
//
// A value on the wire is nil, a bool, int64, uint64, big.Int, float64, string, []byte, []any, or one of the nodes here.
// Invariant: what arrives from a worker is believed in nothing: each use checks what it has.

package vivarium

import (
	"math/big"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/worker"
)

// Operations that a worker is asked for. Number 0 is the pool's.
const (
	opOpen  = worker.OpHello + 1 + iota // wOpen -> wReply
	opClose                             // wClose -> wReply
	opKill                              // nothing -> wReply, when nothing runs any more
	opStats                             // nothing -> Stats
	opExec                              // wCall -> wReply, as those that follow
	opSource
	opModule
	opEval
	opCall
	opSet
	opGet
	opRegister
	opRepr
	opCallObject
	opCallMethod
	opAttr
	opSetAttr
	opConvert
	opDrop      // notice: []wDrop, handles that Go forgot; in the other direction Go values that Python forgot
	opTypes     // notice: []wType
	opGoCall    // from the worker: wGoCall -> wReply
	opGoModule  // from the worker: wGoCall -> wReply
	opKilled    // notice from the worker: the interpreter was killed while Go functions run; a wError says by what
	opRead      // from the worker: the most bytes that are wanted -> wRead
	opWrite     // from the worker: wWrite -> wRead
	opFSRead    // from the worker: wFSRead -> wRead
	opFSStat    // from the worker: string -> wFile
	opFSReadDir // from the worker: string -> wDir
)

// Nodes. Each has its tag.
type (
	wText    []byte     // a string that is not UTF-8
	wComplex [2]float64 // real and imaginary part
	wDict    []any      // keys and values by turns
	wTuple   []any
	wSet     []any
	wTime    struct {
		_      struct{} `cbor:",toarray"`
		Sec    int64    // Unix time
		Nsec   int64
		Offset int64 // seconds east of UTC
		Zone   string
		UTC    bool
	}
	wDuration int64
	wObject   struct { // a Python object, which the worker holds
		_    struct{} `cbor:",toarray"`
		ID   uint64
		Type string
	}
	wGo struct { // a Go value, which the parent holds
		_    struct{} `cbor:",toarray"`
		ID   uint64
		Text string // for repr()
	}
	wFunc struct { // a Go function that Python calls
		_        struct{} `cbor:",toarray"`
		ID       uint64
		Name     string
		Module   string
		Sig      string
		Doc      string
		Params   []int // wTypes
		Variadic int   // wType of its items, -1 if there are none
		Keywords bool
	}
	wTyped struct { // a value for an interface that is not any, with the name of its Python class
		_    struct{} `cbor:",toarray"`
		Type string
		V    any
	}
	wFields []any // numbers of fields and their values by turns
)

var wireCodec = sync.OnceValue(func() *worker.Codec {
	return worker.NewCodec(map[uint64]any{
		60001: wText(nil), 60002: wComplex{}, 60003: wDict(nil), 60004: wTuple(nil), 60005: wTime{}, 60006: wDuration(0),
		60007: wObject{}, 60008: wGo{}, 60009: wFunc{}, 60010: wTyped{}, 60011: wFields(nil), 60012: wError{},
		60013: wSet(nil),
	})
})

// Bodies of messages.
type (
	wOpen struct {
		Name       string
		Limits     Limits
		Policy     Policy
		Everything bool
		Clock      int64 // nanoseconds, if HasClock
		HasClock   bool
		Path       []string
		Stdlib     string
		Args       []string
		Env        []string
		Dir        string
		Optimize   int
		Warnings   []string
		Unbuffered bool
		Stdin      bool // is there one
		Stdout     bool
		Stderr     bool
		FS         bool
		Modules    []wModule
		MaxFrame   int64
		Data       int64 // rlimits
		CPU        int64
		Files      int
	}
	wModule struct {
		_         struct{} `cbor:",toarray"`
		Name, Doc string
	}
	wClose struct {
		_     struct{} `cbor:",toarray"`
		Grace int64
	}
	wCall struct {
		_      struct{} `cbor:",toarray"`
		Call   uint64   // its number: Go functions that it leads to get its context
		Window uint64   // the run of a Go function that it belongs to, 0 if it takes its turn
		Name   string
		Text   []byte
		Object uint64
		Args   []any
		Keys   []string // names of the last arguments
		Out    int      // wType of the result; see outNone
		Mods   []wModule
	}
	wReply struct {
		_     struct{} `cbor:",toarray"`
		Err   *wError
		Value any
	}
	wGoCall struct {
		_      struct{} `cbor:",toarray"`
		ID     uint64   // of the Go function
		Module string
		Window uint64
		Call   uint64 // whose context the function gets, 0 if there is none
		Args   []any
		Keys   []string // names of the last arguments
	}
	wDrop struct {
		_    struct{} `cbor:",toarray"`
		ID   uint64
		Sent uint64 // how often it was sent
	}
	wWrite struct {
		_      struct{} `cbor:",toarray"`
		Stream int
		Data   []byte
	}
	wRead struct {
		_    struct{} `cbor:",toarray"`
		Data []byte
		N    int
		Err  *wError
		EOF  bool
	}
	wFSRead struct {
		_    struct{} `cbor:",toarray"`
		Name string
		Max  int64
	}
	wFile struct {
		_     struct{} `cbor:",toarray"`
		Name  string
		Size  int64
		Mode  uint32
		Mtime int64
		Err   *wError
	}
	wDir struct {
		_    struct{} `cbor:",toarray"`
		List []wFile
		Err  *wError
	}
)

// outNone is the wCall.Out of a result that nobody wants.
const outNone = -1

// wireNode is a node that knows how it becomes a Python value.
type wireNode interface {
	python(e *encoder) (core.Value, error)
}

func (x wText) python(e *encoder) (core.Value, error) { return e.text(string(x)) }

func (x wComplex) python(*encoder) (core.Value, error) { return core.Complex(x[0], x[1]), nil }

func (x wDuration) python(e *encoder) (core.Value, error) { return e.duration(time.Duration(x)) }

func (x wTime) python(e *encoder) (core.Value, error) { return e.time(x.time()) }

func (x wDict) python(e *encoder) (core.Value, error) {
	if err := e.enter(); err != nil {
		return core.Unbound, err
	}
	if err := e.t.Charge(len(x) * 24); err != nil {
		return core.Unbound, err
	}
	d := core.NewDictSize(len(x) / 2)
	for i := 0; i+1 < len(x); i += 2 {
		k, err := e.value(x[i])
		if err != nil {
			return core.Unbound, at(err, "key")
		}
		v, err := e.value(x[i+1])
		if err != nil {
			if s, ok := x[i].(string); ok {
				return core.Unbound, atKey(err, s)
			}
			return core.Unbound, at(err, "["+e.keyText(k)+"]")
		}
		if s := core.AsStr(k); s != nil {
			d.SetStr(s, v)
		} else if err := d.Set(e.t, k, v); err != nil {
			return core.Unbound, err
		}
		if err := e.t.Poll(); err != nil {
			return core.Unbound, err
		}
	}
	e.depth--
	return d.Val(), nil
}

func (x wTuple) python(e *encoder) (core.Value, error) {
	if err := e.enter(); err != nil {
		return core.Unbound, err
	}
	items, err := e.list(len(x))
	if err != nil {
		return core.Unbound, err
	}
	for i := range x {
		if items[i], err = e.value(x[i]); err != nil {
			return core.Unbound, atIndex(err, i)
		}
	}
	e.depth--
	return core.TupleOf(items), nil
}

func (x wSet) python(e *encoder) (core.Value, error) {
	items, err := wTuple(x).python(e)
	if err != nil {
		return core.Unbound, err
	}
	return e.t.Call(core.SetType.Val(), items)
}

func (x wObject) python(e *encoder) (core.Value, error) {
	v, ok := e.in.side.objects.get(x.ID)
	if !ok {
		return core.Unbound, convErr("the Object is not known to the worker process")
	}
	return v.(core.Value), nil
}

func (x wGo) python(e *encoder) (core.Value, error) {
	return newGoObject(e.in.side.goRef(x.ID, x.Text)), nil
}

func (x wFunc) python(e *encoder) (core.Value, error) { return e.in.side.newFunc(e.in, x) }

func (x wError) python(e *encoder) (core.Value, error) {
	return e.in.exception(e.t, e.in.side.errorOf(&x))
}

func (x wTime) time() time.Time {
	t := time.Unix(x.Sec, x.Nsec)
	if x.UTC {
		return t.UTC()
	}
	return t.In(time.FixedZone(x.Zone, int(x.Offset)))
}

func wireTime(t time.Time) wTime {
	zone, off := t.Zone()
	return wTime{Sec: t.Unix(), Nsec: int64(t.Nanosecond()), Offset: int64(off), Zone: validUTF8(zone), UTC: t.Location() == time.UTC}
}

// wireText is a string on the wire.
func wireText(s string) any {
	if utf8.ValidString(s) {
		return s
	}
	return wText(s)
}

// handles gives numbers to what one process holds for the other: Python objects in the worker, Go values in the parent.
//
// The other process forgets a number by saying how often it sent it. It is freed when it has been seen as often, because
// what was sent before may be read after.
type handles struct {
	mu   sync.Mutex
	next uint64
	m    map[uint64]*handle
}

type handle struct {
	v       any
	seen    uint64
	sent    uint64 // if dropped
	dropped bool
}

// add gives v a number.
func (h *handles) add(v any) uint64 {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.m == nil {
		h.m = map[uint64]*handle{}
	}
	h.next++
	h.m[h.next] = &handle{v: v}
	return h.next
}

// get gives what has a number that the other process sent.
func (h *handles) get(id uint64) (any, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	x := h.m[id]
	if x == nil {
		return nil, false
	}
	if x.seen++; x.dropped && x.seen >= x.sent {
		delete(h.m, id)
	}
	return x.v, true
}

// peek is get for what is only used where it is known to be alive.
func (h *handles) peek(id uint64) (any, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if x := h.m[id]; x != nil {
		return x.v, true
	}
	return nil, false
}

func (h *handles) drop(l []wDrop) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, d := range l {
		if x := h.m[d.ID]; x != nil {
			if x.seen >= d.Sent {
				delete(h.m, d.ID)
			} else {
				x.dropped, x.sent = true, d.Sent
			}
		}
	}
}

func (h *handles) clear() {
	h.mu.Lock()
	h.m = nil
	h.mu.Unlock()
}

func (h *handles) len() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.m)
}

// sentHandle is a number of the other process: which, and how often it was sent there.
type sentHandle struct {
	id   uint64
	sent atomic.Uint64
	to   *dropper
}

// dropper tells the other process what has been forgotten here. Cleanups call it, so that it waits for nothing.
type dropper struct {
	mu    sync.Mutex
	list  []wDrop
	going bool
	conn  *worker.Conn

	sending sync.Mutex
	closed  bool // under sending: the other process has forgotten all
}

// drop forgets one.
func (s *sentHandle) drop() {
	d := s.to
	d.mu.Lock()
	d.list = append(d.list, wDrop{ID: s.id, Sent: s.sent.Load()})
	start := !d.going
	d.going = true
	d.mu.Unlock()
	if start {
		go d.send()
	}
}

// dropSent is drop as the function of a cleanup.
func dropSent(s *sentHandle) { s.drop() }

func (d *dropper) send() {
	for {
		d.mu.Lock()
		l := d.list
		d.list = nil
		if len(l) == 0 {
			d.going = false
			d.mu.Unlock()
			return
		}
		d.mu.Unlock()
		d.sending.Lock()
		over := d.closed || d.conn.Notify(opDrop, l) != nil
		d.sending.Unlock()
		if over {
			return
		}
	}
}

// close ends it: nothing is sent any more.
func (d *dropper) close() {
	d.sending.Lock()
	d.closed = true
	d.sending.Unlock()
}

// bigOf gives an int of the wire.
func bigOf(x any) (*big.Int, bool) {
	switch x := x.(type) {
	case int64:
		return big.NewInt(x), true
	case uint64:
		return new(big.Int).SetUint64(x), true
	case big.Int:
		return &x, true
	case *big.Int:
		return x, true
	}
	return nil, false
}
