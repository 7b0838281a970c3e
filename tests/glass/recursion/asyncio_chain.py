# expect: ok: RecursionError | error: RecursionError | ok: CancelledError | time
# library
import asyncio
async def chain(n, fut):
    if n: await asyncio.ensure_future(chain(n - 1, fut))
    else: await fut
async def main():
    fut = asyncio.get_running_loop().create_future()
    t = asyncio.ensure_future(chain(3000, fut))
    for i in range(3010): await asyncio.sleep(0)
    t.cancel()
    try: await t
    except BaseException as e: print(type(e).__name__)
asyncio.run(main())
