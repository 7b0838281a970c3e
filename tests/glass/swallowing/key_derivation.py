# expect: time
import hashlib
while True:
    try: hashlib.scrypt(b'a', salt=b'b' * 1_000_000, n=2**12, r=8, p=1, dklen=1_000_000)
    except BaseException: print('SURVIVED')
