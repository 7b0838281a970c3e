# dis: code shown as the instructions that run it. The machine is a register machine of Vivarium's own, so the
# instructions, their operands and the layout of their text are its own too; an offset counts two an instruction.
"""Disassembler of Python code into the instructions of this implementation."""
from collections import namedtuple
import io
import sys
import types

from opcode import *
from opcode import __all__ as _opcodes_all
from opcode import _inline_cache_entries
import _opcode
from _opcode import has_jump

__all__ = _opcodes_all + """
    Bytecode Instruction code_info disassemble disco dis distb findlabels findlinestarts get_instructions show_code
    """.split()
del _opcodes_all

COMPILER_FLAG_NAMES = {1 << place: name for place, name in enumerate(
    "OPTIMIZED NEWLOCALS VARARGS VARKEYWORDS NESTED GENERATOR NOFREE COROUTINE ITERABLE_COROUTINE ASYNC_GENERATOR".split())}
COMPILER_FLAG_NAMES |= {0x4000000: "HAS_DOCSTRING", 0x8000000: "METHOD"}

_have_code = (types.MethodType, types.FunctionType, types.CodeType, classmethod, staticmethod, type)

Positions = namedtuple("Positions", "lineno end_lineno col_offset end_col_offset", defaults=[None] * 4)
Positions.__doc__ = "Where in the source an instruction comes from."

_Instruction = namedtuple(
    "_Instruction",
    "opname opcode arg argval argrepr offset start_offset starts_line line_number label positions cache_info",
    defaults=[None, None, None])


class Instruction(_Instruction):
    """One instruction.

    opname, opcode - its name and number
    arg - the first operand
    argval - what the operands stand for: a name, a constant or the offset of a jump's target
    argrepr - all operands as text
    offset, start_offset - where it is
    starts_line, line_number - whether it is the first of a line, and which
    label - of a jump's target, its number
    positions - a Positions
    """
    __slots__ = ()

    oparg = property(lambda self: self.arg)
    baseopcode = property(lambda self: self.opcode)
    baseopname = property(lambda self: self.opname)
    cache_offset = end_offset = property(lambda self: self.offset + 2)
    jump_target = property(lambda self: self.argval if has_jump(self.opcode) else None)
    is_jump_target = property(lambda self: self.label is not None)

    def __str__(self):
        out = io.StringIO()
        Formatter(file=out).print_instruction(self)
        return out.getvalue().rstrip("\n")



class Formatter:
    """Prints instructions in columns; those of no width are left out."""

    def __init__(self, file=None, lineno_width=0, offset_width=0, label_width=0, line_offset=0, show_caches=False, *,
                 show_positions=False):
        self.widths = lineno_width, label_width, offset_width
        self.show_positions, self.file = show_positions, file

    def _where(self, instr):
        """The text of the first column."""
        if self.show_positions:
            return _place(instr.positions) if instr.positions else ""
        if not instr.starts_line:
            return ""
        return "--" if instr.line_number is None else str(instr.line_number)

    def print_instruction(self, instr, mark_as_current=False):
        lines, labels, offsets = self.widths
        fields = [self._where(instr).rjust(lines)] if lines else []
        fields.append(f"L{instr.label}:".rjust(labels) if instr.label is not None else " " * labels)
        fields.append("-->" if mark_as_current else "   ")
        if offsets:
            fields.append(f"{instr.offset:>{offsets}}")
        fields += f"{instr.opname:20}", instr.argrepr
        if lines and instr.starts_line and instr.offset and not self.show_positions:
            print(file=self.file)       # a gap before each line but the first
        print(" ".join(fields).rstrip(), file=self.file)

    def print_exception_table(self, entries):
        if entries:
            print("ExceptionTable:", file=self.file)
            for start, end, target in entries:
                print(f"  {start} to {end} -> {target}", file=self.file)


def _place(p):
    def text(n):
        return "?" if n is None else str(n)
    return f"{text(p.lineno)}:{text(p.col_offset)}-{text(p.end_lineno)}:{text(p.end_col_offset)}"


def _try_compile(source, name):
    """Compile an expression, or else statements."""
    for mode in ("eval", "exec"):
        try:
            return compile(source, name, mode)
        except SyntaxError:
            if mode == "exec":
                raise


