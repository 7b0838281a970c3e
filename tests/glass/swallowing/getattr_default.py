# expect: time
class C:
    @property
    def x(self):
        while True:
            pass
getattr(C(), "x", None)
while True:
    hasattr(C(), "x")
