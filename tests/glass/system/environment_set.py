# expect: ok: 1
import os
os.environ["POISON"] = "1"
os.putenv("POISON2", "1")
print(os.environ["POISON"])
