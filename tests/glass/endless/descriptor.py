# expect: time
class D:
    def __get__(s, i, c): 
        while True: pass
class C: x = D()
hasattr(C(), 'x')
