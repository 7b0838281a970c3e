# Raising, catching, finally and context managers.
class MyError(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code

def risky(i):
    if i % 3 == 0:
        raise MyError(i)
    if i % 5 == 0:
        raise ValueError("bad %d" % i)
    return i

class Guard:
    def __init__(self):
        self.n = 0
    def __enter__(self):
        self.n += 1
        return self
    def __exit__(self, *exc):
        return exc[0] is MyError

total = errors = cleaned = 0
for i in range(600000):
    try:
        total += risky(i)
    except MyError as e:
        errors += e.code % 7
    except ValueError:
        errors += 1
    finally:
        cleaned += 1

guard = Guard()
for i in range(300000):
    with guard:
        risky(i if i % 5 else 1)

def deep(n):
    if n == 0:
        raise KeyError(n)
    deep(n - 1)

for _ in range(9000):
    try:
        deep(20)
    except KeyError:
        errors += 1
print(total, errors, cleaned, guard.n)
