# expect: time | ok: done
class C:
    def __del__(self):
        while True:
            pass
c = C()
print("done")
