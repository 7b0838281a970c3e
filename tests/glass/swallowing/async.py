# expect: time
async def f():
    while True:
        try:
            async with A(): pass
        except BaseException: pass
class A:
    async def __aenter__(s):
        while True: pass
    async def __aexit__(s, *a): return True
f().send(None)
