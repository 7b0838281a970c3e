# importlib.resources._traversable: importlib.resources.abc without a standard-library folder: what loaders that keep resources elsewhere than in files implement.
"""Base classes of readers of resources."""

import abc
from typing import Protocol, runtime_checkable

__all__ = ["ResourceReader", "Traversable", "TraversableResources"]


class ResourceReader(metaclass=abc.ABCMeta):
    """A loader's access to the resources of one package."""

    @abc.abstractmethod
    def open_resource(self, resource):
        """A binary file of the resource; FileNotFoundError if there is none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def resource_path(self, resource):
        """The path of the resource in the file system; FileNotFoundError if it has none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def is_resource(self, path):
        """Whether it is a resource: folders are none."""
        raise FileNotFoundError

    @abc.abstractmethod
    def contents(self):
        """The names in the package."""
        raise FileNotFoundError


@runtime_checkable
class Traversable(Protocol):
    """What files() gives: the part of pathlib.Path that reads."""

    @abc.abstractmethod
    def iterdir(self):
        """What is in the folder."""

    @abc.abstractmethod
    def is_dir(self):
        """Whether it is a folder."""

    @abc.abstractmethod
    def is_file(self):
        """Whether it is a file."""

    @abc.abstractmethod
    def joinpath(self, *descendants):
        """What lies below by that name."""

    def __truediv__(self, child):
        return self.joinpath(child)

    @abc.abstractmethod
    def open(self, mode="r", *args, **kwargs):
        """Open as a file for reading: 'r' or 'rb'."""

    def read_bytes(self):
        """The content as bytes."""
        with self.open("rb") as f:
            return f.read()

    def read_text(self, encoding=None, errors=None):
        """The content as text."""
        with self.open("r", encoding=encoding, errors=errors) as f:
            return f.read()

    @property
    @abc.abstractmethod
    def name(self):
        """The last part of the path."""


class TraversableResources(ResourceReader):
    """A ResourceReader that has files()."""

    @abc.abstractmethod
    def files(self):
        """The Traversable of the package."""

    def open_resource(self, resource):
        return self.files().joinpath(resource).open("rb")

    def resource_path(self, resource):
        raise FileNotFoundError(resource)

    def is_resource(self, path):
        return self.files().joinpath(path).is_file()

    def contents(self):
        return (item.name for item in self.files().iterdir())
