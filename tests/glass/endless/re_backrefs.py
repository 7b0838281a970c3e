# expect: time | ok: None
import re
print(re.match(r"(.*)(.*)(.*)(.*)(.*)(.*)\1\2\3\4\5\6x", "ab" * 200))
