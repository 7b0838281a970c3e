# _sysconfig: how this interpreter was built, as sysconfig asks for it.
"""Natives of module sysconfig."""


def config_vars():
    """Return how this interpreter was built, as variables for sysconfig."""
    return {"Py_GIL_DISABLED": 0}
