# expect: time | memory
import enum
F = enum.Flag('F', ['a%d' % i for i in range(500)])
while True: repr(F((1 << 500) - 1)); list(F((1 << 500) - 1)); ~F(1)
