"""Which libraries Windows programs load, as they say themselves: wine has some that a village's laptop lacks."""

import struct
from collections.abc import Iterator, Mapping

OF_WINDOWS = frozenset(
    [
        "advapi32",
        "bcrypt",
        "bcryptprimitives",
        "combase",
        "comctl32",
        "crypt32",
        "cryptprimitives",
        "gdi32",
        "iphlpapi",
        "kernel32",
        "mpr",
        "msi",
        "ncrypt",
        "netapi32",
        "ntdll",
        "ole32",
        "oleaut32",
        "propsys",
        "psapi",
        "rpcrt4",
        "secur32",
        "shell32",
        "shlwapi",
        "user32",
        "userenv",
        "version",
        "winmm",
        "ws2_32",
        "ucrtbase",
    ]
)
"""What every Windows 10 has; `api-ms-win-…` are names of these."""


def missing_libraries(files: Mapping[str, bytes]) -> list[str]:
    """Libraries that a program among the files loads, which is neither there nor part of Windows 10."""
    there = {name.rpartition("/")[2].lower() for name in files}
    binaries = [name for name in files if name.lower().endswith((".exe", ".dll", ".pyd"))]
    wanted = {library for name in binaries for library in imported(files[name])}
    known = {library for library in wanted if library in there or library.startswith("api-ms-win-")}
    return sorted(library for library in wanted - known if library.removesuffix(".dll") not in OF_WINDOWS)


def imported(data: bytes) -> Iterator[str]:
    """The names in the import table of a 64-bit program (the second directory of its optional header)."""
    (header,) = struct.unpack_from("<L", data, 0x3C)
    count, optional = struct.unpack_from("<6xH12xH", data, header)
    if struct.unpack_from("<H", data, header + 24)[0] != 0x20B:
        raise ValueError("no 64-bit program")
    table = struct.unpack_from("<L", data, header + 24 + 112 + 8)[0]
    sections = [struct.unpack_from("<8xLLLL", data, header + 24 + optional + 40 * n) for n in range(count)]

    def place(address: int) -> int:
        for size, virtual, raw_size, raw in sections:
            if virtual <= address < virtual + max(size, raw_size):
                return int(address - virtual + raw)
        raise ValueError("an address in no section")

    while table:
        name = struct.unpack_from("<12xL", data, place(table))[0]
        if not name:
            return
        start = place(name)
        yield data[start : data.index(b"\0", start)].decode("ascii").lower()
        table += 20
