"""Writes digest.tsv beside it, from CPython's hashlib and binascii."""
import binascii, hashlib, os, random
rnd = random.Random(19)
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'digest.tsv'), 'w') as f:
    def w(*a): print(*(x.hex() if isinstance(x, bytes) else x for x in a), sep='\t', file=f)
    for name, size, salt, off in (('blake2b', 64, 16, 64), ('blake2s', 32, 8, 48)):
        for i in range(60):
            data = rnd.randbytes(rnd.choice([0, 1, 3, 63, 64, 65, 127, 128, 129, 256, 300, 1000]))
            p = dict(digest_size=rnd.randrange(1, size + 1), key=rnd.randbytes(rnd.choice([0, 0, 1, size])), salt=rnd.randbytes(rnd.choice([0, 3, salt])), person=rnd.randbytes(rnd.choice([0, 5, salt])),
                     fanout=rnd.choice([1, 0, 5, 255]), depth=rnd.choice([1, 2, 255]), leaf_size=rnd.choice([0, 4096, 2**32 - 1]), node_offset=rnd.choice([0, 1, 2**off - 1]), node_depth=rnd.choice([0, 1, 255]), inner_size=rnd.choice([0, size]), last_node=rnd.choice([False, True]))
            if i == 0: p = dict(digest_size=size, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False)
            w(name, data, *(int(v) if isinstance(v, bool) else v for v in p.values()), getattr(hashlib, name)(data, **p).hexdigest())
    for n, r, p, k in ((2, 1, 1, 16), (16, 1, 1, 64), (1024, 8, 2, 64), (4, 3, 5, 100)):
        w('scrypt', b'pass', b'salt', n, r, p, k, hashlib.scrypt(b'pass', salt=b'salt', n=n, r=r, p=p, dklen=k).hex())
    for d, c in ((b'', 0), (b'123456789', 0), (b'123456789', 0xffff), (bytes(range(256)), 77)): w('crc', d, c, binascii.crc_hqx(d, c))
