# expect: memory | error: MemoryError
import _ssl
b = _ssl.MemoryBIO()
while True:
    b.write(bytes(100000))
