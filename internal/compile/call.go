// This file compiles calls: arguments are evaluated into the window of registers that becomes the callee's frame.
package compile

import (
	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/syntax"
)

// maxArgs bounds the window of a plain call; longer ones pass a tuple and a dict.
const maxArgs = 30

func (u *unit) call(e *syntax.Call, dst reg) {
	u.checkCaller(e)
	u.checkKeywords(e.Keywords)
	if plain(e.Args, e.Keywords) {
		if a, ok := e.Func.(*syntax.Attribute); ok && len(u.caches) < 60000 {
			u.methodCall(e, a, dst)
			return
		}
	}
	w := u.temp()
	u.expr(e.Func, w)
	u.finishCall(e.Args, e.Keywords, w, 1, dst, e.Pos)
}

// plain reports whether a call's arguments fit a window.
func plain(args []syntax.Expr, kws []*syntax.Keyword) bool {
	if len(args)+len(kws) > maxArgs {
		return false
	}
	for _, a := range args {
		if _, ok := a.(*syntax.Starred); ok {
			return false
		}
	}
	for _, k := range kws {
		if k.Arg == "" {
			return false
		}
	}
	return true
}

func (u *unit) methodCall(e *syntax.Call, a *syntax.Attribute, dst reg) {
	w := u.top
	if s, ok := u.superArgs(a.Value); ok {
		// super, class and object are in the first three registers of the window
		u.pos = attrPos(a, a.Pos)
		i, _ := u.cache(code.SuperMethod, u.cur.Mangle(a.Attr))
		u.emit(code.SuperMethod, w, s, i)
		u.top = w + 2
	} else {
		u.temps(2)
		r := w
		if _, ok := u.local(a.Value); ok {
			r = u.operand(a.Value)
		} else {
			u.expr(a.Value, w)
		}
		u.pos = attrPos(a, a.Pos)
		i, _ := u.cache(code.LoadMethod, u.cur.Mangle(a.Attr))
		u.emit(code.LoadMethod, w, r, i)
	}
	n := u.args(e.Args, e.Keywords)
	u.pos = attrPos(a, e.Pos)
	if names := u.keywordNames(e.Keywords); names {
		u.emit(code.CallMethodKw, dst, w, n)
	} else {
		u.emit(code.CallMethod, dst, w, n)
	}
}

// args evaluates plain arguments into new temporaries and counts them.
func (u *unit) args(args []syntax.Expr, kws []*syntax.Keyword) int {
	for _, a := range args {
		u.expr(a, u.temp())
	}
	for _, k := range kws {
		u.expr(k.Value, u.temp())
	}
	return len(args) + len(kws)
}

// keywordNames loads the tuple of keywords into a new temporary, if there are any.
func (u *unit) keywordNames(kws []*syntax.Keyword) bool {
	if len(kws) == 0 {
		return false
	}
	names := make([]code.Const, len(kws))
	for i, k := range kws {
		names[i] = strConst(k.Arg)
	}
	u.loadConst(u.temp(), tupleConst(names))
	return true
}

// finishCall evaluates the arguments of a call whose callee is in w, which must be the top temporary but for the
// n-1 positional arguments above it, and calls.
func (u *unit) finishCall(args []syntax.Expr, kws []*syntax.Keyword, w reg, n int, dst reg, pos syntax.Pos) {
	given := n - 1
	if plain(args, kws) {
		total := given + u.args(args, kws)
		u.pos = pos
		if u.keywordNames(kws) {
			u.emit(code.CallKw, dst, w, total)
		} else {
			u.emit(code.Call, dst, w, total)
		}
		return
	}
	flags := u.starArgs(args, w, given, pos)
	flags |= u.starKeywords(kws, w, pos)
	u.pos = pos
	u.emit(code.CallEx, dst, w, flags)
}

