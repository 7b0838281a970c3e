# io: streams, from the native _io, and their abstract base classes.

import _io
import abc

from _collections_abc import _check_methods
from _io import (BufferedRandom, BufferedRWPair, BufferedReader, BufferedWriter, BytesIO, FileIO,
                 IncrementalNewlineDecoder, StringIO, TextIOWrapper, UnsupportedOperation,
                 DEFAULT_BUFFER_SIZE, open, open_code, text_encoding)

# Reader and Writer are not listed: the _pyio of an older Lib folder, which a user may bring,
# must have all that is.
__all__ = """
    open open_code text_encoding DEFAULT_BUFFER_SIZE SEEK_SET SEEK_CUR SEEK_END
    IOBase RawIOBase BufferedIOBase TextIOBase
    FileIO BytesIO StringIO BufferedReader BufferedWriter BufferedRandom BufferedRWPair
    TextIOWrapper IncrementalNewlineDecoder BlockingIOError UnsupportedOperation""".split()

BlockingIOError = BlockingIOError
SEEK_SET, SEEK_CUR, SEEK_END = range(3)

# It is found here, whatever module defines it.
if UnsupportedOperation.__module__ != __name__:
    UnsupportedOperation.__module__ = __name__

GenericAlias = type(list[int])


# ---------------------------------------------------------------- bases of streams

def _base(name, *members):
    # A native base as an abstract base class, to register with; members are subclasses.
    native = getattr(_io, "_" + name)
    bases = (native,) if name == "IOBase" else (native, IOBase)
    made = abc.ABCMeta(name, bases, {"__module__": __name__, "__doc__": native.__doc__})
    for member in members:
        made.register(member)
    return made


IOBase = _base("IOBase")
RawIOBase = _base("RawIOBase", FileIO)
TextIOBase = _base("TextIOBase", StringIO, TextIOWrapper)
BufferedIOBase = _base("BufferedIOBase", BytesIO, BufferedReader, BufferedWriter, BufferedRandom,
                       BufferedRWPair)


# ---------------------------------------------------------------- protocols

def _protocol(cls):
    # Any class with the one abstract method is a subclass.
    method, = cls.__abstractmethods__

    def hook(owner, other):
        return _check_methods(other, method) if owner is cls else NotImplemented

    cls.__subclasshook__ = classmethod(hook)
    cls.__class_getitem__ = classmethod(GenericAlias)
    return cls


@_protocol
class Reader(metaclass=abc.ABCMeta):
    """The protocol of what can be read from: it has read()."""

    __slots__ = ()

    @abc.abstractmethod
    def read(self, size=..., /):
        """Read and return data, at most size items if it is given."""


@_protocol
class Writer(metaclass=abc.ABCMeta):
    """The protocol of what can be written to: it has write()."""

    __slots__ = ()

    @abc.abstractmethod
    def write(self, data, /):
        """Write data and return how many items were written."""
