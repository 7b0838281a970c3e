// Package crossing moves objects between interpreters. Pack runs in the sender and makes a Parcel, which belongs to no
// interpreter; Unpack runs in the receiver, once. A sender with fewer grants than the receiver gets only data across
// (guard.go).
//
// What is immutable all through (core.Atom, and tuples, frozensets and slices of such) is shared. Lists, dicts, sets and
// bytearrays are copied by the sender, and the receiver takes over that very copy. What only the receiver can make
// (instances, functions, what __reduce_ex__ describes, handles) are steps of the parcel: each makes a node or finishes
// one, and puts the nodes that it needs into the holes of its values first. Invariant: a parcel holds no object that the
// sender can still change, and none that belongs to an interpreter.
package crossing

import (
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/policy"
)

// Parcel is a packed object. The zero Parcel is not valid.
type Parcel struct {
	root   core.Value
	node   int32 // of the root, -1: root itself
	nodes  int32
	steps  []step
	size   int   // bytes, for the receiver's account
	from   int64 // the sender
	policy *policy.Policy
	opened bool
}

// op says what a step does with its values.
type op uint8

const (
	opPatch   op = iota // nothing more: the values are the contents of a list, tuple or record
	opValues            // the holes are positions of dict obj
	opPairs             // obj[k] = v for each pair, obj a dict
	opAdd               // obj.add(v) for each
	opFrozen            // node = frozenset(values)
	opSlice             // node = slice(*values)
	opGlobal            // node = the object that module str values[0] has at path values[1]; values[2] is the script of a __main__
	opFunc              // node = function of code values[0] in __main__
	opNew               // node = cls.__new__(cls), attributes to come
	opAttrs             // set the attributes names of self to the values
	opNewObj            // node = cls.__new__(cls, *args): values are cls and args
	opNewObjK           // node = cls.__new__(cls, *args, **kw): values are cls, args, kw
	opCall              // node = values[0](*values[1:])
	opBuild             // self.__setstate__(values[0]) and its default
	opSetter            // values[1](self, values[0])
	opExtend            // self.extend(values)
	opItems             // self[k] = v for each pair
	opHandle            // node = handle.Open
	opMemory            // node = a memoryview of mem
)

// hole says that vals[at] is a node.
type hole struct{ at, node int32 }

// step makes or finishes one object in the receiver.
type step struct {
	op    op
	node  int32 // -1: none
	self  int32 // node to be finished
	obj   core.Value
	vals  []core.Value
	holes []hole
	names []*core.Str
	h     Handle
	mem   *core.SharedMemory
}

// Pack makes a parcel of v for another interpreter. What cannot cross is a NotShareableError that names its path.
func Pack(t *core.Thread, v core.Value) (*Parcel, error) { return PackNamed(t, v, "") }

// PackNamed is Pack for a value that messages call name, e.g. "args".
func PackNamed(t *core.Thread, v core.Value, name string) (*Parcel, error) {
	if core.Atom(v) {
		return &Parcel{root: v, node: -1, size: 32 + core.AtomSize(v)}, nil
	}
	if tup := core.AsTuple(v); tup.Len() <= 8 && v.IsExactly(&core.TupleType) {
		atoms, size := true, core.MemSize(v)
		for _, x := range tup.Items() {
			atoms = atoms && core.Atom(x)
			size += core.AtomSize(x)
		}
		if atoms {
			return &Parcel{root: v, node: -1, size: size}, nil
		}
	}
	in := t.Interp()
	p := packer{t: t, name: name, parcel: &Parcel{from: in.ID()}}
	if h := in.Host(); h != nil {
		p.parcel.policy = h.Policy()
	}
	if err := p.run(v); err != nil {
		p.parcel.Release()
		return nil, err
	}
	return p.parcel, nil
}

// Size estimates the bytes that the parcel keeps alive.
func (p *Parcel) Size() int { return p.size }

// Release drops what an unopened parcel holds.
func (p *Parcel) Release() {
	if p.opened {
		return
	}
	p.opened = true
	for i := range p.steps {
		if h := p.steps[i].h; h != nil {
			h.Release()
		}
	}
	p.root, p.steps = core.None, nil
}
