# expect: time
import string
class T(string.Template): pattern = r'(?P<named>a)(?P<escaped>b)?(?P<braced>c)?(?P<invalid>d)?|(x+x+)+y'
while True: T('x' * 100_000).safe_substitute(a=1)
