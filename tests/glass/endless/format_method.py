# expect: time
class C:
    def __format__(self, spec):
        while True:
            pass
f"{C()}"
