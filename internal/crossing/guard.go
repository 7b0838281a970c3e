// This file keeps a sender that has fewer grants than the receiver from making the receiver act for it. What __reduce_ex__
// describes is calls, and an instance is a program's own code with the sender's values in it, so such a sender gets only
// data across: containers, builtin values, exceptions, enum members, dataclasses, named tuples and the value types of the
// standard library that safeNames lists. No module is imported for it, no function or class arrives as a value, and no
// method of the receiver's classes runs but what hashing, comparing and enum's lookup need.
package crossing

import (
	"fmt"
	"strings"

	"github.com/vivarium-py/vivarium/internal/core"
)

// safeNames are the classes and functions that make values from values. They do nothing else.
var safeNames = map[string]bool{
	"re._compile": true, "array._array_reconstructor": true,
	"collections.OrderedDict": true, "collections.Counter": true,
	"datetime.date": true, "datetime.datetime": true, "datetime.time": true, "datetime.timedelta": true, "datetime.timezone": true,
	"decimal.Decimal": true, "fractions.Fraction": true, "uuid.UUID": true,
	"ipaddress.IPv4Address": true, "ipaddress.IPv6Address": true, "ipaddress.IPv4Network": true, "ipaddress.IPv6Network": true,
	"pathlib.PurePosixPath": true, "pathlib.PureWindowsPath": true, "pathlib.PosixPath": true,
	"pathlib._local.PurePosixPath": true, "pathlib._local.PureWindowsPath": true, "pathlib._local.PosixPath": true,
}

// safeTypes are builtin types of other modules, by full name, beside those of builtins below.
var safeTypes = map[string]bool{
	"collections.deque": true, "collections.defaultdict": true, "collections.OrderedDict": true, "array.array": true,
	"types.SimpleNamespace": true, "decimal.Decimal": true, "datetime.date": true, "datetime.datetime": true,
	"datetime.time": true, "datetime.timedelta": true, "datetime.timezone": true,
}

var safeBuiltins = map[*core.Type]bool{
	&core.IntType: true, &core.FloatType: true, &core.ComplexType: true, &core.StrType: true, &core.BytesType: true, &core.ByteArrayType: true,
	&core.BoolType: true, &core.TupleType: true, &core.ListType: true, &core.DictType: true, &core.SetType: true, &core.FrozenSetType: true,
	&core.SliceType: true, &core.RangeType: true, &core.SimpleNamespaceType: true, &core.GenericAliasType: true,
}

// trusted reports that the receiver grants nothing that the sender lacks.
func (p *Parcel) trusted(in *core.Interpreter) bool {
	h := in.Host()
	if h == nil || p.policy.Everything() || h.Policy() == p.policy {
		return true
	}
	for ; in != nil; in = in.Parent() {
		if in.ID() == p.from {
			return true
		}
	}
	return false
}

// guard runs the steps that need a look where the sender is not trusted. refs are the nodes that name classes and
// functions, which may be called but not kept.
type guard struct {
	u    *unpacker
	refs map[int32]string
}

func (g *guard) refuse(what string) error {
	return raise(g.u.t, fmt.Sprintf("interpreter %d has fewer grants than the receiver: it cannot send %s", g.u.p.from, what), nil)
}

// value refuses a node that is to be kept as it is.
func (g *guard) value(node int32) error {
	if name, ok := g.refs[node]; ok {
		return g.refuse("a reference to " + name)
	}
	return nil
}

// holes checks the nodes that a step uses: only what is called may be a reference.
func (g *guard) holes(s *step) error {
	called := s.op == opNew || s.op == opNewObj || s.op == opNewObjK || s.op == opCall
	for _, h := range s.holes {
		if called && h.at == 0 {
			continue
		}
		if err := g.value(h.node); err != nil {
			return err
		}
	}
	return nil
}

// make runs a step whose holes are filled, unless it is done as for anyone.
func (g *guard) make(s *step) (v core.Value, done bool, err error) {
	u := g.u
	switch s.op {
	case opGlobal:
		v, err = g.global(s.node, core.AsStr(s.vals[0]).String(), core.AsStr(s.vals[1]).String())
		return v, true, err
	case opFunc:
		return core.Unbound, true, g.refuse("a function")
	case opSetter:
		return core.Unbound, true, g.refuse("an object with a state setter")
	case opNew, opNewObj, opNewObjK:
		cls := core.AsType(s.vals[0])
		if cls == nil || !g.safe(s) && !g.record(cls, s.op) {
			return core.Unbound, true, g.refuse("an instance of " + g.name(s))
		}
	case opCall:
		if g.safe(s) {
			return core.Unbound, false, nil
		}
		cls := core.AsType(s.vals[0])
		if cls != nil && cls.IsSubtype(&core.ExcBaseException) {
			if cls.HeapType() {
				return core.NewException(cls, s.vals[1:]...).Val(), true, nil
			}
			return core.Unbound, false, nil
		}
		if cls == nil || !isEnum(cls) {
			return core.Unbound, true, g.refuse("an instance of " + g.name(s))
		}
	case opAttrs:
		for i, n := range s.names {
			if err := u.t.SetPlain(u.nodes[s.self], n, s.vals[i]); err != nil {
				return core.Unbound, true, err
			}
		}
		return core.Unbound, true, nil
	case opBuild:
		return g.build(u.nodes[s.self], s.vals[0])
	case opExtend, opItems:
		if x := u.nodes[s.self]; !g.safeType(x.Type()) {
			return core.Unbound, true, g.refuse("an instance of " + x.Type().FullName())
		}
	}
	return core.Unbound, false, nil
}

