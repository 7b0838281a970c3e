# opcode: the instructions of the machine that runs Python code here. They are not CPython's: see module dis. Those that
# do the same go by the same names; where several share a name, opmap has the first.
"""Names and numbers of instructions."""
import _opcode
from _opcode import stack_effect, has_arg, has_const, has_name, has_jump, has_free, has_local, has_exc

__all__ = ["cmp_op", "stack_effect", "hascompare", "opname", "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "hasarg",
           "hasconst", "hasname", "hasjump", "hasjrel", "hasjabs", "hasfree", "haslocal", "hasexc"]

cmp_op = ("<", "<=", "==", "!=", ">", ">=")

opname = list(_opcode._opname)
opmap = {name: number for number, name in reversed(list(enumerate(opname)))}

# What CPython has instructions for and this machine has none: numbers that no code contains.
for _name in ("CACHE", "COPY_FREE_VARS", "EXTENDED_ARG", "POP_TOP", "PUSH_NULL", "COPY", "SWAP", "LOAD_FAST", "STORE_FAST",
              "DELETE_FAST", "LOAD_DEREF", "STORE_DEREF", "DELETE_DEREF", "MAKE_CELL", "LOAD_CLOSURE", "RETURN_GENERATOR",
              "SETUP_FINALLY", "SETUP_WITH", "SETUP_CLEANUP", "POP_BLOCK", "POP_EXCEPT", "PUSH_EXC_INFO", "CHECK_EXC_MATCH",
              "CHECK_EG_MATCH", "WITH_EXCEPT_START", "END_FOR", "END_SEND", "POP_ITER", "NOT_TAKEN", "INSTRUMENTED_LINE",
              "TO_BOOL", "CONVERT_VALUE", "FORMAT_SIMPLE", "FORMAT_WITH_SPEC", "LIST_TO_TUPLE", "CLEANUP_THROW",
              "INTERPRETER_EXIT", "KW_NAMES", "RETURN_CONST", "SET_FUNCTION_ATTRIBUTE"):
    if _name not in opmap:
        opmap[_name] = len(opname)
        opname.append(_name)
del _name

# Every instruction is of the same size: there are no extended arguments, nor a number from which on there are any.
EXTENDED_ARG = -1
HAVE_ARGUMENT = 0

hasarg = list(filter(has_arg, range(len(opname))))
hasconst = list(filter(has_const, range(len(opname))))
hasname = list(filter(has_name, range(len(opname))))
hasjump = list(filter(has_jump, range(len(opname))))
hasjrel = hasjump
hasjabs = []
hasfree = list(filter(has_free, range(len(opname))))
haslocal = list(filter(has_local, range(len(opname))))
hasexc = list(filter(has_exc, range(len(opname))))
hascompare = [number for number, name in enumerate(opname) if name.startswith("COMPARE_OP")]

_cache_format = {}
_inline_cache_entries = {}
_specializations = {}
_specialized_opmap = {}
