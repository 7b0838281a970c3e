# expect: memory
class C:
    __slots__ = ("next",)
head = None
while True:
    c = C()
    c.next = head
    head = c
