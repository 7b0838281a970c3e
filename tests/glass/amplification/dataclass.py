# expect: time | memory
import dataclasses
@dataclasses.dataclass
class D: a: object; b: object
a = D(0, 0)
for _ in range(40): a = D(a, a)
dataclasses.asdict(a)
