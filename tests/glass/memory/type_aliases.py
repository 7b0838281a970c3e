# expect: memory | time
k=[]
while True:
    type X[T,*U,**V]=int
    k.append(X); k.append(X.__type_params__)
