# tokenize: the tokens of Python source. The tokenizer is native (_tokenize); here are the encoding of files, and the
# way back from tokens to source.
"""Tokenization help for Python programs.

tokenize(readline) yields the tokens of a source, read by lines of bytes; generate_tokens(readline)
is for lines of str. Each is a named tuple: type, string, (row, column) of its start and of its
end, and the line. untokenize(tokens) makes source again.
"""
from builtins import open as _builtin_open
from codecs import BOM_UTF8, lookup
import collections
import re
from token import *
from token import EXACT_TOKEN_TYPES
import token
from _tokenize import TokenizerIter

__all__ = token.__all__ + ["tokenize", "generate_tokens", "detect_encoding", "untokenize",
                           "TokenInfo", "open", "TokenError"]
del token

cookie_re = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", 256)
blank_re = re.compile(br"^[ \t\f]*(?:[#\r\n]|$)", 256)


class TokenInfo(collections.namedtuple("TokenInfo", "type string start end line")):
    @property
    def exact_type(self):
        """The type, for operators the one that they have of their own."""
        kind = self.type
        return EXACT_TOKEN_TYPES.get(self.string, kind) if kind == OP else kind

    def __repr__(self):
        fields = [f"{name}={value!r}" for name, value in zip(self._fields, self)]
        fields[0] = f"type={self.type} ({tok_name[self.type]})"
        return f"{type(self).__name__}({', '.join(fields)})"


class TokenError(Exception):
    pass


# --- from tokens to source ----------------------------------------------------------------------

def _double_braces(text):
    """Double the braces of an f-string's literal part, except in \\N{name}."""
    return re.sub(r"(\\N\{[^}]*\})|\{|\}", lambda m: m[1] or 2 * m[0], text)


_LINE_ENDS = {NEWLINE, NL}
_LITERAL_PARTS = {FSTRING_MIDDLE, TSTRING_MIDDLE}


class Untokenizer:
    """Rebuilds source from tokens, with the places that they say where they are whole.

    tokens is the text so far, which ends at (prev_row, prev_col).
    """

    def __init__(self):
        self.encoding = None
        self.tokens = []
        self.prev_type, self.prev_line = None, ""
        self.prev_row, self.prev_col = 1, 0
        self._line_begins = False

    def add_whitespace(self, start):
        """Fill the gap up to start: with continued lines and spaces."""
        rows = start[0] - self.prev_row
        if rows > 0:
            self.add_backslash_continuation(start)
        gap = start[1] - self.prev_col
        if rows < 0 or gap < 0:
            raise ValueError("start ({},{}) precedes previous end ({},{})".format(
                *start, self.prev_row, self.prev_col))
        if gap:
            self.tokens.append(" " * gap)

    def add_backslash_continuation(self, start):
        """Add backslashes and newlines up to the row of start, as the line before ended."""
        missing = start[0] - self.prev_row
        if missing:
            line = self.prev_line
            ending = "\r\n" if line[-2:] == "\r\n" else "\n"
            line = line.rstrip("\\\r\n")
            blank = line[len(line.rstrip()):]
            self.tokens.append(f"{blank}\\{ending}" * missing)
            self.prev_col = 0

    def escape_brackets(self, token):
        return _double_braces(token)

    def untokenize(self, iterable):
        rest = iter(iterable)
        indents = [""]
        for token in rest:
            if len(token) == 2:
                self.compat(token, rest)
                break
            kind, text, _, end, _ = token
            if kind == ENDMARKER:
                break
            elif kind == ENCODING:
                self.encoding = text
            elif kind == INDENT:
                indents.append(text)
            elif kind == DEDENT:
                indents.pop()
                self.prev_row, self.prev_col = end
            else:
                self._add(token, indents[-1])
        return "".join(self.tokens)

    def _add(self, token, indent):
        """Add a token that has text, in a block with an indent."""
        kind, text, start, (row, col), line = token
        if kind in _LINE_ENDS:
            self._line_begins = True
            row, col = row + 1, 0
        elif self._line_begins and indent:
            self._line_begins = False
            if len(indent) <= start[1]:
                self.tokens.append(indent)
                self.prev_col = len(indent)
        elif kind in _LITERAL_PARTS and ("{" in text or "}" in text):
            text = _double_braces(text)
            # columns after it count both braces
            last = text.splitlines()[-1]
            col += last.count("{{") + last.count("}}")
        self.add_whitespace(start)
        self.tokens.append(text)
        self.prev_row, self.prev_col = row, col
        self.prev_type, self.prev_line = kind, line

    def compat(self, token, iterable):
        """Go on with tokens that are just (type, string): the spacing is ours."""
        from itertools import chain
        out, indents = self.tokens, []
        before, fstrings = None, 0
        line_begins = token[0] in _LINE_ENDS
        for kind, text, *_ in chain([token], iterable):
            if kind == ENCODING:
                self.encoding = text
                continue
            # Two adjacent strings must not grow together.
            grown = before == kind == STRING
            before = kind
            if kind == INDENT:
                indents.append(text)
                continue
            elif kind == DEDENT:
                del indents[-1]
                continue
            fstrings += (kind in (FSTRING_START, TSTRING_START)) - (
                kind in (FSTRING_END, TSTRING_END))
            if kind in _LINE_ENDS:
                line_begins = True
            elif line_begins and indents:
                line_begins = False
                out.append(indents[-1])
            elif kind in _LITERAL_PARTS:
                text = _double_braces(text)
            # Nor must a brace after a brace within an f-string be read as a doubled one.
            if grown or fstrings and text in ("{", "}") and out[-1:] == [text]:
                text = " " + text
            if kind in (STRING, FSTRING_START) and self.prev_type in (STRING, FSTRING_END):
                out.append(" ")
            out.append(text + " " if kind in (NAME, NUMBER) else text)
            self.prev_type = kind


