# expect: ok: done
import os
os.environ["POISON"] = "1"
os.environ.clear()
os.environ["POISON"] = "2"
os.putenv("POISON", "3")
print("done")
