# expect: ok: done
class Poison(int):
    pass
class PoisonMeta(type):
    pass
class Poison2(metaclass=PoisonMeta):
    pass
assert Poison in int.__subclasses__()
print("done")
