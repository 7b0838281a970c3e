# expect: ok: contained
# An id is a number, never a way back.
n = id(open)
assert not hasattr(__import__("sys"), "_object_from_id")
print("contained")
