# expect: exit: 0
b = bytearray(b'abc')
b += b; b[1:2] = b; b.extend(b); b[:] = b; b.replace(b, b); b.join([b, b]); b.translate(bytes(256), b); b.split(b)
b.extend(memoryview(b)) if 0 else None
try: b += memoryview(b)
except BufferError: print("B")
print(len(b))
