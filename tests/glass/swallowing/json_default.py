# expect: time
import json
def d(o):
    try:
        while True: pass
    except BaseException: return d(o)
json.dumps(object(), default=d)
