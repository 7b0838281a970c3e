# expect: error: BufferError: Existing exports of data: object cannot be re-sized
b = bytearray(100)
m = memoryview(b)
b.extend(b"x")
