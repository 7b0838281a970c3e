// This file implements the type Unpickler, the proxy of its memo, and reading from bytes or a file. Invariant: a file is left
// right behind the pickle, and nothing is allocated for more bytes than it gave.
package pickle_

import (
	"bytes"

	"github.com/vivarium-py/vivarium/internal/core"
)

type unpickler struct {
	core.Header
	memo       inMemo
	file       *source
	persLoad   value // what was assigned to persistent_load
	buffers    value // iterator of out-of-band buffers, or None
	encoding   string
	errors     string
	fixImports bool
	ready      bool
	proto      int // of the pickle that was read last
}

type unpicklerMemo struct {
	core.Header
	u *unpickler
}

func unpicklerOf(v value) *unpickler { return core.As[unpickler](v) }

// inMemo numbers objects; far has those whose numbers are far beyond the others.
type inMemo struct {
	items []value
	far   map[int]value
}

func (m *inMemo) get(n int) (value, bool) {
	if n >= 0 && n < len(m.items) {
		v := m.items[n]
		return v, !v.IsUnbound()
	}
	v, ok := m.far[n]
	return v, ok
}

func (m *inMemo) len() int { return len(m.items) + len(m.far) }

func (m *inMemo) put(t *thread, n int, v value) error {
	if n < len(m.items) {
		m.items[n] = v
		return nil
	}
	if n > 2*len(m.items)+64 {
		if _, ok := m.far[n]; !ok {
			if err := t.ChargeSmall(80); err != nil {
				return err
			}
		}
		if m.far == nil {
			m.far = map[int]value{}
		}
		m.far[n] = v
		return nil
	}
	if n >= cap(m.items) {
		room := 2*n + 16
		if err := t.ChargeItems(room); err != nil {
			return err
		}
		items, err := core.Clone(t, m.items, room)
		if err != nil {
			return err
		}
		m.items = items
	}
	for len(m.items) <= n {
		x := unbound
		if k := len(m.items); len(m.far) > 0 {
			if y, ok := m.far[k]; ok {
				x = y
				delete(m.far, k)
			}
		}
		m.items = append(m.items, x)
	}
	m.items[n] = v
	return nil
}

// source is a file that pickles are read from. data from pos on is what was read and not used; peeked says that the file
// does not know yet that data was read.
type source struct {
	read, readline, peek value
	data                 []byte
	pos                  int
	peeked               bool
}

// prefetch is how much is looked at in advance in files that allow it.
const prefetch = 128 << 10

// chunk is the most that is asked for at once, before it is known that there is as much.
const chunk = 1 << 20

func (s *source) content(t *thread, r value) ([]byte, error) {
	b, err := t.BytesLike(r)
	if err != nil {
		return nil, err
	}
	return t.CopyOf(b)
}

// settle tells the file how much of what was peeked at has been used.
func (s *source) settle(t *thread) error {
	if !s.peeked {
		return nil
	}
	s.peeked = false
	n := s.pos
	s.data, s.pos = nil, 0
	if n == 0 {
		return nil
	}
	_, err := t.Call(s.read, core.Int(int64(n)))
	return err
}

// fill makes n bytes available, or fewer if the file has no more.
func (s *source) fill(t *thread, n int) error {
	if err := s.settle(t); err != nil {
		return err
	}
	if len(s.data) == s.pos && !s.peek.IsUnbound() && n <= prefetch {
		r, err := t.Call(s.peek, core.Int(prefetch))
		switch {
		case err == nil:
			b, err := s.content(t, r)
			if err != nil {
				return err
			}
			if len(b) >= n {
				s.data, s.pos, s.peeked = b, 0, true
				return nil
			}
		case core.Matches(err, &core.ExcNotImplementedError):
			s.peek = unbound
		default:
			return err
		}
	}
	rest := s.data[s.pos:]
	if len(rest) == 0 {
		rest = nil
	}
	s.data, s.pos = rest, 0
	for len(s.data) < n {
		want := min(n-len(s.data), max(chunk, len(s.data)))
		r, err := t.Call(s.read, core.Int(int64(want)))
		if err != nil {
			return err
		}
		b, err := s.content(t, r)
		if err != nil {
			return err
		}
		if len(b) == 0 {
			return nil
		}
		if len(s.data) == 0 {
			s.data = b
			continue
		}
		if err := t.Charge(len(s.data) + len(b)); err != nil {
			return err
		}
		if s.data, err = core.Append(t, s.data[:len(s.data):len(s.data)], b); err != nil {
			return err
		}
	}
	return nil
}

// line makes the rest of a line available.
func (s *source) line(t *thread) error {
	if err := s.settle(t); err != nil {
		return err
	}
	rest := s.data[s.pos:]
	if bytes.IndexByte(rest, '\n') >= 0 {
		return nil
	}
	r, err := t.Call(s.readline)
	if err != nil {
		return err
	}
	b, err := s.content(t, r)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		if err := t.Charge(len(rest) + len(b)); err != nil {
			return err
		}
		if b, err = core.Append(t, rest[:len(rest):len(rest)], b); err != nil {
			return err
		}
	}
	s.data, s.pos = b, 0
	return nil
}

