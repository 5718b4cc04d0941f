#!/bin/bash
# sirend as an operator has it: `make install`, its unit judged by systemd-analyze, then a real systemd booted in a
# container in which sirend is enabled, fed, reloaded, hung, killed and stopped.
#
# The container (systemd-nspawn) has an empty /etc and /var and this machine's /usr, and no network but its own loopback.
# It needs root and the package systemd-container; where it cannot be, only what needs no boot is checked. Nothing is
# written outside of a scratch folder, but for cgroups that are removed again. Variable: BUILD.
set -u
cd "$(dirname "$0")/../.." || exit 1

passed=0 failed=0
scratch=$(mktemp -d /tmp/sirend-systemd.XXXXXX)
root=$scratch/root
unit=$root/usr/local/lib/systemd/system/sirend.service
nspawn='' leader='' cgroups=()

check() {
	local name=$1
	shift
	if "$@" >"$scratch/output" 2>&1; then
		passed=$((passed + 1))
		echo "ok $name"
	else
		failed=$((failed + 1))
		echo "not ok $name"
		tail -n 20 "$scratch/output" | sed 's/^/# /'
	fi
}

not() { ! "$@"; }

# Polls a command until it succeeds; gives up after much longer than it should take.
until_ok() {
	local end=$((SECONDS + 90))
	until "$@" >/dev/null 2>&1; do
		[ $SECONDS -lt $end ] || return 1
		sleep 0.05
	done
}

clean_up() {
	if [ -n "$nspawn" ] && kill -0 "$nspawn" 2>/dev/null; then
		[ -n "$leader" ] && kill -KILL "$leader" 2>/dev/null # the container's init: all in it ends with it
		sleep 0.2
		kill -KILL "$nspawn" 2>/dev/null
		wait "$nspawn" 2>/dev/null
	fi
	mountpoint -q "$root/usr" && umount "$root/usr"
	for cgroup in "${cgroups[@]}"; do
		find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null
	done
	rm -rf --one-file-system "$scratch"
}
trap clean_up EXIT
trap 'exit 1' INT TERM HUP

finish() {
	echo "$passed passed, $failed failed${1:-}"
	[ "$failed" = 0 ]
	exit
}

skip() {
	echo "skipped: $1"
	finish ", 1 skipped"
}

# --- without a boot ---

install_into() { make -s ${BUILD:+BUILD="$BUILD"} "$@"; }

exposure() { sed -n 's/.*exposure level for sirend.service: \([0-9.]*\).*/\1/p'; }

at_most_1_5() { awk -v got="$1" 'BEGIN { exit !(got != "" && got <= 1.5) }'; }

check_install() {
	local to=$scratch/opt conf=$scratch/opt/etc/sirend/sirend.conf
	make_opt() { install_into -o all "$1" PREFIX=/opt/sirend DESTDIR="$to"; } # -o all: built already, for another PREFIX
	check "install: with another PREFIX" make_opt install
	check "install: no path of another PREFIX is left" not grep -rn /usr/local "$to/etc" "$to/opt/sirend/lib"
	check "install: the configuration's tables are there" test -e \
		"$to$(sed -n 's/^gazetteer *= *"\(.*\)";/\1/p' "$conf")/10-world.tsv"
	echo '# mine' >>"$conf"
	check "install: again" make_opt install
	check "install: a changed configuration is kept" grep -q '# mine' "$conf"
	check "install: the shipped one is laid beside it" test -e "$conf.new"
	check "uninstall" make_opt uninstall
	check "uninstall: takes back all but the configuration" test -z "$(find "$to" -type f ! -path '*/etc/*')"
	check "uninstall: leaves the configuration" grep -q '# mine' "$conf"
}

check_unit_offline() {
	local verified score
	command -v systemd-analyze >/dev/null || skip "no systemd-analyze here: nothing of the units was checked"
	sed "s|/usr/local/bin/|$root/usr/local/bin/|" "$unit" >"$scratch/sirend.service"
	verified=$(systemd-analyze verify --man=no "$scratch/sirend.service" 2>&1 | grep -F sirend)
	check "unit: systemd-analyze verify says nothing${verified:+: $verified}" test -z "$verified"
	score=$(systemd-analyze security --no-pager --offline=true "$unit" 2>/dev/null | exposure)
	check "unit: exposure $score offline, at most 1.5" at_most_1_5 "$score"
}

