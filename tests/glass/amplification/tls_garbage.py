# expect: ok: ok | time | memory
import _ssl, warnings
warnings.simplefilter('ignore')
c = _ssl._SSLContext(_ssl.PROTOCOL_TLS_CLIENT); c.check_hostname = False; c.verify_mode = 0
s = _ssl._SSLContext(_ssl.PROTOCOL_TLS_SERVER)
for ctx, side in ((c, False), (s, True)):
    for d in (b'\x16\x03\x01\xff\xff' * 10_000, b'\0' * 1_000_000, b'\x16\x03\x01\x00\x05\x01\xff\xff\xff\x00' * 1000, b'\x15\x03\x01\0\2\1\0' * 10_000, b'\x80' * 100_000):
        i, o = _ssl.MemoryBIO(), _ssl.MemoryBIO()
        k = ctx._wrap_bio(i, o, side, None); i.write(d)
        for f in (k.do_handshake, k.do_handshake, lambda: k.read(1 << 40), lambda: k.write(b'a' * 10**6), k.shutdown, k.pending, k.getpeercert, k.cipher, k.shared_ciphers, lambda: k.get_channel_binding('tls-unique'), lambda: k.read(10, bytearray(5))):
            try: f()
            except (OSError, ValueError, MemoryError, OverflowError): pass
pem = '-----BEGIN CERTIFICATE-----\n'
for d in ((pem + 'A' * 64 + '\n') * 10_000, pem * 50_000, b'\x30\x84\x7f\xff\xff\xff' + b'\x30' * 1_000_000, b'\x30\x80' * 500_000, pem + 'MIIB' * 500_000 + '\n-----END CERTIFICATE-----\n', '-' * 3_000_000):
    try: c.load_verify_locations(cadata=d)
    except (OSError, ValueError): pass
print('ok')
