# importlib._namespace: the __path__ of namespace packages, which the native import system makes of this class. It finds
# its folders again when the path that it was found along has changed, or caches were invalidated (which counts _epoch up).
"""Paths of namespace packages."""

import sys


class _NamespacePath:
    """The folders of a namespace package, like a list."""

    _epoch = 0

    def __init__(self, name, path, path_finder):
        self._path = path
        self._name = name
        self._path_finder = path_finder
        self._found_in = self._surroundings()

    def _surroundings(self):
        """What the folders depend on: the parent's path, and what is cached of it."""
        parent = self._name.rpartition(".")[0]
        return tuple(sys.modules[parent].__path__ if parent else sys.path), _NamespacePath._epoch

    def _recalculate(self):
        """Return the list of folders as it is now."""
        now = self._surroundings()
        if now != self._found_in:
            find = getattr(self._path_finder, "find_spec", self._path_finder)
            spec = find(self._name, now[0])
            # (a package that is found now instead has an origin)
            folders = spec and spec.origin is None and spec.submodule_search_locations
            if folders:
                self._path = list(getattr(folders, "_path", folders))
            self._found_in = now
        return self._path

    def __repr__(self):
        return f"{type(self).__name__}({self._path!r})"


def _delegate(name, folders):
    def method(self, *args):
        return getattr(folders(self), name)(*args)
    method.__name__ = name
    method.__qualname__ = f"_NamespacePath.{name}"
    setattr(_NamespacePath, name, method)


for _name in ("__contains__", "__getitem__", "__iter__", "__len__"):
    _delegate(_name, _NamespacePath._recalculate)
for _name in ("__setitem__", "append"):
    _delegate(_name, lambda self: self._path)
del _name

_NamespacePath.__module__ = "_frozen_importlib_external"
