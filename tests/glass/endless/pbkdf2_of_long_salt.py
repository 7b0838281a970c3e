# expect: time
# Each of the blocks begins with the salt: hashing it again for each takes hours, and one alone a while.
import hashlib
hashlib.pbkdf2_hmac('sha1', b'a', b'b' * 30_000_000, 1, 1_000_000)
hashlib.pbkdf2_hmac('sha3_512', b'a', b'b', 2**31 - 1, 1_000_000)
while True: hashlib.pbkdf2_hmac('sha1', b'a', b'b' * 100_000, 1, 1_000_000)
