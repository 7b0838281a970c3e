# contextlib: tools for the `with` statement.
# Invariant of exit stacks: callbacks run last-in first-out, and the __context__ of what they raise
# reads as if the with statements had been nested. What differs between the synchronous and the
# asynchronous form of a tool is only where it awaits; all decisions are in what both share.
"""Utilities for with-statement contexts."""
import sys
from _collections_abc import _check_methods
from abc import ABC, abstractmethod
from functools import wraps
from types import GenericAlias, MethodType

__all__ = """
    AbstractContextManager AbstractAsyncContextManager ContextDecorator contextmanager
    asynccontextmanager closing aclosing nullcontext redirect_stdout redirect_stderr suppress chdir
    ExitStack AsyncExitStack
""".split()

_ENDED = object()               # what next() and anext() give for a generator that is through


# --- protocols ---------------------------------------------------------------------------------

def _protocol(*methods):
    """Class decorator: every class with these methods counts as a subclass."""
    def decorate(abstract):
        def has_methods(cls, other):
            return _check_methods(other, *methods) if cls is abstract else NotImplemented

        abstract.__subclasshook__ = classmethod(has_methods)
        abstract.__class_getitem__ = classmethod(GenericAlias)
        return abstract
    return decorate


@_protocol("__enter__", "__exit__")
class AbstractContextManager(ABC):
    """The base of context managers; by default the result of entering is the manager."""

    __slots__ = ()

    def __enter__(self):
        """Enter, and return what `as` binds."""
        return self

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        """Leave; a true result swallows the exception."""


@_protocol("__aenter__", "__aexit__")
class AbstractAsyncContextManager(ABC):
    """The base of asynchronous context managers."""

    __slots__ = ()

    async def __aenter__(self):
        """Enter, and return what `as` binds."""
        return self

    @abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        """Leave; a true result swallows the exception."""


# --- managers as decorators --------------------------------------------------------------------

def _itself(self):
    """The manager for one call; those that work only once return a new one."""
    return self


class ContextDecorator:
    """Lets a context manager decorate functions: each call then runs inside it."""

    _recreate_cm = _itself

    def __call__(self, func):
        def call_inside(*args, **kwds):
            with self._recreate_cm():
                return func(*args, **kwds)
        return wraps(func)(call_inside)


class AsyncContextDecorator:
    """Lets an asynchronous context manager decorate coroutine functions."""

    _recreate_cm = _itself

    def __call__(self, func):
        async def await_inside(*args, **kwds):
            async with self._recreate_cm():
                return await func(*args, **kwds)
        return wraps(func)(await_inside)


# --- simple managers ---------------------------------------------------------------------------

class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing; stands in where a context manager is optional."""

    def __enter__(self):
        return self.enter_result

    async def __aenter__(self):
        return self.enter_result

    def __exit__(self, *exc_info):
        """Let exceptions pass."""

    async def __aexit__(self, *exc_info):
        """Let exceptions pass."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result


class closing(AbstractContextManager):
    """Calls thing.close() on exit."""

    def __enter__(self):
        return self.thing

    def __exit__(self, *unused):
        self.thing.close()

    def __init__(self, thing):
        self.thing = thing


class aclosing(AbstractAsyncContextManager):
    """Awaits thing.aclose() on exit."""

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *unused):
        await self.thing.aclose()

    def __init__(self, thing):
        self.thing = thing


class suppress(AbstractContextManager):
    """Swallows the given exceptions, also those inside exception groups."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        return None

    def __exit__(self, kind, error, tb):
        if kind is None:
            return None
        swallowed = issubclass(kind, self._exceptions)
        if not swallowed and issubclass(kind, BaseExceptionGroup):
            _, others = error.split(self._exceptions)
            if others is not None:
                raise others
            swallowed = True
        return swallowed


class chdir(AbstractContextManager):
    """Makes path the working directory for a while; it is the whole interpreter's."""

    def __init__(self, path):
        self.path = path
        self._left = []                 # a stack, as below

    def __enter__(self):
        from os import chdir, getcwd
        self._left.append(getcwd())
        chdir(self.path)

    def __exit__(self, *unused):
        from os import chdir
        chdir(self._left.pop())


class _RedirectStream(AbstractContextManager):
    """Puts another file for the one that sys has under the name _stream."""

    _stream = None

    def __init__(self, new_target):
        self._target = new_target
        self._replaced = []             # a stack: the manager may be entered again

    def __enter__(self):
        name, target = self._stream, self._target
        self._replaced.append(getattr(sys, name))
        setattr(sys, name, target)
        return target

    def __exit__(self, *unused):
        setattr(sys, self._stream, self._replaced.pop())


