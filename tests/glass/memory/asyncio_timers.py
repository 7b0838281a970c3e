# expect: memory | time
# library
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    while True: loop.call_later(1e300, bytes, bytes(1000))
asyncio.run(main())
