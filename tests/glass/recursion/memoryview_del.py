# expect: exit: 0 | memory
m = memoryview(bytearray(10))
l = []
for _ in range(100_000): m = m[:]; l.append(m)
for x in l: x.release()
print("ok")
