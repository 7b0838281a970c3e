package core

// EachLive gives tests the walk over what is reachable in an interpreter.
func (in *Interpreter) EachLive(f func(v Value) bool) {
	in.eachLive(f, func() bool { return true })
}

// Immutable tells tests whether a type is one that all interpreters share.
func (typ *Type) Immutable() bool { return typ.flags&flagImmutable != 0 && typ.flags&flagHeap == 0 }

// SharedDictOf reports that d is the dict of an immutable type.
func SharedDictOf(v Value) *Dict {
	if typ := AsType(v); typ != nil && typ.Immutable() {
		return typ.dict
	}
	return nil
}
