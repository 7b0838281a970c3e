# secrets and sched.
import sched
import secrets

def show(source):
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


for line in r'''secrets.randbelow(0)
secrets.token_bytes(-1)
secrets.token_hex('a')
len(secrets.token_hex(3)),len(secrets.token_urlsafe(16)),len(secrets.token_bytes())
sched.Event(1,2,3,print,(),{})
sched.scheduler().queue
sched.scheduler().cancel(None)
sched.scheduler().run()'''.splitlines():
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
