// This file compiles modules of the embedded library ahead: while a program or module that imports them at its top level is
// compiled and run, other processors compile them.
// Invariant: what is compiled ahead is what would be compiled in its place, cost included, so that it shows in time alone.
package core

import (
	"bytes"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/vivarium-py/vivarium/internal/syntax"
)

// aheadBudget is more than the instructions that compiling any module of the library takes.
const aheadBudget = 1 << 30

// aheadJob is a module to compile. Who needs it first takes it, if nobody has begun.
type aheadJob struct {
	name     string
	optimize int
	lib      LibFS
	modules  map[string]*ModuleDef
	digits   int
	begun    bool
	done     chan struct{}
}

type aheadKey struct {
	name     string
	optimize int
}

var ahead struct {
	sync.Mutex
	jobs    map[aheadKey]*aheadJob
	queue   []*aheadJob
	workers int
}

// lookAhead has the embedded modules compiled that a module imports at its top level; pkg is the package that its relative imports
// start from.
func (t *Thread) lookAhead(mod syntax.Mod, pkg string) {
	m, ok := mod.(*syntax.Module)
	if !ok || t.interp.opts.Lib == nil || t.interp.opts.NoDebugRanges || runtime.GOMAXPROCS(0) == 1 {
		return
	}
	left := maxAhead
	t.lookAheadIn(m.Body, pkg, &left)
}

// maxAhead is how many names of one module are looked up, maxAheadName how long they may be: a program may import a million, and
// what is done for them here is neither counted nor ended by a kill.
const (
	maxAhead     = 256
	maxAheadName = 128
)

// lookAheadIn looks at statements; left is how many names may still be looked up.
func (t *Thread) lookAheadIn(body []syntax.Stmt, pkg string, left *int) {
	for i, s := range body {
		if *left <= 0 || i >= maxAhead {
			return
		}
		switch s := s.(type) {
		case *syntax.Import:
			for _, a := range s.Names {
				if !t.aheadPath(a.Name, left) {
					return
				}
			}
		case *syntax.ImportFrom:
			name := s.Module
			if s.Level > 0 {
				base := pkg
				for range min(s.Level-1, maxAheadName) {
					base = base[:max(strings.LastIndexByte(base, '.'), 0)]
				}
				if base == "" {
					continue
				}
				if name = base; s.Module != "" {
					name += "." + s.Module
				}
			}
			if !t.aheadPath(name, left) {
				return
			}
			for _, a := range s.Names {
				if len(name)+len(a.Name) < maxAheadName && !t.aheadModule(name+"."+a.Name, left) {
					return
				}
			}
		case *syntax.Try:
			t.lookAheadIn(s.Body, pkg, left)
		}
	}
}

// aheadPath is aheadModule for a dotted name and the packages that it is in.
func (t *Thread) aheadPath(name string, left *int) bool {
	if len(name) > maxAheadName {
		return true
	}
	for i := range len(name) {
		if name[i] == '.' && !t.aheadModule(name[:i], left) {
			return false
		}
	}
	return t.aheadModule(name, left)
}

// aheadModule counts a name and looks it up; false says that it was one too many.
func (t *Thread) aheadModule(name string, left *int) bool {
	if *left--; *left < 0 {
		return false
	}
	t.aheadOf(name)
	return true
}

// aheadOf puts a module in the queue, if it is embedded and not compiled yet.
func (t *Thread) aheadOf(name string) {
	if t.nativeDef(name) != nil {
		return
	}
	if _, ok, _ := t.moduleNamed(name); ok {
		return
	}
	src, _, ok := t.embeddedSource(name)
	if !ok || bytes.Contains(src, []byte(`\N{`)) { // names of characters are a module's
		return
	}
	opt := t.interp.opts.Optimize
	if _, ok := cached(embeddedKey(name), sourceState{size: int64(len(src))}, opt); ok {
		return
	}
	ahead.Lock()
	defer ahead.Unlock()
	k := aheadKey{name, opt}
	if ahead.jobs[k] != nil {
		return
	}
	j := &aheadJob{name: name, optimize: opt, lib: t.interp.opts.Lib, modules: t.interp.opts.Modules, digits: t.interp.maxStrDigits, done: make(chan struct{})}
	if ahead.jobs == nil {
		ahead.jobs = map[aheadKey]*aheadJob{}
	}
	ahead.jobs[k] = j
	ahead.queue = append(ahead.queue, j)
	if ahead.workers < runtime.GOMAXPROCS(0)-1 {
		ahead.workers++
		go aheadWork()
	}
}

// aheadWork compiles what is in the queue.
func aheadWork() {
	ahead.Lock()
	defer ahead.Unlock()
	for len(ahead.queue) > 0 {
		j := ahead.queue[0]
		ahead.queue = ahead.queue[1:]
		if j.begun {
			continue
		}
		j.begun = true
		ahead.Unlock()
		j.run()
		ahead.Lock()
		j.drop()
	}
	ahead.workers--
}

// drop takes a job off the table, which is locked.
func (j *aheadJob) drop() {
	delete(ahead.jobs, aheadKey{j.name, j.optimize})
	close(j.done)
}

// run compiles the module for the cache, with a thread that runs no Python code. Whatever goes wrong is left to who imports it.
func (j *aheadJob) run() {
	in := &Interpreter{limit: defaultRecursionLimit, nesting: maxRecursion, maxStrDigits: j.digits, opts: Options{Lib: j.lib, Modules: j.modules, Optimize: j.optimize}}
	t := &Thread{interp: in, budget: aheadBudget, grant: aheadBudget}
	in.threads, in.modules = map[*Thread]struct{}{t: {}}, NewDict()
	src, pkg, _ := t.embeddedSource(j.name)
	_, _ = t.compileEmbedded(j.name, src, pkg)
}

// waitAhead waits for a module that is being compiled ahead; one that nobody has begun is left to the caller.
func (t *Thread) waitAhead(name string) error {
	ahead.Lock()
	j := ahead.jobs[aheadKey{name, t.interp.opts.Optimize}]
	if j == nil {
		ahead.Unlock()
		return nil
	}
	if !j.begun {
		j.begun = true
		j.drop()
		ahead.Unlock()
		return nil
	}
	ahead.Unlock()
	every := time.NewTicker(2 * time.Millisecond)
	defer every.Stop()
	for {
		select {
		case <-j.done:
			return nil
		case <-every.C:
			if err := t.lookAtomic(); err != nil {
				return err
			}
		}
	}
}
