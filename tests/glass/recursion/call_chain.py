# expect: error: RecursionError | error: TypeError
class C:
    pass
C.__call__ = C()
C()()
