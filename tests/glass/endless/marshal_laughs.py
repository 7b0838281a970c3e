# expect: time
import marshal
x = (1, 2)
for i in range(60): x = (x, x)
marshal.loads(marshal.dumps(x)) == x
