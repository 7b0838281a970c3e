# expect: error: RecursionError
def key(x):
    return sorted([1, 2], key=key)
key(1)
