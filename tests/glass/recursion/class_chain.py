# expect: time | memory | error: RecursionError
c = object
for i in range(100_000): c = type("C", (c,), {})
print(issubclass(c, int), c().__class__)
