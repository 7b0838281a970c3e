# _asyncio: the fast classes and functions of asyncio, from the native module _casyncio, and what a standard library of 3.13 looks
# for besides those of 3.14.
"""Natives of asyncio."""

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
    """Note a task, so that all_tasks() finds it."""
    if not _casyncio._list_task(task):
        _scheduled_tasks.add(task)


def _register_eager_task(task):
    """Note a task that began to run at once, so that all_tasks() finds it."""
    _eager_tasks.add(task)


def _unregister_task(task):
    """Forget a task."""
    _scheduled_tasks.discard(task)


def _unregister_eager_task(task):
    """Forget a task that began to run at once."""
    _eager_tasks.discard(task)


def get_event_loop():
    """Return the event loop that runs in this thread, or else that of the current policy."""
    loop = _get_running_loop()
    if loop is not None:
        return loop
    from asyncio import events
    policy = getattr(events, "_get_event_loop_policy", None) or events.get_event_loop_policy
    return policy().get_event_loop()


def all_tasks(loop=None):
    """Return the tasks of a loop, by default the running one, that are not done."""
    if loop is None:
        loop = get_running_loop()
    return {task for task in [*_eager_tasks, *_scheduled_tasks] if task.get_loop() is loop and not task.done()}
