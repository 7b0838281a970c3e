# expect: time
import re
def f(m):
    while True:
        try:
            while True: pass
        except: pass
re.sub('a', f, 'aaa')
