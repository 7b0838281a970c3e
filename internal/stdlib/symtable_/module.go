// Package symtable_ is the native module _symtable: what the compiler knows of the names in each scope.
package symtable_

import (
	"fmt"
	"sync"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/core"
	st "github.com/vivarium-py/vivarium/internal/symtable"
)

type (
	value  = core.Value
	thread = core.Thread
)

var entryType core.Type

// entry is one scope. Its lists are made once, so that they are the same objects each time.
type entry struct {
	core.Header
	scope    *st.Scope
	children value
	symbols  value
	varnames value
}

func self(v value) *entry { return core.As[entry](v) }

// newEntry makes the entries of a scope and of those below it. The parser bounds how deep they nest.
func newEntry(t *thread, s *st.Scope) (value, error) {
	if err := t.Poll(); err != nil {
		return core.Unbound, err
	}
	if err := t.Charge(256 + 64*len(s.Names)); err != nil {
		return core.Unbound, err
	}
	e := &entry{scope: s}
	symbols := core.NewDict()
	for _, y := range s.Names {
		symbols.SetStr(core.Intern(y.Name), core.Int(int64(y.Bits())))
	}
	e.symbols = symbols.Val()
	names := make([]value, len(s.Params))
	for i, p := range s.Params {
		names[i] = core.Intern(p).Val()
	}
	e.varnames = core.NewList(names)
	var kids []value
	var add func(list []*st.Scope) error
	add = func(list []*st.Scope) error {
		for _, c := range list {
			if c.Inlined {
				// A comprehension that runs in this scope is no scope of its own.
				if err := add(c.Children); err != nil {
					return err
				}
				continue
			}
			v, err := newEntry(t, c)
			if err != nil {
				return err
			}
			kids = append(kids, v)
		}
		return nil
	}
	if err := add(s.Children); err != nil {
		return core.Unbound, err
	}
	e.children = core.NewList(kids)
	return core.Make(&entryType, &e.Header), nil
}

func (e *entry) id() value { return core.Int(int64(uintptr(unsafe.Pointer(e.scope)))) }

func boolInt(b bool) value {
	if b {
		return core.Int(1)
	}
	return core.Int(0)
}

var setupOnce sync.Once

func setup() {
	get := func(f func(e *entry) value) func(*thread, value) (value, error) {
		return func(t *thread, v value) (value, error) { return f(self(v)), nil }
	}
	entryType.Setup(&core.TypeSpec{
		Name: "symtable entry", Layout: core.LayoutOf[entry](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{
			Repr: func(t *thread, v value) (value, error) {
				e := self(v)
				return core.StrVal(fmt.Sprintf("<symtable entry %s(%d), line %d>", e.scope.Name, e.id().Small(), e.scope.Pos.Line)), nil
			},
			Traverse: func(h *core.Header, visit func(value)) {
				e := core.As[entry](core.Obj(h))
				visit(e.children)
				visit(e.symbols)
				visit(e.varnames)
			},
		},
		Members: []core.GetSet{
			{Name: "id", Get: get((*entry).id)},
			{Name: "name", Get: get(func(e *entry) value { return core.Intern(e.scope.Name).Val() })},
			{Name: "symbols", Get: get(func(e *entry) value { return e.symbols })},
			{Name: "varnames", Get: get(func(e *entry) value { return e.varnames })},
			{Name: "children", Get: get(func(e *entry) value { return e.children })},
			{Name: "nested", Get: get(func(e *entry) value { return boolInt(e.scope.Nested) })},
			{Name: "type", Get: get(func(e *entry) value { return core.Int(int64(e.scope.Kind)) })},
			{Name: "lineno", Get: get(func(e *entry) value { return core.Int(int64(e.scope.Pos.Line)) })},
		},
	})
}

func symtable(t *thread, a []value) (value, error) {
	src, isText, err := t.SourceText(a[0], "symtable", "string or bytes")
	if err != nil {
		return core.Unbound, err
	}
	filename, err := t.FSText(a[1])
	if err != nil {
		return core.Unbound, err
	}
	mode := core.AsStr(a[2])
	if mode == nil {
		return core.Unbound, t.TypeError("symtable() argument 3 must be str, not %s", a[2].TypeName())
	}
	switch mode.String() {
	case "exec", "eval", "single":
	default:
		return core.Unbound, t.ValueError("symtable() arg 3 must be 'exec' or 'eval' or 'single'")
	}
	mod, err := t.ParseSource(src, filename, mode.String(), core.CompileOptions{IsText: isText})
	if err != nil {
		return core.Unbound, err
	}
	table, err := st.Build(mod, filename, st.Options{Poll: func() error { return t.PollN(1000) }})
	if err != nil {
		return core.Unbound, t.SyntaxErrorOf(err)
	}
	return newEntry(t, table.Top)
}

// Module is _symtable.
func Module() *core.ModuleDef {
	num := func(name string, n int) core.Attr { return core.Attr{Name: name, Value: core.Int(int64(n))} }
	return &core.ModuleDef{
		Name: "_symtable",
		Types: func() []*core.Type {
			setupOnce.Do(setup)
			return nil
		},
		Funcs: []core.Func{{Name: "symtable", Sig: "(source, filename, startstr, /)", Flags: core.Polls | core.Charges, Fn: symtable,
			Doc: "Return the scopes and names that the compiler finds in a program."}},
		Attrs: []core.Attr{
			num("USE", int(st.Use)), num("DEF_GLOBAL", int(st.DefGlobal)), num("DEF_NONLOCAL", int(st.DefNonlocal)), num("DEF_LOCAL", int(st.DefLocal)),
			num("DEF_PARAM", int(st.DefParam)), num("DEF_TYPE_PARAM", int(st.DefTypeParam)), num("DEF_FREE_CLASS", int(st.DefFreeClass)),
			num("DEF_IMPORT", int(st.DefImport)), num("DEF_BOUND", int(st.DefBound)), num("DEF_ANNOT", int(st.DefAnnot)),
			num("DEF_COMP_ITER", int(st.DefCompIter)), num("DEF_COMP_CELL", int(st.DefCompCell)),
			num("TYPE_FUNCTION", int(st.Function)), num("TYPE_CLASS", int(st.Class)), num("TYPE_MODULE", int(st.Module)),
			num("TYPE_ANNOTATION", int(st.Annotation)), num("TYPE_TYPE_ALIAS", int(st.TypeAlias)),
			num("TYPE_TYPE_PARAMETERS", int(st.TypeParameters)), num("TYPE_TYPE_VARIABLE", int(st.TypeVariable)),
			num("LOCAL", int(st.Local)), num("GLOBAL_EXPLICIT", int(st.GlobalExplicit)), num("GLOBAL_IMPLICIT", int(st.GlobalImplicit)),
			num("FREE", int(st.Free)), num("CELL", int(st.Cell)), num("SCOPE_OFF", 12), num("SCOPE_MASK", 15),
		},
	}
}
