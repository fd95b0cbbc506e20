# From the config to files and flags.
import hashlib
import json
import math
import os
import re
import shlex
import shutil
from pathlib import Path

from snakemake.exceptions import WorkflowError
from snakemake.sourcecache import LocalSourceFile
from snakemake.utils import validate

OWN = ("cohorts", "subtype")

# The clone that this file is in; none for a module that comes from a server.
HERE = workflow.current_basedir
SOURCE = Path(HERE.path).parent if isinstance(HERE, LocalSourceFile) else None

with open(workflow.source_path("cohort.schema.json")) as schema:
    SCHEMA = json.load(schema)["properties"]
OPTIONS = {name: option for name, option in SCHEMA.items() if "for" in option}


def checked(what, data, schema):
    """Validate, and say in one line what is wrong and where."""
    try:
        validate(data, schema)
    except WorkflowError as e:
        cause = e.__cause__ or e.__context__
        why = getattr(cause, "message", None) or str(e).strip().splitlines()[0]
        where = ".".join(map(str, getattr(cause, "absolute_path", ())))
        raise WorkflowError(": ".join(part for part in (what, where, why) if part))


def typed(key, value):
    """A value as the schema has it: --config gives texts where they are nested."""
    kinds = SCHEMA.get(key, {}).get("type", "string")
    if isinstance(value, str) and kinds in ("integer", "number", "boolean"):
        try:
            return json.loads(value.lower())
        except ValueError:  # the schema says what is wrong
            pass
    return value


def cohorts():
    """The options of every cohort, by its name: its own, else those of all."""
    if isinstance(config.get("cohorts"), dict):  # YAML reads 2024 as a number
        config["cohorts"] = {str(name): c for name, c in config["cohorts"].items()}
    checked("config", config, "config.schema.json")
    shared = {key: value for key, value in config.items() if key not in OWN}
    merged = {}
    for name, own in config["cohorts"].items():
        merged[name] = {key: typed(key, value) for key, value in {**shared, **own}.items()}
        checked(f"config, cohort {name}", merged[name], "cohort.schema.json")
    return merged


COHORTS = cohorts()


def listed(value):
    """A value of an option, or several, as a list."""
    return value if isinstance(value, list) else [value]


def flags(command):
    """A function from a cohort to the flags that one command is given."""

    def of(wildcards):
        words = []
        for key, value in sorted(COHORTS[wildcards.cohort].items()):
            if command not in OPTIONS.get(key, {}).get("for", "").split():
                continue
            flag = f"--{key.replace('_', '-')}"
            if key in ("log2", "background") and isinstance(value, bool):  # YAML reads yes as true
                value = "yes" if value else "no"
            for one in listed(value):
                if one is True:
                    words.append(flag)
                elif one is not False:
                    words.append(f"{flag}={one}")
        return shlex.join(words)

    return of


def matrix(wildcards):
    return COHORTS[wildcards.cohort]["matrix"]


def files(command):
    """The files that a cohort's options name, as far as a command reads them."""

    def of(wildcards):
        return [
            re.sub(r"^[A-Za-z0-9_.-]+=", "", path) if key == "with" else path  # NAME=FILE
            for key, value in sorted(COHORTS[wildcards.cohort].items())
            if OPTIONS.get(key, {}).get("file") and command in OPTIONS[key]["for"].split()
            for path in listed(value)
        ]

    return of


def annotations(wildcards):
    """What check_annotations leaves, where there are any."""
    return [f"work/{wildcards.cohort}/annotations.json"] if files("check_annotations")(wildcards) else []


def shards(wildcards):
    n = COHORTS[wildcards.cohort]["shards"]
    return [f"work/{wildcards.cohort}/{i}-of-{n}.runs" for i in range(1, n + 1)]


def found():
    """Where the program is; nothing when it has to be built."""
    if config["subtype"] == "auto":
        path = shutil.which("subtype")
    else:
        path = shutil.which(os.path.expanduser(config["subtype"]))
        if not path:
            raise WorkflowError(f"config: subtype: there is no program {config['subtype']}")
    return path and os.path.abspath(path)


# To the rules the program is a variable of the environment, and no parameter: nothing is
# done again because it has moved. It is an input only where it has to be built.
BUILT = [] if found() else ["work/bin/subtype"]
os.environ.update(SUBTYPE=found() or "")


def sources():
    """A digest of what the program is built from: another one, and it is built anew."""
    digest = hashlib.sha256()
    for path in sorted(SOURCE.rglob("*")) if SOURCE else []:
        name = path.relative_to(SOURCE)
        if name.parts[0].startswith(".") or path.name.endswith("_test.go"):
            continue
        if path.suffix in (".go", ".s") or path.name in ("go.mod", "go.sum"):
            digest.update(str(name).encode() + path.read_bytes())
    return digest.hexdigest()


def reading(wildcards, attempt):
    """MB for a matrix that nobody has looked at yet, from the size of its file."""
    try:
        size = os.path.getsize(matrix(wildcards))
    except OSError:  # another rule makes it
        size = 0
    return attempt * (200 + 30 * math.ceil(size / 1e6))


def estimate(input):
    """What check expects the runs to cost; a guess while it has not run."""
    try:
        with open(input.check) as f:
            return json.load(f)["estimate"]
    except (OSError, ValueError, KeyError):
        return {"cpu_seconds": 3600, "memory_mb": 1000, "memory_mb_per_thread": 100}


def memory(wildcards, input, threads, attempt):
    """MB: the estimate and a quarter, more with every attempt."""
    e = estimate(input)
    return math.ceil((e["memory_mb"] + threads * e["memory_mb_per_thread"]) * (1 + attempt / 4)) + 100


def minutes(wildcards, input, threads, attempt):
    """Of a shard: three times the estimate, which knows this machine only, and five."""
    seconds = estimate(input)["cpu_seconds"] / COHORTS[wildcards.cohort]["shards"]
    return attempt * (5 + math.ceil(3 * seconds / threads / 60))


def reported(path, what):
    """A file for `snakemake --report`."""
    return report(path, caption=f"report/{what}.rst", category="{cohort}", subcategory="Tables", labels={"file": what})
