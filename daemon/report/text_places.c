#include "report/text_places.h"

#include <stdlib.h>
#include <string.h>

#define PLACES_MAX   4000 /* names looked at in one text; no report has more */
#define READINGS_MAX 8    /* dictionary forms of one word */
#define NAME_WORDS   7
#define ANCHORS_MAX  4096
#define REGIONS_MAX  64
#define MEANT_MAX    128

struct reading {
        uint32_t words[READINGS_MAX];
        uint8_t n;
        bool done;
};

struct finder {
        struct text_scan *s;
        struct reading *readings; /* by word number */
        struct text_place *places;
        size_t n, room;
        uint32_t anchors[ANCHORS_MAX]; /* settled regions and districts, as numbers of places[], in order */
        size_t n_anchors;
        uint32_t regions[REGIONS_MAX], countries[REGIONS_MAX]; /* that the text names */
        uint32_t cities[REGIONS_MAX];
        size_t n_regions, n_countries, n_cities;
        uint32_t meant[MEANT_MAX]; /* places that a name clearly means somewhere in the text */
        size_t n_meant;
};

struct reader {
        struct finder *f;
        struct reading *reading;
        bool latin;
};

static void add_reading(void *data, const char *form, size_t size)
{
        struct reader *r = data;
        char spelled[TEXT_FORM_MAX];
        uint32_t word;

        if (r->latin) {
                size = text_forms_spell(r->f->s->forms, form, size, spelled);
                form = spelled;
        }
        word = text_names_word(r->f->s->names, form, size);
        for (size_t i = 0; word && i < r->reading->n; i++)
                if (r->reading->words[i] == word)
                        return;
        if (word && r->reading->n < READINGS_MAX)
                r->reading->words[r->reading->n++] = word;
}

static const struct reading *reading_of(struct finder *f, uint32_t token)
{
        const struct text_token *t = text_scan_token(f->s, token);
        const struct text_word *word = &f->s->words.words[t->word];
        struct reader r = {f, &f->readings[t->word], t->latin};

        if (r.reading->done)
                return r.reading;
        r.reading->done = true;
        if (t->symbol)
                return r.reading;
        if (t->latin)
                add_reading(&r, word->folded, word->size);
        else
                text_forms_each(f->s->forms, word->folded, word->size, add_reading, &r);
        return r.reading;
}

/* Goes down the tree of names from a token; keeps the nodes of the longest names. */
static void descend(struct finder *f, struct text_place *p, uint32_t node, uint32_t token, unsigned depth)
{
        const struct reading *r = reading_of(f, token);
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);

        for (size_t i = 0; i < r->n; i++) {
                const struct text_name *names;
                uint32_t next = text_names_step(f->s->names, node, r->words[i]);
                if (next == TEXT_NO_NODE)
                        continue;
                if (text_names_at(f->s->names, next, &names)) {
                        if (token > p->last || !p->n_nodes) {
                                p->last = token;
                                p->n_nodes = 0;
                        }
                        if (token == p->last && p->n_nodes < TEXT_NODES / 2)
                                p->nodes[p->n_nodes++] = next;
                }
                if (depth < NAME_WORDS && token + 1 < sentence->end &&
                    !text_scan_gap(f->s, token + 1, (unsigned)~(GAP_HYPHEN | GAP_QUOTE | GAP_PERIOD)))
                        descend(f, p, next, token + 1, depth + 1);
        }
}

/* Something says that a place's name comes here: "в", "село". */
static bool is_expected(const struct finder *f, uint32_t token)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, token);

        if (token > sentence->first &&
            !text_scan_gap(f->s, token, GAP_COMMA | GAP_COLON | GAP_DASH | GAP_CLOSE) &&
            (text_scan_ends(f->s, token - 1, SAYS_AT) || text_scan_ends(f->s, token - 1, SAYS_TO) ||
             text_scan_ends(f->s, token - 1, SAYS_KIND)))
                return true;
        return token + 1 < sentence->end && !text_scan_gap(f->s, token + 1, (unsigned)~GAP_QUOTE) &&
               text_scan_starts(f->s, token + 1, SAYS_HEAD);
}

/* The next candidate; `*state` starts at 0. NULL at the end. */
static const struct text_name *next_name(const struct finder *f, const struct text_place *p, uint64_t *state)
{
        uint32_t node = (uint32_t)(*state >> 32), at = (uint32_t)*state;

        for (; node < p->n_nodes; node++, at = 0) {
                const struct text_name *names;
                if (at < text_names_at(f->s->names, p->nodes[node], &names)) {
                        *state = (uint64_t)node << 32 | (at + 1);
                        return &names[at];
                }
        }
        return NULL;
}

