# expect: time
m = (1 << 60000) + 1
while True:
    pow(3, m, m)
