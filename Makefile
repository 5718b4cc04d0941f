# sirend: `make` builds, `make demo` shows it, `make test` tests it; both install what is missing on Debian 12.
# Variables: BUILD (build directory), SANITIZE (e.g. address,undefined), CC, PREFIX, DESTDIR.

BUILD   ?= build
PREFIX  ?= /usr/local
CC      ?= cc
VERSION := $(shell cat VERSION)

DATADIR    = $(PREFIX)/share/sirend
SYSCONFDIR = /etc/sirend
UNITDIR    = $(PREFIX)/lib/systemd/system

include packages.mk

PKGS = libsystemd jansson expat libutf8proc libcurl libmosquitto libconfig sqlite3 libssl libcrypto
WARN = -Wall -Wextra -Wshadow -Wcast-qual -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla \
       -Wformat=2 -Wundef -Wwrite-strings -Wimplicit-fallthrough
HARDEN = -fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=2 -fPIE
OPT  ?= -O2 -g
ifdef SANITIZE
OPT = -O1 -g -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
HARDEN = -fPIE
endif

# uthash's default hash function falls through cases, which clang warns of.
CPPFLAGS_ALL = -D_GNU_SOURCE -DHASH_FUNCTION=HASH_FNV -Idaemon -DVERSION='"$(VERSION)"' -DDATADIR='"$(DATADIR)"' -DSYSCONFDIR='"$(SYSCONFDIR)"' $(CPPFLAGS)
CFLAGS_ALL   = -std=c17 $(OPT) $(WARN) $(WERROR) $(HARDEN) $(shell pkg-config --cflags $(PKGS)) $(CFLAGS)
LDFLAGS_ALL  = -pie -Wl,-z,relro,-z,now -Wl,--as-needed $(if $(SANITIZE),-fsanitize=$(SANITIZE)) $(LDFLAGS)
LIBS         = $(shell pkg-config --libs $(PKGS)) -lgeos_c -lm

MAINS    = daemon/main.c daemon/sirenctl.c
SOURCES  = $(filter-out $(MAINS),$(wildcard daemon/*.c daemon/*/*.c daemon/*/*/*.c))
OBJECTS  = $(SOURCES:%.c=$(BUILD)/%.o)
PROGRAMS = $(patsubst daemon/main.c,$(BUILD)/sirend,$(patsubst daemon/sirenctl.c,$(BUILD)/sirenctl,$(wildcard $(MAINS))))

