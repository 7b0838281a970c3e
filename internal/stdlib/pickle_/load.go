// This file runs the opcodes of a pickle. Invariant: every length is checked against the data before it is used, and every
// access to the stack against what lies above the last mark.
package pickle_

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/vivarium-py/vivarium/internal/bignum"
	"github.com/vivarium-py/vivarium/internal/core"
	"github.com/vivarium-py/vivarium/internal/numtext"
)

// loader is one load. fence is the last mark: what is below it is out of reach.
type loader struct {
	t         *thread
	u         *unpickler
	self      value
	data      []byte
	pos       int
	src       *source // nil: data is all there is
	stack     []value
	marks     []int
	fence     int
	persLoad  value
	findClass value // a subclass's
}

func (l *loader) truncated() error { return unpicklingError(l.t, "pickle data was truncated") }

// refill asks the file, and gives back what it has.
func (l *loader) refill(f func(s *source) error) error {
	s := l.src
	s.data, s.pos = l.data, l.pos
	err := f(s)
	l.data, l.pos = s.data, s.pos
	return err
}

// read gives the next n bytes, valid until the next read.
func (l *loader) read(n int) ([]byte, error) {
	if n > len(l.data)-l.pos {
		if l.src == nil {
			return nil, l.truncated()
		}
		if err := l.refill(func(s *source) error { return s.fill(l.t, n) }); err != nil {
			return nil, err
		}
		if n > len(l.data)-l.pos {
			return nil, l.truncated()
		}
	}
	b := l.data[l.pos : l.pos+n]
	l.pos += n
	return b, nil
}

// line gives the next line without its end.
func (l *loader) line() ([]byte, error) {
	i := bytes.IndexByte(l.data[l.pos:], '\n')
	if i < 0 && l.src != nil {
		if err := l.refill(func(s *source) error { return s.line(l.t) }); err != nil {
			return nil, err
		}
		i = bytes.IndexByte(l.data[l.pos:], '\n')
	}
	if i < 0 {
		return nil, l.truncated()
	}
	b := l.data[l.pos : l.pos+i]
	l.pos += i + 1
	return b, l.t.PollN(i >> 10)
}

// full is line for what must say something.
func (l *loader) full() ([]byte, error) {
	b, err := l.line()
	if err == nil && len(b) == 0 {
		err = l.truncated()
	}
	return b, err
}

func (l *loader) push(v value) error {
	if len(l.stack) == cap(l.stack) {
		n := 2*len(l.stack) + 32
		if err := l.t.ChargeItems(n); err != nil {
			return err
		}
		s, err := core.Clone(l.t, l.stack, n)
		if err != nil {
			return err
		}
		l.stack = s
	}
	l.stack = append(l.stack, v)
	return nil
}

// underflow is the error of a stack that is too short.
func (l *loader) underflow() error {
	if len(l.marks) > 0 {
		return unpicklingError(l.t, "unexpected MARK found")
	}
	return unpicklingError(l.t, "unpickling stack underflow")
}

func (l *loader) pop() (value, error) {
	n := len(l.stack)
	if n <= l.fence {
		return unbound, l.underflow()
	}
	v := l.stack[n-1]
	l.stack[n-1] = value{}
	l.stack = l.stack[:n-1]
	return v, nil
}

// top gives the last item, which stays.
func (l *loader) top() (value, error) {
	if len(l.stack) <= l.fence {
		return unbound, l.underflow()
	}
	return l.stack[len(l.stack)-1], nil
}

// mark takes the last mark away and gives where it was.
func (l *loader) mark() (int, error) {
	n := len(l.marks)
	if n == 0 {
		return 0, unpicklingError(l.t, "could not find MARK")
	}
	at := l.marks[n-1]
	l.marks = l.marks[:n-1]
	l.fence = 0
	if n > 1 {
		l.fence = l.marks[n-2]
	}
	return at, nil
}

// cut takes the items from a position on off the stack, in a slice of their own.
func (l *loader) cut(at int) ([]value, error) {
	n := len(l.stack) - at
	if err := l.t.ChargeItems(n); err != nil {
		return nil, err
	}
	items, err := core.Clone(l.t, l.stack[at:], 0)
	l.drop(at)
	return items, err
}

func (l *loader) drop(at int) {
	clear(l.stack[at:])
	l.stack = l.stack[:at]
}

