# expect: error: ValueError: list modified during sort
a = []
class C:
    def __lt__(self, o):
        a.clear()
        a.extend([1] * 1000)
        return True
a.extend(C() for _ in range(100))
a.sort()