static bool stands_alone(const struct finder *f, const struct text_place *p)
{
        uint64_t state = 0;
        const struct text_name *name;

        while ((name = next_name(f, p, &state)))
                if (!name->needs_head && (uint32_t)(state >> 32) < p->exact)
                        return true;
        return false;
}

/* Is it a name without any administrative word, and of something better known than a village? */
static bool stands_well(const struct finder *f, const struct text_place *p)
{
        uint64_t state = 0;
        const struct text_name *name;

        while ((name = next_name(f, p, &state)))
                if (!name->needs_head && (uint32_t)(state >> 32) < p->exact &&
                    (place_level(f->s->gazetteer, name->place) <= LEVEL_REGION ||
                     place_population(f->s->gazetteer, name->place) >= 20000))
                        return true;
        return false;
}

/* Has it candidates of these levels? */
static bool has_level(const struct finder *f, const struct text_place *p, uint32_t levels)
{
        uint64_t state = 0;
        const struct text_name *name;

        while ((name = next_name(f, p, &state)))
                if (levels >> place_level(f->s->gazetteer, name->place) & 1)
                        return true;
        return false;
}

/* The administrative word after a name: "область", "municipal district". */
static void take_head_after(struct finder *f, struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->last);
        uint32_t at = p->last + 1;

        for (unsigned skipped = 0; at < sentence->end && skipped < 3; skipped++) {
                const struct text_match *m = text_scan_starts(f->s, at, SAYS_HEAD);
                if (text_scan_gap(f->s, at, (unsigned)~(GAP_HYPHEN | GAP_QUOTE)))
                        return;
                p->plural = text_scan_starts(f->s, at, SAYS_HEADS) != NULL;
                if (!m)
                        m = text_scan_starts(f->s, at, SAYS_HEADS);
                if (m && has_level(f, p, (uint32_t)m->phrase->number)) {
                        p->levels = (uint32_t)m->phrase->number;
                        p->to = m->last;
                        p->head = true;
                        return;
                }
                m = text_scan_starts(f->s, at, SAYS_NAMED);
                if (m && !strcmp(m->phrase->value, "office") && has_level(f, p, 1u << LEVEL_REGION) &&
                    !stands_well(f, p)) {
                        p->levels = 1u << LEVEL_REGION;
                        p->head = p->office = true;
                        return;
                }
                m = text_scan_starts(f->s, at, SAYS_BETWEEN);
                if (!m)
                        return;
                at = m->last + 1;
        }
}

/* The one before it: "village of", "м.", "Republic of". */
static void take_kind_before(struct finder *f, struct text_place *p)
{
        uint32_t start = text_scan_sentence(f->s, p->first)->first, at = p->from;

        for (unsigned skipped = 0; !p->head && at > start && skipped < 3; skipped++) {
                const struct text_match *m;
                if (text_scan_gap(f->s, at, (unsigned)~(GAP_HYPHEN | GAP_QUOTE | GAP_PERIOD)))
                        return;
                m = text_scan_ends(f->s, at - 1, SAYS_KIND);
                if (!m && !stands_alone(f, p)) /* "в районе Казанки" is around it */
                        m = text_scan_ends(f->s, at - 1, SAYS_HEAD);
                if (m && has_level(f, p, (uint32_t)m->phrase->number)) {
                        p->levels |= (uint32_t)m->phrase->number;
                        p->from = m->first;
                        p->head = true;
                        return;
                }
                m = text_scan_ends(f->s, at - 1, SAYS_BETWEEN);
                if (!m)
                        return;
                at = m->first;
        }
}

/* "Вячеслав Гладков": the place's name is a person's. */
static bool is_person(const struct finder *f, const struct text_place *p)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);
        uint32_t next = p->last + 1;

        if (p->first > sentence->first && !text_scan_gap(f->s, p->first, ~0u) &&
            text_scan_ends(f->s, p->first - 1, SAYS_PERSON))
                return true;
        return next < sentence->end && !text_scan_gap(f->s, next, ~0u) &&
               text_scan_starts(f->s, p->first, SAYS_PERSON) &&
               text_scan_token(f->s, next)->letters == CASE_TITLE && !text_scan_starts(f->s, next, SAYS_HEAD);
}

