# expect: memory | time
k=[]
x=1
while True: k.append(t'{x}a{x:>{x}}')
