# From the config to files and flags.
import json
import math
import os
import shlex
import shutil
from pathlib import Path

from snakemake.exceptions import WorkflowError
from snakemake.utils import validate

SOURCE = Path(workflow.basedir)
OWN = ("cohorts", "subtype")

with open(SOURCE / "workflow" / "cohort.schema.json") as schema:
    OPTIONS = {
        name: option
        for name, option in json.load(schema)["properties"].items()
        if "for" in option
    }


def checked(what, data, schema):
    """Validate, and say in one line what is wrong and where."""
    try:
        validate(data, schema)
    except WorkflowError as e:
        cause = e.__cause__ or e.__context__
        why = getattr(cause, "message", None) or str(e).strip().splitlines()[0]
        where = ".".join(map(str, getattr(cause, "absolute_path", ())))
        raise WorkflowError(": ".join(part for part in (what, where, why) if part))


def cohorts():
    """The options of every cohort, by its name: its own, else those of all."""
    if isinstance(config.get("cohorts"), dict):  # YAML reads 2024 as a number
        config["cohorts"] = {str(name): c for name, c in config["cohorts"].items()}
    checked("config", config, "config.schema.json")
    shared = {key: value for key, value in config.items() if key not in OWN}
    merged = {}
    for name, own in config["cohorts"].items():
        merged[name] = {**shared, **own}
        checked(f"config, cohort {name}", merged[name], "cohort.schema.json")
    return merged


COHORTS = cohorts()


def flags(command):
    """A function from a cohort to the flags that one command is given."""

    def of(wildcards):
        words = []
        for key, value in sorted(COHORTS[wildcards.cohort].items()):
            if command not in OPTIONS.get(key, {}).get("for", "").split():
                continue
            flag = f"--{key.replace('_', '-')}"
            if key == "log2" and isinstance(value, bool):  # YAML reads yes as true
                value = "yes" if value else "no"
            if value is True:
                words.append(flag)
            elif value is not False:
                words.append(f"{flag}={value}")
        return shlex.join(words)

    return of


def matrix(wildcards):
    return COHORTS[wildcards.cohort]["matrix"]


def files(command):
    """The files that a cohort's options name, as far as a command reads them."""

    def of(wildcards):
        return [
            value
            for key, value in sorted(COHORTS[wildcards.cohort].items())
            if OPTIONS.get(key, {}).get("file") and command in OPTIONS[key]["for"].split()
        ]

    return of


def shards(wildcards):
    n = COHORTS[wildcards.cohort]["shards"]
    return [f"work/{wildcards.cohort}/{i}-of-{n}.runs" for i in range(1, n + 1)]


def program():
    """Where the program is; nothing when it has to be built."""
    if config["subtype"] != "auto":
        found = shutil.which(os.path.expanduser(config["subtype"]))
        if not found:
            raise WorkflowError(f"config: subtype: there is no program {config['subtype']}")
        return found
    return shutil.which("subtype") or ""


PROGRAM = program()


def sources():
    """What the program is built from."""
    if PROGRAM:
        return []
    go = (p for p in SOURCE.rglob("*") if p.suffix in (".go", ".s", ".ttf") or p.name in ("go.mod", "go.sum"))
    return sorted(str(p) for p in go if ".snakemake" not in p.parts and not p.name.endswith("_test.go"))


def estimate(wildcards):
    """What check expects the runs to cost; a guess while it has not run."""
    try:
        with open(f"work/{wildcards.cohort}/check.json") as f:
            return json.load(f)["estimate"]
    except (OSError, ValueError, KeyError):
        return {"cpu_seconds": 3600, "memory_mb": 1000, "memory_mb_per_thread": 100}


def memory(wildcards, threads, attempt):
    """MB: the estimate and a quarter, more with every attempt."""
    e = estimate(wildcards)
    return math.ceil((e["memory_mb"] + threads * e["memory_mb_per_thread"]) * (1 + attempt / 4)) + 100


def minutes(wildcards, threads, attempt):
    """Of a shard: three times the estimate, which knows this machine only, and five."""
    seconds = estimate(wildcards)["cpu_seconds"] / COHORTS[wildcards.cohort]["shards"]
    return attempt * (5 + math.ceil(3 * seconds / threads / 60))