static void add_place(struct finder *f, const struct text_place *p)
{
        f->places = arena_grow(f->s->arena, f->places, f->n, &f->room, sizeof *p);
        f->places[f->n++] = *p;
}

static bool is_hashtag(const struct finder *f, uint32_t token)
{
        uint32_t start = text_scan_sentence(f->s, token)->first;

        while (token > start && text_scan_gap(f->s, token, GAP_HYPHEN))
                token--;
        return text_scan_gap(f->s, token, GAP_HASH);
}

/* "Под", "На": prepositions that are also names of villages somewhere. */
static bool is_function_word(const struct finder *f, const struct text_place *p)
{
        const struct text_token *t = text_scan_token(f->s, p->first);
        static const enum text_says roles[] = {SAYS_AT,       SAYS_FROM,  SAYS_TO,      SAYS_JOIN,
                                               SAYS_CONTRAST, SAYS_COUNT, SAYS_BETWEEN, SAYS_OFFICIAL,
                                               SAYS_HEAD,     SAYS_HEADS, SAYS_KIND};
        const struct text_word *word = &f->s->words.words[text_scan_token(f->s, p->first)->word];

        if (p->first == p->last && p->plural &&
            text_phrases_has(f->s->phrases, SAYS_BETWEEN, word->folded, word->size))
                return true; /* "the northern districts" */
        for (size_t i = 0; p->first == p->last && !p->head && i < sizeof roles / sizeof *roles; i++)
                if (!(roles[i] == SAYS_BETWEEN && t->letters == CASE_TITLE && is_expected(f, p->first)) &&
                    text_phrases_has(f->s->phrases, roles[i], word->folded, word->size))
                        return true;
        return false;
}

/* A word that only places have stands with it: "село", "курсом на", "область". */
static bool is_announced(const struct finder *f, uint32_t token)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, token);
        const struct text_match *m;

        if (token + 1 < sentence->end && !text_scan_gap(f->s, token + 1, (unsigned)~GAP_QUOTE) &&
            text_scan_starts(f->s, token + 1, SAYS_HEAD))
                return true;
        if (token == sentence->first ||
            text_scan_gap(f->s, token, (unsigned)~(GAP_HYPHEN | GAP_QUOTE | GAP_PERIOD)))
                return false;
        if (text_scan_ends(f->s, token - 1, SAYS_KIND))
                return true;
        m = text_scan_ends(f->s, token - 1, SAYS_TO);
        if (!m)
                m = text_scan_ends(f->s, token - 1, SAYS_AT);
        return m && m->slots >= 2;
}

/* Adds the names that only sound like it. */
static void add_alike(struct finder *f, struct text_place *p)
{
        const struct text_token *t = text_scan_token(f->s, p->first);
        const struct text_word *word = &f->s->words.words[t->word];

        p->exact = p->n_nodes;
        if (p->last > p->first || t->letters == CASE_LOWER || t->letters == CASE_NONE ||
            word->size < (t->latin ? 6u : 12u) || !is_announced(f, p->first))
                return;
        p->n_nodes += (uint8_t)text_names_alike(f->s->names, word->folded, word->size, p->nodes + p->n_nodes,
                                                TEXT_NODES - p->n_nodes);
}

/* May a name begin at a word in lower case? "краснояружский и Ракитянский районы", "village of oktyabrsky".
 */
static bool may_be_lower(const struct finder *f, uint32_t token)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, token);
        static const enum text_says after[] = {SAYS_HEAD, SAYS_HEADS, SAYS_NAMED, SAYS_BETWEEN, SAYS_JOIN};

        if (token > sentence->first && text_scan_token(f->s, token)->latin)
                return text_scan_ends(f->s, token - 1, SAYS_KIND) != NULL ||
                       (token + 1 < sentence->end && (text_scan_starts(f->s, token + 1, SAYS_HEAD) ||
                                                      text_scan_starts(f->s, token + 1, SAYS_HEADS)));
        if (token + 1 >= sentence->end)
                return false;
        if (text_scan_gap(f->s, token + 1, GAP_COMMA))
                return true;
        for (size_t i = 0; i < sizeof after / sizeof *after; i++)
                if (text_scan_starts(f->s, token + 1, after[i]))
                        return true;
        return false;
}

