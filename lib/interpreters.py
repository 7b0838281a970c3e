# interpreters: many interpreters in one process, with channels between them, limits on what they
# use and grants of what they may reach.  It has everything of concurrent.interpreters.
"""Make and run other interpreters of this process, and talk to them through channels."""

import concurrent.interpreters as _base
from concurrent.interpreters import (
    ExecutionFailed,
    Interpreter,
    InterpreterError,
    InterpreterKilled,
    InterpreterNotFoundError,
    LimitExceeded,
    MemoryLimitExceeded,
    NotShareableError,
    OutputLimitExceeded,
    RecursionLimitExceeded,
    TimeLimitExceeded,
    create as _create,
    get_current,
    get_main,
    is_shareable,
    list_all,
)
from _interpchannels import (
    ChannelClosedError,
    ChannelEmptyError,
    ChannelError,
    ChannelNotFoundError,
)
from _vchannels import (
    ChannelFullError,
    RecvChannel,
    SendChannel,
    SharedBuffer,
    create_channel,
    list_channels,
    select,
)

__all__ = [
    *_base.__all__,
    "create_channel", "list_channels", "select",
    "SendChannel", "RecvChannel", "SharedBuffer",
    "ChannelError", "ChannelNotFoundError", "ChannelClosedError", "ChannelEmptyError",
    "ChannelFullError",
    "Limits", "Policy",
    "LimitExceeded", "TimeLimitExceeded", "MemoryLimitExceeded", "RecursionLimitExceeded",
    "OutputLimitExceeded", "InterpreterKilled",
]


def __getattr__(name):
    # What has to do with queues is loaded when somebody wants it.
    if name not in _base.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(_base, name)
    return value


def __dir__():
    return sorted({*globals(), *__all__})


def _number(what, value, units, kind):
    # A limit: a number, or text such as "64M" or "1.5s".
    if value is None:
        return None
    if isinstance(value, str):
        text = value.strip()
        for unit, factor in units:
            if text.endswith(unit) and text != unit:
                number = text.removesuffix(unit).strip()
                break
        try:
            value = float(number) * factor
        except ValueError:
            raise ValueError(f"{what} must be a number, got {text!r}") from None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{what} must be a number, not {type(value).__name__}")
    if not value > 0 or value == float("inf"):
        raise ValueError(f"{what} must be greater than 0, got {value!r}")
    return kind(value)


_seconds = [("ms", 1e-3), ("us", 1e-6), ("s", 1), ("m", 60), ("h", 3600), ("", 1)]
_bytes = [(unit + suffix, 1 << shift) for shift, unit in ((10, "K"), (20, "M"), (30, "G"), (40, "T"))
          for suffix in ("iB", "B", "")] + [("B", 1), ("", 1)]
_count = [("", 1)]


class Limits:
    """What an interpreter may use at most; None is no limit of its own.

    time is seconds of a run, cpu seconds of the processor in all, memory and output bytes;
    text may have a unit ("500ms", "64M").  An interpreter never has more than the one that made
    it."""

    __slots__ = ("time", "cpu", "memory", "output", "recursion", "threads", "handles",
                 "children", "instructions")

    def __init__(self, *, time=None, cpu=None, memory=None, output=None, recursion=None,
                 threads=None, handles=None, children=None, instructions=None):
        self.time = _number("time", time, _seconds, float)
        self.cpu = _number("cpu", cpu, _seconds, float)
        self.memory = _number("memory", memory, _bytes, int)
        self.output = _number("output", output, _bytes, int)
        self.recursion = _number("recursion", recursion, _count, int)
        self.threads = _number("threads", threads, _count, int)
        self.handles = _number("handles", handles, _count, int)
        self.children = _number("children", children, _count, int)
        self.instructions = _number("instructions", instructions, _count, int)

    def _asdict(self):
        return {name: value for name in self.__slots__
                if (value := getattr(self, name)) is not None}

    def __repr__(self):
        return f"Limits({', '.join(f'{k}={v!r}' for k, v in self._asdict().items())})"

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self._asdict() == other._asdict()

    __hash__ = None


class Policy:
    """What an interpreter may reach; Policy() is nothing.

    read and write are folders and files, net "host:port", env names of variables, run programs,
    modules the names of those that may be imported (None: all)."""

    __slots__ = ("read", "write", "net", "env", "run", "modules", "_inherits")

    def __init__(self, *, read=(), write=(), net=(), env=(), run=(), modules=None):
        def names(what, items):
            if isinstance(items, (str, bytes)):
                raise TypeError(f"{what} must be a list of str, not {type(items).__name__}")
            items = [__import__("os").fspath(x) for x in items]
            for x in items:
                if not isinstance(x, str):
                    raise TypeError(f"{what} must be a list of str, not of {type(x).__name__}")
            return items
        self.read = names("read", read)
        self.write = names("write", write)
        self.net = names("net", net)
        self.env = names("env", env)
        self.run = names("run", run)
        self.modules = None if modules is None else names("modules", modules)
        self._inherits = False

    @classmethod
    def none(cls):
        """Grant nothing."""
        return cls()

    @classmethod
    def inherit(cls):
        """Grant what the interpreter that calls create() has."""
        self = cls()
        self._inherits = True
        return self

    def _grants(self):
        if self._inherits:
            return "inherit"
        grants = {name: value for name in ("read", "write", "net", "env", "run")
                  if (value := getattr(self, name))}
        if self.modules is not None:
            grants["modules"] = self.modules
        return grants or "none"

    def __repr__(self):
        grants = self._grants()
        if isinstance(grants, str):
            return f"Policy.{grants}()"
        return f"Policy({', '.join(f'{k}={v!r}' for k, v in grants.items())})"

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self._grants() == other._grants()

    __hash__ = None


def create(*, name=None, limits=None, policy=None):
    """Return a new (idle) interpreter.

    limits is a Limits; policy a Policy, None to inherit that of the current interpreter."""
    if name is None and limits is None and policy is None:
        return _create()
    if name is not None and not isinstance(name, str):
        raise TypeError(f"name must be a str, not {type(name).__name__}")
    if limits is not None and not isinstance(limits, Limits):
        raise TypeError(f"limits must be a Limits, not {type(limits).__name__}")
    if policy is not None and not isinstance(policy, Policy):
        raise TypeError(f"policy must be a Policy, not {type(policy).__name__}")
    import _vivarium
    id = _vivarium.create(
        name=name or "",
        limits={} if limits is None else limits._asdict(),
        policy="inherit" if policy is None else policy._grants(),
    )
    return Interpreter(id, _ownsref=True)
