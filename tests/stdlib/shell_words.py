# shlex: words, quoting, and the lexer in all its modes.
import io
import shlex

samples = ["a b 'c d' \"e f\" \\g", "a#b c", "a 'b", "a \\", "'a'b\"c\"", "", "  ", "a\nb", "a;b|c>d&e()", "foo='bar baz'", "\xe9 x", "a\\ b",
           '"a\\"b\\c"', "'a\\'b'", "~/a*b?c-d", "a=b,c:d@e%f+g^h", "''", "a '' b", "x'' y", "#c\na", 'a "" b', "a\"b\"c 'd'e", "a && b || c; d >'abc'"]
for s in samples:
    for options in ({}, dict(comments=True), dict(posix=False)):
        try:
            print(shlex.split(s, **options))
        except ValueError as e:
            print(e)
    for punctuation in (False, True, ";|"):
        for posix in (False, True):
            for at_space in (False, True):
                lexer = shlex.shlex(s, posix=posix, punctuation_chars=punctuation)
                lexer.whitespace_split = at_space
                try:
                    print(ascii(s), punctuation, posix, at_space, list(map(ascii, lexer)), lexer.lineno, lexer.state)
                except ValueError as e:
                    print(ascii(s), punctuation, posix, at_space, e, lexer.lineno, lexer.state, ascii(lexer.token))
    print(ascii(shlex.quote(s)), shlex.split(shlex.quote(s)) == [s])
print(shlex.join(["a b", "c", "d'e", ""]))
try:
    shlex.split(None)
except ValueError as e:
    print(e)
l = shlex.shlex("a b c")
print(l.get_token(), l.push_token("z"), l.get_token(), l.get_token(), l.error_leader("f", 3), l.infile, repr(l.eof), l.commenters,
      l.whitespace, l.quotes, l.escape, l.escapedquotes, l.source, l.debug, l.pushback, l.filestack, repr(l.punctuation_chars))
l = shlex.shlex("a b", punctuation_chars=True, posix=True)
print(ascii(l.wordchars), l.punctuation_chars, l.eof)
try:
    l.punctuation_chars = "x"
except AttributeError as e:
    print("AttributeError")
l = shlex.shlex(io.StringIO("a b\nc d"), "name")
l.push_source(io.StringIO("q"), "n2")
print(l.infile, l.lineno, list(l), l.infile, l.lineno)
l = shlex.shlex("a <b c")
l.source = "<"
l.sourcehook = lambda name: (name, io.StringIO("from " + name))
print(list(l))
