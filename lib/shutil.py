# shutil: copying, moving, removing and archiving of files and trees.

import errno
import os
import stat
import sys

__all__ = ["copyfileobj", "copyfile", "copymode", "copystat", "copy", "copy2",
           "copytree", "move", "rmtree", "Error", "SpecialFileError",
           "ExecError", "make_archive", "get_archive_formats",
           "register_archive_format", "unregister_archive_format",
           "get_unpack_formats", "register_unpack_format",
           "unregister_unpack_format", "unpack_archive",
           "ignore_patterns", "chown", "which", "get_terminal_size",
           "SameFileError", "disk_usage"]

# How much is copied at a time.
COPY_BUFSIZE = 256 * 1024
_USE_CP_SENDFILE = hasattr(os, "sendfile") and sys.platform.startswith(("linux", "android"))


class Error(OSError):
    pass


class SameFileError(Error):
    """Source and destination are the same file."""


class SpecialFileError(OSError):
    """A file of a kind that the operation cannot take, such as a named pipe."""


class ExecError(OSError):
    """A command could not be executed."""


class ReadError(OSError):
    """An archive cannot be read."""


class RegistryError(Exception):
    """Archive formats are registered wrongly."""


class _GiveupOnFastCopy(Exception):
    # The fast way does not work here, and has not copied anything.
    pass


# ---------------------------------------------------------------- files

def _fastcopy_sendfile(fsrc, fdst):
    # In the kernel, between the descriptors of two files.
    global _USE_CP_SENDFILE
    try:
        infd = fsrc.fileno()
        outfd = fdst.fileno()
    except Exception as err:
        raise _GiveupOnFastCopy(err)
    try:
        # Usually all at once; the size may be wrong, but not the loop's end.
        blocksize = max(os.fstat(infd).st_size, 2 ** 23)
    except OSError:
        blocksize = 2 ** 27
    if sys.maxsize < 2 ** 32:
        blocksize = min(blocksize, 2 ** 30)
    offset = 0
    while True:
        try:
            sent = os.sendfile(outfd, infd, offset, blocksize)
        except OSError as err:
            err.filename = fsrc.name
            err.filename2 = fdst.name
            if err.errno == errno.ENOTSOCK:
                # This system only sends to sockets.
                _USE_CP_SENDFILE = False
                raise _GiveupOnFastCopy(err)
            if err.errno == errno.ENOSPC:
                raise err from None
            if offset == 0 and os.lseek(outfd, 0, os.SEEK_CUR) == 0:
                raise _GiveupOnFastCopy(err)
            raise err
        if sent == 0:
            return
        offset += sent


def copyfileobj(fsrc, fdst, length=0):
    """Copy what is left of one file object to another, length bytes at a time."""
    if not length:
        length = COPY_BUFSIZE
    read, write = fsrc.read, fdst.write
    while buf := read(length):
        write(buf)


def _samefile(src, dst):
    if isinstance(src, os.DirEntry) and hasattr(os.path, "samestat"):
        try:
            return os.path.samestat(src.stat(), os.stat(dst))
        except OSError:
            return False
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def _stat(fn):
    return fn.stat() if isinstance(fn, os.DirEntry) else os.stat(fn)


