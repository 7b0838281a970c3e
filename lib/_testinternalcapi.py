# _testinternalcapi: what CPython's tests ask of the inside of the runtime.
# Only questions that have an answer here are answered; what is about CPython's own insides
# raises NotImplementedError when it is called, so that tests of other things can be loaded.

import sys
from _opcode import _has_inline_values as has_inline_values


def get_config():
    """The settings of the runtime that tests look at."""
    return {
        "code_debug_ranges": int("no_debug_ranges" not in getattr(sys, "_xoptions", {})),
    }


def get_recursion_depth():
    """How many Python frames there are, the caller's included."""
    depth = 0
    frame = sys._getframe(1)
    while frame is not None:
        depth += 1
        frame = frame.f_back
    return depth


def suppress_immortalization(suppress):
    """Nothing is immortal, so there is nothing to suppress."""


def get_immortalize_deferred():
    return False


def _not_here(name):
    def function(*args, **kwargs):
        raise NotImplementedError(f"_testinternalcapi.{name}")
    function.__name__ = function.__qualname__ = name
    return function


for _name in ("new_instruction_sequence", "compiler_codegen", "compiler_cleandoc",
              "optimize_cfg", "assemble_code_object",
              "dict_getitem_knownhash", "run_in_subinterp_with_config"):
    globals()[_name] = _not_here(_name)
del _name
