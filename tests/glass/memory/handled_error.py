# expect: ok: 100 handled, still here
n = 0
for i in range(100):
    try:
        "a" * 10**9
    except MemoryError:
        n += 1
print(n, "handled, still here")
