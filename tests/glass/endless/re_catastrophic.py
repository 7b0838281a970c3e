# expect: time | ok: None
import re
print(re.match(r"(a+)+$", "a" * 5000 + "b"))
