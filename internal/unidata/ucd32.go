// This file answers for Unicode 3.2, unicodedata.ucd_3_2_0, as differences
// from the current tables.

package unidata

// unassigned32 reports whether r was unassigned in Unicode 3.2.
func unassigned32(r rune) bool {
	lo, hi := 0, oldUnassignedLen/6
	for lo < hi {
		m := (lo + hi) / 2
		if rune(le24(blob, oldUnassignedAt+6*m+3)) < r {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo < oldUnassignedLen/6 && rune(le24(blob, oldUnassignedAt+6*lo)) <= r
}

// change32 finds the place of r's changed properties: category, bidi, width,
// mirrored, decimal, digit, numeric.
func change32(r rune) (at int, ok bool) {
	lo, hi := 0, oldChangesLen/10
	for lo < hi {
		m := (lo + hi) / 2
		if rune(le24(blob, oldChangesAt+10*m)) < r {
			lo = m + 1
		} else {
			hi = m
		}
	}
	at = oldChangesAt + 10*lo
	return at + 3, lo < oldChangesLen/10 && rune(le24(blob, at)) == r
}

func oldCorrection(r rune) (rune, bool) {
	for at := oldCorrectionsAt; at < oldCorrectionsAt+oldCorrectionsLen; at += 6 {
		if rune(le24(blob, at)) == r {
			return rune(le24(blob, at+3)), true
		}
	}
	return 0, false
}

// Old is the database of Unicode 3.2.
type Old struct{}

func (Old) Category(r rune) string {
	if unassigned32(r) {
		return "Cn"
	}
	if at, ok := change32(r); ok {
		return categories[blob[at]]
	}
	return Category(r)
}

func (Old) Bidirectional(r rune) string {
	if unassigned32(r) {
		return ""
	}
	if at, ok := change32(r); ok {
		return bidiClasses[blob[at+1]]
	}
	return Bidirectional(r)
}

func (Old) Combining(r rune) int {
	if unassigned32(r) {
		return 0
	}
	return Combining(r)
}

func (Old) EastAsianWidth(r rune) string {
	if unassigned32(r) {
		if Category(r) == "Cn" {
			return EastAsianWidth(r)
		}
		return "N"
	}
	if at, ok := change32(r); ok {
		return widths[blob[at+2]]
	}
	return EastAsianWidth(r)
}

func (Old) IsMirrored(r rune) bool {
	if unassigned32(r) {
		return false
	}
	if at, ok := change32(r); ok {
		return blob[at+3] != 0
	}
	return IsMirrored(r)
}

func (Old) Decimal(r rune) int {
	if unassigned32(r) {
		return -1
	}
	if at, ok := change32(r); ok {
		return small(blob[at+4])
	}
	return Decimal(r)
}

func (Old) Digit(r rune) int {
	if unassigned32(r) {
		return -1
	}
	if at, ok := change32(r); ok {
		return small(blob[at+5])
	}
	return Digit(r)
}

func (Old) Numeric(r rune) (float64, bool) {
	if unassigned32(r) {
		return 0, false
	}
	if at, ok := change32(r); ok {
		return numeric(blob[at+6])
	}
	return Numeric(r)
}

func (Old) Decomposition(r rune) string {
	if unassigned32(r) {
		return ""
	}
	return Decomposition(r)
}

func (Old) Name(r rune) (string, bool) {
	if unassigned32(r) {
		return "", false
	}
	return Name(r)
}

// Normalize returns s in form f of Unicode 3.2.
func (Old) Normalize(f Form, s string, h *Hooks) (string, error) {
	if asciiPrefix(s) == len(s) {
		return s, nil
	}
	return f.normalize(s, h, true)
}
