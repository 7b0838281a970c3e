// matcher.go: the state of a match in progress, reused from one match to the next by one goroutine at a time, and the
// entry points. Positions are byte offsets into the subject, which is WTF-8 for str patterns and raw bytes otherwise.

package sre

import (
	"errors"
	"slices"
)

// Mode says what a run must match.
type Mode uint8

// The modes of Run.
const (
	Match     Mode = iota // at pos
	FullMatch             // at pos, all the way to endpos
	Search                // at pos or later
)

// errStack is what a Matcher without Charge returns when its stack has grown without measure.
var errStack = errors.New("regular expression needs too much memory")

const (
	quantum       = 4096    // steps between polls
	memoAfter     = 1 << 15 // steps before failures are remembered
	maxStack      = 1 << 26 // frames, without Charge
	frameSize     = 24
	keepStack     = 1 << 12 // frames kept from one match to the next
	maxMemo       = 1 << 27 // bytes
	memoEntrySize = 64
	longScan      = 64 << 10 // characters gone over between polls; a power of two
	longCode      = 256      // instructions that count as a step
)

type frame struct {
	kpc uint32 // kind in the low 5 bits, and an instruction, mark or register
	n   int32
	pos int
	a   int
}

type register struct {
	count int32
	last  int
}

// Matcher holds the stack and the groups of a match. The zero value is ready; it must not be shared.
type Matcher struct {
	Poll   func() error      // called every few thousand steps; an error ends the match with it
	Charge func(n int) error // called before the stack or the memo grow by n bytes; an error ends the match with it

	stack     []frame
	marks     []int
	regs      []register
	lastIndex int
	work      int
	memo      memo
	aborted   error // of a poll within a long step: the match ends with it
	eager     bool  // for tests: remember failures from the start
}

// Run matches subject[:endpos] from pos. With mustAdvance a match that begins at pos must not be empty. It is for the
// caller to clamp 0 <= pos, endpos <= len(subject); pos > endpos never matches. Spans stay readable until the next Run.
func (p *Program) Run(m *Matcher, md Mode, subject string, pos, endpos int, mustAdvance bool) (bool, error) {
	if pos > endpos {
		return false, nil
	}
	n := 2*p.Groups + 2
	if cap(m.marks) < n {
		if m.Charge != nil && n > 1024 {
			if err := m.Charge(8 * n); err != nil {
				return false, err
			}
		}
		m.marks = make([]int, n)
	}
	m.marks = m.marks[:n]
	if cap(m.regs) < p.regs {
		m.regs = make([]register, p.regs)
	}
	m.regs = m.regs[:p.regs]
	m.work = 0
	m.aborted = nil
	ok, err := m.run(p, md, subject[:endpos], pos, mustAdvance)
	if m.aborted != nil {
		err = m.aborted
	}
	if m.memo.on {
		m.memo = memo{}
	}
	if cap(m.stack) > keepStack {
		m.stack = nil
	}
	return ok && err == nil, err
}

// Span is where group i matched; -1, -1 when it did not. i is 0 to Groups.
func (m *Matcher) Span(i int) (start, end int) {
	start, end = m.marks[2*i], m.marks[2*i+1]
	if start < 0 || end < 0 {
		return -1, -1
	}
	return start, end
}

// Spans appends all spans, group 0 first, as start, end pairs.
func (m *Matcher) Spans(dst []int) []int {
	dst = slices.Grow(dst, len(m.marks))
	for i := 0; i < len(m.marks); i += 2 {
		s, e := m.Span(i / 2)
		dst = append(dst, s, e)
	}
	return dst
}

// LastIndex is the group that was closed last; 0 when there is none.
func (m *Matcher) LastIndex() int { return m.lastIndex }

func (m *Matcher) grow(stack []frame) ([]frame, error) {
	n := 2 * len(stack)
	if n == 0 {
		n = 64
	}
	if n > 1<<20 {
		n -= n / 4
	}
	if m.Charge != nil {
		if n > keepStack {
			if err := m.Charge((n - len(stack)) * frameSize); err != nil {
				return stack, err
			}
		}
	} else if n > maxStack {
		return stack, errStack
	}
	s := make([]frame, n)
	for lo := 0; lo < len(stack) && (lo == 0 || !m.long()); lo += longScan / 4 {
		copy(s[lo:], stack[lo:min(lo+longScan/4, len(stack))])
	}
	if m.aborted != nil {
		return stack, m.aborted
	}
	m.stack = s
	return s, nil
}

// long polls within a long step and reports whether to give it up.
func (m *Matcher) long() bool {
	if m.aborted == nil && m.Poll != nil {
		m.aborted = m.Poll()
	}
	return m.aborted != nil
}

// tick is called after every quantum of steps.
func (m *Matcher) tick(prog *Program, subject string) error {
	if m.aborted != nil {
		return m.aborted
	}
	m.work += quantum
	if !m.memo.on && prog.memoOK && m.work > memoAfter+4*len(subject) {
		m.memo.start(len(subject), len(prog.slots), m.Charge)
	}
	if m.Poll != nil {
		return m.Poll()
	}
	return nil
}
