# _asyncio: the name under which asyncio looks for fast classes and functions. They are asyncio's own, taken when they
# are asked for: asyncio imports this module while it is being imported itself.
"""Accelerator module for asyncio"""

_of_asyncio = {
    "Future": ("futures", "_PyFuture"),
    "Task": ("tasks", "_PyTask"),
    "_get_running_loop": ("events", "_py__get_running_loop"),
    "_set_running_loop": ("events", "_py__set_running_loop"),
    "get_running_loop": ("events", "_py_get_running_loop"),
    "get_event_loop": ("events", "_py_get_event_loop"),
    "current_task": ("tasks", "_py_current_task"),
    "_register_task": ("tasks", "_py_register_task"),
    "_register_eager_task": ("tasks", "_py_register_eager_task"),
    "_unregister_task": ("tasks", "_py_unregister_task"),
    "_unregister_eager_task": ("tasks", "_py_unregister_eager_task"),
    "_enter_task": ("tasks", "_py_enter_task"),
    "_leave_task": ("tasks", "_py_leave_task"),
    "_swap_current_task": ("tasks", "_py_swap_current_task"),
    "_scheduled_tasks": ("tasks", "_scheduled_tasks"),
    "_eager_tasks": ("tasks", "_eager_tasks"),
    "_current_tasks": ("tasks", "_current_tasks"),
    # newer ones
    "all_tasks": ("tasks", "_py_all_tasks"),
    "future_add_to_awaited_by": ("futures", "_py_future_add_to_awaited_by"),
    "future_discard_from_awaited_by": ("futures", "_py_future_discard_from_awaited_by"),
}


def __getattr__(name):
    source = _of_asyncio.get(name)
    if source is not None:
        import importlib
        module = importlib.import_module("asyncio." + source[0])
        value = getattr(module, source[1], None)
        if value is not None:
            globals()[name] = value
            return value
    raise AttributeError(f"module '_asyncio' has no attribute {name!r}")


def __dir__():
    return sorted({*globals(), *_of_asyncio})
