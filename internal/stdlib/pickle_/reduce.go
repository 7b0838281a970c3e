// This file writes objects that take themselves apart: what __reduce_ex__, a dispatch table or reducer_override gives.
package pickle_

import "github.com/vivarium-py/vivarium/internal/core"

// saveReduced writes what a reduction gave for v: the name of a global, or a tuple.
func (w *writer) saveReduced(v, r value) error {
	if s := core.AsStr(r); s != nil {
		return w.saveGlobal(v, s)
	}
	if core.AsTuple(r) == nil {
		return w.note(picklingError(w.t, "__reduce__ must return a string or tuple, not %s", r.Type().FullName()), "when serializing %s object", v.Type().FullName())
	}
	if err := w.saveReduce(v, r, true); err != nil {
		return w.note(err, "when serializing %s object", v.Type().FullName())
	}
	return nil
}

// saveReduce writes the steps that make v again. named allows the forms that copyreg's helpers stand for.
func (w *writer) saveReduce(v, r value, named bool) error {
	t := w.t
	steps := core.AsTuple(r).Items()
	if len(steps) < 2 || len(steps) > 6 {
		return picklingError(t, "tuple returned by __reduce__ must contain 2 through 6 elements")
	}
	var part [6]value
	for i := range part {
		part[i] = core.None
	}
	copy(part[:], steps)
	f, args := part[0], core.AsTuple(part[1])
	if !core.Callable(f) {
		return picklingError(t, "first item of the tuple returned by __reduce__ must be callable, not %s", f.Type().FullName())
	}
	if args == nil {
		return picklingError(t, "second item of the tuple returned by __reduce__ must be a tuple, not %s", part[1].Type().FullName())
	}
	for i, word := range [...]string{3: "fourth", 4: "fifth"} {
		if word != "" && !part[i].IsNone() && !core.HasNext(part[i]) {
			return picklingError(t, "%s item of the tuple returned by __reduce__ must be an iterator, not %s", word, part[i].Type().FullName())
		}
	}
	if !part[5].IsNone() && !core.Callable(part[5]) {
		return picklingError(t, "sixth item of the tuple returned by __reduce__ must be callable, not %s", part[5].Type().FullName())
	}
	full := func() string { return v.Type().FullName() }
	form := ""
	if named && w.proto >= 2 {
		x, err := t.LookupAttr(f, nName)
		if err != nil {
			return err
		}
		if s := core.AsStr(x); s != nil {
			form = s.String()
		}
	}
	switch form {
	case "__newobj_ex__":
		if err := w.saveNewObjEx(v, args.Items()); err != nil {
			return err
		}
	case "__newobj__":
		if err := w.saveNewObj(v, args.Items()); err != nil {
			return err
		}
	default:
		if err := w.save(f, false); err != nil {
			return w.note(err, "when serializing %s reconstructor", full())
		}
		if err := w.save(part[1], false); err != nil {
			return w.note(err, "when serializing %s reconstructor arguments", full())
		}
		if err := w.put(opReduce); err != nil {
			return err
		}
	}
	if _, ok := w.p.memo.get(v.Ref()); ok { // its arguments led back to it
		if err := w.put(opPop); err != nil {
			return err
		}
		_, err := w.again(v)
		return err
	}
	if err := w.memoize(v); err != nil {
		return err
	}
	if !part[3].IsNone() {
		if err := w.batchList(v, part[3]); err != nil {
			return err
		}
	}
	if !part[4].IsNone() {
		if err := w.batchDict(v, part[4]); err != nil {
			return err
		}
	}
	switch {
	case part[2].IsNone():
	case part[5].IsNone():
		if err := w.save(part[2], false); err != nil {
			return w.note(err, "when serializing %s state", full())
		}
		return w.put(opBuild)
	default:
		if err := w.save(part[5], false); err != nil {
			return w.note(err, "when serializing %s state setter", full())
		}
		if err := w.save(v, false); err != nil {
			return err
		}
		if err := w.save(part[2], false); err != nil {
			return w.note(err, "when serializing %s state", full())
		}
		return w.put(opTuple2, opReduce, opPop)
	}
	return nil
}

// class reads the first argument of a helper of copyreg.
func (w *writer) class(v value, arg value, form string) error {
	cls := core.AsType(arg)
	if cls == nil {
		return picklingError(w.t, "first argument to %s() must be a class, not %s", form, arg.Type().FullName())
	}
	own, err := w.t.GetAttr(v, nClass)
	if err != nil {
		return err
	}
	if own != arg && form == "__newobj__" {
		return picklingError(w.t, "first argument to __newobj__() must be %s, not %s", w.text(own), w.text(arg))
	}
	return nil
}

