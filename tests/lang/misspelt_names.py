# The names that are suggested for short misspelt ones.
import traceback


def shown(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(traceback.format_exception_only(e)[-1].rstrip())
        print(traceback.format_exception(e)[-1].rstrip())


class A:
    re = rex = 1


def free():
    def inner():
        return e
    inner()
    e = 1


re = 1
shown(lambda: e)
shown(lambda ab: a, 1)
shown(lambda ab: b, 1)
shown(lambda: A.e)
shown(lambda: A().ex)
shown(free)
shown(lambda: q)
shown(lambda ab: abcd, 1)
shown(lambda Ab: aB, 1)
