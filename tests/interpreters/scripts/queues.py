# concurrent.interpreters.Queue as the documentation of 3.14 has it.
import copy
import queue
import threading
import time
from concurrent import interpreters
from concurrent.interpreters import _crossinterp, _queues


def raises(exc, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except exc as e:
        return e
    raise AssertionError(f"{f} did not raise {exc}")


q = interpreters.create_queue()
assert repr(q) == f"Queue({q.id})" and hash(q) == hash(q.id)
assert q.maxsize == 0 and q.unbounditems is interpreters.UNBOUND is _queues.UNBOUND is _crossinterp.UNBOUND
assert q.empty() and not q.full() and q.qsize() == 0
assert interpreters.Queue(q.id) is q
assert copy.copy(q) is q
assert str(raises(TypeError, interpreters.Queue, "1")) == "id must be an int, got '1'"
raises(ValueError, interpreters.Queue, -1)
raises(OverflowError, interpreters.Queue, 2**80)
assert str(raises(interpreters.QueueNotFoundError, interpreters.Queue, 10**6)) == "queue 1000000 not found"
raises(AttributeError, setattr, q, "id", 5)

e = raises(interpreters.QueueEmpty, q.get_nowait)
assert isinstance(e, queue.Empty) and isinstance(e, interpreters.QueueError) and isinstance(e, RuntimeError)
assert str(e) == f"queue {q.id} is empty"
start = time.monotonic()
raises(interpreters.QueueEmpty, q.get, timeout=0.05)
assert 0.04 < time.monotonic() - start < 1
raises(interpreters.QueueEmpty, q.get, False)
assert str(raises(ValueError, q.get, timeout=-1)) == "timeout value must be non-negative"
raises(TypeError, q.get, timeout="1")

small = interpreters.create_queue(2)
small.put(1)
small.put_nowait(2)
assert small.full() and small.qsize() == 2
e = raises(interpreters.QueueFull, small.put_nowait, 3)
assert isinstance(e, queue.Full) and str(e) == f"queue {small.id} is full"
raises(interpreters.QueueFull, small.put, 3, timeout=0.02)
raises(interpreters.QueueFull, small.put, 3, False)
t = threading.Thread(target=small.put, args=(3,))
t.start()
assert [small.get(), small.get(), small.get()] == [1, 2, 3]
t.join()

# What crosses: copies, the very same queue, exceptions.
for x in (None, True, 1.5, 10**30, "spam", b"eggs", (1, ("a", b"b")), [1, [2]], {"k": {1, 2}}):
    q.put(x)
    y = q.get()
    assert y == x and type(y) is type(x), (x, y)
x = []
x.append(x)
q.put(x)
y = q.get()
assert y is not x and y[0] is y
q.put(q)
assert q.get() is q
e = raises(interpreters.NotShareableError, q.put, {"conn": [threading.Lock()]})
assert "['conn'][0]" in str(e), e
assert isinstance(e, TypeError) and q.empty()

# Between interpreters.
interp = interpreters.create()
interp.prepare_main(q=q, small=small)
interp.exec("q.put(q); q.put(small.id); q.put([small])")
assert q.get() is q and q.get() == small.id and q.get()[0] is small

# A waiting get ends at once when another interpreter puts.
def later():
    time.sleep(0.05)
    interp.exec("import time; q.put(time.monotonic())")
t = threading.Thread(target=later)
t.start()
q.get()
t.join()

# What becomes of items whose interpreter ends.
for how in (interpreters.UNBOUND, interpreters.UNBOUND_ERROR, interpreters.UNBOUND_REMOVE):
    u = interpreters.create_queue(unbounditems=how)
    assert u.unbounditems is how
    interp = interpreters.create()
    interp.prepare_main(u=u)
    interp.exec("u.put(1)")
    assert u.qsize() == 1
    interp.close()
    if how is interpreters.UNBOUND:
        assert u.get() is interpreters.UNBOUND
    elif how is interpreters.UNBOUND_ERROR:
        e = raises(interpreters.ItemInterpreterDestroyed, u.get)
        assert str(e) == "item's original interpreter destroyed", e
    assert u.qsize() == 0
    u.put(2, unbounditems=interpreters.UNBOUND_REMOVE)
    assert u.get() == 2
assert str(raises(NotImplementedError, q.put, 1, unbounditems=5)) == "unsupported unbound replacement op 5"
print("ok")
