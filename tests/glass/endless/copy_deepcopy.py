# expect: time
import copy
a = [[i] for i in range(1000)]
while True:
    copy.deepcopy(a)
