# expect: memory
# grant: children
import interpreters
src = "kept = [bytes(1 << 20) for i in range(10)]"
all = []
while True:
    i = interpreters.create(limits=interpreters.Limits(memory=1 << 30))
    all.append(i)
    i.exec(src)