func (l *loader) run() (value, error) {
	for {
		if l.pos >= len(l.data) {
			if l.src != nil {
				if err := l.refill(func(s *source) error { return s.fill(l.t, 1) }); err != nil {
					return unbound, err
				}
			}
			if l.pos >= len(l.data) {
				return unbound, l.t.Raise(&core.ExcEOFError, "Ran out of input")
			}
		}
		op := l.data[l.pos]
		l.pos++
		if op == opStop {
			return l.pop()
		}
		if err := l.t.Poll(); err != nil {
			return unbound, err
		}
		if err := l.step(op); err != nil {
			return unbound, err
		}
	}
}

// size reads a length of k bytes; what names it in errors.
func (l *loader) size(k int, what string) (int, error) {
	b, err := l.read(k)
	if err != nil {
		return 0, err
	}
	var n uint64
	for i := k - 1; i >= 0; i-- {
		n = n<<8 | uint64(b[i])
	}
	if n > math.MaxInt64 {
		return 0, l.t.OverflowError("%s exceeds system's maximum size of %d bytes", what, int64(math.MaxInt64))
	}
	return int(n), nil
}

func (l *loader) step(op byte) error {
	t := l.t
	switch op {
	case opMark:
		if len(l.marks) == cap(l.marks) {
			if err := t.ChargeItems(len(l.marks) + 16); err != nil {
				return err
			}
		}
		var err error
		if l.marks, err = core.Push(t, l.marks, len(l.stack)); err != nil {
			return err
		}
		l.fence = len(l.stack)
		return nil
	case opNone:
		return l.push(core.None)
	case opNewTrue:
		return l.push(core.True)
	case opNewFalse:
		return l.push(core.False)
	case opBinInt1:
		b, err := l.read(1)
		if err != nil {
			return err
		}
		return l.push(core.Int(int64(b[0])))
	case opBinInt2:
		b, err := l.read(2)
		if err != nil {
			return err
		}
		return l.push(core.Int(int64(binary.LittleEndian.Uint16(b))))
	case opBinInt:
		b, err := l.read(4)
		if err != nil {
			return err
		}
		return l.push(core.Int(int64(int32(binary.LittleEndian.Uint32(b)))))
	case opBinFloat:
		b, err := l.read(8)
		if err != nil {
			return err
		}
		return l.push(core.Float(math.Float64frombits(binary.BigEndian.Uint64(b))))
	case opShortBinUnicode:
		return l.unicode(1, "BINUNICODE")
	case opBinUnicode:
		return l.unicode(4, "BINUNICODE")
	case opBinUnicode8:
		return l.unicode(8, "BINUNICODE")
	case opShortBinBytes:
		return l.bytes(1, "BINBYTES")
	case opBinBytes:
		return l.bytes(4, "BINBYTES")
	case opBinBytes8:
		return l.bytes(8, "BINBYTES")
	case opByteArray8:
		n, err := l.size(8, "BYTEARRAY8")
		if err != nil {
			return err
		}
		b, err := l.read(n)
		if err != nil {
			return err
		}
		if b, err = t.CopyOf(b); err != nil {
			return err
		}
		return l.push(core.NewByteArray(b))
	case opMemoize:
		v, err := l.top()
		if err != nil {
			return err
		}
		return l.u.memo.put(t, l.u.memo.len(), v)
	case opBinGet:
		return l.get(1)
	case opLongBinGet:
		return l.get(4)
	case opBinPut:
		return l.put(1)
	case opLongBinPut:
		return l.put(4)
	case opEmptyTuple:
		return l.push(core.NewTuple())
	case opTuple1, opTuple2, opTuple3:
		n := int(op-opTuple1) + 1
		if len(l.stack)-l.fence < n {
			return l.underflow()
		}
		at := len(l.stack) - n
		v := core.NewTuple(l.stack[at:]...)
		l.drop(at)
		return l.push(v)
	case opTuple:
		return l.build(core.TupleOf)
	case opList:
		return l.build(core.NewList)
	case opEmptyList:
		return l.push(core.NewList(nil))
	case opEmptyDict:
		return l.push(core.NewDict().Val())
	case opEmptySet:
		return l.push(core.NewSet().Val())
	case opAppend:
		return l.appends(len(l.stack)-1, true)
	case opAppends:
		at, err := l.mark()
		if err != nil {
			return err
		}
		return l.appends(at, false)
	case opSetItem:
		return l.setItems(len(l.stack) - 2)
	case opSetItems:
		at, err := l.mark()
		if err != nil {
			return err
		}
		return l.setItems(at)
	case opAddItems:
		at, err := l.mark()
		if err != nil {
			return err
		}
		return l.addItems(at)
	case opFrozenSet:
		return l.frozenSet()
	case opDict:
		return l.dict()
	case opBuild:
		return l.buildState()
	case opNewObj:
		return l.newObj(false)
	case opNewObjEx:
		return l.newObj(true)
	case opReduce:
		args, err := l.pop()
		if err != nil {
			return err
		}
		f, err := l.pop()
		if err != nil {
			return err
		}
		tup := core.AsTuple(args)
		if tup == nil {
			return t.TypeError("argument list must be a tuple")
		}
		v, err := t.Call(f, tup.Items()...)
		if err != nil {
			return err
		}
		return l.push(v)
	case opStackGlobal:
		name, err := l.pop()
		if err != nil {
			return err
		}
		module, err := l.pop()
		if err != nil {
			return err
		}
		if !module.IsExactly(&core.StrType) || !name.IsExactly(&core.StrType) {
			return unpicklingError(t, "STACK_GLOBAL requires str")
		}
		return l.pushGlobal(core.AsStr(module), core.AsStr(name))
	case opProto:
		b, err := l.read(1)
		if err != nil {
			return err
		}
		if b[0] > highestProtocol {
			return t.ValueError("unsupported pickle protocol: %d", b[0])
		}
		l.u.proto = int(b[0])
		return nil
	case opFrame:
		b, err := l.read(8)
		if err != nil {
			return err
		}
		n := binary.LittleEndian.Uint64(b)
		if n > math.MaxInt64 {
			return t.OverflowError("FRAME length exceeds system's maximum of %d bytes", int64(math.MaxInt64))
		}
		if _, err := l.read(int(n)); err != nil {
			return err
		}
		l.pos -= int(n)
		return nil
	case opPop:
		if n := len(l.marks); n > 0 && l.marks[n-1] == len(l.stack) {
			_, err := l.mark()
			return err
		}
		_, err := l.pop()
		return err
	case opPopMark:
		at, err := l.mark()
		if err != nil {
			return err
		}
		l.drop(at)
		return nil
	case opDup:
		v, err := l.top()
		if err != nil {
			return err
		}
		return l.push(v)
	}
	return l.rare(op)
}

