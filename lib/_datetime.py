# _datetime: the name under which programs look for datetime's classes. They are made by running the pure-Python source of the
# standard-library folder once more, so that they do not depend on module _pydatetime, which programs may replace; the
# C interface that CPython's module exports beside them does not exist here.
"""Fast implementation of the datetime module."""


def _load(namespace):
    import sys
    from importlib.machinery import SourceFileLoader
    folder = getattr(sys, "_stdlib_dir", None)
    if not folder:
        raise ImportError("_datetime needs a standard-library folder", name="_datetime")
    path = folder + "/_pydatetime.py"
    try:
        code = SourceFileLoader("_datetime", path).get_code("_datetime")
    except OSError as e:
        raise ImportError(f"_datetime needs {path}", name="_datetime", path=path) from e
    exec(code, namespace)


_load(globals())
del _load
for _class in date, datetime, time, timedelta, timezone, tzinfo:
    _class.__module__ = "datetime"
del _class
__all__ = ("date", "datetime", "time", "timedelta", "timezone", "tzinfo",
           "MINYEAR", "MAXYEAR", "UTC")
