# expect: time
class E:
    def __eq__(self, other):
        return False
E() in range(10**12)
