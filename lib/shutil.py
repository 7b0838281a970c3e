# shutil: copying, moving, removing and archiving of files and trees.
# Invariant: rmtree() never leaves the tree it was given by way of a link.

import errno
import os
import stat
import sys

__all__ = """copyfileobj copyfile copymode copystat copy copy2 copytree move rmtree
    Error SpecialFileError ExecError SameFileError
    make_archive get_archive_formats register_archive_format unregister_archive_format
    unpack_archive get_unpack_formats register_unpack_format unregister_unpack_format
    ignore_patterns chown which get_terminal_size disk_usage""".split()

COPY_BUFSIZE = 1 << 18          # how much is copied at a time


class Error(OSError):
    """What an operation on a tree could not do."""


class SameFileError(Error):
    """A file was to be copied onto itself."""


class SpecialFileError(OSError):
    """A file of a kind that the operation cannot take, such as a named pipe."""


class ExecError(OSError):
    """A command could not be executed."""


class ReadError(OSError):
    """An archive cannot be read."""


class RegistryError(Exception):
    """Archive formats are registered wrongly."""


# Where a path may also be a DirEntry, that may know the answer already.

def _stat(path):
    return path.stat() if isinstance(path, os.DirEntry) else os.stat(path)


def _islink(path):
    return path.is_symlink() if isinstance(path, os.DirEntry) else os.path.islink(path)


def _samefile(one, other):
    try:
        return os.path.samestat(_stat(one), os.stat(other))
    except OSError:
        return False            # one of them is not there


# ---------------------------------------------------------------- contents

class _GiveupOnFastCopy(Exception):
    """The fast way does not work here, and has not copied anything."""


# Set to false when it turns out that this system only sends to sockets.
_USE_CP_SENDFILE = hasattr(os, "sendfile") and sys.platform in ("linux", "android")


def _fastcopy_sendfile(fsrc, fdst):
    """Copy in the kernel, between the descriptors of two files."""
    global _USE_CP_SENDFILE
    try:
        source, target = fsrc.fileno(), fdst.fileno()
    except Exception as err:
        raise _GiveupOnFastCopy(err)
    # The size is a hint only: the copy ends where nothing more is sent.
    try:
        chunk = max(1 << 23, os.fstat(source).st_size)
    except OSError:
        chunk = 1 << 27
    if sys.maxsize < 1 << 32:
        chunk = min(chunk, 1 << 30)
    done = 0
    try:
        while count := os.sendfile(target, source, done, chunk):
            done += count
    except OSError as err:
        err.filename, err.filename2 = fsrc.name, fdst.name
        if err.errno == errno.ENOTSOCK:
            _USE_CP_SENDFILE = False
        elif err.errno == errno.ENOSPC or done or os.lseek(target, 0, os.SEEK_CUR):
            raise
        raise _GiveupOnFastCopy(err)


def copyfileobj(fsrc, fdst, length=0):
    """Copy what is left of one file object to another, length bytes at a time."""
    size = length or COPY_BUFSIZE
    take, put = fsrc.read, fdst.write
    while piece := take(size):
        put(piece)


def _copy_open_file(source, target):
    if _USE_CP_SENDFILE:
        try:
            return _fastcopy_sendfile(source, target)
        except _GiveupOnFastCopy:
            pass
    copyfileobj(source, target)


