package core

import (
	"strings"
	"testing"
)

// method makes a method descriptor for any object, to put in the namespaces of test classes.
func method(name, sig string, fn NativeFn) Value {
	return obj(&newNative(&Func{Name: name, Sig: sig, Fn: fn, Flags: Pure}, natMethod, &ObjectType).Header)
}

func ns(kv ...any) Value {
	d := NewDict()
	for i := 0; i < len(kv); i += 2 {
		d.SetStr(Intern(kv[i].(string)), kv[i+1].(Value))
	}
	return d.Val()
}

func strs(names ...string) Value {
	var out []Value
	for _, n := range names {
		out = append(out, StrVal(n))
	}
	return NewTuple(out...)
}

func mustClass(tb testing.TB, t *Thread, name string, bases []Value, space Value) Value {
	tb.Helper()
	c, err := t.Call(TypeType.Val(), StrVal(name), NewTuple(bases...), space)
	if err != nil {
		tb.Fatalf("class %s: %v", name, err)
	}
	return c
}

func must(tb testing.TB) func(v Value, err error) Value {
	return func(v Value, err error) Value {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
		return v
	}
}

func wantErr(tb testing.TB, err error, text string) {
	tb.Helper()
	if err == nil {
		tb.Fatalf("no error, want %q", text)
	}
	if err.Error() != text {
		tb.Fatalf("got  %q\nwant %q", err, text)
	}
}

func TestClassAndInstance(tt *testing.T) {
	t := newTestThread(tt)
	ok := must(tt)
	a := mustClass(tt, t, "A", nil, ns("x", Int(3), "__module__", StrVal("m")))
	o := ok(t.Call(a))
	if v := ok(t.GetAttr(o, Intern("x"))); v != Int(3) {
		tt.Fatal(v)
	}
	for i, n := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r"} {
		if err := t.SetAttr(o, Intern(n), Int(int64(i))); err != nil {
			tt.Fatal(err)
		}
	}
	if v := ok(t.GetAttr(o, Intern("r"))); v != Int(17) {
		tt.Fatal(v)
	}
	o2 := ok(t.Call(a))
	if got := o2.ref.shape.ninline; got != 16 {
		tt.Fatalf("ninline %d", got)
	}
	if err := t.DelAttr(o, Intern("b")); err != nil {
		tt.Fatal(err)
	}
	_, err := t.GetAttr(o, Intern("b"))
	wantErr(tt, err, "AttributeError: 'A' object has no attribute 'b'")
	r := ok(a.Type().s.Repr(t, a))
	if AsStr(r).s != "<class 'm.A'>" {
		tt.Fatal(AsStr(r).s)
	}
	if s, _ := t.Repr(o); !strings.HasPrefix(s.s, "<m.A object at 0x") {
		tt.Fatal(s.s)
	}
	_, err = t.Call(a, Int(1))
	wantErr(tt, err, "TypeError: A() takes no arguments")
	wantErr(tt, t.SetAttr(ObjectType.Val(), Intern("x"), None), "TypeError: cannot set 'x' attribute of immutable type 'object'")
	_, err = t.GetAttr(a, Intern("zz"))
	wantErr(tt, err, "AttributeError: type object 'A' has no attribute 'zz'")
	_, err = t.Call(NoneType.Val(), Int(1))
	wantErr(tt, err, "TypeError: NoneType takes no arguments")
}

