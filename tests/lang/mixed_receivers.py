# One place that calls the same method of objects of many types: each call gets its own receiver, whole.
class Own:
    def conjugate(self):
        return "own"

    def as_integer_ratio(self):
        return "own", 1

    def __hash__(self):
        return 7


class Sub(float):
    pass


def conjugate(x):
    return x.conjugate()


def ratio(x):
    return x.as_integer_ratio()


def hashed(x):
    return x.__hash__()


def text(x):
    return x.__repr__()


things = [1.5, Own(), 2, -2.25, 1j, b'x', True, Sub(4.5), 10**30, 0.1]
for _ in range(4):
    print([conjugate(x) for x in things if type(x) is not bytes])
    print([ratio(x) for x in things if type(x) not in (bytes, complex)])
    print([hashed(x) for x in things if type(x) is not bytes])
    print([text(x) for x in things if type(x) is not Own])
    things.append(things.pop(0))
