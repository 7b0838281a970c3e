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
    def __repr__(self):
        kind = f"{self.type} ({tok_name[self.type]})"
        return self._replace(type=_Shown(kind))._show()

    def _show(self):
        return super().__repr__()

    @property
    def exact_type(self):
        """The type, for operators the one that they have of their own."""
        if self.type == OP and self.string in EXACT_TOKEN_TYPES:
            return EXACT_TOKEN_TYPES[self.string]
        return self.type


class _Shown(str):
    __repr__ = str.__str__


class TokenError(Exception):
    pass


# --- from tokens to source ----------------------------------------------------------------------

def _double_braces(text):
    """Double the braces of an f-string's literal part, except in \\N{name}."""
    return re.sub(r"(\\N\{[^}]*\})|\{|\}", lambda m: m[1] or 2 * m[0], text)


class Untokenizer:
    """Rebuilds source from tokens, with the places that they say where they are whole."""

    def __init__(self):
        self.tokens = []
        self.prev_row = 1
        self.prev_col = 0
        self.prev_type = None
        self.prev_line = ""
        self.encoding = None

    def add_whitespace(self, start):
        """Fill the gap up to start: with continued lines and spaces."""
        row, col = start
        if row < self.prev_row or row == self.prev_row and col < self.prev_col:
            raise ValueError(f"start ({row},{col}) precedes previous end "
                             f"({self.prev_row},{self.prev_col})")
        self.add_backslash_continuation(start)
        gap = col - self.prev_col
        if gap:
            self.tokens.append(" " * gap)

    def add_backslash_continuation(self, start):
        """Add backslashes and newlines up to the row of start, as the line before ended."""
        rows = start[0] - self.prev_row
        if not rows:
            return
        newline = "\r\n" if self.prev_line.endswith("\r\n") else "\n"
        line = self.prev_line.rstrip("\\\r\n")
        blank = line[len(line.rstrip()):]
        self.tokens.append((blank + "\\" + newline) * rows)
        self.prev_col = 0

    def escape_brackets(self, token):
        return _double_braces(token)

    def untokenize(self, iterable):
        iterator = iter(iterable)
        indents = []
        startline = False
        for tok in iterator:
            if len(tok) == 2:
                self.compat(tok, iterator)
                break
            kind, text, start, end, line = tok
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind == ENDMARKER:
                break
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                self.prev_row, self.prev_col = end
                continue
            if kind in (NEWLINE, NL):
                startline = True
            elif startline and indents:
                indent = indents[-1]
                if start[1] >= len(indent):
                    self.tokens.append(indent)
                    self.prev_col = len(indent)
                startline = False
            elif kind in (FSTRING_MIDDLE, TSTRING_MIDDLE):
                if "{" in text or "}" in text:
                    text = _double_braces(text)
                    last = text.splitlines()[-1]
                    end = end[0], end[1] + last.count("{{") + last.count("}}")
            self.add_whitespace(start)
            self.tokens.append(text)
            self.prev_row, self.prev_col = end
            if kind in (NEWLINE, NL):
                self.prev_row += 1
                self.prev_col = 0
            self.prev_type = kind
            self.prev_line = line
        return "".join(self.tokens)

    def compat(self, token, iterable):
        """Go on with tokens that are just (type, string): the spacing is ours."""
        indents = []
        out = self.tokens
        startline = token[0] in (NEWLINE, NL)
        after_string = False
        fstrings = 0

        def tokens():
            yield token
            yield from iterable

        for tok in tokens():
            kind, text = tok[:2]
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind in (NAME, NUMBER):
                text += " "
            # Two adjacent strings must not grow together.
            if kind == STRING:
                if after_string:
                    text = " " + text
                after_string = True
            else:
                after_string = False
            if kind in (FSTRING_START, TSTRING_START):
                fstrings += 1
            elif kind in (FSTRING_END, TSTRING_END):
                fstrings -= 1
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if kind in (NEWLINE, NL):
                startline = True
            elif startline and indents:
                out.append(indents[-1])
                startline = False
            elif kind in (FSTRING_MIDDLE, TSTRING_MIDDLE):
                text = _double_braces(text)
            # A brace after a brace within an f-string would be read as a doubled one.
            if fstrings and text in ("{", "}") and out and out[-1] == text:
                text = " " + text
            if kind in (STRING, FSTRING_START) and self.prev_type in (STRING, FSTRING_END):
                out.append(" ")
            out.append(text)
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
    short = name[:12].lower().replace("_", "-")
    if short == "utf-8" or short.startswith("utf-8-"):
        return "utf-8"
    for latin in ("latin-1", "iso-8859-1", "iso-latin-1"):
        if short == latin or short.startswith(latin + "-"):
            return "iso-8859-1"
    return name


