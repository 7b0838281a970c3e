# _decimal: the name under which programs look for decimal's classes. They are made by running the pure-Python source of the
# standard-library folder once more, so that they do not depend on module _pydecimal, which programs may replace.
"""Decimal floating-point arithmetic."""


def _load(namespace):
    import sys
    from importlib.machinery import SourceFileLoader
    folder = getattr(sys, "_stdlib_dir", None)
    if not folder:
        raise ImportError("_decimal needs a standard-library folder", name="_decimal")
    path = folder + "/_pydecimal.py"
    try:
        code = SourceFileLoader("_decimal", path).get_code("_decimal")
    except OSError as e:
        raise ImportError(f"_decimal needs {path}", name="_decimal", path=path) from e
    exec(code, namespace)


_load(globals())
del _load
