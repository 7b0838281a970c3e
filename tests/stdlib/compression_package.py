# The package compression of Python 3.14.
import compression.zlib
import zlib

print(compression.zlib.decompress(compression.zlib.compress(b"text" * 5)))
print(compression.zlib.compress is zlib.compress, compression.zlib.error is zlib.error, hasattr(compression.zlib, "MAX_WBITS"))
