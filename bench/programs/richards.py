# Scheduling of communicating tasks: classes, methods, queues.
class Packet:
    def __init__(self, ident, kind):
        self.ident = ident
        self.kind = kind
        self.data = [0] * 4
        self.link = None

class Task:
    def __init__(self, name, priority):
        self.name = name
        self.priority = priority
        self.queue = []
        self.waiting = False
        self.runs = 0

    def ready(self):
        return not self.waiting or bool(self.queue)

    def post(self, packet):
        self.queue.append(packet)
        self.waiting = False

    def run(self, scheduler):
        raise NotImplementedError

class Idle(Task):
    def __init__(self, count):
        super().__init__("idle", 0)
        self.count = count
        self.control = 1

    def ready(self):
        return self.count > 0

    def run(self, scheduler):
        self.count -= 1
        if self.control & 1 == 0:
            self.control //= 2
        else:
            self.control = (self.control // 2) ^ 0xD008
        scheduler.release(self.count % 3)

class Worker(Task):
    def __init__(self, name, priority, target):
        super().__init__(name, priority)
        self.target = target
        self.n = 0

    def run(self, scheduler):
        if not self.queue:
            self.waiting = True
            return
        packet = self.queue.pop(0)
        for i in range(4):
            self.n = self.n + 1 if self.n < 26 else 1
            packet.data[i] = 64 + self.n
        scheduler.send(self.target, packet)

class Handler(Task):
    def __init__(self, name, priority, target):
        super().__init__(name, priority)
        self.target = target
        self.total = 0

    def run(self, scheduler):
        if not self.queue:
            self.waiting = True
            return
        packet = self.queue.pop(0)
        self.total += sum(packet.data)
        packet.ident += 1
        scheduler.send(self.target, packet)

class Scheduler:
    def __init__(self):
        self.tasks = {}
        self.order = []
        self.held = []

    def add(self, task):
        self.tasks[task.name] = task
        self.order = sorted(self.tasks.values(), key=lambda t: -t.priority)

    def send(self, name, packet):
        if packet.ident % 7 == 0:
            packet.ident += 1
            self.held.append((name, packet))
        else:
            self.tasks[name].post(packet)

    def release(self, n):
        while n and self.held:
            name, packet = self.held.pop()
            self.tasks[name].post(packet)
            n -= 1

    def run(self):
        steps = 0
        while True:
            for task in self.order:
                if task.ready():
                    task.runs += 1
                    task.run(self)
                    steps += 1
                    break
            else:
                return steps

s = Scheduler()
s.add(Idle(20000))
s.add(Worker("worker", 1000, "handler"))
s.add(Handler("handler", 2000, "device"))
s.add(Handler("device", 15000, "worker"))
for i in range(6):
    s.tasks["worker"].post(Packet(i, i % 2))
steps = 0
limit = 600000
while steps < limit:
    for task in s.order:
        if task.ready():
            task.run(s)
            steps += 1
            break
    else:
        break
print(steps, s.tasks["handler"].total, s.tasks["device"].total)
