# expect: ok: ok
# Buffers of pipes and sockets are the kernel's memory: with a few descriptors they would be gigabytes.
import os, fcntl, _socket as S
total = 0
made = []
try:
    while True:
        r, w = os.pipe(); os.set_blocking(w, False); made.append(w)
        try: fcntl.fcntl(w, 1031, 1 << 20)
        except OSError: pass
        a, b = S.socketpair(); a.setblocking(False); made.append((a, b))
        for opt in (S.SO_SNDBUF, S.SO_RCVBUF, 32, 33):
            for size in (1 << 30, -1):
                try: a.setsockopt(S.SOL_SOCKET, opt, size)
                except OSError: pass
except OSError: pass
piece = memoryview(bytes(1 << 16))
for x in made:
    try:
        while True: total += os.write(x, piece) if type(x) is int else x[0].send(piece)
    except OSError: pass
print('ok' if total < 64 << 20 else total)
