# expect: time
import os, select
r, w = os.pipe()
p = select.poll()
p.register(r)
while True:
    try:
        p.poll(10**8)
    except BaseException:
        pass
