# Whole and sliced memoryviews are written into as they stand; gapped ones are refused.
import io
import os

block = bytearray(40)
whole = memoryview(block)
cast = whole.cast("I")
for view in (whole, whole[:10], whole[5:15][2:], whole[0:0], cast, cast[1:3], whole.cast("B", (4, 10))):
    block[:] = bytes(40)
    print(io.BytesIO(bytes(range(1, 41))).readinto(view), bytes(block))
    r, w = os.pipe()
    os.write(w, b"piped")
    print(open(r, "rb", buffering=0).readinto(view), bytes(block[:8]))
    os.close(w)
for view in (whole[::2], whole[::-1], memoryview(b"const")):
    try:
        io.BytesIO(b"abc").readinto(view)
    except (TypeError, BufferError) as e:
        print(type(e).__name__)
out = io.BytesIO()
print(out.write(cast[:2]), len(out.getvalue()))