def _islink(fn):
    return fn.is_symlink() if isinstance(fn, os.DirEntry) else os.path.islink(fn)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy a file's contents; return dst.

    Without follow_symlinks, a link is copied as a link."""
    sys.audit("shutil.copyfile", src, dst)
    if _samefile(src, dst):
        raise SameFileError("{!r} and {!r} are the same file".format(src, dst))
    for fn in src, dst:
        try:
            st = _stat(fn)
        except OSError:
            # Most likely it does not exist.
            continue
        if stat.S_ISFIFO(st.st_mode):
            fn = fn.path if isinstance(fn, os.DirEntry) else fn
            raise SpecialFileError("`%s` is a named pipe" % fn)
    if not follow_symlinks and _islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, "rb") as fsrc:
        try:
            with open(dst, "wb") as fdst:
                if _USE_CP_SENDFILE:
                    try:
                        _fastcopy_sendfile(fsrc, fdst)
                        return dst
                    except _GiveupOnFastCopy:
                        pass
                copyfileobj(fsrc, fdst)
        except IsADirectoryError as e:
            if not os.path.exists(dst):
                # A name with a slash at the end, of no directory.
                raise FileNotFoundError(f"Directory does not exist: {dst}") from e
            raise
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Copy a file's permissions."""
    sys.audit("shutil.copymode", src, dst)
    if not follow_symlinks and _islink(src) and os.path.islink(dst):
        if not hasattr(os, "lchmod"):
            return
        stat_func, chmod_func = os.lstat, os.lchmod
    else:
        stat_func, chmod_func = _stat, os.chmod
    chmod_func(dst, stat.S_IMODE(stat_func(src).st_mode))


if hasattr(os, "listxattr"):
    def _copyxattr(src, dst, *, follow_symlinks=True):
        """Copy extended attributes, as far as both sides have them."""
        unsupported = (errno.ENOTSUP, errno.ENODATA, errno.EINVAL)
        try:
            names = os.listxattr(src, follow_symlinks=follow_symlinks)
        except OSError as e:
            if e.errno not in unsupported:
                raise
            return
        for name in names:
            try:
                value = os.getxattr(src, name, follow_symlinks=follow_symlinks)
                os.setxattr(dst, name, value, follow_symlinks=follow_symlinks)
            except OSError as e:
                if e.errno not in (errno.EPERM, errno.EACCES, *unsupported):
                    raise
else:
    def _copyxattr(*args, **kwargs):
        pass


def copystat(src, dst, *, follow_symlinks=True):
    """Copy permissions, times, flags and extended attributes of a file."""
    sys.audit("shutil.copystat", src, dst)

    def unavailable(*args, ns=None, follow_symlinks=None):
        pass

    follow = follow_symlinks or not (_islink(src) and os.path.islink(dst))
    if follow:
        def lookup(name):
            return getattr(os, name, unavailable)
    else:
        # Only what can act on a link itself.
        def lookup(name):
            func = getattr(os, name, unavailable)
            return func if func in os.supports_follow_symlinks else unavailable
    if isinstance(src, os.DirEntry):
        st = src.stat(follow_symlinks=follow)
    else:
        st = lookup("stat")(src, follow_symlinks=follow)
    mode = stat.S_IMODE(st.st_mode)
    lookup("utime")(dst, ns=(st.st_atime_ns, st.st_mtime_ns), follow_symlinks=follow)
    # While the file can still be written.
    _copyxattr(src, dst, follow_symlinks=follow)
    try:
        lookup("chmod")(dst, mode, follow_symlinks=follow)
    except NotImplementedError:
        # The system cannot do that to links.
        pass
    if hasattr(st, "st_flags"):
        try:
            lookup("chflags")(dst, st.st_flags, follow_symlinks=follow)
        except OSError as why:
            if why.errno not in (errno.EOPNOTSUPP, getattr(errno, "ENOTSUP", None)):
                raise


def copy(src, dst, *, follow_symlinks=True):
    """Copy contents and permissions; dst may be a directory.  Return the new file."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """Copy contents and all metadata; dst may be a directory.  Return the new file."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


# ---------------------------------------------------------------- trees

def ignore_patterns(*patterns):
    """A function for copytree(ignore=) that leaves out names matching shell patterns."""
    def _ignore_patterns(path, names):
        import fnmatch
        ignored = []
        for pattern in patterns:
            ignored.extend(fnmatch.filter(names, pattern))
        return set(ignored)
    return _ignore_patterns


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2,
             ignore_dangling_symlinks=False, dirs_exist_ok=False):
    """Copy a directory tree; return dst.

    With symlinks, links are copied as links.  ignore(directory, names) returns names to
    leave out.  Errors of single files are collected and raised as one Error at the end.
    """
    sys.audit("shutil.copytree", src, dst)
    with os.scandir(src) as it:
        entries = list(it)
    return _copytree(entries=entries, src=src, dst=dst, symlinks=symlinks, ignore=ignore,
                     copy_function=copy_function,
                     ignore_dangling_symlinks=ignore_dangling_symlinks,
                     dirs_exist_ok=dirs_exist_ok)


