# signal: the native _signal, with its numbers as enums.

import _signal
from _signal import *
from enum import IntEnum as _IntEnum

_globals = globals()

_IntEnum._convert_(
    "Signals", __name__,
    lambda name: name.isupper() and (name.startswith("SIG") and not name.startswith("SIG_")
                                     or name.startswith("CTRL_")))

_IntEnum._convert_(
    "Handlers", __name__,
    lambda name: name in ("SIG_DFL", "SIG_IGN"))

if "pthread_sigmask" in _globals:
    _IntEnum._convert_(
        "Sigmasks", __name__,
        lambda name: name in ("SIG_BLOCK", "SIG_UNBLOCK", "SIG_SETMASK"))


def _int_to_enum(value, enum_klass):
    # A number as a member, if it is one; anything else as it is.
    if not isinstance(value, int):
        return value
    try:
        return enum_klass(value)
    except ValueError:
        return value


def _enum_to_int(value):
    # A member as a number; anything else as it is.
    try:
        return int(value)
    except (ValueError, TypeError):
        return value


def _face(func):
    # Decorator: look like the native function of that name.
    native = getattr(_signal, func.__name__)
    func.__doc__ = native.__doc__
    func.__wrapped__ = native
    return func


@_face
def signal(signalnum, handler):
    return _int_to_enum(_signal.signal(_enum_to_int(signalnum), _enum_to_int(handler)),
                        Handlers)


@_face
def getsignal(signalnum):
    return _int_to_enum(_signal.getsignal(signalnum), Handlers)


if "pthread_sigmask" in _globals:
    @_face
    def pthread_sigmask(how, mask):
        return {_int_to_enum(x, Signals) for x in _signal.pthread_sigmask(how, mask)}

if "sigpending" in _globals:
    @_face
    def sigpending():
        return {_int_to_enum(x, Signals) for x in _signal.sigpending()}

if "sigwait" in _globals:
    @_face
    def sigwait(sigset):
        return _int_to_enum(_signal.sigwait(sigset), Signals)

if "valid_signals" in _globals:
    @_face
    def valid_signals():
        return {_int_to_enum(x, Signals) for x in _signal.valid_signals()}


del _globals, _face
