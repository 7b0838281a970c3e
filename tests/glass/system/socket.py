# expect: exit: 0
import _socket as socket, os
n = 0
for fam in (1, 2, 10, 16, 17, 40, -1, 2**31):
    for typ in (1, 2, 3, 5):
        for proto in (0, 6, 17, 1, 255):
            try:
                s = socket.socket(fam, typ, proto); n += 1
                try: s.connect(('127.0.0.1', 22)); print('CONNECTED')
                except (OSError, TypeError): pass
                try: s.connect('/var/run/docker.sock'); print('CONNECTED')
                except (OSError, TypeError): pass
                try: s.bind(('0.0.0.0', 0)); s.listen(); print('BOUND')
                except (OSError, TypeError): pass
                try: s.sendto(b'x', ('8.8.8.8', 53)); print('SENT')
                except (OSError, TypeError): pass
                s.close()
            except (OSError, ValueError, OverflowError): pass
for fd in range(40):
    try: s = socket.socket(fileno=fd); print('FD', fd, s)
    except (OSError, ValueError): pass
for f in (lambda: socket.gethostbyname('localhost'), lambda: socket.getaddrinfo('a.b', 1), lambda: socket.gethostname(), lambda: socket.if_nameindex(), lambda: socket.gethostbyaddr('127.0.0.1'), lambda: socket.getservbyname('http'), lambda: socket.socket().connect(("1.1.1.1", 53))):
    try: r = f(); print('GOT', r) if r else 0
    except (OSError, AttributeError, UnicodeError) as e: pass
print('done')
