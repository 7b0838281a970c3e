# expect: time
import functools, re
def f(m):
    try:
        while True:
            pass
    except BaseException:
        return ""
while True:
    re.sub("a", f, "aaa")