// rare has the opcodes of old protocols and those that pickles have few of.
func (l *loader) rare(op byte) error {
	t := l.t
	switch op {
	case opLong1, opLong4:
		return l.long(op == opLong4)
	case opInt:
		return l.intText()
	case opLong:
		b, err := l.full()
		if err != nil {
			return err
		}
		if digits, ok := bytes.CutSuffix(b, []byte("L")); ok {
			b = digits
		} else {
			b = b[:len(b)+1] // with its newline, which int() names where it refuses the rest
		}
		text, err := t.Decode(b, core.None, "latin-1", "strict")
		if err != nil {
			return err
		}
		v, err := t.Call(core.IntType.Val(), text)
		if err != nil {
			return err
		}
		return l.push(v)
	case opFloat:
		b, err := l.full()
		if err != nil {
			return err
		}
		f, ok, err := numtext.ParseFloat(string(b), t.PollFunc())
		if err != nil {
			return err
		}
		if !ok {
			return t.ValueError("could not convert string to float: '%s\n'", asLatin(string(b)))
		}
		return l.push(core.Float(f))
	case opString:
		return l.stringText()
	case opBinString, opShortBinString:
		k := 1
		if op == opBinString {
			k = 4
		}
		n, err := l.size(k, "BINSTRING")
		if err != nil {
			return err
		}
		if n > math.MaxInt32 {
			return unpicklingError(t, "BINSTRING pickle has negative byte count")
		}
		b, err := l.read(n)
		if err != nil {
			return err
		}
		return l.oldString(b)
	case opUnicode:
		b, err := l.line()
		if err != nil {
			return err
		}
		v, err := t.Decode(b, core.None, "raw-unicode-escape", "strict")
		if err != nil {
			return err
		}
		return l.push(v)
	case opGet, opPut:
		return l.textMemo(op == opGet)
	case opGlobal:
		m, err := l.lineText("utf-8")
		if err != nil {
			return err
		}
		n, err := l.lineText("utf-8")
		if err != nil {
			return err
		}
		return l.pushGlobal(m, n)
	case opInst:
		at, err := l.mark()
		if err != nil {
			return err
		}
		m, err := l.lineText("ascii")
		if err != nil {
			return err
		}
		n, err := l.lineText("ascii")
		if err != nil {
			return err
		}
		cls, err := l.global(m, n)
		if err != nil {
			return err
		}
		args, err := l.cut(at)
		if err != nil {
			return err
		}
		return l.instantiate(cls, args)
	case opObj:
		at, err := l.mark()
		if err != nil {
			return err
		}
		args, err := l.cut(at)
		if err != nil {
			return err
		}
		if len(args) == 0 {
			return l.underflow()
		}
		return l.instantiate(args[0], args[1:])
	case opPersID:
		b, err := l.line()
		if err != nil {
			return err
		}
		s, err := t.Decode(b, core.None, "ascii", "strict")
		if err != nil {
			if core.Matches(err, &core.ExcUnicodeDecodeError) {
				return unpicklingError(t, "persistent IDs in protocol 0 must be ASCII strings")
			}
			return err
		}
		return l.persistent(s)
	case opBinPersID:
		if l.persLoad.IsUnbound() {
			return noPersistentLoad(t)
		}
		v, err := l.pop()
		if err != nil {
			return err
		}
		return l.persistent(v)
	case opExt1:
		return l.extension(1)
	case opExt2:
		return l.extension(2)
	case opExt4:
		return l.extension(4)
	case opNextBuffer:
		if l.u.buffers.IsNone() {
			return unpicklingError(t, "pickle stream refers to out-of-band data but no *buffers* argument was given")
		}
		v, err := t.Next(l.u.buffers)
		if err != nil {
			return err
		}
		if v.IsUnbound() {
			return unpicklingError(t, "not enough out-of-band buffers")
		}
		return l.push(v)
	case opReadOnlyBuffer:
		v, err := l.top()
		if err != nil {
			return err
		}
		m, err := t.NewMemoryView(v)
		if err != nil {
			return err
		}
		ro, err := t.GetAttr(m, core.Intern("readonly"))
		if err != nil {
			return err
		}
		if ro == core.True {
			return nil
		}
		if m, err = t.CallMethod(m, core.Intern("toreadonly")); err != nil {
			return err
		}
		l.stack[len(l.stack)-1] = m
		return nil
	}
	r, err := t.Repr(core.NewBytes([]byte{op}))
	if err != nil {
		return err
	}
	return unpicklingError(t, "invalid load key, %s.", strings.TrimPrefix(r.String(), "b"))
}