class redirect_stdout(_RedirectStream):
    """Makes sys.stdout another file for a while."""

    _stream = "stdout"


class redirect_stderr(_RedirectStream):
    """Makes sys.stderr another file for a while."""

    _stream = "stderr"


# --- managers made of generators ---------------------------------------------------------------

class _OfGenerator:
    """What both kinds of generator-based managers share.

    The generator that _ended stops says so with that exception; those of _converted it cannot
    let pass: the interpreter makes them the cause of a RuntimeError (PEP 479).
    """

    def __init__(self, func, args, kwds):
        self._call = func, args, kwds
        self.gen = func(*args, **kwds)
        # A callable without a docstring leaves the instance the one of its class.
        text = getattr(func, "__doc__", None)
        self.__doc__ = type(self).__doc__ if text is None else text

    def _recreate_cm(self):
        return type(self)(*self._call)

    def _first(self, value):
        """Return the value to bind, which the generator yielded first."""
        if value is _ENDED:
            raise RuntimeError("generator didn't yield")
        return value

    def _verdict(self, thrown, tb, raised):
        """Say what raised means, which the generator answered thrown with.

        False: thrown passed through, and has its traceback tb back; True: it was swallowed;
        None: raised is an exception of its own.
        """
        if raised is thrown or (isinstance(raised, RuntimeError) and raised.__cause__ is thrown
                                and isinstance(thrown, self._converted)):
            thrown.__traceback__ = tb
            return False
        return True if isinstance(raised, self._ended) else None


class _GeneratorContextManager(_OfGenerator, AbstractContextManager, ContextDecorator):
    """What @contextmanager functions return."""

    _ended = _converted = StopIteration

    def __enter__(self):
        self._call = None               # it was there for decorators, and may hold large things
        return self._first(next(self.gen, _ENDED))

    def __exit__(self, kind, error, tb):
        gen = self.gen
        if kind is None:
            if next(gen, _ENDED) is _ENDED:
                return False
            stage = ""
        else:
            error = kind() if error is None else error
            try:
                gen.throw(error)
            except BaseException as raised:
                verdict = self._verdict(error, tb, raised)
                if verdict is None:
                    raise
                return verdict
            stage = " after throw()"
        with closing(gen):
            raise RuntimeError("generator didn't stop" + stage)


class _AsyncGeneratorContextManager(_OfGenerator, AbstractAsyncContextManager,
                                    AsyncContextDecorator):
    """What @asynccontextmanager functions return."""

    _ended = StopAsyncIteration
    _converted = StopIteration, StopAsyncIteration

    async def __aenter__(self):
        self._call = None
        return self._first(await anext(self.gen, _ENDED))

    async def __aexit__(self, kind, error, tb):
        gen = self.gen
        if kind is None:
            if await anext(gen, _ENDED) is _ENDED:
                return False
            stage = ""
        else:
            error = kind() if error is None else error
            try:
                await gen.athrow(error)
            except BaseException as raised:
                verdict = self._verdict(error, tb, raised)
                if verdict is None:
                    raise
                return verdict
            stage = " after athrow()"
        async with aclosing(gen):
            raise RuntimeError("generator didn't stop" + stage)


def contextmanager(func):
    """Make a function that returns context managers out of a generator function.

    The code before its single yield runs on entry, the rest on exit; what it yields goes to `as`.
    """
    def make_manager(*args, **kwds):
        return _GeneratorContextManager(func, args, kwds)
    return wraps(func)(make_manager)


def asynccontextmanager(func):
    """The same as contextmanager for asynchronous generator functions."""
    def make_manager(*args, **kwds):
        return _AsyncGeneratorContextManager(func, args, kwds)
    return wraps(func)(make_manager)


# --- exit stacks -------------------------------------------------------------------------------

class _Unwinding:
    """The exception that is on its way while a stack runs its callbacks."""

    __slots__ = "given", "exc", "outer", "new"

    def __init__(self, exc):
        self.given = self.exc = exc
        self.outer = sys.exception()    # what the interpreter sets as __context__ in callbacks
        self.new = False                # whether exc comes from a callback

    def details(self):
        """The arguments of the next callback."""
        exc = self.exc
        if exc is None:
            return None, None, None
        return type(exc), exc, exc.__traceback__

    def swallow(self):
        self.exc = None
        self.new = False

    def replace(self, error):
        """Let error, which a callback raised, go on instead, as if raised while handling exc."""
        before, end = self.exc, error
        while (context := end.__context__) is not None and context is not before:
            if context is self.outer:
                end.__context__ = before
                break
            end = context
        self.exc = error
        self.new = True

    def swallowed(self):
        """What to answer when no callback's exception is left."""
        return self.exc is None and self.given is not None


