# _sysconfig: how this interpreter was built, as sysconfig asks for it.
"""A helper for the sysconfig module."""


def config_vars():
    """Returns a dictionary containing build variables intended to be exposed by sysconfig."""
    return {"Py_GIL_DISABLED": 0}
