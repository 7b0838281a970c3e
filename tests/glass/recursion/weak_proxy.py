# expect: error: RecursionError | error: ReferenceError | error: TypeError
import weakref
class C:
    def __str__(self):
        return str(weakref.proxy(self))
c = C()
str(c)
