# expect: ok: ok
import io, os
for f in (lambda: io.BufferedReader(io.BytesIO(), 2**40), lambda: io.BufferedReader(io.BytesIO(), 2**62), lambda: io.BufferedWriter(io.BytesIO(), 2**35), lambda: io.BufferedRWPair(io.BytesIO(), io.BytesIO(), 2**40), lambda: io.StringIO().seek(2**62), lambda: io.BufferedReader(io.BytesIO(b'a')).peek(2**62), lambda: io.BufferedReader(io.BytesIO(b'a')).read1(2**62), lambda: io.TextIOWrapper(io.BytesIO(b'a' * 100)).read(2**62), lambda: io.FileIO(os.pipe()[1], 'w').truncate(2**40), lambda: io.BytesIO(b'a').readlines(2**62)):
    try: f()
    except (MemoryError, OSError, OverflowError, ValueError): pass
t = io.TextIOWrapper(io.BytesIO(b'a' * 100)); t._CHUNK_SIZE = 2**40
try: t.read(1)
except (MemoryError, OverflowError): pass
print('ok')
