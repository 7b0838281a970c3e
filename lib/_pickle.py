# _pickle: the name under which programs look for the fast classes of pickle. They are pickle's own, which it takes as its
# public ones too where this module gives none while pickle itself is being imported.
"""Optimized C implementation for the Python pickle module."""

from pickle import (PickleError, PicklingError, UnpicklingError,
                    _Pickler as Pickler, _Unpickler as Unpickler,
                    _dump as dump, _dumps as dumps, _load as load, _loads as loads)
