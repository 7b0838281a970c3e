# codeop: compile text that may not be finished yet, as consoles do.
# The parser itself says whether more could make it valid (PyCF_ALLOW_INCOMPLETE_INPUT).
"""Utilities to compile possibly incomplete Python source code.

compile_command(source) gives a code object if source is complete and valid, None if it is incomplete, and raises
SyntaxError, ValueError or OverflowError if it can never be valid. Compile and CommandCompiler remember the
__future__ statements they have compiled.
"""
import __future__
import warnings

__all__ = ["compile_command", "Compile", "CommandCompiler"]

_features = [getattr(__future__, name) for name in __future__.all_feature_names]

PyCF_DONT_IMPLY_DEDENT = 0x200
PyCF_ONLY_AST = 0x400
PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000


def _is_blank(source):
    return all(not line or line[0] == "#" for line in map(str.strip, source.split("\n")))


def _maybe_compile(compiler, source, filename, symbol, flags):
    if symbol != "eval" and _is_blank(source):
        source = "pass"  # nothing to run is complete
    with warnings.catch_warnings():
        # What is warned of is warned of once, by the compilation that counts.
        warnings.simplefilter("ignore", (SyntaxWarning, DeprecationWarning))
        try:
            compiler(source, filename, symbol, flags=flags)
        except SyntaxError:
            try:
                compiler(source + "\n", filename, symbol, flags=flags)
                return None
            except _IncompleteInputError:
                return None
            except SyntaxError:
                pass
    return compiler(source, filename, symbol, incomplete_input=False)


def _compile(source, filename, symbol, incomplete_input=True, *, flags=0):
    if incomplete_input:
        flags |= PyCF_ALLOW_INCOMPLETE_INPUT | PyCF_DONT_IMPLY_DEDENT
    return compile(source, filename, symbol, flags)


def compile_command(source, filename="<input>", symbol="single", flags=0):
    """Compile a command; None if it is incomplete.

    symbol is the grammar's start symbol: "single" (the default), "exec" or "eval".
    """
    return _maybe_compile(_compile, source, filename, symbol, flags)


class Compile:
    """Instances are called like compile(); __future__ statements stay in force for the following calls."""

    def __init__(self):
        self.flags = PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_INCOMPLETE_INPUT

    def __call__(self, source, filename, symbol, flags=0, **kwargs):
        flags |= self.flags
        if kwargs.get("incomplete_input", True) is False:
            flags &= ~(PyCF_DONT_IMPLY_DEDENT | PyCF_ALLOW_INCOMPLETE_INPUT)
        code = compile(source, filename, symbol, flags, True)
        if flags & PyCF_ONLY_AST:
            return code
        for feature in _features:
            if code.co_flags & feature.compiler_flag:
                self.flags |= feature.compiler_flag
        return code


class CommandCompiler:
    """Instances are called like compile_command(); __future__ statements stay in force for the following calls."""

    def __init__(self):
        self.compiler = Compile()

    def __call__(self, source, filename="<input>", symbol="single"):
        return _maybe_compile(self.compiler, source, filename, symbol, flags=self.compiler.flags)