func (u *unpickler) options(t *thread, fixImports, encoding, errors, buffers value) error {
	fix, err := t.Truth(fixImports)
	if err != nil {
		return err
	}
	for i, to := range [...]*string{&u.encoding, &u.errors} {
		x := [...]value{encoding, errors}[i]
		s := core.AsStr(x)
		if s == nil {
			return t.TypeError("Unpickler() argument '%s' must be str, not %s", [...]string{"encoding", "errors"}[i], x.TypeName())
		}
		*to = s.String()
	}
	u.buffers = core.None
	if tup := core.AsTuple(buffers); !buffers.IsNone() && (tup == nil || tup.Len() > 0) {
		if u.buffers, err = t.Iter(buffers); err != nil {
			return err
		}
	} else if tup != nil {
		u.buffers = core.None
	}
	u.fixImports, u.ready = fix, true
	return nil
}

func (u *unpickler) init(t *thread, file, fixImports, encoding, errors, buffers value) error {
	u.ready = false
	var s source
	var err error
	if s.peek, err = t.LookupAttr(file, nPeek); err != nil {
		return err
	}
	if s.read, err = t.LookupAttr(file, nRead); err != nil {
		return err
	}
	if s.readline, err = t.LookupAttr(file, nReadLine); err != nil {
		return err
	}
	if s.read.IsUnbound() || s.readline.IsUnbound() {
		return t.TypeError("file must have 'read' and 'readline' attributes")
	}
	if err := u.options(t, fixImports, encoding, errors, buffers); err != nil {
		return err
	}
	u.file, u.memo = &s, inMemo{}
	return nil
}

func (u *unpickler) load(t *thread) (value, error) {
	if !u.ready {
		return unbound, unpicklingError(t, "Unpickler.__init__() was not called by %s.__init__()", core.Obj(&u.Header).Type().Name())
	}
	s := u.file
	v, err := u.run(t, nil, s)
	if serr := s.settle(t); serr != nil && err == nil {
		return unbound, serr
	}
	return v, err
}

// run loads one pickle, from data or from a file.
func (u *unpickler) run(t *thread, data []byte, s *source) (value, error) {
	l := loader{t: t, u: u, data: data, src: s, self: core.Obj(&u.Header), persLoad: unbound, findClass: unbound}
	if s != nil {
		l.data, l.pos = s.data, s.pos
	}
	if !u.persLoad.IsUnbound() {
		l.persLoad = u.persLoad
	}
	if typ := l.self.Type(); typ != &unpicklerType {
		var err error
		if u.persLoad.IsUnbound() && typ.Lookup(nPersistentLoad) != unpicklerType.Lookup(nPersistentLoad) {
			if l.persLoad, err = t.GetAttr(l.self, nPersistentLoad); err != nil {
				return unbound, err
			}
		}
		if typ.Lookup(nFindClass) != unpicklerType.Lookup(nFindClass) || core.HasAttributes(l.self) {
			if l.findClass, err = t.GetAttr(l.self, nFindClass); err != nil {
				return unbound, err
			}
		}
	}
	u.proto = 0
	v, err := l.run()
	if s != nil {
		s.data, s.pos = l.data, l.pos
	}
	return v, err
}

func (u *unpickler) memoDict(t *thread) (value, error) {
	d := core.NewDict()
	put := func(n int, v value) error {
		if err := t.ChargeSmall(100); err != nil {
			return err
		}
		return d.Set(t, core.Int(int64(n)), v)
	}
	for i, v := range u.memo.items {
		if err := t.PollAt(i); err != nil {
			return unbound, err
		}
		if !v.IsUnbound() {
			if err := put(i, v); err != nil {
				return unbound, err
			}
		}
	}
	for n, v := range u.memo.far {
		if err := put(n, v); err != nil {
			return unbound, err
		}
	}
	return d.Val(), nil
}

func setUnpicklerMemo(t *thread, v, x value) error {
	u := unpicklerOf(v)
	if x.IsUnbound() {
		return t.TypeError("attribute deletion is not supported")
	}
	var m inMemo
	if x.IsExactly(&unpicklerMemoType) {
		src := &core.As[unpicklerMemo](x).u.memo
		for n, v := range src.items {
			if v.IsUnbound() {
				continue
			}
			if err := m.put(t, n, v); err != nil {
				return err
			}
		}
		for n, v := range src.far {
			if err := m.put(t, n, v); err != nil {
				return err
			}
		}
	} else if d := core.AsDict(x); d != nil {
		for i, k, v, ok := d.Next(0); ok; i, k, v, ok = d.Next(i) {
			if err := t.Poll(); err != nil {
				return err
			}
			if _, _, ok := core.AsInt(k); !ok {
				return t.TypeError("memo key must be integers")
			}
			n, err := t.Ssize(k)
			if err != nil {
				return err
			}
			if n < 0 {
				return t.ValueError("memo key must be positive integers.")
			}
			if err := m.put(t, n, v); err != nil {
				return err
			}
		}
	} else {
		return t.TypeError("'memo' attribute must be an UnpicklerMemoProxy object or dict, not %s", x.TypeName())
	}
	u.memo = m
	return nil
}