/* Looks for a name at the token. Returns the next token to look at. */
static uint32_t find_at(struct finder *f, uint32_t token)
{
        struct text_place p = {.first = token, .last = token, .place = PLACE_NONE, .fixed = PLACE_NONE};
        const struct text_token *t = text_scan_token(f->s, token);
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_PLACE);

        p.exact = TEXT_NODES;
        if (m) {
                p.fixed = place_by_path(f->s->gazetteer, m->phrase->value);
                p.last = m->last;
        }
        if (p.fixed == PLACE_NONE) {
                p.last = token;
                if (t->symbol || t->number || (t->letters == CASE_LOWER && !may_be_lower(f, token)))
                        return token + 1;
                descend(f, &p, 0, token, 1);
                add_alike(f, &p);
                if (!p.n_nodes)
                        return token + 1;
        }
        p.from = p.first;
        p.to = p.last;
        p.hashtag = is_hashtag(f, token);
        if (p.n_nodes) {
                take_head_after(f, &p);
                take_kind_before(f, &p);
                if (t->letters == CASE_LOWER && !(t->latin && p.from < p.first) &&
                    (!p.head || (p.to == p.last && !p.office)))
                        return token + 1;
                if (is_person(f, &p))
                        return p.last + 1;
        }
        if (is_function_word(f, &p))
                return token + 1;
        if (p.n_nodes && !p.head && p.first == p.last && f->s->words.words[t->word].size < (t->latin ? 4 : 6))
                return token + 1;
        p.expected = is_expected(f, p.first);
        add_place(f, &p);
        return p.to + 1;
}

static void find_all(struct finder *f)
{
        for (uint32_t i = 0; i < f->s->words.n_tokens && f->n < PLACES_MAX;)
                i = find_at(f, i);
}

/* Only commas, slashes and "and" between two names. */
static bool listed(const struct finder *f, const struct text_place *a, const struct text_place *b)
{
        uint32_t at = a->to + 1;

        if (text_scan_token(f->s, a->to)->sentence != text_scan_token(f->s, b->from)->sentence)
                return false;
        if (at < b->from && text_scan_starts(f->s, at, SAYS_JOIN))
                at++;
        return at == b->from && (at > a->to + 1 || text_scan_gap(f->s, at, GAP_COMMA | GAP_SLASH | GAP_DASH));
}

/* "Chertkovsky, Bokovsky districts": the head belongs to all names of the list. */
static void share_heads(struct finder *f)
{
        for (size_t i = f->n; i-- > 1;) {
                struct text_place *p = &f->places[i - 1], *next = &f->places[i];
                bool after = next->to > next->last || next->shared;
                if (p->head || !next->head || !after || p->fixed != PLACE_NONE || !listed(f, p, next))
                        continue;
                if ((next->plural || !stands_well(f, p)) && has_level(f, p, next->levels)) {
                        p->levels = next->levels;
                        p->head = true;
                        p->plural = next->plural;
                        p->shared = true;
                }
        }
        /* "в районах: Чертковском, Боковском"; "сёла Муром и Сурково" */
        for (size_t i = 1; i < f->n; i++) {
                const struct text_place *before = &f->places[i - 1];
                struct text_place *p = &f->places[i];
                if (!p->head && before->head && p->fixed == PLACE_NONE && listed(f, before, p) &&
                    before->to == before->last && has_level(f, p, before->levels)) {
                        p->levels = before->levels;
                        p->head = true;
                }
        }
}

/* "Черкаська", "Черкаській": adjectives that go with "область". */
static bool is_feminine(const struct finder *f, const struct text_place *p)
{
        static const char *const endings[] = {"а", "ої", "ій", "у", "ою", "ая", "ой", "ую", NULL};
        const struct text_word *w = &f->s->words.words[text_scan_token(f->s, p->last)->word];

        for (size_t i = 0; endings[i]; i++) {
                size_t n = strlen(endings[i]);
                if (w->size > n && !memcmp(w->folded + w->size - n, endings[i], n))
                        return true;
        }
        return false;
}

#define FAR_TOKENS 60

/* A head further up: "several districts, including Chertkovsky, ..." in the sentence, "області: ..." before
 * it. */
static void far_head(struct finder *f, struct text_place *p)
{
        uint32_t start = text_scan_sentence(f->s, p->first)->first;
        bool region = is_feminine(f, p) && has_level(f, p, 1u << LEVEL_REGION);

        for (uint32_t at = p->first, steps = 0; at-- > (region ? 0 : start) && steps < FAR_TOKENS; steps++) {
                const struct text_match *m = text_scan_ends(f->s, at, SAYS_HEADS);
                uint32_t levels = m ? (uint32_t)m->phrase->number : 0;
                if (at < start)
                        levels &= 1u << LEVEL_REGION;
                if (levels && has_level(f, p, levels)) {
                        p->levels = levels;
                        p->head = true;
                        return;
                }
        }
}

