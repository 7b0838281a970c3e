# importlib._namespace: the __path__ of namespace packages, which the native import system makes of this class. It finds
# its folders again when the path that it was found along has changed, or caches were invalidated.
"""Paths of namespace packages."""

import sys


class _NamespacePath:
    """The folders of a namespace package."""

    _epoch = 0

    def __init__(self, name, path, path_finder):
        self._name = name
        self._path = path
        self._last_parent_path = tuple(self._get_parent_path())
        self._last_epoch = self._epoch
        self._path_finder = path_finder

    def _find_parent_path_names(self):
        parent, dot, _ = self._name.rpartition(".")
        return (parent, "__path__") if dot else ("sys", "path")

    def _get_parent_path(self):
        module, attr = self._find_parent_path_names()
        return getattr(sys.modules[module], attr)

    def _recalculate(self):
        parent = tuple(self._get_parent_path())
        if parent != self._last_parent_path or self._epoch != self._last_epoch:
            find = getattr(self._path_finder, "find_spec", self._path_finder)
            spec = find(self._name, parent)
            if spec is not None and spec.loader is None or spec is not None and spec.submodule_search_locations:
                if spec.origin is None:
                    self._path = list(getattr(spec.submodule_search_locations, "_path", spec.submodule_search_locations))
            self._last_parent_path = parent
            self._last_epoch = self._epoch
        return self._path

    def __iter__(self):
        return iter(self._recalculate())

    def __getitem__(self, index):
        return self._recalculate()[index]

    def __setitem__(self, index, path):
        self._path[index] = path

    def __len__(self):
        return len(self._recalculate())

    def __repr__(self):
        return f"_NamespacePath({self._path!r})"

    def __contains__(self, item):
        return item in self._recalculate()

    def append(self, item):
        self._path.append(item)


_NamespacePath.__module__ = "_frozen_importlib_external"
