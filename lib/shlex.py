"""A lexer for simple languages like that of Unix shells, and quoting for those"""

import os
import sys
from collections import deque
from io import StringIO

__all__ = ["shlex", "split", "quote", "join"]

_LATIN_LETTERS = ("ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
                  "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ")

# The states of the lexer: None at the end of the source, " " between tokens, "a" in a word, "c" in a
# run of punctuation, an opening quote inside of quotes, an escape character after it.


class shlex:
    """A lexer: an iterator of tokens, whose attributes say what characters mean."""

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if isinstance(instream, str):
            instream = StringIO(instream)
        self.instream = sys.stdin if instream is None else instream
        self.infile = None if instream is None else infile
        self.posix = posix
        self.eof = None if posix else ""
        self.commenters = "#"
        self.wordchars = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
        if posix:
            self.wordchars += _LATIN_LETTERS
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes = "'\""
        self.escape = "\\"
        self.escapedquotes = '"'
        self.state = " "
        self.pushback = deque()
        self.lineno = 1
        self.debug = 0
        self.token = ""
        self.filestack = deque()
        self.source = None
        if not punctuation_chars:
            punctuation_chars = ""
        elif punctuation_chars is True:
            punctuation_chars = "();<>|&"
        self._punctuation_chars = punctuation_chars
        if punctuation_chars:
            # What was read too far.
            self._pushback_chars = deque()
            # Parts of file names, wildcards and options are words.
            self.wordchars += "~-./*?="
            self.wordchars = self.wordchars.translate({ord(c): None for c in punctuation_chars})

    @property
    def punctuation_chars(self):
        return self._punctuation_chars

    def push_token(self, tok):
        """Put a token back: get_token() gives it next."""
        if self.debug >= 1:
            print("shlex: pushing token " + repr(tok))
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        """Read from another stream, and then go on with the current one."""
        if isinstance(newstream, str):
            newstream = StringIO(newstream)
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.infile = newfile
        self.instream = newstream
        self.lineno = 1
        if self.debug:
            if newfile is not None:
                print(f"shlex: pushing to file {newfile}")
            else:
                print(f"shlex: pushing to stream {newstream}")

    def pop_source(self):
        """Close the current stream and go on with the one before."""
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        if self.debug:
            print(f"shlex: popping to {self.instream}, line {self.lineno}")
        self.state = " "

    def get_token(self):
        """The next token; eof at the end.  Requests for other sources are followed."""
        if self.pushback:
            tok = self.pushback.popleft()
            if self.debug >= 1:
                print("shlex: popping token " + repr(tok))
            return tok
        raw = self.read_token()
        if self.source is not None:
            while raw == self.source:
                spec = self.sourcehook(self.read_token())
                if spec:
                    self.push_source(spec[1], spec[0])
                raw = self.get_token()
        while raw == self.eof:
            if not self.filestack:
                return self.eof
            self.pop_source()
            raw = self.get_token()
        if self.debug >= 1:
            print(f"shlex: token={raw!r}" if raw != self.eof else "shlex: token=EOF")
        return raw

    def _next_char(self):
        if self._punctuation_chars and self._pushback_chars:
            return self._pushback_chars.pop()
        return self.instream.read(1)

    def _skip_comment(self):
        self.instream.readline()
        self.lineno += 1

    def read_token(self):
        """The next token of the current source, as it stands there."""
        posix, split_at_space = self.posix, self.whitespace_split
        punctuation = self._punctuation_chars
        quoted = False
        # The state to go back to after an escape.
        escaped_in = " "
        while True:
            char = self._next_char()
            if char == "\n":
                self.lineno += 1
            if self.debug >= 3:
                print(f"shlex: in state {self.state!r} I see character: {char!r}")
            state = self.state
            if state is None:
                self.token = ""
                break

            if state == " ":
                if not char:
                    self.state = None
                    break
                if char in self.whitespace:
                    if self.debug >= 2:
                        print("shlex: I see whitespace in whitespace state")
                    if self.token or (posix and quoted):
                        break
                elif char in self.commenters:
                    self._skip_comment()
                elif posix and char in self.escape:
                    escaped_in, self.state = "a", char
                elif char in self.wordchars:
                    self.token, self.state = char, "a"
                elif char in punctuation:
                    self.token, self.state = char, "c"
                elif char in self.quotes:
                    if not posix:
                        self.token = char
                    self.state = char
                elif split_at_space:
                    self.token, self.state = char, "a"
                else:
                    # A character that is a token.
                    self.token = char
                    if self.token or (posix and quoted):
                        break

            elif state in self.quotes:
                quoted = True
                if not char:
                    if self.debug >= 2:
                        print("shlex: I see EOF in quotes state")
                    raise ValueError("No closing quotation")
                if char == state:
                    if posix:
                        self.state = "a"
                    else:
                        self.token += char
                        self.state = " "
                        break
                elif posix and char in self.escape and state in self.escapedquotes:
                    escaped_in, self.state = state, char
                else:
                    self.token += char

            elif state in self.escape:
                if not char:
                    if self.debug >= 2:
                        print("shlex: I see EOF in escape state")
                    raise ValueError("No escaped character")
                # Inside of quotes, only the quote and the escape itself are escaped.
                if escaped_in in self.quotes and char != state and char != escaped_in:
                    self.token += state
                self.token += char
                self.state = escaped_in

            else:
                # In a word or in punctuation.
                if not char:
                    self.state = None
                    break
                if char in self.whitespace:
                    if self.debug >= 2:
                        print("shlex: I see whitespace in word state")
                    self.state = " "
                    if self.token or (posix and quoted):
                        break
                elif char in self.commenters:
                    self._skip_comment()
                    if posix:
                        self.state = " "
                        if self.token or quoted:
                            break
                elif state == "c":
                    if char in punctuation:
                        self.token += char
                    else:
                        if char not in self.whitespace:
                            self._pushback_chars.append(char)
                        self.state = " "
                        break
                elif posix and char in self.quotes:
                    self.state = char
                elif posix and char in self.escape:
                    escaped_in, self.state = "a", char
                elif (char in self.wordchars or char in self.quotes
                        or split_at_space and char not in punctuation):
                    self.token += char
                else:
                    if punctuation:
                        self._pushback_chars.append(char)
                    else:
                        self.pushback.appendleft(char)
                    if self.debug >= 2:
                        print("shlex: I see punctuation in word state")
                    self.state = " "
                    if self.token or (posix and quoted):
                        break
        result = self.token
        self.token = ""
        # An empty word is none, unless there were quotes.
        if posix and not quoted and result == "":
            result = None
        if self.debug > 1:
            print(f"shlex: raw token={result!r}" if result else "shlex: raw token=EOF")
        return result

    def sourcehook(self, newfile):
        """The name and the stream for a file that the source asks for."""
        if newfile[0] == '"':
            newfile = newfile[1:-1]
        # Relative to the file that asks, as in C.
        if isinstance(self.infile, str) and not os.path.isabs(newfile):
            newfile = os.path.join(os.path.dirname(self.infile), newfile)
        return newfile, open(newfile, "r")

    def error_leader(self, infile=None, lineno=None):
        """The start of an error message, as compilers write it."""
        if infile is None:
            infile = self.infile
        if lineno is None:
            lineno = self.lineno
        return '"%s", line %d: ' % (infile, lineno)

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token


def split(s, comments=False, posix=True):
    """The words of a shell's command line."""
    if s is None:
        raise ValueError("s argument must not be None")
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ""
    return list(lexer)


def join(split_command):
    """The command line whose words are these."""
    return " ".join([quote(arg) for arg in split_command])


_SAFE = frozenset("%+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")


def quote(s):
    """A shell's word for the text s."""
    if not s:
        return "''"
    if not isinstance(s, str):
        raise TypeError(f"expected string object, got {type(s).__name__!r}")
    if _SAFE.issuperset(s):
        return s
    # Single quotes around all, double ones around the single ones in it.
    return "'" + s.replace("'", "'\"'\"'") + "'"


def _print_tokens(lexer):
    for token in lexer:
        print("Token: " + repr(token))


if __name__ == "__main__":
    if len(sys.argv) == 1:
        _print_tokens(shlex())
    else:
        with open(sys.argv[1]) as _file:
            _print_tokens(shlex(_file, sys.argv[1]))
