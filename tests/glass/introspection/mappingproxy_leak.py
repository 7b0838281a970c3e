# expect: ok: contained
# A == with a hostile operand used to hand out the dict behind a mappingproxy.
class X:
    def __eq__(self, other):
        if isinstance(other, dict):
            other["poison"] = 1
        return True
    def __or__(self, other):
        return self
    __ror__ = __eq__
int.__dict__ == X()
X() == int.__dict__
try:
    int.__dict__ | X()
except TypeError:
    pass
print("contained" if not hasattr(int, "poison") else "int has it")
