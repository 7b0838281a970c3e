# expect: time
class C:
    def __enter__(self):
        return self
    def __exit__(self, *a):
        print("exit ran")
        return True
while True:
    with C():
        while True:
            pass