func TestMRO(tt *testing.T) {
	t := newTestThread(tt)
	a := mustClass(tt, t, "A", nil, ns())
	b := mustClass(tt, t, "B", nil, ns())
	ab := mustClass(tt, t, "AB", []Value{a, b}, ns())
	ba := mustClass(tt, t, "BA", []Value{b, a}, ns())
	class := func(bases ...Value) error {
		_, err := t.Call(TypeType.Val(), StrVal("X"), NewTuple(bases...), ns())
		return err
	}
	wantErr(tt, class(ab, ba), "TypeError: Cannot create a consistent method resolution order (MRO) for bases A, B")
	wantErr(tt, class(a, a), "TypeError: duplicate base class A")
	wantErr(tt, class(a, ab), "TypeError: Cannot create a consistent method resolution order (MRO) for bases A, AB")
	wantErr(tt, class(NoneType.Val()), "TypeError: type 'NoneType' is not an acceptable base type")
	wantErr(tt, class(IntType.Val(), StrType.Val()), "TypeError: multiple bases have instance lay-out conflict")
	if err := t.SetAttr(AsType(ab).Val(), nBases, NewTuple(a)); err != nil {
		tt.Fatal(err)
	}
	if m := AsType(ab).mro; len(m) != 3 || m[1] != AsType(a) {
		tt.Fatal(m)
	}
	wantErr(tt, t.SetAttr(ab, nBases, NewTuple()), "TypeError: can only assign non-empty tuple to AB.__bases__, not ()")
	wantErr(tt, t.SetAttr(a, nBases, NewTuple(ab)), "TypeError: a __bases__ item causes an inheritance cycle")
	subs := t.interp.subclasses(AsType(a))
	if len(subs) != 2 {
		tt.Fatal(subs)
	}
}

func TestSlotsAttr(tt *testing.T) {
	t := newTestThread(tt)
	ok := must(tt)
	s := mustClass(tt, t, "S", nil, ns("__slots__", strs("a", "b")))
	s2 := mustClass(tt, t, "S2", []Value{s}, ns("__slots__", strs("c", "__dict__")))
	s3 := mustClass(tt, t, "S3", []Value{s2}, ns())
	for _, c := range []Value{s, s2, s3} {
		o := ok(t.Call(c))
		_, err := t.GetAttr(o, Intern("a"))
		wantErr(tt, err, "AttributeError: '"+AsType(c).name+"' object has no attribute 'a'")
		if err := t.SetAttr(o, Intern("b"), Int(5)); err != nil {
			tt.Fatal(err)
		}
		if v := ok(t.GetAttr(o, Intern("b"))); v != Int(5) {
			tt.Fatal(v)
		}
		err = t.SetAttr(o, Intern("z"), Int(1))
		if c == s {
			wantErr(tt, err, "AttributeError: 'S' object has no attribute 'z' and no __dict__ for setting new attributes")
			wantErr(tt, t.DelAttr(o, Intern("a")), "AttributeError: a")
			continue
		}
		if err != nil {
			tt.Fatal(err)
		}
		d := t.InstDict(o)
		if d.Len() != 1 {
			tt.Fatal(d.Len())
		}
		if v := ok(t.GetAttr(o, Intern("b"))); v != Int(5) {
			tt.Fatal(v)
		}
		if v := ok(t.GetAttr(o, Intern("z"))); v != Int(1) {
			tt.Fatal(v)
		}
	}
	class := func(bases []Value, slots Value) error {
		_, err := t.Call(TypeType.Val(), StrVal("X"), NewTuple(bases...), ns("__slots__", slots, "q", Int(1)))
		return err
	}
	wantErr(tt, class([]Value{IntType.Val()}, strs("a")), "TypeError: nonempty __slots__ not supported for subtype of 'int'")
	wantErr(tt, class(nil, strs("1a")), "TypeError: __slots__ must be identifiers")
	wantErr(tt, class(nil, NewTuple(Int(1))), "TypeError: __slots__ items must be strings, not 'int'")
	wantErr(tt, class(nil, strs("q")), "ValueError: 'q' in __slots__ conflicts with class variable")
	wantErr(tt, class([]Value{s3}, strs("__dict__")), "TypeError: __dict__ slot disallowed: we already got one")
	o := mustClass(tt, t, "O", nil, ns("__slots__", strs("x")))
	_, err := t.Call(TypeType.Val(), StrVal("X"), NewTuple(s, o), ns())
	wantErr(tt, err, "TypeError: multiple bases have instance lay-out conflict")
}

