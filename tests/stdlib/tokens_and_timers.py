# secrets, hmac, sched and the functions of timeit.
import hashlib
import hmac
import sched
import secrets
import timeit

def show(source):
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


for line in r'''secrets.randbelow(0)
secrets.token_bytes(-1)
secrets.token_hex('a')
len(secrets.token_hex(3)),len(secrets.token_urlsafe(16)),len(secrets.token_bytes())
hmac.new(b'a')
hmac.new('a',digestmod='md5')
hmac.new(b'a',digestmod='')
hmac.new(b'k',b'm','sha256').hexdigest()
hmac.new(b'k',b'm',hashlib.sha1).name
hmac.new(b'k',b'm','zz')
hmac.new(b'k',b'm',5)
hmac.new(b'k','m','md5')
hmac.new(bytearray(b'k'),b'm','md5').block_size
hmac.digest(b'k',b'm','sha1')
hmac.digest(b'k'*200,b'm',hashlib.sha1)
hmac.digest(b'k'*200,b'm','zz')
hmac.digest('k',b'm','md5')
hmac.new(b'k',b'm',hashlib.md5).copy().name
hmac.digest_size
hmac.new(b'k',b'm',hashlib)
hmac.new(b'k',b'm',hashlib.sha3_256).digest_size
sched.Event(1,2,3,print,(),{})
sched.scheduler().queue
sched.scheduler().cancel(None)
sched.scheduler().run()
timeit.reindent("a\\nb",4)
timeit.timeit(number=0)>=0'''.splitlines():
    show(line)

now = [0]


def wait(n):
    now[0] += n


s = sched.scheduler(lambda: now[0], wait)
done = []
second = s.enter(5, 1, done.append, ("second",))
s.enterabs(5, 0, done.append, argument=("first",))
s.enter(7, 1, lambda **kw: done.append(kw), kwargs={"third": 3})
gone = s.enter(1, 1, done.append, ("never",))
print(len(s.queue), s.queue[0] == gone, s.empty())
s.cancel(gone)
print(s.run(blocking=False), done)
s.run()
print(done, now, s.empty())
h = hmac.new(b"key", digestmod="md5")
h.update(b"a")
g = h.copy()
g.update(b"b")
print(h.hexdigest(), g.hexdigest(), h.name, h.digest_size, h.block_size, len(g.digest()))
print(hmac.compare_digest(b"a", b"a"), hmac.compare_digest("a", "b"))
ticks = iter(range(100))
t = timeit.Timer("x.append(1)", "x = []", timer=lambda: next(ticks))
print(t.timeit(3), t.repeat(2, 5), t.autorange())
print(timeit.timeit(lambda: None, number=10, timer=lambda: next(ticks)))
for bad in ("return", "yield", "break", "continue", "from timeit import *"):
    for where in ("stmt", "setup"):
        try:
            timeit.Timer(**{where: bad})
        except SyntaxError as e:
            print(where, bad, e.msg)
