# expect: memory
(5).to_bytes(2**40)
