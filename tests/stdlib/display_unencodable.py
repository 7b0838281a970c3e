# sys.displayhook() escapes what the stream cannot encode, and nothing else.
import io
import sys

out = sys.stdout
for encoding in "ascii", "latin-1", "utf-8", "cp1252":
    sys.stdout = stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    sys.displayhook("a=\xe9 b=\udc80 c=\U00010000 d=\U0010ffff e=\u20ac")
    stream.flush()
    sys.stdout = out
    print(encoding, stream.buffer.getvalue())
