// This file implements the searching methods of str. Positions are code points; the search is over bytes, which
// finds the same places because UTF-8 is self-synchronising.
package core

import "strings"

// seqRange reads the start and end arguments of searches in a sequence of n items, clipped but for start > n.
func (t *Thread) seqRange(start, end Value, n int) (lo, hi int, err error) {
	hi = n
	read := func(v Value, def int) (int, error) {
		if v.IsNone() || v.IsUnbound() {
			return def, nil
		}
		if v.ref == nil {
			return int(v.bits), nil
		}
		if v.Type().s.Index == nil {
			return 0, t.TypeError("slice indices must be integers or None or have an __index__ method")
		}
		return t.IndexClamp(v)
	}
	if lo, err = read(start, 0); err != nil {
		return
	}
	if hi, err = read(end, n); err != nil {
		return
	}
	if hi > n {
		hi = n
	} else if hi < 0 {
		hi = max(hi+n, 0)
	}
	if lo < 0 {
		lo = max(lo+n, 0)
	}
	return
}

// strArg gives the str of an argument of a method of str.
func (t *Thread) strArg(v Value, method string, pos int) (*Str, error) {
	if s := AsStr(v); s != nil {
		return s, nil
	}
	if pos == 0 {
		return nil, t.TypeError("%s() argument must be str, not %s", method, v.argTypeName())
	}
	return nil, t.TypeError("%s() argument %d must be str, not %s", method, pos, v.argTypeName())
}

// argTypeName is the type's name in messages about arguments, which call None by its own name.
func (v Value) argTypeName() string {
	if v.IsNone() {
		return "None"
	}
	return v.TypeName()
}

// strWindow gives the part of the text that start and end select, as bytes; ok is false where nothing can be found.
func (t *Thread) strWindow(s *Str, start, end Value) (text string, lo int, ok bool, err error) {
	if start.IsNone() && end.IsNone() {
		return s.s, 0, true, nil
	}
	i, j, err := t.seqRange(start, end, s.n)
	if err != nil || i > j {
		return "", 0, false, err
	}
	if lo, err = t.offset(s, i); err != nil {
		return "", 0, false, err
	}
	hi, err := t.offset(s, j)
	if err != nil {
		return "", 0, false, err
	}
	return s.s[lo:hi], lo, true, nil
}

// strSearch is find, rfind, index and rindex: the position or -1.
func (t *Thread) strSearch(a []Value, method string, last bool) (int, error) {
	sub, err := t.strArg(a[1], method, 1)
	if err != nil {
		return 0, err
	}
	s := strSelf(a[0])
	text, lo, ok, err := t.strWindow(s, a[2], a[3])
	if err != nil || !ok {
		return -1, err
	}
	var i int
	if last {
		i, err = t.findLast(text, sub.s)
	} else {
		i, err = t.find(text, sub.s)
	}
	if i < 0 || err != nil {
		return -1, err
	}
	return t.position(s, lo+i)
}

func strFind(t *Thread, a []Value) (Value, error) {
	i, err := t.strSearch(a, "find", false)
	return Int(int64(i)), err
}

func strRfind(t *Thread, a []Value) (Value, error) {
	i, err := t.strSearch(a, "rfind", true)
	return Int(int64(i)), err
}

func strIndex(t *Thread, a []Value) (Value, error) {
	i, err := t.strSearch(a, "index", false)
	if err == nil && i < 0 {
		err = t.ValueError("substring not found")
	}
	return Int(int64(i)), err
}

func strRindex(t *Thread, a []Value) (Value, error) {
	i, err := t.strSearch(a, "rindex", true)
	if err == nil && i < 0 {
		err = t.ValueError("substring not found")
	}
	return Int(int64(i)), err
}

func strCount(t *Thread, a []Value) (Value, error) {
	sub, err := t.strArg(a[1], "count", 1)
	if err != nil {
		return Unbound, err
	}
	s := strSelf(a[0])
	text, _, ok, err := t.strWindow(s, a[2], a[3])
	if err != nil || !ok {
		return Int(0), err
	}
	if sub.s == "" {
		n := 1
		err := t.inText(text, fastWork, func(part string) bool {
			n += countRunes(part)
			return true
		})
		return Int(int64(n)), err
	}
	n, err := t.countText(text, sub.s)
	return Int(int64(n)), err
}

func (t *Thread) strAffix(a []Value, method string, has func(s, affix string) bool) (Value, error) {
	s := strSelf(a[0])
	text, _, ok, err := t.strWindow(s, a[2], a[3])
	if err != nil {
		return Unbound, err
	}
	if tup := AsTuple(a[1]); tup != nil {
		for _, x := range tup.items {
			if err := t.PollAtomic(1); err != nil {
				return Unbound, err
			}
			sub := AsStr(x)
			if sub == nil {
				return Unbound, t.TypeError("tuple for %s must only contain str, not %s", method, x.TypeName())
			}
			if ok && has(text, sub.s) {
				return True, nil
			}
		}
		return False, nil
	}
	sub := AsStr(a[1])
	if sub == nil {
		return Unbound, t.TypeError("%s first arg must be str or a tuple of str, not %s", method, a[1].TypeName())
	}
	return Bool(ok && has(text, sub.s)), nil
}

func strStartswith(t *Thread, a []Value) (Value, error) {
	return t.strAffix(a, "startswith", strings.HasPrefix)
}

func strEndswith(t *Thread, a []Value) (Value, error) {
	return t.strAffix(a, "endswith", strings.HasSuffix)
}

func strRemoveprefix(t *Thread, a []Value) (Value, error) {
	p, err := t.strArg(a[1], "removeprefix", 0)
	if err != nil {
		return Unbound, err
	}
	s := strSelf(a[0])
	if !strings.HasPrefix(s.s, p.s) {
		return s.exact().Val(), nil
	}
	if err := t.chargeText(len(s.s)); err != nil {
		return Unbound, err
	}
	r, err := t.cut(s, len(p.s), len(s.s), s.n-p.n)
	return r.Val(), err
}

func strRemovesuffix(t *Thread, a []Value) (Value, error) {
	p, err := t.strArg(a[1], "removesuffix", 0)
	if err != nil {
		return Unbound, err
	}
	s := strSelf(a[0])
	if !strings.HasSuffix(s.s, p.s) {
		return s.exact().Val(), nil
	}
	if err := t.chargeText(len(s.s)); err != nil {
		return Unbound, err
	}
	r, err := t.cut(s, 0, len(s.s)-len(p.s), s.n-p.n)
	return r.Val(), err
}