def _refuse_pipe(path):
    try:
        mode = _stat(path).st_mode
    except OSError:
        return                  # it need not be there; if it must, open() tells
    if stat.S_ISFIFO(mode):
        raise SpecialFileError(f"`{os.fspath(path)}` is a named pipe")


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy a file's contents; return dst.

    Without follow_symlinks, a link is copied as a link."""
    sys.audit("shutil.copyfile", src, dst)
    if _samefile(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    _refuse_pipe(src)
    _refuse_pipe(dst)
    if not follow_symlinks and _islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, "rb") as source:
        try:
            with open(dst, "wb") as target:
                _copy_open_file(source, target)
        except IsADirectoryError as err:
            if os.path.exists(dst):
                raise
            # A name with a slash at the end, of no directory.
            raise FileNotFoundError(f"Directory does not exist: {dst}") from err
    return dst


# ---------------------------------------------------------------- metadata

def copymode(src, dst, *, follow_symlinks=True):
    """Copy a file's permissions."""
    sys.audit("shutil.copymode", src, dst)
    if follow_symlinks or not (_islink(src) and os.path.islink(dst)):
        os.chmod(dst, stat.S_IMODE(_stat(src).st_mode))
    elif hasattr(os, "lchmod"):
        os.lchmod(dst, stat.S_IMODE(os.lstat(src).st_mode))


# What it means that one side does not have an attribute, and that it may not be set.
_NO_XATTR = {getattr(errno, name, None) for name in ("ENOTSUP", "ENODATA", "EINVAL")}
_XATTR_DENIED = {errno.EPERM, errno.EACCES}


def _copyxattr(src, dst, *, follow_symlinks=True):
    """Copy extended attributes, as far as both sides have them."""
    if not hasattr(os, "listxattr"):
        return
    names, harmless = (), _NO_XATTR
    try:
        names = os.listxattr(src, follow_symlinks=follow_symlinks)
    except OSError as err:
        if err.errno not in harmless:
            raise
    harmless = _NO_XATTR | _XATTR_DENIED
    for name in names:
        try:
            os.setxattr(dst, name, os.getxattr(src, name, follow_symlinks=follow_symlinks),
                        follow_symlinks=follow_symlinks)
        except OSError as err:
            if err.errno not in harmless:
                raise


def copystat(src, dst, *, follow_symlinks=True):
    """Copy permissions, times, flags and extended attributes of a file."""
    sys.audit("shutil.copystat", src, dst)
    follow = follow_symlinks or not (_islink(src) and os.path.islink(dst))

    def change(operation, *args, **kwargs):
        # Nothing, where the system cannot do it, or not to links.
        function = getattr(os, operation, None)
        if function and (follow or function in os.supports_follow_symlinks):
            function(dst, *args, follow_symlinks=follow, **kwargs)

    if isinstance(src, os.DirEntry):
        info = src.stat(follow_symlinks=follow)
    else:
        info = os.stat(src, follow_symlinks=follow)
    change("utime", ns=(info.st_atime_ns, info.st_mtime_ns))
    # While the file can still be written.
    _copyxattr(src, dst, follow_symlinks=follow)
    try:
        change("chmod", stat.S_IMODE(info.st_mode))
    except NotImplementedError:
        pass                    # what is said of a link only when it is tried
    flags = getattr(info, "st_flags", None)
    if flags is not None:
        try:
            change("chflags", flags)
        except OSError as err:
            if err.errno not in (errno.ENOTSUP, errno.EOPNOTSUPP):
                raise


def _copy_with(copy_metadata, src, dst, follow):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow)
    copy_metadata(src, dst, follow_symlinks=follow)
    return dst


def copy(src, dst, *, follow_symlinks=True):
    """Copy contents and permissions; dst may be a directory.  Return the new file."""
    return _copy_with(copymode, src, dst, follow_symlinks)


def copy2(src, dst, *, follow_symlinks=True):
    """Copy contents and all metadata; dst may be a directory.  Return the new file."""
    return _copy_with(copystat, src, dst, follow_symlinks)


# ---------------------------------------------------------------- copying of trees

