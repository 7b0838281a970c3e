# _asyncio: the fast classes and functions of asyncio, from the native module _casyncio, and what a standard library of 3.13 looks
# for besides those of 3.14.
"""Accelerator module for asyncio"""

import _casyncio
from _casyncio import (
    Future, Task, _enter_task, _get_running_loop, _leave_task, _set_running_loop, _swap_current_task, current_task,
    future_add_to_awaited_by, future_discard_from_awaited_by, get_running_loop,
)
from _weakrefset import WeakSet


class _Tasks(WeakSet):
    # The tasks that are not done: the native ones, which it does not hold, and those added.

    def __iter__(self):
        yield from _casyncio._tasks()
        yield from super().__iter__()

    def __len__(self):
        return len(_casyncio._tasks()) + super().__len__()

    def __contains__(self, task):
        return super().__contains__(task) or any(task is it for it in _casyncio._tasks())

    def discard(self, task):
        _casyncio._unlist_task(task)
        super().discard(task)


class _EagerTasks(set):
    # The tasks that start eagerly just now.

    def __iter__(self):
        yield from _casyncio._tasks_starting()
        yield from super().__iter__()

    def __len__(self):
        return len(_casyncio._tasks_starting()) + super().__len__()

    def __contains__(self, task):
        return super().__contains__(task) or any(task is it for it in _casyncio._tasks_starting())


_scheduled_tasks = _Tasks()
_eager_tasks = _EagerTasks()
_current_tasks = _casyncio._current_tasks()


def _register_task(task):
    """Register a new task in asyncio as executed by loop.

    Returns None."""
    if not _casyncio._list_task(task):
        _scheduled_tasks.add(task)


def _register_eager_task(task):
    """Register a new task in asyncio as executed by loop.

    Returns None."""
    _eager_tasks.add(task)


def _unregister_task(task):
    """Unregister a task.

    Returns None."""
    _scheduled_tasks.discard(task)


def _unregister_eager_task(task):
    """Unregister a task.

    Returns None."""
    _eager_tasks.discard(task)


def get_event_loop():
    """Return an asyncio event loop.

    When called from a coroutine or a callback (e.g. scheduled with
    call_soon or similar API), this function will always return the
    running event loop.

    If there is no running event loop set, the function will return
    the result of `get_event_loop_policy().get_event_loop()` call."""
    loop = _get_running_loop()
    if loop is not None:
        return loop
    from asyncio import events
    policy = getattr(events, "_get_event_loop_policy", None) or events.get_event_loop_policy
    return policy().get_event_loop()


def all_tasks(loop=None):
    """Return a set of all tasks for the loop."""
    if loop is None:
        loop = get_running_loop()
    return {task for task in [*_eager_tasks, *_scheduled_tasks] if task.get_loop() is loop and not task.done()}
