# expect: time
class A:
    def __await__(self):
        while True:
            yield
async def f():
    await A()
c = f()
while True:
    c.send(None)