def ignore_patterns(*patterns):
    """A function for copytree(ignore=) that leaves out names matching shell patterns."""
    def matching(_directory, names):
        from fnmatch import filter
        return {name for pattern in patterns for name in filter(names, pattern)}
    return matching


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2,
             ignore_dangling_symlinks=False, dirs_exist_ok=False):
    """Copy a directory tree; return dst.

    With symlinks, links are copied as links.  ignore(directory, names) returns names to
    leave out.  Errors of single files are collected and raised as one Error at the end.
    """
    sys.audit("shutil.copytree", src, dst)
    with os.scandir(src) as listing:
        entries = list(listing)
    left_out = ()
    if ignore is not None:
        left_out = ignore(os.fspath(src), [entry.name for entry in entries])
    # Functions of others get a path; ours save a stat with the entry.
    ours = copy_function in (copy, copy2)

    def copy_entry(entry, source, target):
        link = entry.is_symlink()
        known = entry if ours else source
        if link and symlinks:
            os.symlink(os.readlink(source), target)
            copystat(known, target, follow_symlinks=False)
            return
        if link:
            if ignore_dangling_symlinks and not os.path.exists(source):
                return
            known = source
        if entry.is_dir():
            copytree(known, target, symlinks, ignore, copy_function,
                     ignore_dangling_symlinks, dirs_exist_ok)
        else:
            copy_function(known, target)

    os.makedirs(dst, exist_ok=dirs_exist_ok)
    problems = []
    for entry in entries:
        if entry.name not in left_out:
            names = os.path.join(src, entry.name), os.path.join(dst, entry.name)
            try:
                copy_entry(entry, *names)
            except Error as inner:
                problems += inner.args[0]
            except OSError as err:
                problems.append((*names, str(err)))
    try:
        copystat(src, dst)
    except OSError as err:
        # Windows cannot set the times of directories.
        if getattr(err, "winerror", None) is None:
            problems.append((src, dst, str(err)))
    if problems:
        raise Error(problems)
    return dst


# ---------------------------------------------------------------- removing of trees

# Whether directories can be opened, and what is in them named relative to that.
_use_fd_functions = (os.supports_dir_fd.issuperset((os.open, os.stat, os.unlink, os.rmdir))
                     and os.stat in os.supports_follow_symlinks
                     and os.scandir in os.supports_fd)


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Delete a directory tree.

    An error in function(path) is raised, or ignored, or given to onexc(function, path,
    exception).  onerror, deprecated, gets an exc_info tuple instead of the exception.
    """
    sys.audit("shutil.rmtree", path, dir_fd)
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    report = _reporter(ignore_errors, onerror, onexc)
    if _use_fd_functions:
        _rmtree_safe_fd(path, dir_fd, report)
    elif dir_fd is None:
        _run_nested(_remove_directory(path, path, None, report, by_fd=False))
    else:
        raise NotImplementedError("dir_fd unavailable on this platform")


rmtree.avoids_symlink_attacks = _use_fd_functions


def _reporter(ignore_errors, onerror, onexc):
    def ignored(_function, _path, _error):
        pass

    def raised(_function, _path, error):
        raise error

    def in_the_old_way(function, path, error):
        return onerror(function, path, (type(error), error, error.__traceback__))

    if ignore_errors:
        return ignored
    return onexc or (raised if onerror is None else in_the_old_way)


def _rmtree_safe_fd(path, dir_fd, onexc):
    _run_nested(_remove_directory(path, path, dir_fd, onexc, by_fd=True))


def _run_nested(task):
    """Run a generator, and first every generator that it yields.

    So a tree may be deeper than the stack."""
    running = [task]
    try:
        while running:
            inner = next(running[-1], None)
            if inner is None:
                running.pop()
            else:
                running.append(inner)
    finally:
        # After an error: they still have directories open.
        while running:
            try:
                running.pop().close()
            except Exception:
                pass            # the first error is the one to tell


def _remove_directory(path, name, parent, report, by_fd, top=True):
    """Delete the directory name (in the one open as parent); yield the same of those inside.

    What somebody else deletes meanwhile is no error, but for the tree itself."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
    gone, failed = object(), object()

    def attempt(function, *args, tell_gone=top, **kwargs):
        try:
            return function(*args, **kwargs)
        except OSError as err:
            if isinstance(err, FileNotFoundError) and not tell_gone:
                return gone
            if err.errno is not None:
                err.filename = path
            report(function, path, err)
            return failed

    def refuse_link():
        try:
            raise OSError("Cannot call rmtree on a symbolic link")
        except OSError as err:
            report(os.path.islink, path, err)

    before = attempt(os.lstat, name, dir_fd=parent)
    if before is gone or before is failed:
        return
    if stat.S_ISLNK(before.st_mode):
        return refuse_link()
    fd = attempt(os.open, name, flags, dir_fd=parent) if by_fd else None
    if fd is gone or (fd is failed and top):
        return
    # One that cannot be opened may be empty, and can be removed all the same.
    if fd is not failed:
        try:
            if by_fd and not os.path.samestat(before, os.fstat(fd)):
                # Replaced since it was looked at.
                return refuse_link()
            listing = attempt(os.scandir, fd if by_fd else path, tell_gone=True)
            if listing is not failed:
                with listing:
                    entries = list(listing)
                for entry in entries:
                    inner = os.path.join(path, entry.name)
                    handle = entry.name if by_fd else inner
                    if _is_real_directory(entry):
                        yield _remove_directory(inner, handle, fd, report, by_fd, top=False)
                        continue
                    try:
                        os.unlink(handle, dir_fd=fd)
                    except FileNotFoundError:
                        pass
                    except OSError as err:
                        err.filename = inner
                        report(os.unlink, inner, err)
        finally:
            if by_fd:
                attempt(os.close, fd, tell_gone=True)
    attempt(os.rmdir, name, dir_fd=parent)


