# expect: time
class C:
    def __hash__(self):
        while True:
            pass
{C()}
