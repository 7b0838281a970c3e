package core

import "sync"

// Temporary declarations while the core is being written; each moves to its concept's file.
type weakList struct{}
type weakType struct{}
type interpLock struct{ mu sync.Mutex }
type typeState struct{}
type pendingQueue struct{}
type Options struct{}
type asyncHooks struct{}
type traceState struct{}
type asyncGenState struct{}

// ModuleDef declares a native module. Init, if given, runs once an interpreter, after Funcs, Types and Attrs were added.
type ModuleDef struct {
	Name  string
	Doc   string
	Funcs []Func
	Types []*Type // set up by the module's package once a process
	Attrs []Attr
	Init  func(t *Thread, m *Module) error
}

var moduleLayout = LayoutOf[Module]()

func newSeqIter(v Value) Value                                   { panic("todo") }
func (typ *Type) isSequence() bool                               { panic("todo") }
func (typ *Type) addSlotWrappers()                               { panic("todo") }
func newGetSet(typ *Type, g *GetSet, member bool) Value          { panic("todo") }
func newStaticMethod(f Value) Value                              { panic("todo") }
func (t *Thread) service() error                                 { panic("todo") }
func (in *Interpreter) checkMemory(t *Thread) error              { panic("todo") }
func (t *Thread) classGetItem(c *Type, key Value) (Value, error) { panic("todo") }
func (typ *Type) allocSpecial(h *Header)                         { panic("todo") }
