# expect: memory | time
# library
import gzip, io
one = gzip.compress(b'a')
gzip.decompress(one * 100_000)
g = gzip.GzipFile(fileobj=io.BytesIO(one[:3] + b'\x08' + b'\0' * 6 + b'a' * 20_000_000))
try: g.read()
except EOFError: pass
while True: gzip.decompress(one * 10_000)
