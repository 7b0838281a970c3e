# expect: memory
a = []
while True:
    def f(x=a):
        return lambda: x
    a.append(f)