def _copytree(entries, src, dst, symlinks, ignore, copy_function,
              ignore_dangling_symlinks, dirs_exist_ok=False):
    if ignore is not None:
        ignored = ignore(os.fspath(src), [entry.name for entry in entries])
    else:
        ignored = ()
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    use_entry = copy_function is copy2 or copy_function is copy
    for entry in entries:
        if entry.name in ignored:
            continue
        srcname = os.path.join(src, entry.name)
        dstname = os.path.join(dst, entry.name)
        # Our own functions save a stat with an entry; others expect a path.
        srcobj = entry if use_entry else srcname
        try:
            is_symlink = entry.is_symlink()
            if is_symlink and symlinks:
                os.symlink(os.readlink(srcname), dstname)
                copystat(srcobj, dstname, follow_symlinks=False)
                continue
            if is_symlink and not os.path.exists(srcname) and ignore_dangling_symlinks:
                continue
            if entry.is_dir():
                copytree(srcname if is_symlink else srcobj, dstname, symlinks, ignore,
                         copy_function, ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(srcname if is_symlink else srcobj, dstname)
        except Error as err:
            # Of a directory inside.
            errors.extend(err.args[0])
        except OSError as why:
            errors.append((srcname, dstname, str(why)))
    try:
        copystat(src, dst)
    except OSError as why:
        # Windows cannot set the times of directories.
        if getattr(why, "winerror", None) is None:
            errors.append((src, dst, str(why)))
    if errors:
        raise Error(errors)
    return dst


_use_fd_functions = ({os.open, os.stat, os.unlink, os.rmdir} <= os.supports_dir_fd
                     and os.scandir in os.supports_fd
                     and os.stat in os.supports_follow_symlinks)


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Delete a directory tree.

    An error in function(path) is raised, or ignored, or given to onexc(function, path,
    exception).  onerror, deprecated, gets an exc_info tuple instead of the exception.
    """
    sys.audit("shutil.rmtree", path, dir_fd)
    if ignore_errors:
        def onexc(*args):
            pass
    elif onexc is None and onerror is None:
        def onexc(*args):
            raise
    elif onexc is None:
        def onexc(func, path, exc):
            if exc is None:
                exc_info = None, None, None
            else:
                exc_info = type(exc), exc, exc.__traceback__
            return onerror(func, path, exc_info)
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    if _use_fd_functions:
        _rmtree_safe_fd(path, dir_fd, onexc)
        return
    if dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    try:
        st = os.lstat(path)
    except OSError as err:
        onexc(os.lstat, path, err)
        return
    try:
        if stat.S_ISLNK(st.st_mode):
            raise OSError("Cannot call rmtree on a symbolic link")
    except OSError as err:
        onexc(os.path.islink, path, err)
        return
    _rmtree_unsafe(path, onexc)


# Whether a link put in place of a directory meanwhile can lead it astray.
rmtree.avoids_symlink_attacks = _use_fd_functions


def _rmtree_safe_fd(path, dir_fd, onexc):
    # Every directory is opened relative to the one above, and checked to be what was looked
    # at.  Not recursive; the stack holds what is still to do:
    # ("enter", parent fd, path, name, entry), ("close", fd, path), ("rmdir", parent fd, path,
    # name).
    stack = [("enter", dir_fd, path, path, None)]
    try:
        while stack:
            action, fd, where, *rest = stack.pop()
            if action == "close":
                try:
                    os.close(fd)
                except OSError as err:
                    onexc(os.close, where, err)
            elif action == "rmdir":
                try:
                    os.rmdir(rest[0], dir_fd=fd)
                except FileNotFoundError as err:
                    if where is path:
                        onexc(os.rmdir, where, err)
                except OSError as err:
                    err.filename = where
                    onexc(os.rmdir, where, err)
            else:
                _rmtree_enter(stack, fd, where, *rest, onexc)
    finally:
        # After an error the descriptors still open are ours to close.
        for action, fd, where, *rest in reversed(stack):
            if action == "close":
                try:
                    os.close(fd)
                except OSError as err:
                    onexc(os.close, where, err)


def _rmtree_enter(stack, parent_fd, path, name, entry, onexc):
    # Open a directory, delete its files, and push what is to be done for the rest.
    outermost = entry is None
    try:
        if outermost:
            st = os.lstat(name, dir_fd=parent_fd)
        else:
            st = entry.stat(follow_symlinks=False)
    except FileNotFoundError as err:
        if outermost:
            onexc(os.lstat, path, err)
        return
    except OSError as err:
        onexc(os.lstat, path, err)
        return
    try:
        if outermost and stat.S_ISLNK(st.st_mode):
            raise OSError("Cannot call rmtree on a symbolic link")
    except OSError as err:
        onexc(os.path.islink, path, err)
        return
    try:
        fd = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW, dir_fd=parent_fd)
    except FileNotFoundError as err:
        if outermost:
            onexc(os.open, path, err)
        return
    except OSError as err:
        err.filename = path
        onexc(os.open, path, err)
        if outermost:
            return
        # Perhaps it is empty, then it can be removed all the same.
        stack.append(("rmdir", parent_fd, path, name))
        return
    stack.append(("rmdir", parent_fd, path, name))
    stack.append(("close", fd, path))
    if not os.path.samestat(st, os.fstat(fd)):
        # Replaced since it was looked at: leave it alone.
        del stack[-2]
        try:
            raise OSError("Cannot call rmtree on a symbolic link")
        except OSError as err:
            onexc(os.path.islink, path, err)
        return
    try:
        with os.scandir(fd) as it:
            entries = list(it)
    except OSError as err:
        err.filename = path
        onexc(os.scandir, path, err)
        return
    for entry in entries:
        fullname = os.path.join(path, entry.name)
        try:
            is_dir = entry.is_dir(follow_symlinks=False)
        except FileNotFoundError:
            continue
        except OSError:
            is_dir = False
        if is_dir:
            stack.append(("enter", fd, fullname, entry.name, entry))
        else:
            try:
                os.unlink(entry.name, dir_fd=fd)
            except FileNotFoundError:
                continue
            except OSError as err:
                err.filename = fullname
                onexc(os.unlink, fullname, err)


def _rmtree_unsafe(path, onexc):
    # By path names.
    def onerror(err):
        if not isinstance(err, FileNotFoundError):
            onexc(os.scandir, err.filename, err)
    for dirpath, dirnames, filenames in os.walk(path, topdown=False, onerror=onerror,
                                                followlinks=os._walk_symlinks_as_files):
        for func, names in (os.rmdir, dirnames), (os.unlink, filenames):
            for name in names:
                fullname = os.path.join(dirpath, name)
                try:
                    func(fullname)
                except FileNotFoundError:
                    continue
                except OSError as err:
                    onexc(func, fullname, err)
    try:
        os.rmdir(path)
    except FileNotFoundError:
        pass
    except OSError as err:
        onexc(os.rmdir, path, err)


def _basename(path):
    # Also of a path with a slash at the end.
    path = os.fspath(path)
    return os.path.basename(path.rstrip(os.path.sep + (os.path.altsep or "")))


def move(src, dst, copy_function=copy2):
    """Move a file or directory, as mv does; return where it is now.

    If it must be copied to another file system, copy_function does that."""
    sys.audit("shutil.move", src, dst)
    real_dst = dst
    if os.path.isdir(dst):
        if _samefile(src, dst) and not os.path.islink(src):
            # The same directory, perhaps with another case.
            os.rename(src, dst)
            return None
        # Into the directory.
        real_dst = os.path.join(dst, _basename(src))
        if os.path.exists(real_dst):
            raise Error("Destination path '%s' already exists" % real_dst)
    try:
        os.rename(src, real_dst)
    except OSError:
        if os.path.islink(src):
            os.symlink(os.readlink(src), real_dst)
            os.unlink(src)
        elif os.path.isdir(src):
            if _destinsrc(src, dst):
                raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst))
            if _is_immutable(src) or (not os.access(src, os.W_OK) and os.listdir(src)
                                      and sys.platform == "darwin"):
                raise PermissionError("Cannot move the non-empty directory "
                                      "'%s': Lacking write permission to '%s'." % (src, src))
            copytree(src, real_dst, copy_function=copy_function, symlinks=True)
            rmtree(src)
        else:
            copy_function(src, real_dst)
            os.unlink(src)
    return real_dst


def _destinsrc(src, dst):
    src = os.path.join(os.path.abspath(src), "")
    dst = os.path.join(os.path.abspath(dst), "")
    return dst.startswith(src)


def _is_immutable(src):
    st = _stat(src)
    immutable = stat.UF_IMMUTABLE | stat.SF_IMMUTABLE
    return bool(getattr(st, "st_flags", 0) & immutable)


# ---------------------------------------------------------------- archives

def _get_gid(name):
    """A group's number, or None."""
    try:
        from grp import getgrnam
        return getgrnam(name).gr_gid if name is not None else None
    except (ImportError, KeyError):
        return None


def _get_uid(name):
    """A user's number, or None."""
    try:
        from pwd import getpwnam
        return getpwnam(name).pw_uid if name is not None else None
    except (ImportError, KeyError):
        return None


def _make_tarball(base_name, base_dir, compress="gzip", verbose=0, dry_run=0,
                  owner=None, group=None, logger=None, root_dir=None):
    """Make a tar file of base_dir, named by it in root_dir; return its path."""
    modes = {None: "", "gzip": "gz", "bzip2": "bz2", "xz": "xz", "zstd": "zst"}
    if compress not in modes:
        raise ValueError("bad value for 'compress', or compression format not "
                         "supported : {0}".format(compress))
    import tarfile
    ext = modes[compress]
    archive_name = base_name + ".tar" + ("." + ext if ext else "")
    archive_dir = os.path.dirname(archive_name)
    if archive_dir and not os.path.exists(archive_dir):
        if logger is not None:
            logger.info("creating %s", archive_dir)
        if not dry_run:
            os.makedirs(archive_dir)
    if logger is not None:
        logger.info("Creating tar archive")
    uid, gid = _get_uid(owner), _get_gid(group)

    def set_owner(tarinfo):
        if gid is not None:
            tarinfo.gid = gid
            tarinfo.gname = group
        if uid is not None:
            tarinfo.uid = uid
            tarinfo.uname = owner
        return tarinfo

    if not dry_run:
        with tarfile.open(archive_name, f"w|{ext}") as tar:
            arcname = base_dir
            if root_dir is not None:
                base_dir = os.path.join(root_dir, base_dir)
            tar.add(base_dir, arcname, filter=set_owner)
    if root_dir is not None:
        archive_name = os.path.abspath(archive_name)
    return archive_name


def _make_zipfile(base_name, base_dir, verbose=0, dry_run=0,
                  logger=None, owner=None, group=None, root_dir=None):
    """Make a zip file of base_dir, named by it in root_dir; return its path."""
    import zipfile
    zip_filename = base_name + ".zip"
    archive_dir = os.path.dirname(base_name)
    if archive_dir and not os.path.exists(archive_dir):
        if logger is not None:
            logger.info("creating %s", archive_dir)
        if not dry_run:
            os.makedirs(archive_dir)
    if logger is not None:
        logger.info("creating '%s' and adding '%s' to it", zip_filename, base_dir)
    if not dry_run:
        with zipfile.ZipFile(zip_filename, "w", compression=zipfile.ZIP_DEFLATED) as zf:
            def add(path, arcname):
                zf.write(path, arcname)
                if logger is not None:
                    logger.info("adding '%s'", path)

            arcname = os.path.normpath(base_dir)
            if root_dir is not None:
                base_dir = os.path.join(root_dir, base_dir)
            base_dir = os.path.normpath(base_dir)
            if arcname != os.curdir:
                add(base_dir, arcname)
            for dirpath, dirnames, filenames in os.walk(base_dir):
                arcdir = dirpath
                if root_dir is not None:
                    arcdir = os.path.relpath(arcdir, root_dir)
                arcdir = os.path.normpath(arcdir)
                for name in sorted(dirnames):
                    add(os.path.join(dirpath, name), os.path.join(arcdir, name))
                for name in filenames:
                    path = os.path.join(dirpath, name)
                    if os.path.isfile(os.path.normpath(path)):
                        add(os.path.normpath(path), os.path.join(arcdir, name))
    if root_dir is not None:
        zip_filename = os.path.abspath(zip_filename)
    return zip_filename


_make_tarball.supports_root_dir = True
_make_zipfile.supports_root_dir = True

# By name: (function, extra arguments, description).
_ARCHIVE_FORMATS = {
    "tar": (_make_tarball, [("compress", None)], "uncompressed tar file"),
}


def _has(module):
    # Whether a compression module can be had, without loading what is built on it.
    try:
        __import__(module)
    except ImportError:
        return False
    return True


if _has("zlib"):
    _ARCHIVE_FORMATS["gztar"] = (_make_tarball, [("compress", "gzip")], "gzip'ed tar-file")
    _ARCHIVE_FORMATS["zip"] = (_make_zipfile, [], "ZIP file")
if _has("_bz2"):
    _ARCHIVE_FORMATS["bztar"] = (_make_tarball, [("compress", "bzip2")], "bzip2'ed tar-file")
if _has("_lzma"):
    _ARCHIVE_FORMATS["xztar"] = (_make_tarball, [("compress", "xz")], "xz'ed tar-file")


def get_archive_formats():
    """A list of (name, description) of what make_archive() can make."""
    return sorted([(name, item[2]) for name, item in _ARCHIVE_FORMATS.items()])


def register_archive_format(name, function, extra_args=None, description=""):
    """Add a format for make_archive(); extra_args are (name, value) pairs."""
    if extra_args is None:
        extra_args = []
    if not callable(function):
        raise TypeError("The %s object is not callable" % function)
    if not isinstance(extra_args, (tuple, list)):
        raise TypeError("extra_args needs to be a sequence")
    for element in extra_args:
        if not isinstance(element, (tuple, list)) or len(element) != 2:
            raise TypeError("extra_args elements are : (arg_name, value)")
    _ARCHIVE_FORMATS[name] = (function, extra_args, description)


def unregister_archive_format(name):
    """Remove a format of make_archive()."""
    del _ARCHIVE_FORMATS[name]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0,
                 dry_run=0, owner=None, group=None, logger=None):
    """Make an archive of base_dir, relative to root_dir; return its path.

    base_name is the path without the extension, format one of get_archive_formats()."""
    sys.audit("shutil.make_archive", base_name, format, root_dir, base_dir)
    try:
        func, extra_args, _ = _ARCHIVE_FORMATS[format]
    except KeyError:
        raise ValueError("unknown archive format '%s'" % format) from None
    kwargs = {"dry_run": dry_run, "logger": logger, "owner": owner, "group": group}
    kwargs.update(extra_args)
    if base_dir is None:
        base_dir = os.curdir
    supports_root_dir = getattr(func, "supports_root_dir", False)
    save_cwd = None
    if root_dir is not None:
        st = os.stat(root_dir)
        if not stat.S_ISDIR(st.st_mode):
            raise NotADirectoryError(errno.ENOTDIR, "Not a directory", root_dir)
        if supports_root_dir:
            # Kept out of a root_dir that is relative.
            base_name = os.fspath(base_name)
            kwargs["root_dir"] = root_dir
        else:
            save_cwd = os.getcwd()
            if logger is not None:
                logger.debug("changing into '%s'", root_dir)
            base_name = os.path.abspath(base_name)
            if not dry_run:
                os.chdir(root_dir)
    try:
        return func(base_name, base_dir, **kwargs)
    finally:
        if save_cwd is not None:
            if logger is not None:
                logger.debug("changing back to '%s'", save_cwd)
            os.chdir(save_cwd)


