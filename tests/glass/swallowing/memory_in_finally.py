# expect: memory
a = []
try:
    while True:
        a.append("x" * 500_000 + str(len(a)))
finally:
    while True:
        a.append("y" * 500_000 + str(len(a)))
