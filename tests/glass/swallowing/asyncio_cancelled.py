# expect: time
# library
import asyncio
async def stubborn():
    while True:
        try:
            while True: await asyncio.sleep(0)
        except BaseException: print('SURVIVED')
async def main():
    tasks = [asyncio.create_task(stubborn()) for i in range(20)]
    await asyncio.sleep(0)
    raise SystemExit
asyncio.run(main())
