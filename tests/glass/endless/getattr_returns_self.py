# expect: time
class C:
    def __getattr__(self, name):
        return self
x = C()
while True:
    x = x.x
