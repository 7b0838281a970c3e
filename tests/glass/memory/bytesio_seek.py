# expect: error: MemoryError | error: OverflowError
import io
f = io.BytesIO()
f.seek(10**12)
f.write(b"x")
