# expect: time
import re
re.search(r'(?:(a)|b)*(?(1)c|d)(?:(a*)*)*$', 'ab' * 50000 + 'x')