func TestHeapSlots(tt *testing.T) {
	t := newTestThread(tt)
	ok := must(tt)
	binary := func(tag string) Value {
		return method("__add__", "(self, value, /)", func(t *Thread, a []Value) (Value, error) {
			return StrVal(tag), nil
		})
	}
	a := mustClass(tt, t, "A", nil, ns("__add__", binary("A+"), "__radd__", binary("A+r"), "__len__",
		method("__len__", "(self, /)", func(t *Thread, a []Value) (Value, error) { return Int(7), nil }),
		"__hash__", None, "__getattr__", method("__getattr__", "(self, name, /)", func(t *Thread, a []Value) (Value, error) { return a[1], nil })))
	b := mustClass(tt, t, "B", []Value{a}, ns("__radd__", binary("B+r")))
	c := mustClass(tt, t, "C", []Value{a}, ns())
	x, y, z := ok(t.Call(a)), ok(t.Call(b)), ok(t.Call(c))
	add := func(p, q Value) string { return AsStr(ok(t.Binary(OpAdd, p, q))).s }
	for _, tc := range []struct {
		p, q Value
		want string
	}{{x, x, "A+"}, {x, y, "B+r"}, {y, x, "A+"}, {x, z, "A+"}, {z, y, "A+"}, {Int(1), x, "A+r"}, {x, Int(1), "A+"}} {
		if got := add(tc.p, tc.q); got != tc.want {
			tt.Errorf("got %s, want %s", got, tc.want)
		}
	}
	if n, err := t.Len(z); n != 7 || err != nil {
		tt.Fatal(n, err)
	}
	_, err := t.Hash(z)
	wantErr(tt, err, "TypeError: unhashable type: 'C'")
	if v := ok(t.GetAttr(z, Intern("foo"))); AsStr(v).s != "foo" {
		tt.Fatal(v)
	}
	// Changing a class reaches its subclasses.
	if err := t.DelAttr(a, nLen); err != nil {
		tt.Fatal(err)
	}
	_, err = t.Len(z)
	wantErr(tt, err, "TypeError: object of type 'C' has no len()")
	l := mustClass(tt, t, "L", []Value{ListType.Val()}, ns())
	if AsType(l).heapBin != 0 || AsType(l).s.Concat == nil || AsType(l).s.Binary[OpAdd] != nil {
		tt.Fatal("subclass of list does not copy its slots")
	}
}

func TestWrappers(tt *testing.T) {
	t := newTestThread(tt)
	call := func(v Value, name string, args ...Value) error {
		_, err := t.CallMethod(v, Intern(name), args...)
		return err
	}
	l := NewList(nil)
	wantErr(tt, call(l, "__len__", Int(1)), "TypeError: expected 0 arguments, got 1")
	wantErr(tt, call(l, "__add__"), "TypeError: expected 1 argument, got 0")
	wantErr(tt, call(ListType.Val(), "__len__", Int(1)), "TypeError: descriptor '__len__' requires a 'list' object but received a 'int'")
	wantErr(tt, call(ListType.Val(), "__len__"), "TypeError: descriptor '__len__' of 'list' object needs an argument")
	wantErr(tt, call(ListType.Val(), "append", Int(1)), "TypeError: descriptor 'append' for 'list' objects doesn't apply to a 'int' object")
	wantErr(tt, call(ListType.Val(), "append"), "TypeError: unbound method list.append() needs an argument")
	wantErr(tt, call(l, "append"), "TypeError: list.append() takes exactly one argument (0 given)")
	wantErr(tt, call(ListType.Val(), "__new__"), "TypeError: list.__new__(): not enough arguments")
	wantErr(tt, call(ObjectType.Val(), "__new__", ListType.Val()), "TypeError: object.__new__(list) is not safe, use list.__new__()")
	wantErr(tt, call(ObjectType.Val(), "__setattr__", IntType.Val(), StrVal("x"), Int(1)), "TypeError: can't apply this __setattr__ to type object")
	wantErr(tt, call(l, "__init__", Int(1), Int(2)), "TypeError: list expected at most 1 argument, got 2")
	wantErr(tt, call(ObjectType.Val(), "__init_subclass__", Int(1)), "TypeError: object.__init_subclass__() takes no arguments (1 given)")
	for _, tc := range []struct {
		v    Value
		want string
	}{
		{must(tt)(t.GetAttr(ListType.Val(), Intern("append"))), "<method 'append' of 'list' objects>"},
		{must(tt)(t.GetAttr(ListType.Val(), Intern("__add__"))), "<slot wrapper '__add__' of 'list' objects>"},
		{must(tt)(t.GetAttr(TypeType.Val(), Intern("__call__"))), "<slot wrapper '__call__' of 'type' objects>"},
	} {
		if s, err := t.Repr(tc.v); err != nil || s.s != tc.want {
			tt.Errorf("got %v, want %s", s, tc.want)
		}
	}
}

