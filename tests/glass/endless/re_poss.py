# expect: time
import re
re.match(r'(?:(?:a?){100}){100}(?:b|c)$', 'a' * 5000)
