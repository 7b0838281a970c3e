// This file answers what an instruction does to registers and control: which it writes, which windows of
// consecutive registers it reads, where it may jump. The verifier and the compiler's analysis read it.
package code

// readsA marks the opcodes whose operand A, though a register, is only read (or is an object changed in place).
var readsA = func() (t [NumOps]bool) {
	for _, op := range []uint16{
		Check, StoreCell, DelCell, StoreGlobal, StoreName, StoreNameX, StoreGlobalX, SetAttr, DelAttr, SetAttrX, DelAttrX,
		SetItem, DelItem, SetSlice, JmpTrue, JmpFalse, JmpNone, JmpNotNone, ForLoop, Return, ListAppend, ListExtend,
		SetAdd, SetUpdate, MapAdd, DictUpdate, DictMerge, ImportStar, Raise, Reraise, JExcNotMatch,
		PrintExpr, LoadArg,
	} {
		t[op] = true
	}
	for op := JLt; op <= JNotIn; op++ {
		t[op] = true
	}
	return
}()

// Written gives the registers (index of the first, count) that in writes, or writes on some path.
func Written(in Instr) (reg, n int) {
	if in.Op >= NumOps {
		return 0, 0
	}
	a := int(in.A) / RegSize
	switch in.Op {
	case ForLoop:
		return int(in.B) / RegSize, 1
	case CopyFree:
		return a, int(in.B)
	case Unpack:
		return a, int(in.C)
	case UnpackEx:
		return a, int(in.C&255) + 1 + int(in.C>>8)
	case LoadMethod, SuperMethod, ExcEnter, ExcLeave, EndAsyncFor, GroupMatch, WithEnter, AWithEnter:
		return a, 2
	}
	if Table[in.Op].A != Reg || readsA[in.Op] {
		return 0, 0
	}
	return a, 1
}

// Window gives the registers (index of the first, count) that in reads as a block, the operand's own included.
func Window(in Instr) (reg, n int) {
	b, c := int(in.B)/RegSize, int(in.C)
	switch in.Op {
	case Call:
		return b, c + 1
	case CallKw, CallMethod:
		return b, c + 2
	case CallMethodKw:
		return b, c + 3
	case CallEx:
		return b, 2 + c&CallExKw
	case BuildTuple, BuildList, BuildSet, BuildString:
		return b, c
	case BuildMap:
		return b, 2 * c
	case BuildSlice, SuperAttr, SuperMethod, MatchClass:
		return b, 3
	case BuildTemplate, ImportName:
		return b, 2
	case BuildInterpolation:
		return b, 2 + c&FmtSpec/FmtSpec
	case FormatValue:
		return b, 1 + c&FmtSpec/FmtSpec
	case GetSlice:
		return c / RegSize, 2
	case GetSliceStep:
		return c / RegSize, 3
	case SetSlice:
		return b, 2
	case Raise:
		return int(in.A) / RegSize, int(in.B)
	case MakeFunction, MakeFunctionX:
		n := 0
		for f := c; f != 0; f &= f - 1 {
			n++
		}
		return int(in.A)/RegSize + 1, n
	case Intrinsic:
		switch in.C {
		case IntrTypeVarBound, IntrTypeVarConstraints, IntrSetTypeParamDefault, IntrSetFunctionTypeParams:
			return b, 2
		}
	}
	return 0, 0
}

// Target gives the instruction that the one at index i may jump to.
func Target(in Instr, i int) (target int, ok bool) {
	if in.Op >= NumOps {
		return 0, false
	}
	info := &Table[in.Op]
	switch {
	case info.B == WideJ:
		return i + 1 + int(int32(JoinWide(in.B, in.C))), true
	case info.C == Jump:
		return i + 1 + int(int16(in.C)), true
	}
	return 0, false
}

// Ends reports whether control never goes on to the next instruction.
func Ends(op uint16) bool {
	switch op {
	case Jmp, JmpBack, Return, ReturnK, Raise, Reraise:
		return true
	}
	return false
}
