# A bytearray or BytesIO can be resized as soon as the views of it are gone, and not before.
import io


def attempt(change, *args):
    try:
        change(*args)
    except BufferError as e:
        print(type(e).__name__, e)
    else:
        print("resized")


b = bytearray(b"x")
m = memoryview(b)
attempt(b.append, 1)
part = m[:1]
del m
attempt(b.append, 1)
del part
attempt(b.append, 1)
print(b)


# A buffer from whose front messages are taken.
def messages(data, size):
    taken = []
    while data:
        taken.append(bytes(memoryview(data)[:size]))
        del data[:size]
    return taken


print(len(messages(bytearray(b"message!" * 3000), 8)), set(messages(bytearray(b"message!" * 3000), 8)))


class Stream:
    def __init__(self):
        self.buffer = bytearray(b"abcdef")
        self.view = memoryview(self.buffer)

    def grow(self):
        attempt(self.buffer.extend, b"gh")


s = Stream()
s.grow()
s.view.release()
s.grow()
s.view = memoryview(s.buffer)
s.grow()
s.view = None
s.grow()
print(s.buffer)


def local():
    data = bytearray(4)
    kept = [memoryview(data)]
    attempt(data.clear)
    kept.clear()
    attempt(data.clear)
    inner = memoryview(data)

    def closure():
        return inner

    attempt(data.append, 1)
    return closure


local()
attempt((lambda d: d.extend(memoryview(d))), bytearray(3))

f = io.BytesIO(b"abc")
v = f.getbuffer()
attempt(f.write, b"defgh")
attempt(f.close)
del v
attempt(f.write, b"defgh")
print(f.getvalue())
