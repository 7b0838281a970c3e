# __release_buffer__ of builtin types and of classes below them: who calls it, what it gets, and that nothing stays exported.
import array


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


data = bytearray(b"abc")
show(lambda: data.__release_buffer__(3))
show(lambda: data.__release_buffer__(memoryview(b"x")))
view = memoryview(data)
view.release()
show(lambda: data.__release_buffer__(view))
view = memoryview(data)
data.__release_buffer__(view)
show(lambda: view.tobytes())
data.clear()
print([hasattr(t, "__release_buffer__") for t in (bytes, bytearray, memoryview, array.array, str)])

kept = []


class Keeps(bytearray):
    def __release_buffer__(self, view):
        for f in (lambda: memoryview(view), lambda: view.cast("b"), lambda: view.toreadonly(), lambda: view[:1],
                  lambda: view.__buffer__(0), lambda: bytes(view), lambda: view.tolist(), lambda: view[0],
                  lambda: view.tobytes(), lambda: view.readonly):
            show(f)
        kept.append(view)


keeps = Keeps(b"hello")
with memoryview(keeps) as view:
    show(lambda: keeps.clear())
keeps.clear()
show(lambda: kept[0].tobytes())


class Counts(bytearray):
    calls = 0

    def __buffer__(self, flags):
        return super().__buffer__(flags)

    def __release_buffer__(self, view):
        Counts.calls += 1
        super().__release_buffer__(view)


counts = Counts(b"hello")
with memoryview(counts) as view:
    print(view.tobytes(), Counts.calls)
print(Counts.calls)
print(bytes(counts), Counts.calls)
counts.extend(b"!")
print(counts, Counts.calls)


class Other(bytearray):
    def __buffer__(self, flags):
        return memoryview(b"other")

    def __release_buffer__(self, view):
        show(lambda: super(Other, self).__release_buffer__(view))
        print(view.tobytes())


with memoryview(Other(b"mine")) as view:
    print(view.tobytes())


class First:
    def __buffer__(self, flags):
        return memoryview(b"first")


class Second(First, bytearray):
    def __buffer__(self, flags):
        return super().__buffer__(flags)


with memoryview(Second(b"second")) as view:
    print(view.tobytes())


class Releaser:
    seen = None

    def __release_buffer__(self, view):
        self.seen = view


class Before(Releaser, bytearray):
    def __buffer__(self, flags):
        return super().__buffer__(flags)


class Behind(bytearray, Releaser):
    def __buffer__(self, flags):
        return super().__buffer__(flags)


for cls in (Before, Behind):
    it = cls(b"it")
    with memoryview(it) as view:
        print(view.tobytes())
    it.clear()
    print(cls.__name__, it.seen is None)
    if it.seen is not None:
        show(lambda: it.seen.tobytes())
