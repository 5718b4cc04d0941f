# Debian packages, by what needs them. README says why each is used.
BUILD_PACKAGES = gcc libc6-dev make pkg-config libsystemd-dev libjansson-dev libexpat1-dev libutf8proc-dev libgeos-dev \
                 uthash-dev libcurl4-openssl-dev libmosquitto-dev libconfig-dev libsqlite3-dev libssl-dev
DEMO_PACKAGES  = mosquitto mosquitto-clients python3
TEST_PACKAGES  = libcmocka-dev mosquitto mosquitto-clients python3 python3-jsonschema sqlite3 openssl nghttp2-server \
                 systemd-container
# what others wrote of the same protocols; the tests beside it are skipped where it is missing
PEER_PACKAGES  = prometheus-alertmanager apprise ejabberd
BENCH_PACKAGES = mosquitto mosquitto-clients python3 python3-paho-mqtt inotify-tools jq curl prometheus-alertmanager
LINT_PACKAGES  = clang clang-format cppcheck
