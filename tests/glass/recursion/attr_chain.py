# expect: error: RecursionError | memory
class C: pass
c = C(); c.a = c
print(eval("c" + ".a"*200_000) is c)
