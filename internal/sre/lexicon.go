// lexicon.go: several patterns as one, for re.Scanner: alternatives in order, each in a group of its own.

package sre

import "errors"

// ErrLexiconGroups says that a phrase has more groups than there are phrases.
var ErrLexiconGroups = errors.New("invalid SRE code")

// CompileLexicon compiles (phrase 1)|(phrase 2)|... where each phrase is parsed by itself: its inline flags, names and
// group numbers are its own. LastIndex tells which phrase matched. As in CPython, group i+1 is both phrase i's and
// the group of that number in whichever phrase matches: there are as many groups as phrases, and the phrase's own, which
// closes last, ends the group where both are set.
// Where a phrase is wrong, bad is its index; it is -1 for an error of all.
func CompileLexicon(phrases []string, isBytes bool, flags int, opt *Options) (prog *Program, bad int, err error) {
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
			return nil, -1, err
		}
	}
	alts := make([]*node, 0, len(phrases))
	prog = &Program{IsBytes: isBytes, Flags: flags, startOne: -1}
	md := mode{bytes: isBytes, unicode: !isBytes && flags&FlagASCII == 0}
	for i, s := range phrases {
		text, err := decode(s, isBytes, o.Poll)
		if err != nil {
			return nil, i, err
		}
		root, p, err := parsePattern(text, isBytes, flags, &o)
		if o.aborted != nil {
			return nil, -1, o.aborted
		}
		if err != nil {
			return nil, i, err
		}
		if len(p.groups)-1 > len(phrases) {
			return nil, -1, ErrLexiconGroups
		}
		prog.Warnings = append(prog.Warnings, p.warnings...)
		alts = append(alts, &node{kind: nGroup, group: i + 1, subs: []*node{root}, lo: root.lo, hi: root.hi})
	}
	prog.Groups = len(phrases)
	root := &node{kind: nFail}
	if len(alts) > 0 {
		root = newAlt(alts)
	}
	prog, err = newCompiler(prog, &o, md).program(root)
	return prog, -1, err
}
