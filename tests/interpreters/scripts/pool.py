# concurrent.futures.InterpreterPoolExecutor.
import os
import threading
from concurrent import interpreters
from concurrent.futures import InterpreterPoolExecutor, as_completed, wait
from concurrent.futures.interpreter import BrokenInterpreterPool
from concurrent.futures.thread import BrokenThreadPool, ThreadPoolExecutor


def square(x):
    return x * x


def boom(x):
    raise KeyError(x)


class Sticky(Exception):
    def __init__(self, *args):
        self.lock = threading.Lock()
        super().__init__(*args)


def boom_here():
    raise Sticky("stays there")


def init(value):
    import builtins
    builtins.GIVEN = value


def given():
    import builtins
    return builtins.GIVEN


def bad_init():
    1 / 0


def who():
    from concurrent import interpreters
    return interpreters.get_current().id


class Shenanigans:
    """Can be packed and not be unpacked."""

    def __init__(self, value):
        if value == 1:
            raise RuntimeError("gotcha")

    def __reduce__(self):
        return (type(self), (1,))


class Adder:
    def __init__(self, n):
        self.n = n

    def add(self, x):
        return self.n + x

    __call__ = add


def raises(exc, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except exc as e:
        return e
    raise AssertionError(f"{f} did not raise {exc}")


if __name__ == "__main__":
    assert issubclass(InterpreterPoolExecutor, ThreadPoolExecutor)
    assert issubclass(BrokenInterpreterPool, BrokenThreadPool)
    with InterpreterPoolExecutor(2) as ex:
        assert list(ex.map(square, range(10))) == [x * x for x in range(10)]
        e = ex.submit(boom, 3).exception()
        assert repr(e) == "KeyError(3)", e
        assert type(e.__cause__) is interpreters.ExecutionFailed
        assert e.__cause__.excinfo.formatted == "KeyError: 3"
        e = ex.submit(boom_here).exception()
        assert type(e) is interpreters.ExecutionFailed and "stays there" in str(e), e
        assert str(raises(TypeError, ex.submit, "x = 1")) == "scripts not supported"
        assert ex.submit(pow, 2, exp=10).result() == 1024
        ids = {f.result() for f in as_completed([ex.submit(who) for _ in range(20)])}
        assert len(ids) <= 2 and 0 not in ids, ids
        assert ex.submit(lambda: 5).result() == 5
        # One's exception does not stop the others.
        done, _ = wait([ex.submit(boom, 1), ex.submit(square, 2)])
        assert sorted(f.exception() is None for f in done) == [False, True]
    assert interpreters.list_all() == [interpreters.get_main()]
    with InterpreterPoolExecutor(1, initializer=init, initargs=([1, 2],)) as ex:
        assert ex.submit(given).result() == [1, 2]
    import io, sys
    sys.stderr, stderr = io.StringIO(), sys.stderr
    with InterpreterPoolExecutor(1, initializer=bad_init) as ex:
        raises(BrokenInterpreterPool, ex.submit(square, 1).result)
    sys.stderr = stderr
    assert str(raises(TypeError, InterpreterPoolExecutor, initializer="x")) == "scripts not supported"
    assert InterpreterPoolExecutor()._max_workers == min(32, (os.process_cpu_count() or 1) + 4)

    # A task that ends its interpreter takes nothing from those that come after it.
    with InterpreterPoolExecutor(1, initializer=init, initargs=(5,)) as pool:
        try:
            pool.submit(os._exit, 3).result()
        except interpreters.ExecutionFailed as e:
            assert "ended itself with status 3" in str(e)
        else:
            raise AssertionError("not ended")
        assert pool.submit(given).result() == 5
        f = pool.submit(open, os.devnull)       # crosses by name; what it returns does not
        try:
            f.result()
        except interpreters.NotShareableError as e:
            assert "TextIOWrapper" in str(e), e
        else:
            raise AssertionError("an open file crossed")

    # What cannot be made in the worker is as little shareable as what cannot be taken apart here.
    with InterpreterPoolExecutor(1) as pool:
        e = raises(interpreters.NotShareableError, pool.submit(abs, Shenanigans(0)).result)
        assert str(e) == "args could not be unpickled: RuntimeError: gotcha", e
        spam = 1

        def closure():
            local = spam

            def task():
                return local
            return task

        raises(interpreters.NotShareableError, pool.submit(closure()).result)
        raises(interpreters.NotShareableError, pool.submit(threading.Lock().acquire).result)
        e = raises(interpreters.NotShareableError, pool.submit(str, {"a": [threading.Lock()]}).result)
        assert str(e) == "args[1][0]['a'][0]: cannot share _thread.lock object", e
        assert pool.submit(Adder(3).add, 4).result() == pool.submit(Adder(3), 4).result() == 7
        assert pool.submit([1, 2, 3].index, 2).result() == 1
        raises(TypeError, pool.submit(3).result)
        raises(SystemExit, pool.submit(exit, 3).result)
        assert pool.submit(square, 3).result() == 9
        # Executor.map as Python 3.14 has it.
        assert list(pool.map(pow, [1, 2, 3], [2, 2, 2])) == [1, 4, 9]
        assert list(pool.map(abs, range(-5, 0), chunksize=2)) == [5, 4, 3, 2, 1]
        asked = []

        def numbers():
            for i in range(100):
                asked.append(i)
                yield i

        squares = pool.map(square, numbers(), buffersize=2)
        assert next(squares) == 0 and next(squares) == 1 and len(asked) <= 5, asked
        squares.close()
        raises(TimeoutError, list, pool.map(square, [1] * 3, timeout=-1))
        for bad in (0, -1):
            raises(ValueError, pool.map, abs, [], buffersize=bad)
    e = raises(RuntimeError, pool.submit, abs, 1)
    assert str(e) == "cannot schedule new futures after shutdown"
    pool = InterpreterPoolExecutor(1)
    gate = interpreters.create_queue()
    first = pool.submit(gate.get)
    rest = [pool.submit(square, 2) for _ in range(4)]
    while not first.running():
        pass
    gate.put("open")
    pool.shutdown(cancel_futures=True)
    assert first.result() == "open" and any(f.cancelled() for f in rest) or all(f.done() for f in rest)
    print("ok")
