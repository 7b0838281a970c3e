# expect: time | memory
import pickle, itertools
class R:
    def __reduce__(s): return (list, (), None, itertools.repeat(R2()))
class R2: pass
pickle.dumps(R())
