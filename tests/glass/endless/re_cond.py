# expect: time
import re
re.search(r'(?:(a)|b)*(?(1)c|d)(?:(a*)*)*$', 'ab' * 5000 + 'x')