// asLatin is text of single bytes.
func asLatin(s string) string {
	var out []byte
	for i := 0; i < len(s); i++ {
		out = utf8.AppendRune(out, rune(s[i]))
	}
	return string(out)
}

func (l *loader) unicode(k int, what string) error {
	n, err := l.size(k, what)
	if err != nil {
		return err
	}
	b, err := l.read(n)
	if err != nil {
		return err
	}
	if n <= 4096 && utf8.Valid(b) {
		if err := l.t.ChargeSmall(n + 64); err != nil {
			return err
		}
		return l.push(core.NewStrCopy(view(b), -1).Val())
	}
	v, err := l.t.Decode(b, core.None, "utf-8", "surrogatepass")
	if err != nil {
		return err
	}
	return l.push(v)
}

func (l *loader) bytes(k int, what string) error {
	n, err := l.size(k, what)
	if err != nil {
		return err
	}
	b, err := l.read(n)
	if err != nil {
		return err
	}
	v, err := l.t.CopyBytes(b)
	if err != nil {
		return err
	}
	return l.push(v)
}

func (l *loader) long(four bool) error {
	k := 1
	if four {
		k = 4
	}
	n, err := l.size(k, "LONG")
	if err != nil {
		return err
	}
	if n > math.MaxInt32 {
		return unpicklingError(l.t, "LONG pickle has negative byte count")
	}
	b, err := l.read(n)
	if err != nil {
		return err
	}
	if n == 0 {
		return l.push(core.Int(0))
	}
	if n <= 8 {
		var u uint64
		for i := n - 1; i >= 0; i-- {
			u = u<<8 | uint64(b[i])
		}
		s := uint(64 - 8*n)
		return l.push(core.Int(int64(u<<s) >> s))
	}
	if err := l.t.Charge(2 * n); err != nil {
		return err
	}
	neg := b[n-1]&0x80 != 0
	x, err := bignum.SetBytes(b, true, l.t.PollFunc())
	if err != nil {
		return err
	}
	if neg {
		one, err := bignum.Lsh(bigOne, uint(8*n), l.t.PollFunc())
		if err != nil {
			return err
		}
		if x, err = bignum.Sub(x, one, l.t.PollFunc()); err != nil {
			return err
		}
	}
	return l.push(core.BigInt(x))
}

