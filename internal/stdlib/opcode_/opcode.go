// Package opcode_ is the native module _opcode: what modules opcode and dis show of Vivarium's own instructions, which are
// those of a register machine and not CPython's.
package opcode_

import (
	"fmt"
	"strings"

	"github.com/vivarium-py/vivarium/internal/code"
	"github.com/vivarium-py/vivarium/internal/core"
)

type (
	value  = core.Value
	thread = core.Thread
)

// cpythonNames are the instructions that do what one of CPython's does and go by its name. Several may share one, as
// the operators share BINARY_OP; the operands tell them apart.
var cpythonNames = map[uint16]string{
	code.Jmp: "JUMP", code.JmpBack: "JUMP_BACKWARD", code.JmpTrue: "POP_JUMP_IF_TRUE", code.JmpFalse: "POP_JUMP_IF_FALSE",
	code.JmpNone: "POP_JUMP_IF_NONE", code.JmpNotNone: "POP_JUMP_IF_NOT_NONE",
	code.LoadK: "LOAD_CONST", code.LoadInt: "LOAD_SMALL_INT", code.Return: "RETURN_VALUE", code.ReturnK: "RETURN_CONST",
	code.GetAttr: "LOAD_ATTR", code.LoadMethod: "LOAD_ATTR", code.SetAttr: "STORE_ATTR", code.DelAttr: "DELETE_ATTR",
	code.SuperAttr: "LOAD_SUPER_ATTR", code.SuperMethod: "LOAD_SUPER_ATTR",
	code.GetItem: "BINARY_SUBSCR", code.GetItemI: "BINARY_SUBSCR", code.SetItem: "STORE_SUBSCR", code.DelItem: "DELETE_SUBSCR",
	code.GetSlice: "BINARY_SLICE", code.GetSliceStep: "BINARY_SLICE", code.SetSlice: "STORE_SLICE",
	code.DelGlobal: "DELETE_GLOBAL", code.DelName: "DELETE_NAME",
	code.Neg: "UNARY_NEGATIVE", code.Not: "UNARY_NOT", code.Invert: "UNARY_INVERT",
	code.Is: "IS_OP", code.IsNot: "IS_OP", code.In: "CONTAINS_OP", code.NotIn: "CONTAINS_OP",
	code.Unpack: "UNPACK_SEQUENCE", code.Raise: "RAISE_VARARGS", code.Yield: "YIELD_VALUE", code.AYield: "YIELD_VALUE", code.YieldFrom: "YIELD_VALUE", code.ForLoop: "FOR_ITER",
	code.CallMethod: "CALL", code.CallMethodKw: "CALL_KW", code.CallEx: "CALL_FUNCTION_EX",
}

// opname is an instruction's name: CPython's for the same thing, else its own in capitals (MakeCell is MAKE_CELL).
func opname(op uint16) string {
	switch {
	case cpythonNames[op] != "":
		return cpythonNames[op]
	case op >= code.Add && op <= code.IAndI:
		return "BINARY_OP"
	case op >= code.Lt && op <= code.Ge:
		return "COMPARE_OP"
	case op >= code.JLt && op <= code.JNotGeI:
		return "COMPARE_OP_JUMP" // a comparison and a branch in one
	case op == code.JIs || op == code.JIsNot:
		return "IS_OP_JUMP"
	case op == code.JIn || op == code.JNotIn:
		return "CONTAINS_OP_JUMP"
	}
	var b strings.Builder
	for i, c := range code.Table[op].Name {
		if c >= 'A' && c <= 'Z' && i > 0 {
			b.WriteByte('_')
		}
		b.WriteRune(c)
	}
	return strings.ToUpper(b.String())
}

// resume is the number of RESUME: where a code starts, which is no instruction of the machine.
const resume = code.NumOps

// nameUses counts how many instructions go by each name.
func nameUses() map[string]int {
	n := map[string]int{}
	for op := range code.NumOps {
		n[opname(op)]++
	}
	return n
}

func kinds(op int) [3]code.Kind {
	i := &code.Table[op]
	return [3]code.Kind{i.A, i.B, i.C}
}

// has makes the function that tells whether an instruction has an operand of one of some kinds.
func has(name string, want ...code.Kind) core.Func {
	return core.Func{Name: name, Sig: "(opcode, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) {
		op, err := t.IndexInt(a[0])
		if err != nil || op < 0 || op >= int(code.NumOps) {
			return core.False, err
		}
		for _, k := range kinds(op) {
			for _, w := range want {
				if k == w {
					return core.True, nil
				}
			}
		}
		return core.False, nil
	}}
}

func no(name, sig string, v value) core.Func {
	return core.Func{Name: name, Sig: sig, Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return v, nil }}
}

func stackEffect(t *thread, a []value) (value, error) {
	op, err := t.IndexInt(a[0])
	if err != nil {
		return core.Unbound, err
	}
	if op < 0 || op >= int(code.NumOps) {
		return core.Unbound, t.ValueError("invalid opcode or oparg")
	}
	return core.Int(0), nil
}

