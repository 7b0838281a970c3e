# expect: time | memory
import copy
class C:
    def __reduce_ex__(s, p): return (list, (), None, iter(int, 1))
copy.copy(C())
