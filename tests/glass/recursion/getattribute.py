# expect: error: RecursionError
class C:
    def __getattribute__(self, name):
        return self.x
C().a
