# contextvars: context-local state; all of it is native.
"""Context variables."""
from _contextvars import Context, ContextVar, Token, copy_context
import _collections_abc

__all__ = ("Context", "ContextVar", "Token", "copy_context")

_collections_abc.Mapping.register(Context)
