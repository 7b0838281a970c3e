# expect: ok: done
import time, os
os.environ["TZ"] = "XXX+5"
time.tzset()
print("done")