/* "Regions from Chernihiv": the plural is just before it. */
static bool follows_heads(const struct finder *f, const struct text_place *p)
{
        uint32_t start = text_scan_sentence(f->s, p->first)->first;

        for (uint32_t at = p->first, steps = 0; at-- > start && steps < 2; steps++)
                if (text_scan_ends(f->s, at, SAYS_HEADS))
                        return true;
        return false;
}

/* "6 над Калужской и по одному над Тульской, Орловской областями": the head comes later in the sentence. */
static void head_ahead(struct finder *f, struct text_place *p)
{
        uint32_t end = text_scan_sentence(f->s, p->first)->end;

        for (uint32_t at = p->to + 1; !p->head && at < end && at < p->to + 12; at++) {
                const struct text_match *m = text_scan_starts(f->s, at, SAYS_HEADS);
                if (m && m->phrase->number >> LEVEL_REGION & 1) {
                        p->levels = 1u << LEVEL_REGION;
                        p->head = true;
                }
        }
}

static void far_heads(struct finder *f)
{
        for (size_t i = 0; i < f->n; i++)
                if (!f->places[i].head && f->places[i].fixed == PLACE_NONE &&
                    (!stands_well(f, &f->places[i]) || follows_heads(f, &f->places[i])))
                        far_head(f, &f->places[i]);
        for (size_t i = 0; i < f->n; i++) {
                struct text_place *p = &f->places[i];
                if (!p->head && p->fixed == PLACE_NONE && !stands_well(f, p) && is_feminine(f, p) &&
                    has_level(f, p, 1u << LEVEL_REGION))
                        head_ahead(f, p);
        }
}

/* "Купянский район: ... Харьковский: ...": what heads the one entry heads the next. */
static void elliptic_heads(struct finder *f)
{
        const struct text_place *entry = NULL;

        for (size_t i = 0; i < f->n; i++) {
                struct text_place *p = &f->places[i];
                if (p->from != text_scan_sentence(f->s, p->first)->first ||
                    p->to + 1 >= f->s->words.n_tokens ||
                    !text_scan_gap(f->s, p->to + 1, GAP_COLON | GAP_DASH | GAP_OPEN))
                        continue;
                if (!p->head && entry && entry->head && p->fixed == PLACE_NONE && !stands_well(f, p) &&
                    has_level(f, p, entry->levels)) {
                        p->levels = entry->levels;
                        p->head = true;
                }
                entry = p;
        }
        /* "У Білопільській громаді ..., у Краснопільській — ..." */
        for (size_t i = 1; i < f->n; i++) {
                const struct text_place *before = &f->places[i - 1];
                struct text_place *p = &f->places[i];
                if (!p->head && before->head && before->to > before->last && p->fixed == PLACE_NONE &&
                    !stands_well(f, p) && has_level(f, p, before->levels) &&
                    text_scan_token(f->s, before->first)->sentence ==
                        text_scan_token(f->s, p->first)->sentence) {
                        p->levels = before->levels;
                        p->head = true;
                }
        }
}

static double size_points(uint32_t population)
{
        static const struct {
                uint32_t least;
                double points;
        } steps[] = {{500000, 9.5}, {200000, 8.5}, {100000, 6.5}, {50000, 6},
                     {20000, 3.5},  {5000, 2.5},   {1000, 1.5}};

        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
                if (population >= steps[i].least)
                        return steps[i].points;
        return 0.5;
}

static bool is_named(const uint32_t *list, size_t n, uint32_t place)
{
        for (size_t i = 0; i < n; i++)
                if (list[i] == place)
                        return true;
        return false;
}

/* Points for lying in an anchor: a settled region or district. */
static double anchor_points(const struct finder *f, const struct text_place *p,
                            const struct text_place *anchor, uint32_t candidate)
{
        const struct text_scan *s = f->s;
        bool district =
            anchor->place != PLACE_NONE && place_level(s->gazetteer, anchor->place) > LEVEL_REGION;
        bool same = text_scan_token(s, anchor->first)->sentence == text_scan_token(s, p->first)->sentence;

        if (anchor->place == PLACE_NONE) /* given up since */
                return 0;
        if (place_level(s->gazetteer, anchor->place) == LEVEL_SETTLEMENT &&
            place_level(s->gazetteer, candidate) != LEVEL_CITY_DISTRICT)
                return 0;
        if (anchor == p || !place_contains(s->gazetteer, anchor->place, candidate) ||
            anchor->place == candidate)
                return 0;
        if (same && anchor->from > p->to && anchor->from <= p->to + 2 &&
            text_scan_gap(s, anchor->from, GAP_OPEN | GAP_COMMA))
                return district ? 10 : 9;
        return (same ? 5 : 3) + (district ? 2 : 0);
}

