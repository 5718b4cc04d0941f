#include "reader/places/text_finder.h"

#define ENTRY_LONGEST 14 /* tokens */
#define ENTRIES_LEAST 2

/* The tokens of a line. */
struct line {
        uint32_t first, end;
        bool weapon;
};

/* The line that begins with a sentence. `*match` is the first one that may lie in it. */
static struct line line_at(const struct text_scan *s, uint32_t sentence, size_t *match)
{
        const struct text_sentence *sentences = s->words.sentences;
        struct line line = {.first = sentences[sentence].first};

        for (uint32_t i = sentence; i < s->words.n_sentences && sentences[i].line == sentences[sentence].line;
             i++)
                line.end = sentences[i].end;
        for (; *match < s->n_matches && s->matches[*match].first < line.end; ++*match) {
                const struct text_match *m = &s->matches[*match];
                line.weapon |= m->role == SAYS_EVENT && 1u << m->phrase->number & VOCAB_FLYING;
        }
        return line;
}

bool text_entries_are(const struct text_finder *f)
{
        const struct text_scan *s = f->s;
        size_t place = 0, match = 0;
        unsigned entries = 0;

        for (uint32_t i = 0; i < s->words.n_sentences; i++) {
                bool places = false;
                struct line line;
                if (i && s->words.sentences[i].line == s->words.sentences[i - 1].line)
                        continue;
                line = line_at(s, i, &match);
                for (; place < f->n && f->places[place].first < line.end; place++)
                        places = true;
                if (!places)
                        continue;
                if (!line.weapon || line.end - line.first > ENTRY_LONGEST)
                        return false;
                entries++;
        }
        return entries >= ENTRIES_LEAST;
}
