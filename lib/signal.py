# signal: the native _signal with its numbers as members of enums.
# Invariant: each number that comes out of a function is a member, if there is one for it.

import _signal
from _signal import *
from enum import IntEnum as _IntEnum


def _is_signal(name):
    return name[:5] == "CTRL_" or name[:3] == "SIG" and name[3:4] != "_" and name.isupper()


# The constants become members, here in the module too.
for _enum, _belongs in {"Signals": _is_signal,
                        "Handlers": {"SIG_DFL", "SIG_IGN"}.__contains__,
                        "Sigmasks": {"SIG_BLOCK", "SIG_SETMASK", "SIG_UNBLOCK"}.__contains__}.items():
    if any(map(_belongs, dir(_signal))):
        _IntEnum._convert_(_enum, __name__, _belongs)


def _member(enum, number):
    # What is no member's number, such as a handler's function, stays as it is.
    known = isinstance(number, int) and number in enum._value2member_map_
    return enum(number) if known else number


def _plain(value):
    # The other way: a member, or what else can be a number, as an int.
    try:
        value = int(value)
    except (TypeError, ValueError):
        pass
    return value


def _signals(numbers):
    return {_member(Signals, each) for each in numbers}


def _over_native(function):
    # Have the native function's documentation and signature; none, if there is no such function.
    native = function.__wrapped__ = getattr(_signal, function.__name__, None)
    function.__doc__ = getattr(native, "__doc__", None)
    if native is None:
        _absent.append(function.__name__)
    return function


_absent = []


@_over_native
def signal(signalnum, handler):
    return _member(Handlers, _signal.signal(_plain(signalnum), _plain(handler)))


@_over_native
def getsignal(signalnum):
    return _member(Handlers, _signal.getsignal(signalnum))


@_over_native
def sigwait(sigset):
    return _member(Signals, _signal.sigwait(sigset))


@_over_native
def sigpending():
    return _signals(_signal.sigpending())


@_over_native
def pthread_sigmask(how, mask):
    return _signals(_signal.pthread_sigmask(how, mask))


@_over_native
def valid_signals():
    return _signals(_signal.valid_signals())


for _enum in _absent:
    del globals()[_enum]
del _absent, _belongs, _enum, _over_native
