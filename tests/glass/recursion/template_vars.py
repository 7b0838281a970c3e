# expect: error: RecursionError
class D(dict):
    def __missing__(self, k):
        return "%(x)s" % self
"%(x)s" % D()
