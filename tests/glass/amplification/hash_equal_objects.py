# expect: time
class C:
    def __hash__(self):
        return 1
d = {}
while True:
    d[C()] = 1
