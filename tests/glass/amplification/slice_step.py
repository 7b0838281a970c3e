# expect: memory
x = [0] * 1000
x[::1] = range(2**40)
