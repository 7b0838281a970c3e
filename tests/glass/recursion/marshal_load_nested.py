# expect: error: ValueError | error: RecursionError | error: EOFError | error: TypeError
import marshal
marshal.loads(b"(\x01\x00\x00\x00" * 200_000)
