# expect: time
s = "a" * 1_000_000
while True:
    s = s.replace("a", "b").replace("b", "a")
