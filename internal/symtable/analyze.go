// This file decides where every name lives. A name that its scope does not bind is looked for in the functions
// around it; finding it makes it a cell there and free in every frame between. A comprehension that is inlined
// shares its parent's frame, so finding a name of that frame makes no cell.
package symtable

import "strings"

func (b *builder) analyze(s *Scope) {
	if b.err != nil || !b.poll() {
		return
	}
	for _, y := range s.Names {
		b.resolve(s, y)
	}
	for _, c := range s.Children {
		b.analyze(c)
	}
}

func (b *builder) resolve(s *Scope, y *Symbol) {
	f := y.Flags
	switch {
	case f&DefGlobal != 0:
		if f&DefNonlocal != 0 {
			b.directiveError(s, y.Name, "name '%s' is nonlocal and global")
			return
		}
		y.Place = GlobalExplicit
	case f&DefNonlocal != 0:
		if s.Kind == Module {
			b.directiveError(s, y.Name, "nonlocal declaration not allowed at module level")
			return
		}
		owner := b.find(s, y.Name)
		if owner == nil {
			b.directiveError(s, y.Name, "no binding for nonlocal '%s' found")
			return
		}
		if !providedByClass(owner, y.Name) && owner.Lookup(y.Name).Flags&DefTypeParam != 0 {
			b.directiveError(s, y.Name, "nonlocal binding not allowed for type parameter '%s'")
			return
		}
		y.Place = Free
		b.capture(s, owner, y.Name)
	case f&DefBound != 0:
		if y.Place == Unresolved {
			y.Place = Local
		}
	default:
		if s.CanSeeClass && y.Name != "__classdict__" {
			c := s.Parent
			for c.Kind != Class {
				c = c.Parent
			}
			if cy := c.Lookup(y.Name); cy != nil {
				if cy.Flags&DefGlobal != 0 {
					y.Place = GlobalExplicit
					return
				}
				if cy.Flags&DefBound != 0 && cy.Flags&DefNonlocal == 0 {
					y.Place = GlobalImplicit
					return
				}
			}
		}
		owner := b.find(s, y.Name)
		if owner == nil {
			if y.Place == Unresolved {
				y.Place = GlobalImplicit
			}
			return
		}
		y.Place = Free
		b.capture(s, owner, y.Name)
	}
}

func providedByClass(s *Scope, name string) bool {
	return s.Kind == Class && (name == "__class__" || name == "__classdict__" || name == "__conditional_annotations__" && s.ConditionalAnnots)
}

// find gives the scope around s whose variable name is, or nil.
func (b *builder) find(s *Scope, name string) *Scope {
	for e := s.Parent; e != nil; e = e.Parent {
		switch {
		case e.Kind == Module:
			return nil
		case e.Kind == Class:
			if providedByClass(e, name) {
				return e
			}
			continue
		}
		y := e.Lookup(name)
		if y == nil || y.Flags&DefNonlocal != 0 {
			continue
		}
		if y.Flags&DefGlobal != 0 {
			return nil
		}
		if y.Flags&DefBound != 0 {
			return e
		}
	}
	return nil
}

// capture records that s refers to owner's variable.
func (b *builder) capture(s, owner *Scope, name string) {
	crosses := false
	for e := s; e != owner; e = e.Parent {
		if !e.Inlined {
			crosses = true
		}
	}
	if !crosses {
		return // the same frame
	}
	if owner.Kind == Class {
		switch name {
		case "__class__":
			owner.NeedsClassClosure = true
		case "__classdict__":
			owner.NeedsClassDict = true
		}
	} else {
		owner.Lookup(name).Place = Cell
	}
	for e := s.Parent; e != owner; e = e.Parent {
		y := e.Lookup(name)
		switch {
		case y == nil:
			e.add(name).Place = Free
		case e.Kind == Class && y.Flags&(DefBound|DefGlobal) != 0 && y.Flags&DefNonlocal == 0:
			y.Flags |= DefFreeClass
		case y.Place == Unresolved || y.Place == GlobalImplicit:
			// An annotation scope in a class may read the name from the class first; its own Place stays.
			if !(e.CanSeeClass && y.Place == GlobalImplicit) {
				y.Place = Free
			} else {
				y.Flags |= DefFreeClass
			}
		}
	}
}

func (b *builder) directiveError(s *Scope, name, format string) {
	for _, d := range s.directives {
		if d.name == name {
			if strings.Contains(format, "%s") {
				b.errorAt(d.pos, format, name)
			} else {
				b.errorAt(d.pos, "%s", format)
			}
			return
		}
	}
	b.errorAt(s.Pos, format, name)
}
