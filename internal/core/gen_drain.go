// This file lets natives that take every item of a generator (sum, any, list, set ...) do so without leaving the loop. Invariant:
// what takes an item there runs no Python code and cannot fail, so that nobody sees that the generator is not suspended
// meanwhile; an item that needs more than that is refused, and then yielded as ever.
package core

import "github.com/vivarium-py/vivarium/internal/code"

// takeYield gives what the top frame's generator yields to the native that drains it, and goes on with the generator. It reports
// false, having done nothing, if the native refuses the item.
func (t *Thread) takeYield(f *Frame, in *code.Instr) bool {
	if t.tracing || !t.sink(*reg(f.base, in.B)) {
		return false
	}
	t.budget -= 2 // what the native's poll and the generator's resuming take
	*reg(f.base, in.A) = None
	return true
}

// drainGen runs a generator as long as take takes what it yields, and gives the first item that it refuses, Unbound at the end.
func (t *Thread) drainGen(g *Generator, take func(Value) bool) (Value, error) {
	if g.state == genFinished {
		return Unbound, nil
	}
	if t.budget <= 0 || !t.pushPlainGen(g, None, frameEntry|frameGen|frameSink) {
		return genNext(t, obj(&g.Header))
	}
	outer := t.sink
	t.sink = take
	x, done, err := t.runGen(t.sp)
	t.sink = outer
	if done {
		return Unbound, nil
	}
	return x, err
}

// iterateQuick is Iterate for natives that can take most items in a way that runs no Python code and cannot fail: quick does
// that, and reports false, having done nothing, for the others.
func (t *Thread) iterateQuick(v Value, quick func(Value) bool, f func(Value) error) error {
	if v.ref == nil || v.ref.shape != &GeneratorType.shape0 {
		return t.Iterate(v, f)
	}
	g := cast[Generator](v.ref)
	for {
		if err := t.Poll(); err != nil {
			return err
		}
		x, err := t.drainGen(g, quick)
		if err != nil || x.IsUnbound() {
			return err
		}
		if err := f(x); err != nil {
			return err
		}
	}
}

// quickTruth is Truth where it runs no Python code.
func quickTruth(v Value) (truth, ok bool) {
	switch {
	case v.ref == nil:
		return v.bits != 0, true
	case v.ref == &trueObj.Header:
		return true, true
	case v.ref == &falseObj.Header, v.ref == &noneObj.Header:
		return false, true
	}
	return false, false
}

// quickFind is find for a key that is found without running Python code: -2 says that it may not be.
func (d *Dict) quickFind(k Value) (i int, h uint64) {
	switch {
	case k.ref == nil:
		h = hashSmall(int64(k.bits))
		return d.findSmall(k, h), h
	case k.ref.shape == &StrType.shape0 && d.watch&dictOdd == 0:
		return d.findStr(cast[Str](k.ref)), cast[Str](k.ref).Hash()
	}
	return -2, 0
}

// quickSet is Set where that runs no Python code and neither fails nor makes a large table.
func (d *Dict) quickSet(k, v Value) bool {
	i, h := d.quickFind(k)
	switch {
	case i >= 0:
		d.at(i).val = v
	case i < -1 || len(d.entries) >= 1024 && d.full():
		return false
	default:
		d.insert(k, h, v)
	}
	return true
}
