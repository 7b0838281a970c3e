# expect: memory | time
import _ssl
kept = []
while True:
    c = _ssl._SSLContext(_ssl.PROTOCOL_TLS_CLIENT)
    s = c._wrap_bio(_ssl.MemoryBIO(), _ssl.MemoryBIO(), False, 'a')
    try: s.do_handshake()
    except _ssl.SSLWantReadError: pass
    kept.append(s)
