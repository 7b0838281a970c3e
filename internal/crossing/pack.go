// This file is the sender's side: it walks an object with a stack of its own, so that nesting of any depth works, and
// writes the steps of the parcel. Every frame holds the values of one container; a value that the receiver must make is
// replaced by None and a hole. Python code (__reduce_ex__ and friends) may run between two values and change anything of
// the sender's, never the copies.
package crossing

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

// kind says what a frame's values are.
type kind uint8

const (
	kindRoot   kind = iota
	kindList        // items of the copy obj
	kindTuple       // items of the copy obj
	kindValues      // values of the copied dict obj, by position
	kindPairs       // keys and values of a dict to be filled
	kindSet         // items of a set to be filled
	kindFrozen      // items of a frozenset
	kindSlice       // start, stop, step
	kindAttrs       // attribute values of an instance, by names
	kindCall        // callable and arguments of a reduction
	kindExtend      // list items of a reduction
	kindItems       // dict items of a reduction
	kindState       // state of a reduction
)

// frame is one container whose values are being packed.
type frame struct {
	kind   kind
	attrs  bool // the contents are an instance's attributes
	shared bool // so far every value is the sender's own, so that the original may be shared
	i      int
	n      int
	src    core.Value // the original
	obj    core.Value // the copy
	vals   []core.Value
	keys   []core.Value // of kindPairs
	holes  []hole
	node   int32 // of the instance that the values belong to
	names  []*core.Str
	red    *reduction
}

// ref is what the packer knows of an object that it has met: the value that replaces it, or its node.
type ref struct {
	v    core.Value
	node int32
}

type packer struct {
	t       *core.Thread
	parcel  *Parcel
	name    string
	stack   []frame
	memo    map[*core.Header]ref
	globals map[*core.Header]int32 // classes and functions by reference
	plain   map[*core.Type]bool
	reduces int                       // reductions on the stack
	bytes   int                       // copied since the last charge
	heavy   map[*core.Header]struct{} // large Atoms that are counted already
	table   core.Value
	looked  bool // table is looked up
}

func (p *packer) run(v core.Value) error {
	p.push(frame{kind: kindRoot, n: 1, vals: []core.Value{v}})
	for {
		f := &p.stack[len(p.stack)-1]
		if f.i >= f.n {
			if f.kind == kindRoot {
				p.parcel.root, p.parcel.node = f.vals[0], -1
				if len(f.holes) > 0 {
					p.parcel.node = f.holes[0].node
				}
				p.parcel.size += core.MemSize(p.parcel.root)
				return p.charge(0)
			}
			if err := p.finish(); err != nil {
				return err
			}
			continue
		}
		if err := p.t.Poll(); err != nil {
			return err
		}
		if err := p.step(f); err != nil {
			return err
		}
	}
}

// step packs the next values of the top frame, until one needs a frame of its own.
func (p *packer) step(f *frame) error {
	var v core.Value
	if f.kind == kindValues {
		d := core.AsDict(f.obj)
		for ; ; f.i++ {
			if f.i >= f.n {
				return nil
			}
			k, x := d.At(f.i)
			if !k.IsUnbound() {
				if !core.Atom(x) {
					v = x
					break
				}
				p.weigh(k)
				p.weigh(x)
			}
			if f.i&255 == 255 {
				if err := p.t.PollN(256); err != nil {
					return err
				}
			}
		}
	} else {
		for ; ; f.i++ {
			if f.i >= f.n {
				return nil
			}
			if v = f.vals[f.i]; !core.Atom(v) {
				break
			}
			if f.i == 0 || f.vals[f.i-1] != v {
				p.weigh(v)
			}
			if f.i&255 == 255 {
				if err := p.t.PollN(256); err != nil {
					return err
				}
			}
		}
	}
	if f.kind == kindValues {
		k, _ := core.AsDict(f.obj).At(f.i)
		p.weigh(k)
	}
	depth := len(p.stack)
	r, err := p.visit(v)
	if err != nil {
		return err
	}
	if len(p.stack) == depth {
		p.give(r)
		return nil
	}
	if f := &p.stack[depth-1]; f.kind == kindState || f.attrs && f.kind == kindTuple {
		p.stack[depth].attrs = true
	}
	return nil
}

// give puts what became of the top frame's current value in its place and goes on.
func (p *packer) give(r ref) {
	f := &p.stack[len(p.stack)-1]
	v := r.v
	if r.node >= 0 {
		f.holes = append(f.holes, hole{int32(f.i), r.node})
		v = core.None
	}
	if f.kind == kindValues {
		core.AsDict(f.obj).PutAt(f.i, v)
	} else {
		if r.node >= 0 || f.vals[f.i] != v {
			f.shared = false
		}
		f.vals[f.i] = v
	}
	f.i++
}

