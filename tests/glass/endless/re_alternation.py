# expect: time | ok: None
import re
print(re.match(r"(?:a|aa|aaa|a?)*c", "a" * 3000))
