# expect: ok: <class '__main__.M'> | memory
m = type
for i in range(5_000):
    m = m("M", (type,), {})
    
print(m)
