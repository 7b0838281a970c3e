# expect: time
class F:
    def __format__(s, f):
        while True:
            try:
                while True: pass
            except BaseException: pass
f'{F()}'
