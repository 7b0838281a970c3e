# Constant sets with tuples in them, which are hashed where the code is made.
print(1 in {"a", ("b", 1)}, ("b", (1, "c")) in {("b", (1, "c")), 2})
