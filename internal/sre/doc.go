// Package sre is a regular expression engine with the syntax and semantics of Python's re module. It knows no Python
// objects: the core turns its errors and spans into exceptions and Match objects.
//
// Compile makes a Program, which is immutable and shared; a Matcher holds the state of one match, and Program.Run does
// a match, fullmatch or search. Subjects are Go strings: WTF-8 for str, raw bytes for bytes. Positions are byte
// offsets; a Counter turns them into code point offsets. Template is a replacement, Escape is re.escape, and
// CompileLexicon is what re.Scanner needs.
//
// How it works: the parser (tokens, parse, parse_set) makes a tree (ast); the compiler turns it into instructions,
// knowing of each part what may follow it (firstset), so that most choices are decided by one byte and most runs never
// give back; exec backtracks on an explicit stack; memo remembers failures once a match has become expensive, which
// makes patterns without backreferences linear in the subject.
//
// Where CPython has a bug, this package does what was meant: groups set in an abandoned alternative inside of a
// possessive loop are restored; a search looks at the flags in force where the pattern begins, (?a:\W) included; and
// sets that list several characters above U+FFFF honour IGNORECASE.
package sre
