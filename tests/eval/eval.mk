# `make eval` scores the text reader against a labelled corpus (SIREND_CORPUS, by default ../shared/corpus where that
# exists) as `sirenctl check --json` answers it, measures its speed, and whether texts about one event become one incident. Skipped where there is no corpus.
EVAL_CORPUS = $(or $(SIREND_CORPUS),$(wildcard ../shared/corpus))
EVAL_TEXT   = $(EVAL_CORPUS)/text
EVAL_FLAGS ?=

eval: $(BUILD)/sirenctl $(BUILD)/eval/text_eval $(BUILD)/eval/text_speed $(BUILD)/eval/join_eval
	@if [ -z "$(EVAL_CORPUS)" ]; then echo "eval: skipped, no corpus (SIREND_CORPUS)"; exit 0; fi; \
	printf 'spool = "%s/spool"; database = "%s/db"; gazetteer = "%s"; vocabulary = "%s";\n' \
		"$(abspath $(BUILD)/eval)" "$(abspath $(BUILD)/eval)" "$(CURDIR)/config/gazetteer" "$(CURDIR)/config/vocabulary" \
		> $(BUILD)/eval/sirend.conf; \
	/usr/bin/python3 $(EVAL_TEXT)/score.py --check-batch '$(BUILD)/sirenctl -c $(BUILD)/eval/sirend.conf check --json' \
		--texts $(EVAL_CORPUS)/../seeds $(EVAL_FLAGS) $(EVAL_TEXT)/dev.jsonl $(EVAL_TEXT)/seeds.jsonl; \
	$(BUILD)/eval/text_speed $(EVAL_TEXT)/dev.jsonl; \
	echo "texts about one event, one incident:"; $(BUILD)/eval/join_eval $(EVAL_TEXT)/dev.jsonl

$(BUILD)/eval/%: tests/eval/%.c $(BUILD)/libsirend.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP $< $(BUILD)/libsirend.a $(LDFLAGS_ALL) $(LIBS) -o $@

.PHONY: eval