// name words what a step calls.
func (g *guard) name(s *step) string {
	if len(s.holes) > 0 && s.holes[0].at == 0 {
		return g.refs[s.holes[0].node]
	}
	if cls := core.AsType(s.vals[0]); cls != nil {
		return cls.FullName()
	}
	return s.vals[0].TypeName()
}

// safe reports that a step calls what safeNames, safeTypes or safeBuiltins have.
func (g *guard) safe(s *step) bool {
	if len(s.holes) > 0 && s.holes[0].at == 0 {
		return safeNames[g.refs[s.holes[0].node]]
	}
	cls := core.AsType(s.vals[0])
	return cls != nil && g.safeType(cls)
}

func (g *guard) safeType(cls *core.Type) bool {
	if cls.HeapType() {
		return safeNames[cls.Module()+"."+cls.QualName()] && g.found(cls)
	}
	return safeBuiltins[cls] || safeTypes[cls.Module()+"."+cls.QualName()]
}

// found reports that a class is what its module has under its name: the names of a class are easily forged.
func (g *guard) found(cls *core.Type) bool {
	v, ok := g.lookup(cls.Module(), cls.QualName())
	return ok && v == cls.Val()
}

// lookup finds a global without importing a module or running Python code.
func (g *guard) lookup(module, path string) (core.Value, bool) {
	m, ok := g.u.t.Interp().ModulesDict().GetStr(core.Intern(module))
	if !ok || m.Type() != &core.ModuleType {
		return core.Unbound, false
	}
	first, rest, more := strings.Cut(path, ".")
	v, ok := core.As[core.Module](m).Dict().GetStr(core.Intern(first))
	for ok && more {
		cls := core.AsType(v)
		if cls == nil {
			return core.Unbound, false
		}
		first, rest, more = strings.Cut(rest, ".")
		v = cls.Lookup(core.Intern(first))
		ok = !v.IsUnbound()
	}
	return v, ok
}

// global finds a class, or one of safeNames' functions; an enum's member passes as a value.
func (g *guard) global(node int32, module, path string) (core.Value, error) {
	name := module + "." + path
	v, ok := g.lookup(module, path)
	if !ok {
		return core.Unbound, g.refuse("a reference to " + name + ", which the receiver has not imported")
	}
	if isEnum(v.Type()) {
		return v, nil
	}
	if core.AsType(v) == nil && !safeNames[name] {
		return core.Unbound, g.refuse("a reference to " + name)
	}
	g.refs[node] = name
	return v, nil
}

// isEnum reports a class that module enum's metaclass made.
func isEnum(cls *core.Type) bool {
	meta := cls.Val().Type()
	return meta.HeapType() && meta.Name() == "EnumType" && meta.Module() == "enum"
}

// record reports a class whose instances are data by declaration, a dataclass or a named tuple, without code that would
// run by itself.
func (g *guard) record(cls *core.Type, o op) bool {
	if !cls.HeapType() || !cls.Lookup(core.Intern("__del__")).IsUnbound() {
		return false
	}
	if own := cls.Lookup(nSetState); !own.IsUnbound() && !madeBy(own, "dataclasses") {
		return false
	}
	if !cls.Lookup(core.Intern("__dataclass_fields__")).IsUnbound() {
		return o == opNew || o == opNewObj && cls.Lookup(nNew) == core.ObjectType.Lookup(nNew)
	}
	if o == opNewObj && cls.IsSubtype(&core.TupleType) && !cls.Lookup(core.Intern("_fields")).IsUnbound() {
		f := cls.Lookup(nNew)
		if inner, ok := core.StaticMethodFunc(f); ok {
			f = inner
		}
		return madeBy(f, "namedtuple_"+cls.Name()) || madeBy(f, "collections")
	}
	return false
}

// madeBy reports a Python function of a module.
func madeBy(f core.Value, module string) bool {
	if f.Type() != &core.FunctionType {
		return false
	}
	s := core.AsStr(core.FunctionModule(f))
	return s != nil && s.String() == module
}

// build gives an exception or a record its attributes without calling its class's code.
func (g *guard) build(v, state core.Value) (core.Value, bool, error) {
	t := g.u.t
	if g.safeType(v.Type()) || madeBy(v.Type().Lookup(nSetState), "dataclasses") {
		return core.Unbound, false, nil
	}
	parts := []core.Value{state}
	if pair := core.AsTuple(state); pair.Len() == 2 {
		parts = pair.Items()
	}
	for _, d := range parts {
		m := core.AsDict(d)
		if m == nil {
			if d.IsNone() {
				continue
			}
			return core.Unbound, true, g.refuse("a state that is no dict")
		}
		for pos, k, x, ok := m.Next(0); ok; pos, k, x, ok = m.Next(pos) {
			n := core.AsStr(k)
			if n == nil {
				return core.Unbound, true, g.refuse("an attribute whose name is no str")
			}
			if d := v.Type().Lookup(n); d.Type().HeapType() || d.Type() == &core.PropertyType {
				return core.Unbound, true, g.refuse("the attribute " + n.String())
			}
			if err := core.GenericSetAttr(t, v, n, x); err != nil {
				return core.Unbound, true, err
			}
		}
	}
	return core.Unbound, true, nil
}
