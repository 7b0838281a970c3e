# expect: ok: ok
# library
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    for f in (lambda: asyncio.create_subprocess_shell('ls'), lambda: asyncio.create_subprocess_exec('ls'), lambda: asyncio.open_connection('127.0.0.1', 80), lambda: asyncio.start_server(print, '127.0.0.1', 0), lambda: asyncio.open_unix_connection('/tmp/x'), lambda: asyncio.start_unix_server(print, '/tmp/x'), lambda: loop.getaddrinfo('localhost', 1), lambda: loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=('127.0.0.1', 0))):
        try: print('done', await f())
        except PermissionError: pass
asyncio.run(main())
print('ok')
