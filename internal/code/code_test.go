package code

import (
	"strings"
	"testing"
)

func TestTableIsComplete(t *testing.T) {
	seen := map[string]bool{}
	for op, info := range Table {
		if info.Name == "" || seen[info.Name] {
			t.Errorf("opcode %d: name %q missing or repeated", op, info.Name)
		}
		seen[info.Name] = true
	}
}

func TestPositions(t *testing.T) {
	in := []Range{{1, 1, 0, 5}, {1, 1, 0, 5}, {1, 2, 3, 4}, NoRange, {700, 700, -1, -1}, {3, 3, 1000, 1001}, {3, 9, 7, 2}, {3, 9, 7, 2}}
	var w PosWriter
	for _, p := range in {
		w.Add(p)
	}
	c := &Code{Positions: w.Bytes()}
	for i, want := range in {
		if got := c.PosAt(i); got != want {
			t.Errorf("PosAt(%d) = %v, want %v", i, got, want)
		}
	}
	if got := c.PosAt(len(in)); got != NoRange {
		t.Errorf("past the end: %v", got)
	}
	for i := range c.Positions { // a damaged table must end, whatever it says
		r := (&Code{Positions: c.Positions[i:]}).Ranges()
		for j := 0; j < 100; j++ {
			if _, n := r.Next(); n == 0 {
				break
			}
		}
	}
}

func TestVerify(t *testing.T) {
	reg := func(i int) uint16 { return uint16(i * RegSize) }
	good := func() *Code {
		var w PosWriter
		c := &Code{
			Name: "f", QualName: "f", Flags: CoOptimized, ArgCount: 1, NLocals: 2, NRegs: 4, VarNames: []string{"x", "y"},
			Names: []string{"len"}, ICNames: []int32{0}, Consts: []Const{{Kind: ConstNone}, {Kind: ConstStr, Str: "a"}},
			Instrs: []Instr{
				{LoadGlobal, reg(2), 0, 0},
				{Move, reg(3), reg(0), 0},
				{Call, reg(1), reg(2), 1},
				{JLtI, reg(1), 3, 0xfffc},
				{ReturnK, 0, 0, 0},
				{ExcEnter, reg(2), 0, 0},
				{Reraise, reg(2), 0, 0},
			},
			ExcTable: []ExcEntry{{0, 4, 5}},
		}
		for range c.Instrs {
			w.Add(Range{1, 1, 0, 1})
		}
		c.Positions = w.Bytes()
		return c
	}
	if err := Verify(good()); err != nil {
		t.Fatal(err)
	}
	for want, damage := range map[string]func(c *Code){
		"falls off":       func(c *Code) { c.Instrs[6].Op = Nop },
		"register":        func(c *Code) { c.Instrs[1].B = reg(4) },
		"register oper":   func(c *Code) { c.Instrs[1].A = 3 },
		"cache":           func(c *Code) { c.Instrs[0].B = 1 },
		"constant 9":      func(c *Code) { c.Instrs[4].B = 9 },
		"jumps to":        func(c *Code) { c.Instrs[3].C = 0xff00 },
		"reads registers": func(c *Code) { c.Instrs[2].C = 3 },
		"starts with":     func(c *Code) { c.ExcTable[0].Target = 1 },
		"out of range":    func(c *Code) { c.ExcTable[0].End = 8 },
		"positions of":    func(c *Code) { c.Positions = nil },
		"no such opcode":  func(c *Code) { c.Instrs[0].Op = NumOps },
		"is no code":      func(c *Code) { c.Instrs[0] = Instr{MakeFunction, 0, 0, 0} },
		"not followed":    func(c *Code) { c.Instrs[0] = Instr{Send, 0, 0, 2} },
	} {
		c := good()
		damage(c)
		if err := Verify(c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	text := Disassemble(good(), true)
	for _, want := range []string{"f: params=1 regs=4 locals=x,y", "Call         y, r2, 1", "JLtI         y, 3, ->L1", "ReturnK      None", "L1..L2 -> L3"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
