# expect: memory
import json
a = []
for i in range(900): a = [a]
while True: a = json.dumps([a] if type(a) is str else a, indent=100_000)