/* The anchors just before and after the name. */
static double near_points(const struct finder *f, const struct text_place *p, uint32_t candidate)
{
        size_t low = 0, high = f->n_anchors;
        double best = 0, points;

        while (low < high) {
                size_t middle = (low + high) / 2;
                if (f->places[f->anchors[middle]].first < p->first)
                        low = middle + 1;
                else
                        high = middle;
        }
        for (size_t i = low; i < f->n_anchors && i < low + 4; i++) {
                const struct text_place *anchor = &f->places[f->anchors[i]];
                if (text_scan_token(f->s, anchor->first)->sentence !=
                    text_scan_token(f->s, p->first)->sentence)
                        break;
                points = anchor_points(f, p, anchor, candidate) - 0.1 * (double)(i - low);
                best = points > best ? points : best;
        }
        for (size_t i = low; i-- > 0 && low - i <= 4;) {
                points =
                    anchor_points(f, p, &f->places[f->anchors[i]], candidate) - 0.3 * (double)(low - i - 1);
                best = points > best ? points : best;
        }
        return best;
}

/* Does the gazetteer know this country down to its towns? */
static bool is_close_country(const struct gazetteer *g, uint32_t country)
{
        return country != PLACE_NONE && place_last(g, country) - country > 400;
}

/* Against a place in a region that the text does not name, while it names others. */
static double elsewhere_points(const struct finder *f, const struct text_place *p, uint32_t candidate)
{
        uint32_t population = place_population(f->s->gazetteer, candidate);

        if (!text_scan_starts(f->s, p->first, SAYS_COMMON))
                return population < 20000 ? 1.5 : 0;
        return population < 50000 ? 4 : population < 150000 ? 5 : 0;
}

static double context_points(const struct finder *f, const struct text_place *p, uint32_t candidate)
{
        const struct gazetteer *g = f->s->gazetteer;
        uint32_t region = place_ancestor(g, candidate, LEVEL_REGION);
        double points = near_points(f, p, candidate);

        if (is_named(f->regions, f->n_regions, region))
                points += 2;
        else if (f->n_regions && place_level(g, candidate) > LEVEL_REGION)
                points -= elsewhere_points(f, p, candidate);
        if (is_named(f->countries, f->n_countries, place_ancestor(g, candidate, LEVEL_COUNTRY)))
                points += is_close_country(g, place_ancestor(g, candidate, LEVEL_COUNTRY)) ? 1 : 3;
        if (place_level(g, candidate) == LEVEL_CITY_DISTRICT &&
            is_named(f->cities, f->n_cities, place_parent(g, candidate)))
                points += 6;
        if (place_level(g, candidate) >= LEVEL_SETTLEMENT && !p->head && is_expected(f, p->first))
                points += 1;
        if (f->s->home != PLACE_NONE && place_contains(g, f->s->home, candidate))
                points += 3;
        return points;
}

static double level_points(const struct finder *f, const struct text_place *p, uint32_t candidate)
{
        const struct gazetteer *g = f->s->gazetteer;

        switch (place_level(g, candidate)) {
        case LEVEL_COUNTRY:
                return 6;
        case LEVEL_REGION:
                if (p->levels >> LEVEL_CITY_DISTRICT & 1)
                        return 2; /* "Odesa district" is not the oblast */
                return is_close_country(g, place_ancestor(g, candidate, LEVEL_COUNTRY)) ? 6
                       : p->head                                                        ? 3
                                                                                        : 1.5;
        case LEVEL_DISTRICT:
                return p->head ? 4 : 1;
        case LEVEL_COMMUNITY:
        case LEVEL_CITY_DISTRICT:
                return p->head ? 3 : 0;
        default:
                break;
        }
        if (!p->head)
                return size_points(place_population(g, candidate));
        /* "село Муром" is not the town */
        if (p->levels == 1u << LEVEL_SETTLEMENT && place_population(g, candidate) > 30000)
                return 1;
        return size_points(place_population(g, candidate)) + 1.5;
}

