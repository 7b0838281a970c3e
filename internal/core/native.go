// This file defines native functions: how a Func is bound to arguments by its text signature, and the
// Python objects that natives appear as. A Native of a builtin type is process-wide and immutable.
package core

import (
	"strconv"
	"strings"
	"sync/atomic"
	"unsafe"

	"github.com/vivarium-py/vivarium/internal/code"
)

// Kinds of native callables, each with its own Python type.
const (
	natFunc   = iota // builtin_function_or_method
	natMethod        // method_descriptor
	natSlot          // wrapper_descriptor
	natClass         // classmethod_descriptor
	natBound         // method-wrapper
	natNew           // the __new__ of a builtin type: builtin_function_or_method whose __self__ is the type
	natInit          // the __init__ of a builtin type: wrapper_descriptor
)

// Native is a native function, a method of a builtin type, or one bound to its self.
type Native struct {
	Header
	def    *Func
	sig    *atomic.Pointer[Signature] // shared by all bound copies
	self   Value                      // Unbound unless bound
	owner  *Type                      // of methods
	module Value
	name   *Str
	kind   uint8
	sdef   *slotDef // of slot wrappers
	home   *Type    // of static methods

	// arity is one more than the largest number of arguments, self among them, of a function or method that callInLoop may call,
	// and the smallest number above bit 16. 0 until the first call.
	arity atomic.Uint32
}

// Param kinds.
const (
	ParamPos = iota
	ParamPosKw
	ParamVar
	ParamKw
	ParamVarKw
)

// Param is one parameter of a native's signature.
type Param struct {
	Name     *Str
	Kind     uint8
	Required bool
	Default  Value  // Unbound where the text is no literal
	Text     string // of the default
}

// Signature is the parsed form of Func.Sig.
type Signature struct {
	Params  []Param
	minPos  int
	maxPos  int // positional parameters
	posOnly int
	varPos  int // index of *args, -1
	varKw   int // index of **kw, -1
	kwOnly  int // number of keyword-only parameters
	noText  bool
	bare    bool // no keyword-only parameter is required
}

var noSignature = &Signature{Params: []Param{{Name: Intern("args"), Kind: ParamVar}}, varPos: 0, varKw: -1, noText: true, bare: true}

// ParseSignature reads a text signature; a wrong one is a bug in Vivarium.
func ParseSignature(text string) *Signature {
	if text == "" {
		return noSignature
	}
	s := &Signature{varPos: -1, varKw: -1, bare: true}
	body := strings.TrimSuffix(strings.TrimPrefix(text, "("), ")")
	kind := uint8(ParamPosKw)
	for _, part := range splitParams(body) {
		p := Param{Kind: kind, Required: true, Default: Unbound}
		switch {
		case part == "/":
			for i := range s.Params {
				s.Params[i].Kind = ParamPos
			}
			continue
		case part == "*":
			kind = ParamKw
			continue
		case strings.HasPrefix(part, "**"):
			p.Kind, p.Required, part = ParamVarKw, false, part[2:]
			s.varKw = len(s.Params)
		case part[0] == '*':
			p.Kind, p.Required, part = ParamVar, false, part[1:]
			s.varPos = len(s.Params)
			kind = ParamKw
		}
		if name, def, ok := strings.Cut(part, "="); ok {
			part, p.Required, p.Text, p.Default = name, false, def, literal(def)
		}
		p.Name = Intern(part)
		s.Params = append(s.Params, p)
	}
	for _, p := range s.Params {
		switch p.Kind {
		case ParamPos:
			s.posOnly++
			fallthrough
		case ParamPosKw:
			s.maxPos++
			if p.Required {
				s.minPos = s.maxPos
			}
		case ParamKw:
			s.kwOnly++
			s.bare = s.bare && !p.Required
		}
	}
	return s
}

