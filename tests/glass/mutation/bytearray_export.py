# expect: ok: 100
b = bytearray(100)
m = memoryview(b)
for f in (lambda: b.append(1), lambda: b.clear(), lambda: b.extend(b'x'), lambda: b.pop(), lambda: b.__imul__(2), lambda: b.__iadd__(b'a'), lambda: b.__delitem__(0), lambda: b.insert(0, 1), lambda: b.resize(5), lambda: b.__init__(b'x'), lambda: b.__setitem__(slice(0,2), b''), lambda: b.remove(0), lambda: b.__iadd__(b), lambda: b.__imul__(0)):
    try: f(); print("BAD")
    except BufferError: pass
b *= 1; b[0:1] = b'z'; b.reverse()
print(len(b))
