# expect: time
try:
    while True:
        pass
finally:
    print("finally ran")
    while True:
        pass
