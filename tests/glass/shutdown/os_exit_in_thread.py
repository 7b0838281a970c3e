# expect: exit | time
import os, threading
threading.Thread(target=os._exit, args=(3,)).start()
while True:
    pass
