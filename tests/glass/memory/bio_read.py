# expect: memory
# What was read of a MemoryBIO is behind the rest of it.
import _ssl
data = b"a" * 10**6
kept = []
while True:
    b = _ssl.MemoryBIO()
    b.write(data)
    b.read(len(data) - 10)
    kept.append(b)
