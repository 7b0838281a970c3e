// This file implements exception groups (PEP 654): construction, splitting, and the machinery of except*.
package core

import "fmt"

// Fields of an exception group.
const (
	grpMessage = iota
	grpExcs    // tuple
)

func groupExcs(e *Exception) []Value { return AsTuple(e.f[grpExcs]).items }

func isGroup(v Value) bool { return v.isA(&ExcBaseExceptionGroup) }

func groupDetails(s *TypeSpec) {
	s.New = &Func{Name: "BaseExceptionGroup", Sig: "(cls, *args, **kwargs)", Flags: Polls, Fn: groupNew}
	s.Members = []GetSet{
		{Name: "message", Get: func(t *Thread, v Value) (Value, error) { return excSelf(v).f[grpMessage], nil }},
		{Name: "exceptions", Get: func(t *Thread, v Value) (Value, error) { return excSelf(v).f[grpExcs], nil }},
	}
	s.Slots.Str = func(t *Thread, v Value) (Value, error) {
		e := excSelf(v)
		m, err := t.Str(e.f[grpMessage])
		if err != nil {
			return Unbound, err
		}
		n := len(groupExcs(e))
		return t.JoinText(m.s, fmt.Sprintf(" (%d sub-exception%s)", n, plural(n)))
	}
	s.Methods = []Func{
		{Name: "derive", Sig: "(self, excs, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			return t.Call(ExcBaseExceptionGroup.Val(), excSelf(a[0]).f[grpMessage], a[1])
		}},
		{Name: "split", Sig: "(self, matcher_value, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			m, err := t.groupMatcher(a[1])
			if err != nil {
				return Unbound, err
			}
			yes, no, err := t.splitGroup(a[0], m)
			if err != nil {
				return Unbound, err
			}
			return NewTuple(yes, no), nil
		}},
		{Name: "subgroup", Sig: "(self, matcher_value, /)", Flags: Polls, Fn: func(t *Thread, a []Value) (Value, error) {
			m, err := t.groupMatcher(a[1])
			if err != nil {
				return Unbound, err
			}
			yes, _, err := t.splitGroup(a[0], m)
			return yes, err
		}},
		{Name: "__class_getitem__", Sig: "(cls, item, /)", Fn: classGetItemMethod, Flags: Pure | ClassM, Doc: "See PEP 585"},
	}
}

func groupNew(t *Thread, a []Value) (Value, error) {
	cls := AsType(a[0])
	args := AsTuple(a[1]).items
	if len(args) != 2 {
		return Unbound, t.TypeError("BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", len(args))
	}
	if AsStr(args[0]) == nil {
		return Unbound, t.TypeError("BaseExceptionGroup.__new__() argument 1 must be str, not %s", args[0].argTypeName())
	}
	if !args[1].Type().isSequence() {
		return Unbound, t.TypeError("second argument (exceptions) must be a sequence")
	}
	items, err := t.Collect(args[1])
	if err != nil {
		return Unbound, err
	}
	if len(items) == 0 {
		return Unbound, t.ValueError("second argument (exceptions) must be a non-empty sequence")
	}
	nested := true
	for i, x := range items {
		if AsException(x) == nil {
			return Unbound, t.ValueError("Item %d of second argument (exceptions) is not an exception", i)
		}
		if !x.isA(&ExcException) {
			nested = false
		}
	}
	switch {
	case cls == &ExcBaseExceptionGroup && nested:
		cls = &ExcExceptionGroup
	case cls == &ExcExceptionGroup && !nested:
		return Unbound, t.TypeError("Cannot nest BaseExceptions in an ExceptionGroup")
	case !nested && cls.IsSubtype(&ExcException):
		return Unbound, t.TypeError("Cannot nest BaseExceptions in '%s'", cls.name)
	}
	a[0] = cls.Val()
	v, err := excNew(t, a)
	if err == nil {
		e := excSelf(v)
		e.f[grpMessage], e.f[grpExcs] = args[0], TupleOf(items)
	}
	return v, err
}