func (p *packer) push(f frame) { p.stack = append(p.stack, f) }

// pop takes the finished top frame off and hands its result to the one below.
func (p *packer) pop(r ref) {
	p.stack[len(p.stack)-1] = frame{}
	p.stack = p.stack[:len(p.stack)-1]
	p.give(r)
}

func (p *packer) remember(v core.Value, r ref) {
	if p.memo == nil {
		p.memo = map[*core.Header]ref{}
	}
	p.memo[v.Ref()] = r
}

// charge accounts for n bytes of the copy, now and then.
func (p *packer) charge(n int) error {
	p.bytes += n
	if p.bytes >= 1<<12 || n == 0 {
		b := p.bytes
		p.bytes = 0
		p.parcel.size += b
		return p.t.Charge(b)
	}
	return nil
}

func (p *packer) newNode() int32 {
	p.parcel.nodes++
	return p.parcel.nodes - 1
}

func (p *packer) emit(s step) { p.parcel.steps = append(p.parcel.steps, s) }

// visit packs one value that is no Atom: it gives what replaces it, or pushes a frame that will.
func (p *packer) visit(v core.Value) (ref, error) {
	if r, ok := p.memo[v.Ref()]; ok {
		return r, nil
	}
	if err := p.charge(64); err != nil {
		return ref{}, err
	}
	switch v.Type() {
	case &core.TupleType:
		items := core.AsTuple(v).Items()
		if ok, err := p.atoms(items); ok || err != nil {
			if len(p.stack) > 1 {
				p.remember(v, ref{v, -1})
			}
			return ref{v, -1}, err
		}
		if err := p.chargeItems(len(items)); err != nil {
			return ref{}, err
		}
		vals, err := core.Clone(p.t, items, 0)
		if err != nil {
			return ref{}, err
		}
		p.push(frame{kind: kindTuple, src: v, shared: true, n: len(items), vals: vals})
	case &core.ListType:
		items := core.AsList(v).Items()
		if err := p.chargeItems(len(items)); err != nil {
			return ref{}, err
		}
		vals, err := core.Clone(p.t, items, 0)
		if err != nil {
			return ref{}, err
		}
		c := core.NewList(vals)
		if ok, err := p.atoms(vals); ok || err != nil {
			if len(p.stack) > 1 {
				p.remember(v, ref{c, -1})
			}
			return ref{c, -1}, err
		}
		p.remember(v, ref{c, -1})
		p.push(frame{kind: kindList, src: v, obj: c, n: len(vals), vals: vals})
	case &core.DictType:
		return ref{}, p.visitDict(v)
	case &core.SetType, &core.FrozenSetType:
		return p.visitSet(v)
	case &core.ByteArrayType:
		b := core.AsByteArray(v).Bytes()
		if err := p.charge(len(b)); err != nil {
			return ref{}, err
		}
		own, err := core.Clone(p.t, b, 0)
		if err != nil {
			return ref{}, err
		}
		r := ref{core.NewByteArray(own), -1}
		p.remember(v, r)
		return r, nil
	case &core.SliceType:
		s := core.SliceParts(v)
		p.push(frame{kind: kindSlice, src: v, shared: true, n: 3, vals: s[:]})
	case &core.MemoryViewType:
		m, err := p.t.ShareMemory(v)
		if err != nil {
			return ref{}, p.refuse(v, err)
		}
		p.parcel.size += m.Size()
		return p.node(v, step{op: opMemory, mem: m}), nil
	default:
		return p.visitObject(v)
	}
	return ref{}, nil
}

// atoms reports that all items are Atoms.
func (p *packer) atoms(items []core.Value) (bool, error) {
	all := items
	for len(items) > 0 {
		n := min(len(items), 1024)
		if err := p.t.PollN(n); err != nil {
			return false, err
		}
		for _, x := range items[:n] {
			if !core.Atom(x) {
				return false, nil
			}
		}
		items = items[n:]
	}
	for i, x := range all {
		if i == 0 || all[i-1] != x {
			p.weigh(x)
		}
	}
	return true, nil
}

// weigh counts what a shared Atom keeps alive, a large one once.
func (p *packer) weigh(v core.Value) {
	n := core.AtomSize(v)
	if n <= 64 {
		return
	}
	if n >= 1024 {
		if _, ok := p.heavy[v.Ref()]; ok {
			return
		}
		if p.heavy == nil {
			p.heavy = map[*core.Header]struct{}{}
		}
		p.heavy[v.Ref()] = struct{}{}
	}
	p.parcel.size += n
}

