// This file measures the memory that an interpreter's live objects take, by a walk over the traversal table
// (Slots.Traverse), and kills the interpreter where that exceeds its limit.
package core

import (
	"math/big"
	"reflect"
	"unsafe"
)

// walker measures what is reachable.
type walker struct {
	in    *Interpreter
	payer *Interpreter // whose CPU time it is
	seen  markSet
	stack []*Header
	ptrs  []planned // structs of our own to visit: lists of them may be long, so that they are not recursed into
	total int64
	steps int
	dead  bool
}

// liveBytes measures the bytes held by what is reachable from an interpreter's modules, threads and native state. A kill
// ends it early.
func (in *Interpreter) liveBytes(payer *Interpreter) int64 {
	w := &walker{in: in, payer: payer, stack: make([]*Header, 0, 1024)}
	w.roots()
	for len(w.stack)+len(w.ptrs) > 0 {
		if n := len(w.ptrs); n > 0 {
			p := w.ptrs[n-1]
			w.ptrs = w.ptrs[:n-1]
			if w.over(1) {
				break
			}
			w.fields(p.at, p.plan)
			continue
		}
		if w.over(1) {
			break
		}
		h := w.stack[len(w.stack)-1]
		w.stack = w.stack[:len(w.stack)-1]
		w.object(h)
	}
	return w.total
}

// over counts n steps and reports that the interpreter was killed: the rest of the walk does not matter.
func (w *walker) over(n int) bool {
	if w.steps += n; w.steps >= 1<<13 {
		w.steps = 0
		w.payer.countCPU(monotonic()) // no look comes for as long as it takes
		w.dead = w.dead || w.in.killed.Load() != nil
	}
	return w.dead
}

// planned is a struct and its plan.
type planned struct {
	at   unsafe.Pointer
	plan *plan
}

func (w *walker) roots() {
	in := w.in
	w.value(in.modules.Val())
	w.value(Value{ref: &in.builtins.Header})
	w.value(in.sysDict.Val())
	w.value(in.builtinsMod)
	w.value(in.sysMod)
	for _, v := range in.auditHooks {
		w.value(v)
	}
	for _, m := range []map[*codeKey]*CodeRT{in.codes, in.oldCodes} {
		for k, v := range m {
			w.value(Value{ref: &k.Header})
			w.ptr(unsafe.Pointer(v), planOf(codeRTGo))
		}
	}
	for _, s := range in.state {
		w.any(reflect.ValueOf(s))
	}
	for th := range in.threads {
		w.thread(th)
	}
}

// thread walks the registers in use, and counts all of the stack.
func (w *walker) thread(th *Thread) {
	used := uintptr(th.sp)
	if th.nf > 0 {
		if f := th.top(); f.gen == nil && f.fn != nil && f.base != nil {
			if top := uintptr(f.regTop()); top-th.lo <= th.size {
				used = max(used, top)
			}
		}
	}
	for c := th.chunk; c != nil; c = c.prev {
		regs := c.regs
		if c == th.chunk && used-th.lo <= th.size {
			regs = regs[:(used-th.lo)/16]
		}
		for _, v := range regs {
			w.value(v)
		}
		w.total += 16 * int64(cap(c.regs))
	}
	if th.chunk != nil {
		for c := th.chunk.next; c != nil; c = c.next {
			w.total += 16 * int64(cap(c.regs))
		}
	}
	for i := 0; i < th.nf; i++ {
		f := &th.frames[i]
		if f.fn != nil {
			w.head(&f.fn.Header)
		}
		if f.gen != nil {
			w.head(&f.gen.Header)
		}
		if f.obj != nil {
			w.head(&f.obj.Header)
		}
		w.head(f.inst)
	}
	w.total += int64(cap(th.frames))*int64(frameSize) + threadBytes + nativeBytes*int64(th.depth)
	for _, p := range th.temps {
		w.values(*p, true)
	}
	w.value(th.ctx)
	w.value(th.handled)
	if th.tr != nil {
		w.value(th.tr.trace)
		w.value(th.tr.profile)
	}
}

// threadBytes and nativeBytes are about what a thread's goroutine and one level of nested natives take.
const threadBytes, nativeBytes = 8 << 10, 1 << 10

func (w *walker) value(v Value) {
	if v.ref != nil && v.ref != &floatHeader {
		w.head(v.ref)
	}
}

// head puts an object on the stack, unless it was there or belongs to all interpreters.
func (w *walker) head(h *Header) {
	if h == nil || h.shape == nil || !w.seen.add(unsafe.Pointer(h)) {
		return
	}
	w.stack = append(w.stack, h)
}

