"""CPython's embeddable files: from a pinned package or a file that is named, its signatures checked. Nothing is run."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any


def download(folder: str, *wanted: str, environment: Mapping[str, str] | None = None) -> None:
    """Fetch packages as files, and nothing that they need."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "download", "--no-deps"]
    own = os.environ | dict(environment or {})
    subprocess.run([*pip, "--dest", folder, *wanted], check=True, env=own)


def pinned(name: str, data: bytes, sha256: str) -> bytes:
    """The bytes themselves; ends the build where they are not those that were pinned."""
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        sys.exit(f"{name}：SHA-256 是 {found}，应当是 {sha256}。没有用它。")
    return data


def runtime(python: dict[str, Any], cache: Path) -> dict[str, bytes]:
    """The files of the embeddable distribution by name. `EMBED=FILE` names another archive of the same version."""
    named = os.environ.get("EMBED")
    if named:
        data = Path(named).read_bytes()
        print(f"用指定的 {named}（SHA-256 {hashlib.sha256(data).hexdigest()}）")
    else:
        data = _packaged(python, cache)
    files = _unpacked(data, python["inside"])
    library = f"python{python['version'].replace('.', '')}.dll"
    if not {"python.exe", library} <= files.keys():
        sys.exit(f"里面没有 python.exe 和 {library}，不是 Python {python['version']} 的嵌入版。")
    _check_signatures(files, python)
    return files


def _packaged(python: dict[str, Any], cache: Path) -> bytes:
    package, sha256 = python["package"], python["sha256"]
    for file in sorted(cache.glob("embed/*")):
        if hashlib.sha256(data := file.read_bytes()).hexdigest() == sha256:
            return data
    with tempfile.TemporaryDirectory() as folder:
        download_unbuilt(package, Path(folder))
        (file,) = Path(folder).iterdir()
        data = pinned(package, file.read_bytes(), sha256)
        (cache / "embed").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, cache / "embed" / file.name)
    return data


_NO_SETUP = """
import email, pathlib

class __legacy__:
    def get_requires_for_build_wheel(settings=None):
        return []

    def prepare_metadata_for_build_wheel(folder, settings=None):
        told = pathlib.Path("PKG-INFO").read_bytes()
        name = email.message_from_bytes(told)
        info = pathlib.Path(folder, f"{name['Name'].replace('-', '_')}-{name['Version']}.dist-info")
        info.mkdir()
        info.joinpath("METADATA").write_bytes(told)
        return info.name
"""


def download_unbuilt(requirement: str, folder: Path) -> None:
    """Fetch a package's source and run nothing of it.

    pip asks the set-up script of a source for the package's name; here it finds a stand-in for setuptools that copies
    what the source says of itself.
    """
    with tempfile.TemporaryDirectory() as stand_in:
        package = Path(stand_in) / "setuptools"
        package.mkdir()
        (package / "__init__.py").touch()
        (package / "build_meta.py").write_text(_NO_SETUP, encoding="utf-8")
        options = ("--no-binary=:all:", "--no-build-isolation", "--use-pep517")
        download(str(folder), *options, requirement, environment={"PYTHONPATH": stand_in})


def _unpacked(data: bytes, inside: list[str]) -> dict[str, bytes]:
    """The files of an archive: of the package's, those in the folder that is named; of CPython's own, all."""
    archive, folder = inside
    if not zipfile.is_zipfile(BytesIO(data)):
        with tarfile.open(fileobj=BytesIO(data)) as source:
            (wanted,) = [m for m in source.getmembers() if m.name.partition("/")[2] == archive]
            packed = source.extractfile(wanted)
            assert packed is not None
            data = packed.read()
    with zipfile.ZipFile(BytesIO(data)) as archived:
        names = [n for n in archived.namelist() if not n.endswith("/")]
        start = folder if any(n.startswith(folder) for n in names) else ""
        return {n.removeprefix(start): archived.read(n) for n in names if n.startswith(start)}


def _check_signatures(files: Mapping[str, bytes], python: dict[str, Any]) -> None:
    """Every binary is signed by whom it should be, up to a root that is known. Skipped, and said, without the tools."""
    if not (shutil.which("osslsigncode") and shutil.which("openssl")):
        print("没有 osslsigncode 或 openssl：没有核对签名（装上以后再打一次就会核对）。")
        return
    binaries = [
        n for n in sorted(files) if n.endswith((".exe", ".dll", ".pyd")) and n not in python["signed_by_others"]
    ]
    with tempfile.TemporaryDirectory() as folder:
        for name in binaries:
            file = Path(folder) / name
            file.write_bytes(files[name])
            if not _is_signed(file, python["signer"], python["roots"]):
                sys.exit(f"{name} 的签名不对，没有用它。")
            file.unlink()
    print(f"签名核对无误：{len(binaries)} 个文件，{python['signer']}。")


def _is_signed(file: Path, signer: str, roots: list[str]) -> bool:
    """Whether the file is as it was signed, at the time its timestamp proves."""
    trusted, certificates = file.with_suffix(".trusted"), file.with_suffix(".pem")
    trusted.write_text("".join([_of_system(), *_known_roots(file, certificates, roots)]))
    ask = ["osslsigncode", "verify", "-ignore-cdp", "-ignore-crl", "-CAfile", str(trusted), "-TSA-CAfile", str(trusted)]
    asked = subprocess.run(
        [*ask, "-in", str(file)], check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    return asked.returncode == 0 and f"/O={signer}/" in asked.stdout


def _of_system() -> str:
    """The certificates this machine trusts."""
    import ssl

    store = ssl.get_default_verify_paths().cafile or ssl.get_default_verify_paths().openssl_cafile
    return Path(store).read_text() if store and Path(store).is_file() else ""


def _known_roots(file: Path, certificates: Path, roots: list[str]) -> list[str]:
    """Of the certificates that a signature carries, those that are pinned as roots."""
    take = ["osslsigncode", "extract-signature", "-pem", "-in", str(file), "-out", str(certificates)]
    subprocess.run(take, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    listed = subprocess.run(
        ["openssl", "pkcs7", "-print_certs", "-in", str(certificates)], check=True, capture_output=True, text=True
    )
    certificates.unlink()
    found = re.findall(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", listed.stdout, re.DOTALL)
    return [pem for pem in found if _fingerprint(pem) in roots]


def _fingerprint(pem: str) -> str:
    import ssl

    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest().upper()
