// exec.go: the backtracking loop. Choices and what they must undo lie on an explicit stack; nothing recurses.
// Invariants: a change of a mark or register is recorded whenever a choice below could come back (sp > 0); barrier is
// the stack index of the innermost open atomic part, or -1; instructions go forward, and only splits, loops, failures
// and new starts spend the budget, since everything else is bounded by the program's size.

package sre

import "strings"

const (
	fSplit     = iota // go on at instruction pc
	fBranch           // try lists[n:] of a dispatched alternation
	fRun              // give one character of a run back; a is where it must stop
	fLazy             // take one more character; n is how many more may be taken
	fMark             // marks[pc] was pos, the last group n
	fReg              // register pc was n, pos
	fLoop             // leave the loop
	fLazyLoop         // iterate once more
	fAtomic           // an atomic part or positive lookaround has failed
	fNotLook          // a negative lookaround has failed to match: go on after it
	fLoopAll          // an iteration of a possessive loop has failed: leave it
	fMemo             // everything from slot pc at pos has failed
	fMemoRange        // ... and at all positions to a
)

const kindBits = 5

func at(kind int, pc int32) uint32 { return uint32(kind) | uint32(pc)<<kindBits }

func (m *Matcher) run(prog *Program, md Mode, s string, pos int, must bool) (bool, error) {
	var (
		code    = prog.code
		marks   = m.marks
		regs    = m.regs
		stack   = m.stack
		sp      = 0
		budget  = quantum
		memo    = false
		dirty   = true
		isBytes = prog.IsBytes
		start   = pos
		step    = 1 + len(prog.code)/longCode // what it costs to go through the program once
		err     error
	)
	if len(s)-pos < prog.minLen {
		return false, nil
	}
	if m.eager && prog.memoOK {
		memo = true
		m.memo.start(len(s), len(prog.slots), m.Charge)
	}
	for {
		// The next place to try.
		if md == Search {
			if len(s)-start < prog.minLen || prog.anchored && start > 0 {
				return false, nil
			}
			end := min(start+longScan, len(s))
			if prog.prefix != "" {
				if i := strings.Index(s[start:end], prog.prefix); i >= 0 {
					start += i
				} else if end == len(s) {
					return false, nil
				} else if start = m.seek(prog, s, max(start, end-len(prog.prefix)+1)); start < 0 {
					return false, m.aborted
				}
				if prog.literal {
					marks[0], marks[1], m.lastIndex = start, start+len(prog.prefix), 0
					return true, nil
				}
			} else if tab := prog.start; tab != nil {
				if prog.startOne >= 0 {
					if i := strings.IndexByte(s[start:end], byte(prog.startOne)); i >= 0 {
						start += i
					} else {
						start = end
					}
				} else {
					start = scanStart(s[:end], start, tab, prog.second, prog.startCont)
				}
				if end < len(s) && start >= end-1 {
					if start = m.seek(prog, s, start); start < 0 {
						return false, m.aborted
					}
				}
				if start == len(s) && !prog.startEnd {
					return false, nil
				}
			}
		}
		if dirty {
			for i := range marks {
				marks[i] = -1
			}
			m.lastIndex = 0
			dirty = false
		}
		p, pc, leadEnd, leadMin, barrier := start, int32(0), -1, int32(0), -1
		sp = 0
	attempt:
		for {
		run:
			for {
				in := &code[pc]
				switch in.op {
				case opMatch:
					if md == FullMatch && p != len(s) || must && p == pos && start == pos {
						break run
					}
					marks[0], marks[1] = start, p
					return true, nil

				case opFail:
					break run

				case opByte:
					if uint(p) >= uint(len(s)) || s[p] != in.c {
						break run
					}
					p++
					pc++

				case opLit:
					n := len(in.lit)
					if len(s)-p < n || s[p:p+n] != in.lit {
						break run
					}
					p += n
					pc++

				case opSet:
					if uint(p) >= uint(len(s)) {
						break run
					}
					if t := in.set.tab[s[p]]; t == yes {
						p++
					} else if t == no {
						break run
					} else if n := in.set.member(s, p); n > 0 {
						p += n
					} else {
						break run
					}
					pc++

				case opAny:
					if uint(p) >= uint(len(s)) {
						break run
					}
					if isBytes || s[p] < 0x80 {
						p++
					} else {
						p += charLen(s, p)
					}
					pc++

				case opSave:
					i := in.a
					if sp > 0 {
						if sp+4 > len(stack) {
							if stack, err = m.grow(stack); err != nil {
								return false, err
							}
						}
						stack[sp] = frame{at(fMark, i), int32(m.lastIndex), marks[i], 0}
						sp++
					}
					dirty = true
					marks[i] = p
					if i&1 == 1 {
						m.lastIndex = int(i >> 1)
					}
					pc++

				case opJump:
					pc = in.a

				case opSplit, opSplitLazy:
					if budget--; budget < 0 {
						budget = quantum
						if err = m.tick(prog, s); err != nil {
							return false, err
						}
						memo = m.memo.on
					}
					first, next := true, true
					if uint(p) < uint(len(s)) {
						c := s[p]
						if in.first != nil {
							first = in.first[c] != 0
						}
						if in.next != nil {
							next = in.next[c] != 0
						}
					} else {
						first, next = in.flag&flagFirstEnd != 0, in.flag&flagNextEnd != 0
					}
					if memo && in.slot >= 0 && (first || next) {
						if sp+4 > len(stack) {
							if stack, err = m.grow(stack); err != nil {
								return false, err
							}
						}
						if m.memo.failed(in.slot, p, &prog.slots[in.slot], regs) {
							break run
						}
						stack[sp] = frame{at(fMemo, in.slot), 0, p, 0}
						sp++
					}
					if first && next {
						if sp+4 > len(stack) {
							if stack, err = m.grow(stack); err != nil {
								return false, err
							}
						}
						if in.op == opSplit {
							stack[sp] = frame{at(fSplit, in.b), 0, p, 0}
							sp++
							pc = in.a
						} else {
							stack[sp] = frame{at(fSplit, in.a), 0, p, 0}
							sp++
							pc = in.b
						}
					} else if first {
						pc = in.a
					} else if next {
						pc = in.b
					} else {
						break run
					}

				case opBranch:
					d := &prog.disp[in.a]
					i := d.tab[256]
					if uint(p) < uint(len(s)) {
						i = d.tab[s[p]]
					}
					to := d.lists[i]
					if to < 0 {
						break run
					}
					if d.lists[i+1] >= 0 {
						if sp+4 > len(stack) {
							if stack, err = m.grow(stack); err != nil {
								return false, err
							}
						}
						if memo && in.slot >= 0 {
							if m.memo.failed(in.slot, p, &prog.slots[in.slot], regs) {
								break run
							}
							stack[sp] = frame{at(fMemo, in.slot), 0, p, 0}
							sp++
						}
						stack[sp] = frame{at(fBranch, pc), i + 1, p, 0}
						sp++
					}
					pc = to

				case opRun, opRunAll:
					set := in.set
					var e, lo int
					if memo && in.slot >= 0 {
						if sp+4 > len(stack) {
							if stack, err = m.grow(stack); err != nil {
								return false, err
							}
						}
						var ok bool
						if lo, _, ok = set.scan(m, s, p, int(in.min), int(in.min)); !ok {
							break run
						}
						info := &prog.slots[in.slot]
						if in.max != infinite {
							if m.memo.failed(in.slot, p, info, regs) {
								break run
							}
							stack[sp] = frame{at(fMemo, in.slot), 0, p, 0}
							sp++
						} else {
							if m.memo.failed(in.slot, lo, info, regs) {
								break run
							}
							if in.op == opRun {
								// What fails from q inside of the run fails however the run came to q.
								q := lo
								for {
									w := set.member(s, q)
									if w == 0 || m.memo.failed(in.slot, q+w, info, regs) {
										break
									}
									q += w
									if budget--; budget&(longScan-1) == 0 && m.long() {
										break run
									}
								}
								if in.flag&flagLead != 0 && p == start {
									leadEnd, leadMin = q, in.min
								}
								stack[sp] = frame{at(fRun, pc), 0, q, lo}
								sp++
								p = q
								pc++
								continue
							}
							known := false
							for e = lo; !known; {
								w := set.member(s, e)
								if w == 0 {
									break
								}
								e += w
								if budget--; budget&(longScan-1) == 0 && m.long() {
									break run
								}
								known = m.memo.failed(in.slot, e, info, regs)
							}
							if known {
								m.failRange(in.slot, lo, e, info, regs)
								break run
							}
							stack[sp] = frame{at(fMemoRange, in.slot), 0, lo, e}
							sp++
						}
					}
					if in.max != infinite {
						var ok bool
						lo, e, ok = set.scan(m, s, p, int(in.min), int(in.max))
						if budget -= (e - p) >> 4; !ok {
							break run
						}
					} else {
						e = p
						t := s
						if len(s)-p > longScan {
							t = s[:part(s, p)]
						}
						switch set.shape {
						case all:
							e = len(s)
						case butByte:
							if i := strings.IndexByte(t[p:], set.b); i >= 0 {
								e += i
							} else {
								e = len(t)
							}
						default:
							tab := set.run
							e = scanTable(t, e, tab)
							if e < len(t) && tab[t[e]] == decide {
								e = set.scanOn(t, e)
							}
						}
						if e == len(t) && e < len(s) {
							e = set.longRun(m, s, e)
						}
						switch in.min {
						case 0:
							lo = p
						case 1:
							if e == p {
								break run
							}
							lo = p + 1
							if !isBytes && s[p] >= 0x80 {
								lo = p + charLen(s, p)
							}
						default:
							var ok bool
							if lo, _, ok = set.scan(m, s, p, int(in.min), int(in.min)); !ok {
								break run
							}
						}
						if in.flag&flagLead != 0 && p == start {
							leadEnd, leadMin = e, in.min
						}
						budget -= (e - p) >> 5
					}
					if in.op == opRunAll || e == lo {
						p = e
						pc++
						continue
					}
					q := e
					if nt := in.next; nt != nil {
						if q == len(s) && in.flag&flagNextEnd == 0 {
							q--
						}
						if q < len(s) {
							if q-lo > longScan {
								q = m.backTo(s, q, lo, nt)
							}
							for q > lo && nt[s[q]] == 0 {
								q--
							}
						}
					}
					if q > lo {
						if sp+4 > len(stack) {
							if stack, err = m.grow(stack); err != nil {
								return false, err
							}
						}
						stack[sp] = frame{at(fRun, pc), 0, q, lo}
						sp++
					}
					p = q
					pc++

				case opRunLazy:
					if sp+4 > len(stack) {
						if stack, err = m.grow(stack); err != nil {
							return false, err
						}
					}
					lo, e, ok := in.set.scan(m, s, p, int(in.min), int(in.min))
					if budget -= (e - p) >> 4; !ok {
						break run
					}
					more := in.max - in.min
					if in.max == infinite {
						more = infinite
					}
					if memo && in.slot >= 0 {
						info := &prog.slots[in.slot]
						q := p
						if in.max == infinite {
							q = lo
						}
						if m.memo.failed(in.slot, q, info, regs) {
							break run
						}
						if in.max != infinite {
							stack[sp] = frame{at(fMemo, in.slot), 0, p, 0}
							sp++
						}
					}
					q, left, can := in.extend(m, s, lo, more)
					if !can {
						if memo && in.slot >= 0 && in.max == infinite {
							m.failRange(in.slot, lo, q, &prog.slots[in.slot], regs)
						}
						budget -= (q - p) >> 5
						break run
					}
					budget -= (q - p) >> 5
					stack[sp] = frame{at(fLazy, pc), left, q, lo}
					sp++
					p = q
					pc++

				case opLoopInit:
					if sp+4 > len(stack) {
						if stack, err = m.grow(stack); err != nil {
							return false, err
						}
					}
					r := &regs[in.a]
					if sp > 0 {
						stack[sp] = frame{at(fReg, in.a), r.count, r.last, 0}
						sp++
					}
					*r = register{0, -1}
					pc++

				case opLoop, opLoopLazy:
					if sp+4 > len(stack) {
						if stack, err = m.grow(stack); err != nil {
							return false, err
						}
					}
					if budget -= step; budget < 0 {
						budget = quantum
						if err = m.tick(prog, s); err != nil {
							return false, err
						}
						memo = m.memo.on
					}
					r := &regs[in.a]
					if r.count < in.min {
						if sp > 0 {
							stack[sp] = frame{at(fReg, in.a), r.count, r.last, 0}
							sp++
						}
						r.count++
						pc++
						continue
					}
					body, out := (r.count < in.max || in.max == infinite) && p != r.last, true
					if uint(p) < uint(len(s)) {
						c := s[p]
						if in.first != nil {
							body = body && in.first[c] != 0
						}
						if in.next != nil {
							out = in.next[c] != 0
						}
					} else {
						body, out = body && in.flag&flagFirstEnd != 0, in.flag&flagNextEnd != 0
					}
					if memo && in.slot >= 0 && (body || out) {
						if m.memo.failed(in.slot, p, &prog.slots[in.slot], regs) {
							break run
						}
						stack[sp] = frame{at(fMemo, in.slot), 0, p, 0}
						sp++
					}
					if body && (in.op == opLoop || !out) {
						if out {
							stack[sp] = frame{at(fLoop, pc), r.count, p, r.last}
							sp++
						} else if sp > 0 {
							stack[sp] = frame{at(fReg, in.a), r.count, r.last, 0}
							sp++
						}
						if r.count < infinite {
							r.count++
						}
						r.last = p
						pc++
					} else if out {
						if body {
							stack[sp] = frame{at(fLazyLoop, pc), r.count, p, r.last}
							sp++
						}
						pc = in.b
					} else {
						break run
					}

				case opLoopAll:
					if sp+4 > len(stack) {
						if stack, err = m.grow(stack); err != nil {
							return false, err
						}
					}
					if budget -= step; budget < 0 {
						budget = quantum
						if err = m.tick(prog, s); err != nil {
							return false, err
						}
						memo = m.memo.on
					}
					r := &regs[in.a]
					if r.count >= in.max && in.max != infinite || r.count >= in.min && p == r.last {
						pc = in.b
						continue
					}
					if sp > 0 {
						stack[sp] = frame{at(fReg, in.a), r.count, r.last, 0}
						sp++
					}
					stack[sp] = frame{at(fLoopAll, pc), r.count, p, barrier}
					barrier = sp
					sp++
					if r.count < infinite {
						r.count++
					}
					r.last = p
					pc++

				case opLoopAllEnd:
					barrier, sp = cut(stack, barrier, sp)
					pc = in.a

				case opAtomic:
					if sp+4 > len(stack) {
						if stack, err = m.grow(stack); err != nil {
							return false, err
						}
					}
					stack[sp] = frame{at(fAtomic, pc), 0, p, barrier}
					barrier = sp
					sp++
					pc++

				case opAtomicEnd:
					barrier, sp = cut(stack, barrier, sp)
					pc++

				case opLook, opNotLook:
					if sp+4 > len(stack) {
						if stack, err = m.grow(stack); err != nil {
							return false, err
						}
					}
					q := p
					if in.a >= 0 {
						var ok bool
						budget -= int(in.a) >> 5
						if q, ok = m.stepBack(s, p, int(in.a), isBytes); !ok {
							if in.op == opLook {
								break run
							}
							pc = in.b
							continue
						}
					}
					kind := fAtomic
					if in.op == opNotLook {
						kind = fNotLook
					}
					stack[sp] = frame{at(kind, pc), 0, p, barrier}
					barrier = sp
					sp++
					p = q
					pc++

				case opLookEnd:
					p = stack[barrier].pos
					barrier, sp = cut(stack, barrier, sp)
					pc++

				case opNotLookEnd:
					for sp--; sp > barrier; sp-- {
						f := &stack[sp]
						i := f.kpc >> kindBits
						switch f.kpc & (1<<kindBits - 1) {
						case fMark:
							marks[i] = f.pos
							m.lastIndex = int(f.n)
						case fReg:
							regs[i] = register{f.n, f.pos}
						case fLoop, fLazyLoop:
							regs[code[i].a] = register{f.n, f.a}
						}
					}
					barrier = stack[sp].a
					break run

				case opPeek:
					var is bool
					if in.flag&flagBehind == 0 {
						is = in.set.member(s, p) > 0
					} else if p > 0 {
						if q, _ := m.stepBack(s, p, 1, isBytes); q < p {
							is = in.set.member(s[:p], q) > 0
						}
					}
					if is == (in.flag&flagNeg != 0) {
						break run
					}
					pc++

				case opPeekLit:
					var is bool
					if in.flag&flagBehind == 0 {
						is = strings.HasPrefix(s[p:], in.lit)
					} else {
						is = strings.HasSuffix(s[:p], in.lit)
					}
					if is == (in.flag&flagNeg != 0) {
						break run
					}
					pc++

				case opBackref:
					b, e := marks[2*in.a], marks[2*in.a+1]
					if budget -= (e - b) >> 5; b < 0 || e < b || len(s)-p < e-b || s[b:e] != s[p:p+e-b] {
						break run
					}
					p += e - b
					pc++

				case opBackrefFold:
					b, e := marks[2*in.a], marks[2*in.a+1]
					if b < 0 || e < b {
						break run
					}
					budget -= (e - b) >> 3
					q, ok := m.matchFold(s, b, e, p, isBytes, in.flag&flagUnicode != 0)
					if !ok {
						break run
					}
					p = q
					pc++

				case opCond:
					if marks[2*in.a] >= 0 && marks[2*in.a+1] >= 0 {
						pc++
					} else {
						pc = in.b
					}

				case opAt:
					if !atPosition(atKind(in.a), s, p, isBytes) {
						break run
					}
					pc++

				default:
					panic("BUG: sre: unknown instruction")
				}
			}

			// Failure: back to the last choice.
			if budget -= step; budget < 0 {
				budget = quantum
				if err = m.tick(prog, s); err != nil {
					return false, err
				}
				memo = m.memo.on
			}
			for {
				if sp == 0 {
					break attempt
				}
				sp--
				f := &stack[sp]
				i := int32(f.kpc >> kindBits)
				switch f.kpc & (1<<kindBits - 1) {
				case fMark:
					marks[i] = f.pos
					m.lastIndex = int(f.n)
					continue

				case fReg:
					regs[i] = register{f.n, f.pos}
					continue

				case fSplit:
					p, pc = f.pos, i
					continue attempt

				case fBranch:
					lists := prog.disp[code[i].a].lists
					p, pc = f.pos, lists[f.n]
					if lists[f.n+1] >= 0 {
						f.n++
						sp++
					}
					continue attempt

				case fRun:
					in := &code[i]
					q, lo := f.pos, f.a
					recall := memo && in.slot >= 0 && in.max == infinite
					if recall {
						// Nothing matched from q on.
						m.memo.fail(in.slot, q, &prog.slots[in.slot], regs)
						if q == lo {
							continue
						}
					}
					budget--
					q--
					if nt := in.next; nt != nil {
						for q > lo && nt[s[q]] == 0 {
							if recall {
								m.memo.fail(in.slot, q, &prog.slots[in.slot], regs)
							}
							if q--; q&(longScan-1) == 0 && m.long() {
								return false, m.aborted
							}
						}
					} else if !isBytes {
						for q > lo && s[q]&0xC0 == 0x80 {
							q--
						}
					}
					if q > lo || recall {
						f.pos = q
						sp++
					}
					p, pc = q, i+1
					continue attempt

				case fLazy:
					in := &code[i]
					q, left := f.pos, f.n
					can := false
					if w := in.set.member(s, q); w > 0 && left > 0 {
						if left != infinite {
							left--
						}
						q += w
						if !memo || in.slot < 0 || in.max != infinite ||
							!m.memo.failed(in.slot, q, &prog.slots[in.slot], regs) {
							q, left, can = in.extend(m, s, q, left)
						}
					}
					if !can {
						if memo && in.slot >= 0 && in.max == infinite {
							m.failRange(in.slot, f.a, min(q, len(s)), &prog.slots[in.slot], regs)
						}
						continue
					}
					budget -= (q - f.pos) >> 5
					f.pos, f.n = q, left
					sp++
					p, pc = q, i+1
					continue attempt

				case fLoop:
					in := &code[i]
					regs[in.a] = register{f.n, f.a}
					p, pc = f.pos, in.b
					continue attempt

				case fLazyLoop:
					in := &code[i]
					p, pc = f.pos, i+1
					r := &regs[in.a]
					*r = register{f.n, f.a}
					if sp > 0 {
						stack[sp] = frame{at(fReg, in.a), r.count, r.last, 0}
						sp++
					}
					if r.count < infinite {
						r.count++
					}
					r.last = p
					continue attempt

				case fAtomic:
					barrier = f.a
					continue

				case fNotLook:
					barrier = f.a
					p, pc = f.pos, code[i].b
					continue attempt

				case fLoopAll:
					barrier = f.a
					in := &code[i]
					regs[in.a].count = f.n
					if f.n < in.min {
						continue
					}
					p, pc = f.pos, in.b
					continue attempt

				case fMemo:
					m.memo.fail(i, f.pos, &prog.slots[i], regs)
					continue

				case fMemoRange:
					m.failRange(i, f.pos, f.a, &prog.slots[i], regs)
					continue
				}
			}
		}

		if md != Search {
			return false, nil
		}
		if leadEnd >= 0 {
			start = leadEnd
			if leadMin > 0 {
				continue
			}
		}
		if start >= len(s) {
			return false, nil
		}
		if isBytes || s[start] < 0x80 {
			start++
		} else {
			start += charLen(s, start)
		}
	}
}

// cut drops the choices made since the barrier, keeping what undoes marks and registers, and closes the barrier.
func cut(stack []frame, barrier, sp int) (outer, top int) {
	outer = stack[barrier].a
	if barrier == 0 {
		return outer, 0
	}
	top = barrier
	for i := barrier + 1; i < sp; i++ {
		switch stack[i].kpc & (1<<kindBits - 1) {
		case fMark, fReg:
			stack[top] = stack[i]
			top++
		}
	}
	return outer, top
}
