# _datetime: the private name under which programs reach datetime's classes. They are those of the pure-Python module of
# a standard-library folder; the C interface that CPython's module exports beside them does not exist here.
"""Fast implementation of the datetime module."""

from _pydatetime import *
from _pydatetime import __doc__, UTC