def _ensure_directory(path):
    dirname = os.path.dirname(path)
    if not os.path.isdir(dirname):
        os.makedirs(dirname)


def _unpack_zipfile(filename, extract_dir):
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError("%s is not a zip file" % filename)
    with zipfile.ZipFile(filename) as archive:
        for info in archive.infolist():
            name = info.filename
            # Nothing may get out of the directory.
            if name.startswith("/") or ".." in name:
                continue
            targetpath = os.path.join(extract_dir, *name.split("/"))
            if not targetpath:
                continue
            _ensure_directory(targetpath)
            if not name.endswith("/"):
                with archive.open(name, "r") as source, open(targetpath, "wb") as target:
                    copyfileobj(source, target)


def _unpack_tarfile(filename, extract_dir, *, filter=None):
    import tarfile
    try:
        archive = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError("%s is not a compressed or uncompressed tar file" % filename)
    try:
        archive.extractall(extract_dir, filter=filter)
    finally:
        archive.close()


# By name: (extensions, function, extra arguments, description).
_UNPACK_FORMATS = {
    "tar": ([".tar"], _unpack_tarfile, [], "uncompressed tar file"),
    "zip": ([".zip"], _unpack_zipfile, [], "ZIP file"),
}
if "gztar" in _ARCHIVE_FORMATS:
    _UNPACK_FORMATS["gztar"] = ([".tar.gz", ".tgz"], _unpack_tarfile, [], "gzip'ed tar-file")
