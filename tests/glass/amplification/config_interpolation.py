# expect: memory | time
# library
import configparser
c = configparser.ConfigParser()
c['a'] = {'x%d' % i: ('%%(x%d)s' % (i + 1)) * 10 for i in range(9)}
c['a']['x9'] = 'z' * 100
print(len(c['a']['x0']))
