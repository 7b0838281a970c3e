# expect: time
import hashlib
h = hashlib.shake_256(b'a')
while True: h.digest(20_000_000); h.hexdigest(10_000_000)