// splitParams splits at commas outside brackets and quotes.
func splitParams(s string) (out []string) {
	depth, start := 0, 0
	var quote byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '(' || c == '[' || c == '{' || c == '<':
			depth++
		case c == ')' || c == ']' || c == '}' || c == '>':
			depth--
		case c == ',' && depth == 0:
			out = append(out, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	if rest := strings.TrimSpace(s[start:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

func literal(s string) Value {
	switch s {
	case "None":
		return None
	case "True":
		return True
	case "False":
		return False
	case "()":
		return emptyTuple.Val()
	}
	if s[0] == '\'' || s[0] == '"' {
		return Intern(unescape(s[1 : len(s)-1])).Val()
	}
	if strings.HasPrefix(s, "b'") {
		return NewBytes([]byte(unescape(s[2 : len(s)-1])))
	}
	if i, err := strconv.ParseInt(s, 0, 64); err == nil {
		return Int(i)
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil {
		return Float(f)
	}
	return Unbound
}

func unescape(s string) string {
	return strings.NewReplacer(`\n`, "\n", `\t`, "\t", `\\`, `\`, `\0`, "\x00").Replace(s)
}

// Signature gives the parsed signature, parsing it at the first use.
func (n *Native) Signature() *Signature {
	if s := n.sig.Load(); s != nil {
		return s
	}
	s := ParseSignature(n.def.Sig)
	n.sig.Store(s)
	return s
}

func newNative(def *Func, kind uint8, owner *Type) *Native {
	n := &Native{def: def, sig: new(atomic.Pointer[Signature]), self: Unbound, owner: owner, module: None, kind: kind, name: Intern(def.Name)}
	switch kind {
	case natNew:
		n.name = nNew
	case natInit:
		n.name = nInit
	}
	n.shape = &nativeTypes[kind].shape0
	return n
}

// NewFunction makes a builtin function object; module is its __module__.
func NewFunction(def *Func, module string) Value {
	n := newNative(def, natFunc, nil)
	if module != "" {
		n.module = Intern(module).Val()
	}
	return Value{ref: &n.Header}
}

// bind gives a bound copy of a native method.
func (n *Native) bind(self Value) Value {
	b := &Native{def: n.def, sig: n.sig, self: self, owner: n.owner, module: None, kind: natFunc, name: n.name, sdef: n.sdef}
	if n.kind == natSlot || n.kind == natInit {
		b.kind = natBound
	}
	b.shape = &nativeTypes[b.kind].shape0
	return Value{ref: &b.Header}
}

// isCtor reports the __new__ or __init__ of a builtin type: messages name the type instead.
func (n *Native) isCtor() bool {
	return n.kind >= natNew || n.kind == natBound && n.sdef == nil
}

// funcName is how error messages name a native: "len()", "list.append()", "list()" for its constructors.
func (n *Native) funcName() string {
	switch {
	case n.owner == nil && n.home != nil:
		return n.home.qualname + "." + n.def.Name + "()"
	case n.owner == nil || n.kind == natFunc && n.self.isA(&ModuleType):
		return n.def.Name + "()"
	case n.isCtor():
		return n.owner.name + "()"
	}
	return n.nameOwner().qualname + "." + n.def.Name + "()"
}

// nameOwner is the type that names a method: of a bound one that of its self, as in bool.bit_length.
func (n *Native) nameOwner() *Type {
	if n.kind != natFunc || n.self.IsUnbound() {
		return n.owner
	}
	if c := AsType(n.self); c != nil {
		return c
	}
	return n.self.Type()
}

// msgName is the bare name in messages of the form "append expected 1 argument".
func (n *Native) msgName() string {
	if n.owner != nil && n.isCtor() {
		return n.owner.name
	}
	return n.def.Name
}

// noKeywords is the error of constructors that take any keywords for the sake of subclasses, before their number of arguments.
func (n *Native) noKeywords(t *Thread, s *Signature, nkw int) error {
	if nkw > 0 && s.varKw >= 0 && n.isCtor() && n.owner != nil {
		switch n.owner {
		case &ListType, &TupleType, &FrozenSetType, &FloatType, &FilterType, &ReversedType, &RangeType, &SetType:
			return t.TypeError("%s() takes no keyword arguments", n.owner.name)
		}
	}
	return nil
}

// call binds arguments (self among them for methods) and calls the native. names are the keywords of the last arguments.
func (n *Native) call(t *Thread, args []Value, names *Tuple) (Value, error) {
	s := n.sig.Load()
	if s == nil {
		s = n.Signature()
	}
	if names == nil && len(args) == s.maxPos && len(s.Params) == s.maxPos {
		return n.def.Fn(t, args)
	}
	if n.def.Flags&AnyArgs != 0 && len(args) > 0 {
		return n.def.Fn(t, args[:1])
	}
	if names == nil && s.bare && len(args) >= s.minPos && (len(args) <= s.maxPos || s.varPos >= 0) {
		return n.callBare(t, s, args)
	}
	a := t.pushArgs(len(s.Params))
	err := n.bindArgs(t, s, a, args, names)
	if err != nil {
		t.popArgs(a)
		return Unbound, err
	}
	v, err := n.def.Fn(t, a)
	t.popArgs(a)
	return v, err
}

// callBare is call with positional arguments only, as many as the native takes at least and not too many.
func (n *Native) callBare(t *Thread, s *Signature, args []Value) (Value, error) {
	a := t.pushArgs(len(s.Params))
	k := min(len(args), s.maxPos)
	for i := copy(a, args[:k]); i < len(a); i++ {
		a[i] = s.Params[i].Default
	}
	var lent *Tuple
	if s.varPos >= 0 {
		switch rest := args[k:]; {
		case len(rest) == 0:
			a[s.varPos] = emptyTuple.Val()
		case n.def.Flags&Lends != 0:
			lent = t.lend(rest)
			a[s.varPos] = lent.Val()
		default:
			err := t.chargeItems(len(rest))
			if err == nil {
				a[s.varPos], err = t.tupleCopy(rest)
			}
			if err != nil {
				t.popArgs(a)
				return Unbound, err
			}
		}
	}
	v, err := n.def.Fn(t, a)
	t.popArgs(a)
	if lent != nil {
		t.unlend(lent)
	}
	return v, err
}

// maxLent is how many tuples a thread keeps for lend.
const maxLent = 8

// lend gives a tuple of items that stay where they are, until unlend.
func (t *Thread) lend(items []Value) *Tuple {
	n := len(t.lent) - 1
	if n < 0 {
		return &Tuple{Header: Header{&TupleType.shape0}, items: items}
	}
	u := t.lent[n]
	t.lent = t.lent[:n]
	u.items = items
	return u
}

func (t *Thread) unlend(u *Tuple) {
	u.items = nil
	if len(t.lent) < maxLent {
		t.lent = append(t.lent, u)
	}
}

// plainNative gives the native and the arguments of a call without keywords of a builtin function, or of a method on an
// instance of its very type, with as many arguments as it takes. For every other instruction it gives nil.
func plainNative(base unsafe.Pointer, in code.Instr) (*Native, []Value) {
	if in.Op != code.Call && in.Op != code.CallMethod {
		return nil, nil
	}
	h, args, count := reg(base, in.B).ref, unsafe.Add(base, uintptr(in.B)+16), int(in.C)
	if h == nil {
		return nil, nil
	}
	if in.Op == code.CallMethod {
		if self := (*Value)(args); self.IsUnbound() {
			args = unsafe.Add(args, 16)
		} else {
			count++
		}
	}
	var n *Native
	switch h.shape {
	case &NativeFunctionType.shape0:
		if n = cast[Native](h); n.kind != natFunc || !n.self.IsUnbound() {
			return nil, nil
		}
	case &NativeMethodType.shape0:
		if n = cast[Native](h); n.kind != natMethod || count == 0 || (*Value)(args).Type() != n.owner {
			return nil, nil
		}
	default:
		return nil, nil
	}
	if s := n.sig.Load(); s == nil || count > s.maxPos || count < s.minPos || s.maxPos != len(s.Params) {
		return nil, nil
	} else if n.arity.Load() == 0 && n.def.Flags&AnyArgs == 0 && s.maxPos < 1<<15 {
		n.arity.Store(uint32(s.maxPos) + 1 | uint32(s.minPos)<<16)
	}
	return n, unsafe.Slice((*Value)(args), count)
}

// callInLoop does, for the loop, a call of a native whose arguments begin skip bytes after it, and are self more than the instruction
// says. On an error, which is then in t.failed for slow to go on with, and where the budget is spent or the native wants more
// than a number of arguments, it reports false.
//
//go:noinline
func (t *Thread) callInLoop(f *Frame, in *code.Instr, skip uintptr, self int) bool {
	base := f.base
	n := cast[Native](reg(base, in.B).ref)
	count := int(in.C) + self
	arity := n.arity.Load()
	short := int(arity&0xffff) - 1 - count
	if short < 0 || count < int(arity>>16) {
		return false
	}
	if t.budget < 0 {
		return false
	}
	t.budget--
	args := unsafe.Slice((*Value)(unsafe.Add(base, uintptr(in.B)+skip)), count)
	if count == 2 && n.def.Two != nil {
		if v, ok := n.def.Two(args[0], args[1]); ok {
			*reg(base, in.A) = v
			return true
		}
	}
	t.setSP(f.regTop())
	t.inflight = 0 // no native of this run of the loop is at work
	if n.def.Flags&Resumes != 0 && t.stepPlainGen(in, n, args) {
		return true
	}
	var v Value
	var err error
	if short == 0 {
		v, err = n.def.Fn(t, args)
	} else {
		v, err = n.callBare(t, n.sig.Load(), args)
	}
	if err != nil {
		t.failed = err
		return false
	}
	*reg(base, in.A) = v
	return true
}

// callSelf is call with self put before the other arguments.
func (n *Native) callSelf(t *Thread, self Value, args []Value, names *Tuple) (Value, error) {
	if s := n.sig.Load(); s != nil && names == nil && len(s.Params) == s.maxPos && len(args) < s.maxPos && len(args)+1 >= s.minPos && n.def.Flags&AnyArgs == 0 {
		a := t.pushArgs(len(s.Params))
		a[0] = self
		for i := 1 + copy(a[1:], args); i < len(a); i++ {
			a[i] = s.Params[i].Default
		}
		v, err := n.def.Fn(t, a)
		t.popArgs(a)
		return v, err
	}
	a := t.pushArgs(len(args) + 1)
	a[0] = self
	if len(args) <= 64 {
		copy(a[1:], args)
	} else if err := Move(t, a[1:], args); err != nil {
		t.popArgs(a)
		return Unbound, err
	}
	v, err := n.call(t, a, names)
	t.popArgs(a)
	return v, err
}

// bindArgs fills a, one Value a parameter.
func (n *Native) bindArgs(t *Thread, s *Signature, a []Value, args []Value, names *Tuple) error {
	npos := len(args) - names.Len()
	nparams := len(s.Params)
	if names.Len() > 0 && s.varKw < 0 && s.posOnly == s.maxPos && s.kwOnly == 0 {
		if n.isWrapper() {
			return t.TypeError("wrapper %s() takes no keyword arguments", n.def.Name)
		}
		return t.TypeError("%s takes no keyword arguments", n.funcName())
	}
	if npos > s.maxPos && s.varPos < 0 {
		return n.tooMany(t, s, npos, names.Len())
	}
	k := min(npos, s.maxPos)
	copy(a, args[:k])
	for i := k; i < nparams; i++ {
		a[i] = Unbound
	}
	if s.varPos >= 0 {
		if npos > s.maxPos {
			if err := t.chargeItems(npos - s.maxPos); err != nil {
				return err
			}
			v, err := t.tupleCopy(args[s.maxPos:npos])
			if err != nil {
				return err
			}
			a[s.varPos] = v
		} else {
			a[s.varPos] = emptyTuple.Val()
		}
	}
	if names.Len() > 0 {
		if s.varKw < 0 && s.varPos < 0 && len(args) > nparams {
			return n.tooManyInAll(t, s, npos, names.Len())
		}
		if least := min(s.posOnly, s.minPos); s.varKw < 0 && npos < least {
			return n.missing(t, s, &s.Params[npos], npos, npos)
		}
		var extra *Dict
		var unexpected error // told after a missing argument
	keywords:
		for j, nv := range names.items {
			name := AsStr(nv)
			if j&63 == 63 {
				if err := t.PollAtomic(64); err != nil {
					return err
				}
			}
			for i := max(s.posOnly, n.skip()); i < nparams; i++ {
				p := &s.Params[i]
				if (p.Kind == ParamPosKw || p.Kind == ParamKw) && (p.Name == name || p.Name.s == name.s) {
					if !a[i].IsUnbound() {
						return t.TypeError("argument for %s given by name ('%s') and position (%d)", n.shortName(), name.s, i+1-n.skip())
					}
					a[i] = args[npos+j]
					continue keywords
				}
			}
			if s.varKw < 0 {
				if unexpected == nil {
					unexpected = t.TypeError("%s got an unexpected keyword argument '%s'", n.shortName(), name.s)
				}
				continue
			}
			if extra == nil {
				extra = NewDict()
				a[s.varKw] = extra.Val()
			}
			if err := extra.putStr(t, name, args[npos+j]); err != nil {
				return err
			}
		}
		if unexpected != nil && n.owner == &EnumerateType {
			return t.TypeError("'%s' is an invalid keyword argument for enumerate()", AsStr(names.items[0]).s)
		}
		if unexpected != nil {
			for i := k; i < nparams; i++ {
				if p := &s.Params[i]; p.Required && a[i].IsUnbound() {
					return n.missing(t, s, p, i, npos)
				}
			}
			return unexpected
		}
	}
	for i := k; i < nparams; i++ {
		if a[i].IsUnbound() {
			p := &s.Params[i]
			if p.Required {
				if err := n.noKeywords(t, s, names.Len()); err != nil {
					return err
				}
				return n.missing(t, s, p, i, npos)
			}
			a[i] = p.Default
		}
	}
	return nil
}

func (n *Native) skip() int {
	if n.owner != nil {
		return 1
	}
	return 0
}

func (n *Native) shortName() string { return n.msgName() + "()" }

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// tooMany words the error for too many positional arguments as CPython's calling conventions do.
func (n *Native) tooMany(t *Thread, s *Signature, npos, nkw int) error {
	if err := n.noKeywords(t, s, nkw); err != nil {
		return err
	}
	self := n.skip()
	want, got := s.maxPos-self, npos-self
	switch {
	case n.isWrapper():
		return n.wrapperCount(t, s, "at most", want, got)
	case n.def.Flags&Vector != 0 && s.minPos == s.maxPos:
		return t.TypeError("%s expected %d argument%s, got %d", n.msgName(), want, plural(want), got)
	case n.def.Flags&Vector != 0 && nkw == 0:
		return t.TypeError("%s expected at most %d argument%s, got %d", n.msgName(), want, plural(want), got)
	case s.kwOnly > 0 || s.posOnly < s.maxPos || s.varKw >= 0 && want == 0:
		if s.varKw < 0 && npos+nkw > len(s.Params) {
			return n.tooManyInAll(t, s, npos, nkw)
		}
		if want == 0 {
			return t.TypeError("%s takes no positional arguments", n.shortName())
		}
		if s.kwOnly > 0 {
			how := "at most"
			if s.minPos == s.maxPos {
				how = "exactly"
			}
			return t.TypeError("%s takes %s %d positional argument%s (%d given)", n.shortName(), how, want, plural(want), got)
		}
		return n.tooManyInAll(t, s, npos, nkw)
	case want == 0:
		return t.TypeError("%s takes no arguments (%d given)", n.funcName(), got)
	case want == 1 && s.minPos == s.maxPos && !n.isCtor():
		return t.TypeError("%s takes exactly one argument (%d given)", n.funcName(), got)
	case s.minPos == s.maxPos:
		return t.TypeError("%s expected %d argument%s, got %d", n.msgName(), want, plural(want), got)
	}
	return t.TypeError("%s expected at most %d argument%s, got %d", n.msgName(), want, plural(want), got)
}

// isWrapper reports a wrapper around a slot, other than those that builtin types have as methods (dict.__getitem__).
func (n *Native) isWrapper() bool {
	return n.sdef != nil && (n.kind == natSlot || n.kind == natBound)
}

// wrapperCount words the error for a number of arguments that a slot's wrapper does not take. Those of slots with one
// shape of arguments of their own name themselves.
func (n *Native) wrapperCount(t *Thread, s *Signature, how string, want, got int) error {
	name := ""
	switch n.sdef.group {
	case sgSetAttr, sgSetItem, sgSet:
		if want > 1 {
			name = n.def.Name + " "
		}
	case sgGet, sgBuffer:
		name = n.def.Name + " "
	}
	switch {
	case s.minPos == s.maxPos:
		return t.TypeError("%sexpected %d argument%s, got %d", name, want, plural(want), got)
	case name == "":
		return t.TypeError("expected %d or %d arguments, got %d", s.minPos-n.skip(), s.maxPos-n.skip(), got)
	}
	return t.TypeError("%sexpected %s %d argument%s, got %d", name, how, want, plural(want), got)
}

// tooManyInAll words the error for more arguments, keywords included, than there are parameters.
func (n *Native) tooManyInAll(t *Thread, s *Signature, npos, nkw int) error {
	self := n.skip()
	want, kind := len(s.Params)-self, ""
	if npos == self {
		kind = "keyword "
	}
	return t.TypeError("%s takes at most %d %sargument%s (%d given)", n.shortName(), want, kind, plural(want), npos-self+nkw)
}

func (n *Native) missing(t *Thread, s *Signature, p *Param, i, npos int) error {
	self := n.skip()
	want, got := s.minPos-self, npos-self
	switch {
	case self == 1 && i == 0:
		return t.TypeError("unbound method %s needs an argument", n.funcName())
	case n.isWrapper():
		return n.wrapperCount(t, s, "at least", want, got)
	case n.def.Flags&Vector != 0 && s.minPos == s.maxPos:
		return t.TypeError("%s expected %d argument%s, got %d", n.msgName(), want, plural(want), got)
	case p.Kind == ParamKw:
		return t.TypeError("%s missing required keyword-only argument: '%s'", n.shortName(), p.Name.s)
	case p.Kind == ParamPosKw || s.kwOnly > 0 || s.posOnly < s.maxPos:
		if p.Kind == ParamPos {
			return t.TypeError("%s takes at least %d positional argument%s (%d given)", n.shortName(), want, plural(want), got)
		}
		if n.owner == &EnumerateType {
			return t.TypeError("enumerate() missing required argument 'iterable'")
		}
		return t.TypeError("%s missing required argument '%s' (pos %d)", n.shortName(), p.Name.s, i+1-self)
	case want == 1 && s.minPos == s.maxPos && !n.isCtor():
		return t.TypeError("%s takes exactly one argument (%d given)", n.funcName(), got)
	case s.minPos == s.maxPos:
		return t.TypeError("%s expected %d argument%s, got %d", n.msgName(), want, plural(want), got)
	}
	return t.TypeError("%s expected at least %d argument%s, got %d", n.msgName(), want, plural(want), got)
}

// TextSignature is __text_signature__: the signature with "$" before self, None where there is none.
func (n *Native) TextSignature() Value {
	sig := n.def.Sig
	switch {
	case n.kind == natNew:
		sig = "($type, *args, **kwargs)"
	case n.owner != nil && n.isCtor():
		sig = "($self, /, *args, **kwargs)"
	case sig == "":
		return None
	case n.owner == nil && n.def.Flags&Static == 0 && !n.module.IsNone():
		if sig = sig[1:]; sig == ")" {
			sig = "($module)"
		} else {
			sig = "($module, " + sig
		}
		if !strings.Contains(sig, "/") {
			sig = "($module, /" + strings.TrimPrefix(sig, "($module")
		}
	case n.def.Flags&ClassM != 0:
		if _, rest, ok := strings.Cut(sig, ","); ok {
			sig = "($type," + rest
		} else {
			sig = "($type, /)"
		}
		if !strings.Contains(sig, "/") {
			sig = "($type, /" + strings.TrimPrefix(sig, "($type")
		}
	case n.owner != nil && n.def.Flags&Static == 0 || strings.HasPrefix(sig, "(cls"):
		if sig = "($" + sig[1:]; !strings.Contains(sig, "/") {
			i := strings.IndexAny(sig, ",)")
			sig = sig[:i] + ", /" + sig[i:]
		}
	}
	return StrVal(sig)
}
