# expect: memory
(1, 2, 3) * 2**61