func TestUnionAndAlias(tt *testing.T) {
	t := newTestThread(tt)
	ok := must(tt)
	repr := func(v Value) string {
		s, err := t.Repr(v)
		if err != nil {
			tt.Fatal(err)
		}
		return s.s
	}
	u := ok(t.Binary(OpOr, IntType.Val(), None))
	u2 := ok(t.Binary(OpOr, NoneType.Val(), IntType.Val()))
	if got := repr(u); got != "int | None" {
		tt.Error(got)
	}
	if eq, err := t.Eq(u, u2); !eq || err != nil {
		tt.Error(eq, err)
	}
	if is, err := t.IsInstance(None, u); !is || err != nil {
		tt.Error(is, err)
	}
	if v := ok(t.Binary(OpOr, IntType.Val(), IntType.Val())); v != IntType.Val() {
		tt.Error(repr(v))
	}
	g := ok(t.GetItem(ListType.Val(), u))
	if got := repr(g); got != "list[int | None]" {
		tt.Error(got)
	}
	if got := repr(ok(t.Binary(OpOr, g, StrType.Val()))); got != "list[int | None] | str" {
		tt.Error(got)
	}
	_, err := t.IsInstance(Int(1), g)
	wantErr(tt, err, "TypeError: isinstance() argument 2 cannot be a parameterized generic")
	_, err = t.IsInstance(Int(1), Int(3))
	wantErr(tt, err, "TypeError: isinstance() arg 2 must be a type, a tuple of types, or a union")
	_, err = t.GetItem(IntType.Val(), Int(3))
	wantErr(tt, err, "TypeError: type 'int' is not subscriptable")
	_, err = t.Binary(OpOr, IntType.Val(), Int(3))
	wantErr(tt, err, "TypeError: unsupported operand type(s) for |: 'type' and 'int'")
	if got := repr(ok(t.GetItem(TypeType.Val(), IntType.Val()))); got != "type[int]" {
		tt.Error(got)
	}
}

func TestClassAssignment(tt *testing.T) {
	t := newTestThread(tt)
	ok := must(tt)
	a := mustClass(tt, t, "A", nil, ns())
	b := mustClass(tt, t, "B", nil, ns("k", Int(9)))
	s := mustClass(tt, t, "S", nil, ns("__slots__", strs("q")))
	o := ok(t.Call(a))
	for _, n := range []string{"x", "y", "z"} {
		t.SetAttr(o, Intern(n), StrVal(n))
	}
	if err := t.SetAttr(o, nClass, b); err != nil {
		tt.Fatal(err)
	}
	if v := ok(t.GetAttr(o, Intern("y"))); AsStr(v).s != "y" {
		tt.Fatal(v)
	}
	if v := ok(t.GetAttr(o, Intern("k"))); v != Int(9) || o.Type() != AsType(b) {
		tt.Fatal(v)
	}
	wantErr(tt, t.SetAttr(o, nClass, s), "TypeError: __class__ assignment: 'S' object layout differs from 'B'")
	wantErr(tt, t.SetAttr(o, nClass, Int(3)), "TypeError: __class__ must be set to a class, not 'int' object")
	wantErr(tt, t.SetAttr(o, nClass, ObjectType.Val()), "TypeError: __class__ assignment only supported for mutable types or ModuleType subclasses")
	wantErr(tt, t.DelAttr(o, nClass), "TypeError: can't delete __class__ attribute")
}

