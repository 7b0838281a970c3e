# expect: ok: ok
# No spelling of an address leads anywhere without a grant.
import _socket as socket, os
os.environ['http_proxy'] = os.environ['https_proxy'] = os.environ['ALL_PROXY'] = 'http://127.0.0.1:1'
bad = []
hosts = ('127.0.0.1', '127.1', '0', '0.0.0.0', '2130706433', '0x7f.1', '0177.0.0.1', 'localhost', 'localhost.', 'LOCALHOST', '::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::', 'fe80::1%lo', 'fe80::1%1', '169.254.169.254', '[::1]', '127.0.0.1\0.example.com', 'a' * 1000, '１２７.0.0.1', 'localhost\udc80', '127.0.0.1%00', '', '255.255.255.255', '224.0.0.1', b'127.0.0.1', 'ip6-localhost', '10.0.0.1', 'example.com')
for h in hosts:
    for fam in (socket.AF_INET, socket.AF_INET6):
        for port in (1, 22, 80, 0, 65535):
            for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                for do in ('connect', 'bind', 'sendto', 'connect_ex'):
                    try:
                        s = socket.socket(fam, kind)
                        s.settimeout(0.01)
                        a = (h, port) if fam == socket.AF_INET else (h, port, 0, 0)
                        r = s.sendto(b'x', a) if do == 'sendto' else getattr(s, do)(a)
                        if do != 'connect_ex' or r == 0: bad.append((h, port, do))
                        s.close()
                    except (OSError, UnicodeError, ValueError, TypeError, OverflowError, AttributeError): pass
    for f in (lambda: socket.getaddrinfo(h, 80), lambda: socket.gethostbyname(h), lambda: socket.create_connection((h, 80), 0.01), lambda: socket.create_server((h, 0)), lambda: socket.getfqdn(h) != h and socket.gethostbyaddr(h)):
        try: f()
        except (OSError, UnicodeError, ValueError, TypeError, OverflowError, AttributeError): pass
for fam in range(50):
    for kind in (1, 2, 3, 5, 10):
        if fam in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX): continue
        try: socket.socket(fam, kind); bad.append((fam, kind))
        except (OSError, ValueError): pass
for p in ('/run/docker.sock', '/var/run/dbus/system_bus_socket', '\0abstract', b'\0x', '/tmp/.X11-unix/X0'):
    try: socket.socket(socket.AF_UNIX).connect(p); bad.append(p)
    except (OSError, ValueError, AttributeError): pass
print('ok' if not bad else bad[:3])
