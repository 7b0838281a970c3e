# expect: memory | time | ok: 1
import typing
T = typing.TypeVar('T')
l = list[T]
for i in range(40): l = dict[l, l] if i % 2 else tuple[l, l]
repr(l[int])
print(len(l.__parameters__))
