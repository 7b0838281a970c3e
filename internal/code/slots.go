// This file numbers what Python sees of a Code: offsets (f_lasti, co_lines, co_positions, dis) count two a slot, and a slot is
// an instruction, the line of a statement without one (a Mark), or the start of the code, which CPython calls RESUME.
package code

import "sort"

// What a slot is that is no instruction.
const (
	SlotStart = -1
	SlotMark  = -2
)

// NumSlots is the number of slots.
func (c *Code) NumSlots() int { return 1 + len(c.Instrs) + len(c.Marks) }

// Offset is where instruction i is.
func (c *Code) Offset(i int) int {
	return 2 * (1 + i + sort.Search(len(c.Marks), func(k int) bool { return int(c.Marks[k].At) > i }))
}

// MarkOffset is where the k-th mark is: before its instruction.
func (c *Code) MarkOffset(k int) int { return 2 * (1 + int(c.Marks[k].At) + k) }

// AtOffset is the first instruction at an offset or after it, the number of instructions where there is none.
func (c *Code) AtOffset(off int) int {
	return sort.Search(len(c.Instrs), func(i int) bool { return c.Offset(i) >= off })
}

// lineOnly reports whether the code was compiled without columns.
func (c *Code) lineOnly() bool {
	for r := c.Ranges(); ; {
		p, n := r.Next()
		if n <= 0 {
			return false
		}
		if p.Line > 0 {
			return p.Col < 0
		}
	}
}

// EachSlot gives every slot in order: its range and its instruction, or SlotStart or SlotMark.
func (c *Code) EachSlot(yield func(r Range, instr int) bool) {
	start := Range{int32(c.FirstLine), int32(c.FirstLine), 0, 0}
	if c.Name == "<module>" && c.Flags&CoOptimized == 0 {
		start = Range{0, 1, 0, 0}
	}
	if c.lineOnly() {
		start.Col, start.EndCol = -1, -1
	}
	if !yield(start, SlotStart) {
		return
	}
	marks := c.Marks
	i := 0
	for r := c.Ranges(); i < len(c.Instrs); {
		p, n := r.Next()
		if n <= 0 {
			p, n = NoRange, len(c.Instrs)-i
		}
		for ; n > 0 && i < len(c.Instrs); n-- {
			for len(marks) > 0 && int(marks[0].At) <= i {
				line := marks[0].Line
				marks = marks[1:]
				if !yield(Range{line, line, -1, -1}, SlotMark) {
					return
				}
			}
			if !yield(p, i) {
				return
			}
			i++
		}
	}
	for _, m := range marks {
		if !yield(Range{m.Line, m.Line, -1, -1}, SlotMark) {
			return
		}
	}
}
