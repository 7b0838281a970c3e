package core

import (
	"testing"

	"github.com/vivarium-py/vivarium/internal/pyhash"
)

// newTestThread makes a bare interpreter without modules: enough for tests of objects and types.
func newTestThread(tb testing.TB) *Thread {
	tb.Helper()
	bootstrap(pyhash.NewSeed(1, 2))
	setupMissing()
	in := &Interpreter{rt: NewRuntime(), limit: defaultRecursionLimit, nesting: maxRecursion, codes: map[*codeKey]*CodeRT{}, done: make(chan struct{}),
		wake: make(chan struct{}, 1), lock: &interpLock{}, state: map[any]any{}, threads: map[*Thread]struct{}{},
		modules: NewDict(), builtins: NewDict(), sysDict: NewDict()}
	in.main = in.newThread()
	in.lock.acquire(in.main)
	return in.main
}

// setupMissing gives types that no file sets up yet a name, so that tests of other types can run.
func setupMissing() {
	missing := func(typ *Type, name string, base *Type) {
		if typ.shape == nil {
			typ.Setup(&TypeSpec{Name: name, Base: base, Layout: LayoutOf[Inst](), Flags: flagBase})
		}
	}
	if IntType.shape == nil {
		IntType.Setup(&TypeSpec{Name: "int", Layout: LayoutOf[IntObj](), Flags: flagBase | flagIntSub})
	}
	missing(&BoolType, "bool", &IntType)
	BoolType.flags &^= flagBase
	trueObj.shape, falseObj.shape = &BoolType.shape0, &BoolType.shape0
	missing(&FloatType, "float", nil)
	floatHeader.shape = &FloatType.shape0
	if StrType.shape == nil {
		StrType.Setup(&TypeSpec{Name: "str", Layout: LayoutOf[Str](), Flags: flagBase | flagStrSub, Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) { return StrVal("'" + As[Str](v).s + "'"), nil },
			Str:  func(t *Thread, v Value) (Value, error) { return v, nil },
		}})
	}
	if TupleType.shape == nil {
		TupleType.Setup(&TypeSpec{Name: "tuple", Layout: LayoutOf[Tuple](), Flags: flagBase | flagTupleSub})
	}
	if DictType.shape == nil {
		DictType.Setup(&TypeSpec{Name: "dict", Layout: LayoutOf[Dict](), Flags: flagBase | flagDictSub})
	}
	excs := []struct {
		typ, base *Type
		name      string
	}{
		{&ExcBaseException, nil, "BaseException"}, {&ExcException, &ExcBaseException, "Exception"}, {&ExcTypeError, &ExcException, "TypeError"},
		{&ExcAttributeError, &ExcException, "AttributeError"}, {&ExcValueError, &ExcException, "ValueError"}, {&ExcRuntimeError, &ExcException, "RuntimeError"},
		{&ExcStopIteration, &ExcException, "StopIteration"}, {&ExcReferenceError, &ExcException, "ReferenceError"}, {&ExcLookupError, &ExcException, "LookupError"},
		{&ExcKeyError, &ExcLookupError, "KeyError"}, {&ExcRecursionError, &ExcRuntimeError, "RecursionError"}, {&ExcUnicodeError, &ExcValueError, "UnicodeError"},
		{&ExcUnicodeEncodeError, &ExcUnicodeError, "UnicodeEncodeError"}, {&ExcOverflowError, &ExcException, "OverflowError"},
	}
	for _, e := range excs {
		if e.typ.shape == nil {
			e.typ.Setup(&TypeSpec{Name: e.name, Base: e.base, Layout: LayoutOf[Exception](), Flags: flagBase | flagExcSub})
		}
	}
}
