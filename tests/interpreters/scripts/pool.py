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
    print("ok")