// instructions gives for each instruction of a code object (opcode, first operand, what the operands mean, their text,
// target of a jump or None). Targets are numbers of instructions.
func instructions(t *thread, a []value) (value, error) {
	c, consts := core.CodeOf(a[0])
	if c == nil {
		return core.Unbound, t.TypeError("expected a code object, got '%s'", a[0].TypeName())
	}
	if err := t.Charge(200 * len(c.Instrs)); err != nil {
		return core.Unbound, err
	}
	uses := nameUses()
	out := make([]value, 0, len(c.Instrs))
	for _, i := range c.EachSlot {
		if i < 0 {
			op := code.Nop
			if i == code.SlotStart {
				op = resume
			}
			out = append(out, core.NewTuple(core.Int(int64(op)), core.Int(0), core.None, core.StrVal(""), core.None))
			continue
		}
		in := c.Instrs[i]
		if err := t.Poll(); err != nil {
			return core.Unbound, err
		}
		if in.Op >= code.NumOps {
			return core.Unbound, t.SystemError("unknown instruction %d", in.Op)
		}
		target, arg := core.None, core.None
		if to, ok := code.Target(in, i); ok {
			target, arg = core.Int(int64(c.Offset(to)/2)), core.Int(int64(c.Offset(to)))
		}
		ops := [3]uint16{in.A, in.B, in.C}
		for j, k := range kinds(int(in.Op)) {
			x := int(ops[j])
			switch {
			case k == code.Cache && x < len(c.ICNames) && int(c.ICNames[x]) < len(c.Names):
				arg = core.StrVal(c.Names[c.ICNames[x]])
			case k == code.Wide && int(code.JoinWide(in.B, in.C)) < len(consts):
				arg = consts[code.JoinWide(in.B, in.C)]
			case k == code.WideI && arg.IsNone():
				arg = core.Int(int64(int32(code.JoinWide(in.B, in.C))))
			case k == code.Reg && arg.IsNone():
				if name := c.LocalName(x/code.RegSize, i); name != "" {
					arg = core.StrVal(name)
				}
			}
		}
		text := strings.Join(c.Operands(in, i, nil), ", ")
		if to, ok := code.Target(in, i); ok {
			text = strings.Replace(text, fmt.Sprintf("->%d", to), fmt.Sprintf("->%d", c.Offset(to)/2), 1)
		}
		if uses[opname(in.Op)] > 1 {
			text += " (" + code.Table[in.Op].Name + ")"
		}
		out = append(out, core.NewTuple(core.Int(int64(in.Op)), core.Int(int64(in.A)), arg, core.StrVal(text), target))
	}
	return core.NewList(out), nil
}

// handlers gives the exception table: (first instruction, one past the last, handler).
func handlers(t *thread, a []value) (value, error) {
	c, _ := core.CodeOf(a[0])
	if c == nil {
		return core.Unbound, t.TypeError("expected a code object, got '%s'", a[0].TypeName())
	}
	if err := t.Charge(96 * len(c.ExcTable)); err != nil {
		return core.Unbound, err
	}
	out := make([]value, len(c.ExcTable))
	for i, e := range c.ExcTable {
		at := func(i int32) value { return core.Int(int64(c.Offset(int(i)) / 2)) }
		out[i] = core.NewTuple(at(e.Start), at(e.End), at(e.Target))
	}
	return core.NewList(out), nil
}

// Module declares _opcode.
func Module() *core.ModuleDef {
	return &core.ModuleDef{
		Name: "_opcode",
		Doc:  "Opcode support module.",
		Attrs: []core.Attr{
			{Name: "ENABLE_SPECIALIZATION", Value: core.Int(1)},
			{Name: "ENABLE_SPECIALIZATION_FT", Value: core.Int(0)},
		},
		Funcs: []core.Func{
			{Name: "stack_effect", Sig: "(opcode, oparg=None, /, *, jump=None)", Flags: core.Pure, Fn: stackEffect,
				Doc: "Compute the stack effect of the opcode: always 0, for the machine has registers and no stack."},
			{Name: "is_valid", Sig: "(opcode, /)", Flags: core.Pure, Doc: "Return whether there is an instruction of that number.", Fn: func(t *thread, a []value) (value, error) {
				op, err := t.IndexInt(a[0])
				return core.Bool(op >= 0 && op < int(code.NumOps)), err
			}},
			has("has_arg", code.Reg, code.Imm, code.Uns, code.Cache, code.Wide, code.WideI, code.Jump, code.WideJ),
			has("has_const", code.Wide),
			has("has_name", code.Cache),
			has("has_jump", code.Jump, code.WideJ),
			has("has_local", code.Reg),
			no("has_free", "(opcode, /)", core.False),
			no("has_exc", "(opcode, /)", core.False),
			no("get_specialization_stats", "()", core.None),
			{Name: "_instructions", Sig: "(code, /)", Flags: core.Polls | core.Charges, Fn: instructions},
			{Name: "_has_inline_values", Sig: "(object, /)", Flags: core.Pure, Fn: func(t *thread, a []value) (value, error) { return core.Bool(core.InlineValues(a[0])), nil },
				Doc: "Return True if the attributes of the object are in slots of its own and not in a dict."},
			{Name: "_handlers", Sig: "(code, /)", Flags: core.Charges, Fn: handlers},
		},
		Init: func(t *thread, m *core.Module) error {
			names := make([]value, code.NumOps)
			for op := range names {
				names[op] = core.StrVal(opname(uint16(op)))
			}
			names = append(names, core.StrVal("RESUME"))
			m.Dict().SetStr(core.Intern("_opname"), core.NewTuple(names...))
			return nil
		},
	}
}
