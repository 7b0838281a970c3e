# The channels of module interpreters.
import copy
import threading
import time
import interpreters
from interpreters import RecvChannel, SendChannel


def raises(exc, f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except exc as e:
        return e
    raise AssertionError(f"{f} did not raise {exc}")


send, recv = interpreters.create_channel()
assert type(send) is SendChannel and type(recv) is RecvChannel
assert f"{send.id}" == str(int(send.id)) == f"{recv.id}"
assert repr(send) == f"SendChannel(id={send.id})"
assert SendChannel(send.id) == send and SendChannel(send.id) != RecvChannel(send.id)
assert hash(SendChannel(send.id)) == hash(send)
assert copy.copy(recv) == recv
assert str(raises(interpreters.ChannelNotFoundError, SendChannel, 10**6)) == "channel 1000000 not found"
raises(TypeError, SendChannel, "1")
raises(ValueError, RecvChannel, -1)
raises(OverflowError, RecvChannel, 2**64)

# Sending does not wait.
for i in range(100):
    send.send(i)
assert send.count() == 100
assert [recv.recv() for _ in range(100)] == list(range(100))
assert str(raises(interpreters.ChannelEmptyError, recv.recv_nowait)) == f"channel {recv.id} is empty"
assert recv.recv_nowait(None) is None
start = time.monotonic()
raises(TimeoutError, recv.recv, timeout=0.05)
raises(TimeoutError, recv.recv, 0)
assert 0.04 < time.monotonic() - start < 1
raises(ValueError, recv.recv, timeout=-1)

# A bounded one.
s, r = interpreters.create_channel(1)
assert s.maxsize == r.maxsize == 1
s.send("a")
assert str(raises(interpreters.ChannelFullError, s.send_nowait, "b")) == f"channel {s.id} is full"
raises(TimeoutError, s.send, "b", timeout=0.02)
t = threading.Thread(target=s.send, args=("b",))
t.start()
assert (r.recv(), r.recv()) == ("a", "b")
t.join()

# Iteration, to the end.
interp = interpreters.create()
interp.prepare_main(out=s)
t = interp.call_in_thread(len, "abc")
t.join()
def produce():
    interp.exec("for i in range(5): out.send(i)\nout.close()")
t = threading.Thread(target=produce)
t.start()
assert list(r) == [0, 1, 2, 3, 4]
t.join()
assert r.is_closed and s.is_closed
assert str(raises(interpreters.ChannelClosedError, r.recv)) == f"channel {r.id} is closed"
raises(interpreters.ChannelClosedError, s.send, 1)
s.close()  # again: nothing

# The receiver's end closes it for the senders, who wait too.
s, r = interpreters.create_channel(1)
s.send(1)
errors = []
def blocked():
    errors.append(raises(interpreters.ChannelClosedError, s.send, 2))
t = threading.Thread(target=blocked)
t.start()
time.sleep(0.02)
r.close()
t.join()
assert len(errors) == 1

# An end is an interpreter's; the last one to give it up closes it.
s, r = interpreters.create_channel()
worker = interpreters.create()
worker.prepare_main(out=s)
s.release()
raises(interpreters.ChannelClosedError, s.send, 0)
worker.exec("out.send('from the worker')")
worker.close()
assert list(r) == ["from the worker"]

with interpreters.create_channel()[0] as s2:
    pass
assert s2.is_closed

# select
s1, r1 = interpreters.create_channel()
s2, r2 = interpreters.create_channel(1)
q = interpreters.create_queue()
raises(TimeoutError, interpreters.select, r1, r2, q, timeout=0.02)
s2.send("two")
assert interpreters.select(r1, r2, q) == (r2, "two")
q.put("queued")
assert interpreters.select(r1, q) == (q, "queued")
assert interpreters.select((s2, "out"), r1) == (s2, None)
end, got = interpreters.select((s2, "more"), r2)
assert end is r2 and got == "out"
threading.Timer(0.03, s1.send, ("late",)).start()
assert interpreters.select(r1, (q_end := r2)) == (r1, "late")
s1.close()
s2.close()
raises(interpreters.ChannelClosedError, interpreters.select, r1, r2)
raises(TypeError, interpreters.select, s1)
raises(TypeError, interpreters.select, 5)
raises(ValueError, interpreters.select)

# Ends cross, and so does memory.
s, r = interpreters.create_channel()
s.send((s, r))
assert r.recv() == (s, r)
mem = bytearray(b"spamspam")
s.send_buffer(mem)
view = r.recv()
view[0:4] = b"eggs"
assert mem == b"eggsspam"
buf = interpreters.SharedBuffer(16)
assert len(buf) == 16 and bytes(buf) == bytes(16)
interp = interpreters.create()
interp.prepare_main(buf=buf)
interp.exec("buf[0] = 7; buf[4:8] = b'abcd'; kept = buf")
assert buf[0] == 7 and bytes(buf[4:8]) == b"abcd" and buf.tobytes()[0] == 7
buf[1] = 9
interp.exec("assert buf[1] == 9")
s.send(buf)
same = r.recv()
same[2] = 1
assert buf[2] == 1 and same == buf and same != interpreters.SharedBuffer(16)
made = interpreters.create()
made.prepare_main(s=s)
made.exec("import interpreters; s.send(interpreters.SharedBuffer(b'left behind'))")
made.close()
assert r.recv().tobytes() == b"left behind"
print("ok")
