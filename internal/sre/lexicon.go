// lexicon.go: several patterns as one, for re.Scanner: alternatives in order, each in a group of its own.

package sre

// CompileLexicon compiles (phrase 1)|(phrase 2)|... where each phrase is parsed by itself: its inline flags, names and
// group numbers are its own. Group i+1 holds phrase i, and LastIndex tells which phrase matched; the phrases' own
// groups come after those.
func CompileLexicon(phrases []string, isBytes bool, flags int, opt *Options) (*Program, error) {
	var o Options
	if opt != nil {
		o = *opt
	}
	total := 0
	for _, s := range phrases {
		total += len(s)
	}
	if o.Charge != nil {
		if err := o.Charge(256*(1+len(phrases)) + charBytes*total); err != nil {
			return nil, err
		}
	}
	groups := len(phrases)
	alts := make([]*node, 0, len(phrases))
	prog := &Program{IsBytes: isBytes, Flags: flags, startOne: -1}
	md := mode{bytes: isBytes, unicode: !isBytes && flags&FlagASCII == 0}
	for i, s := range phrases {
		text, err := decode(s, isBytes, o.Poll)
		if err != nil {
			return nil, err
		}
		root, p, err := parsePattern(text, isBytes, flags, &o)
		if o.aborted != nil {
			return nil, o.aborted
		}
		if err != nil {
			return nil, err
		}
		renumber(root, groups)
		groups += len(p.groups) - 1
		prog.Warnings = append(prog.Warnings, p.warnings...)
		alts = append(alts, &node{kind: nGroup, group: i + 1, subs: []*node{root}, lo: root.lo, hi: root.hi})
	}
	prog.Groups = groups
	root := &node{kind: nFail}
	if len(alts) > 0 {
		root = newAlt(alts)
	}
	return newCompiler(prog, &o, md).program(root)
}

// renumber shifts the groups of a tree; its depth is bounded by the parser.
func renumber(n *node, by int) {
	switch n.kind {
	case nGroup, nBackref, nCond:
		n.group += by
	}
	for _, s := range n.subs {
		renumber(s, by)
	}
}
