# expect: error: RecursionError | memory
async def f(n):
    if n: await f(n-1)
try: f(100_000).send(None)
except StopIteration: print("done")
