# Constraint propagation: a chain of constraints of different strengths.
class Variable:
    def __init__(self, name, value):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined = None
        self.mark = 0

class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def add(self):
        for v in self.variables():
            v.constraints.append(self)

    def variables(self):
        return ()

    def execute(self):
        pass

class Stay(Constraint):
    def __init__(self, v, strength):
        super().__init__(strength)
        self.v = v

    def variables(self):
        return (self.v,)

class Equal(Constraint):
    def __init__(self, a, b, strength):
        super().__init__(strength)
        self.a, self.b = a, b

    def variables(self):
        return (self.a, self.b)

    def output(self):
        return self.b

    def execute(self):
        self.b.value = self.a.value

class Scale(Equal):
    def __init__(self, a, k, off, b, strength):
        super().__init__(a, b, strength)
        self.k, self.off = k, off

    def execute(self):
        self.b.value = self.a.value * self.k.value + self.off.value

class Planner:
    def __init__(self):
        self.mark = 0

    def plan(self, source):
        self.mark += 1
        plan, todo = [], [source]
        source.mark = self.mark
        while todo:
            v = todo.pop()
            for c in v.constraints:
                if isinstance(c, Equal) and c.a is v:
                    out = c.output()
                    if out.mark != self.mark:
                        out.mark = self.mark
                        out.determined = c
                        plan.append(c)
                        todo.append(out)
        return plan

def chain(n, rounds):
    vs = [Variable("v%d" % i, 0) for i in range(n)]
    for a, b in zip(vs, vs[1:]):
        Equal(a, b, 1).add()
    Stay(vs[-1], 2).add()
    planner = Planner()
    for i in range(rounds):
        plan = planner.plan(vs[0])
        vs[0].value = i
        for c in plan:
            c.execute()
        assert vs[-1].value == i
    return vs[-1].value

def projection(n):
    k, off = Variable("k", 10), Variable("off", 1000)
    planner = Planner()
    total = 0
    for i in range(n):
        src, dst = Variable("s", i), Variable("d", i)
        Stay(src, 1).add()
        Scale(src, k, off, dst, 2).add()
        for c in planner.plan(src):
            c.execute()
        total += dst.value
    return total

print(chain(500, 1500), projection(150000))
