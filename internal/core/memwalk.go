// This file measures the memory that an interpreter's live objects take, by a walk over the traversal table
// (Slots.Traverse), and kills the interpreter where that exceeds its limit.
package core

// liveBytes estimates the bytes held by what is reachable from an interpreter's modules and threads.
func (in *Interpreter) liveBytes() (total int64) {
	in.eachLive(func(v Value) bool {
		total += memSize(v)
		return true
	})
	return total
}

// eachLive calls f with every object that is reachable from an interpreter's modules and threads, until f gives false.
func (in *Interpreter) eachLive(f func(v Value) bool) {
	seen := map[*Header]struct{}{}
	var stack []Value
	push := func(v Value) {
		if v.ref == nil || v.ref == &floatHeader || v.ref.shape == nil {
			return
		}
		if _, ok := seen[v.ref]; ok {
			return
		}
		seen[v.ref] = struct{}{}
		stack = append(stack, v)
	}
	push(in.modules.Val())
	push(in.builtins.Val())
	for th := range in.threads {
		for c := th.chunk; c != nil; c = c.prev {
			for _, v := range c.regs {
				push(v)
			}
		}
		for i := 0; i < th.nf; i++ {
			f := &th.frames[i]
			if f.fn != nil {
				push(obj(&f.fn.Header))
			}
			if f.gen != nil {
				push(obj(&f.gen.Header))
			}
		}
	}
	for len(stack) > 0 {
		v := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !f(v) {
			return
		}
		traverse(v, push)
	}
}

// traverse visits the values that an object holds, its attributes included.
func traverse(v Value, visit func(Value)) {
	h := v.ref
	typ := h.shape.typ
	if f := typ.s.Traverse; f != nil {
		f(h, visit)
	}
	if s := h.shape; s.extOff != 0 {
		for i := 0; i < int(s.ninline) && i < len(s.names); i++ {
			visit(h.slot(i))
		}
		if e := h.ext(); e != nil {
			for _, x := range e.over {
				visit(x)
			}
			if e.dict != nil {
				visit(e.dict.Val())
			}
		}
	}
	if typ.flags&flagHeap != 0 {
		visit(typ.Val())
	}
}

// memSize estimates the bytes of one object, without what it refers to.
func memSize(v Value) int64 {
	h := v.ref
	typ := h.shape.typ
	n := int64(32)
	if typ.layout != nil {
		n = int64(typ.layout.size) + 16*int64(h.shape.ninline)
	}
	switch {
	case typ.flags&flagStrSub != 0:
		n += int64(len(As[Str](v).s))
	case typ.flags&flagBytesSub != 0:
		n += int64(cap(As[Bytes](v).b))
	case typ.flags&flagListSub != 0:
		n += 16 * int64(cap(As[List](v).items))
	case typ.flags&flagTupleSub != 0:
		n += 16 * int64(cap(As[Tuple](v).items))
	case typ.flags&flagDictSub != 0:
		d := As[Dict](v)
		n += 40*int64(cap(d.entries)) + 4*int64(cap(d.index))
	case typ.flags&flagIntSub != 0:
		if b := As[IntObj](v).big; b != nil {
			n += 8 * int64(cap(b.Bits()))
		}
	}
	return n
}
