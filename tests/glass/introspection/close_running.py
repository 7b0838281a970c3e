# expect: exit: 0
# grant: children
import interpreters, threading, time
i = interpreters.create()
t = threading.Thread(target=lambda: i.exec('import time\nwhile True: time.sleep(0.001)'), daemon=True)
t.start(); time.sleep(0.05)
try: i.close()
except interpreters.InterpreterError as e: print(type(e).__name__)
i.kill()
t.join(1); print(t.is_alive())
