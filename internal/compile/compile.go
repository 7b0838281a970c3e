// Package compile turns a syntax tree into code for the register machine.
//
// This file is the way in. A compilation reports its first error and keeps going through the motions, so that
// the code that emits needs no error returns; what it emits after an error is thrown away.
package compile

import (
	"fmt"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/symtable"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// Options says how to compile.
type Options struct {
	Future   uint32       // code.Co* flags of future features on from the start
	Optimize int          // 0; 1: no asserts, __debug__ is False; 2: no docstrings either
	MaxDepth int          // nesting of nodes; 0: DefaultDepth
	Poll     func() error // called for every 1024 nodes; its error ends the compilation
	Look     func() error // called now and then where nothing grows; its error ends the compilation
	// Warn receives each SyntaxWarning; an error it returns ends the compilation. Without it warnings are lost.
	Warn func(Warning) error
	// Symbols, if not nil, is the table of the tree, built before.
	Symbols *symtable.Table
	// TopLevelAwait allows await outside functions (PyCF_ALLOW_TOP_LEVEL_AWAIT).
	TopLevelAwait bool
	LinesOnly     bool // positions have no columns
}

// Warning is a SyntaxWarning of the compiler.
type Warning struct {
	Msg string
	Pos syntax.Pos
}

// DefaultDepth bounds the nesting of nodes where Options says nothing.
const DefaultDepth = 6000

type compiler struct {
	filename string
	opts     Options
	st       *symtable.Table
	err      error
	depth    int
	ticks    int
	noFold   map[syntax.Expr]bool // constant expressions found too large, or failing, to fold
	single   bool
	spare    []buffers // of units that are done
	flags    [2][]bool // see marks
	quiet    int       // warnings are off: what is compiled was compiled before
	copying  int       // inside a further copy of a finally clause
	copied   int       // nodes compiled again so
}

// marks gives n false values, in one of two places; a pass over a code is done with them before the next asks for that place.
func (c *compiler) marks(place, n int) []bool {
	m := c.flags[place]
	if cap(m) < n {
		m = make([]bool, n, n+n/2)
		if n <= 1<<14 {
			c.flags[place] = m
		}
		return m
	}
	m = m[:n]
	clear(m)
	return m
}

// buffers are what the next unit builds in; the code gets copies.
type buffers struct {
	ins      []ins
	labels   []labelInfo
	consts   []code.Const
	constIdx map[constKey]int
	names    []string
	nameIdx  map[string]int32
	caches   []int32
	shared   map[sharedCache]uint16
	locals   map[string]reg
	cells    map[string]reg // cell and free variables of the frame
	ranges   []byte
}

// emptied gives the buffers of a unit that is done to the next one.
func (b buffers) emptied() buffers {
	clear(b.consts)
	clear(b.constIdx)
	clear(b.nameIdx)
	clear(b.shared)
	clear(b.locals)
	clear(b.cells)
	b.ins, b.labels, b.consts, b.names, b.caches, b.ranges = b.ins[:0], b.labels[:0], b.consts[:0], b.names[:0], b.caches[:0], b.ranges[:0]
	return b
}

// Compile compiles a Module (as exec does), an Expression (eval) or an Interactive (single). The error is a
// *syntax.SyntaxError, or what Poll or Warn returned.
func Compile(mod syntax.Mod, filename string, opts Options) (*code.Code, error) {
	if opts.MaxDepth == 0 {
		opts.MaxDepth = DefaultDepth
	}
	c := &compiler{filename: filename, opts: opts, st: opts.Symbols}
	if c.st == nil {
		st, err := symtable.Build(mod, filename, symtable.Options{Future: opts.Future, MaxDepth: opts.MaxDepth, Poll: opts.Poll})
		if err != nil {
			return nil, err
		}
		c.st = st
	}
	u := c.newUnit(nil, c.st.Top, "<module>")
	u.firstLine = 1
	switch m := mod.(type) {
	case *syntax.Module:
		u.module(m.Body)
	case *syntax.Interactive:
		c.single = true
		u.module(m.Body)
	case *syntax.Expression:
		u.startBody()
		u.pos = *m.Body.Position()
		u.returnValue(m.Body)
	default:
		return nil, fmt.Errorf("cannot compile %T", mod)
	}
	if c.err != nil {
		return nil, c.err
	}
	co := u.finish()
	if c.err != nil {
		return nil, c.err
	}
	return co, nil
}

func (c *compiler) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

func (c *compiler) errorAt(p syntax.Pos, format string, args ...any) {
	if c.err == nil {
		c.err = symtable.ErrorAt(c.filename, p, fmt.Sprintf(format, args...))
	}
}

func (c *compiler) warn(p syntax.Pos, format string, args ...any) {
	if c.err == nil && c.opts.Warn != nil && c.quiet == 0 {
		if err := c.opts.Warn(Warning{fmt.Sprintf(format, args...), p}); err != nil {
			c.fail(err)
		}
	}
}

// down counts a level of nesting and reports whether to go on; up undoes it.
func (c *compiler) down() bool {
	if c.copying > 0 {
		c.copied++
	}
	if c.depth++; c.depth > c.opts.MaxDepth {
		c.fail(symtable.TooDeep())
	}
	return c.tick()
}

// tick counts a node and reports whether to go on.
func (c *compiler) tick() bool {
	if c.ticks++; c.ticks&0x3ff == 0 && c.opts.Poll != nil {
		if err := c.opts.Poll(); err != nil {
			c.fail(err)
		}
	}
	return c.err == nil
}

// lookEvery is how many instructions are worked on between two looks; a power of two.
const lookEvery = 8 << 10

// look is called for each step i of a loop over instructions and reports whether to go on.
func (c *compiler) look(i int) bool {
	if i&(lookEvery-1) == lookEvery-1 && c.opts.Look != nil && c.err == nil {
		if err := c.opts.Look(); err != nil {
			c.fail(err)
		}
	}
	return c.err == nil
}

func (c *compiler) up() { c.depth-- }