// object counts an object and visits what it holds.
func (w *walker) object(h *Header) {
	s := h.shape
	typ := s.typ
	if typ.flags&flagTypeSub != 0 && cast[Type](h).flags&flagHeap == 0 {
		return // a builtin type: it belongs to all
	}
	size := uintptr(32)
	switch l := typ.layout; {
	case l == nil:
	case s.extOff != 0 && !l.inst && !l.ownExt:
		size = l.size + 8 + 16*uintptr(s.ninline)
	default:
		size = l.size + 16*uintptr(s.ninline)
	}
	w.total += sizeClass(size)
	switch typ {
	case &StrType:
		w.text(h)
	case &TupleType:
		u := cast[Tuple](h)
		if own := uintptr(unsafe.Pointer(unsafe.SliceData(u.items))) != uintptr(unsafe.Pointer(u))+unsafe.Sizeof(Tuple{}); own {
			w.values(u.items, true)
		} else {
			w.total += sizeClass(size+16*uintptr(len(u.items))) - sizeClass(size)
			w.values(u.items, false)
		}
	case &ListType:
		l := cast[List](h)
		w.values(l.items, true)
	case &DictType:
		w.dict(cast[Dict](h))
	default:
		if l := typ.layout; l != nil && l.goType != nil {
			w.fields(unsafe.Pointer(h), planOf(l.goType))
		}
	}
	if s.extOff != 0 {
		n := int(s.ninline)
		for i := 0; i < n && i < len(s.names); i++ {
			w.value(h.slot(i))
		}
		if e := h.ext(); e != nil && w.seen.add(unsafe.Pointer(e)) {
			w.total += 48
			w.values(e.over, true)
			if e.dict != nil {
				w.head(&e.dict.Header)
			}
			if e.weak != nil {
				w.total += 64
			}
		}
	}
	if typ.flags&flagHeap != 0 {
		w.head(&typ.Header)
	}
	if typ.flags&flagTypeSub != 0 { // a class: its shapes are its own
		w.total += 1024
		t := cast[Type](h)
		w.transitions(&t.shape0)
		if t.shape != &t.shape0 {
			w.transitions(t.shape)
		}
		for _, s := range t.rooms {
			w.transitions(s)
		}
	}
}

// transitions counts the shapes that follow from s, at most maxShapeAttrs deep.
func (w *walker) transitions(s *Shape) {
	if s == nil || len(s.next) == 0 {
		return
	}
	w.total += 48 + int64(len(s.next))*40
	for _, n := range s.next {
		w.total += sizeClass(unsafe.Sizeof(Shape{})) + sizeClass(8*uintptr(cap(n.names))) + int64(len(n.index))*40
		if k := len(n.names); k > 0 {
			w.head(&n.names[k-1].Header)
		}
		w.transitions(n)
	}
}

func (w *walker) text(h *Header) {
	s := cast[Str](h)
	if a := s.auxOf(); a != nil {
		w.aux(a)
	}
	w.bytes(unsafe.Pointer(unsafe.StringData(s.s)), uintptr(len(s.s)))
}

func (w *walker) aux(a *strAux) {
	if w.seen.add(unsafe.Pointer(a)) {
		w.total += 64
		if a.buf != nil {
			w.bytes(unsafe.Pointer(unsafe.SliceData(a.buf)), uintptr(cap(a.buf)))
		}
		if o := a.offs.Load(); o != nil {
			w.total += 8 * int64(cap(*o))
		}
	}
}

// bytes counts a block without pointers.
func (w *walker) bytes(p unsafe.Pointer, n uintptr) {
	if n > 0 && w.seen.add(p) {
		w.total += sizeClass(n)
	}
}

// values visits a slice of values; own says that it is a block of its own.
func (w *walker) values(vs []Value, own bool) {
	if cap(vs) == 0 {
		return
	}
	if own {
		if !w.seen.add(unsafe.Pointer(unsafe.SliceData(vs))) {
			return
		}
		w.total += sizeClass(16 * uintptr(cap(vs)))
	}
	for i := range vs {
		if r := vs[i].ref; r != nil && r != &floatHeader {
			w.head(r)
		}
		if i&4095 == 4095 && w.over(4096) {
			return
		}
	}
}

func (w *walker) dict(d *Dict) {
	if d.watch&(dictFrozen|dictBorrowed) != 0 {
		return // shared between interpreters
	}
	if cap(d.entries) > 0 && w.seen.add(unsafe.Pointer(unsafe.SliceData(d.entries))) {
		w.total += sizeClass(unsafe.Sizeof(dictEntry{}) * uintptr(cap(d.entries)))
		for i := range d.entries {
			e := &d.entries[i]
			w.value(e.key)
			w.value(e.val)
			if i&4095 == 4095 && w.over(4096) {
				return
			}
		}
	}
	if cap(d.index) > 0 && w.seen.add(unsafe.Pointer(unsafe.SliceData(d.index))) {
		w.total += sizeClass(unsafe.Sizeof(dictSlot{}) * uintptr(cap(d.index)))
	}
}

