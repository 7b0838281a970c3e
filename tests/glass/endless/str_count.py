# expect: time
s = "ab" * 4_000_000
while True:
    s.count("ba" * 1000 + "c")