func (w *writer) saveNewObj(v value, args []value) error {
	t := w.t
	if len(args) == 0 {
		return picklingError(t, "__newobj__ expected at least 1 argument, got 0")
	}
	if err := w.class(v, args[0], "__newobj__"); err != nil {
		return err
	}
	full := v.Type().FullName()
	if err := w.save(args[0], false); err != nil {
		return w.note(err, "when serializing %s class", full)
	}
	if err := w.save(core.NewTuple(args[1:]...), false); err != nil {
		return w.note(err, "when serializing %s __new__ arguments", full)
	}
	return w.put(opNewObj)
}

func (w *writer) saveNewObjEx(v value, args []value) error {
	t := w.t
	if len(args) != 3 {
		return picklingError(t, "__newobj_ex__ expected 3 arguments, got %d", len(args))
	}
	if err := w.class(v, args[0], "__newobj_ex__"); err != nil {
		return err
	}
	if core.AsTuple(args[1]) == nil {
		return picklingError(t, "second argument to __newobj_ex__() must be a tuple, not %s", args[1].Type().FullName())
	}
	if core.AsDict(args[2]) == nil {
		return picklingError(t, "third argument to __newobj_ex__() must be a dict, not %s", args[2].Type().FullName())
	}
	full := v.Type().FullName()
	if w.proto >= 4 {
		if err := w.save(args[0], false); err != nil {
			return w.note(err, "when serializing %s class", full)
		}
		if err := w.save(args[1], false); err != nil {
			return w.note(err, "when serializing %s __new__ arguments", full)
		}
		if err := w.save(args[2], false); err != nil {
			return w.note(err, "when serializing %s __new__ arguments", full)
		}
		return w.put(opNewObjEx)
	}
	m, err := t.Import("functools")
	if err != nil {
		return err
	}
	partial, err := t.GetAttr(m, core.Intern("partial"))
	if err != nil {
		return err
	}
	newFn, err := t.GetAttr(args[0], nNew)
	if err != nil {
		return err
	}
	items, err := core.Append(t, []value{newFn, args[0]}, core.AsTuple(args[1]).Items())
	if err != nil {
		return err
	}
	call, err := t.CallStar(partial, core.TupleOf(items), args[2])
	if err != nil {
		return err
	}
	if err := w.save(call, false); err != nil {
		return w.note(err, "when serializing %s reconstructor", full)
	}
	return w.put(opEmptyTuple, opReduce)
}

// batchList writes the items that an iterator gives, for v to be extended by.
func (w *writer) batchList(v, it value) error {
	i := 0
	return batch(w, opAppend, opAppends, func() (value, bool, error) {
		x, err := w.t.Next(it)
		return x, !x.IsUnbound(), err
	}, func(x value) error {
		if err := w.save(x, false); err != nil {
			return w.note(err, "when serializing %s item %d", v.Type().FullName(), i)
		}
		i++
		return nil
	})
}

// batchDict writes the pairs that an iterator gives, for v to be updated with.
func (w *writer) batchDict(v, it value) error {
	return batch(w, opSetItem, opSetItems, func() ([]value, bool, error) {
		x, err := w.t.Next(it)
		if err != nil || x.IsUnbound() {
			return nil, false, err
		}
		pair := core.AsTuple(x)
		if pair == nil || pair.Len() != 2 {
			return nil, false, w.t.TypeError("dict items iterator must return 2-tuples")
		}
		return pair.Items(), true, nil
	}, func(p []value) error {
		if err := w.save(p[0], false); err != nil {
			return err
		}
		if err := w.save(p[1], false); err != nil {
			return w.note(err, "when serializing %s item %s", v.Type().FullName(), w.text(p[0]))
		}
		return nil
	})
}

// batch writes what next gives: each with the opcode one where it is alone or the protocol is 0, else up to batchSize of them
// behind a mark and before the opcode many.
func batch[T any](w *writer, one, many byte, next func() (T, bool, error), save func(T) error) error {
	for {
		x, ok, err := next()
		if err != nil || !ok {
			return err
		}
		var y T
		more := false
		if w.bin {
			if y, more, err = next(); err != nil {
				return err
			}
		}
		if !more {
			if err := save(x); err != nil {
				return err
			}
			if err := w.put(one); err != nil || w.bin {
				return err
			}
			continue
		}
		if err := w.put(opMark); err != nil {
			return err
		}
		if err := save(x); err != nil {
			return err
		}
		for n := 2; more; n++ {
			if err := save(y); err != nil {
				return err
			}
			if n == batchSize {
				break
			}
			if y, more, err = next(); err != nil {
				return err
			}
		}
		if err := w.put(many); err != nil || !more {
			return err
		}
	}
}
