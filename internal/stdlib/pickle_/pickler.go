// This file implements the type Pickler and the proxy of its memo. Invariant: what one dump writes is the writer's, so that
// a dump inside of another one disturbs nothing but the memo that both share.
package pickle_

import (
	"github.com/vivarium-py/vivarium/internal/core"
)

type pickler struct {
	core.Header
	memo       memoTable
	write      value // the file's method, Unbound: kept in memory
	persID     value // what was assigned to persistent_id
	dispatch   value // what was assigned to dispatch_table
	callback   value // takes out-of-band buffers, or None
	proto      int
	fast       int
	fixImports bool
	ready      bool
	names      map[*core.Str]*core.Str // of the modules of builtin functions, which are strings of their own
}

type picklerMemo struct {
	core.Header
	p *pickler
}

func picklerOf(v value) *pickler { return core.As[pickler](v) }

func protocolOf(t *thread, v value) (int, error) {
	if v.IsNone() {
		return defaultProtocol, nil
	}
	n, err := t.CInt(v)
	if err != nil {
		return 0, err
	}
	if n < 0 {
		n = highestProtocol
	}
	if n > highestProtocol {
		return 0, t.ValueError("pickle protocol must be <= %d", highestProtocol)
	}
	return n, nil
}

func (p *pickler) options(t *thread, protocol, fixImports, callback value) error {
	n, err := protocolOf(t, protocol)
	if err != nil {
		return err
	}
	fix, err := t.Truth(fixImports)
	if err != nil {
		return err
	}
	if !callback.IsNone() && n < 5 {
		return t.ValueError("buffer_callback needs protocol >= 5")
	}
	p.proto, p.fixImports, p.callback, p.ready = n, fix && n < 3, callback, true
	return nil
}

func (p *pickler) init(t *thread, file, protocol, fixImports, callback value) error {
	if err := p.options(t, protocol, fixImports, callback); err != nil {
		p.ready = false
		return err
	}
	w, err := t.LookupAttr(file, nWrite)
	if err == nil && w.IsUnbound() {
		err = t.TypeError("file must have a 'write' attribute")
	}
	if err != nil {
		p.ready = false
		return err
	}
	p.write = w
	p.memo.clear()
	p.fast = 0
	return nil
}

// dump writes one pickle to the file.
func (p *pickler) dump(t *thread, v value) error {
	if !p.ready {
		return picklingError(t, "Pickler.__init__() was not called by %s.__init__()", core.Obj(&p.Header).Type().Name())
	}
	out, err := p.pickle(t, v)
	if err != nil || len(out) == 0 {
		return err
	}
	_, err = t.Call(p.write, core.NewBytes(out))
	return err
}

// pickle makes one pickle; what was not sent to the file yet is the result.
func (p *pickler) pickle(t *thread, v value) ([]byte, error) {
	w := writer{t: t, p: p, self: core.Obj(&p.Header), proto: p.proto, bin: p.proto > 0, frame: -1, persID: unbound, dispatch: p.dispatch, override: unbound}
	if typ := w.self.Type(); typ != &picklerType || !p.persID.IsUnbound() {
		var err error
		if !p.persID.IsUnbound() {
			w.persID = p.persID
		} else if typ.Lookup(nPersistentID) != picklerType.Lookup(nPersistentID) {
			if w.persID, err = t.LookupAttr(w.self, nPersistentID); err != nil {
				return nil, err
			}
		}
		if w.dispatch, err = t.LookupAttr(w.self, nDispatchTable); err != nil {
			return nil, err
		}
		if w.override, err = t.LookupAttr(w.self, nReducerOverride); err != nil {
			return nil, err
		}
	}
	if p.proto >= 2 {
		w.out = append(make([]byte, 0, 256), opProto, byte(p.proto))
		w.framing = p.proto >= 4
	}
	if err := w.save(v, false); err != nil {
		return nil, err
	}
	if err := w.put(opStop); err != nil {
		return nil, err
	}
	w.closeFrame()
	return w.out, nil
}

func memoCopy(t *thread, a []value) (value, error) {
	m := core.As[picklerMemo](a[0])
	d := core.NewDict()
	err := m.p.memo.each(t, func(x value, n int) error {
		if err := t.ChargeSmall(200); err != nil {
			return err
		}
		return d.Set(t, core.Uint(t.AddressOf(x)), core.Pair(core.Int(int64(n)), x))
	})
	return d.Val(), err
}

func setPicklerMemo(t *thread, v, x value) error {
	p := picklerOf(v)
	if x.IsUnbound() {
		return t.TypeError("attribute deletion is not supported")
	}
	var m memoTable
	if x.IsExactly(&picklerMemoType) {
		src := &core.As[picklerMemo](x).p.memo
		if err := src.each(t, func(x value, n int) error { return m.put(t, x.Ref(), n) }); err != nil {
			return err
		}
		m.next = src.next
	} else if d := core.AsDict(x); d != nil {
		for i, k, pair, ok := d.Next(0); ok; i, k, pair, ok = d.Next(i) {
			if err := t.Poll(); err != nil {
				return err
			}
			tup := core.AsTuple(pair)
			if tup == nil || tup.Len() != 2 {
				return t.TypeError("'memo' values must be 2-item tuples")
			}
			if _, _, ok := core.AsInt(k); !ok {
				return t.TypeError("'memo' keys must be integers, not %s", k.TypeName())
			}
			n, err := t.Ssize(tup.Items()[0])
			if err != nil {
				return err
			}
			if n < 0 || n > 1<<31-1 {
				return t.ValueError("memo index out of range")
			}
			if y := tup.Items()[1]; y.Ref() != nil && !y.IsFloat() {
				if err := m.put(t, y.Ref(), n); err != nil {
					return err
				}
			}
			m.next++
		}
	} else {
		return t.TypeError("'memo' attribute must be a PicklerMemoProxy object or dict, not %s", x.TypeName())
	}
	p.memo = m
	return nil
}

