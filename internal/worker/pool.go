// This file keeps worker processes: starts them ahead of need, hands them out, takes them back or ends them.
//
// Invariant: a worker is in one place: starting, idle, with whoever got it, or ending. Close returns when none is left.

package worker

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/host"
)

// OpHello is the operation by which a worker shows that it is one; its reply has no body. Others choose their own numbers.
const OpHello = 0

// startTimeout is how long a worker may take to answer its first calls if Options do not say.
const startTimeout = 10 * time.Second

// Errors of pools.
var (
	ErrClosed = errors.New("the pool is closed")
	ErrMax    = errors.New("too many worker processes")
)

// Options say what a pool does.
type Options struct {
	Command []string
	Spare   int // workers kept ready that have not served yet
	Max     int // workers at once, spares not counted; 0 is any number
	Codec   *Codec

	StartTimeout time.Duration // how long a worker may take to answer its first calls; 0 is ten seconds
}

// Pool keeps worker processes.
type Pool struct {
	opts Options

	mu       sync.Mutex
	starter  *host.WorkerStarter
	fresh    []*Process            // have served nobody
	used     map[string][]*Process // by class
	live     map[*Process]struct{}
	out      int // handed out
	starting int
	closed   bool
	wg       sync.WaitGroup // goroutines of the pool
}

// Process is a worker and the connection with it.
type Process struct {
	*host.WorkerProcess
	Conn *Conn

	Idle bool // it stood idle before it was handed out, and may have ended unseen

	pool *Pool
	once sync.Once
}

// NewPool makes a pool. It starts nothing before the first Get.
func NewPool(o Options) *Pool {
	if o.StartTimeout <= 0 {
		o.StartTimeout = startTimeout
	}
	return &Pool{opts: o, used: map[string][]*Process{}, live: map[*Process]struct{}{}}
}

// Get hands out a worker: one that has served its class and was put back, else one that has served nobody. Whoever gets it
// calls Put or End.
func (p *Pool) Get(class string) (*Process, error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, ErrClosed
	}
	if p.opts.Max > 0 && p.out >= p.opts.Max {
		p.mu.Unlock()
		return nil, fmt.Errorf("%w: %d at once", ErrMax, p.opts.Max)
	}
	p.out++
	w := p.take(class)
	p.refill()
	p.mu.Unlock()
	if w != nil {
		return w, nil
	}
	w, err := p.start()
	if err != nil {
		p.mu.Lock()
		p.out--
		p.mu.Unlock()
	}
	return w, err
}

// take finds an idle worker that is alive; mu is held.
func (p *Pool) take(class string) (w *Process) {
	p.fresh, p.used[class] = p.alive(p.fresh), p.alive(p.used[class])
	if l := p.used[class]; len(l) > 0 {
		w, p.used[class] = l[len(l)-1], l[:len(l)-1]
	} else if l := p.fresh; len(l) > 0 {
		w, p.fresh = l[len(l)-1], l[:len(l)-1]
	}
	if len(p.used[class]) == 0 {
		delete(p.used, class)
	}
	if w != nil {
		w.Idle = true
	}
	return w
}

// alive keeps of idle workers those that have not ended; mu is held.
func (p *Pool) alive(l []*Process) []*Process {
	return slices.DeleteFunc(l, func(w *Process) bool {
		over := w.Conn.Err() != nil
		if over {
			p.drop(w)
		}
		return over
	})
}

// refill starts what is missing of the spares, in the background; mu is held.
func (p *Pool) refill() {
	for n := p.opts.Spare - len(p.fresh) - p.starting; n > 0; n-- {
		p.starting++
		p.wg.Add(1)
		go func() {
			defer p.wg.Done()
			w, err := p.start()
			p.mu.Lock()
			p.starting--
			if err == nil && !p.closed {
				p.fresh = append(p.fresh, w)
				w = nil
			}
			p.mu.Unlock()
			if w != nil {
				w.end()
			}
		}()
	}
}

