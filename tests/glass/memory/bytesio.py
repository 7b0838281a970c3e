# expect: memory
import io
f = io.BytesIO()
while True:
    f.write(b"x" * 10_000)