var basePersistentID = core.Func{Name: "persistent_id", Sig: "(self, obj, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return core.None, nil }}

func intMember(name string, get func(p *pickler) int, set func(p *pickler, n int)) core.GetSet {
	return core.GetSet{Name: name, Get: func(t *thread, v value) (value, error) { return core.Int(int64(get(picklerOf(v)))), nil }, Set: func(t *thread, v, x value) error {
		if x.IsUnbound() {
			return t.TypeError("can't delete numeric/char attribute")
		}
		n, err := t.CInt(x)
		if err == nil {
			set(picklerOf(v), n)
		}
		return err
	}}
}

func setupPickler() {
	persistentID := core.MethodOf(&basePersistentID, &picklerType)
	picklerType.Setup(&core.TypeSpec{
		Name: "_pickle.Pickler", Layout: core.LayoutOf[pickler](), Flags: core.FlagBase | core.FlagGeneric,
		Sig: "(file, protocol=None, fix_imports=True, buffer_callback=None)",
		Doc: "A pickler that writes to a binary file.\n\n" + protocolDoc,
		New: &core.Func{Name: "Pickler", Sig: "(cls, *args, **kwargs)", Flags: core.Pure | core.AnyArgs, Fn: func(t *thread, a []value) (value, error) {
			p := core.New[pickler](core.AsType(a[0]))
			p.persID, p.dispatch, p.write, p.callback = unbound, unbound, unbound, core.None
			return core.Obj(&p.Header), nil
		}},
		Init: &core.Func{Name: "__init__", Sig: "(self, file, protocol=None, fix_imports=True, buffer_callback=None)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
			return core.None, picklerOf(a[0]).init(t, a[1], a[2], a[3], a[4])
		}},
		Slots: core.Slots{Traverse: func(h *core.Header, visit func(value)) {
			p := picklerOf(core.Obj(h))
			for _, x := range [...]value{p.write, p.persID, p.dispatch, p.callback} {
				visit(x)
			}
			for _, e := range p.memo.slots {
				if e.key != nil {
					visit(core.Obj(e.key))
				}
			}
		}},
		Methods: []core.Func{
			{Name: "dump", Sig: "(self, obj, /)", Flags: core.Polls | core.Charges, Doc: "Pickle an object to the file.", Fn: func(t *thread, a []value) (value, error) {
				return core.None, picklerOf(a[0]).dump(t, a[1])
			}},
			{Name: "clear_memo", Sig: "(self, /)", Flags: core.Pure, Doc: "Forget which objects were pickled, so that they are written again and not\nreferred to.", Fn: func(t *thread, a []value) (value, error) {
				picklerOf(a[0]).memo.clear()
				return core.None, nil
			}},
			{Name: "__sizeof__", Sig: "(self, /)", Flags: core.Pure, Doc: "Return the memory this integer takes up, in bytes.", Fn: func(t *thread, a []value) (value, error) {
				return core.Int(int64(160 + 16*len(picklerOf(a[0]).memo.slots))), nil
			}},
		},
		Members: []core.GetSet{
			intMember("bin", func(p *pickler) int { return b2i(p.proto > 0) }, func(p *pickler, n int) {}),
			intMember("fast", func(p *pickler) int { return p.fast }, func(p *pickler, n int) { p.fast = n }),
			{Name: "dispatch_table", Get: func(t *thread, v value) (value, error) {
				if p := picklerOf(v); !p.dispatch.IsUnbound() {
					return p.dispatch, nil
				}
				return unbound, t.AttributeError(v, nDispatchTable)
			}, Set: func(t *thread, v, x value) error { picklerOf(v).dispatch = x; return nil }},
		},
		GetSets: []core.GetSet{
			{Name: "memo", Get: func(t *thread, v value) (value, error) {
				m := &picklerMemo{p: picklerOf(v)}
				return core.Make(&picklerMemoType, &m.Header), nil
			}, Set: setPicklerMemo},
			{Name: "persistent_id", Get: func(t *thread, v value) (value, error) {
				if p := picklerOf(v); !p.persID.IsUnbound() {
					return p.persID, nil
				}
				return persistentID.Bound(v), nil
			}, Set: func(t *thread, v, x value) error { picklerOf(v).persID = x; return nil }},
		},
	})
	picklerMemoType.Setup(&core.TypeSpec{
		Name: "_pickle.PicklerMemoProxy", Layout: core.LayoutOf[picklerMemo](), Flags: core.FlagGeneric | core.FlagNoNew,
		Slots: core.Slots{Traverse: func(h *core.Header, visit func(value)) {
			visit(core.Obj(&core.As[picklerMemo](core.Obj(h)).p.Header))
		}},
		Methods: []core.Func{
			{Name: "clear", Sig: "(self, /)", Flags: core.Pure, Doc: "Remove all items from memo.", Fn: func(t *thread, a []value) (value, error) {
				core.As[picklerMemo](a[0]).p.memo.clear()
				return core.None, nil
			}},
			{Name: "copy", Sig: "(self, /)", Flags: core.Polls | core.Charges, Doc: "Return a copy of what is remembered.", Fn: memoCopy},
			core.ReduceMethod(func(t *thread, a []value) (value, error) {
				d, err := memoCopy(t, a)
				if err != nil {
					return unbound, err
				}
				return core.Pair(core.DictType.Val(), core.NewTuple(d)), nil
			}),
		},
	})
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
