# importlib._bootstrap_external: a second copy of the native import system's module, with
# the helpers for files that need Python.
"""The import system."""

import _imp

from ._fileutil import (MAGIC_NUMBER, _get_sourcefile, cache_from_source, decode_source,
                        source_from_cache, source_hash)

globals().update(vars(_imp.create_builtin(type(__spec__)("_frozen_importlib_external", None))))
