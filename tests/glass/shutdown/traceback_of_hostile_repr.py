# expect: time | exit: 1
class C(Exception):
    def __str__(self):
        while True:
            pass
raise C
