# expect: time
d = {i * (2**61 - 1): 0 for i in range(20_000)}
while True:
    d = {i * (2**61 - 1) << 64: 0 for i in range(20_000)}