// fields visits what the struct at p refers to.
func (w *walker) fields(p unsafe.Pointer, pl *plan) {
	for i := range pl.fields {
		f := &pl.fields[i]
		q := unsafe.Add(p, f.off)
		switch f.kind {
		case planValue:
			w.value(*(*Value)(q))
		case planObject:
			w.head((*Header)(ptrAt(q)))
		case planPtr:
			w.ptr(ptrAt(q), f.elem)
		case planString:
			s := *(*string)(q)
			w.bytes(unsafe.Pointer(unsafe.StringData(s)), uintptr(len(s)))
		case planSlice:
			s := *(*[]byte)(q) // any slice: only the words count
			if cap(s) == 0 {
				continue
			}
			data := unsafe.Pointer(unsafe.SliceData(s))
			if !w.seen.add(data) {
				continue
			}
			w.total += sizeClass(f.elem.size * uintptr(cap(s)))
			if len(f.elem.fields) > 0 {
				for i := range len(s) {
					w.fields(unsafe.Add(data, uintptr(i)*f.elem.size), f.elem)
					if i&4095 == 4095 && w.over(4096) {
						return
					}
				}
			}
		case planBig:
			if b := (*big.Int)(ptrAt(q)); b != nil {
				w.total += 32
				w.bytes(unsafe.Pointer(unsafe.SliceData(b.Bits())), 8*uintptr(cap(b.Bits())))
			}
		case planAux:
			if a := (*strAux)(ptrAt(q)); a != nil {
				w.aux(a)
			}
		case planMap, planIface:
			if ptrAt(q) != nil {
				w.any(reflect.NewAt(f.typ, q).Elem())
			}
		}
	}
	if pl.code {
		rt := (*CodeRT)(p)
		if rt.obj != nil {
			w.total += 16 * int64(len(rt.obj.consts))
		}
		w.total += int64(cap(rt.instrs))*8 + int64(cap(rt.icv))*int64(icSize)
	}
}

// ptr visits a struct of our own behind a pointer.
func (w *walker) ptr(p unsafe.Pointer, pl *plan) {
	if p != nil && w.seen.add(p) {
		w.total += sizeClass(pl.size)
		w.ptrs = append(w.ptrs, planned{p, pl})
	}
}

// any visits a map or what an interface holds.
func (w *walker) any(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		w.any(v.Elem())
	case reflect.Pointer:
		if e := v.Type().Elem(); v.IsNil() || beyond[e] || e.Kind() != reflect.Struct {
		} else if isObject(e) {
			w.head((*Header)(v.UnsafePointer()))
		} else if ours(e) {
			w.ptr(v.UnsafePointer(), planOf(e))
		} else if e.PkgPath() != "" && w.seen.add(v.UnsafePointer()) {
			w.total += sizeClass(e.Size())
		}
	case reflect.Struct:
		w.total += sizeClass(v.Type().Size())
		if pl := planOf(v.Type()); len(pl.fields) > 0 {
			p := reflect.New(v.Type())
			p.Elem().Set(v)
			w.fields(p.UnsafePointer(), pl)
		}
	case reflect.Map:
		if v.IsNil() || !w.seen.add(v.UnsafePointer()) {
			return
		}
		k, e := v.Type().Key(), v.Type().Elem()
		w.total += 48 + int64(v.Len())*int64(k.Size()+e.Size()+1)*3/2
		pk, pe := planOf(k), planOf(e)
		if len(pk.fields)+len(pe.fields) == 0 {
			return
		}
		key, elem := reflect.New(k), reflect.New(e)
		for it := v.MapRange(); it.Next(); {
			key.Elem().SetIterKey(it)
			elem.Elem().SetIterValue(it)
			w.fields(key.UnsafePointer(), pk)
			w.fields(elem.UnsafePointer(), pe)
			if w.over(16) {
				return
			}
		}
	case reflect.Slice:
		if v.Cap() > 0 && w.seen.add(v.UnsafePointer()) {
			pl := planOf(v.Type().Elem())
			w.total += sizeClass(pl.size * uintptr(v.Cap()))
			for i := 0; i < v.Len() && len(pl.fields) > 0; i++ {
				w.fields(unsafe.Add(v.UnsafePointer(), uintptr(i)*pl.size), pl)
				if i&4095 == 4095 && w.over(4096) {
					return
				}
			}
		}
	case reflect.String:
		w.bytes(unsafe.Pointer(unsafe.StringData(v.String())), uintptr(v.Len()))
	}
}

// eachLive calls f with every object that is reachable from an interpreter's modules and threads, until f gives false.
func (in *Interpreter) eachLive(f func(v Value) bool, poll func() bool) {
	pushed, stop := 0, false
	seen := map[*Header]struct{}{}
	var stack []Value
	push := func(v Value) {
		if v.ref == nil || v.ref == &floatHeader || v.ref.shape == nil || stop {
			return
		}
		if pushed++; pushed&1023 == 0 {
			stop = !poll()
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
		if stop || !f(v) {
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
