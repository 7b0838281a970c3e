# expect: memory
# grant: children
# Children that run nothing are not measured by themselves.
import interpreters
kept = []
while True:
    kept.append(interpreters.create())
