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
    spec = namespace["__spec__"]
    namespace.update(__package__="zoneinfo", __spec__=None)  # its relative imports are those of package zoneinfo
    try:
        exec(code, namespace)
    finally:
        namespace["__spec__"] = spec


_load(globals())
del _load
ZoneInfo.__module__ = "zoneinfo"