def detect_encoding(readline):
    """Find the encoding of a source: return it and the lines (bytes) that were read for it.

    It comes from a byte order mark or from a cookie in the first two lines (PEP 263); without both
    it is utf-8. A mark makes it utf-8-sig.
    """
    try:
        filename = readline.__self__.name
    except AttributeError:
        filename = None
    place = "" if filename is None else f" for {filename!r}"

    def read():
        try:
            return readline()
        except StopIteration:
            return b""

    def cookie(line):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            raise SyntaxError("invalid or missing encoding declaration" + place) from None
        found = cookie_re.match(text)
        if not found:
            return None
        encoding = _normal_name(found[1])
        try:
            lookup(encoding)
        except LookupError:
            raise SyntaxError(f"unknown encoding{place}: {encoding}") from None
        if mark:
            if encoding != "utf-8":
                raise SyntaxError(f"encoding problem{place}: utf-8")
            encoding += "-sig"
        return encoding

    first = read()
    mark = first.startswith(BOM_UTF8)
    default = "utf-8-sig" if mark else "utf-8"
    if mark:
        first = first[3:]
    if not first:
        return default, []
    if encoding := cookie(first):
        return encoding, [first]
    if not blank_re.match(first):
        return default, [first]
    second = read()
    if not second:
        return default, [first]
    return cookie(second) or default, [first, second]


def open(filename):
    """Open a source file for reading as text, in the encoding that detect_encoding() finds."""
    from io import TextIOWrapper
    buffer = _builtin_open(filename, "rb")
    try:
        encoding, lines = detect_encoding(buffer.readline)
        buffer.seek(0)
        text = TextIOWrapper(buffer, encoding, line_buffering=True)
        text.mode = "r"
        return text
    except:
        buffer.close()
        raise


# --- from source to tokens ----------------------------------------------------------------------

def tokenize(readline):
    """Yield the tokens of a source, an ENCODING first; readline gives lines as bytes."""
    encoding, consumed = detect_encoding(readline)
    rest = _lines(readline, consumed)
    if encoding is not None:
        if encoding == "utf-8-sig":
            encoding = "utf-8"
        yield TokenInfo(ENCODING, encoding, (0, 0), (0, 0), "")
    yield from _generate_tokens_from_c_tokenizer(rest.__next__, encoding, extra_tokens=True)


def _lines(readline, first):
    yield from first
    while True:
        try:
            line = readline()
        except StopIteration:
            return
        if not line:
            return
        yield line


def generate_tokens(readline):
    """Yield the tokens of a source; readline gives lines as str."""
    return _generate_tokens_from_c_tokenizer(readline, extra_tokens=True)


def _generate_tokens_from_c_tokenizer(source, encoding=None, extra_tokens=False):
    if encoding is None:
        tokens = TokenizerIter(source, extra_tokens=extra_tokens)
    else:
        tokens = TokenizerIter(source, encoding=encoding, extra_tokens=extra_tokens)
    try:
        for info in tokens:
            yield TokenInfo._make(info)
    except SyntaxError as e:
        if type(e) is not SyntaxError:
            raise e from None
        message = e.msg
        if "unterminated triple-quoted string literal" in message:
            message = "EOF in multi-line string"
        raise TokenError(message, (e.lineno, e.offset)) from None


def main(args=None):
    """The command python -m tokenize."""
    import argparse
    import sys

    parser = argparse.ArgumentParser(color=True)
    parser.add_argument("filename", nargs="?", metavar="filename.py",
                        help="the file to tokenize; defaults to stdin")
    parser.add_argument("-e", "--exact", dest="exact", action="store_true",
                        help="display token names using the exact type")
    options = parser.parse_args(args)
    name = options.filename or "<stdin>"

    def fail(message, place=None):
        where = f"{name}:{place[0]}:{place[1]}: " if place else f"{name}: " if name else ""
        print(f"{where}error: {message}", file=sys.stderr)
        sys.exit(1)

    try:
        if options.filename:
            with _builtin_open(name, "rb") as file:
                tokens = list(tokenize(file.readline))
        else:
            tokens = list(generate_tokens(sys.stdin.readline))
        for info in tokens:
            kind = info.exact_type if options.exact else info.type
            place = "%d,%d-%d,%d:" % (info.start + info.end)
            print("%-20s%-15s%-15r" % (place, tok_name[kind], info.string))
    except IndentationError as e:
        line, column = e.args[1][1:3]
        fail(e.args[0], (line, column))
    except TokenError as e:
        line, column = e.args[1]
        fail(e.args[0], (line, column))
    except (SyntaxError, OSError) as e:
        fail(e)
    except KeyboardInterrupt:
        print("interrupted\n", file=sys.stderr)


if __name__ == "__main__":
    main()
