# importlib._bootstrap: a second copy of the native import system's module, for who may not import the first.
"""The import system."""

import _imp

globals().update(vars(_imp.create_builtin(type(__spec__)("_frozen_importlib", None))))
