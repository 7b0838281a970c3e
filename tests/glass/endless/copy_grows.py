# expect: time | memory
import copy
class K(list):
    def __deepcopy__(s, m): l.append(K()); return s
l = [K()]
copy.deepcopy(l)