def _methods(cm, enter, exit, protocol):
    cls = type(cm)
    try:
        return getattr(cls, enter), getattr(cls, exit)
    except AttributeError:
        raise TypeError(f"'{cls.__module__}.{cls.__qualname__}' object does not support "
                        f"the {protocol} protocol") from None


class _Stack:
    """What both kinds of stacks share. _exit_callbacks holds pairs (is it synchronous, exit)."""

    def __init__(self):
        self._exit_callbacks = []

    def _add(self, exit, cm=None, is_sync=True):
        """Register a function, or the one that cm's class has for leaving it."""
        if cm is not None:
            exit = MethodType(exit, cm)
        self._exit_callbacks.append((is_sync, exit))

    def enter_context(self, cm):
        """Enter cm, register its exit, and return what its __enter__ gave."""
        enter, leave = _methods(cm, "__enter__", "__exit__", "context manager")
        entered = enter(cm)
        self._add(leave, cm)
        return entered

    def push(self, exit):
        """Register a context manager's __exit__, or a function with its signature."""
        leave = getattr(type(exit), "__exit__", None)
        if leave is None:
            self._add(exit)
        else:
            self._add(leave, exit)
        return exit

    def callback(self, callback, /, *args, **kwds):
        """Register callback(*args, **kwds); it can neither see nor swallow exceptions."""
        def _exit_wrapper(*exc_info):
            callback(*args, **kwds)
        _exit_wrapper.__wrapped__ = callback
        self._add(_exit_wrapper)
        return callback

    def pop_all(self):
        """Move all callbacks to a new stack, and return that."""
        heir = type(self)()
        heir._exit_callbacks, self._exit_callbacks = self._exit_callbacks, []
        return heir


class ExitStack(_Stack, AbstractContextManager):
    """Leaves any number of context managers together, in the reverse order of entry."""

    def close(self):
        """Leave everything now."""
        self.__exit__(None, None, None)

    def __exit__(self, *exc_details):
        state = _Unwinding(exc_details[1])
        while self._exit_callbacks:
            _, cb = self._exit_callbacks.pop()
            exc_details = state.details()
            try:
                if cb(*exc_details):
                    state.swallow()
            except BaseException as error:
                state.replace(error)
        if not state.new:
            return state.swallowed()
        exc = state.exc
        context = exc.__context__
        try:
            raise exc
        finally:
            exc.__context__ = context   # raising set it anew
            del exc, state, exc_details


class AsyncExitStack(_Stack, AbstractAsyncContextManager):
    """An ExitStack for asynchronous context managers and callbacks too."""

    async def enter_async_context(self, cm):
        """Enter cm, register its exit, and return what its __aenter__ gave."""
        enter, leave = _methods(cm, "__aenter__", "__aexit__", "asynchronous context manager")
        entered = await enter(cm)
        self._add(leave, cm, is_sync=False)
        return entered

    def push_async_exit(self, exit):
        """Register an asynchronous context manager's exit, or a coroutine function like it."""
        leave = getattr(type(exit), "__aexit__", None)
        if leave is None:
            self._add(exit, is_sync=False)
        else:
            self._add(leave, exit, is_sync=False)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        """Register `await callback(*args, **kwds)`."""
        async def _exit_wrapper(*exc_info):
            await callback(*args, **kwds)
        _exit_wrapper.__wrapped__ = callback
        self._add(_exit_wrapper, is_sync=False)
        return callback

    async def aclose(self):
        """Leave everything now."""
        await self.__aexit__(None, None, None)

    async def __aexit__(self, *exc_details):
        state = _Unwinding(exc_details[1])
        while self._exit_callbacks:
            is_sync, cb = self._exit_callbacks.pop()
            exc_details = state.details()
            try:
                cb_suppress = cb(*exc_details)
                if not is_sync:
                    cb_suppress = await cb_suppress
                if cb_suppress:
                    state.swallow()
            except BaseException as error:
                state.replace(error)
        if not state.new:
            return state.swallowed()
        exc = state.exc
        context = exc.__context__
        try:
            raise exc
        finally:
            exc.__context__ = context
            del exc, state, exc_details
