# stat: constants and functions for what os.stat() returns.

# Indices into a stat result used as a tuple.
ST_MODE = 0
ST_INO = 1
ST_DEV = 2
ST_NLINK = 3
ST_UID = 4
ST_GID = 5
ST_SIZE = 6
ST_ATIME = 7
ST_MTIME = 8
ST_CTIME = 9

# File types, in the high bits of the mode (0: not known to this system).
S_IFDIR = 0o40000
S_IFCHR = 0o20000
S_IFBLK = 0o60000
S_IFREG = 0o100000
S_IFIFO = 0o10000
S_IFLNK = 0o120000
S_IFSOCK = 0o140000
S_IFDOOR = 0
S_IFPORT = 0
S_IFWHT = 0

# Permission bits.
S_ISUID = 0o4000
S_ISGID = 0o2000
S_ENFMT = 0o2000
S_ISVTX = 0o1000
S_IREAD = 0o400
S_IWRITE = 0o200
S_IEXEC = 0o100
S_IRWXU = 0o700
S_IRUSR = 0o400
S_IWUSR = 0o200
S_IXUSR = 0o100
S_IRWXG = 0o70
S_IRGRP = 0o40
S_IWGRP = 0o20
S_IXGRP = 0o10
S_IRWXO = 0o7
S_IROTH = 0o4
S_IWOTH = 0o2
S_IXOTH = 0o1

# File flags (st_flags): the owner's, then the superuser's.
UF_SETTABLE = 0x0000ffff
UF_NODUMP = 0x00000001
UF_IMMUTABLE = 0x00000002
UF_APPEND = 0x00000004
UF_OPAQUE = 0x00000008
UF_NOUNLINK = 0x00000010
UF_COMPRESSED = 0x00000020
UF_TRACKED = 0x00000040
UF_DATAVAULT = 0x00000080
UF_HIDDEN = 0x00008000
SF_SETTABLE = 0xffff0000
SF_ARCHIVED = 0x00010000
SF_IMMUTABLE = 0x00020000
SF_APPEND = 0x00040000
SF_RESTRICTED = 0x00080000
SF_NOUNLINK = 0x00100000
SF_SNAPSHOT = 0x00200000
SF_FIRMLINK = 0x00800000
SF_DATALESS = 0x40000000

# Windows file attributes (st_file_attributes).
FILE_ATTRIBUTE_READONLY = 1
FILE_ATTRIBUTE_HIDDEN = 2
FILE_ATTRIBUTE_SYSTEM = 4
FILE_ATTRIBUTE_DIRECTORY = 16
FILE_ATTRIBUTE_ARCHIVE = 32
FILE_ATTRIBUTE_DEVICE = 64
FILE_ATTRIBUTE_NORMAL = 128
FILE_ATTRIBUTE_TEMPORARY = 256
FILE_ATTRIBUTE_SPARSE_FILE = 512
FILE_ATTRIBUTE_REPARSE_POINT = 1024
FILE_ATTRIBUTE_COMPRESSED = 2048
FILE_ATTRIBUTE_OFFLINE = 4096
FILE_ATTRIBUTE_NOT_CONTENT_INDEXED = 8192
FILE_ATTRIBUTE_ENCRYPTED = 16384
FILE_ATTRIBUTE_INTEGRITY_STREAM = 32768
FILE_ATTRIBUTE_VIRTUAL = 65536
FILE_ATTRIBUTE_NO_SCRUB_DATA = 131072


def S_IMODE(mode):
    """The part of a mode that os.chmod() can set."""
    return mode & 0o7777


def S_IFMT(mode):
    """The part of a mode that says the file type."""
    return mode & 0o170000


def S_ISDIR(mode):
    """True for a directory."""
    return mode & 0o170000 == 0o040000


def S_ISCHR(mode):
    """True for a character device."""
    return mode & 0o170000 == 0o020000


def S_ISBLK(mode):
    """True for a block device."""
    return mode & 0o170000 == 0o060000


def S_ISREG(mode):
    """True for a regular file."""
    return mode & 0o170000 == 0o100000


def S_ISFIFO(mode):
    """True for a FIFO (named pipe)."""
    return mode & 0o170000 == 0o010000


def S_ISLNK(mode):
    """True for a symbolic link."""
    return mode & 0o170000 == 0o120000


def S_ISSOCK(mode):
    """True for a socket."""
    return mode & 0o170000 == 0o140000


def S_ISDOOR(mode):
    """True for a door."""
    return False


def S_ISPORT(mode):
    """True for an event port."""
    return False


def S_ISWHT(mode):
    """True for a whiteout."""
    return False


_type_chars = {S_IFLNK: "l", S_IFSOCK: "s", S_IFREG: "-", S_IFBLK: "b",
               S_IFDIR: "d", S_IFCHR: "c", S_IFIFO: "p"}


def filemode(mode):
    """The mode as ls shows it, such as '-rwxr-xr-x'."""
    chars = [_type_chars.get(mode & 0o170000, "?")]
    # The execute place also shows set-uid, set-gid and the sticky bit.
    for shift, special, letter in (6, S_ISUID, "s"), (3, S_ISGID, "s"), (0, S_ISVTX, "t"):
        bits = mode >> shift
        chars.append("r" if bits & 4 else "-")
        chars.append("w" if bits & 2 else "-")
        if mode & special:
            chars.append(letter if bits & 1 else letter.upper())
        else:
            chars.append("x" if bits & 1 else "-")
    return "".join(chars)
