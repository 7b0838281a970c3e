# expect: time
s = "a" * 10_000_000
while True:
    s.isalnum() and s.isidentifier() and s.casefold()
