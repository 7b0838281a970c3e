// This file carries code objects out of the process and back (marshal, and .pyc files made of that): as the source that
// they were compiled from, and where in it they are. Invariant: instructions are never taken from outside; what comes
// back was compiled here, from source.
package core

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// codeSource is what compile() made a code object of.
type codeSource struct {
	src          []byte
	mode         string
	isText       bool
	future       uint32
	optimize     int
	topLevelWait bool
}

// setSource says of a fresh code object and those within it what they were compiled from.
func (co *CodeObj) setSource(s *codeSource) {
	co.source = s
	for _, k := range co.consts {
		if k.exactly(&CodeType) {
			As[CodeObj](k).setSource(s)
		}
	}
}

// codeSourceOf finds what a code object was compiled from: what compile() noted, the module of the library, or the file that
// it names.
func (t *Thread) codeSourceOf(co *CodeObj) (*codeSource, error) {
	if co.source != nil {
		return co.source, nil
	}
	name := co.c.Filename
	s := &codeSource{mode: "exec", optimize: t.interp.opts.Optimize}
	if m, ok := strings.CutPrefix(name, "<frozen "); ok {
		if src, _, ok := t.embeddedSource(strings.TrimSuffix(m, ">")); ok {
			s.src = src
			return s, nil
		}
	}
	if strings.HasPrefix(name, "<") {
		return nil, nil
	}
	src, err := t.interp.host.ReadSource(t, name, maxSource)
	if err != nil {
		return nil, nil
	}
	s.src = src
	return s, nil
}

// Forms of a carried code object.
const codeForm = 1

// Flags of a carried code object.
const (
	carriedText = 1 << iota
	carriedAwait
)

// DumpCode gives a code object as bytes that LoadCode takes; nil if what it was compiled from is not known any more.
func (t *Thread) DumpCode(v Value) ([]byte, error) {
	co := As[CodeObj](v)
	s, err := t.codeSourceOf(co)
	if s == nil || err != nil {
		return nil, err
	}
	top, err := t.compileSource(s, co.c.Filename)
	if err != nil {
		if _, ok := err.(*Exception); ok {
			return nil, nil // the file is another one by now
		}
		return nil, err
	}
	path, ok, err := t.findCode(top, co, nil)
	if !ok || err != nil {
		return nil, err
	}
	if err := t.Charge(len(s.src) + 256); err != nil {
		return nil, err
	}
	flags := byte(0)
	if s.isText {
		flags |= carriedText
	}
	if s.topLevelWait {
		flags |= carriedAwait
	}
	out := []byte{codeForm, flags, byte(s.optimize)}
	out = binary.AppendUvarint(out, uint64(s.future))
	text := func(b string) {
		out = binary.AppendUvarint(out, uint64(len(b)))
		out = append(out, b...)
	}
	text(s.mode)
	text(co.c.Filename)
	out = binary.AppendUvarint(out, uint64(len(path)))
	for _, i := range path {
		out = binary.AppendUvarint(out, uint64(i))
	}
	text(string(s.src))
	return out, nil
}

// LoadCode makes a code object of what DumpCode gave; nil if the bytes are something else.
func (t *Thread) LoadCode(b []byte) (*CodeObj, error) {
	if len(b) < 3 || b[0] != codeForm {
		return nil, nil
	}
	s := &codeSource{isText: b[1]&carriedText != 0, topLevelWait: b[1]&carriedAwait != 0, optimize: min(int(b[2]), 2)}
	b = b[3:]
	bad := false
	num := func() int {
		n, k := binary.Uvarint(b)
		if k <= 0 || n > 1<<31 {
			bad = true
			return 0
		}
		b = b[k:]
		return int(n)
	}
	text := func() []byte {
		n := num()
		if n > len(b) {
			bad = true
			return nil
		}
		x := b[:n]
		b = b[n:]
		return x
	}
	s.future = uint32(num()) & futureMask
	s.mode = string(text())
	name := string(text())
	var path []int
	for n := num(); n > 0 && !bad; n-- {
		path = append(path, num())
	}
	s.src = text()
	if bad || s.mode != "exec" && s.mode != "eval" && s.mode != "single" {
		return nil, nil
	}
	if err := t.Charge(len(s.src)); err != nil {
		return nil, err
	}
	s.src = bytes.Clone(s.src)
	co, err := t.compileSource(s, name)
	if err != nil {
		return nil, err
	}
	co.setSource(s)
	for _, i := range path {
		if i >= len(co.consts) || !co.consts[i].exactly(&CodeType) {
			return nil, nil
		}
		co = As[CodeObj](co.consts[i])
	}
	return co, nil
}

func (t *Thread) compileSource(s *codeSource, filename string) (*CodeObj, error) {
	return t.Compile(s.src, filename, s.mode, CompileOptions{IsText: s.isText, Future: s.future, Optimize: s.optimize, TopLevelAwait: s.topLevelWait, Silent: true})
}

// findCode gives the constants that lead from a code object to the one in it that is equal to another.
func (t *Thread) findCode(in, want *CodeObj, path []int) ([]int, bool, error) {
	if err := t.Poll(); err != nil {
		return nil, false, err
	}
	if same, err := t.sameCode(in, want); same || err != nil {
		return path, same, err
	}
	for i, k := range in.consts {
		if k.exactly(&CodeType) {
			p, ok, err := t.findCode(As[CodeObj](k), want, append(path[:len(path):len(path)], i))
			if ok || err != nil {
				return p, ok, err
			}
		}
	}
	return nil, false, nil
}
