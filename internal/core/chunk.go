// This file lets natives that work through much data look at kills and limits. Invariant: PollAtomic runs no Python and hands
// the lock to no other thread, so that what such a native reads does not change under it, as in CPython.
package core

import (
	"strings"
	"sync/atomic"

	"github.com/vivarium-py/vivarium/internal/textfind"
)

// chunkBytes is how much a native works through between two polls: under a millisecond at 100 MB/s.
const chunkBytes = 64 << 10

// Bytes of work that count as one instruction: of what runs at the speed of memory, and of what looks at every byte or item.
const (
	fastWork = 1024
	slowWork = 128
)

// SlowWork is slowWork for native modules.
const SlowWork = slowWork

// hookWork is what a poll of package unidata counts, which comes every 32 KiB.
const hookWork = 32 << 10 / slowWork

// PollAtomic is PollN for a native in the middle of its work: it sees kills and limits only; signals, finalisers and other
// threads wait until the next Poll.
func (t *Thread) PollAtomic(n int) error {
	t.budget -= int32(min(n, 1<<20))
	if t.budget < 0 {
		return t.refillAtomic()
	}
	return nil
}

// PollAt is PollAtomic for step i of a loop over single bytes or items: it looks every pollSteps steps.
func (t *Thread) PollAt(i int) error {
	if i&(pollSteps-1) == pollSteps-1 {
		return t.PollAtomic(pollSteps / slowWork)
	}
	return nil
}

// pollSteps is how many short steps a loop makes between two polls, a power of two.
const pollSteps = 16 << 10

// refillAtomic is refill without what may run Python or change hands.
func (t *Thread) refillAtomic() error {
	t.atomic = true
	err := t.refill()
	t.atomic = false
	return err
}

// lookAtomic looks at once at what PollAtomic sees in the end.
func (t *Thread) lookAtomic() error {
	if err := t.look(); err != nil {
		return t.giveUp(err)
	}
	return t.killOnly()
}

// killOnly is service in PollAtomic.
func (t *Thread) killOnly() error {
	req := atomic.LoadUint32(&t.interp.requests)
	if req&reqKill != 0 {
		return t.giveUp(t.interp.killed.Load())
	}
	if req&reqEnd != 0 && t != t.interp.main {
		return t.giveUp(&Kill{Limit: "exit"})
	}
	if req&reqLook != 0 && t.interp.clearRequest(reqLook) {
		if err := t.look(); err != nil {
			return t.giveUp(err)
		}
	}
	return nil
}

// InChunks calls f for [0, n) a chunk at a time until it gives false, and polls for every perUnit bytes or items.
func (t *Thread) InChunks(n, perUnit int, f func(lo, hi int) bool) error {
	if n <= chunkBytes {
		f(0, n)
		return t.PollAtomic(n / perUnit)
	}
	for lo := 0; lo < n; lo += chunkBytes {
		hi := min(lo+chunkBytes, n)
		if !f(lo, hi) {
			return nil
		}
		if err := t.PollAtomic((hi - lo) / perUnit); err != nil {
			return err
		}
	}
	return nil
}

// inItems calls f for [0, n) a chunk at a time until it gives false, and polls after each.
func (t *Thread) inItems(n int, f func(lo, hi int) bool) error {
	for lo := 0; lo < n; lo += 2 * chunkItems {
		hi := min(lo+2*chunkItems, n)
		if !f(lo, hi) {
			return nil
		}
		if err := t.PollAtomic((hi - lo) / itemsWork); err != nil {
			return err
		}
	}
	return nil
}

// inText is InChunks for the text of a str, in chunks of whole characters.
func (t *Thread) inText(s string, perUnit int, f func(part string) bool) error {
	for len(s) > chunkBytes {
		n := chunkBytes
		for n < len(s) && s[n]&0xC0 == 0x80 {
			n++
		}
		if !f(s[:n]) {
			return nil
		}
		if err := t.PollAtomic(n / perUnit); err != nil {
			return err
		}
		s = s[n:]
	}
	f(s)
	return t.PollAtomic(len(s) / perUnit)
}

// pollText64 is the poll of readers of numbers, which comes every 64 KiB.
func (t *Thread) pollText64() error { return t.PollAtomic(chunkBytes / slowWork) }

// pollFormat is the poll of formats, which comes every 64 KiB.
func (t *Thread) pollFormat() error { return t.PollN(chunkBytes / slowWork) }

