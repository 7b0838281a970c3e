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


def next_interpreter_id():
    """The number that the next interpreter gets."""
    import _interpreters
    id = _interpreters.create()
    _interpreters.destroy(id)
    return id + 1


def create_interpreter(config=None, *, whence=None):
    """Make an interpreter that says that whence made it."""
    import _interpreters, _vivarium
    if whence is None:
        whence = _interpreters.WHENCE_XI
    if config is None:
        config = "legacy" if whence == _interpreters.WHENCE_LEGACY_CAPI else "isolated"
    return _vivarium.create_as(config, whence)


def destroy_interpreter(id, *, basic=False):
    import _interpreters
    _interpreters.destroy(id)


def exec_interpreter(id, code, main=False):
    """Run a script in an interpreter: 0, or -1 after an exception, which is printed."""
    import _interpreters, _vivarium
    if main:
        excinfo = _interpreters.exec(id, code)
    else:
        excinfo = _vivarium.exec_aside(id, code)
    if excinfo is None:
        return 0
    print(excinfo.errdisplay, file=sys.stderr)
    return -1


def run_in_subinterp_with_config(code, config=None, *, xi=None):
    """Run a script in an interpreter made for it."""
    import _interpreters
    whence = _interpreters.WHENCE_XI if xi else _interpreters.WHENCE_CAPI
    id = create_interpreter(config, whence=whence)
    try:
        return exec_interpreter(id, code)
    finally:
        destroy_interpreter(id)


def interpreter_exists(id):
    import _interpreters
    return any(i == id for i, _ in _interpreters.list_all())


def interpreter_incref(id):
    import _interpreters
    _interpreters.incref(id)


def interpreter_decref(id):
    import _interpreters
    _interpreters.decref(id)


def _not_here(name):
    def function(*args, **kwargs):
        raise NotImplementedError(f"_testinternalcapi.{name}")
    function.__name__ = function.__qualname__ = name
    return function


for _name in ("new_instruction_sequence", "compiler_codegen", "compiler_cleandoc",
              "optimize_cfg", "assemble_code_object",
              "dict_getitem_knownhash"):
    globals()[_name] = _not_here(_name)
del _name
