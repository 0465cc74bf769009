"""The parent of one container's process: what tini and the log driver are in a real container.

Run as a script: `python -I -S container_init.py FOLDER`, with the container's environment as its own. It reads
FOLDER/spec.json (`command`, `cwd`), starts the command, writes FOLDER/run.json (who runs), copies the output to
FOLDER/log (two files of bounded size), and when the command ends kills what it left behind and writes FOLDER/exit.json.

It exists because the emulator may be killed while its tasks live on: somebody must still take the output, learn the
exit code, and end the children. It imports nothing of ours, so that it starts in a few milliseconds.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time

LOG_BYTES = 4 * 1024 * 1024
"""Size at which `log` becomes `log.1`: a task keeps twice this at most."""
LAST_OUTPUT_SECONDS = 10.0
"""When all that the command left has ended nobody writes any more: the last of it is there, late on a busy machine."""
_PR_SET_CHILD_SUBREAPER = 36


def start_of(pid):
    """Field 22 of /proc/<pid>/stat, as processes.py reads it."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[19]
    except OSError:
        shown = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True)
        return shown.stdout.strip().partition(" ")[2].strip()


def write(folder, name, value):
    """Whole or absent."""
    temporary = os.path.join(folder, f".{name}.tmp")
    with open(temporary, "w") as file:
        json.dump(value, file)
    os.replace(temporary, os.path.join(folder, name))


def copy_output(source, folder):
    """Until the last writer has closed; a full disk costs output, never the task."""
    path = os.path.join(folder, "log")
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    size = os.fstat(log).st_size
    while chunk := os.read(source, 65536):
        try:
            os.write(log, chunk)
            size += len(chunk)
            if size >= LOG_BYTES:
                os.replace(path, path + ".1")
                os.close(log)
                log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
                size = 0
        except OSError:
            continue


def end_the_rest(group):
    """The processes that the command left: its group, and those that left the group, which are our children now."""
    for _ in range(500):
        try:
            os.killpg(group, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        for child in children():
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                pass
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.02)


def children():
    """Pids of our direct children."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            return [int(pid) for pid in file.read().split()]
    except OSError:
        return []


def wait_for(pid):
    """The exit code as a shell tells it (128 + signal), collecting orphans on the way."""
    while True:
        ended, status = os.waitpid(-1, 0)
        if ended == pid:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def tell(report):
    """One line to the emulator that waits for it; it may be gone."""
    try:
        os.write(1, json.dumps(report).encode() + b"\n")
    except OSError:
        pass
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def main(folder):
    """Run one container to its end."""
    with open(os.path.join(folder, "spec.json")) as file:
        spec = json.load(file)
    try:
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    except (OSError, AttributeError):
        pass
    source, sink = os.pipe()
    try:
        child = subprocess.Popen(
            spec["command"], cwd=spec["cwd"], stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=True
        )
    except OSError as error:
        tell({"error": f"{error.strerror}: {error.filename}"})
        return
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    os.close(sink)
    run = {
        "init": {"pid": os.getpid(), "start": start_of(os.getpid())},
        "main": {"pid": child.pid, "start": start_of(child.pid)},
        "startedAt": time.time(),
    }
    write(folder, "run.json", run)
    tell(run)
    output = threading.Thread(target=copy_output, args=(source, folder), daemon=True)
    output.start()
    code = wait_for(child.pid)
    end_the_rest(child.pid)
    output.join(LAST_OUTPUT_SECONDS)
    write(folder, "exit.json", {"code": code, "at": time.time()})


if __name__ == "__main__":
    main(sys.argv[1])
