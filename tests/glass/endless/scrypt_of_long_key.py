# expect: time
import hashlib
while True: hashlib.scrypt(b'a' * 10_000_000, salt=b'b' * 10_000_000, n=2, r=8, p=10_000, maxmem=2**31 - 1, dklen=10_000_000)