static bool is_common(const struct finder *f, const struct text_place *p, uint32_t place)
{
        if (place_level(f->s->gazetteer, place) <= LEVEL_REGION ||
            place_population(f->s->gazetteer, place) >= (p->expected ? 20000 : 50000))
                return false;
        return p->first == p->last && text_scan_starts(f->s, p->first, SAYS_COMMON);
}

/* "Лісова пожежа": a capital only because the sentence begins there. */
static bool is_subject(const struct finder *f, const struct text_place *p)
{
        uint32_t next = p->to + 1;

        return next < text_scan_sentence(f->s, p->first)->end && !text_scan_gap(f->s, next, ~0u) &&
               text_scan_token(f->s, next)->letters == CASE_LOWER;
}

/* What the name needs in all to be believed. */
static double needed_points(const struct finder *f, const struct text_place *p, uint32_t place)
{
        double needed = 3.5;

        if (!p->head && is_common(f, p, place))
                needed += p->expected ? 1 : 4;
        if (p->first == text_scan_sentence(f->s, p->first)->first && p->first == p->last && !p->head)
                needed += is_subject(f, p) && text_scan_starts(f->s, p->first, SAYS_COMMON) ? 4 : 0.5;
        return needed;
}

static bool allowed(const struct finder *f, const struct text_place *p, const struct text_name *name)
{
        enum place_level level = place_level(f->s->gazetteer, name->place);

        if (!p->levels)
                return !name->needs_head;
        if (p->levels >> level & 1)
                return true;
        /* "Oktyabrsky district" where only a village is called so: writers mistake one for the other */
        return !name->needs_head && level == LEVEL_SETTLEMENT && p->levels >> LEVEL_DISTRICT & 1 &&
               place_population(f->s->gazetteer, name->place) < 20000;
}

/* Is the place meant by another occurrence of the same name, where more is said of it? */
static bool is_meant(const struct finder *f, uint32_t place)
{
        for (size_t i = 0; i < f->n_meant; i++)
                if (f->meant[i] == place)
                        return true;
        return false;
}

/* Former names of villages are hardly used, those of towns are. */
static double old_points(const struct finder *f, const struct text_name *name)
{
        return !name->old ? 0 : place_population(f->s->gazetteer, name->place) < 10000 ? 4 : 1;
}

/* "Krasnyi Kuty": a longer name that is not known, of which only the first word is. */
static bool goes_on(struct finder *f, const struct text_place *p)
{
        uint32_t next = p->to + 1;
        const struct text_token *t;

        if (next >= text_scan_sentence(f->s, p->first)->end || p->to > p->last)
                return false;
        if (p + 1 < f->places + f->n && p[1].from == next && p[1].head)
                return false; /* "Октябрьский Белгородского района" */
        t = text_scan_token(f->s, next);
        return t->letters == CASE_TITLE && !t->gap && t->latin == text_scan_token(f->s, p->last)->latin &&
               (p->from < p->first || !reading_of(f, next)->n) &&
               f->s->starting[next] == f->s->starting[next + 1];
}

/* A name that only one place bears. */
static double unique_points(const struct finder *f, const struct text_place *p, uint32_t place)
{
        if (text_scan_starts(f->s, p->first, SAYS_COMMON))
                return p->head ? 1 : 0;
        return (p->head ? 1 : 0) + (place_population(f->s->gazetteer, place) >= 1000 ? 1.5 : 0.5);
}

