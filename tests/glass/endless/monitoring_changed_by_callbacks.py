# expect: time | memory
import sys,threading
m=sys.monitoring
m.use_tool_id(1,'a')
def cb(*a):
    try: m.set_events(1,0); m.restart_events(); m.set_events(1,0xffff&~0x200)
    except Exception: pass
for b in range(17): m.register_callback(1,1<<b,cb)
def f():
    while 1: 
        try: m.set_events(1,m.events.LINE|m.events.CALL|m.events.JUMP)
        except Exception: pass
for i in range(4): threading.Thread(target=f).start()
f()
