#include "reader/clauses/text_govern.h"

#include "reader/clauses/text_block.h"

#define NUMBER_FAR 256 /* tokens */

/* A count of what the sentence before spoke of: it begins with the number, or names an event. */
static bool has_number(const struct text_clauses *f, const struct text_clause *c)
{
        if (!c->events)
                return c->first < c->end && (text_scan_token(f->s, c->first)->number ||
                                             text_scan_starts(f->s, c->first, SAYS_COUNT));
        for (uint32_t i = c->first; i < c->end && i - c->first < NUMBER_FAR; i++)
                if (text_scan_token(f->s, i)->number || text_scan_starts(f->s, i, SAYS_COUNT))
                        return true;
        return false;
}

/* Names that stand over a line which says something. */
static bool is_heading(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *next = c + 1;

        return text_clauses_has_colon(f, c) ||
               (next < f->clauses + f->n_clauses && (next->events || next->state != STATE_UNSAID) &&
                !f->s->words.sentences[next->sentence].starts_paragraph);
}

/* "Kharkiv oblast / all clear": it is of the names over it, and of none after it. */
static bool is_headed(const struct text_clauses *f, const struct text_clause *o)
{
        return o > f->clauses && o[-1].names_only && o[-1].places && !text_clauses_has_colon(f, o) &&
               !f->s->words.sentences[o->sentence].starts_paragraph;
}

/* "Missiles: / Sumy // All clear: / Poltava": it is of what stands under it, and of nothing before. */
static bool leads_list(const struct text_clauses *f, const struct text_clause *o)
{
        const struct text_clause *next = o + 1;

        return text_clauses_has_colon(f, o) ||
               (f->s->words.sentences[o->sentence].starts_paragraph && next < f->clauses + f->n_clauses &&
                next->names_only && next->places && next->sentence > o->sentence &&
                !f->s->words.sentences[next->sentence].starts_paragraph);
}

/* An all-clear that names its own places says nothing of those of another sentence, and one that does not is of the list
 * next to it, with nothing but names between: "Kyiv oblast: / drones to Brovary. / All clear in Kharkiv oblast." */
static bool clears_list(const struct text_clauses *f, const struct text_clause *c,
                        const struct text_clause *o)
{
        if (o->places || c->events || (c > o && (is_heading(f, c) || is_headed(f, o))) ||
            (c < o && leads_list(f, o)))
                return false;
        for (const struct text_clause *i = (c < o ? c : o) + 1; i < (c < o ? o : c); i++)
                if (!i->names_only || i->events || text_clauses_has_colon(f, i))
                        return false;
        return true;
}

/* The last of the names that stand at the token, with "and" between them. */
static const struct text_place *last_joined(const struct text_clauses *f, uint32_t token)
{
        const struct text_place *p = f->places + text_clauses_place_from(f, token),
                                *end = f->places + f->n_places;

        if (p == end || p->from != token)
                return NULL;
        while (p + 1 < end && p[1].from == p->to + 2 && text_scan_starts(f->s, p->to + 1, SAYS_JOIN))
                p++;
        return p;
}

/* "Penza region: they waited long; at 6:10 the governor lifted the alert": all of a sentence that begins with names and a colon is
 * said of these. */
static bool clears_entry(const struct text_clauses *f, const struct text_clause *c,
                         const struct text_clause *o)
{
        const struct text_place *last = last_joined(f, c->first);

        return last && o > c && o->sentence == c->sentence && !o->places && !c->events &&
               c->first == f->s->words.sentences[c->sentence].first && last->to + 1 < c->end &&
               text_scan_gap(f->s, last->to + 1, GAP_COLON);
}

/* "Two shot down, one more at Cherkasy!": what is told of these says nothing of the rest. */
static bool is_down(const struct text_clause *o)
{
        return o->state == STATE_PAST && o->downs && o->past == o->downs;
}

/* An all-clear is only taken over by a list that continues it, never by what is set against it, names another danger or says
 * anything itself; nor one with places of its own by what names any danger: "Sirens in Kharkiv; all clear in Sumy". */
static bool gives_state(const struct text_clauses *f, const struct text_clause *c,
                        const struct text_clause *o)
{
        const uint32_t same = o->places ? 0 : o->events || o < c ? o->events : ~TEXT_BLOWS;

        if (o->state == STATE_UNSAID || o->after || (o->calm && o->state == STATE_PAST && !o->places) ||
            is_down(o))
                return false;
        return o->state != STATE_ALL_CLEAR || clears_entry(f, c, o) ||
               (c->names_only && !(c->events & ~same) && !text_scan_starts(f->s, c->first, SAYS_CONTRAST) &&
                !c->happened && (o->sentence == c->sentence || clears_list(f, c, o)));
}

