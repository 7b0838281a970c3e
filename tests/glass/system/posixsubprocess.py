# expect: ok: denied
try:
    import _posixsubprocess as p, os
    e = os.pipe()
    r = p.fork_exec([b'/bin/ls'], [b'/bin/ls'], True, (), None, None, -1, -1, -1, -1, -1, -1, *e, True, False, 0, None, None, None, -1, None)
    print('RAN', r)
except (ImportError, PermissionError, TypeError, OSError): print('denied')
