"""The files in deploy/ say what the program does. `make docs` writes env.example anew."""

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.cli import app
from flows.exits import Exit
from flows.settings import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def env_example() -> str:
    """Return what env.example must be: each setting with its meaning and its default, as it is set in the environment."""
    blocks = ["# Every setting with its default; uncomment to change. An option of the command line beats these.\n"]
    for name, field in Settings.model_fields.items():
        default = 2 if name == "workers" else field.default  # the machine decides it otherwise
        meaning = f"# {field.description or name.replace('_', ' ')}\n"
        blocks.append(f"{meaning}#KUAIBAO_{name.upper()}={default}\n")
    return "\n".join(blocks)


def test_env_example_names_every_setting_with_its_default() -> None:
    assert (DEPLOY / "env.example").read_text(encoding="utf-8") == env_example()


@pytest.fixture
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


def test_compose_sets_only_what_can_be_set_and_publishes_nothing_to_the_network(services: dict[str, Any]) -> None:
    ours = {key for service in services.values() for key in service["environment"] if key.startswith("KUAIBAO_")}
    assert {key.removeprefix("KUAIBAO_").lower() for key in ours} <= set(Settings.model_fields)
    assert all(port.startswith("127.0.0.1:") for service in services.values() for port in service.get("ports", []))
    assert services["prefect"]["command"][-4:] == ["--host", "127.0.0.1", "--port", "4200"]


def test_compose_starts_a_watcher_and_workers_with_options_that_there_are(services: dict[str, Any]) -> None:
    for name, option in (("watcher", "--no-work"), ("worker", "--no-watch")):
        command, *arguments = services[name]["command"]
        assert (command, arguments) == ("kuaibao", ["up", option])
        assert "vault:/vault" in services[name]["volumes"]
        with pytest.raises(SystemExit) as ended:
            app([*arguments, "--help"])
        assert ended.value.code == 0


def test_what_is_waited_for_has_a_health_check(services: dict[str, Any]) -> None:
    awaited = {name for service in services.values() for name in service.get("depends_on", {})}
    assert awaited == {"database", "watcher"}
    assert all("healthcheck" in services[name] for name in awaited | {"prefect"})


def test_the_deployments_are_those_that_up_serves() -> None:
    deployments = yaml.safe_load((DEPLOY / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    flows = {deployment["name"]: deployment["entrypoint"].split(":") for deployment in deployments}
    assert set(flows) == {"ingest", "notice", "reprocess", "verify"}
    assert all(f"\ndef {function}(" in (ROOT / file).read_text(encoding="utf-8") for file, function in flows.values())
    schedules = {d["name"]: d["schedules"] for d in deployments if "schedules" in d}
    assert schedules == {name: [{"cron": Settings.model_fields[f"{name}_cron"].default}] for name in ("reprocess", "verify")}


def test_the_image_has_all_packages() -> None:
    copied = {line.split()[1] for line in (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines() if line.startswith("COPY")}
    assert {"flows", "parsers", "storage", "seeds"} <= copied


def test_the_service_is_not_started_again_where_that_would_not_help() -> None:
    unit = (DEPLOY / "kuaibao.service").read_text(encoding="utf-8")
    assert f"RestartPreventExitStatus={Exit.USAGE.value} {Exit.RUNNING.value}\n" in unit


@pytest.mark.parametrize("script", ["deploy/check.sh", "deploy/setup.sh", "deploy/pins.sh", ".ci/run"])
def test_scripts_are_executable_and_whole(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(ROOT / script)], check=True)


def test_hooks_run_the_same_checks() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]
    script = (DEPLOY / "check.sh").read_text(encoding="utf-8")
    for hook in hooks:
        command, name = hook["entry"].split()
        assert command == "deploy/check.sh"
        assert f"\n{name}() {{" in script


if __name__ == "__main__":
    (DEPLOY / "env.example").write_text(env_example(), encoding="utf-8")
