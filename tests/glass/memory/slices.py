# expect: memory
s = "x" * 1_000_000
a = []
while True:
    a.append(s[1:] + "y")
