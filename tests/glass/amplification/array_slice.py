# expect: memory
import array
a = array.array("b", bytes(10**6))
while True:
    a[5:5] = a