def untokenize(iterable):
    """Turn tokens back into source.

    They may be 5-tuples, of which the places are kept, or pairs of type and string. The result is
    bytes if the first token is an ENCODING.
    """
    maker = Untokenizer()
    out = maker.untokenize(iterable)
    return out if maker.encoding is None else out.encode(maker.encoding)


# --- encodings ----------------------------------------------------------------------------------

def _normal_name(name):
    """Give the two usual encodings the names that they are compared by."""
    start = name[:12].lower().replace("_", "-") + "-"
    for usual, prefixes in (("utf-8", "utf-8-"),
                            ("iso-8859-1", ("latin-1-", "iso-8859-1-", "iso-latin-1-"))):
        if start.startswith(prefixes):
            return usual
    return name


def detect_encoding(readline):
    """Find the encoding of a source: return it and the lines (bytes) that were read for it.

    It comes from a byte order mark or from a cookie in the first two lines (PEP 263); without both
    it is utf-8. A mark makes it utf-8-sig.
    """
    file = getattr(readline, "__self__", None)
    place = "" if getattr(file, "name", None) is None else f" for {file.name!r}"

    def next_line():
        try:
            return readline()
        except StopIteration:
            return b""

    def cookie(line):
        """Return the encoding that a line names, None if it names none."""
        try:
            found = cookie_re.match(str(line, "utf-8"))
        except ValueError:
            raise SyntaxError("invalid or missing encoding declaration" + place) from None
        if found is None:
            return None
        encoding = _normal_name(found[1])
        try:
            lookup(encoding)
        except LookupError:
            raise SyntaxError(f"unknown encoding{place}: {encoding}") from None
        if not mark:
            return encoding
        if encoding == "utf-8":
            return "utf-8-sig"
        raise SyntaxError(f"encoding problem{place}: utf-8")

    line = next_line()
    mark = line.startswith(BOM_UTF8)
    line = line.removeprefix(BOM_UTF8)
    lines = []
    while line:
        lines.append(line)
        encoding = cookie(line)
        if encoding is not None:
            return encoding, lines
        if len(lines) == 2 or not blank_re.match(line):
            break
        line = next_line()
    return "utf-8-sig" if mark else "utf-8", lines


def open(filename):
    """Open a source file for reading as text, in the encoding that detect_encoding() finds."""
    from io import TextIOWrapper
    file = _builtin_open(filename, "rb")
    try:
        encoding, _ = detect_encoding(file.readline)
        file.seek(0)
        file = TextIOWrapper(file, encoding, line_buffering=True)
        file.mode = "r"
    except BaseException:
        file.close()
        raise
    return file


# --- from source to tokens ----------------------------------------------------------------------

def tokenize(readline):
    """Yield the tokens of a source, an ENCODING first; readline gives lines as bytes."""
    encoding, consumed = detect_encoding(readline)
    if encoding is not None:
        encoding = "utf-8" if encoding == "utf-8-sig" else encoding
        start = 0, 0
        yield TokenInfo(ENCODING, encoding, start, start, "")
    lines = _lines(readline, consumed)
    yield from _generate_tokens_from_c_tokenizer(lines.__next__, encoding, extra_tokens=True)


def _lines(readline, first):
    """The lines that were read, and those that come."""
    yield from first
    try:
        while line := readline():
            yield line
    except StopIteration:
        pass


def generate_tokens(readline):
    """Yield the tokens of a source; readline gives lines as str."""
    return _generate_tokens_from_c_tokenizer(readline, extra_tokens=True)


def _generate_tokens_from_c_tokenizer(source, encoding=None, extra_tokens=False):
    options = {} if encoding is None else {"encoding": encoding}
    try:
        for fields in TokenizerIter(source, extra_tokens=extra_tokens, **options):
            yield TokenInfo._make(fields)
    except SyntaxError as error:
        if type(error) is not SyntaxError:
            raise error from None
        message = error.msg
        if "unterminated triple-quoted string literal" in message:
            message = "EOF in multi-line string"
        raise TokenError(message, (error.lineno, error.offset)) from None


def main(args=None):
    """The command python -m tokenize."""
    import argparse
    import sys

    options = argparse.ArgumentParser(color=True)
    options.add_argument("filename", nargs="?", metavar="filename.py",
                         help="the file to tokenize; defaults to stdin")
    options.add_argument("-e", "--exact", action="store_true",
                         help="display token names using the exact type")
    options = options.parse_args(args)
    name = options.filename or "<stdin>"

    def fail(message, *place):
        where = ":".join(map(str, (name, *place)))
        sys.stderr.write(f"{where}: error: {message}\n")
        sys.exit(1)

    try:
        if name == options.filename:
            with _builtin_open(name, "rb") as file:
                found = [*tokenize(file.readline)]
        else:
            found = [*generate_tokens(sys.stdin.readline)]
        for token in found:
            kind = tok_name[token.exact_type if options.exact else token.type]
            place = "{},{}-{},{}:".format(*token.start, *token.end)
            print(f"{place:20}{kind:15}{token.string!r:15}")
    except IndentationError as error:
        fail(error.args[0], *error.args[1][1:3])
    except TokenError as error:
        fail(error.args[0], *error.args[1])
    except (OSError, SyntaxError) as error:
        fail(error)
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n\n")


if __name__ == "__main__":
    main()
