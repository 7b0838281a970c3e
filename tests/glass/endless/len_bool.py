# expect: time
class C:
    def __bool__(self):
        while True:
            pass
not C()
