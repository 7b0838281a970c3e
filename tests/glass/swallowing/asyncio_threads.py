# expect: time | memory
# library
import asyncio
def spin():
    while True:
        try: [0 for _ in iter(int, 1)]
        except BaseException: print('SURVIVED')
async def main(): await asyncio.gather(*[asyncio.to_thread(spin) for i in range(100)], return_exceptions=True)
asyncio.run(main())
