# expect: time
import re
re.search(r'^(.*)(.*)(.*)(.*)\1\2\3\4x$', 'a' * 3000)
