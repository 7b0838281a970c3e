# UUIDs: what they are made of, their fields, names and order.
import copy
import pickle
import uuid
from uuid import UUID

def show(source):
    try:
        print(source, "->", repr(eval(source)))
    except Exception as e:
        print(source, "!!", type(e).__name__, e)


for line in r'''UUID('12345678123456781234567812345678')
UUID('{12345678-1234-5678-1234-567812345678}')
UUID('urn:uuid:12345678-1234-5678-1234-567812345678')
UUID(bytes=b'\x12\x34\x56\x78'*4)
UUID(bytes_le=b'\x78\x56\x34\x12\x34\x12\x78\x56'+b'\x12\x34\x56\x78\x12\x34\x56\x78')
UUID(fields=(0x12345678,0x1234,0x5678,0x12,0x34,0x567812345678))
UUID(int=0x12345678123456781234567812345678)
UUID(int=5,version=4)
UUID()
UUID('a','b')
UUID('')
UUID('x'*32)
UUID(bytes=b'a')
UUID(bytes_le=b'a')
UUID(fields=(1,2))
UUID(fields=(1<<32,0,0,0,0,0))
UUID(fields=(0,1<<16,0,0,0,0))
UUID(fields=(0,0,-1,0,0,0))
UUID(fields=(0,0,0,256,0,0))
UUID(fields=(0,0,0,0,256,0))
UUID(fields=(0,0,0,0,0,1<<48))
UUID(int=-1)
UUID(int=1<<128)
UUID(int=1,version=0)
uuid.NAMESPACE_DNS,uuid.NAMESPACE_URL,uuid.NAMESPACE_OID,uuid.NAMESPACE_X500
uuid.uuid3(uuid.NAMESPACE_DNS,'python.org'),uuid.uuid5(uuid.NAMESPACE_DNS,'python.org'),uuid.uuid5(uuid.NAMESPACE_URL,b'x')
uuid.uuid1(5,7).node,uuid.uuid1(5,7).clock_seq,uuid.uuid1(5,7).version,uuid.uuid1().variant
uuid.uuid4().version,uuid.uuid4().variant,uuid.uuid4()==uuid.uuid4(),uuid.uuid1()<uuid.uuid1() or True
U.bytes,U.bytes_le,U.fields,U.hex,U.int,U.urn,str(U),repr(U)
U.time_low,U.time_mid,U.time_hi_version,U.clock_seq_hi_variant,U.clock_seq_low,U.time,U.clock_seq,U.node,U.variant,U.version
[UUID(int=n<<60).variant for n in range(16)]
[UUID(int=n<<76|1<<63).version for n in range(16)]
U==U,U==5,U!=UUID(int=1),U<UUID(int=1),U>=U,hash(U)==hash(UUID(int=U.int)),int(U)==U.int
U<5
setattr(U,'int',5)
U.nothing
copy.copy(U),copy.deepcopy(U),pickle.loads(pickle.dumps(U)),U.__getstate__(),U.is_safe,uuid.SafeUUID.safe
UUID(int=5,is_safe=uuid.SafeUUID.safe).__getstate__(),pickle.loads(pickle.dumps(UUID(int=5,is_safe=uuid.SafeUUID.safe))).is_safe
0<=uuid.getnode()<1<<48,uuid.getnode()==uuid.getnode()
UUID.__slots__,UUID.__module__'''.splitlines():
    U = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
    show(line)
