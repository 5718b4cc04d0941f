# make bench: sirend beside the least programs that do the same work. QUICK=1: a short run; ROUNDS=5; ONLY=latency,fan.
BENCH_PROGRAMS = $(addprefix $(BUILD)/bench/,floor floor_curl floor_mqtt floor_match sink subscriber store_bench match_bench prune_bench roster_bench)

bench:
	@tests/install-packages $(BUILD_PACKAGES) $(BENCH_PACKAGES)
	@$(MAKE) --no-print-directory -s all $(BENCH_PROGRAMS)
	@BUILD=$(BUILD) /usr/bin/python3 tests/bench/run.py $(if $(QUICK),--quick) $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(ONLY),--only $(ONLY))

.PHONY: bench