var basePersistentLoad = core.Func{Name: "persistent_load", Sig: "(self, pid, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
	return unbound, noPersistentLoad(t)
}}

func noPersistentLoad(t *thread) error {
	return unpicklingError(t, "A load persistent id instruction was encountered, but no persistent_load function was specified.")
}

func setupUnpickler() {
	persistentLoad := core.MethodOf(&basePersistentLoad, &unpicklerType)
	unpicklerType.Setup(&core.TypeSpec{
		Name: "_pickle.Unpickler", Layout: core.LayoutOf[unpickler](), Flags: core.FlagBase | core.FlagGeneric,
		Sig: "(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
		Doc: "An unpickler that reads from a binary file.",
		New: &core.Func{Name: "Unpickler", Sig: "(cls, *args, **kwargs)", Flags: core.Pure | core.AnyArgs, Fn: func(t *thread, a []value) (value, error) {
			u := core.New[unpickler](core.AsType(a[0]))
			u.persLoad, u.buffers = unbound, core.None
			return core.Obj(&u.Header), nil
		}},
		Init: &core.Func{Name: "__init__", Sig: "(self, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			return core.None, unpicklerOf(a[0]).init(t, a[1], a[2], a[3], a[4], a[5])
		}},
		Slots: core.Slots{Traverse: func(h *core.Header, visit func(value)) {
			u := unpicklerOf(core.Obj(h))
			visit(u.persLoad)
			visit(u.buffers)
			if s := u.file; s != nil {
				visit(s.read)
				visit(s.readline)
				visit(s.peek)
			}
			for _, v := range u.memo.items {
				visit(v)
			}
			for _, v := range u.memo.far {
				visit(v)
			}
		}},
		Methods: []core.Func{
			{Name: "load", Sig: "(self, /)", Flags: core.Polls | core.Charges, Doc: "Read the next pickle of the file and return its object.", Fn: func(t *thread, a []value) (value, error) {
				return unpicklerOf(a[0]).load(t)
			}},
			{Name: "find_class", Sig: "(self, module_name, global_name, /)", Flags: core.Polls, Doc: "Return a class or function by the name of its module and its own, importing\nthe module.\n\nA subclass can override this to allow only some.", Fn: func(t *thread, a []value) (value, error) {
				m, n := core.AsStr(a[1]), core.AsStr(a[2])
				if m == nil || n == nil {
					return unbound, t.TypeError("find_class() arguments must be str")
				}
				u := unpicklerOf(a[0])
				return u.find(t, m, n)
			}},
			{Name: "__sizeof__", Sig: "(self, /)", Flags: core.Pure, Doc: "Return the memory this integer takes up, in bytes.", Fn: func(t *thread, a []value) (value, error) {
				u := unpicklerOf(a[0])
				return core.Int(int64(184 + 16*cap(u.memo.items))), nil
			}},
		},
		GetSets: []core.GetSet{
			{Name: "memo", Get: func(t *thread, v value) (value, error) {
				m := &unpicklerMemo{u: unpicklerOf(v)}
				return core.Make(&unpicklerMemoType, &m.Header), nil
			}, Set: setUnpicklerMemo},
			{Name: "persistent_load", Get: func(t *thread, v value) (value, error) {
				if u := unpicklerOf(v); !u.persLoad.IsUnbound() {
					return u.persLoad, nil
				}
				return persistentLoad.Bound(v), nil
			}, Set: func(t *thread, v, x value) error { unpicklerOf(v).persLoad = x; return nil }},
		},
	})
	unpicklerMemoType.Setup(&core.TypeSpec{
		Name: "_pickle.UnpicklerMemoProxy", Layout: core.LayoutOf[unpicklerMemo](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{Traverse: func(h *core.Header, visit func(value)) {
			visit(core.Obj(&core.As[unpicklerMemo](core.Obj(h)).u.Header))
		}},
		Methods: []core.Func{
			{Name: "clear", Sig: "(self, /)", Flags: core.Pure, Doc: "Remove all items from memo.", Fn: func(t *thread, a []value) (value, error) {
				core.As[unpicklerMemo](a[0]).u.memo = inMemo{}
				return core.None, nil
			}},
			{Name: "copy", Sig: "(self, /)", Flags: core.Polls | core.Charges, Doc: "Return a copy of what is remembered.", Fn: func(t *thread, a []value) (value, error) {
				return core.As[unpicklerMemo](a[0]).u.memoDict(t)
			}},
			core.ReduceMethod(func(t *thread, a []value) (value, error) {
				d, err := core.As[unpicklerMemo](a[0]).u.memoDict(t)
				if err != nil {
					return unbound, err
				}
				return core.Pair(core.DictType.Val(), core.NewTuple(d)), nil
			}),
		},
	})
}
