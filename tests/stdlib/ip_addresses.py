# Addresses, networks and interfaces of both versions of IP.
import pickle
from ipaddress import *

A, N, F = ip_address, ip_network, ip_interface

def show(source):
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


for line in r'''A('1.2.3.4'),A('::1'),A(5),A(2**40),A(b'1234'),A(b'x'*16)
A('')
A('1.2.3')
A('1.2.3.4.5')
A('1.2.3.256')
IPv4Address('1.2.3')
IPv4Address('')
IPv4Address('1.2.3.256')
IPv4Address('1.2.3.0004')
IPv4Address('1.2.3.04')
IPv4Address('1.2..4')
IPv4Address('1.2.3.a')
IPv4Address('1.2.3.4/24')
IPv4Address(-1)
IPv4Address(2**32)
IPv4Address(b'123')
IPv4Address(None)
IPv6Address('')
IPv6Address('1')
IPv6Address('1:2')
IPv6Address('1:2:3:4:5:6:7:8:9')
IPv6Address('1:2:3:4:5:6:7:8:9:a')
IPv6Address('1::2::3')
IPv6Address('1:2:3:4:5:6:7')
IPv6Address('1:2:3:4:5:6:7:')
IPv6Address(':2:3:4:5:6:7:8')
IPv6Address(':1')
IPv6Address('1:')
IPv6Address('1::2:')
IPv6Address(':1::2')
IPv6Address('1:2:3:4:5::6:7:8')
IPv6Address('1:2:3:4:5:6:7::8')
IPv6Address('::g')
IPv6Address('::12345')
IPv6Address('::1.2.3')
IPv6Address('::1.2.3.4')
IPv6Address('1.2.3.4')
IPv6Address('::1/64')
IPv6Address('::1%')
IPv6Address('::1%a%b')
IPv6Address('fe80::1%eth0'),IPv6Address('fe80::1%eth0').scope_id,str(IPv6Address('fe80::1%eth0'))
IPv6Address(-1)
IPv6Address(2**128)
IPv6Address(b'123')
IPv4Network('1.2.3.4/24')
IPv4Network('1.2.3.0/24'),IPv4Network('1.2.3.4/24',strict=False),IPv4Network('1.2.3.4')
IPv4Network('1.2.3.0/33')
IPv4Network('1.2.3.0/a')
IPv4Network('1.2.3.0/-1')
IPv4Network('1.2.3.0/')
IPv4Network('1.2.3.0/24/5')
IPv4Network('1.2.3.0/255.255.255.0'),IPv4Network('1.2.3.0/0.0.0.255')
IPv4Network('1.2.3.0/255.0.255.0')
IPv4Network(('1.2.3.0',24)),IPv4Network((0x01020300,24)),IPv4Network((b'1234',32)),IPv4Network(('1.2.3.0','255.255.255.0'))
IPv4Network(('1.2.3.0',))
IPv4Network(('1.2.3.0',99))
IPv4Network(None)
IPv6Network('2001:db8::/32'),IPv6Network('2001:db8::1/32',False)
IPv6Network('2001:db8::1/32')
IPv6Network('2001:db8::/129')
IPv6Network('2001:db8::/ffff::')
N('x')
N('1.2.3.4/24')
F('x')
F('1.2.3.4/24'),F('::1/64'),F(5),F(('1.2.3.4',24))
list(N('1.2.3.0/30').hosts()),list(N('1.2.3.0/31').hosts()),list(N('1.2.3.0/32').hosts()),list(N('::/126').hosts()),list(N('::/127').hosts()),list(N('::/128').hosts())
list(N('1.2.3.0/30')),N('1.2.3.0/24')[5],N('1.2.3.0/24')[-1],N('1.2.3.0/24').num_addresses
N('1.2.3.0/24')[256]
N('1.2.3.0/24')[-257]
N('1.2.3.0/24').broadcast_address,N('1.2.3.0/24').netmask,N('1.2.3.0/24').hostmask,N('1.2.3.0/24').network_address,N('1.2.3.0/24').prefixlen,N('1.2.3.0/24').max_prefixlen,N('1.2.3.0/24').version
N('1.2.3.0/24').with_prefixlen,N('1.2.3.0/24').with_netmask,N('1.2.3.0/24').with_hostmask,N('1.2.3.0/24').exploded,N('::/24').exploded,N('::/24').compressed
list(N('1.2.3.0/24').subnets()),list(N('1.2.3.0/24').subnets(2)),list(N('1.2.3.0/24').subnets(new_prefix=25)),list(N('1.2.3.4/32').subnets())
list(N('1.2.3.0/24').subnets(new_prefix=23))
list(N('1.2.3.0/24').subnets(2,new_prefix=25))
list(N('1.2.3.0/24').subnets(-1))
list(N('1.2.3.0/24').subnets(9))
N('1.2.3.0/24').supernet(),N('1.2.3.0/24').supernet(3),N('1.2.3.0/24').supernet(new_prefix=20),N('0.0.0.0/0').supernet()
N('1.2.3.0/24').supernet(new_prefix=25)
N('1.2.3.0/24').supernet(2,new_prefix=20)
N('1.2.3.0/24').supernet(25)
N('1.2.3.0/24').subnet_of(N('1.2.0.0/16')),N('1.2.0.0/16').supernet_of(N('1.2.3.0/24'))
N('1.2.3.0/24').subnet_of(N('::/16'))
N('1.2.3.0/24').overlaps(N('1.2.3.128/25')),A('1.2.3.4') in N('1.2.3.0/24'),N('1.2.3.0/25') in N('1.2.3.0/24'),A('::1') in N('1.2.3.0/24')
F('1.2.3.4/24') in N('1.2.3.0/24')
sorted(N('1.2.3.0/28').address_exclude(N('1.2.3.4/32')))
list(N('1.2.3.0/28').address_exclude(N('9.2.3.4/32')))
list(N('1.2.3.0/28').address_exclude(N('::/128')))
list(N('1.2.3.0/28').address_exclude(N('1.2.3.0/28')))
N('1.2.3.0/24').compare_networks(N('1.2.4.0/24')),N('1.2.3.0/24').compare_networks(N('1.2.3.0/25'))
N('1.2.3.0/24').compare_networks(N('::/25'))
A('1.2.3.4')+1,A('1.2.3.4')-5,int(A('1.2.3.4')),str(A('1.2.3.4')),hash(A('1.2.3.4'))==hash(A('1.2.3.4'))
A('255.255.255.255')+1
A('0.0.0.0')-1
A('1.2.3.4')+'a'
A('1.2.3.4')<A('::1')
A('1.2.3.4')<N('1.2.3.0/24')
N('1.2.3.0/24')<N('::/24')
A('1.2.3.4')<A('1.2.3.5'),A('1.2.3.4')==A('1.2.3.4'),A('1.2.3.4')==5,A('1.2.3.4')==A('::102:304'),A('1.2.3.4')>=A('1.2.3.4'),N('1.2.3.0/24')<N('1.2.3.0/25'),N('1.2.3.0/24')>=N('1.2.3.0/25')
A('1.2.3.4')<5
A('1.2.3.4').packed,A('::1').packed,A('1.2.3.4').reverse_pointer,A('::1').reverse_pointer,A('::1').exploded,A('1.2.3.4').exploded,A('1:0:0:2::').compressed
N('1.2.3.0/24').reverse_pointer,N('2001:db8::/32').reverse_pointer,F('1.2.3.4/24').reverse_pointer
[str(IPv6Address(x)) for x in (0,1,2**127,0x00010000000000000000000100000001,0x20010db8000000000001000000000001)]
format(A('1.2.3.4'),'b'),format(A('1.2.3.4'),'#x'),format(A('1.2.3.4'),'n'),format(A('1.2.3.4'),'_b'),format(A('1.2.3.4'),'#_X'),format(A('::1'),'n'),format(A('1.2.3.4'),''),format(A('1.2.3.4'),'>12'),format(A('1.2.3.4'),'s'),format(A('::1'),'x')
format(A('1.2.3.4'),'d')
format(A('1.2.3.4'),'q')
F('1.2.3.4/24').ip,F('1.2.3.4/24').network,F('1.2.3.4/24').netmask,F('1.2.3.4/24').hostmask,F('1.2.3.4/24').with_prefixlen,F('1.2.3.4/24').with_netmask,F('1.2.3.4/24').with_hostmask,str(F('1.2.3.4/24')),F('1.2.3.4/24')==F('1.2.3.4/24'),F('1.2.3.4/24')==A('1.2.3.4'),F('1.2.3.4/24')<F('1.2.3.4/25'),F('1.2.3.4/24')<A('1.2.3.5')
F('1.2.3.4/24')+1,F('fe80::1%a/64'),str(F('fe80::1%a/64')),F('fe80::1%a/64').network,F('fe80::1%a/64').ip
[(getattr(A(x),k)) for x in ('10.0.0.1','8.8.8.8','100.64.0.1','127.0.0.1','169.254.1.1','224.0.0.1','240.0.0.1','0.0.0.0','192.0.0.9','192.0.0.8','255.255.255.255') for k in ('is_private','is_global','is_multicast','is_reserved','is_loopback','is_link_local','is_unspecified')]
[(getattr(N(x),k)) for x in ('10.0.0.0/8','8.8.8.0/24','100.64.0.0/10','0.0.0.0/0','127.0.0.0/8','::/0','fe80::/10','fec0::/10','::1/128') for k in ('is_private','is_global','is_multicast','is_reserved','is_loopback','is_link_local','is_unspecified')]
A('1.2.3.4').ipv6_mapped,A('::1.2.3.4').exploded,str(A('::ffff:1.2.3.4'))
v4_int_to_packed(5),v6_int_to_packed(5)
v4_int_to_packed(-1)
v6_int_to_packed(2**128)
list(summarize_address_range(A('1.2.3.0'),A('1.2.3.130')))
list(summarize_address_range(A('1.2.3.5'),A('1.2.3.0')))
list(summarize_address_range(A('1.2.3.5'),A('::1')))
list(summarize_address_range(5,6))
list(summarize_address_range(A('0.0.0.0'),A('255.255.255.255'))),list(summarize_address_range(A('::'),A('::ffff')))
list(collapse_addresses([N('1.2.3.0/25'),N('1.2.3.128/25'),A('1.2.4.0'),A('1.2.4.1')])),list(collapse_addresses([]))
list(collapse_addresses([N('1.2.3.0/25'),N('::/25')]))
list(collapse_addresses([A('1.2.3.0'),A('::')]))
get_mixed_type_key(A('1.2.3.4')),get_mixed_type_key(N('1.2.3.0/24')),get_mixed_type_key(5),get_mixed_type_key(F('1.2.3.4/24'))
[pickle.loads(pickle.dumps(x)) for x in (A('1.2.3.4'),A('fe80::1%a'),N('1.2.3.0/24'),F('::1/64'))]
A('1.2.3.4').__reduce__(),N('1.2.3.0/24').__reduce__(),F('1.2.3.4/24').__reduce__(),A('fe80::1%a').__reduce__()
A('1.2.3.4').foo
IPv4Address('١.2.3.4')
IPv6Address('::١')
IPv4Network('1.2.3.0/١')
N(b'1.2.3.4/24')
IPv4Address('1.2.3.4\n')
N('0.0.0.0/8',strict=True).is_unspecified
A('1.2.3.4')-A('1.2.3.3')
N('10.0.0.0/8')==N('10.0.0.0/8'),hash(N('10.0.0.0/8'))==hash(N('10.0.0.0/8')),N('10.0.0.0/8')==F('10.0.0.0/8')
IPv4Interface('1.2.3.4/33')
IPv4Interface(('1.2.3.4',)),IPv4Interface(b'1234')
IPv6Network(('fe80::',10)),IPv6Network(5),IPv6Network(b'1234567890123456')
IPv6Network('fe80::%a/64')
IPv4Network(5),IPv4Network(b'1234')
bool(A('0.0.0.0'))'''.splitlines():
    show(line)

for x in ("::1", "::", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1", "2001::1", "2002:102:304::", "fec0::1", "64:ff9b:1::", "100::1",
          "2001:20::1", "2620:4f:8000::1"):
    print(x, *[getattr(A(x), name) for name in ("is_private", "is_global", "is_multicast", "is_reserved", "is_loopback", "is_link_local",
                                                "is_unspecified", "is_site_local", "ipv4_mapped", "teredo", "sixtofour")])
