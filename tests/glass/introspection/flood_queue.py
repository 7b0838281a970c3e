# expect: memory
# grant: children
import interpreters
q = interpreters.create_queue()
while True: q.put('x' * 1000)
