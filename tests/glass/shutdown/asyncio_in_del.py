# expect: time
# library
import asyncio, gc
class D:
    def __del__(self):
        global d
        d = D()
        async def main():
            while True: await asyncio.sleep(0)
        try: asyncio.run(main())
        finally: asyncio.run(main())
d = D()
d = None
while True: gc.collect(); d = None
