# expect: time
# library
# Two tasks that wait for one another, and one that cancels them.
import asyncio
async def wait_for(box): await box[0]
async def main():
    a, b = [], []
    a.append(asyncio.ensure_future(wait_for(b))); b.append(asyncio.ensure_future(wait_for(a)))
    try: await asyncio.wait_for(a[0], 0.01)
    except BaseException: pass
    try: await b[0]
    finally: await asyncio.sleep(3600)
try: asyncio.run(main())
finally:
    while True: pass
