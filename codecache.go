// This file keeps what programs and expressions compile to, for all interpreters of a runtime: compiled code is immutable.

package vivarium

import (
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

// codeKey is everything that the code depends on.
type codeKey struct {
	file, src, mode string
	optimize        int
	isText          bool
}

// codeCache holds compiled code, in two generations: what is used stays when the older one is dropped.
type codeCache struct {
	mu         sync.Mutex
	young, old map[codeKey]keptCode
	size       int // bytes of source in young
}

// keptCode is compiled code and the instructions that compiling took: they count again for who finds it, so that a limit of
// instructions ends a program at the same place wherever it runs.
type keptCode struct {
	code *core.CodeObj
	cost int64
}

// Bounds of one generation, and of one source.
const (
	maxCodes     = 512
	maxCodeBytes = 8 << 20
	maxCodeSize  = 1 << 20
)

func (c *codeCache) get(k codeKey) (keptCode, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if co, ok := c.young[k]; ok {
		return co, true
	}
	co, ok := c.old[k]
	if ok {
		c.add(k, co)
	}
	return co, ok
}

func (c *codeCache) put(k codeKey, co keptCode) {
	if len(k.src) > maxCodeSize {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(k, co)
}

func (c *codeCache) add(k codeKey, co keptCode) {
	if c.young == nil || len(c.young) >= maxCodes || c.size+len(k.src) > maxCodeBytes {
		c.old, c.young, c.size = c.young, map[codeKey]keptCode{}, 0
	}
	c.young[k] = co
	c.size += len(k.src)
}

// compile gives the code of a source. Warnings of the compiler are given once a runtime, as those of imported modules are once
// a process; an interpreter that filters warnings compiles by itself.
func (in *Interpreter) compile(t *core.Thread, file, src, mode string, isText bool) (*core.CodeObj, error) {
	k := codeKey{file, src, mode, in.cfg.Optimize, isText}
	shared := len(in.cfg.Warnings) == 0
	if shared {
		if co, ok := in.rt.codes.get(k); ok {
			return co.code, t.Spend(co.cost)
		}
	}
	before := t.Instructions()
	co, err := t.Compile([]byte(src), file, mode, core.CompileOptions{IsText: isText, FromFile: !isText, Optimize: in.cfg.Optimize})
	if err == nil && shared {
		in.rt.codes.put(k, keptCode{co, t.Instructions() - before})
	}
	return co, err
}
