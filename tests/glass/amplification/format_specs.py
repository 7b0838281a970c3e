# expect: ok: ok | time | memory
import sys
sys.set_int_max_str_digits(0)
def attempt(f):
    try: f()
    except (ValueError, OverflowError, MemoryError, TypeError, KeyError, IndexError, AttributeError, RecursionError): pass
W = 10**9
for v in (1, -1, 1.5, 1e308, float('nan'), 1j, 'a', True, 10**1000, b'a', None):
    for spec in ('%d' % W, '0%d' % W, '>%d' % W, '\U0010ffff^%d' % W, '.%d' % W, '.%df' % W, '.%de' % W, '.%dg' % W, '.%d%%' % W, ',.%df' % W, '_.%df' % W, '0=%d,' % W, '#0%db' % W, '0%d_x' % W, '%d.%df' % (W, W), '%dn' % W, '%dc' % W, '.%ds' % W, '9' * 30, '.' + '9' * 30, 'z+#0%d,.%de' % (W, W)):
        attempt(lambda: format(v, spec))
        attempt(lambda: ('%' + spec.lstrip('><=^') + 'd') % v)
        attempt(lambda: ('{0:{1}}').format(v, spec))
for f in (lambda: '%*d' % (W, 1), lambda: '%-*.*f' % (W, W, 1.5), lambda: b'%*s' % (W, b'a'), lambda: '{:{}{}{}}'.format('a', '>', W, 's'), lambda: '{0}' * 10**6 % (), lambda: ('{0!r:>999}' * 10**5).format('x'), lambda: f'{1:{"9" * 20}}', lambda: '%c' % 0x110000, lambda: '{:c}'.format(-1), lambda: 'a'.center(W, 'é'), lambda: '\t' * 10**4 and ('\t' * 10**4).expandtabs(W), lambda: 'a'.zfill(W), lambda: b'a'.rjust(W), lambda: 'x'.ljust(sys.maxsize), lambda: format(10**5, ',' * 2), lambda: format(2.5, '_,f')):
    attempt(f)
print('ok')
