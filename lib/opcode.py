# opcode: the instructions of the machine that runs Python code here. They are not CPython's: see module dis.
"""Names and numbers of instructions."""
import _opcode
from _opcode import stack_effect, has_arg, has_const, has_name, has_jump, has_free, has_local, has_exc

__all__ = ["cmp_op", "stack_effect", "hascompare", "opname", "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "hasarg",
           "hasconst", "hasname", "hasjump", "hasjrel", "hasjabs", "hasfree", "haslocal", "hasexc"]

cmp_op = ("<", "<=", "==", "!=", ">", ">=")

opname = list(_opcode._opname)
opmap = {name: number for number, name in enumerate(opname)}

# Every instruction is of the same size: there are no extended arguments, nor a number from which on there are any.
EXTENDED_ARG = -1
HAVE_ARGUMENT = 0

hasarg = list(filter(has_arg, opmap.values()))
hasconst = list(filter(has_const, opmap.values()))
hasname = list(filter(has_name, opmap.values()))
hasjump = list(filter(has_jump, opmap.values()))
hasjrel = hasjump
hasjabs = []
hasfree = list(filter(has_free, opmap.values()))
haslocal = list(filter(has_local, opmap.values()))
hasexc = list(filter(has_exc, opmap.values()))
hascompare = [opmap[name] for name in ("LT", "LE", "EQ", "NE", "GT", "GE")]

_cache_format = {}
_inline_cache_entries = {}
_specializations = {}
_specialized_opmap = {}