def _is_real_directory(entry):
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False            # unlink() will tell


# ---------------------------------------------------------------- moving

def move(src, dst, copy_function=copy2):
    """Move a file or directory, as mv does; return where it is now.

    If it must be copied to another file system, copy_function does that."""
    sys.audit("shutil.move", src, dst)
    target = dst
    if os.path.isdir(dst):
        if _samefile(src, dst) and not os.path.islink(src):
            # The same directory, perhaps with another case.
            os.rename(src, dst)
            return None
        separators = os.path.sep + (os.path.altsep or "")
        target = os.path.join(dst, os.path.basename(os.fspath(src).rstrip(separators)))
        if os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    try:
        os.rename(src, target)
    except OSError:
        _move_by_copying(src, dst, target, copy_function)
    return target


def _move_by_copying(src, dst, target, copy_function):
    remove = os.unlink
    if os.path.islink(src):
        os.symlink(os.readlink(src), target)
    elif os.path.isdir(src):
        if _destinsrc(src, dst):
            raise Error(f"Cannot move a directory '{src}' into itself '{dst}'.")
        if _cannot_be_emptied(src):
            raise PermissionError(f"Cannot move the non-empty directory '{src}': "
                                  f"Lacking write permission to '{src}'.")
        copytree(src, target, symlinks=True, copy_function=copy_function)
        remove = rmtree
    else:
        copy_function(src, target)
    remove(src)


def _destinsrc(src, dst):
    # With a separator at the end: "a" is not in "ab".
    outer, inner = (os.path.join(os.path.abspath(path), "") for path in (src, dst))
    return inner.startswith(outer)


def _cannot_be_emptied(directory):
    flags = getattr(_stat(directory), "st_flags", 0)
    if flags & (stat.SF_IMMUTABLE | stat.UF_IMMUTABLE):
        return True
    return (sys.platform == "darwin" and not os.access(directory, os.W_OK)
            and bool(os.listdir(directory)))


# ---------------------------------------------------------------- users and groups

_ACCOUNTS = {
    "user": ("pwd", "getpwnam", "pw_uid"),
    "group": ("grp", "getgrnam", "gr_gid"),
}


def _account_number(kind, name):
    """A user's or group's number, or None."""
    if name is None:
        return None
    module, lookup, field = _ACCOUNTS[kind]
    try:
        entry = getattr(__import__(module), lookup)(name)
    except (ImportError, KeyError):
        return None
    return getattr(entry, field)


