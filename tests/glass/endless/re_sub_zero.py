# expect: time
import re
while True: re.sub(r'(?<=a*)|x', 'yy', 'ab') if 0 else re.sub(r'(?=a*)', 'y', 'a' * 5000)
