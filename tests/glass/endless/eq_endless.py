# expect: time
class C:
    def __hash__(self):
        return 1
    def __eq__(self, other):
        while True:
            pass
{C(), C()}