func (p *packer) chargeItems(n int) error {
	if n > 1<<40 {
		return p.t.MemoryError()
	}
	return p.charge(16 * n)
}

// node emits a step that makes v's node, and remembers it.
func (p *packer) node(v core.Value, s step) ref {
	s.node = p.newNode()
	p.emit(s)
	r := ref{node: s.node}
	p.remember(v, r)
	return r
}

func (p *packer) visitDict(v core.Value) error {
	d := core.AsDict(v)
	if err := p.chargeItems(3 * d.Len()); err != nil {
		return err
	}
	atoms, err := d.AtomKeys(p.t)
	if err != nil {
		return err
	}
	if atoms {
		c, err := d.CopyTable(p.t)
		if err != nil {
			return err
		}
		p.remember(v, ref{c.Val(), -1})
		p.push(frame{kind: kindValues, src: v, obj: c.Val(), n: c.Bound()})
		return nil
	}
	c := core.NewDictSize(d.Len())
	vals := make([]core.Value, 0, 2*d.Len())
	keys := make([]core.Value, 0, d.Len())
	for pos, k, x, ok := d.Next(0); ok; pos, k, x, ok = d.Next(pos) {
		vals = append(vals, k, x)
		keys = append(keys, k)
	}
	p.remember(v, ref{c.Val(), -1})
	p.push(frame{kind: kindPairs, src: v, obj: c.Val(), n: len(vals), vals: vals, keys: keys})
	return nil
}

func (p *packer) visitSet(v core.Value) (ref, error) {
	s := core.AsSet(v)
	if err := p.chargeItems(3 * s.Len()); err != nil {
		return ref{}, err
	}
	atoms, err := s.Table().AtomKeys(p.t)
	if err != nil {
		return ref{}, err
	}
	frozen := v.IsExactly(&core.FrozenSetType)
	if atoms {
		for pos, x, ok := s.Next(0); ok; pos, x, ok = s.Next(pos) {
			p.weigh(x)
		}
		if frozen {
			return ref{v, -1}, nil
		}
		c, err := s.CopyAtoms(p.t)
		if err != nil {
			return ref{}, err
		}
		r := ref{c.Val(), -1}
		p.remember(v, r)
		return r, nil
	}
	vals := make([]core.Value, 0, s.Len())
	for pos, x, ok := s.Next(0); ok; pos, x, ok = s.Next(pos) {
		vals = append(vals, x)
	}
	f := frame{kind: kindFrozen, src: v, shared: true, n: len(vals), vals: vals}
	if !frozen {
		f.kind, f.obj = kindSet, core.NewSet().Val()
		p.remember(v, ref{f.obj, -1})
	}
	p.push(f)
	return ref{}, nil
}

// finish completes the top frame, all of whose values are packed.
func (p *packer) finish() error {
	f := &p.stack[len(p.stack)-1]
	switch f.kind {
	case kindList:
		if len(f.holes) > 0 {
			p.emit(step{op: opPatch, node: -1, vals: f.vals, holes: f.holes})
		}
		p.pop(ref{f.obj, -1})
	case kindTuple:
		// A cycle may have packed the tuple meanwhile, through a mutable object in it.
		r, ok := p.memo[f.src.Ref()]
		if !ok {
			r = ref{f.src, -1}
			if !f.shared {
				r.v = core.TupleOf(f.vals)
				if len(f.holes) > 0 {
					p.emit(step{op: opPatch, node: -1, vals: f.vals, holes: f.holes})
				}
			}
			p.remember(f.src, r)
		}
		p.pop(r)
	case kindValues:
		if len(f.holes) > 0 {
			p.emit(step{op: opValues, node: -1, obj: f.obj, holes: f.holes})
		}
		p.pop(ref{f.obj, -1})
	case kindPairs:
		p.emit(step{op: opPairs, node: -1, obj: f.obj, vals: f.vals, holes: f.holes})
		p.pop(ref{f.obj, -1})
	case kindSet:
		p.emit(step{op: opAdd, node: -1, obj: f.obj, vals: f.vals, holes: f.holes})
		p.pop(ref{f.obj, -1})
	case kindFrozen, kindSlice:
		r, ok := p.memo[f.src.Ref()]
		if !ok {
			if r = (ref{f.src, -1}); f.shared {
				p.remember(f.src, r)
			} else {
				o := opFrozen
				if f.kind == kindSlice {
					o = opSlice
				}
				r = p.node(f.src, step{op: o, vals: f.vals, holes: f.holes})
			}
		}
		p.pop(r)
	default:
		return p.finishObject()
	}
	return nil
}
