# expect: ok: contained
# The reduce protocol names callables: what they do is still asked of the policy.
import copyreg, copy
class P:
    def __reduce__(self):
        import os
        return (os.system, ("true",))
try:
    copy.copy(P())
except PermissionError:
    print("contained")
