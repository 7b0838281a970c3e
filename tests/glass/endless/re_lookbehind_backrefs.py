# expect: time
import re
for p, s in ((r'(?<=(a|aa|aaa){1,3})b', 'a' * 100), (r'(a*)*\1\1b', 'a' * 40), (r'(?:(a)|b|\1)*c', 'ab' * 30), (r'((?=(a*))\2)*b', 'a' * 40), (r'(.*)\1(.*)\2(.*)\3x', 'ab' * 60), (r'(?i)(?:(\w)\1*)*!', 'Aa' * 40), (r'(?>a*?)*b|(a+a+)+b', 'a' * 60)):
    try: re.search(p, s)
    except re.error: pass
while True: re.fullmatch(r'((a+)+)+$', 'a' * 40 + 'b')
