# expect: memory | time
import sys
k=[]
def f():
    a=b=c=1
    return sys._getframe().f_locals
while True: k.append(f())
