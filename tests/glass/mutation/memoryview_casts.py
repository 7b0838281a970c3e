# expect: ok: survived
b = bytearray(64)
n = 0
for f in ("B", "b", "H", "I", "Q", "d", "f", "?", "c", "P", "n", "N", "e", "x", "", "BB", "999999999B"):
    for shape in (None, [64], [8, 8], [-1], [0], [2**62, 4], [2**32, 2**32], [1] * 70, [64, 0]):
        try:
            m = memoryview(b).cast(f, shape) if shape else memoryview(b).cast(f)
            m.tolist(), m.tobytes(), hash(m.toreadonly().cast("B")) if False else None
            n += 1
        except (TypeError, ValueError, MemoryError, OverflowError, NotImplementedError):
            pass
print("survived")
