# platform: what is the same on every system: how files, versions and releases are read, and how the parts fit together.
import copy
import os
import pickle
import platform
import sys
import tempfile

u = platform.uname()
print(u == os.uname()[:1] + u[1:], len(u), u._fields, type(u).__name__, u[4] == u.machine, u[-1] == u.processor, tuple(u) == u[:])
print(u._replace(system="S", node="N")[:2], list(u._asdict()), copy.copy(u) == u, pickle.loads(pickle.dumps(u)) == u)
print(platform.system() == u.system, platform.node() == u.node, platform.release() == u.release, platform.version() == u.version)
print(platform.machine() == u.machine, platform.processor() == u.processor, platform.platform().startswith(u.system))
print(platform.platform(terse=True) == platform.platform(0, 1), platform.python_version() == sys.version.split()[0])
print(platform.python_version_tuple() == tuple(platform.python_version().split(".")), len(platform.python_build()))
print(platform.win32_ver("a", "1.0", "c", "d"), platform.win32_edition(), platform.win32_is_iot(), platform.mac_ver("r"), platform.ios_ver("x"))
print(platform.android_ver("9", 3), platform.system_alias("SunOS", "5.10", "v"), platform.system_alias("SunOS", "4.1", "v"))
print(platform.system_alias("win32", "10", "v"), platform.system_alias("Linux", "6", "v"))
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    for data in (b"", b"\x7fELF\x01" + b"\0" * 60, b"xx__libc_init[", b"[GLIBC_2.9\0GLIBC_2.10\0GLIBC_2.1]", b"[libc.so.6]",
                 b"[libc_pthread.so.1.2.5]", b"x" * 16380 + b"GLIBC_1.23.4\0GLIBC_1.9\0"):
        with open(path, "wb") as f:
            f.write(data)
        print(data[:20], platform.libc_ver(path), platform.architecture(path, "32bit", "X")[0] if data[:1] == b"\x7f" else "")
    try:
        platform.libc_ver(path + "none")
    except OSError as e:
        print(type(e).__name__)
    release = os.path.join(folder, "os-release")
    with open(release, "w") as f:
        f.write('# comment\nNAME="A \\"B\\""\nID=x\nVERSION_ID=\'1 2\'\nEMPTY=\nBAD KEY=1\n=x\nODD="unfinished\nDOLLAR="\\$x"\n')
    platform._os_release_candidates = (path + "none", release)
    info = platform.freedesktop_os_release()
    print(sorted(info.items()))
    info["NAME"] = "changed"
    print(platform.freedesktop_os_release()["NAME"])
for text in ("3.10.8 (tags/v3.10.8:aaaf517424, Feb 14 2023, 16:28:12) [GCC 9.4.0]", "2.4.3 (truncation) \n[GCC]", "4.1 (x, ) [C]",
             "2.5.2 (63378, Mar 26 2009, 18:03:29)\n[PyPy 1.0.0]", "nonsense"):
    try:
        parts = platform._sys_version(text)
        print(parts[:2], parts[4:])
    except ValueError as e:
        print(e)
