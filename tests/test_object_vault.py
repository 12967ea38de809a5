"""The vault at a URL: on fsspec's memory and local file systems, and on a server that speaks as S3 does."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fsspec
import pytest
from moto.server import ThreadedMotoServer

from flows.backfile import door
from flows.claim import Taken, intake
from flows.drain import Drainer
from flows.exits import Exit
from flows.settings import load
from flows.system import System, now
from flows.vaults import open_vault
from flows.verify import checks_of
from storage import backup, queries
from storage.errors import SourceChanged, VaultDamaged, VaultRefused, VaultUnreachable
from storage.object_vault import ObjectVault
from storage.vault import Vault, VaultObject
from tests.eventually import eventually
from tests.older import BULLETIN, sample

DATA = "延津政务快报".encode()
SHA = hashlib.sha256(DATA).hexdigest()
FAR_PAST, FAR_FUTURE = 0.0, 4e9


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket of a server of our own; its address and keys stand where s3fs looks for them."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
            patch.setenv(name, "us-east-1")
        fsspec.filesystem("s3").mkdir("archive")
        yield "s3://archive"
    server.stop()


@pytest.fixture(params=["memory", "local", "s3"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    name = hashlib.sha256(str(tmp_path).encode()).hexdigest()[:8]
    if request.param == "s3":
        return f"{request.getfixturevalue('bucket')}/{name}"
    return f"memory://{name}" if request.param == "memory" else f"local://{tmp_path}/{name}"


@pytest.fixture
def vault(url: str, tmp_path: Path) -> ObjectVault:
    return ObjectVault(url, tmp_path / "incoming")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "快报.txt"
    path.write_bytes(DATA)
    return path


def copies(vault: ObjectVault) -> list[Path]:
    return list(vault.incoming.iterdir())


def damage(vault: ObjectVault, data: bytes = b"damaged") -> None:
    with fsspec.open(vault.where(SHA), "wb") as stored:
        stored.write(data)


def test_a_file_put_in_stands_under_its_digest(vault: ObjectVault, file: Path) -> None:
    assert not vault.contains(SHA)
    assert vault.put(file) == VaultObject(SHA, len(DATA))
    assert (vault.contains(SHA), vault.read(SHA), list(vault.digests())) == (True, DATA, [SHA])
    assert vault.where(SHA) == f"{vault.url}/{SHA[:2]}/{SHA[2:4]}/{SHA}"
    assert FAR_PAST < vault.touched(SHA) < FAR_FUTURE
    assert (copies(vault), file.read_bytes()) == ([], DATA)


def test_what_one_machine_puts_another_reads(vault: ObjectVault, file: Path, tmp_path: Path) -> None:
    other = ObjectVault(vault.url, tmp_path / "other")
    assert (list(other.digests()), other.contains(SHA)) == ([], False)
    vault.put(file)
    assert (list(other.digests()), other.contains(SHA), other.read(SHA)) == ([SHA], True, DATA)


def test_putting_again_uploads_nothing(vault: ObjectVault, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.put(file)
    monkeypatch.setattr(vault, "_upload", lambda *_: pytest.fail("it is there already"))
    assert vault.put(file, SHA).sha256 == SHA


def test_a_path_is_lent_and_taken_back(vault: ObjectVault, file: Path) -> None:
    vault.put(file)
    with vault.local(SHA) as path:
        assert path.read_bytes() == DATA
    assert not path.exists()


def test_damaged_and_missing_objects_are_told_and_a_good_copy_mends_them(vault: ObjectVault, file: Path, tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    other = vault.put(tmp_path / "other").sha256
    with pytest.raises(VaultDamaged, match="not in the vault"):
        vault.check(SHA)
    vault.put(file)
    damage(vault)
    with pytest.raises(VaultDamaged, match="have changed"), vault.local(SHA):
        pass
    assert list(vault.damaged()) == [SHA]
    vault.put(file)
    assert (list(vault.damaged()), sorted(vault.digests())) == ([], sorted([SHA, other]))
    assert copies(vault) == []


def test_a_vault_that_is_gone_altogether_is_no_missing_object(vault: ObjectVault) -> None:
    with pytest.raises(VaultRefused, match="nothing at all"):
        vault.check(SHA)


def test_a_file_that_is_no_longer_the_one_hashed_is_refused(vault: ObjectVault, file: Path) -> None:
    with pytest.raises(SourceChanged):
        vault.put(file, "0" * 64)
    assert (list(vault.digests()), copies(vault)) == ([], [])


def test_what_reads_back_differently_is_not_kept(vault: ObjectVault, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "_upload", lambda _copy, _key: damage(vault))
    with pytest.raises(VaultUnreachable, match="reads back differently"):
        vault.put(file)
    assert (vault.contains(SHA), copies(vault)) == (False, [])


def test_an_upload_that_breaks_off_leaves_nothing_visible(vault: ObjectVault, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ConnectionResetError(104, "connection reset by peer")

    with monkeypatch.context() as patch:
        patch.setattr(vault._fs, "put_file", broken)
        with pytest.raises(VaultUnreachable, match="connection reset"):
            vault.put(file)
    assert (list(vault.digests()), copies(vault)) == ([], [])
    vault.put(file)
    assert vault.read(SHA) == DATA


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (PermissionError(13, "Access Denied"), VaultRefused),
        (TimeoutError("no answer"), VaultUnreachable),
        (RuntimeError("of a library"), VaultUnreachable),
    ],
)
def test_what_a_store_says_is_told_apart(
    vault: ObjectVault, file: Path, said: Exception, meant: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def says(*_: object, **__: object) -> None:
        raise said

    vault.put(file)
    for name in ("info", "get_file", "put_file", "find", "ls", "modified"):
        monkeypatch.setattr(vault._fs, name, says)
    for ask in (vault.contains, vault.check, vault.read, vault.touched, lambda _: list(vault.digests()), lambda _: vault.put(file)):
        with pytest.raises(meant):
            ask(SHA)


def test_the_disk_of_this_machine_is_not_the_vault(vault: ObjectVault, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    vault.put(file)
    monkeypatch.setattr(vault._fs, "get_file", full)
    with pytest.raises(OSError, match="No space left") as raised:
        vault.read(SHA)
    assert not isinstance(raised.value, VaultUnreachable | VaultRefused)


def test_copies_left_by_dead_writers_are_swept_here_and_there(vault: ObjectVault, file: Path) -> None:
    vault.put(file)
    vault._fs.makedirs(vault._staging, exist_ok=True)
    vault._fs.pipe_file(f"{vault._staging}/half", b"half")
    (vault.incoming / "half").write_bytes(b"half")
    assert vault.sweep(FAR_PAST) == 0
    assert vault.sweep(FAR_FUTURE) == 2
    assert (copies(vault), list(vault.digests())) == ([], [SHA])


def test_a_bucket_that_is_not_there_is_for_a_person_to_mend(bucket: str, file: Path, tmp_path: Path) -> None:
    with pytest.raises(VaultRefused, match="bucket"):
        ObjectVault(f"{bucket}-of-somebody-else/vault", tmp_path / "incoming").put(file)


def test_a_place_that_nobody_knows_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(VaultRefused, match="poem"):
        open_vault(load(data=tmp_path, vault="poem://a/b"))


def test_a_command_says_so_in_a_sentence(tmp_path: Path) -> None:
    environment = {**os.environ, "KUAIBAO_VAULT": "poem://a/b"}
    command = [sys.executable, "-c", "from flows.cli import main; main()", "reprocess", "--data", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == Exit.UNAVAILABLE
    assert done.stderr.startswith("the vault at poem://a/b refuses: ")
    assert done.stderr.count("\n") == 1


def test_a_folder_is_a_folder_also_as_a_url(tmp_path: Path) -> None:
    for named in (f"{tmp_path}/v", f"file://{tmp_path}/v"):
        found = open_vault(load(data=tmp_path, vault=named))
        assert isinstance(found, Vault)
        assert found.root == tmp_path / "v"
    default = open_vault(load(data=tmp_path, vault=""))
    assert isinstance(default, Vault)
    assert default.root == tmp_path / "vault"


@pytest.fixture
def system(url: str, tmp_path: Path) -> Iterator[System]:
    settings = load(inbox=tmp_path / "inbox", data=tmp_path / "data", database_url="", vault=url, workers=1)
    with System(settings) as opened:
        yield opened


def worked(system: System) -> None:
    drainer = Drainer(system)
    assert drainer.step()
    eventually(lambda: drainer.idle)


def test_a_document_is_taken_in_read_verified_and_backed_up(system: System, tmp_path: Path) -> None:
    path = system.settings.inbox / BULLETIN
    path.write_bytes(sample())
    assert isinstance(intake(path, door(system), remove=True), Taken)
    worked(system)
    (document,) = queries.list_documents(system.engine)
    assert document.doc_type == "bulletin"
    problems: list[Any] = [found for check in checks_of(system.engine, system.settings, now()) for found in check.run() if found]
    assert problems == []
    database = Path(system.engine.url.database or "")
    assert list(backup.back_up(database, system.vault, tmp_path / "copy")) == [None]
    assert list(Vault(tmp_path / "copy" / "vault").digests()) == list(system.vault.digests())
    assert not list((system.settings.data / "incoming").iterdir())


def test_work_waits_for_a_vault_that_does_not_answer_and_no_document_is_to_blame(
    system: System, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / BULLETIN
    path.write_bytes(sample())
    intake(path, door(system))
    assert isinstance(system.vault, ObjectVault)

    def away(*_: object, **__: object) -> None:
        raise ConnectionError("no route to host")

    monkeypatch.setattr("flows.job.STORAGE_WAITS", (0.0, 0.0))
    with monkeypatch.context() as patch:
        patch.setattr(system.vault._fs, "get_file", away)
        worked(system)
    (delivery,) = queries.deliveries(system.engine, [1])
    assert (delivery.state, delivery.attempts) == ("claimed", 0)
    worked(system)
    assert [document.doc_type for document in queries.list_documents(system.engine)] == ["bulletin"]