def _holder(x):
    """The code object of a function, method or generator; anything else as it is."""
    x = getattr(x, "__func__", x)
    return next((getattr(x, name) for name in ("__code__", "gi_code", "ag_code", "cr_code") if hasattr(x, name)), x)


def _get_code_object(x):
    """The code object of a function, method, class-like wrapper, generator, string or code."""
    found = _holder(x)
    if isinstance(found, str):
        found = _try_compile(found, "<disassembly>")
    if not hasattr(found, "co_code"):
        raise TypeError(f"don't know how to disassemble {type(found).__name__} objects")
    return found


def _labels(rows, entries=()):
    """Offsets of targets, with the number of each one's label."""
    targets = {row[4] for row in rows if row[4] is not None}
    for entry in entries:
        targets.update(entry)
    return {2 * target: n for n, target in enumerate(sorted(targets), 1)}


def get_instructions(x, *, first_line=None, show_caches=None, adaptive=False):
    """The instructions of a function, method, generator, string of source or code object."""
    code = _get_code_object(x)
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    return _instructions(code, shift)


def _instructions(code, shift=0):
    rows = _opcode._instructions(code)
    labels = _labels(rows, _opcode._handlers(code))
    last = False
    for i, ((op, arg, argval, text, target), place) in enumerate(zip(rows, code.co_positions())):
        line, end_line, col, end_col = place
        starts = line != last
        last = line
        if line is not None:
            line += shift
            if end_line is not None:
                end_line += shift
        if target is not None:
            text = text.replace(f"->{target}", f"to L{labels[2 * target]}")
        yield Instruction(opname[op], op, arg, argval, text, 2 * i, 2 * i, starts, line, labels.get(2 * i),
                          Positions(line, end_line, col, end_col))


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False, show_offsets=False,
        show_positions=False):
    """Disassemble a class, method, function, generator, module, code object or string of source.

    Without argument, disassemble the last traceback. Nested code follows, down to depth levels if that is given.
    """
    options = dict(file=file, show_offsets=show_offsets, show_positions=show_positions)
    if x is None:
        distb(**options)
        return
    x = _holder(x)
    if isinstance(x, str):
        x = _try_compile(x, "<dis>")
    if hasattr(x, "co_code"):
        _recursive(x, depth, options)
    elif hasattr(x, "__dict__"):
        for name in sorted(vars(x)):
            if isinstance(vars(x)[name], _have_code):
                print(f"Disassembly of {name}:", file=file)
                try:
                    dis(vars(x)[name], depth=depth, **options)
                except TypeError as error:
                    print(f"Sorry: {error}", file=file)
                print(file=file)
    elif isinstance(x, (bytes, bytearray)):
        raise NotImplementedError("dis: raw bytecode cannot be disassembled, only code objects")
    else:
        raise TypeError(f"don't know how to disassemble {type(x).__name__} objects")


def _recursive(code, depth, options):
    disassemble(code, **options)
    if depth is not None and depth <= 0:
        return
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            print(f"\nDisassembly of {inner!r}:", file=options["file"])
            _recursive(inner, depth if depth is None else depth - 1, options)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False, show_offsets=False,
                show_positions=False):
    """Disassemble a code object; the instruction at offset lasti is marked."""
    instrs = list(_instructions(co))
    entries = _opcode._handlers(co)
    labels = {i.offset: i.label for i in instrs if i.label is not None}
    if show_positions:
        width = max((len(_place(i.positions)) for i in instrs), default=0)
    else:
        width = max(3, max((len(str(i.line_number)) for i in instrs if i.line_number is not None), default=3))
    formatter = Formatter(file=file, lineno_width=width, offset_width=len(str(2 * len(instrs))) if show_offsets else 0,
                          label_width=len(str(len(labels))) + 3 if labels else 0, show_positions=show_positions)
    for instr in instrs:
        formatter.print_instruction(instr, instr.offset == lasti)

    def name(i):
        return f"L{labels[2 * i]}" if 2 * i in labels else str(2 * i)

    formatter.print_exception_table([tuple(map(name, entry)) for entry in entries])


disco = disassemble


def distb(tb=None, *, file=None, show_caches=False, adaptive=False, show_offsets=False, show_positions=False):
    """Disassemble a traceback; the default is the last one."""
    if tb is None:
        last = getattr(sys, "last_exc", None)
        tb = getattr(sys, "last_traceback", None) if last is None else last.__traceback__
        if tb is None:
            raise RuntimeError("no last traceback to disassemble")
        tb = _innermost(tb)
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, show_offsets=show_offsets, show_positions=show_positions)