def chown(path, user=None, group=None, *, dir_fd=None, follow_symlinks=True):
    """Change the owner and group of a path; both may be names or numbers."""
    sys.audit("shutil.chown", path, user, group)
    if user is group is None:
        raise ValueError("user and/or group must be set")
    numbers = []
    for kind, given, is_name in (("user", user, isinstance(user, str)),
                                 ("group", group, not isinstance(group, int))):
        number = given
        if given is None:
            number = -1         # no change
        elif is_name:
            number = _account_number(kind, given)
            if number is None:
                raise LookupError(f"no such {kind}: {given!r}")
        numbers.append(number)
    os.chown(path, *numbers, dir_fd=dir_fd, follow_symlinks=follow_symlinks)


# ---------------------------------------------------------------- making of archives

_TAR_COMPRESSIONS = {None: "", "gzip": "gz", "bzip2": "bz2", "xz": "xz", "zstd": "zst"}


def _prepare_archive(path, dry_run, logger):
    # The directory that it goes to.
    folder = os.path.dirname(path)
    if folder and not os.path.exists(folder):
        if logger:
            logger.info("creating %s", folder)
        if not dry_run:
            os.makedirs(folder)


def _make_tarball(base_name, base_dir, compress="gzip", verbose=0, dry_run=0,
                  owner=None, group=None, logger=None, root_dir=None):
    """Make a tar file of base_dir, named by it in root_dir; return its path."""
    suffix = _TAR_COMPRESSIONS.get(compress)
    if suffix is None:
        raise ValueError("bad value for 'compress', or compression format not "
                         f"supported : {compress}")
    import tarfile
    path = base_name + ".tar" + (suffix and "." + suffix)
    _prepare_archive(path, dry_run, logger)
    if logger:
        logger.info("Creating tar archive")
    changes = {}
    for kind, name, number_field, name_field in (("user", owner, "uid", "uname"),
                                                 ("group", group, "gid", "gname")):
        number = _account_number(kind, name)
        if number is not None:
            changes.update({number_field: number, name_field: name})

    def with_owner(member):
        for field, value in changes.items():
            setattr(member, field, value)
        return member

    if not dry_run:
        source = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
        with tarfile.open(path, "w|" + suffix) as archive:
            archive.add(source, base_dir, filter=with_owner)
    return path if root_dir is None else os.path.abspath(path)


def _zip_members(top, root_dir):
    """All (path, name in the archive) below top: of each directory those inside, then files."""
    for folder, folders, files in os.walk(top):
        shown = os.path.normpath(folder if root_dir is None
                                 else os.path.relpath(folder, root_dir))
        for name in sorted(folders):
            yield os.path.join(folder, name), os.path.join(shown, name)
        for name in files:
            path = os.path.normpath(os.path.join(folder, name))
            if os.path.isfile(path):
                yield path, os.path.join(shown, name)


def _make_zipfile(base_name, base_dir, verbose=0, dry_run=0,
                  logger=None, owner=None, group=None, root_dir=None):
    """Make a zip file of base_dir, named by it in root_dir; return its path."""
    import zipfile
    path = base_name + ".zip"
    _prepare_archive(path, dry_run, logger)
    if logger:
        logger.info("creating '%s' and adding '%s' to it", path, base_dir)
    if not dry_run:
        top = os.path.normpath(base_dir if root_dir is None
                               else os.path.join(root_dir, base_dir))
        shown = os.path.normpath(base_dir)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            members = [] if shown == os.curdir else [(top, shown)]
            for step in (members, _zip_members(top, root_dir)):
                for member, name in step:
                    archive.write(member, name)
                    if logger:
                        logger.info("adding '%s'", member)
    return path if root_dir is None else os.path.abspath(path)


