#include "reader/frames/text_log.h"

#include <stdlib.h>

#define NO_TIME    (-1)
#define HOUR       60  /* minutes */
#define STEP_MOST  360 /* minutes between two lines of a log; what steps further back crosses midnight */
#define STAMP_MOST 6   /* tokens of a line that is nothing but a time: "10:30, 20 травня" */

/* The minutes since midnight that the line begins with. */
static int time_of(const struct text_clauses *f, const struct text_sentence *line)
{
        const struct text_words *w = &f->s->words;
        const uint32_t minutes = line->first + 1;

        if (minutes >= line->end || !text_words_is_clock(w, minutes))
                return NO_TIME;
        return (int)strtol(w->words[w->tokens[line->first].word].folded, NULL, 10) * HOUR +
               (int)strtol(w->words[w->tokens[minutes].word].folded, NULL, 10);
}

/* The first sentence of the line. */
static const struct text_sentence *line_of(const struct text_clauses *f, const struct text_sentence *sentence)
{
        while (sentence > f->s->words.sentences && !sentence->starts_line)
                sentence--;
        return sentence;
}

/* Does its line, or the one above it, say when that was? */
static bool is_timed(const struct text_clauses *f, uint32_t sentence)
{
        const struct text_sentence *line = line_of(f, &f->s->words.sentences[sentence]), *above;

        if (time_of(f, line) != NO_TIME)
                return true;
        if (line == f->s->words.sentences)
                return false;
        above = line_of(f, line - 1);
        return above == line - 1 && above->end - above->first <= STAMP_MOST && time_of(f, above) != NO_TIME;
}

bool text_log_is_older(const struct text_clauses *f, const struct text_frame *one,
                       const struct text_frame *other)
{
        const struct text_sentence *sentences = f->s->words.sentences;

        if (f->newest_first ? one->sentence <= other->sentence : one->sentence >= other->sentence)
                return false;
        return sentences[one->sentence].line != sentences[other->sentence].line &&
               is_timed(f, one->sentence) && is_timed(f, other->sentence);
}

void text_log_find(struct text_clauses *f)
{
        const struct text_words *w = &f->s->words;
        int last = NO_TIME;

        for (uint32_t i = 0; i < w->n_sentences; i++) {
                const int time = w->sentences[i].starts_line ? time_of(f, &w->sentences[i]) : NO_TIME;
                if (time == NO_TIME)
                        continue;
                if (last != NO_TIME && (time > last || time + STEP_MOST < last)) {
                        f->newest_first = false;
                        return;
                }
                f->newest_first |= last != NO_TIME && time < last;
                last = time;
        }
}