# --- the container ---

make_root() {
	mkdir -p "$root"/{etc,usr,var/log/journal,var/lib,run,tmp,root,home,proc,sys,dev} "$scratch"/{upper,work}
	for link in bin sbin lib lib32 lib64 libx32; do
		[ -L /$link ] && ln -s usr/$link "$root/$link"
	done
	mount -t overlay overlay -o "lowerdir=/usr,upperdir=$scratch/upper,workdir=$scratch/work" "$root/usr" || return
	rm -rf "$root/usr/local"/{bin,share,lib}/*sirend* "$root/usr/local/lib"/{systemd,sysusers.d,tmpfiles.d}
	for file in passwd group nsswitch.conf ld.so.conf ld.so.conf.d ld.so.cache dbus-1 pam.d login.defs security ssl \
		localtime alternatives; do
		[ -e /etc/$file ] && cp -a /etc/$file "$root/etc/"
	done
	cp /usr/lib/os-release "$root/etc/os-release"
	echo 127.0.0.1 localhost >"$root/etc/hosts"
	echo sirend-test >"$root/etc/hostname"
	# A real id: with "uninitialized" every unit of the machine would be enabled.
	tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
	mkdir -p "$root/etc/systemd/journald.conf.d" "$root/etc/sysusers.d"
	printf '[Journal]\nStorage=persistent\nSystemMaxUse=32M\nRateLimitBurst=0\n' >"$root/etc/systemd/journald.conf.d/test.conf"
	# feeds writes reports, anna operates, eve does neither.
	printf '%s\n' 'u feeds -' 'm feeds sirend-spool' 'u anna -' 'm anna sirend' 'm anna sirend-spool' 'u eve -' 'u siren -' >"$root/etc/sysusers.d/test.conf"
}

configure() {
	local conf=$root/etc/sirend
	mkdir -p "$root/etc/systemd/system/sirend.service.d"
	printf '%s\n' '[Service]' WatchdogSec=10s RestartSec=100ms LoadCredential=hook-secret:/etc/hook.key \
		>"$root/etc/systemd/system/sirend.service.d/test.conf"
	sed -i 's/# user = "sirend";/user = "sirend";/' "$conf/sirend.conf"
	(umask 077 && echo s3cret-of-the-broker >"$conf/secrets/mqtt-password")
	cp tests/system/receiver.py "$root/receiver.py"
	printf '%s\n' 'listener 1883 127.0.0.1' 'allow_anonymous false' 'password_file /etc/broker.passwords' 'user root' \
		>"$root/etc/broker.conf"
	(umask 077 && mosquitto_passwd -c -b "$root/etc/broker.passwords" sirend s3cret-of-the-broker)
}

add_village() {
	local conf=$root/etc/sirend
	(umask 077 && echo s3cret-of-the-hook >"$root/etc/hook.key")
	cat >"$conf/subscribers.d/village.conf" <<-EOF
		channels = ( { name = "village"; type = "webhook"; url = "http://127.0.0.1:8080/village"; secret_file = "hook-secret"; } );
		subscribers = ( { name = "village"; channels = ["village"]; rules = ( { places = ["ua/kharkiv/chuhuiv"]; } ); } );
	EOF
}

# The service for a siren that the manual shows, and a siren.
add_siren() {
	local units=$root/etc/systemd/system
	awk -v to="$units/" '/^# \/etc\/systemd\/system\// { file = to substr($2, 21); next } /^\.Ed/ { file = "" } file { print >file }' \
		daemon/man/sirend.conf.5
	mkdir -p "$root/usr/local/lib/sirend"
	printf '%s\n' '#!/bin/sh' 'id -un >/tmp/siren.user' 'cat >/tmp/siren.said' 'echo "the relay is on"' \
		>"$root/usr/local/lib/sirend/siren"
	chmod 755 "$root/usr/local/lib/sirend/siren"
	cat >"$root/etc/sirend/subscribers.d/siren.conf" <<-EOF
		channels = ( { name = "siren"; type = "command"; socket = "/run/siren.sock"; } );
		subscribers = ( { name = "siren"; channels = ["siren"]; rules = ( { places = ["ua/kharkiv/chuhuiv"]; } ); } );
	EOF
}

# Starts nspawn in a cgroup of its own: it makes others, of fixed names, beside itself.
in_own_cgroup() {
	local cgroup
	for cgroup in "${cgroups[@]}"; do
		mkdir "$cgroup" && echo $BASHPID >"$cgroup/cgroup.procs"
	done
	exec "$@"
}

name_cgroups() {
	local number controllers path mount
	while IFS=: read -r number controllers path; do
		case $controllers in
		name=systemd) mount=/sys/fs/cgroup/systemd ;;
		'') mount=/sys/fs/cgroup$([ -e /sys/fs/cgroup/cgroup.controllers ] || echo /unified) ;;
		*) continue ;;
		esac
		[ -d "$mount" ] && cgroups+=("$mount${path%/}/sirend-test-$$")
	done </proc/self/cgroup
}

# The container's init: the child that is the first of its own process ids. A helper of nspawn comes before it.
find_leader() {
	local child
	for child in $(cat "/proc/$nspawn/task/$nspawn/children" 2>/dev/null); do
		grep -qE '^NSpid:.*[[:space:]]1$' "/proc/$child/status" && [ "$(cat "/proc/$child/comm")" = systemd ] &&
			leader=$child && return 0
	done 2>/dev/null
	return 1
}

within() { nsenter -t "$leader" -m -u -i -n -p -C -r -w "$@"; }

as() {
	local user=$1
	shift
	within setpriv --reuid="$user" --regid="$user" --init-groups "$@"
}

is_up() { case $(within systemctl is-system-running) in running | degraded) ;; *) return 1 ;; esac }

boot() {
	name_cgroups
	in_own_cgroup systemd-nspawn --register=no --keep-unit --quiet -D "$root" --machine="sirend-test-$$" \
		--private-network --console=pipe --boot systemd.firstboot=no systemd.unit=multi-user.target \
		</dev/null >"$scratch/console" 2>&1 &
	nspawn=$!
	for ((i = 0; i < 1800; i++)); do
		find_leader && return
		kill -0 $nspawn 2>/dev/null || break
		sleep 0.05
	done
	skip "systemd cannot be booted here: $(grep -v '^$' "$scratch/console" | tail -n 1)"
}

power_off() {
	within systemctl poweroff >/dev/null 2>&1
	until_ok not kill -0 "$nspawn" && nspawn=
}

# --- sirend in it ---

shown() { within systemctl show sirend -P "$1"; }
is() { [ "$(shown "$1")" = "$2" ]; }
log_has() { within journalctl --sync && within journalctl --no-pager -o cat -u sirend | grep -qF -- "$1"; }

report() {
	printf '{"identifier": "%s", "event": "drone", "urgency": "Immediate", "severity": "Severe", "certainty": "Observed",
	         "headline": "%s", "places": ["ua/kharkiv/chuhuiv"]}' "$1" "$1"
}

# drop USER FILE [COMMAND]: writes a report under umask 077 beside its final name, does COMMAND, renames it.
drop() {
	report "${2%.json}" | as "$1" sh -c "cd /var/spool/sirend/incoming && umask 077 && mkdir -p feeds && cd feeds &&
		cat >.$2.part && ${3:-true} && mv .$2.part $2"
}

hooked() { grep -qF -- "\\\"$1\\\"" "$root/hooks.jsonl"; }

check_start() {
	# What `make install` says to do next.
	check "steps: systemd-sysusers, systemd-tmpfiles" within sh -c \
		'systemctl daemon-reload && systemd-sysusers && systemd-tmpfiles --create'
	check "steps: sirend --check-config" within /usr/local/bin/sirend --check-config
	add_village
	within systemd-run --quiet --unit=broker mosquitto -c /etc/broker.conf
	within systemd-run --quiet --unit=receiver /usr/bin/python3 /receiver.py --port 8080 --record /hooks.jsonl \
		--secret s3cret-of-the-hook
	check "steps: systemctl enable --now" within systemctl enable --now sirend
	check "start: active, having said that it is ready" is ActiveState active
	check "start: says how it is" until_ok is_said "open incidents"
	check "start: runs as its own user" test "$(shown UID)" = "$(within id -u sirend)" -a "$(shown UID)" != 0
	check "credential: the broker took the password of a file that only root can read" within mosquitto_sub -u sirend \
		-P s3cret-of-the-broker -t sirend/status -C 1 -W 60
	check "credential: its file is closed to sirend" not as sirend cat /etc/sirend/secrets/mqtt-password
}

is_said() { shown StatusText | grep -qF -- "$1"; }

check_spool() {
	check "spool: feeds makes a source and drops a report, under umask 077" drop feeds one.json
	check "spool: it is taken" until_ok test -e "$root/var/spool/sirend/done/one.json"
	check "spool: the warning arrives by webhook" until_ok hooked one
	check "credential: one from elsewhere signed it" grep -q '"signature": true' "$root/hooks.jsonl"
	check "journal: found by REPORT=" until_ok found_by_field REPORT=feeds/one.json
	drop feeds closed.json 'chmod 600 .closed.json.part'
	check "spool: a file closed to sirend is rejected" until_ok test -e "$root/var/spool/sirend/rejected/closed.json"
	check "spool: feeds may read why" until_ok as feeds grep -F 'chmod g+r' /var/spool/sirend/rejected/closed.json.reason
	check "spool: a stranger cannot drop reports" not as eve touch /var/spool/sirend/incoming/x
	check "spool: feeds cannot take away what is not its own" not as feeds rm -f /var/spool/sirend/done/one.json
	check "state: a stranger cannot read the database" not as eve cat /var/lib/sirend/sirend.db
	check "state: nor the configuration" not as eve cat /etc/sirend/sirend.conf
	check "state: feeds cannot read the database" not as feeds cat /var/lib/sirend/sirend.db
	check "state: an operator can, with sirenctl" as anna /usr/local/bin/sirenctl status
}

found_by_field() { within journalctl --sync && within journalctl --no-pager -o cat "$1" | grep -qF delive; }

check_sandbox() {
	local pid status
	pid=$(shown MainPID)
	inside() { within nsenter -t "$pid" -m "$@"; }
	status=$(within cat "/proc/$pid/status")
	check "sandbox: /usr is read-only" not inside touch /usr/x
	check "sandbox: /etc is read-only" not inside touch /etc/x
	check "sandbox: /var/lib is read-only but for its own" not inside touch /var/lib/x
	check "sandbox: its state and its spool can be written" inside touch /var/lib/sirend/x /var/spool/sirend/done/x
	check "sandbox: /root and /home are empty" test -z "$(inside sh -c 'ls -A /root /home 2>/dev/null | grep -v :')"
	check "sandbox: no capabilities" grep -qE '^CapBnd:\s0+$' <<<"$status"
	check "sandbox: no new privileges, filtered system calls" test "$(grep -cE '^(NoNewPrivs:\s1|Seccomp:\s2)$' <<<"$status")" = 2
}

check_siren() {
	add_siren
	check "siren: the manual's units start" within sh -c 'systemctl daemon-reload && systemctl enable --now siren.socket'
	check "siren: a stranger cannot sound it" not as eve /usr/bin/python3 -c 'import socket; socket.socket(socket.AF_UNIX).connect("/run/siren.sock")'
	check "siren: systemctl reload" within systemctl reload sirend
	drop feeds siren.json
	check "siren: its service gets the message" until_ok within grep -qF '"headline":"siren"' /tmp/siren.said
	check "siren: as its own user" within grep -qx siren /tmp/siren.user
	check "siren: its word is kept" until_ok kept_by_siren
	rm "$root/etc/sirend/subscribers.d/siren.conf"
	within systemctl reload sirend
}

# Its answer in the tries at its delivery.
kept_by_siren() {
	as anna /usr/local/bin/sirenctl outbox --all --subscriber siren --json | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p' |
		xargs nsenter -t "$leader" -m -u -i -n -p -C -r -w /usr/local/bin/sirenctl outbox | grep -F 'the relay is on'
}

check_reload() {
	local pid conf=$root/etc/sirend/subscribers.d
	pid=$(shown MainPID)
	sed 's/village/school/g' "$conf/village.conf" >"$conf/school.conf"
	check "reload: systemctl reload" within systemctl reload sirend
	check "reload: the new subscriber is there" until_ok log_has '2 subscribers'
	echo 'subscribers = ( { nonsense = 1; } );' >"$conf/wrong.conf"
	check "reload: of a wrong file fails" not within systemctl reload sirend
	check "reload: and says where" log_has 'wrong.conf:1'
	check "reload: sirend goes on" is ActiveState active
	check "reload: SIGHUP with a wrong file" within systemctl kill --kill-whom=main -s HUP sirend
	check "reload: is refused by sirend too" until_ok log_has 'reload refused'
	check "reload: sirend goes on, the same process" test "$(shown ActiveState) $(shown MainPID)" = "active $pid"
	drop feeds two.json
	check "reload: and warns as before" until_ok hooked two
	check "restart: with a wrong file fails" not within systemctl restart sirend
	check "restart: with status 2, and is not tried again" test \
		"$(shown ActiveState) $(shown ExecMainStatus) $(shown NRestarts)" = "failed 2 0"
	rm "$conf/wrong.conf"
	check "restart: with a right one" within systemctl restart sirend
}

# Whether another process than $1 is sirend now, ready, after a restart by systemd.
restarted() { [ "$(shown MainPID)" != "$1" ] && is ActiveState active && [ "$(shown NRestarts)" -gt "$2" ]; }

check_failures() {
	drop feeds one.json
	check "state: what was going on before the restart is known after it" until_ok log_has 'one.json: repeated incident 1'
	pid=$(shown MainPID) restarts=$(shown NRestarts)
	within systemctl kill --kill-whom=main -s STOP sirend
	drop feeds hung.json
	check "watchdog: a process that hangs is replaced" until_ok restarted "$pid" "$restarts"
	check "watchdog: what came meanwhile is taken" until_ok hooked hung
	pid=$(shown MainPID) restarts=$(shown NRestarts)
	within systemctl kill -s KILL sirend
	drop feeds killed.json
	check "kill -9: it is replaced" until_ok restarted "$pid" "$restarts"
	check "kill -9: what came meanwhile is taken" until_ok hooked killed
}

check_stop() {
	local score
	score=$(within systemd-analyze security --no-pager sirend.service 2>/dev/null | exposure)
	check "unit: exposure $score online, at most 1.5" at_most_1_5 "$score"
	check "stop: systemctl stop" within systemctl stop sirend
	check "stop: by itself, with status 0" test \
		"$(shown ActiveState) $(shown Result) $(shown ExecMainCode) $(shown ExecMainStatus)" = "inactive success 1 0"
	check "stop: nothing is left waiting" test -z "$(find "$root/var/spool/sirend/incoming" -type f)"
}

# --- in order ---

can_boot() {
	[ "$(id -u)" = 0 ] || { echo "needs root"; return 1; }
	for program in systemd-nspawn:systemd-container mosquitto_passwd:mosquitto setpriv:util-linux; do
		command -v "${program%:*}" >/dev/null || { echo "needs the package ${program#*:}"; return 1; }
	done
	[ -x /usr/lib/systemd/systemd ] || { echo "needs the package systemd"; return 1; }
	make_root >"$scratch/output" 2>&1 || { echo "no overlay of /usr can be mounted: $(tail -n 1 "$scratch/output")"; return 1; }
}

reason=$(can_boot)
check "install: make install" install_into install DESTDIR="$root"
[ "$failed" = 0 ] || finish
check_install
check_unit_offline
[ -z "$reason" ] || skip "no systemd was booted: $reason"
configure
boot
check "boot: systemd is up" until_ok is_up
check_start
if is ActiveState active; then
	check_spool
	check_sandbox
	check_siren
	check_reload
	check_failures
	check_stop
fi
[ "$failed" = 0 ] || within journalctl --no-pager -u sirend | tail -n 60 | sed 's/^/# /'
check "boot: powers off" power_off
finish