# Such a function can be told root_dir; for others the current directory is changed.
_make_tarball.supports_root_dir = _make_zipfile.supports_root_dir = True


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0,
                 dry_run=0, owner=None, group=None, logger=None):
    """Make an archive of base_dir, relative to root_dir; return its path.

    base_name is the path without the extension, format one of get_archive_formats()."""
    sys.audit("shutil.make_archive", base_name, format, root_dir, base_dir)
    if format not in _ARCHIVE_FORMATS:
        raise ValueError(f"unknown archive format '{format}'")
    function, extra_args, _ = _ARCHIVE_FORMATS[format]
    options = {"dry_run": dry_run, "logger": logger, "owner": owner, "group": group,
               **dict(extra_args)}
    what = os.curdir if base_dir is None else base_dir
    if root_dir is None:
        return function(base_name, what, **options)
    if not stat.S_ISDIR(os.stat(root_dir).st_mode):
        raise NotADirectoryError(errno.ENOTDIR, "Not a directory", root_dir)
    if getattr(function, "supports_root_dir", False):
        return function(os.fspath(base_name), what, root_dir=root_dir, **options)

    def enter(directory, message):
        if logger:
            logger.debug(message, directory)
        if not dry_run:
            os.chdir(directory)

    where = os.getcwd()
    path = os.path.abspath(base_name)
    enter(root_dir, "changing into '%s'")
    try:
        return function(path, what, **options)
    finally:
        enter(where, "changing back to '%s'")


# ---------------------------------------------------------------- unpacking of archives

def _unpack_tarfile(filename, extract_dir, *, filter=None):
    import tarfile
    try:
        archive = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError(f"{filename} is not a compressed or uncompressed tar file")
    with archive:
        archive.extractall(extract_dir, filter=filter)


