# expect: memory
import array
array.array('q', [1]) * 2**40