// setupExceptionGroup makes ExceptionGroup(BaseExceptionGroup, Exception).
func setupExceptionGroup() {
	typ := &ExcExceptionGroup
	typ.Setup(&TypeSpec{Name: "ExceptionGroup", Base: &ExcBaseExceptionGroup, Flags: flagBase | flagGenericGet | flagGenericSet})
	typ.bases = []*Type{&ExcBaseExceptionGroup, &ExcException}
	typ.mro = []*Type{typ, &ExcBaseExceptionGroup, &ExcException, &ExcBaseException, &ObjectType}
	typ.shape0 = Shape{typ: typ, extOff: ExcBaseException.layout.extOff, dictMode: true}
}

// groupMatcher makes the test of split and subgroup: a class, a tuple of classes, or a predicate.
func (t *Thread) groupMatcher(v Value) (func(Value) (bool, error), error) {
	isExc := func(x Value) bool { c := AsType(x); return c != nil && c.flags&flagExcSub != 0 }
	if isExc(v) {
		return func(e Value) (bool, error) { return e.Type().IsSubtype(AsType(v)), nil }, nil
	}
	if v.exactly(&TupleType) {
		all := true
		for _, x := range AsTuple(v).items {
			all = all && isExc(x)
		}
		if all {
			return func(e Value) (bool, error) { return t.excMatch(e, v) }, nil
		}
	} else if AsType(v) == nil && v.Type().s.Call != nil {
		return func(e Value) (bool, error) {
			r, err := t.Call(v, e)
			if err != nil {
				return false, err
			}
			return t.Truth(r)
		}, nil
	}
	return nil, t.TypeError("expected an exception type, a tuple of exception types, or a callable (other than a class)")
}

// splitGroup parts an exception or a group by a test; each part is None where it is empty.
func (t *Thread) splitGroup(v Value, match func(Value) (bool, error)) (yes, no Value, err error) {
	if err := t.Enter(" in exceptiongroup_split_recursive"); err != nil {
		t.Leave()
		return None, None, err
	}
	defer t.Leave()
	ok, err := match(v)
	if err != nil {
		return None, None, err
	}
	if ok {
		return v, None, nil
	}
	if !isGroup(v) {
		return None, v, nil
	}
	var ys, ns []Value
	for _, x := range groupExcs(excSelf(v)) {
		if err := t.Poll(); err != nil {
			return None, None, err
		}
		y, n, err := t.splitGroup(x, match)
		if err != nil {
			return None, None, err
		}
		if !y.IsNone() {
			ys = append(ys, y)
		}
		if !n.IsNone() {
			ns = append(ns, n)
		}
	}
	if yes, err = t.deriveGroup(v, ys); err != nil {
		return None, None, err
	}
	no, err = t.deriveGroup(v, ns)
	return yes, no, err
}

// deriveGroup makes a group like v of some exceptions, None of none.
func (t *Thread) deriveGroup(v Value, excs []Value) (Value, error) {
	if len(excs) == 0 {
		return None, nil
	}
	r, err := t.CallMethod(v, Intern("derive"), NewList(excs))
	if err != nil {
		return None, err
	}
	if !isGroup(r) {
		return None, t.TypeError("derive must return an instance of BaseExceptionGroup")
	}
	e, src := excSelf(r), excSelf(v)
	e.tb, e.context, e.cause, e.suppress = src.tb, src.context, src.cause, src.suppress
	notes, err := t.LookupAttr(v, nNotes)
	if err != nil {
		return None, err
	}
	if !notes.IsUnbound() && notes.Type().isSequence() {
		items, err := t.Collect(notes)
		if err != nil {
			return None, err
		}
		if err := t.SetAttr(r, nNotes, NewList(items)); err != nil {
			return None, err
		}
	}
	return r, nil
}

