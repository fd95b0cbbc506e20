#!/bin/sh
# Says of a SLURM job whether it is running, success or failed, the words that
# Snakemake understands. scontrol knows a job for some minutes after its end, sacct,
# where the cluster has it, for ever.
state=$(scontrol --oneliner show job "$1" 2>/dev/null | sed -n 's/.* JobState=\([A-Z_]*\).*/\1/p')
[ -n "$state" ] || state=$(sacct -X -n -P -o State -j "$1" 2>/dev/null | head -n 1 | cut -d ' ' -f 1)
case $state in
COMPLETED) echo success ;;
BOOT_FAIL | CANCELLED* | DEADLINE | FAILED | NODE_FAIL | OUT_OF_MEMORY | PREEMPTED | TIMEOUT) echo failed ;;
'') if squeue >/dev/null 2>&1; then echo failed; else echo running; fi ;; # forgotten, or nobody to ask
*) echo running ;;
esac
