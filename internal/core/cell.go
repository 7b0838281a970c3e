// This file sets up cell, the box of a variable that several scopes share.
package core

// NewCell makes a cell; Unbound makes an empty one.
func NewCell(v Value) Value {
	return obj(&(&Cell{Header: Header{&CellType.shape0}, v: v}).Header)
}

func setupCellType() {
	CellType.Setup(&TypeSpec{
		Name:   "cell",
		Layout: LayoutOf[Cell](),
		Doc:    "A variable that a function and those nested in it share.\n\ncell_contents is its value; reading it while the cell is empty, as it is made\nwith no argument, raises ValueError.",
		New: &Func{Name: "cell", Sig: "(cls, contents=<unrepresentable>, /)", Flags: Pure, Fn: func(t *Thread, a []Value) (Value, error) {
			return NewCell(a[1]), nil
		}},
		Slots: Slots{
			Repr: func(t *Thread, v Value) (Value, error) {
				c := As[Cell](v)
				if c.v.IsUnbound() {
					return StrVal("<cell at " + addrText(v) + ": empty>"), nil
				}
				return StrVal("<cell at " + addrText(v) + ": " + c.v.TypeName() + " object at " + addrText(c.v) + ">"), nil
			},
			Compare: func(t *Thread, a, b Value, op CmpOp) (Value, error) {
				if !b.exactly(&CellType) {
					return NotImplemented, nil
				}
				x, y := As[Cell](a).v, As[Cell](b).v
				if x.IsUnbound() || y.IsUnbound() {
					n := 0
					if !x.IsUnbound() {
						n++
					}
					if !y.IsUnbound() {
						n--
					}
					return BoolCompare(n, op), nil
				}
				return t.Compare(x, y, op)
			},
			Traverse: func(h *Header, visit func(Value)) { visit(cast[Cell](h).v) },
		},
		GetSets: []GetSet{{Name: "cell_contents", Get: func(t *Thread, v Value) (Value, error) {
			if c := As[Cell](v); !c.v.IsUnbound() {
				return c.v, nil
			}
			return Unbound, t.ValueError("Cell is empty")
		}, Set: func(t *Thread, v, x Value) error {
			As[Cell](v).v = x
			return nil
		}}},
	})
}
