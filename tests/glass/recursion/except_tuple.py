# expect: error: TypeError | memory
t = ValueError
for _ in range(200_000): t = (t,)
try:
    1/0
except t:
    print("got")
