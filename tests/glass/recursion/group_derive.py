# expect: exit: 0 | memory
class G(ExceptionGroup):
    def derive(s, e): return G("y", e)
e = ValueError()
for _ in range(50_000): e = G("x", [e])
try: print(e.split(ValueError)[1])
except RecursionError: print('R')
try: print(e.subgroup(lambda x: isinstance(x, KeyError)))
except RecursionError: print('R')
