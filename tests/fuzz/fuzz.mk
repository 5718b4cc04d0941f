# libFuzzer targets of the readers: `make fuzz` builds them, `make fuzz-run SECONDS=30` runs each for that long, from the seeds
# in tests/fuzz/seeds/ and what earlier runs found in $(FUZZ_BUILD)/corpus/. They need clang.
FUZZ_CC      ?= clang
FUZZ_BUILD   ?= $(BUILD)/fuzz
FUZZ_TARGETS  = cap json text words
FUZZ_FLAGS    = -std=c17 -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer \
                $(WARN) $(WERROR) $(shell pkg-config --cflags $(PKGS))
SECONDS      ?= 30

FUZZ_SOURCES  = $(wildcard daemon/base/*.c daemon/alert/*.c daemon/gazetteer/*.c daemon/report/report*.c daemon/reader/*.c daemon/reader/*/*.c)
FUZZ_OBJECTS  = $(FUZZ_SOURCES:%.c=$(FUZZ_BUILD)/%.o) $(FUZZ_BUILD)/tests/fuzz/fuzz.o
FUZZ_PROGRAMS = $(FUZZ_TARGETS:%=$(FUZZ_BUILD)/report_%_fuzz)

fuzz: $(FUZZ_PROGRAMS)

fuzz-run: fuzz
	@for t in $(FUZZ_TARGETS); do \
		mkdir -p $(FUZZ_BUILD)/corpus/$$t; \
		echo "== $$t for $(SECONDS) s"; \
		$(FUZZ_BUILD)/report_$${t}_fuzz -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
			-artifact_prefix=$(FUZZ_BUILD)/$$t- \
			$(FUZZ_BUILD)/corpus/$$t tests/fuzz/seeds/$$t || exit 1; \
	done

$(FUZZ_BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(FUZZ_CC) $(CPPFLAGS_ALL) -Itests/fuzz $(FUZZ_FLAGS) -MMD -MP -c $< -o $@

$(FUZZ_BUILD)/report_%_fuzz: $(FUZZ_BUILD)/tests/fuzz/report_%_fuzz.o $(FUZZ_OBJECTS)
	$(FUZZ_CC) -fsanitize=fuzzer,address,undefined $^ $(LIBS) -o $@

.PHONY: fuzz fuzz-run