func TestWeakref(tt *testing.T) {
	t := newTestThread(tt)
	ok := must(tt)
	a := mustClass(tt, t, "A", nil, ns())
	called := 0
	cb := NewFunction(&Func{Name: "cb", Sig: "(r, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
		called++
		return None, nil
	}}, "")
	dels := 0
	d := mustClass(tt, t, "D", nil, ns("__del__", method("__del__", "(self, /)", func(t *Thread, a []Value) (Value, error) {
		dels++
		return None, nil
	})))
	make1 := func() (r1, r2, p, dead Value) {
		o := ok(t.Call(a))
		t.SetAttr(o, Intern("x"), Int(4))
		r1, r2 = ok(t.Call(WeakrefType.Val(), o)), ok(t.Call(WeakrefType.Val(), o, cb))
		if ok(t.Call(WeakrefType.Val(), o)) != r1 || r1 == r2 {
			tt.Error("plain references are not shared")
		}
		if ok(t.Call(r1)) != o {
			tt.Error("wrong referent")
		}
		p = ok(t.NewProxy(o, None))
		if ok(t.GetAttr(p, Intern("x"))) != Int(4) {
			tt.Error("proxy")
		}
		if n := len(t.Weakrefs(o)); n != 3 {
			tt.Error(n)
		}
		ok(t.Call(d))
		// A builtin object without an extension.
		m := NewMethod(cb, o)
		dead = ok(t.Call(WeakrefType.Val(), m, cb))
		return
	}
	r1, r2, p, dead := make1()
	for i := 0; i < 10 && called < 2; i++ {
		if err := t.CollectGarbage(); err != nil {
			tt.Fatal(err)
		}
	}
	if called != 2 || dels != 1 {
		tt.Errorf("%d callbacks, %d __del__", called, dels)
	}
	for _, r := range []Value{r1, r2, dead} {
		if ok(t.Call(r)) != None {
			tt.Error("still alive")
		}
	}
	_, err := t.GetAttr(p, Intern("x"))
	wantErr(tt, err, "ReferenceError: weakly-referenced object no longer exists")
	_, err = t.Call(WeakrefType.Val(), Int(1))
	wantErr(tt, err, "TypeError: cannot create weak reference to 'int' object")
	if r := ok(t.Call(WeakrefType.Val(), IntType.Val())); ok(t.Call(r)) != IntType.Val() {
		tt.Error("reference to a builtin type")
	}
	if len(t.interp.weaks.m) != 0 {
		tt.Error("the table keeps dead objects")
	}
}

func TestProperty(tt *testing.T) {
	t := newTestThread(tt)
	ok := must(tt)
	get := method("x", "(self, /)", func(t *Thread, a []Value) (Value, error) { return Int(42), nil })
	a := mustClass(tt, t, "A", nil, ns("x", ok(t.Call(PropertyType.Val(), get)), "y", ok(t.Call(PropertyType.Val())),
		"s", ok(t.Call(StaticMethodType.Val(), get)), "c", ok(t.Call(ClassMethodType.Val(), get))))
	o := ok(t.Call(a))
	if v := ok(t.GetAttr(o, Intern("x"))); v != Int(42) {
		tt.Fatal(v)
	}
	wantErr(tt, t.SetAttr(o, Intern("x"), None), "AttributeError: property 'x' of 'A' object has no setter")
	wantErr(tt, t.DelAttr(o, Intern("x")), "AttributeError: property 'x' of 'A' object has no deleter")
	_, err := t.GetAttr(o, Intern("y"))
	wantErr(tt, err, "AttributeError: property 'y' of 'A' object has no getter")
	if v := ok(t.CallMethod(o, Intern("c"))); v != Int(42) {
		tt.Fatal(v)
	}
	if v := ok(t.GetAttr(o, Intern("s"))); v != get {
		tt.Fatal(v)
	}
	sup := ok(t.Call(SuperType.Val(), a, o))
	if v := ok(t.CallMethod(sup, Intern("__repr__"))); !strings.HasPrefix(AsStr(v).s, "<A object at") && !strings.Contains(AsStr(v).s, "A object") {
		tt.Fatal(AsStr(v).s)
	}
	_, err = t.GetAttr(sup, Intern("nope"))
	wantErr(tt, err, "AttributeError: 'super' object has no attribute 'nope'")
	_, err = t.Call(SuperType.Val(), a, Int(3))
	wantErr(tt, err, "TypeError: super(type, obj): obj (instance of int) is not an instance or subtype of type (A).")
}
