// This file keeps worker processes: starts them ahead of need, hands them out, takes them back or ends them.
//
// Invariant: a worker is in one place: starting, idle, with whoever got it, or ending. Close returns when none is left.

package worker

import (
	"errors"
	"fmt"
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
func (p *Pool) take(class string) *Process {
	for _, from := range []*[]*Process{ref(p.used, class), &p.fresh} {
		for l := *from; len(l) > 0; l = *from {
			w := l[len(l)-1]
			*from = l[:len(l)-1]
			if w.Conn.Err() == nil {
				if from != &p.fresh {
					p.used[class] = *from
				}
				return w
			}
			p.drop(w)
		}
	}
	delete(p.used, class)
	return nil
}

func ref(m map[string][]*Process, class string) *[]*Process {
	l := m[class]
	return &l
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
		w.end()
		p.mu.Lock()
		closed := p.closed
		p.mu.Unlock()
		if closed {
			return nil, ErrClosed
		}
		e := hp.Exit()
		if late {
			return nil, w.Late()
		}
		text := e.Text
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

// Put gives back a worker that may serve its class again.
func (p *Pool) Put(w *Process, class string) {
	p.mu.Lock()
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
