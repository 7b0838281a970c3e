# expect: memory | time
# library
import asyncio
async def main():
    g = asyncio.gather(*[asyncio.sleep(0) for i in range(10)])
    for i in range(40): g = asyncio.gather(g, g)
    print(len(repr(await g)))
asyncio.run(main())
