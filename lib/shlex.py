"""Words of a line as a Unix shell sees them: a lexer, split() and join(), and quote().

Invariant of the lexer: between two tokens its state is " ", and None once the source has ended."""

import os
import sys
from collections import deque
from io import StringIO

__all__ = ["join", "quote", "shlex", "split"]

# What wordchars shows, in the order in which Python shows it.
_WORD = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
# Letters of Latin-1 are in words too, where the rules of POSIX hold.
_LATIN = "".join(filter(str.isalpha, map(chr, (*range(0xDF, 0x100), *range(0xC0, 0xDF)))))


def _stream(source):
    return StringIO(source) if isinstance(source, str) else source


class shlex:
    """An iterator of the tokens of a stream or a string; attributes say what its characters mean."""

    commenters = "#"
    whitespace = " \t\r\n"
    whitespace_split = False
    quotes = "'\""
    escape = "\\"
    escapedquotes = '"'
    source = None
    state = " "
    lineno = 1
    token = ""
    debug = 0

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        self.instream, self.infile = (sys.stdin, None) if instream is None else (_stream(instream), infile)
        self.posix, self.eof = posix, None if posix else ""
        marks = "();<>|&" if punctuation_chars is True else punctuation_chars or ""
        self._marks = marks
        # Tokens put back, characters read too far, and the streams that wait for this one to end.
        self.pushback, self._ahead, self.filestack = deque(), [], deque()
        self.wordchars = _WORD + _LATIN if posix else _WORD
        if marks:
            # Names of files, wildcards and options stay whole.
            self.wordchars = "".join(c for c in self.wordchars + "~-./*?=" if c not in marks)

    @property
    def punctuation_chars(self):
        """The characters whose runs are tokens."""
        return self._marks

    def _tell(self, level, what):
        if self.debug >= level:
            print("shlex:", what)

    # --- tokens ---

    def __iter__(self):
        return self

    def __next__(self):
        found = self.get_token()
        if found != self.eof:
            return found
        raise StopIteration

    def push_token(self, tok):
        """Have get_token() give this token next."""
        self._tell(1, f"pushing token {tok!r}")
        self.pushback.appendleft(tok)

    def get_token(self):
        """The next token, be it of another source that this one asks for; eof after the last."""
        while not self.pushback:
            found = self.read_token()
            if self.source is not None and found == self.source:
                other = self.sourcehook(self.read_token())
                if other:
                    self.push_source(other[1], other[0])
            elif found == self.eof and self.filestack:
                self.pop_source()
            else:
                self._tell(1, f"token={found!r}" if found != self.eof else "token=EOF")
                return found
        found = self.pushback.popleft()
        self._tell(1, f"popping token {found!r}")
        return found

    def read_token(self):
        """The next token of the current source, whatever it is."""
        parts = []
        try:
            quoted = self.state is not None and self._scan(parts)
        finally:
            # After an error one can see here what was read.
            self.token = "".join(parts)
        found, self.token = self.token, ""
        if self.posix and not found and not quoted:
            found = None
        self._tell(2, f"raw token={found!r}" if found else "raw token=EOF")
        return found

    def _next(self):
        char = self._ahead.pop() if self._ahead else self.instream.read(1)
        if char == "\n":
            self.lineno += 1
        if self.debug >= 3:
            self._tell(3, f"in state {self.state!r} I see character: {char!r}")
        return char

    def _skip_comment(self):
        self.instream.readline()
        self.lineno += 1

    def _scan(self, parts):
        """Append the parts of a token; whether some were in quotes (the token may then be empty)."""
        following, add = self._next, parts.append
        space, marks, posix = self.whitespace, self._marks, self.posix
        words, quotes, escape = self.wordchars, self.quotes, self.escape
        while (char := following()) and (char in space or char in self.commenters):
            if char not in space:
                self._skip_comment()
        if not char:
            self.state = None
            return False

        quoted = run = False
        if posix and char in escape:
            self._escaped(char, add)
        elif char in words:
            add(char)
        elif char in marks:
            run = True
            add(char)
        elif char in quotes:
            quoted = True
            if not posix:
                add(char)
            self._quoted(char, add)
            if not posix:
                add(char)
                return True
        else:
            add(char)
            if not self.whitespace_split:
                return False

        # The first character told what this is: a run of punctuation or a word.
        self.state = "c" if run else "a"
        while char := following():
            if char in space:
                break
            if char in self.commenters:
                self._skip_comment()
                if posix:
                    break
            elif run:
                if char not in marks:
                    self._ahead.append(char)
                    break
                add(char)
            elif posix and char in quotes:
                quoted = True
                self._quoted(char, add)
            elif posix and char in escape:
                self._escaped(char, add)
            elif char in words or char in quotes or self.whitespace_split and char not in marks:
                add(char)
            else:
                # A token of its own.
                if marks:
                    self._ahead.append(char)
                else:
                    self.pushback.appendleft(char)
                break
        self.state = " " if char else None
        return quoted

    def _quoted(self, quote, add):
        """Add what stands before the closing quote."""
        escape = self.escape if self.posix and quote in self.escapedquotes else ""
        self.state = quote
        while (char := self._next()) != quote:
            if not char:
                raise ValueError("No closing quotation")
            if char in escape:
                # Here only the quote and the escape itself are escaped.
                self._escaped(char, add, char + quote)
                self.state = quote
            else:
                add(char)
        self.state = "a" if self.posix else " "

    def _escaped(self, escape, add, bare=None):
        """Add the character after an escape; the escape too, unless it is among the bare ones."""
        self.state = escape
        char = self._next()
        if not char:
            raise ValueError("No escaped character")
        add(char if bare is None or char in bare else escape + char)

    # --- sources ---

    def push_source(self, newstream, newfile=None):
        """Take tokens from another stream or string until it ends."""
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.instream, self.infile, self.lineno = _stream(newstream), newfile, 1
        self._tell(1, f"pushing to {f'stream {self.instream}' if newfile is None else f'file {newfile}'}")

    def pop_source(self):
        """Close this stream; the one before it goes on."""
        self.instream.close()
        (self.infile, self.instream, self.lineno), self.state = self.filestack.popleft(), " "
        self._tell(1, f"popping to {self.instream}, line {self.lineno}")

    def sourcehook(self, newfile):
        """The (name, stream) of a file that the source names."""
        name = newfile.strip('"') if newfile[0] == '"' else newfile
        # A file is looked for beside the one that names it, as a compiler of C does.
        if isinstance(self.infile, str) and not os.path.isabs(name):
            name = os.path.join(os.path.dirname(self.infile), name)
        return name, open(name)

    def error_leader(self, infile=None, lineno=None):
        """How compilers begin an error message."""
        name = self.infile if infile is None else infile
        line = self.lineno if lineno is None else lineno
        return '"%s", line %d: ' % (name, line)


def split(s, comments=False, posix=True):
    """The list of the words of a command line."""
    if s is None:
        raise ValueError("s argument must not be None")
    words = shlex(s, posix=posix)
    words.whitespace_split = True
    words.commenters = words.commenters if comments else ""
    return list(words)


# What means itself to every shell.
_PLAIN = frozenset(_WORD + "@%+=:,./-")


def quote(s):
    """The text s as one word of a command line."""
    if not s:
        return "''"
    if not isinstance(s, str):
        raise TypeError(f"expected string object, got {type(s).__name__!r}")
    # A single quote cannot be in single quotes: it stands in double ones between two such parts.
    if _PLAIN.issuperset(s):
        return s
    return "'%s'" % s.replace("'", "'\"'\"'")


def join(split_command):
    """The command line that has these words."""
    return " ".join(map(quote, split_command))


def _main(name=None):
    for tok in shlex(open(name), name) if name else shlex():
        print("Token:", repr(tok))


if __name__ == "__main__":
    _main(*sys.argv[1:2])
