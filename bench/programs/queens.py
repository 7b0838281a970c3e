# Backtracking with generators and sets.
def queens(n):
    cols, diag1, diag2 = set(), set(), set()
    def place(row):
        if row == n:
            yield 1
            return
        for c in range(n):
            if c in cols or row + c in diag1 or row - c in diag2:
                continue
            cols.add(c); diag1.add(row + c); diag2.add(row - c)
            yield from place(row + 1)
            cols.remove(c); diag1.remove(row + c); diag2.remove(row - c)
    return sum(place(0))

print(queens(11))
