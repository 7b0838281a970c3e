# Methods, properties, inheritance, operators, dunders.
class Vector:
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)
    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)
    def __eq__(self, other):
        return self.x == other.x and self.y == other.y
    def __hash__(self):
        return hash((self.x, self.y))
    def __getitem__(self, i):
        return self.x if i == 0 else self.y
    def __len__(self):
        return 2
    @property
    def norm2(self):
        return self.x * self.x + self.y * self.y

class Shape:
    def area(self):
        return 0
    def describe(self):
        return self.area() + 1

class Square(Shape):
    def __init__(self, a):
        self.a = a
    def area(self):
        return self.a * self.a

class Rect(Square):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b
    def area(self):
        return self.a * self.b
    @classmethod
    def unit(cls):
        return cls(1, 1)
    @staticmethod
    def twice(x):
        return 2 * x

v = Vector(0, 0)
step = Vector(1, 2)
total = 0
for i in range(600000):
    v = v + step * 2
    total += v.norm2 % 7 + v[0] % 3 + len(v)
shapes = [Square(2), Rect(2, 3), Shape(), Rect.unit()]
area = 0
for i in range(500000):
    area += shapes[i & 3].describe() + Rect.twice(i) % 5
seen = {Vector(i % 50, i % 20) for i in range(100000)}
print(total, area, len(seen), v == Vector(v.x, v.y))
