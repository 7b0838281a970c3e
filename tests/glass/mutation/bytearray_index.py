# expect: ok: ok
class I:
    def __init__(s, v): s.v = v
    def __index__(s): b.clear(); return s.v
for f in (lambda: b.__setitem__(50, I(1)), lambda: b.insert(I(50), 1), lambda: b.append(I(1)), lambda: b.pop(I(50)), lambda: b.__setitem__(slice(I(10), I(20)), b'xyz'), lambda: b.__setitem__(slice(0, I(90), 2), b'x'*45), lambda: b.__delitem__(slice(I(1), 90, I(2))), lambda: b.extend([I(1)]*100), lambda: b.find(I(1), 10), lambda: b.find(b'a', I(10), I(90)), lambda: b.count(b'a', I(10)), lambda: b.startswith(b'a', I(10)), lambda: b.remove(I(1)), lambda: b.ljust(I(200)), lambda: b.zfill(I(200)), lambda: b.expandtabs(I(9)), lambda: b * I(5), lambda: b.__imul__(I(5)), lambda: b.hex(':', I(2)), lambda: I(3) in b, lambda: b.split(b'a', I(3)), lambda: b.replace(b'a', b'bb', I(5)), lambda: b.resize(I(50)), lambda: b[I(5)], lambda: b[I(5):I(60)], lambda: b.splitlines(I(1)), lambda: bytes(b).find(b'a', I(1)), lambda: b.__init__([I(1), I(2)]), lambda: b.__init__(I(20)), lambda: b.__setitem__(slice(None), [I(1)]*5)):
    b = bytearray(b'a\t\n'*50)
    try: r = f()
    except (IndexError, ValueError, TypeError, BufferError) as e: pass
print('ok')
