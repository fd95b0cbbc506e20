#!/usr/bin/env bash
# A SLURM of one node on this machine, to try the workflow on: as root, with Debian's
# slurm-wlm and munge, without systemd and cgroups. Everything it writes but its
# configuration is in the folder given. Stop: one-node-slurm.sh stop FOLDER.
set -euo pipefail
if [ "${1:-}" = stop ]; then
  for daemon in slurmctld slurmd munged; do
    [ ! -s "$2/$daemon.pid" ] || kill "$(cat "$2/$daemon.pid")" || true
  done
  exit
fi
folder=$(realpath -m "${1:?the folder for its state}")
node=$(hostname -s)
mkdir -p "$folder"/{state,spool,log} /run/munge /var/log/munge
chmod 755 /run/munge
chown munge: /run/munge /var/log/munge
# One job a processor; a job is killed by its process tree, since a container may not
# have cgroups of its own; no database, so scontrol alone knows the jobs that ended.
cat > /etc/slurm/slurm.conf <<CONF
ClusterName=one
SlurmctldHost=$node
AuthType=auth/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
ReturnToService=2
MpiDefault=none
NodeName=$node CPUs=${CPUS:-2} RealMemory=${MEMORY:-4000} State=UNKNOWN
PartitionName=main Nodes=$node Default=YES MaxTime=INFINITE State=UP
CONF
touch "$folder/munged.pid"
chown munge: "$folder/munged.pid"
munge -n 2>/dev/null | unmunge > /dev/null 2>&1 || runuser -u munge -- munged --pid-file="$folder/munged.pid"
slurmctld
slurmd
for _ in {1..30}; do
  if [ "$(sinfo --noheader --format=%t 2>/dev/null)" = idle ]; then
    sinfo
    exit
  fi
  sleep 1
done
tail -n 20 "$folder"/log/*.log >&2
echo "no idle node after 30 seconds" >&2
exit 1
