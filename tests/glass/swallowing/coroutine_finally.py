# expect: time
async def f():
    try:
        while True:
            pass
    finally:
        while True:
            pass
f().send(None)