var bigOne = bignum.FromFloat(1)

func (l *loader) intText() error {
	b, err := l.full()
	if err != nil {
		return err
	}
	if len(b) <= 20 {
		switch s := string(b); s {
		case "00":
			return l.push(core.False)
		case "01":
			return l.push(core.True)
		default:
			if n, ok := numtext.ParseInt64(s); ok && (len(s) < 2 || s[0] != '0') {
				return l.push(core.Int(n))
			}
		}
	}
	text, err := l.t.Decode(b, core.None, "latin-1", "strict")
	if err != nil {
		return err
	}
	v, err := l.t.Call(core.IntType.Val(), text, core.Int(0))
	if err != nil {
		if core.Matches(err, &core.ExcValueError) {
			return l.t.ValueError("could not convert string to int")
		}
		return err
	}
	return l.push(v)
}

// number reads a line with the number of an entry of the memo.
func (l *loader) number() (int, error) {
	b, err := l.full()
	if err != nil {
		return 0, err
	}
	if n, ok := numtext.ParseInt64(string(b)); ok {
		return int(n), nil
	}
	v, err := l.t.Call(core.IntType.Val(), core.StrVal(asLatin(string(b))+"\n"))
	if err != nil {
		return 0, err
	}
	return l.t.Ssize(v)
}

func (l *loader) textMemo(get bool) error {
	n, err := l.number()
	if err != nil {
		return err
	}
	if get {
		return l.fetch(n)
	}
	v, err := l.top()
	if err != nil {
		return err
	}
	if n < 0 {
		return l.t.ValueError("negative PUT argument")
	}
	return l.u.memo.put(l.t, n, v)
}

func (l *loader) fetch(n int) error {
	v, ok := l.u.memo.get(n)
	if !ok {
		return unpicklingError(l.t, "Memo value not found at index %d", n)
	}
	return l.push(v)
}

func (l *loader) get(k int) error {
	n, err := l.size(k, "GET")
	if err != nil {
		return err
	}
	return l.fetch(n)
}

func (l *loader) put(k int) error {
	n, err := l.size(k, "PUT")
	if err != nil {
		return err
	}
	v, err := l.top()
	if err != nil {
		return err
	}
	return l.u.memo.put(l.t, n, v)
}

func (l *loader) lineText(encoding string) (*core.Str, error) {
	b, err := l.full()
	if err != nil {
		return nil, err
	}
	v, err := l.t.Decode(b, core.None, encoding, "strict")
	if err != nil {
		return nil, err
	}
	return core.AsStr(v), nil
}

func (l *loader) stringText() error {
	b, err := l.full()
	if err != nil {
		return err
	}
	n := len(b)
	if n < 2 || b[0] != b[n-1] || b[0] != '\'' && b[0] != '"' {
		return unpicklingError(l.t, "the STRING opcode argument must be quoted")
	}
	raw, err := l.t.CopyBytes(b[1 : n-1])
	if err != nil {
		return err
	}
	m, err := l.t.Import("_codecs")
	if err != nil {
		return err
	}
	r, err := l.t.CallMethod(m, core.Intern("escape_decode"), raw)
	if err != nil {
		return err
	}
	out, err := l.t.GetItem(r, core.Int(0))
	if err != nil {
		return err
	}
	if b, err = l.t.BytesLike(out); err != nil {
		return err
	}
	return l.oldString(b)
}

// oldString pushes a str of Python 2.
func (l *loader) oldString(b []byte) error {
	if l.u.encoding == "bytes" {
		v, err := l.t.CopyBytes(b)
		if err != nil {
			return err
		}
		return l.push(v)
	}
	v, err := l.t.Decode(b, core.None, l.u.encoding, l.u.errors)
	if err != nil {
		return err
	}
	return l.push(v)
}

// build makes a container of what is above the last mark.
func (l *loader) build(f func([]value) value) error {
	at, err := l.mark()
	if err != nil {
		return err
	}
	items, err := l.cut(at)
	if err != nil {
		return err
	}
	return l.push(f(items))
}

// under gives the item below position at, to which those from there on are added.
func (l *loader) under(at int) (value, error) {
	if at <= l.fence || at > len(l.stack) {
		return unbound, l.underflow()
	}
	return l.stack[at-1], nil
}

