# expect: error: RecursionError
class C:
    def __getitem__(self, k):
        return self[k]
C()[0]
