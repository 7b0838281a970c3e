# expect: time
import json
a = list(range(200_000))
while True:
    json.dumps(a)
