// Package symtable finds the scopes of a syntax tree and says for every name in each of them where it lives.
//
// This file declares the result. A Table is complete and unchanging once Build has returned it; the compiler
// and Python's _symtable module read it.
package symtable

import "github.com/vivarium-py/vivarium/internal/syntax"

// Kind says what opens a scope; the numbers are CPython's.
type Kind uint8

const (
	Function Kind = iota
	Class
	Module
	Annotation     // __annotate__
	TypeAlias      // the value of a type statement
	TypeParameters // what surrounds a generic function, class or alias
	TypeVariable   // a bound, constraint or default
)

// Flags of a Symbol: how its scope uses the name. The first twelve are CPython's numbers.
type Flags uint16

const (
	DefGlobal    Flags = 1 << 0
	DefLocal     Flags = 1 << 1
	DefParam     Flags = 1 << 2
	DefNonlocal  Flags = 1 << 3
	Use          Flags = 1 << 4
	DefFreeClass Flags = 1 << 6 // bound in a class, and free in something within it
	DefImport    Flags = 1 << 7
	DefAnnot     Flags = 1 << 8
	DefCompIter  Flags = 1 << 9
	DefTypeParam Flags = 1 << 10
	DefCompCell  Flags = 1 << 11
	Deleted      Flags = 1 << 12 // a del statement or the end of an except clause unbinds it
	DefWalrus    Flags = 1 << 13 // an assignment expression binds it, maybe from within a comprehension

	DefBound = DefLocal | DefParam | DefImport | DefTypeParam
)

// Place says where a name lives; the numbers are CPython's.
type Place uint8

const (
	Unresolved Place = iota
	Local
	GlobalExplicit
	GlobalImplicit
	Free
	Cell
)

// Symbol is one name in one scope.
type Symbol struct {
	Name  string // mangled
	Flags Flags
	Place Place
}

// Bits gives what Python's _symtable module shows: the flags, and the place above them.
func (y *Symbol) Bits() int { return int(y.Flags&0xfff) | int(y.Place)<<12 }

// CompKind says which comprehension a scope is.
type CompKind uint8

const (
	NoComp CompKind = iota
	ListComp
	DictComp
	SetComp
	GenComp
)

// Scope is one block of code with names of its own.
type Scope struct {
	Kind     Kind
	Name     string
	Node     syntax.Node
	Pos      syntax.Pos
	Parent   *Scope
	Children []*Scope
	Names    []*Symbol // in order of first appearance
	Params   []string  // positional, keyword-only, *args, **kwargs

	Comp               CompKind
	Inlined            bool // a comprehension that runs in its parent's frame
	Nested             bool // below a function
	Generator          bool
	Coroutine          bool
	VarArgs, VarKw     bool
	ReturnsValue       bool
	Method             bool // a function directly in a class
	HasDocstring       bool
	AnnotationsUsed    bool // something in it is annotated
	CanSeeClass        bool // an annotation scope directly (through other annotation scopes) in a class
	NeedsClassClosure  bool // a class with something in it that refers to __class__
	NeedsClassDict     bool // a class with an annotation scope that reads its namespace
	ConditionalAnnots  bool // it needs __conditional_annotations__
	HasStarImport      bool
	Deferred           []Annotated // what __annotate__ of this module or class gives, in order
	Annotate           *Scope      // its __annotate__ (module, class); for functions see Table.Annotations
	class              string      // the class whose name mangles, "" for none
	mangleOnly         map[string]bool
	table              *Table
	symbols            map[string]*Symbol // nil while there are few names
	directives         []directive
	info               string // of a TypeVariable scope: "a TypeVar bound" and so on
	inConditional      bool
	unevaluated        int // depth of annotations that nothing evaluates
	compIterTarget     bool
	compIterExpr       int
	parameterizedClass bool // a TypeParameters scope of a class
}

// Annotated is a simple annotated name. Conditional ones count only once the statement has run.
type Annotated struct {
	Node        *syntax.AnnAssign
	Conditional bool
}

type directive struct {
	name string
	pos  syntax.Pos
}

// fewNames is up to how many names a scope is searched name by name.
const fewNames = 8

// Lookup gives the symbol of a mangled name, or nil.
func (s *Scope) Lookup(name string) *Symbol {
	if s.symbols != nil {
		return s.symbols[name]
	}
	for _, y := range s.Names {
		if y.Name == name {
			return y
		}
	}
	return nil
}

// PlaceOf gives where a mangled name lives, Unresolved if the scope does not know it.
func (s *Scope) PlaceOf(name string) Place {
	if y := s.Lookup(name); y != nil {
		return y.Place
	}
	return Unresolved
}

// FunctionLike reports whether the scope runs as a function: its names are registers, not entries of a mapping.
func (s *Scope) FunctionLike() bool { return s.Kind != Class && s.Kind != Module }

// Role tells apart the scopes that one node opens.
type Role uint8

const (
	Body        Role = iota // the node itself
	TypeParams              // what surrounds a generic function, class or alias
	Annotations             // __annotate__ of a function
	Default                 // default of a type parameter (Body: its bound)
)

type key struct {
	node syntax.Node
	role Role
}

// Table holds the scopes of a tree.
type Table struct {
	Top    *Scope
	Future uint32 // code.Co* flags of the features imported from __future__, those passed in included
	// FutureEnd is the index in the module's body after which no from __future__ import may come.
	FutureEnd int
	scopes    map[key]*Scope
	unused    []Symbol // of the last allocation
}

func (t *Table) newSymbol(name string) *Symbol {
	if len(t.unused) == 0 {
		t.unused = make([]Symbol, 64)
	}
	y := &t.unused[0]
	t.unused = t.unused[1:]
	y.Name = name
	return y
}

// Scope gives the scope that node opens in a role, or nil.
func (t *Table) Scope(node syntax.Node, role Role) *Scope { return t.scopes[key{node, role}] }

// Mangle gives the name that a class's code uses for a private name.
func (s *Scope) Mangle(name string) string {
	if s.class == "" || (s.mangleOnly != nil && !s.mangleOnly[name]) {
		return name
	}
	return Mangle(s.class, name)
}

// Mangle gives the mangled form of name in class.
func Mangle(class, name string) string {
	if class == "" || len(name) < 3 || name[:2] != "__" || name[len(name)-2:] == "__" {
		return name
	}
	for i := 0; i < len(name); i++ {
		if name[i] == '.' {
			return name
		}
	}
	for class != "" && class[0] == '_' {
		class = class[1:]
	}
	if class == "" {
		return name
	}
	return "_" + class + name
}
