# expect: ok: survived
class S(str):
    pass
class L(list):
    def __iter__(self):
        self.clear()
        return iter(["a"])
print(",".join(L(["x", "y"])) and "survived")
