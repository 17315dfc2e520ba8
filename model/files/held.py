"""Whether an open file is held by this process, until it is closed or the process dies.

The system keeps such a lock, so a process that is killed cannot leave one behind. It hangs
on the open file: a second opening of the same file, even in this process, is somebody else's.
"""


def hold(handle: int) -> bool | None:
    """Hold the open file behind `handle`, a descriptor open for writing, from now on.

    True: it is ours. False: somebody else holds it. None: that cannot be known here, as on
    network disks that lock nothing. It never waits and raises nothing.

    On Windows the first byte of the file is what is locked: others can read the rest only.
    """
    from filelock import lock_descriptor  # 10 to 20 ms, which a start has not

    try:
        return lock_descriptor(handle, blocking=False)
    except OSError:
        # EBADF among them: a network disk wants the file open for writing and may refuse that.
        return None
