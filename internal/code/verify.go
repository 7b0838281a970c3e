// This file checks that a Code is well formed. The loop trusts every operand without looking, so whatever is not
// fresh from the compiler passes here first, and the compiler's tests pass everything.
package code

import "fmt"

// Verify reports the first thing wrong with c or a code nested in it.
func Verify(c *Code) error { return verify(c, 0) }

func verify(c *Code, depth int) error {
	if depth > 1000 {
		return fmt.Errorf("codes nested too deeply")
	}
	if err := c.check(depth); err != nil {
		return fmt.Errorf("%s (%s:%d): %w", c.QualName, c.Filename, c.FirstLine, err)
	}
	return nil
}

func (c *Code) check(depth int) error {
	n := len(c.Instrs)
	switch {
	case n == 0:
		return fmt.Errorf("no instructions")
	case !Ends(c.Instrs[n-1].Op):
		return fmt.Errorf("control falls off the end")
	case c.NRegs > MaxRegs || c.NRegs < c.NLocals || c.NRegs < 1:
		return fmt.Errorf("%d registers for %d locals", c.NRegs, c.NLocals)
	case len(c.VarNames) != c.NLocals:
		return fmt.Errorf("%d names of %d locals", len(c.VarNames), c.NLocals)
	case len(c.CellRegs) != len(c.CellVars):
		return fmt.Errorf("%d registers of %d cells", len(c.CellRegs), len(c.CellVars))
	case len(c.FreeVars) > 0 && (c.FreeReg < 0 || c.FreeReg+len(c.FreeVars) > c.NRegs):
		return fmt.Errorf("free variables out of range")
	case c.ArgCount < 0 || c.KwOnlyCount < 0 || c.PosOnlyCount < 0 || c.PosOnlyCount > c.ArgCount || c.NumParams() > c.NLocals:
		return fmt.Errorf("%d parameters for %d locals", c.NumParams(), c.NLocals)
	}
	for _, r := range c.CellRegs {
		if r < 0 || r >= c.NRegs {
			return fmt.Errorf("cell in register %d", r)
		}
	}
	for _, x := range c.ICNames {
		if x < 0 || int(x) >= len(c.Names) {
			return fmt.Errorf("cache of name %d", x)
		}
	}
	for _, s := range c.Scoped {
		if s.Reg < 0 || s.Reg >= c.NRegs || s.Start < 0 || s.Start > s.End || int(s.End) > n {
			return fmt.Errorf("scoped local %q out of range", s.Name)
		}
	}
	for i, in := range c.Instrs {
		if err := c.checkInstr(in, i); err != nil {
			return fmt.Errorf("at %d %s: %w", i, opName(in.Op), err)
		}
	}
	for _, e := range c.ExcTable {
		if e.Start < 0 || e.Start >= e.End || int(e.End) > n || e.Target < 0 || int(e.Target) >= n {
			return fmt.Errorf("exception entry %v out of range", e)
		}
		if c.Instrs[e.Target].Op != ExcEnter && c.Instrs[e.Target].Op != ExcTake {
			return fmt.Errorf("exception entry %v: handler starts with %s", e, opName(c.Instrs[e.Target].Op))
		}
	}
	total := 0
	for r := c.Ranges(); ; {
		_, k := r.Next()
		if k == 0 {
			break
		}
		total += k
	}
	if total != n {
		return fmt.Errorf("positions of %d instructions, not %d", total, n)
	}
	for i := range c.Consts {
		if err := checkConst(&c.Consts[i], depth); err != nil {
			return err
		}
	}
	return nil
}

func checkConst(k *Const, depth int) error {
	switch k.Kind {
	case ConstCode:
		if k.Code == nil {
			return fmt.Errorf("constant without its code")
		}
		return verify(k.Code, depth+1)
	case ConstTuple, ConstFrozenSet, ConstSlice:
		for i := range k.Elts {
			if err := checkConst(&k.Elts[i], depth+1); err != nil {
				return err
			}
		}
	}
	if k.Kind > ConstCode {
		return fmt.Errorf("constant of kind %d", k.Kind)
	}
	return nil
}

func (c *Code) checkInstr(in Instr, i int) error {
	if in.Op >= NumOps {
		return fmt.Errorf("no such opcode")
	}
	info := &Table[in.Op]
	ops := [3]uint16{in.A, in.B, in.C}
	for j, kind := range [3]Kind{info.A, info.B, info.C} {
		x := ops[j]
		switch kind {
		case Reg:
			if x%RegSize != 0 || int(x)/RegSize >= c.NRegs {
				return fmt.Errorf("register operand %d of %d", x, c.NRegs)
			}
		case Cache:
			if int(x) >= len(c.ICNames) {
				return fmt.Errorf("cache %d of %d", x, len(c.ICNames))
			}
		case Wide:
			if k := JoinWide(in.B, in.C); int64(k) >= int64(len(c.Consts)) {
				return fmt.Errorf("constant %d of %d", k, len(c.Consts))
			}
		}
	}
	if t, ok := Target(in, i); ok && (t < 0 || t >= len(c.Instrs)) {
		return fmt.Errorf("jumps to %d of %d", t, len(c.Instrs))
	}
	if r, k := Written(in); r+k > c.NRegs {
		return fmt.Errorf("writes registers %d to %d of %d", r, r+k, c.NRegs)
	}
	if r, k := Window(in); r+k > c.NRegs {
		return fmt.Errorf("reads registers %d to %d of %d", r, r+k, c.NRegs)
	}
	switch in.Op {
	case MakeFunction:
		if int(in.B) >= len(c.Consts) || c.Consts[in.B].Kind != ConstCode {
			return fmt.Errorf("constant %d is no code", in.B)
		}
	case LoadNameX, StoreNameX, DelNameX, LoadGlobalX, StoreGlobalX, DelGlobalX:
		if c.Consts[JoinWide(in.B, in.C)].Kind != ConstStr {
			return fmt.Errorf("name is no string")
		}
	case CopyFree:
		if int(in.B) != len(c.FreeVars) || int(in.A)/RegSize != c.FreeReg {
			return fmt.Errorf("does not match the free variables")
		}
	case Send:
		if i+1 >= len(c.Instrs) || c.Instrs[i+1].Op != YieldFrom {
			return fmt.Errorf("not followed by YieldFrom")
		}
	case YieldFrom:
		if i == 0 || c.Instrs[i-1].Op != Send {
			return fmt.Errorf("does not follow Send")
		}
	}
	return nil
}

// NumParams is the number of parameters, * and ** included; they are the first of VarNames.
func (c *Code) NumParams() int {
	n := c.ArgCount + c.KwOnlyCount
	if c.Flags&CoVarArgs != 0 {
		n++
	}
	if c.Flags&CoVarKeywords != 0 {
		n++
	}
	return n
}

func opName(op uint16) string {
	if op < NumOps {
		return Table[op].Name
	}
	return fmt.Sprintf("op%d", op)
}