// groupMatch is one except* clause: the matching part, and the rest, each None where it is empty.
func (t *Thread) groupMatch(exc, typ Value) (m, rest Value, err error) {
	check := func(x Value) error {
		c := AsType(x)
		if c == nil || c.flags&flagExcSub == 0 {
			return t.TypeError("catching classes that do not inherit from BaseException is not allowed")
		}
		if c.IsSubtype(&ExcBaseExceptionGroup) {
			return t.TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.")
		}
		return nil
	}
	if tup := AsTuple(typ); tup != nil {
		for _, x := range tup.items {
			if err := check(x); err != nil {
				return None, None, err
			}
		}
	} else if err := check(typ); err != nil {
		return None, None, err
	}
	if exc.IsNone() {
		return None, None, nil
	}
	ok, err := t.excMatch(exc, typ)
	if err != nil {
		return None, None, err
	}
	if ok {
		if isGroup(exc) {
			return exc, None, nil
		}
		// A naked exception is wrapped.
		g, err := t.Call(ExcBaseExceptionGroup.Val(), emptyStr.Val(), NewTuple(exc))
		if err != nil {
			return None, None, err
		}
		if t.nf > 0 {
			if e := AsException(g); e != nil {
				t.addTraceback(e, t.top())
			}
		}
		return g, None, nil
	}
	if !isGroup(exc) {
		return None, exc, nil
	}
	split, err := t.CallMethod(exc, Intern("split"), typ)
	if err != nil {
		return None, None, err
	}
	tup := AsTuple(split)
	if tup == nil {
		return None, None, t.TypeError("%s.split must return a tuple, not %s", exc.TypeName(), split.TypeName())
	}
	if len(tup.items) < 2 {
		return None, None, t.TypeError("%s.split must return a 2-tuple, got tuple of size %d", exc.TypeName(), len(tup.items))
	}
	return tup.items[0], tup.items[1], nil
}

// groupReraise gives the exception that leaves a try with except* clauses: what they raised, and what none of them took.
func (t *Thread) groupReraise(orig Value, raised *List) (Value, error) {
	var excs []Value
	for _, x := range raised.items {
		if !x.IsNone() {
			excs = append(excs, x)
		}
	}
	if len(excs) == 0 {
		return None, nil
	}
	if !isGroup(orig) {
		// A naked exception that no clause took goes on as it was; else there is one that a clause raised.
		return excs[0], nil
	}
	var again, fresh []Value
	for _, x := range excs {
		if sameOrigin(excSelf(x), excSelf(orig)) {
			again = append(again, x)
		} else {
			fresh = append(fresh, x)
		}
	}
	rest, err := t.projectGroup(orig, again)
	if err != nil {
		return None, err
	}
	if len(fresh) == 0 {
		return rest, nil
	}
	if !rest.IsNone() {
		fresh = append(fresh, rest)
	}
	if len(fresh) == 1 {
		return fresh[0], nil
	}
	return t.Call(ExcBaseExceptionGroup.Val(), emptyStr.Val(), TupleOf(fresh))
}

// sameOrigin reports that x was split from orig and re-raised as it was: its metadata is orig's.
func sameOrigin(x, orig *Exception) bool {
	if !isGroup(x.Val()) {
		return false
	}
	if x == orig {
		return true
	}
	if x.tb != orig.tb || x.cause != orig.cause || x.context != orig.context {
		return false
	}
	return true
}

// projectGroup keeps of a group the leaves that some parts of it hold.
func (t *Thread) projectGroup(orig Value, parts []Value) (Value, error) {
	if len(parts) == 0 {
		return None, nil
	}
	keep := map[*Header]bool{}
	var leaves func(v Value)
	leaves = func(v Value) {
		if isGroup(v) {
			for _, x := range groupExcs(excSelf(v)) {
				leaves(x)
			}
			return
		}
		keep[v.ref] = true
	}
	for _, p := range parts {
		leaves(p)
	}
	yes, _, err := t.splitGroup(orig, func(v Value) (bool, error) { return !isGroup(v) && keep[v.ref], nil })
	return yes, err
}
