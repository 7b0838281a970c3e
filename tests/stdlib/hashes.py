# Every hash function of hashlib, its copies, parameters and errors.
import hashlib
for n in sorted(hashlib.algorithms_guaranteed):
    h=hashlib.new(n,b'abc'); c=h.copy(); c.update(b'x'*100000)
    a=(8,) if 'shake' in n else ()
    print(n,h.hexdigest(*a),c.hexdigest(*a)[:16],h.digest_size,h.block_size,h.name)
print(hashlib.blake2b(b'abc',key=b'k',salt=b's',digest_size=20,node_offset=2**63).hexdigest())
for bad in (lambda: hashlib.new("nope"), lambda: hashlib.sha256("text"), lambda: hashlib.sha256(1),
            lambda: hashlib.blake2s(key=b"x" * 33),
            lambda: hashlib.pbkdf2_hmac("sha1", b"", b"", 0),
            lambda: hashlib.scrypt(b"", salt=b"", n=3, r=1, p=1)):
    try:
        bad()
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