/* Chooses among the candidates. `levels`: of which levels, in this pass. */
static void settle(struct finder *f, struct text_place *p, uint32_t levels)
{
        double best = 0, second = 0;
        uint32_t chosen = PLACE_NONE, only = PLACE_NONE;
        uint64_t state = 0;
        const struct text_name *name;
        size_t n = 0;

        while ((name = next_name(f, p, &state))) {
                bool alike = (uint32_t)(state >> 32) >= p->exact;
                double points;
                if (!allowed(f, p, name))
                        continue;
                n += !n || name->place != only;
                only = name->place;
                points =
                    level_points(f, p, name->place) + context_points(f, p, name->place) -
                    (p->levels && !(p->levels >> place_level(f->s->gazetteer, name->place) & 1) ? 1 : 0) -
                    (alike ? 2 : 0) + (name->needs_head && p->levels == 1u << LEVEL_REGION ? 2 : 0) -
                    old_points(f, name) + (is_meant(f, name->place) ? 6 : 0);
                if (alike && place_population(f->s->gazetteer, name->place) < 15000 &&
                    place_level(f->s->gazetteer, name->place) > LEVEL_REGION &&
                    !is_named(f->regions, f->n_regions,
                              place_ancestor(f->s->gazetteer, name->place, LEVEL_REGION)))
                        continue;
                if (points > best) {
                        second = best;
                        best = points;
                        chosen = name->place;
                } else if (points > second) {
                        second = points;
                }
        }
        if (n == 1 && chosen != PLACE_NONE)
                best += unique_points(f, p, chosen);
        if (chosen == PLACE_NONE || !(levels >> place_level(f->s->gazetteer, chosen) & 1))
                return;
        if (best < needed_points(f, p, chosen) ||
            (place_level(f->s->gazetteer, chosen) == LEVEL_SETTLEMENT &&
             place_population(f->s->gazetteer, chosen) < 50000 && goes_on(f, p))) {
                p->place = PLACE_NONE;
                p->why = "nothing near it says that the place is meant";
                return;
        }
        p->place = chosen;
        p->sure = n == 1 || place_level(f->s->gazetteer, chosen) <= LEVEL_REGION ||
                  (best >= second + 3 && place_population(f->s->gazetteer, chosen) >= 200000);
        p->why = n == 1          ? "the only place of that name"
                 : best > second ? arena_printf(f->s->arena,
                                                "one of %zu of that name; chosen by size and what is near", n)
                                 : arena_printf(f->s->arena, "one of %zu of that name, not certain which", n);
}

static void mean(struct finder *f, const struct text_place *p)
{
        if (f->n_meant < MEANT_MAX && (p->head || near_points(f, p, p->place) >= 5) && !is_meant(f, p->place))
                f->meant[f->n_meant++] = p->place;
}

static void mean_all(struct finder *f)
{
        for (size_t i = 0; i < f->n; i++)
                if (f->places[i].place != PLACE_NONE && f->places[i].n_nodes)
                        mean(f, &f->places[i]);
}

static void note(uint32_t *list, size_t *n, uint32_t place)
{
        if (place != PLACE_NONE && *n < REGIONS_MAX && !is_named(list, *n, place))
                list[(*n)++] = place;
}

/* Settled places become what later passes look at. */
static void anchor(struct finder *f, uint32_t levels)
{
        const struct gazetteer *g = f->s->gazetteer;

        f->n_anchors = 0;
        for (uint32_t i = 0; i < f->n; i++) {
                uint32_t place = f->places[i].place;
                if (place == PLACE_NONE)
                        continue;
                note(f->countries, &f->n_countries, place_ancestor(g, place, LEVEL_COUNTRY));
                if (place_level(g, place) == LEVEL_COUNTRY)
                        continue;
                if (place_level(g, place) == LEVEL_SETTLEMENT || place_level(g, place) == LEVEL_REGION)
                        note(f->cities, &f->n_cities, place);
                if (levels >> place_level(g, place) & 1 || place_population(g, place) > 50000) {
                        if (place_population(g, place) >= 200000 ||
                            place_level(g, place) < LEVEL_SETTLEMENT || f->places[i].sure)
                                note(f->regions, &f->n_regions, place_ancestor(g, place, LEVEL_REGION));
                        if (place_level(g, place) <= LEVEL_SETTLEMENT && f->n_anchors < ANCHORS_MAX)
                                f->anchors[f->n_anchors++] = i;
                }
        }
}

static void settle_all(struct finder *f, uint32_t levels)
{
        for (size_t i = 0; i < f->n; i++) {
                struct text_place *p = &f->places[i];
                if (p->fixed != PLACE_NONE) {
                        p->place = p->fixed;
                        p->why = "another name of it";
                } else if (p->place == PLACE_NONE || !p->sure) {
                        settle(f, p, levels);
                }
        }
        anchor(f, levels | 1u << LEVEL_REGION | 1u << LEVEL_DISTRICT);
}

size_t text_places_find(struct text_scan *s, struct text_place **ret)
{
        struct finder f = {.s = s};
        const uint32_t regions = 1u << LEVEL_COUNTRY | 1u << LEVEL_REGION;

        f.readings = arena_array(s->arena, s->words.n_words, sizeof *f.readings);
        find_all(&f);
        share_heads(&f);
        far_heads(&f);
        elliptic_heads(&f);
        settle_all(&f, regions);
        for (unsigned pass = 0; pass < 3; pass++) {
                settle_all(&f, ~0u & ~regions);
                mean_all(&f);
        }
        *ret = f.places;
        return f.n;
}