def _innermost(tb):
    while tb.tb_next is not None:
        tb = tb.tb_next
    return tb


def findlabels(code):
    """Offsets of the instructions that jumps of a code object lead to."""
    if isinstance(code, (bytes, bytearray)):
        raise NotImplementedError("findlabels: of code objects only")
    return sorted({2 * row[4] for row in _opcode._instructions(code) if row[4] is not None})


def findlinestarts(code):
    """Pairs of offset and line number where lines start."""
    before = False                      # (which no line is)
    for start, _, line in code.co_lines():
        if line is not before:
            yield start, line
        before = line


def _find_imports(co):
    # (name, level, fromlist) of each import statement in a code object.
    before = [None, None]
    for ins in _instructions(co):
        if ins.opname == "IMPORT_NAME":
            fromlist, level = before
            yield ins.argval, level.argval, fromlist.argval
        before = [before[1], ins]


def _find_store_names(co):
    # The names that a code object binds in its namespace or globally.
    seen = set()
    for ins in _instructions(co):
        if ins.opname in ("STORE_NAME", "STORE_GLOBAL") and ins.argval not in seen:
            seen.add(ins.argval)
            yield ins.argval


def pretty_flags(flags):
    """Names of a code object's flags."""
    bits = [1 << place for place in range(flags.bit_length()) if flags >> place & 1]
    return ", ".join(COMPILER_FLAG_NAMES.get(bit, hex(bit)) for bit in bits) or "0x0"


def code_info(x):
    """What a code object says of itself, as text."""
    co = _get_code_object(x)
    lines = [f"{label:<19}{value}" for label, value in (
        ("Name:", co.co_name), ("Filename:", co.co_filename), ("Argument count:", co.co_argcount),
        ("Positional-only arguments:", co.co_posonlyargcount), ("Kw-only arguments:", co.co_kwonlyargcount),
        ("Number of locals:", co.co_nlocals), ("Stack size:", co.co_stacksize), ("Flags:", pretty_flags(co.co_flags)))]
    lines[3] = f"Positional-only arguments: {co.co_posonlyargcount}"

    def listing(title, items, show=str):
        if items:
            lines.append(title)
            lines.extend(f"{i:>4}: {show(item)}" for i, item in enumerate(items))

    listing("Constants:", co.co_consts, repr)
    listing("Names:", co.co_names)
    listing("Variable names:", co.co_varnames)
    listing("Free variables:", co.co_freevars)
    listing("Cell variables:", co.co_cellvars)
    return "\n".join(lines)


def show_code(co, *, file=None):
    """Print code_info()."""
    print(code_info(co), file=file)


class Bytecode:
    """The instructions of something that has code: iterate over it, or call dis() for its text."""

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False,
                 show_offsets=False, show_positions=False):
        code = self.codeobj = _get_code_object(x)
        self.first_line = code.co_firstlineno if first_line is None else first_line
        self._shift = self.first_line - code.co_firstlineno
        self._original_object, self.current_offset = x, current_offset
        self.show_positions, self.show_offsets = show_positions, show_offsets

    def __iter__(self):
        return _instructions(self.codeobj, self._shift)

    def __repr__(self):
        return f"{type(self).__name__}({self._original_object!r})"

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        tb = _innermost(tb)
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti)

    def info(self):
        return code_info(self.codeobj)

    def dis(self):
        out = io.StringIO()
        disassemble(self.codeobj, -1 if self.current_offset is None else self.current_offset, file=out,
                    show_offsets=self.show_offsets, show_positions=self.show_positions)
        return out.getvalue()


def main(args=None):
    import argparse

    options = argparse.ArgumentParser(color=True)
    for short, what in (("-O", "offsets"), ("-P", "positions")):
        options.add_argument(short, f"--show-{what}", action="store_true", help=f"show instruction {what}")
    options.add_argument("infile", default="-", nargs="?")
    options = options.parse_args(args)
    name = options.infile
    if name == "-":
        name, source = "<stdin>", sys.stdin.buffer.read()
    else:
        with open(name, "rb") as file:
            source = file.read()
    dis(compile(source, name, "exec"), show_offsets=options.show_offsets, show_positions=options.show_positions)


if __name__ == "__main__":
    main()
