// This file defines NotShareableError and how a path to the object that cannot cross is worded.
package crossing

import (
	"slices"
	"strconv"
	"sync"

	"github.com/vivarium-py/vivarium/internal/core"
)

var (
	notShareable     core.Type
	notShareableOnce sync.Once
)

// NotShareableError is the class of the same name: a TypeError, as in CPython 3.14, and a ValueError, as in 3.13.
func NotShareableError() *core.Type {
	notShareableOnce.Do(func() {
		notShareable.Setup(&core.TypeSpec{
			Name: "concurrent.interpreters.NotShareableError", Base: &core.ExcTypeError, Also: []*core.Type{&core.ExcValueError},
			Flags: core.FlagBase | core.FlagGeneric, Doc: "Raised when an object cannot be sent to another interpreter.",
		})
	})
	return &notShareable
}

// refuse makes the NotShareableError about v, which the packer has just met; cause may be nil.
func (p *packer) refuse(v core.Value, cause error) error {
	path := p.path()
	msg := "cannot share " + core.LayoutName(v) + " object"
	if cls := core.AsType(v); cls != nil {
		msg = "cannot share class " + cls.FullName()
	}
	if path != "" {
		msg = path + ": " + msg
	}
	return p.fail(msg, cause)
}

// fail makes a NotShareableError; an exception that is none of Exception's, or says that the run is over, goes on as it is.
func (p *packer) fail(msg string, cause error) error {
	if cause != nil && !wrappable(cause) {
		return cause
	}
	return raise(p.t, msg, cause)
}

// wrappable reports an exception that may be the cause of a NotShareableError.
func wrappable(err error) bool {
	return core.Matches(err, &core.ExcException) && !core.Matches(err, &core.ExcMemoryError) && !core.Matches(err, &core.ExcRecursionError)
}

func raise(t *core.Thread, msg string, cause error) error {
	err := t.RaiseValue(NotShareableError(), core.StrVal(msg))
	if e := core.ExceptionOf(cause); e != nil {
		if serr := t.SetAttr(core.ExceptionOf(err).Val(), core.Intern("__cause__"), e.Val()); serr != nil {
			return serr
		}
	}
	return err
}

// UnpackFailure words for the sender that what messages call name could not be made in the receiver, because code of its class
// raised err there; "" if err is none of Exception's or says that the run is over.
func UnpackFailure(t *core.Thread, err error, name string) string {
	switch {
	case err == nil || !wrappable(err):
		return ""
	case core.Matches(err, NotShareableError()):
		return t.MessageOf(t.Exception(err))
	}
	e := t.Exception(err)
	return name + " could not be unpickled: " + core.LayoutName(e.Val()) + ": " + t.MessageOf(e)
}

// path words where the packer is, e.g. args[0]['conn'].socket.
func (p *packer) path() string {
	s := p.name
	for i := range p.stack {
		s = p.stack[i].where(p.t, s)
		if len(s) > 1000 {
			return s[:1000] + "..."
		}
	}
	return s
}

// where adds the part of the path that leads from f to the value that it is at.
func (f *frame) where(t *core.Thread, s string) string {
	index := func(i int) string { return s + "[" + strconv.Itoa(i) + "]" }
	key := func(k core.Value) string {
		if f.attrs {
			if name := core.AsStr(k); name != nil {
				return s + "." + name.String()
			}
		}
		if u := core.AsTuple(k); !core.Atom(k) && (!k.IsExactly(&core.TupleType) || slices.ContainsFunc(u.Items(), func(x core.Value) bool { return !core.Atom(x) })) {
			return s + "[...]"
		}
		r, err := t.Repr(k)
		if err != nil || r.Len() > 100 {
			return s + "[...]"
		}
		return s + "[" + r.String() + "]"
	}
	switch f.kind {
	case kindTuple:
		if f.attrs {
			return s // the pair of a __dict__ and slots
		}
		return index(f.i)
	case kindList, kindExtend:
		return index(f.i)
	case kindValues:
		k, _ := core.AsDict(f.obj).At(f.i)
		return key(k)
	case kindPairs, kindItems:
		if f.i%2 == 1 {
			return key(f.keys[f.i/2])
		}
		return s + "[...]"
	case kindSet, kindFrozen:
		return s + "{...}"
	case kindSlice:
		return s + [...]string{".start", ".stop", ".step"}[f.i%3]
	case kindAttrs:
		return s + "." + f.names[f.i].String()
	case kindCall:
		if f.i > 0 {
			return s + ".__reduce_ex__()[1]" + "[" + strconv.Itoa(f.i-1) + "]"
		}
	}
	return s
}
