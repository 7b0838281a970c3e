# expect: memory | time
# library
import asyncio
async def main():
    q = asyncio.Queue()
    while True: q.put_nowait(bytes(10_000))
asyncio.run(main())
