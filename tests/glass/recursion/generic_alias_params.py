# expect: error: RecursionError | memory
import typing
T = typing.TypeVar("T")
t = list[T]
for _ in range(100_000): t = list[t]
print(t.__parameters__); print(t[int] is None)
