# expect: time
class C:
    def __lt__(self, other):
        while True:
            pass
sorted([C(), C()])
