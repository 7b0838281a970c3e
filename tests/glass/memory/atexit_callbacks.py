# expect: memory | time
import atexit
while True: atexit.register(bytes, 10_000); atexit.register(lambda x=bytes(5000): x)
