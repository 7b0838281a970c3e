# expect: memory
import io
f = io.StringIO()
while True:
    f.write("x" * 10_000)
