"""A tour of what Vivarium runs: plain Python, without any installation."""
from collections import Counter, namedtuple
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache, reduce
import itertools
import json
import re


class Colour(Enum):
    RED = 1
    GREEN = 2


@dataclass(order=True)
class Plant:
    name: str
    height: float = 0.0
    colours: list[Colour] = field(default_factory=list, compare=False)

    def describe(self):
        match self.colours:
            case []:
                return f"{self.name}: bare, {self.height:.1f} cm"
            case [only]:
                return f"{self.name}: {only.name.lower()}, {self.height:.1f} cm"
            case [first, *rest]:
                return f"{self.name}: {first.name.lower()} and {len(rest)} more"


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def primes():
    found = []
    for n in itertools.count(2):
        if all(n % p for p in found):
            found.append(n)
            yield n


Point = namedtuple("Point", "x y")


def main():
    garden = [Plant("moss", 2.5, [Colour.GREEN]), Plant("fern", 31, []), Plant("rose", 80, [Colour.RED, Colour.GREEN])]
    for plant in sorted(garden):
        print(plant.describe())
    print("fib(90) =", fib(90))
    print("primes:", list(itertools.islice(primes(), 10)))
    print("words:", Counter(re.findall(r"\w+", "the cat and the hat and the bat")).most_common(2))
    print("json:", json.dumps({"point": Point(1, 2)._asdict(), "ok": True}))
    print("product:", reduce(lambda a, b: a * b, range(1, 26)))
    try:
        {}["missing"]
    except KeyError as e:
        print("caught", repr(e))
    try:
        raise ExceptionGroup("two", [ValueError(1), TypeError("no")])
    except* ValueError as group:
        print("values:", group.exceptions)
    except* TypeError as group:
        print("types:", group.exceptions)


if __name__ == "__main__":
    main()
