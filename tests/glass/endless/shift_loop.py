# expect: time | memory | error: MemoryError
x = 1
while True:
    x <<= 1000
