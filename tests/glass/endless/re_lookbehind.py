# expect: time
import re
while True:
    re.findall(r"(?=(a*))(?:a|b)*?$", "a" * 2000)
