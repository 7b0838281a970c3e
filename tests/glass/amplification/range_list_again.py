# expect: memory
[*range(2**62)]
