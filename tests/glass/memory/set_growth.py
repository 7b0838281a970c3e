# expect: memory
s = set()
while True:
    s.add(len(s))