static const struct text_clause *governing_back(const struct text_clauses *f, const struct text_clause *c,
                                                uint32_t sentences)
{
        for (const struct text_clause *o = c;
             o-- > f->clauses && c - o < TEXT_CLAUSES_NEAR && c->sentence - o->sentence < sentences;)
                if (o->state != STATE_UNSAID)
                        return gives_state(f, c, o) ? o : NULL;
        return NULL;
}

static const struct text_clause *governing_ahead(const struct text_clauses *f, const struct text_clause *c,
                                                 uint32_t sentences)
{
        const struct text_clause *end = f->clauses + f->n_clauses;

        for (const struct text_clause *o = c + 1;
             o < end && o - c < TEXT_CLAUSES_NEAR && o->sentence - c->sentence < sentences; o++)
                if (o->state != STATE_UNSAID)
                        return gives_state(f, c, o) ? o : NULL;
        return NULL;
}

/* "Москва молчит.", "Sumy and Romny are silent": a bare name at the start that something else follows is a subject, not an entry
 * of a list. */
static bool sentence_speaks(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_place *p = last_joined(f, c->first);

        return p && !(c->events && p->from > c->first) && !p->head && p->to + 1 < c->end &&
               !text_scan_gap(f->s, p->to + 1, ~0u) &&
               text_scan_token(f->s, p->to + 1)->letters == CASE_LOWER &&
               !text_scan_starts(f->s, p->to + 1, SAYS_JOIN);
}

#define STRANGE_MOST 1 /* words that are not known, and */
#define LIST_LONGEST 6 /* tokens of an entry of a list */
#define HEAD_LONGEST 5 /* of what stands before its colon; */
#define KIND_LONGEST 9 /* where that is so many of a weapon */

/* A post, or a text of alarms: what is short, names a danger, or says little else, is of them too. */
static bool is_of_alarms(const struct text_clauses *f, const struct text_clause *c)
{
        return ((c->plain || c->meant) && (f->post || f->live > 2 * f->past)) ||
               (f->post && c->end - c->first <= LIST_LONGEST && c->strange <= STRANGE_MOST);
}

#define ROW_NAME 8 /* tokens of a name, and of where it lies, before its dash */

/* "Raihorodok — a house", "Donetske (Mykolaivka hromada) — 2 wounded": a line that begins with a name and a dash. */
static bool is_row(const struct text_clauses *f, uint32_t sentence)
{
        const struct text_sentence *line = &f->s->words.sentences[sentence];
        const size_t next = text_clauses_place_from(f, line->first);

        if (sentence >= f->s->words.n_sentences || !line->starts_line || next == f->n_places ||
            f->places[next].from != line->first)
                return false;
        for (uint32_t at = f->places[next].to + 1; at < line->end && at < line->first + ROW_NAME; at++)
                if (text_scan_gap(f->s, at, GAP_DASH))
                        return true;
        return false;
}

/* Is it one of several such lines? */
static bool is_in_table(const struct text_clauses *f, const struct text_clause *c)
{
        uint32_t next = c->sentence + 1;

        if (c->first != f->s->words.sentences[c->sentence].first || !is_row(f, c->sentence))
                return false;
        while (next < f->s->words.n_sentences && !f->s->words.sentences[next].starts_line)
                next++;
        for (uint32_t before = c->sentence; before-- > 0;)
                if (f->s->words.sentences[before].starts_line)
                        return is_row(f, before) || is_row(f, next);
        return is_row(f, next);
}

/* Does the clause go on with a list? Bullets, "Чалтырь: ...", "Мысхако — ..." where people are told what to do. */
static bool continues_list(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];
        const uint32_t longest = c->meant & TEXT_WEAPONS && has_number(f, c) ? KIND_LONGEST : HEAD_LONGEST;

        if (sentence->bullet || c->list || is_of_alarms(f, c) || is_in_table(f, c) ||
            (c->end - c->first <= LIST_LONGEST && c->plain && !sentence_speaks(f, c)))
                return true;
        for (uint32_t at = c->first; at < c->end && at < c->first + longest; at++)
                if (text_scan_gap(f->s, at, f->post && f->orders ? GAP_COLON | GAP_DASH : GAP_COLON))
                        return true;
        return false;
}

