# expect: exit: 0 | memory
m = memoryview(b"abc")
for _ in range(500_000): m = memoryview(m)
print(bytes(m), hash(m), m == b"abc")
m.release()