// start starts a worker and waits for its hello.
func (p *Pool) start() (*Process, error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, ErrClosed
	}
	if p.starter == nil {
		p.starter = host.NewWorkerStarter()
	}
	p.wg.Add(1)
	s := p.starter
	p.mu.Unlock()
	defer p.wg.Done()
	hp, err := s.Start(p.opts.Command)
	if err != nil {
		return nil, err
	}
	w := &Process{WorkerProcess: hp, pool: p}
	w.Conn = NewConn(hp.In, hp.Out, p.opts.Codec, nil)
	p.mu.Lock()
	p.live[w] = struct{}{}
	closed := p.closed
	p.mu.Unlock()
	if closed {
		w.end()
		return nil, ErrClosed
	}
	late, err := w.Begin(func() error { return w.Conn.Call(OpHello, nil, nil) })
	if err != nil {
		e := w.Ended()
		w.end()
		p.mu.Lock()
		closed := p.closed
		p.mu.Unlock()
		if closed {
			return nil, ErrClosed
		}
		if late {
			return nil, w.Late()
		}
		text := e.Text
		var pe *ProtocolError
		if errors.As(err, &pe) {
			text = pe.Error()
		}
		if e.Log != "" {
			text += ": " + e.Log
		}
		return nil, fmt.Errorf("%q ended instead of serving (%s)", p.opts.Command[0], text)
	}
	return w, nil
}

// Begin does call, one that a worker answers before it runs anything, and kills a worker that does not answer in time, which late
// reports.
func (w *Process) Begin(call func() error) (late bool, err error) {
	timer := time.AfterFunc(w.pool.opts.StartTimeout, w.Kill)
	err = call()
	return !timer.Stop() && err != nil, err
}

// Late is the error of a worker that was late.
func (w *Process) Late() error {
	return fmt.Errorf("%q did not answer within %v: is it a worker?", w.pool.opts.Command[0], w.pool.opts.StartTimeout)
}

// Kill ends the process and those of its group, and the connection with whatever may have left the group; it does not wait.
func (w *Process) Kill() {
	w.WorkerProcess.Kill()
	w.Conn.fail(ErrGone)
}

// exitWait is how long a process that closed its connection may take to end by itself and say why.
const exitWait = time.Second

// Ended waits for the end of a process whose connection is over, and has it end if it does not.
func (w *Process) Ended() host.WorkerExit {
	var broken *ProtocolError
	late := false
	if !errors.As(w.Conn.Err(), &broken) {
		timer := time.NewTimer(exitWait)
		select {
		case <-w.Done():
		case <-timer.C:
			late = true
		}
		timer.Stop()
	}
	w.Kill()
	<-w.Done()
	e := w.Exit()
	if late {
		e.Text = "it closed its connection and went on (" + e.Text + ")"
	}
	return e
}

// Put gives back a worker that may serve its class again.
func (p *Pool) Put(w *Process, class string) {
	p.mu.Lock()
	if !p.closed {
		p.used[class] = p.alive(p.used[class])
	}
	if p.closed || w.Conn.Err() != nil || len(p.used[class]) >= max(1, p.opts.Spare) {
		p.mu.Unlock()
		w.End()
		return
	}
	w.Conn.SetHandler(nil)
	p.out--
	p.used[class] = append(p.used[class], w)
	p.mu.Unlock()
}

// End ends a worker that was handed out, and waits until it is gone.
func (w *Process) End() {
	w.end()
	w.once.Do(func() {
		w.pool.mu.Lock()
		w.pool.out--
		w.pool.mu.Unlock()
	})
}

// end kills a worker and waits until nothing is left of it.
func (w *Process) end() {
	w.Kill()
	w.Conn.Close()
	<-w.Done()
	w.pool.mu.Lock()
	delete(w.pool.live, w)
	w.pool.mu.Unlock()
}

// drop ends an idle worker in the background; mu is held.
func (p *Pool) drop(w *Process) {
	p.wg.Add(1)
	go func() {
		defer p.wg.Done()
		w.end()
	}()
}

// Idle is how many workers wait for work.
func (p *Pool) Idle() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	n := len(p.fresh)
	for _, l := range p.used {
		n += len(l)
	}
	return n
}

// Close ends all workers. Those that are handed out end too.
func (p *Pool) Close() {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return
	}
	p.closed = true
	all := make([]*Process, 0, len(p.live))
	for w := range p.live {
		all = append(all, w)
	}
	p.fresh, p.used = nil, map[string][]*Process{}
	p.mu.Unlock()
	for _, w := range all {
		w.Kill()
	}
	for _, w := range all {
		w.end()
	}
	p.wg.Wait()
	if p.starter != nil {
		p.starter.Close()
	}
}
