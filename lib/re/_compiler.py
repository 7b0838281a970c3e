# re._compiler: what outside code uses of the module of that name.
"""Internal support module for re."""
from _sre import MAGIC, MAXREPEAT, MAXGROUPS, _compile as compile
from re._constants import *
from re import PatternError, error


def isstring(obj):
    return isinstance(obj, (str, bytes))