// starArgs leaves the positional arguments as one object in w+1.
func (u *unit) starArgs(args []syntax.Expr, w reg, given int, pos syntax.Pos) int {
	a := w + 1
	if given == 0 && len(args) == 1 {
		if s, ok := args[0].(*syntax.Starred); ok {
			u.expr(s.Value, u.temp())
			return code.CallExIter
		}
	}
	if given == 0 {
		u.temp()
	}
	stars := false
	for _, x := range args {
		_, star := x.(*syntax.Starred)
		stars = stars || star
	}
	if !stars && given+len(args) <= maxArgs {
		if given == 0 {
			u.top = a
		}
		for _, x := range args {
			u.expr(x, u.temp())
		}
		u.pos = pos
		u.emit(code.BuildTuple, a, a, given+len(args))
		u.top = a + 1
		return 0
	}
	u.pos = pos
	u.emit(code.BuildList, a, a, given)
	u.top = a + 1
	u.appendAll(a, args, code.ListAppend, code.ListExtend, pos)
	u.pos = pos
	u.emit(code.ListToTuple, a, a, 0)
	return 0
}

// starKeywords leaves the keyword arguments as one mapping in w+2, if there are any.
func (u *unit) starKeywords(kws []*syntax.Keyword, w reg, pos syntax.Pos) int {
	if len(kws) == 0 {
		return 0
	}
	d := u.temp()
	if len(kws) == 1 && kws[0].Arg == "" {
		u.expr(kws[0].Value, d)
		return code.CallExKw | code.CallExMapping
	}
	started := false
	if len(kws) > maxArgs {
		// One by one as long as there is no ** that a name might repeat.
		u.pos = pos
		u.emit(code.BuildMap, d, d, 0)
		started = true
		for len(kws) > 0 && kws[0].Arg != "" {
			m := u.top
			t := u.temp()
			u.loadStr(t, kws[0].Arg)
			r := u.value(kws[0].Value)
			u.pos = pos
			u.emit(code.MapAdd, d, t, r)
			u.top = m
			kws = kws[1:]
		}
	}
	var pending []*syntax.Keyword
	flush := func() {
		if len(pending) == 0 {
			return
		}
		m := u.top
		b := u.top
		for _, k := range pending {
			t := u.temps(2)
			u.pos = pos
			u.loadStr(t, k.Arg)
			u.expr(k.Value, t+1)
		}
		u.pos = pos
		if !started {
			u.emit(code.BuildMap, d, b, len(pending))
			started = true
		} else {
			u.emit(code.BuildMap, b, b, len(pending))
			u.emit(code.DictMerge, d, b, w)
		}
		u.top = m
		pending = nil
	}
	for _, k := range kws {
		if k.Arg != "" {
			pending = append(pending, k)
			if len(pending) >= maxArgs/2 {
				flush()
			}
			continue
		}
		flush()
		m := u.top
		if !started {
			u.pos = pos
			u.emit(code.BuildMap, d, d, 0)
			started = true
		}
		r := u.value(k.Value)
		u.pos = pos
		u.emit(code.DictMerge, d, r, w)
		u.top = m
	}
	flush()
	return code.CallExKw
}

// checkKeywords refuses keyword arguments that are repeated or forbidden.
func (u *unit) checkKeywords(kws []*syntax.Keyword) {
	for i, k := range kws {
		if k.Arg == "" {
			continue
		}
		if u.checkForbidden(k.Pos, k.Arg, syntax.Store) {
			return
		}
		if len(kws) > 16 {
			continue
		}
		for _, j := range kws[i+1:] {
			if j.Arg == k.Arg {
				u.c.errorAt(j.Pos, "keyword argument repeated: %s", k.Arg)
				return
			}
		}
	}
	if len(kws) > 16 {
		seen := map[string]bool{}
		for _, k := range kws {
			if k.Arg != "" && seen[k.Arg] {
				u.c.errorAt(k.Pos, "keyword argument repeated: %s", k.Arg)
				return
			}
			seen[k.Arg] = true
		}
	}
}
