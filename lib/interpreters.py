# interpreters: many interpreters in one process, with channels between them, limits on what they
# use and grants of what they may reach.  It has everything of concurrent.interpreters.
"""Make and run other interpreters of this process, and talk to them through channels."""

import concurrent.interpreters as _base
from concurrent.interpreters import (
    CPULimitExceeded,
    ChildLimitExceeded,
    ExecutionFailed,
    HandleLimitExceeded,
    InstructionLimitExceeded,
    Interpreter,
    InterpreterError,
    InterpreterKilled,
    InterpreterNotFoundError,
    LimitExceeded,
    MemoryLimitExceeded,
    NotShareableError,
    OutputLimitExceeded,
    RecursionLimitExceeded,
    ThreadLimitExceeded,
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
    "OutputLimitExceeded", "CPULimitExceeded", "ThreadLimitExceeded", "HandleLimitExceeded",
    "ChildLimitExceeded", "InstructionLimitExceeded", "InterpreterKilled",
]


def __getattr__(name):
    # What has to do with queues is loaded when somebody wants it.
    if name not in _base.__all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(_base, name)
    return value


def __dir__():
    return sorted({*globals(), *__all__})


class _Options:
    # Named settings, of which only those that were given count.

    __slots__ = ()

    def _given(self):
        return {name: value for name in self.__slots__
                if (value := getattr(self, name)) is not None}

    def __repr__(self):
        settings = ", ".join(f"{name}={value!r}" for name, value in self._given().items())
        return f"{type(self).__name__}({settings})"

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self._given() == other._given()

    __hash__ = None


class Limits(_Options):
    """What an interpreter may use at most; None is no limit of its own.

    time is seconds of a run, life seconds in all; run_cpu and cpu are the same of the processor;
    memory and output are bytes; text may have a unit ("500ms", "64M").  An interpreter never has
    more than the one that made it."""

    __slots__ = ("time", "life", "cpu", "run_cpu", "memory", "output", "recursion", "threads", "handles",
                 "children", "instructions")

    def __init__(self, *, time=None, life=None, cpu=None, run_cpu=None, memory=None,
                 output=None, recursion=None, threads=None, handles=None, children=None,
                 instructions=None):
        self.time = time
        self.life = life
        self.cpu = cpu
        self.run_cpu = run_cpu
        self.memory = memory
        self.output = output
        self.recursion = recursion
        self.threads = threads
        self.handles = handles
        self.children = children
        self.instructions = instructions


class Policy(_Options):
    """What an interpreter may reach; Policy() is nothing.

    read and write are folders and files, net "host:port", env names of variables, run programs,
    modules the names of those that may be imported (None: all), imports folders whose modules may
    be imported, children whether it may make interpreters; clock is the time that its clock stands at, seed what its random numbers come
    from."""

    __slots__ = ("read", "write", "net", "env", "run", "modules", "imports", "children", "clock",
                 "seed")

    def __init__(self, *, read=None, write=None, net=None, env=None, run=None, modules=None,
                 imports=None, children=None, clock=None, seed=None):
        self.read = read
        self.write = write
        self.net = net
        self.env = env
        self.run = run
        self.modules = modules
        self.imports = imports
        self.children = children
        self.clock = clock
        self.seed = seed

    @staticmethod
    def none():
        """Grant nothing."""
        return Policy()

    @staticmethod
    def inherit():
        """Grant what the interpreter that calls create() has."""
        return _InheritedPolicy()

    def _grants(self):
        return self._given() or "none"


class _InheritedPolicy(Policy):
    __slots__ = ()

    def _grants(self):
        return "inherit"

    def __repr__(self):
        return "Policy.inherit()"


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
        name=name,
        limits=None if limits is None else limits._given(),
        policy="inherit" if policy is None else policy._grants(),
        reqrefs=True,
    )
    return Interpreter(id, _ownsref=True)
