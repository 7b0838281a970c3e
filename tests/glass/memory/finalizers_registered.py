# expect: memory | time
import weakref
class A: pass
while True:
    weakref.finalize(A, print) 
