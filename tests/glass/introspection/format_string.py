# expect: ok: contained
class C:
    def f(self):
        pass
C.f.__globals__
s = "{0.f.__globals__[__builtins__]}".format(C())
try:
    "{0.f.__globals__[__builtins__].open(/etc/passwd)}".format(C())
except (AttributeError, KeyError, TypeError):
    print("contained")