if "bztar" in _ARCHIVE_FORMATS:
    _UNPACK_FORMATS["bztar"] = ([".tar.bz2", ".tbz2"], _unpack_tarfile, [],
                                "bzip2'ed tar-file")
if "xztar" in _ARCHIVE_FORMATS:
    _UNPACK_FORMATS["xztar"] = ([".tar.xz", ".txz"], _unpack_tarfile, [], "xz'ed tar-file")


def get_unpack_formats():
    """A list of (name, extensions, description) of what unpack_archive() understands."""
    return sorted([(name, info[0], info[3]) for name, info in _UNPACK_FORMATS.items()])


def _check_unpack_options(extensions, function, extra_args):
    taken = {ext: name for name, info in _UNPACK_FORMATS.items() for ext in info[0]}
    for extension in extensions:
        if extension in taken:
            raise RegistryError('%s is already registered for "%s"'
                                % (extension, taken[extension]))
    if not callable(function):
        raise TypeError("The registered function must be a callable")


def register_unpack_format(name, extensions, function, extra_args=None, description=""):
    """Add a format for unpack_archive(); function gets the file, the directory, and the
    (name, value) pairs of extra_args."""
    if extra_args is None:
        extra_args = []
    _check_unpack_options(extensions, function, extra_args)
    _UNPACK_FORMATS[name] = extensions, function, extra_args, description


