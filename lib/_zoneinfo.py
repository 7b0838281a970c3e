# _zoneinfo: the name under which programs look for the fast class of zoneinfo. It is made by running the pure-Python source of
# the standard-library folder once more, so that it does not depend on module zoneinfo._zoneinfo, which programs may replace.
"""Fast implementation of the zoneinfo module."""


def _load(namespace):
    import sys
    from importlib.machinery import SourceFileLoader
    folder = getattr(sys, "_stdlib_dir", None)
    if not folder:
        raise ImportError("_zoneinfo needs a standard-library folder", name="_zoneinfo")
    path = folder + "/zoneinfo/_zoneinfo.py"
    try:
        code = SourceFileLoader("_zoneinfo", path).get_code("_zoneinfo")
    except OSError as e:
        raise ImportError(f"_zoneinfo needs {path}", name="_zoneinfo", path=path) from e
    namespace["__package__"] = "zoneinfo"
    exec(code, namespace)


_load(globals())
del _load
ZoneInfo.__module__ = "zoneinfo"
