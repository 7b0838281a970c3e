# expect: ok: bounded
# grant: children
# Every interpreter makes as many children as it may, which do the same.
import interpreters

source = """
kept = []
if depth:
    import interpreters
    for _ in range(3):
        child = interpreters.create()
        made.send(1)
        kept.append(child)
        child.prepare_main(source=source, depth=depth - 1, made=made)
        child.exec(source)
"""
send, recv = interpreters.create_channel()
root = interpreters.create(limits=interpreters.Limits(children=5))
root.prepare_main(source=source, depth=5, made=send)
try:
    root.exec(source)
except interpreters.ExecutionFailed:
    pass
n = 0
while True:
    try:
        recv.recv_nowait()
    except interpreters.ChannelEmptyError:
        break
    n += 1
print("bounded" if n <= 5 else n)
