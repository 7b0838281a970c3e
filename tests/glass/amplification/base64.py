# expect: memory | error: MemoryError
import binascii
b = b"x"
while True:
    b = binascii.hexlify(b)
