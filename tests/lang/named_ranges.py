# A range or list that a loop goes through at once and that has a name is still there afterwards.


def nested(n):
    digits = range(1, n)
    for a in digits:
        for b in digits:
            print(a, b, end="; ")
    print(digits)


def after():
    numbers = range(3)
    for x in numbers:
        pass
    print(numbers, len(numbers), list(numbers), x)


def chained():
    one = two = range(2)
    for x in one:
        for y in two:
            print(x, y, one is two)


def walrus():
    for x in (r := range(2)):
        print(x, r)
    for x in (items := list(range(2))):
        for y in items:
            print(x, y)
    return r, items


def again(count):
    for i in range(count):
        steps = range(i)
        for step in steps:
            print(i, step, steps, end=" ")
        for step in steps:
            print(-step, end=" ")
        print(steps)


def kept():
    for name in range(2):
        name = range(name + 1)
        for name in name:
            print(name)
    return name


def closure():
    r = range(2)
    for x in r:
        print((lambda: (x, r))())


class Body:
    r = range(2)
    for x in r:
        for y in r:
            print(x, y, r)


nested(3)
after()
chained()
print(walrus())
again(3)
print(kept())
closure()
names = range(2)
for n in names:
    for m in names:
        print(n, m, names)
