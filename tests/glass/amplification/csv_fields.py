# expect: memory | time
import _csv
list(_csv.reader(["a," * 10**7]))
