# expect: time
# grant: children
import interpreters, threading
i = interpreters.create()
threading.Thread(target=i.exec, args=("while True: pass",)).start()
while True:
    pass
