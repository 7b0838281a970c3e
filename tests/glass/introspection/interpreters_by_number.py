# expect: ok: contained
# Numbers of interpreters, channels and queues are guessed.
n = 0
try:
    import _interpreters
    for i in range(1, 400):
        try:
            _interpreters.exec(i, "x = 1")
            n += 1
        except Exception:
            pass
        try:
            _interpreters.destroy(i)
            n += 1
        except Exception:
            pass
    import _interpqueues, _interpchannels
    for i in range(1, 200):
        for f in (lambda: _interpqueues.get(i), lambda: _interpqueues.destroy(i), lambda: _interpchannels.recv(i), lambda: _interpchannels.destroy(i)):
            try:
                f()
                n += 1
            except Exception:
                pass
except ImportError:
    pass
print("contained" if n == 0 else n)
