# decimal: the public names of _decimal, or of the standard-library folder's version in Python where a program hides that.
"""Decimal fixed-point and floating-point arithmetic, as the General Decimal Arithmetic specification has it."""

try:
    from _decimal import *
    from _decimal import __libmpdec_version__, __version__
except ImportError:
    import sys
    import _pydecimal
    _pydecimal.__doc__ = __doc__
    sys.modules[__name__] = _pydecimal
