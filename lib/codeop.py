# codeop: compile text that may not be finished yet, as consoles do.
# Invariant: whether more could make it valid is for the parser to say; nothing here reads Python.
"""Compile source that may go on.

compile_command(source) gives a code object for a whole command and None for the beginning of one.
What can never become valid raises SyntaxError, ValueError or OverflowError.  Instances of Compile
and CommandCompiler keep the __future__ statements that they meet in force.
"""
import __future__ as _future
from warnings import catch_warnings as _catch_warnings

__all__ = ["compile_command", "Compile", "CommandCompiler"]

PyCF_ONLY_AST, PyCF_DONT_IMPLY_DEDENT, PyCF_ALLOW_INCOMPLETE_INPUT = 0x400, 0x200, 0x4000
_PARTIAL = PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_INCOMPLETE_INPUT
_FUTURE = 0
for _name in _future.all_feature_names:
    _FUTURE |= getattr(_future, _name).compiler_flag


class Compile:
    """Called like compile(); what has been imported from __future__ holds in later calls."""

    def __init__(self):
        self.flags = _PARTIAL

    def __call__(self, source, filename, symbol, flags=0, incomplete_input=True, **kwargs):
        flags |= self.flags
        if incomplete_input is False:
            flags &= ~_PARTIAL
        made = compile(source, filename, symbol, flags, True)
        if not flags & PyCF_ONLY_AST:
            self.flags |= made.co_flags & _FUTURE
        return made


class CommandCompiler:
    """Called like compile_command(); what has been imported from __future__ holds later on."""

    def __init__(self):
        self.compiler = Compile()

    def __call__(self, source, filename="<input>", symbol="single"):
        return _command(self.compiler, source, filename, symbol, self.compiler.flags)


def compile_command(source, filename="<input>", symbol="single", flags=0):
    """A command's code object, or None if there is more of it to come.

    symbol is what to parse: "single" (a statement), "exec" (several) or "eval" (an expression).
    """
    def once(source, filename, symbol, flags=0, incomplete_input=True):
        return compile(source, filename, symbol, flags | _PARTIAL if incomplete_input else flags)

    return _command(once, source, filename, symbol, flags)


def _command(compiler, source, filename, symbol, flags):
    if symbol != "eval" and not any(_says_something(line) for line in source.split("\n")):
        source = "pass"  # there is nothing to wait for
    # A warning is for the last compilation, which makes the code, to give.
    with _catch_warnings(action="ignore", category=(SyntaxWarning, DeprecationWarning)):
        if _goes_on(lambda text: compiler(text, filename, symbol, flags=flags), source):
            return None
    return compiler(source, filename, symbol, incomplete_input=False)


def _says_something(line):
    # It is more than space and a comment.
    return line.strip()[:1] not in ("", "#")


def _goes_on(attempt, source):
    # Whether source is no command as it is, but could be the beginning of one.
    for text in source, source + "\n":
        try:
            attempt(text)
        except SyntaxError as error:
            outcome = error
        else:
            # Valid only once its line has ended: a block's lines may follow.
            return text is not source
    return isinstance(outcome, _IncompleteInputError)