def _unpack_zipfile(filename, extract_dir):
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError(f"{filename} is not a zip file")
    with zipfile.ZipFile(filename) as archive:
        for name in archive.namelist():
            # Nothing may get out of the directory.
            if ".." in name or name.startswith("/"):
                continue
            target = os.path.join(extract_dir, *name.split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if not name.endswith("/"):
                with archive.open(name) as packed, open(target, "wb") as file:
                    copyfileobj(packed, file)


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpack an archive into a directory, by default the current one.

    The format goes by the file's extension unless it is given; filter is tarfile's."""
    sys.audit("shutil.unpack_archive", filename, extract_dir, format)
    archive = os.fspath(filename)
    target = os.getcwd() if extract_dir is None else os.fspath(extract_dir)
    if format is None:
        entry = next((entry for entry in _UNPACK_FORMATS.values()
                      if archive.endswith(tuple(entry[0]))), None)
        if entry is None:
            raise ReadError(f"Unknown archive format '{archive}'")
    elif format in _UNPACK_FORMATS:
        entry = _UNPACK_FORMATS[format]
    else:
        raise ValueError(f"Unknown unpack format '{format}'")
    options = dict(entry[2])
    if filter is not None:
        options["filter"] = filter
    entry[1](archive, target, **options)


# ---------------------------------------------------------------- archive formats

_ARCHIVE_FORMATS = {}           # name: (function, extra arguments, description)
_UNPACK_FORMATS = {}            # name: (extensions, function, extra arguments, description)


def _register_own_formats():
    def there(module):
        try:
            __import__(module)
        except ImportError:
            return False
        return True

    _UNPACK_FORMATS["zip"] = [".zip"], _unpack_zipfile, [], "ZIP file"
    if there("zlib"):
        _ARCHIVE_FORMATS["zip"] = _make_zipfile, [], "ZIP file"
    for name, needed, compress, extensions, description in (
            ("tar", "sys", None, [".tar"], "uncompressed tar file"),
            ("gztar", "zlib", "gzip", [".tar.gz", ".tgz"], "gzip'ed tar-file"),
            ("bztar", "_bz2", "bzip2", [".tar.bz2", ".tbz2"], "bzip2'ed tar-file"),
            ("xztar", "_lzma", "xz", [".tar.xz", ".txz"], "xz'ed tar-file")):
        if there(needed):
            _ARCHIVE_FORMATS[name] = _make_tarball, [("compress", compress)], description
            _UNPACK_FORMATS[name] = extensions, _unpack_tarfile, [], description


_register_own_formats()


def get_archive_formats():
    """A list of (name, description) of what make_archive() can make."""
    return sorted((name, entry[-1]) for name, entry in _ARCHIVE_FORMATS.items())


def register_archive_format(name, function, extra_args=None, description=""):
    """Add a format for make_archive(); extra_args are (name, value) pairs."""
    sequence = list, tuple
    pairs = [] if extra_args is None else extra_args
    if not callable(function):
        raise TypeError(f"The {function} object is not callable")
    if not isinstance(pairs, sequence):
        raise TypeError("extra_args needs to be a sequence")
    if not all(isinstance(pair, sequence) and len(pair) == 2 for pair in pairs):
        raise TypeError("extra_args elements are : (arg_name, value)")
    _ARCHIVE_FORMATS[name] = function, pairs, description


def unregister_archive_format(name):
    """Remove a format of make_archive()."""
    del _ARCHIVE_FORMATS[name]


def get_unpack_formats():
    """A list of (name, extensions, description) of what unpack_archive() understands."""
    return sorted((name, entry[0], entry[-1]) for name, entry in _UNPACK_FORMATS.items())


def register_unpack_format(name, extensions, function, extra_args=None, description=""):
    """Add a format for unpack_archive(); function gets the file, the directory, and the
    (name, value) pairs of extra_args."""
    for owner, entry in _UNPACK_FORMATS.items():
        for extension in extensions:
            if extension in entry[0]:
                raise RegistryError(f'{extension} is already registered for "{owner}"')
    if not callable(function):
        raise TypeError("The registered function must be a callable")
    pairs = [] if extra_args is None else extra_args
    _UNPACK_FORMATS[name] = extensions, function, pairs, description


def unregister_unpack_format(name):
    """Remove a format of unpack_archive()."""
    del _UNPACK_FORMATS[name]


# ---------------------------------------------------------------- the system

_usage_type = None              # made when it is first asked for


def disk_usage(path):
    """The total, used and free bytes of the file system that a path is on."""
    global _usage_type
    if _usage_type is None:
        from collections import namedtuple
        _usage_type = namedtuple("usage", ("total", "used", "free"), module=__name__)
    system = os.statvfs(path)
    blocks = system.f_blocks, system.f_blocks - system.f_bfree, system.f_bavail
    return _usage_type._make(count * system.f_frsize for count in blocks)


def get_terminal_size(fallback=(80, 24)):
    """The size of the terminal: by $COLUMNS and $LINES, or as the system says, or fallback."""
    size = []
    for variable in ("COLUMNS", "LINES"):
        try:
            size.append(max(0, int(os.environ[variable])))
        except (KeyError, ValueError):
            size.append(0)
    if not all(size):
        try:
            asked = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            asked = fallback    # no stdout, or no terminal
        size = [a or b or c for a, b, c in zip(size, asked, fallback)]
    return os.terminal_size(size)


def _search_path(given):
    # $PATH, even if it is empty; or else what the system has for a default.
    if given is not None:
        return given
    if "PATH" in os.environ:
        return os.environ["PATH"]
    try:
        return os.confstr("CS_PATH")
    except (AttributeError, ValueError):
        return os.defpath


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The path of the program that a command would run, or None."""
    folder, command = os.path.split(cmd)
    if folder:
        folders = [folder]
    else:
        convert = os.fsencode if isinstance(cmd, bytes) else os.fsdecode
        # An empty path means nothing, not the current directory.
        listed = _search_path(path)
        folders = convert(listed).split(convert(os.pathsep)) if listed else ()
    tried = set()
    for folder in folders:
        if (normal := os.path.normcase(folder)) in tried:
            continue
        tried.add(normal)
        program = os.path.join(folder, command)
        if os.path.exists(program) and os.access(program, mode) and not os.path.isdir(program):
            return program
    return None
