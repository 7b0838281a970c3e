# concurrent.futures: running calls asynchronously.
# The executors are loaded when they are first asked for.

import sys as _sys

from ._base import (FIRST_COMPLETED,
                    FIRST_EXCEPTION,
                    ALL_COMPLETED,
                    CancelledError,
                    TimeoutError,
                    InvalidStateError,
                    BrokenExecutor,
                    Future,
                    Executor,
                    wait,
                    as_completed)

__all__ = [
    "FIRST_COMPLETED",
    "FIRST_EXCEPTION",
    "ALL_COMPLETED",
    "CancelledError",
    "TimeoutError",
    "InvalidStateError",
    "BrokenExecutor",
    "Future",
    "Executor",
    "wait",
    "as_completed",
    "ProcessPoolExecutor",
    "ThreadPoolExecutor",
]

if "_interpreters" in _sys.builtin_module_names:
    __all__.append("InterpreterPoolExecutor")

_executors = {
    "ThreadPoolExecutor": "thread",
    "ProcessPoolExecutor": "process",
    "InterpreterPoolExecutor": "interpreter",
}


def __dir__():
    return [*__all__, "__author__", "__doc__"]


def __getattr__(name):
    module = _executors.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        cls = getattr(__import__(f"{__name__}.{module}", fromlist=[name]), name)
    except ModuleNotFoundError as exc:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r} "
                             f"on this system") from exc
    globals()[name] = cls
    return cls
