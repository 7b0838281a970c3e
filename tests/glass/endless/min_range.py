# expect: time
min(range(10**12))
