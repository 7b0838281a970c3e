# expect: time | memory
# grant: children
import interpreters
i = interpreters.create(limits=interpreters.Limits(memory=1 << 40, time=3600))
i.exec("while True: pass")
