// This file packs what is no builtin container: references to classes, functions and modules, handles, and instances,
// either by their attributes or by what __reduce_ex__ says, as pickle's protocol 5 does.
package crossing

import (
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

const protocol = 5

// maxReduces bounds how deep reductions nest: each may make new objects, without an end.
const maxReduces = 20000

var (
	nReduceEx = core.Intern("__reduce_ex__")
	nReduce   = core.Intern("__reduce__")
	nModule   = core.Intern("__module__")
	nQualname = core.Intern("__qualname__")
	nName     = core.Intern("__name__")
	nMain     = core.Intern("__main__")
	nFile     = core.Intern("__file__")
	nNew      = core.Intern("__new__")
	nClass    = core.Intern("__class__")
	nSetState = core.Intern("__setstate__")
	nDict     = core.Intern("__dict__")
	nAppend   = core.Intern("append")
	nExtend   = core.Intern("extend")
)

// reduction is what is left of what __reduce_ex__ gave.
type reduction struct {
	newObj, newObjEx            bool
	items, pairs, state, setter core.Value
}

// visitObject packs an instance, class, function or module.
func (p *packer) visitObject(v core.Value) (ref, error) {
	t, typ := p.t, v.Type()
	if hold := registry(t.Interp())[typ]; hold != nil {
		h, err := hold(t, v)
		if err != nil {
			return ref{}, p.refuse(v, err)
		}
		if s, ok := h.(sized); ok {
			p.parcel.size += s.Size()
		}
		return p.node(v, step{op: opHandle, h: h}), nil
	}
	if core.AsType(v) != nil {
		return p.class(v)
	}
	switch typ {
	case &core.FunctionType:
		return p.function(v)
	case &core.ModuleType:
		return p.module(v)
	}
	reducer, err := p.reducer(typ)
	if err != nil {
		return ref{}, err
	}
	if reducer.IsUnbound() {
		if p.isPlain(typ) {
			if names, vals, ok := core.PlainAttrs(v); ok {
				return p.instance(v, typ, names, vals)
			}
		}
		return p.reduce(v, core.Unbound)
	}
	return p.reduce(v, reducer)
}

// reducer gives what copyreg.dispatch_table has for a class, Unbound if nothing.
func (p *packer) reducer(typ *core.Type) (core.Value, error) {
	if !p.looked {
		p.looked, p.table = true, core.Unbound
		if m, ok := p.t.Interp().ModulesDict().GetStr(core.Intern("copyreg")); ok {
			v, err := p.t.LookupAttr(m, core.Intern("dispatch_table"))
			if err != nil {
				return core.Unbound, err
			}
			p.table = v
		}
	}
	if d := core.AsDict(p.table); d != nil {
		v, ok, err := d.Get(p.t, typ.Val())
		if !ok || err != nil {
			return core.Unbound, err
		}
		return v, nil
	}
	return core.Unbound, nil
}

func (p *packer) isPlain(typ *core.Type) bool {
	b, ok := p.plain[typ]
	if !ok {
		if p.plain == nil {
			p.plain = map[*core.Type]bool{}
		}
		b = p.t.PlainClass(typ)
		p.plain[typ] = b
	}
	return b
}

// instance packs an instance of a plain class: the receiver makes it first, so that cycles can lead to it.
func (p *packer) instance(v core.Value, typ *core.Type, names []*core.Str, vals []core.Value) (ref, error) {
	if err := p.chargeItems(len(vals) + 4); err != nil {
		return ref{}, err
	}
	cls, err := p.class(typ.Val())
	if err != nil {
		return ref{}, err
	}
	r := p.node(v, step{op: opNew, vals: []core.Value{cls.v}, holes: holeOf(0, cls)})
	if len(vals) == 0 {
		return r, nil
	}
	p.push(frame{kind: kindAttrs, n: len(vals), vals: vals, names: names, node: r.node})
	return ref{}, nil
}

func holeOf(at int32, r ref) []hole {
	if r.node < 0 {
		return nil
	}
	return []hole{{at, r.node}}
}

// reduce packs v by its reduction; reducer is what the dispatch table has.
func (p *packer) reduce(v, reducer core.Value) (ref, error) {
	t := p.t
	var r core.Value
	var err error
	if !reducer.IsUnbound() {
		r, err = t.Call(reducer, v)
	} else {
		var f core.Value
		if f, err = t.LookupAttr(v, nReduceEx); err != nil {
			return ref{}, p.refuse(v, err)
		}
		if !f.IsUnbound() {
			r, err = t.Call(f, core.Int(protocol))
		} else {
			if f, err = t.GetAttr(v, nReduce); err != nil {
				return ref{}, p.refuse(v, err)
			}
			r, err = t.Call(f)
		}
	}
	if err != nil {
		return ref{}, p.refuse(v, err)
	}
	if s := core.AsStr(r); s != nil {
		return p.global(v, s.String())
	}
	tup := core.AsTuple(r)
	if tup == nil {
		return ref{}, p.refuse(v, t.TypeError("__reduce_ex__ must return a string or tuple, not %s", r.TypeName()))
	}
	parts := tup.Items()
	if len(parts) < 2 || len(parts) > 6 {
		return ref{}, p.refuse(v, t.TypeError("tuple returned by __reduce_ex__ must contain 2 through 6 elements"))
	}
	args := core.AsTuple(parts[1])
	if args == nil {
		return ref{}, p.refuse(v, t.TypeError("second item of the tuple returned by __reduce_ex__ must be a tuple, not %s", parts[1].TypeName()))
	}
	if core.SlotsOf(parts[0]).Call == nil {
		return ref{}, p.refuse(v, t.TypeError("first item of the tuple returned by __reduce_ex__ must be callable, not %s", parts[0].TypeName()))
	}
	red := &reduction{items: core.None, pairs: core.None, state: core.None, setter: core.None}
	for i, dst := range []*core.Value{&red.state, &red.items, &red.pairs, &red.setter} {
		if i+2 < len(parts) {
			*dst = parts[i+2]
		}
	}
	if p.reduces++; p.reduces > maxReduces {
		return ref{}, t.Raise(&core.ExcRecursionError, "maximum recursion depth exceeded while sharing an object")
	}
	vals, err := p.callParts(v, parts[0], args.Items(), red)
	if err != nil {
		return ref{}, err
	}
	if err := p.chargeItems(len(vals) + 8); err != nil {
		return ref{}, err
	}
	p.push(frame{kind: kindCall, src: v, n: len(vals), vals: vals, red: red})
	return ref{}, nil
}

// callParts gives the callable and arguments of a reduction; copyreg's __newobj__ and __newobj_ex__ are steps of their own.
func (p *packer) callParts(v, fn core.Value, args []core.Value, red *reduction) ([]core.Value, error) {
	name := ""
	if fn.Type() == &core.FunctionType {
		n, err := p.t.LookupAttr(fn, nName)
		if err != nil {
			return nil, err
		}
		if s := core.AsStr(n); s != nil {
			name = s.String()
		}
	}
	switch name {
	case "__newobj__":
		red.newObj = len(args) > 0
	case "__newobj_ex__":
		red.newObjEx = len(args) == 3 && core.AsTuple(args[1]) != nil && core.AsDict(args[2]) != nil
	}
	if red.newObj || red.newObjEx {
		if core.AsType(args[0]) == nil {
			return nil, p.refuse(v, p.t.TypeError("first argument of %s() must be a class, not %s", name, args[0].TypeName()))
		}
		cls, err := p.t.GetAttr(v, nClass)
		if err != nil {
			return nil, p.refuse(v, err)
		}
		if cls != args[0] {
			return nil, p.refuse(v, p.t.TypeError("first argument of %s() must be the class of the object", name))
		}
		return append([]core.Value(nil), args...), nil
	}
	return append([]core.Value{fn}, args...), nil
}

// finishObject completes a frame of an instance.
func (p *packer) finishObject() error {
	f := &p.stack[len(p.stack)-1]
	switch f.kind {
	case kindAttrs:
		p.emit(step{op: opAttrs, node: -1, self: f.node, vals: f.vals, holes: f.holes, names: f.names})
		p.pop(ref{node: f.node})
		return nil
	case kindCall:
		if r, ok := p.memo[f.src.Ref()]; ok {
			// The arguments led back to the object, which is whole by now.
			p.reduces--
			p.pop(r)
			return nil
		}
		s := step{op: opCall, vals: f.vals, holes: f.holes}
		if f.red.newObj {
			s.op = opNewObj
		} else if f.red.newObjEx {
			s.op = opNewObjK
		}
		f.node = p.node(f.src, s).node
	case kindExtend:
		p.emit(step{op: opExtend, node: -1, self: f.node, vals: f.vals, holes: f.holes})
	case kindItems:
		p.emit(step{op: opItems, node: -1, self: f.node, vals: f.vals, holes: f.holes})
	case kindState:
		s := step{op: opBuild, node: -1, self: f.node, vals: f.vals, holes: f.holes}
		if len(f.vals) == 2 {
			s.op = opSetter
		}
		p.emit(s)
	}
	return p.nextStage(f)
}

// nextStage turns the frame of a reduction into that of its next part, list items, dict items and then state.
func (p *packer) nextStage(f *frame) error {
	red := f.red
	f.i, f.holes, f.vals, f.keys = 0, nil, nil, nil
	if f.kind < kindExtend && !red.items.IsNone() {
		vals, err := p.t.Collect(red.items)
		f = &p.stack[len(p.stack)-1]
		if err != nil {
			return p.refuse(f.src, err)
		}
		f.kind, f.vals, f.n = kindExtend, vals, len(vals)
		return nil
	}
	if f.kind < kindItems && !red.pairs.IsNone() {
		src := f.src
		var vals, keys []core.Value
		err := p.t.Iterate(red.pairs, func(x core.Value) error {
			pair := core.AsTuple(x)
			if pair.Len() != 2 {
				return p.t.TypeError("dict items iterator must return 2-tuples")
			}
			vals = append(vals, pair.Items()...)
			keys = append(keys, pair.Items()[0])
			return p.charge(48)
		})
		if err != nil {
			return p.refuse(src, err)
		}
		f = &p.stack[len(p.stack)-1]
		f.kind, f.vals, f.keys, f.n = kindItems, vals, keys, len(vals)
		return nil
	}
	if f.kind < kindState && !red.state.IsNone() {
		f.kind, f.vals, f.n = kindState, []core.Value{red.state}, 1
		if !red.setter.IsNone() {
			f.vals, f.n = append(f.vals, red.setter), 2
		}
		return nil
	}
	p.reduces--
	p.pop(ref{node: f.node})
	return nil
}

// class packs a class by its module and qualified name.
func (p *packer) class(v core.Value) (ref, error) { return p.global(v, "") }

// global packs an object that the receiver finds by module and path; name is its path if that is known.
func (p *packer) global(v core.Value, name string) (ref, error) {
	if n, ok := p.globals[v.Ref()]; ok {
		return ref{node: n}, nil
	}
	if core.Atom(v) {
		return ref{v, -1}, nil
	}
	module, name, script, err := p.locate(v, name)
	if err != nil {
		return ref{}, err
	}
	return p.reference(v, module, name, script), nil
}

// reference emits the step that finds an object in the receiver; script is that of a __main__ which is not the sender's own.
func (p *packer) reference(v core.Value, module, path, script string) ref {
	if module == "__main__" && script == "" {
		if f, ok := p.t.Interp().MainDict().GetStr(nFile); ok {
			if s := core.AsStr(f); s != nil {
				script = s.String()
			}
		}
	}
	r := ref{node: p.newNode()}
	p.emit(step{op: opGlobal, node: r.node, vals: []core.Value{core.StrVal(module), core.StrVal(path), core.StrVal(script)}})
	if p.globals == nil {
		p.globals = map[*core.Header]int32{}
	}
	p.globals[v.Ref()] = r.node
	return r
}

// locate finds the module and path of an object and checks that they lead to it.
func (p *packer) locate(v core.Value, name string) (module, path, script string, err error) {
	t := p.t
	if name == "" {
		for _, n := range []*core.Str{nQualname, nName} {
			q, err := t.LookupAttr(v, n)
			if err != nil {
				return "", "", "", p.refuse(v, err)
			}
			if s := core.AsStr(q); s != nil {
				name = s.String()
				break
			}
		}
	}
	m, err := t.LookupAttr(v, nModule)
	if err != nil {
		return "", "", "", p.refuse(v, err)
	}
	module = "__main__"
	if s := core.AsStr(m); s != nil {
		module = s.String()
	} else if found, err := p.moduleOf(v, name); err != nil {
		return "", "", "", err
	} else if found != "" {
		module = found
	}
	if name == "" {
		return "", "", "", p.refuse(v, nil)
	}
	if strings.Contains(name, "<locals>") {
		return "", "", "", p.fail(p.at()+"cannot share local object "+module+"."+name, nil)
	}
	if module == fakeMain {
		if script := scriptOf(t, v, name); script != "" {
			return "__main__", name, script, nil
		}
	}
	mod, err := t.Import(module)
	if err == nil {
		var x core.Value
		if x, err = walk(t, mod, name); err == nil && x != v {
			return "", "", "", p.fail(p.at()+"cannot share "+module+"."+name+": it is not the object found there", nil)
		}
	}
	if err != nil {
		return "", "", "", p.fail(p.at()+"cannot share "+module+"."+name+": it is not found there", err)
	}
	return module, name, "", nil
}

// moduleOf searches the modules for one that has v under a name, as pickle does for objects without __module__.
func (p *packer) moduleOf(v core.Value, name string) (string, error) {
	d := p.t.Interp().ModulesDict().Copy()
	for pos, k, m, ok := d.Next(0); ok; pos, k, m, ok = d.Next(pos) {
		s := core.AsStr(k)
		if s == nil || s.String() == "__main__" || s.String() == "__mp_main__" || m.Type() != &core.ModuleType {
			continue
		}
		if x, err := walk(p.t, m, name); err == nil && x == v {
			return s.String(), nil
		} else if err != nil && !wrappable(err) {
			return "", err
		}
	}
	return "", nil
}

// walk follows a dotted path of attributes.
func walk(t *core.Thread, v core.Value, path string) (core.Value, error) {
	if path == "" {
		return v, nil
	}
	for _, n := range strings.Split(path, ".") {
		x, err := t.GetAttr(v, core.Intern(n))
		if err != nil {
			return core.Unbound, err
		}
		v = x
	}
	return v, nil
}

// at is the path and a colon, "" at the root of an unnamed value.
func (p *packer) at() string {
	if s := p.path(); s != "" {
		return s + ": "
	}
	return ""
}

// function packs a function by CPython 3.14's rules: the code alone if it is stateless, else by reference. Inside
// containers other than tuples a function that can be imported goes by reference, as pickle does it.
func (p *packer) function(v core.Value) (ref, error) {
	inner := false
	for i := range p.stack {
		inner = inner || p.stack[i].kind != kindRoot && p.stack[i].kind != kindTuple
	}
	stateless := p.t.Stateless(v)
	if stateless && !inner {
		return p.node(v, step{op: opFunc, vals: []core.Value{core.FunctionCode(v)}}), nil
	}
	if r, err := p.global(v, ""); err == nil || !stateless || !wrappable(err) {
		return r, err
	}
	return p.node(v, step{op: opFunc, vals: []core.Value{core.FunctionCode(v)}}), nil
}

// module packs a module that sys.modules has under its name.
func (p *packer) module(v core.Value) (ref, error) {
	n, err := p.t.LookupAttr(v, nName)
	if err != nil {
		return ref{}, p.refuse(v, err)
	}
	s := core.AsStr(n)
	if s == nil {
		return ref{}, p.refuse(v, nil)
	}
	if m, ok, err := p.t.Interp().ModulesDict().Get(p.t, n); err != nil || !ok || m != v {
		return ref{}, p.refuse(v, err)
	}
	return p.reference(v, s.String(), "", ""), nil
}
