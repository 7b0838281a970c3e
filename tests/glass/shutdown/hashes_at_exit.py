# expect: time
import atexit, hashlib
@atexit.register
def last():
    try: hashlib.pbkdf2_hmac('sha1', b'a', b'b' * 10_000_000, 1, 100_000_000)
    except MemoryError: hashlib.pbkdf2_hmac('sha1', b'a', b'b' * 10_000_000, 2**31 - 1, 1_000)
