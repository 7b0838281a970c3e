# expect: memory
x = 1
while True:
    x = x << x.bit_length()
