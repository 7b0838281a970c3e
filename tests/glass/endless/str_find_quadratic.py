# expect: time
s = "a" * 1_000_000
while True:
    s.find("a" * 500_000 + "b")
