# expect: memory | time
import json
a = []
for _ in range(60):
    a = [a, a]
json.dumps(a)
