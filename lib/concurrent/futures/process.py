# concurrent.futures.process: an executor that would run calls in processes.
# The names exist so that programs can refer to them; making an executor says that it is not
# there.

from . import _base

EXTRA_QUEUED_CALLS = 1


class BrokenProcessPool(_base.BrokenExecutor):
    """A process of a pool ended unexpectedly."""


def _check_system_limits():
    """Raise NotImplementedError where processes cannot be used."""
    raise NotImplementedError("ProcessPoolExecutor is not available: this Python does not "
                              "start worker processes; use InterpreterPoolExecutor or "
                              "ThreadPoolExecutor")


class _ThreadWakeup:
    # Part of what a pool of processes would need.

    def __init__(self):
        _check_system_limits()


class ProcessPoolExecutor(_base.Executor):
    """Not available: making one raises NotImplementedError."""

    def __init__(self, max_workers=None, mp_context=None,
                 initializer=None, initargs=(), *, max_tasks_per_child=None):
        _check_system_limits()
