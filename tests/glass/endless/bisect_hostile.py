# expect: time
import bisect
class L:
    def __len__(self):
        return 10**9
    def __getitem__(self, i):
        return 0
while True:
    bisect.bisect(L(), 1)