def unregister_unpack_format(name):
    """Remove a format of unpack_archive()."""
    del _UNPACK_FORMATS[name]


def _find_unpack_format(filename):
    for name, info in _UNPACK_FORMATS.items():
        for extension in info[0]:
            if filename.endswith(extension):
                return name
    return None


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpack an archive into a directory, by default the current one.

    The format goes by the file's extension unless it is given; filter is tarfile's."""
    sys.audit("shutil.unpack_archive", filename, extract_dir, format)
    if extract_dir is None:
        extract_dir = os.getcwd()
    extract_dir = os.fspath(extract_dir)
    filename = os.fspath(filename)
    filter_kwargs = {} if filter is None else {"filter": filter}
    if format is not None:
        try:
            info = _UNPACK_FORMATS[format]
        except KeyError:
            raise ValueError("Unknown unpack format '{0}'".format(format)) from None
    else:
        format = _find_unpack_format(filename)
        if format is None:
            raise ReadError("Unknown archive format '{0}'".format(filename))
        info = _UNPACK_FORMATS[format]
    info[1](filename, extract_dir, **dict(info[2]), **filter_kwargs)


# ---------------------------------------------------------------- the system

_ntuple_diskusage = None


def disk_usage(path):
    """The total, used and free bytes of the file system that a path is on."""
    global _ntuple_diskusage
    if _ntuple_diskusage is None:
        from collections import namedtuple
        _ntuple_diskusage = namedtuple("usage", "total used free", module="shutil")
    st = os.statvfs(path)
    return _ntuple_diskusage(st.f_blocks * st.f_frsize,
                             (st.f_blocks - st.f_bfree) * st.f_frsize,
                             st.f_bavail * st.f_frsize)


def chown(path, user=None, group=None, *, dir_fd=None, follow_symlinks=True):
    """Change the owner and group of a path; both may be names or numbers."""
    sys.audit("shutil.chown", path, user, group)
    if user is None and group is None:
        raise ValueError("user and/or group must be set")
    # -1 means no change.
    uid, gid = user, group
    if user is None:
        uid = -1
    elif isinstance(user, str):
        uid = _get_uid(user)
        if uid is None:
            raise LookupError("no such user: {!r}".format(user))
    if group is None:
        gid = -1
    elif not isinstance(group, int):
        gid = _get_gid(group)
        if gid is None:
            raise LookupError("no such group: {!r}".format(group))
    os.chown(path, uid, gid, dir_fd=dir_fd, follow_symlinks=follow_symlinks)


def get_terminal_size(fallback=(80, 24)):
    """The size of the terminal: by $COLUMNS and $LINES, or as the system says, or fallback."""
    def of_environment(name):
        try:
            return int(os.environ[name])
        except (KeyError, ValueError):
            return 0

    columns, lines = of_environment("COLUMNS"), of_environment("LINES")
    if columns <= 0 or lines <= 0:
        try:
            size = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            # No stdout, or no terminal.
            size = os.terminal_size(fallback)
        if columns <= 0:
            columns = size.columns or fallback[0]
        if lines <= 0:
            lines = size.lines or fallback[1]
    return os.terminal_size((columns, lines))


def _access_check(fn, mode):
    return os.path.exists(fn) and os.access(fn, mode) and not os.path.isdir(fn)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The path of the program that a command would run, or None."""
    use_bytes = isinstance(cmd, bytes)
    dirname, cmd = os.path.split(cmd)
    if dirname:
        path = [dirname]
    else:
        if path is None:
            path = os.environ.get("PATH", None)
            if path is None:
                try:
                    path = os.confstr("CS_PATH")
                except (AttributeError, ValueError):
                    path = os.defpath
        # An empty $PATH means nothing, not the current directory.
        if not path:
            return None
        if use_bytes:
            path = os.fsencode(path).split(os.fsencode(os.pathsep))
        else:
            path = os.fsdecode(path).split(os.pathsep)
    seen = set()
    for dir in path:
        normdir = os.path.normcase(dir)
        if normdir in seen:
            continue
        seen.add(normdir)
        name = os.path.join(dir, cmd)
        if _access_check(name, mode):
            return name
    return None
