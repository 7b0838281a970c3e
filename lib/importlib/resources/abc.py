# importlib.resources.abc: the module of the standard-library folder where there is one, so that it fits the readers there, and
# otherwise Vivarium's own.
"""Base classes of readers of resources."""

from _folder_module import run as _run

try:
    _run(globals())
except ImportError:
    from ._traversable import *
    from ._traversable import __all__
