# expect: error: RecursionError
class C:
    def __radd__(self, o):
        return o + self
1 + C()