/* Does a clause name no place but such as the last of those of the heading lies in? "..., said the head of Chuvashia" */
static bool names_around(const struct text_clauses *f, const struct text_clause *heading,
                         const struct text_clause *c)
{
        const size_t next = text_clauses_place_from(f, heading->end);

        if (!next || f->places[next - 1].place == PLACE_NONE)
                return false;
        for (size_t i = text_clauses_place_from(f, c->first); i < f->n_places && f->places[i].from < c->end;
             i++)
                if (f->places[i].place == PLACE_NONE ||
                    !place_contains(f->s->gazetteer, f->places[i].place, f->places[next - 1].place))
                        return false;
        return true;
}

#define UNTOLD_MOST 3 /* clauses between names and what is said of them */

/* "Елец. Взрыв на заводе. Погибли двое.", "Шахтинск. Данные на 14:00": over what names no place and says nothing yet. A text may have its
 * first line over all of it. */
static const struct text_clause *past_untold(const struct text_clauses *f, const struct text_clause *c,
                                             const struct text_clause *o)
{
        const struct text_clause *end = f->clauses + f->n_clauses;

        for (unsigned n = 0; o < end && n < UNTOLD_MOST && o->state == STATE_UNSAID && !o->places; n++) {
                if (c->sentence && !(o->events & TEXT_BLOWS))
                        break;
                o++;
        }
        return o;
}

/* "Тульская область. Алексин. Сбиты два дрона.": names that are sentences of their own head what is said after them,
 * where that names no place itself. */
static const struct text_clause *headed_by(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_sentence *sentence = &f->s->words.sentences[c->sentence];
        const struct text_clause *o = c + 1, *end = f->clauses + f->n_clauses;

        if (!c->names_only || c->first != sentence->first || c->end != sentence->end)
                return NULL;
        while (o < end && o - c < TEXT_CLAUSES_NEAR && o->names_only && o->places)
                o++;
        o = past_untold(f, c, o);
        return o < end && (!o->known || names_around(f, c, o)) &&
                       (!c->sentence || !f->s->words.sentences[o->sentence].starts_line) &&
                       o->state != STATE_UNSAID && gives_state(f, c, o)
                   ? o
                   : NULL;
}

/* "Attack from the sea: sirens in Novorossiysk / The signal is sounding along the shore.": a title that names an event, over danger now
 * that names no place. */
static const struct text_clause *titles(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *o = c + 1, *end = f->clauses + f->n_clauses;

        if (c->sentence || !c->events || !c->places || f->s->words.n_sentences < 2 ||
            !f->s->words.sentences[1].starts_line)
                return NULL;
        while (o < end && o->sentence < 2 && o->state == STATE_UNSAID && !o->known)
                o++;
        return o < end && o->sentence == 1 && o->state == STATE_LIVE && !o->known ? o : NULL;
}

/* "Kharkiv oblast: / - all clear": what stands under a heading, and names no place itself, is said of it. */
static const struct text_clause *said_under(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *o = c + 1;

        return c->names_only && is_heading(f, c) && o < f->clauses + f->n_clauses && !o->places &&
                       gives_state(f, c, o)
                   ? o
                   : NULL;
}

/* Where a clause without a state of its own takes it from: its sentence, what it heads, what it continues, the
 * sentence before. */
const struct text_clause *text_govern_state(const struct text_clauses *f, const struct text_clause *c)
{
        const struct text_clause *o = governing_back(f, c, 1);

        if (!o)
                o = governing_ahead(f, c, 1);
        if (!o)
                o = headed_by(f, c);
        if (!o)
                o = titles(f, c);
        if (!o)
                o = text_block_state(f, c);
        if (!o)
                o = said_under(f, c);
        if (o)
                return o;
        if (continues_list(f, c)) {
                o = governing_back(f, c, 40);
                return o || !f->post ? o : governing_ahead(f, c, 40);
        }
        if (f->s->words.sentences[c->sentence].starts_line)
                return NULL;
        /* "One fell in a forest near Kopeysk." What says neither, says something else: "Trains to Samara are late." */
        o = has_number(f, c) || c->names_only || c->plain ? governing_back(f, c, 2) : NULL;
        return o && o->state != STATE_ALL_CLEAR ? o : NULL;
}

/* The clause of the sentence before or after, in the same line, that tells what happened. */
const struct text_clause *text_govern_beside(const struct text_clauses *f, const struct text_clause *c)
{
        for (const struct text_clause *o = c;
             o-- > f->clauses && c - o < TEXT_CLAUSES_NEAR && c->sentence - o->sentence < 3;)
                if (o->state == STATE_PAST)
                        return o;
        for (const struct text_clause *o = c + 1;
             o < f->clauses + f->n_clauses && o->sentence - c->sentence < 3; o++)
                if (o->state == STATE_PAST)
                        return o;
        return NULL;
}