// appends adds the items from at on to the list below them.
func (l *loader) appends(at int, one bool) error {
	t := l.t
	v, err := l.under(at)
	if err != nil {
		return err
	}
	items := l.stack[at:]
	if len(items) == 0 {
		return nil
	}
	if v.IsExactly(&core.ListType) {
		list := core.AsList(v)
		if one {
			if n := len(list.Items()); n >= 1024 && n == cap(list.Items()) {
				if err := t.ChargeItems(n); err != nil {
					return err
				}
			}
			list.Append(items[0])
			l.drop(at)
			return nil
		}
		if err := t.ChargeItems(len(items)); err != nil {
			return err
		}
		all, err := core.Append(t, list.Items(), items)
		if err != nil {
			return err
		}
		list.SetItems(all)
		l.drop(at)
		return nil
	}
	if items, err = l.cut(at); err != nil {
		return err
	}
	if !one {
		f, err := t.LookupAttr(v, nExtend)
		if err != nil {
			return err
		}
		if !f.IsUnbound() {
			_, err := t.Call(f, core.NewList(items))
			return err
		}
	}
	f, err := t.GetAttr(v, nAppend)
	if err != nil {
		return err
	}
	for _, x := range items {
		if _, err := t.Call(f, x); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) setItems(at int) error {
	t := l.t
	v, err := l.under(at)
	if err != nil {
		return err
	}
	items := l.stack[at:]
	if len(items)%2 != 0 {
		return unpicklingError(t, "odd number of items for SETITEMS")
	}
	if v.IsExactly(&core.DictType) {
		d := core.AsDict(v)
		if err := t.ChargeSmall(40 * len(items)); err != nil {
			return err
		}
		// Hashing may run Python code, but none that reaches this stack.
		for i := 0; i < len(items); i += 2 {
			if s := items[i]; s.IsExactly(&core.StrType) {
				d.SetStr(core.AsStr(s), items[i+1])
				if err := t.PollAt(i); err != nil {
					return err
				}
				continue
			}
			if err := d.Set(t, items[i], items[i+1]); err != nil {
				return err
			}
			if err := t.Poll(); err != nil {
				return err
			}
		}
		l.drop(at)
		return nil
	}
	if items, err = l.cut(at); err != nil {
		return err
	}
	for i := 0; i < len(items); i += 2 {
		if err := t.SetItem(v, items[i], items[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) addItems(at int) error {
	t := l.t
	v, err := l.under(at)
	if err != nil {
		return err
	}
	items, err := l.cut(at)
	if err != nil || len(items) == 0 {
		return err
	}
	if v.IsExactly(&core.SetType) {
		if err := t.ChargeSmall(60 * len(items)); err != nil {
			return err
		}
		s := core.AsSet(v)
		for _, x := range items {
			if err := s.Add(t, x); err != nil {
				return err
			}
			if err := t.Poll(); err != nil {
				return err
			}
		}
		return nil
	}
	f, err := t.GetAttr(v, nAdd)
	if err != nil {
		return err
	}
	for _, x := range items {
		if _, err := t.Call(f, x); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) frozenSet() error {
	at, err := l.mark()
	if err != nil {
		return err
	}
	items, err := l.cut(at)
	if err != nil {
		return err
	}
	if err := l.t.ChargeSmall(60 * len(items)); err != nil {
		return err
	}
	s := core.NewFrozenSet()
	for _, x := range items {
		if err := s.Add(l.t, x); err != nil {
			return err
		}
		if err := l.t.Poll(); err != nil {
			return err
		}
	}
	return l.push(s.Val())
}

func (l *loader) dict() error {
	at, err := l.mark()
	if err != nil {
		return err
	}
	items, err := l.cut(at)
	if err != nil {
		return err
	}
	if len(items)%2 != 0 {
		return unpicklingError(l.t, "odd number of items for DICT")
	}
	d := core.NewDict()
	for i := 0; i < len(items); i += 2 {
		if err := d.Set(l.t, items[i], items[i+1]); err != nil {
			return err
		}
		if err := l.t.Poll(); err != nil {
			return err
		}
	}
	return l.push(d.Val())
}

func (l *loader) persistent(id value) error {
	if l.persLoad.IsUnbound() {
		return noPersistentLoad(l.t)
	}
	v, err := l.t.Call(l.persLoad, id)
	if err != nil {
		return err
	}
	return l.push(v)
}
