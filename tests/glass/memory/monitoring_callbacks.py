# expect: memory | time
import sys
m=sys.monitoring
m.use_tool_id(3,'x')
n=0; k=[]
def cb(*a): k.append(a)
m.register_callback(3,m.events.LINE,cb);m.register_callback(3,m.events.INSTRUCTION,cb)
m.set_events(3,m.events.LINE|m.events.INSTRUCTION)
while True:
    n+=1
    exec('a=1\nb=2\nc=a+b\n'*200)
