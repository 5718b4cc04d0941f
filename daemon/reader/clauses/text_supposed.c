#include "reader/clauses/text_supposed.h"

#include <string.h>

bool text_supposed_question(const struct text_words *w, const struct text_sentence *sentence)
{
        const char *at = w->text + w->tokens[sentence->end - 1].end;

        while (at < w->text + w->size && strchr("\"!)]", *at) && *at)
                at++;
        return at < w->text + w->size && *at == '?';
}

/* A question mark alone may be a cry ("Вибухи в Харкові??"): it takes a word that asks. */
static bool asks(const struct text_scan *s, const struct text_sentence *sentence)
{
        if (!text_supposed_question(&s->words, sentence))
                return false;
        for (uint32_t at = sentence->first; at < sentence->end; at++)
                if (text_scan_starts(s, at, SAYS_ASKS))
                        return true;
        return false;
}

static bool tells(const struct text_scan *s, uint32_t token)
{
        return text_scan_starts(s, token, SAYS_EVENT) || text_scan_starts(s, token, SAYS_PAST) ||
               text_scan_starts(s, token, SAYS_HAPPENED) || text_scan_starts(s, token, SAYS_LIVE);
}

/* From "if" to the comma or dash that ends it. Returns the token after it. */
static uint32_t mark_condition(const struct text_scan *s, uint32_t first, uint32_t end, uint8_t *marks)
{
        bool event = tells(s, first);
        uint32_t at = first + 1;

        for (; at < end && !text_scan_gap(s, at, TEXT_GAPS_PART); at++)
                event |= tells(s, at);
        memset(marks + first, event ? SUPPOSED_EVENT : SUPPOSED_IF, at - first);
        return at;
}

/* "Found wreckage in Tula or Yefremov, do not touch it": what people are told to do then makes it a condition. Returns where that
 * stands; the sentence's end: nothing is told. */
static uint32_t told_then(const struct text_scan *s, uint32_t first, uint32_t end)
{
        for (; first < end; first++) {
                const struct text_match *m = text_scan_starts(s, first, SAYS_ADVICE);
                if (m && strcmp(m->phrase->value, "then") == 0)
                        break;
        }
        return first;
}

/* "Once the alert is lifted, residents can return": what is told behind the comma is not so yet. Returns the sentence's end. */
static uint32_t mark_consequence(const struct text_scan *s, uint32_t last, uint32_t end, uint8_t *marks)
{
        uint32_t at = last + 1;

        while (at < end && !text_scan_gap(s, at, GAP_COMMA))
                at++;
        memset(marks + at, SUPPOSED_IF, end - at);
        return end;
}

#define UNKNOWN UINT32_MAX

/* Marks what begins at the token, if that is a condition. `*then` is where told_then() found something last. Returns the token
 * after it. */
static uint32_t mark_supposed(const struct text_scan *s, uint32_t token, uint32_t end, uint32_t *then,
                              uint8_t *marks)
{
        const struct text_match *m = text_scan_starts(s, token, SAYS_IF);

        if (!m)
                return token + 1;
        if (strcmp(m->phrase->value, "then") == 0)
                return mark_consequence(s, m->last, end, marks);
        if (strcmp(m->phrase->value, "told") != 0)
                return mark_condition(s, token, end, marks);
        if (*then == UNKNOWN || *then < token)
                *then = told_then(s, token, end);
        if (*then == end || *then == token)
                return token + 1;
        memset(marks + token, SUPPOSED_EVENT, *then - token);
        return *then;
}

const uint8_t *text_supposed_find(const struct text_scan *s)
{
        const struct text_words *w = &s->words;
        uint8_t *marks = arena_array(s->arena, w->n_tokens + 1, sizeof *marks);

        for (uint32_t i = 0; i < w->n_sentences; i++) {
                const struct text_sentence *sentence = &w->sentences[i];
                if (asks(s, sentence)) {
                        memset(marks + sentence->first, SUPPOSED_ASKED, sentence->end - sentence->first);
                        continue;
                }
                uint32_t then = UNKNOWN;
                for (uint32_t at = sentence->first; at < sentence->end;)
                        at = mark_supposed(s, at, sentence->end, &then, marks);
        }
        return marks;
}
