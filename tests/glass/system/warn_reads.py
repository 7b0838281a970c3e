# expect: ok: ok
import warnings
warnings.warn_explicit('x', UserWarning, '/etc/passwd', 1)
print('ok')
