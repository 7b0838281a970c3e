# expect: error: ValueError: list modified during sort
a = [3, 1, 2]
a.sort(key=lambda x: a.append(0) or x)
