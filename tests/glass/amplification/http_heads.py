# expect: ok: ok | time | memory
# library
import http.client, io
class S:
    def __init__(s, b): s.b = b
    def makefile(s, *a): return io.BufferedReader(io.BytesIO(s.b))
for b in (b'HTTP/1.1 200 ' + b'a' * 1_000_000, b'HTTP/1.1 200 OK\r\n' + b'a: b\r\n' * 1000, b'HTTP/1.1 100 Continue\r\n\r\n' * 10_000, b'HTTP/1.1 ' + b'9' * 10_000 + b' OK\r\n\r\n', b'HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nabc', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nabc', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n' + b'-5\r\n' * 100, b'HTTP/1.1 200 OK\r\n' + b'x' * 65_000 + b': y\r\n' * 90 + b'\r\n'):
    for f in (lambda r: r.read(), lambda r: r.read(1 << 40), lambda r: r.peek(), lambda r: r.getheaders()):
        r = http.client.HTTPResponse(S(b))
        try: r.begin(); f(r)
        except (http.client.HTTPException, OSError, ValueError, MemoryError, OverflowError): pass
print('ok')