# Tests of running text, which share what takes long to load, are one program; by its name each is one of its own, too.
ALONE        = $(patsubst %,tests/unit/text_%_test.c,language lexicon match reader)
TOGETHER     = $(filter-out $(ALONE),$(wildcard tests/unit/text_*_test.c))
UNIT_SOURCES = $(filter-out $(TOGETHER),$(wildcard tests/unit/*_test.c))
UNITS        = $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/unit/%) $(BUILD)/unit/text_tests

all: $(PROGRAMS)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c $< -o $@

$(BUILD)/libsirend.a: $(OBJECTS)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/sirend: $(BUILD)/daemon/main.o $(BUILD)/libsirend.a
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) $^ $(LIBS) -o $@

$(BUILD)/sirenctl: $(BUILD)/daemon/sirenctl.o $(BUILD)/libsirend.a
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) $^ $(LIBS) -o $@

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libsirend.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests $(CFLAGS_ALL) -MMD -MP $< $(BUILD)/libsirend.a $(LDFLAGS_ALL) $(LIBS) -lcmocka -o $@

$(BUILD)/together/%.o: tests/unit/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) -Itests -DTOGETHER -DTOGETHER_NAME='"$*"' -DTOGETHER_MAIN=$*_main $(CFLAGS_ALL) -MMD -MP -c $< -o $@

# Takes away what was built of them one by one, which would be older than they are.
$(BUILD)/unit/text_tests: tests/unit/together.c $(TOGETHER:tests/unit/%.c=$(BUILD)/together/%.o) $(BUILD)/libsirend.a
	@mkdir -p $(@D)
	@rm -f $(TOGETHER:tests/unit/%.c=$(BUILD)/unit/%)
	$(CC) $(CPPFLAGS_ALL) -Itests -DTOGETHER $(CFLAGS_ALL) -MMD -MP $(filter-out %.h,$^) $(LDFLAGS_ALL) $(LIBS) -lcmocka -o $@

# One unit test by name: make unit-base_test
unit-%: $(BUILD)/unit/%
	$<

# One benchmark by name: make bench-match_bench
$(BUILD)/bench/%: tests/bench/%.c $(BUILD)/libsirend.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP $< $(BUILD)/libsirend.a $(LDFLAGS_ALL) $(LIBS) -o $@

bench-%: $(BUILD)/bench/%
	$<

SYSTEM = $(wildcard tests/system/*_test.py tests/system/*_test.sh)

# Those that wait longest begin first.
LONG   = tests/cases/run.py $(patsubst %,tests/system/%_test.py,faults operators silence crash quiet sirens) \
	 $(patsubst %,$(BUILD)/unit/%_test,transport_mqtt dispatch spool)
TESTS  = $(LONG) $(filter-out $(LONG),$(SYSTEM) $(UNITS))

# As many at once as there are processors, unless make was told how many.
PARALLEL = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j$(shell nproc))

# Nothing needs to be done before these two: they install what is missing, then go on with a make that sees it.
demo:
	@tests/install-packages $(BUILD_PACKAGES) $(DEMO_PACKAGES)
	@$(MAKE) --no-print-directory -s $(PARALLEL) all
	@BUILD=$(BUILD) /usr/bin/python3 tests/demo/demo.py

test:
	@tests/install-packages $(BUILD_PACKAGES) $(TEST_PACKAGES)
	@$(MAKE) --no-print-directory -s $(PARALLEL) all units
	@$(CORPUS) BUILD=$(BUILD) tests/run $(TESTS)

# Tests with real reports use a corpus beside the repository where there is one.
CORPUS = $(if $(wildcard ../shared/corpus),SIREND_CORPUS=$${SIREND_CORPUS:-$(abspath ../shared/corpus)})

units: $(UNITS)

unit: $(UNITS)
	@$(CORPUS) tests/run $(UNITS)

# The unit tests once more with AddressSanitizer and UndefinedBehaviorSanitizer, system tests included.
sanitize:
	@$(MAKE) --no-print-directory -s $(PARALLEL) BUILD=$(BUILD)-sanitize SANITIZE=address,undefined WERROR=-Werror all units
	@$(CORPUS) BUILD=$(BUILD)-sanitize tests/run $(patsubst $(BUILD)/%,$(BUILD)-sanitize/%,$(filter-out %/systemd_test.sh,$(TESTS)))

FORMATTED = $(wildcard daemon/*.[ch] daemon/*/*.[ch] daemon/*/*/*.[ch] tests/*/*.[ch])

lint:
	@clang-format --dry-run -Werror $(FORMATTED)
	@cppcheck --quiet --error-exitcode=1 --std=c11 --enable=warning,portability --inline-suppr -j2 \
		--suppress=missingIncludeSystem --suppress=varFuncNullUB --suppress=unknownMacro -D_GNU_SOURCE -Idaemon daemon
	@tests/tables.py

layers:
	@tests/layers.py

peer-packages:
	@tests/install-packages $(PEER_PACKAGES)

lint-packages:
	@tests/install-packages $(LINT_PACKAGES)

clean:
	rm -rf $(BUILD)

.PHONY: all demo test unit units sanitize lint peer-packages lint-packages layers clean
include systemd/install.mk
include tests/fuzz/fuzz.mk
include tests/eval/eval.mk
include tests/bench/bench.mk

.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
