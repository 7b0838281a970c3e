# expect: ok: contained
import struct
n = 0
for f in ("@P", "P", "n", "N", "@" + "P" * 10):
    try:
        struct.unpack(f, b"\x41" * struct.calcsize(f))
        n += 1
    except struct.error:
        pass
print("contained")