// pollScan is the Poll of searches.
func (t *Thread) pollScan(n int) error { return t.PollAtomic(n / fastWork) }

// find is strings.Index.
func (t *Thread) find(s, sub string) (int, error) {
	if len(sub) == 1 && len(s) <= chunkBytes {
		i := strings.IndexByte(s, sub[0])
		if i < 0 {
			return i, t.pollScan(len(s))
		}
		return i, t.pollScan(i)
	}
	return textfind.Index(s, sub, t.pollScan)
}

// findLast is strings.LastIndex.
func (t *Thread) findLast(s, sub string) (int, error) { return textfind.LastIndex(s, sub, t.pollScan) }

// countText is strings.Count of what is not empty.
func (t *Thread) countText(s, sub string) (int, error) { return textfind.Count(s, sub, t.pollScan) }

// copyStr is copy; what it copied is in b.
func (t *Thread) copyStr(b []byte, s string) error {
	if len(s) <= chunkBytes {
		copy(b, s)
		return t.PollAtomic(len(s) / fastWork)
	}
	return t.InChunks(min(len(s), len(b)), fastWork, func(lo, hi int) bool {
		copy(b[lo:hi], s[lo:hi])
		return true
	})
}

// copyItems is copy of Values; what it copied is in dst.
func (t *Thread) copyItems(dst, src []Value) error {
	n := min(len(dst), len(src))
	if n <= chunkItems {
		copy(dst, src)
		return t.PollAtomic(n / itemsWork)
	}
	for lo := 0; lo < n; lo += chunkItems {
		hi := min(lo+chunkItems, n)
		copy(dst[lo:hi], src[lo:hi])
		if err := t.PollAtomic((hi - lo) / itemsWork); err != nil {
			return err
		}
	}
	return nil
}

// chunkItems is how many Values a native copies between two polls, itemsWork how many count as one instruction.
const (
	chunkItems = 8 << 10
	itemsWork  = 16
)

// countText64 is how many bytes of text are counted between two polls.
const countText64 = 1 << 20

// countRunes is countRunes of what may be long.
func (t *Thread) countRunes(s string) (int, error) {
	n := 0
	for len(s) > countText64 {
		n += countRunes(s[:countText64]) // a character counts where it begins
		if err := t.PollAtomic(countText64 / fastWork); err != nil {
			return 0, err
		}
		s = s[countText64:]
	}
	return n + countRunes(s), nil
}

// Text is StrVal of what may be long.
func (t *Thread) Text(s string) (Value, error) {
	n, err := t.countRunes(s)
	if err != nil {
		return Unbound, err
	}
	if n <= 1 {
		return StrVal(s), nil
	}
	return newStrN(s, n).Val(), nil
}

// flatten copies the items of a buffer in C order.
func (t *Thread) flatten(b *Buffer) ([]byte, error) {
	out, err := MakeSlice[byte](t, 0, b.size())
	if err != nil {
		return nil, err
	}
	if b.contiguous() {
		out = out[:len(b.B)]
		return out, t.copyStr(out, view(b.B))
	}
	if b.ndim() != 1 {
		for i, off := 0, b.start; i < b.Shape[0]; i, off = i+1, off+b.Strides[0] {
			had := len(out)
			out = b.appendDim(out, 1, off)
			if err := t.PollAtomic(1 + (len(out)-had)/slowWork); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	off := b.start
	err = t.InChunks(b.Shape[0], slowWork, func(lo, hi int) bool {
		for i := lo; i < hi; i++ {
			out = append(out, b.B[off:off+b.ItemSize]...)
			off += b.Strides[0]
		}
		return true
	})
	return out, err
}

// fill writes unit over and over into b.
func (t *Thread) fill(b []byte, unit string) error {
	if len(b) <= chunkBytes {
		fillRepeat(b, unit)
		return t.PollAtomic(len(b) / fastWork)
	}
	if len(unit) > chunkBytes {
		for len(b) > 0 {
			n := min(len(unit), len(b))
			if err := t.copyStr(b[:n], unit[:n]); err != nil {
				return err
			}
			b = b[n:]
		}
		return nil
	}
	n := chunkBytes - chunkBytes%len(unit)
	fillRepeat(b[:n], unit)
	for at := n; at < len(b); at += n {
		copy(b[at:], b[:n])
		if err := t.PollAtomic(n / fastWork); err != nil {
			return err
		}
	}
	return nil
}
