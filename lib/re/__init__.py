# re: regular expressions. Patterns, matches and the functions are native (_sre); here are the flags, the exception and
# the scanner. Invariant: module enum is imported only when a flag is asked for by name.
r"""Regular expressions.

Functions: match, fullmatch, search, sub, subn, split, findall, finditer, compile, purge, escape.
Flags: A (ASCII), I (IGNORECASE), L (LOCALE), M (MULTILINE), S (DOTALL), U (UNICODE), X (VERBOSE).
"""
from _sre import (match, fullmatch, search, sub, subn, split, findall, finditer, compile, purge,
                  escape, Pattern, Match, _compile)

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile",
    "purge", "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII",
    "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag",
    "PatternError",
]

__version__ = "2.2.1"


class PatternError(Exception):
    """Raised for an invalid regular expression.

    msg is the message without the position, pattern the pattern, pos the index in it where
    compilation failed or None, lineno and colno the line and column of pos or None.
    """

    __module__ = "re"

    lineno = colno = None

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        if pattern is None or pos is None:
            super().__init__(msg)
            return
        newline = "\n" if isinstance(pattern, str) else b"\n"
        lines = pattern[:pos].split(newline)
        self.lineno, self.colno = len(lines), len(lines[-1]) + 1
        where = f" at position {pos}"
        if newline in pattern:
            where += f" (line {self.lineno}, column {self.colno})"
        super().__init__(msg + where)


error = PatternError                        # the old name

_FLAGS = {
    "NOFLAG": 0, "ASCII": 256, "A": 256, "IGNORECASE": 2, "I": 2, "LOCALE": 4, "L": 4,
    "UNICODE": 32, "U": 32, "MULTILINE": 8, "M": 8, "DOTALL": 16, "S": 16, "VERBOSE": 64, "X": 64,
    "DEBUG": 128,
}


def __getattr__(name):
    if name in ("_compiler", "_constants"):
        import importlib
        return importlib.import_module("re." + name)
    if name != "RegexFlag" and name not in _FLAGS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import enum
    space = enum.EnumType.__prepare__("RegexFlag", (enum.IntFlag,), boundary=enum.KEEP)
    space.update(_FLAGS, __module__=__name__, __qualname__="RegexFlag", __str__=object.__str__,
                 _numeric_repr_=hex)
    flag = enum.EnumType("RegexFlag", (enum.IntFlag,), space, boundary=enum.KEEP)
    enum.global_enum(flag)                  # binds the names here
    globals()["RegexFlag"] = flag
    return globals()[name]


def __dir__():
    return sorted({*globals(), *_FLAGS, "RegexFlag"})


class Scanner:
    """A tokenizer: lexicon is a list of (phrase, action) pairs.

    An action is called with the scanner and the text; what is not None goes to the result.
    """

    def __init__(self, lexicon, flags=0):
        from _sre import lexicon as compile_lexicon
        self.lexicon = lexicon
        self.scanner = compile_lexicon([phrase for phrase, action in lexicon], flags)

    def scan(self, string):
        """Return the results of the actions, and the rest of the string that no phrase matches."""
        result = []
        step = self.scanner.scanner(string).match
        end = 0
        while (found := step()) and found.end() != end:
            end = found.end()
            action = self.lexicon[found.lastindex - 1][1]
            if callable(action):
                self.match = found
                action = action(self, found.group())
            if action is not None:
                result.append(action)
        return result, string[end:]
