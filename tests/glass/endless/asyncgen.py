# expect: time
async def a():
    while True: yield 1
async def f():
    async for x in a(): pass
f().send(None)
