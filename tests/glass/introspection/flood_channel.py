# expect: memory
# grant: children
import interpreters
s, r = interpreters.create_channel()
while True: s.send([1] * 100)
