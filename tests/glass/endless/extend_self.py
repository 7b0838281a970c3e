# expect: time | memory
a = [1]
a.extend(iter(a))
