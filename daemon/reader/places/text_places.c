#include "reader/places/text_places.h"

#include <stddef.h>
#include <string.h>

#include "reader/places/text_beside.h"
#include "reader/places/text_candidates.h"
#include "reader/places/text_finder.h"
#include "reader/places/text_heads.h"

#define PLACES_MAX   4000 /* names looked at in one text; no report has more */
#define NAME_WORDS   7
#define TEXT_PEOPLE  " people" /* behind the path of a place: what those are called who live there */
#define READINGS_MAX 8         /* dictionary forms of one word */

/* The names' words that a word may be a form of, while they are looked for. */
struct reader {
        const struct text_scan *s;
        bool latin;
        uint32_t words[READINGS_MAX];
        size_t n;
};

static void add_reading(void *data, const char *form, size_t size)
{
        struct reader *r = data;
        char spelled[TEXT_FORM_MAX];
        uint32_t word;

        if (r->latin) {
                size = text_forms_spell(r->s->forms, form, size, spelled);
                form = spelled;
        }
        word = text_names_word(r->s->names, form, size);
        for (size_t i = 0; word && i < r->n; i++)
                if (r->words[i] == word)
                        return;
        if (word && r->n < READINGS_MAX)
                r->words[r->n++] = word;
}

const struct text_list *text_finder_reading_of(struct text_finder *f, uint32_t token)
{
        struct text_lexeme *x = text_scan_token(f->s, token)->lexeme;
        struct reader r = {.s = f->s, .latin = x->latin};

        if (x->reading.done)
                return &x->reading;
        if (!x->symbol)
                text_forms_each(f->s->forms, x->folded, x->size, add_reading, &r);
        x->reading = text_lexicon_list(f->s->lexicon, r.words, r.n);
        return &x->reading;
}

/* Goes down the tree of names from a token; keeps the nodes of the longest names. */
static void descend(struct text_finder *f, struct text_place *p, uint32_t node, uint32_t token,
                    unsigned depth)
{
        const struct text_list *r = text_finder_reading_of(f, token);
        const struct text_sentence *sentence = text_scan_sentence(f->s, p->first);

        for (size_t i = 0; i < r->n; i++) {
                const struct text_name *names;
                uint32_t next = text_names_step(f->s->names, node, r->numbers[i]);
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

/* What the places are that the name may mean. */
static void look_over(const struct text_finder *f, struct text_place *p)
{
        struct text_candidates all = {0};
        const struct text_name *name;

        while ((name = text_candidates_next(f, p, &all))) {
                p->found |= (uint8_t)(1u << name->level);
                if (name->needs_head && name->level == LEVEL_COMMUNITY)
                        p->found |= 1u << LEVEL_DISTRICT; /* text_choice_place() */
                if (name->needs_head || !text_candidates_is_exact(p, &all))
                        continue;
                p->alone = true;
                p->well |= name->level <= LEVEL_REGION || name->size >= SIZE_20000;
        }
}

void text_finder_add(struct text_finder *f, const struct text_place *p)
{
        f->places = arena_grow(f->s->arena, f->places, f->n, &f->room, sizeof *p);
        f->places[f->n++] = *p;
}

static bool is_hashtag(const struct text_finder *f, uint32_t token)
{
        uint32_t start = text_scan_sentence(f->s, token)->first;

        while (token > start && text_scan_gap(f->s, token, GAP_HYPHEN))
                token--;
        return text_scan_gap(f->s, token, GAP_HASH);
}

/* "Южне, тривога!": nothing follows that the word could go with. */
static bool stands_alone(const struct text_finder *f, const struct text_place *p)
{
        uint32_t next = p->last + 1;

        return next >= text_scan_sentence(f->s, p->first)->end ||
               text_scan_gap(f->s, next, GAP_COMMA | GAP_COLON | GAP_DASH | GAP_SLASH);
}

/* "Под", "На": prepositions that are also names of villages somewhere. */
static bool is_function_word(const struct text_finder *f, const struct text_place *p)
{
        const uint64_t between = UINT64_C(1) << SAYS_BETWEEN;
        const uint64_t functions = between | UINT64_C(1) << SAYS_AT | UINT64_C(1) << SAYS_FROM |
                                   UINT64_C(1) << SAYS_TO | UINT64_C(1) << SAYS_JOIN |
                                   UINT64_C(1) << SAYS_CONTRAST | UINT64_C(1) << SAYS_COUNT |
                                   UINT64_C(1) << SAYS_OFFICIAL | UINT64_C(1) << SAYS_HEAD |
                                   UINT64_C(1) << SAYS_HEADS | UINT64_C(1) << SAYS_KIND;
        const struct text_token *t = text_scan_token(f->s, p->first);
        uint64_t roles = t->lexeme->roles & functions;

        if (p->first < p->last || !roles)
                return false;
        if (p->plural && roles & between)
                return true; /* "the northern districts" */
        if (p->head)
                return false;
        if (roles == TEXT_ROLE(SAYS_KIND) && stands_alone(f, p) && t->letters == CASE_TITLE)
                return !text_finder_announced(f, p->first); /* "КАБ на Городок!" */
        if (roles == between)
                return t->letters != CASE_TITLE ||
                       !(text_finder_expected(f, p->first) || stands_alone(f, p) ||
                         (p->first && text_scan_ends(f->s, p->first - 1, SAYS_WHOLE))); /* "all of Ukraine" */
        return true;
}

void text_finder_add_node(struct text_place *p, uint32_t node)
{
        for (size_t i = 0; i < p->n_nodes; i++)
                if (p->nodes[i] == node)
                        return;
        if (p->n_nodes < TEXT_NODES)
                p->nodes[p->n_nodes++] = node;
}

void text_finder_add_alike(struct text_finder *f, struct text_place *p)
{
        const struct text_token *t = text_scan_token(f->s, p->first);
        const struct text_word *word = &f->s->words.words[t->word];
        const uint64_t ordinary = TEXT_ROLE(SAYS_COMMON) | TEXT_ROLE(SAYS_MONTH) | TEXT_ROLE(SAYS_FILLER);

        if (p->last > p->first || t->letters == CASE_LOWER || t->letters == CASE_NONE ||
            word->size < (t->latin ? 6u : 12u) ||
            (t->latin && text_scan_starts_any(f->s, p->first, ordinary)))
                return;
        if (!t->lexeme->alike.done) {
                uint32_t nodes[TEXT_NODES];
                size_t n = text_names_alike(f->s->names, word->folded, word->size, nodes, TEXT_NODES);
                t->lexeme->alike = text_lexicon_list(f->s->lexicon, nodes, n);
        }
        for (size_t i = 0; i < t->lexeme->alike.n; i++)
                text_finder_add_node(p, t->lexeme->alike.numbers[i]);
}

/* May a name begin at a word in lower case? "краснояружский и Ракитянский районы", "village of oktyabrsky".
 */
static bool may_be_lower(const struct text_finder *f, uint32_t token)
{
        const struct text_sentence *sentence = text_scan_sentence(f->s, token);
        const uint64_t after = TEXT_ROLE(SAYS_HEAD) | TEXT_ROLE(SAYS_HEADS) | TEXT_ROLE(SAYS_NAMED) |
                               TEXT_ROLE(SAYS_BETWEEN) | TEXT_ROLE(SAYS_JOIN) | TEXT_ROLE(SAYS_WORKS);
        const uint64_t never = TEXT_ROLE(SAYS_BETWEEN) | TEXT_ROLE(SAYS_PART) | TEXT_ROLE(SAYS_AT) |
                               TEXT_ROLE(SAYS_FROM) | TEXT_ROLE(SAYS_TO);

        if (text_finder_whispers(f, sentence) &&
            (text_finder_whispered(f, token, token) || text_finder_whispered(f, token, token + 1)))
                return true;
        if (token > sentence->first && text_scan_token(f->s, token)->latin) {
                if (text_scan_starts_any(f->s, token, TEXT_ROLE(SAYS_BETWEEN)))
                        return false; /* "the city's south" */
                const struct text_match *m = text_scan_ends(f->s, token - 1, SAYS_KIND);
                return (m &&
                        (m->slots >= 2 || (text_scan_token(f->s, token)->lexeme->size > 4 &&
                                           !text_beside_article(f->s, m->first)))) || /* "the town was" */
                       (token + 1 < sentence->end && (text_scan_starts(f->s, token + 1, SAYS_HEAD) ||
                                                      text_scan_starts(f->s, token + 1, SAYS_HEADS)));
        }
        if (token + 1 >= sentence->end || text_scan_starts_any(f->s, token, never))
                return false; /* "на севере региона", "во всём регионе" */
        return text_scan_gap(f->s, token + 1, GAP_COMMA) || text_scan_starts_any(f->s, token + 1, after);
}

/* Most tokens can begin no name. */
static bool may_begin(const struct text_finder *f, uint32_t token)
{
        const struct text_token *t = text_scan_token(f->s, token);

        return !t->symbol && !t->number && (t->letters != CASE_LOWER || may_be_lower(f, token));
}

/* Names that it may be though they are written otherwise. */
static void look_further(struct text_finder *f, struct text_place *p)
{
        const struct text_lexeme *x = text_scan_token(f->s, p->first)->lexeme;
        const bool ordinary = x->ordinary && p->first == p->last;      /* "Exercise: ..." is not Cherkasy */
        bool more = !ordinary && text_finder_announced(f, p->first) && /* not "Думали, приліт" */
                    !text_scan_ends_like(f->s, p->first, ENDING_VERB) &&
                    !(text_scan_token(f->s, p->first)->latin && /* "Bravery: ..." is no Brovary */
                      text_finder_called(f, p->first));

        if (more)
                text_finder_add_alike(f, p);
        p->typed = p->n_nodes;
        more |= !ordinary && text_finder_add_akin(f, p);
        if (more)
                look_over(f, p);
        if (!p->exact)
                p->heads = p->found;
}

/* Three letters of Latin are mostly something else, but Ufa is a city; two are. */
static bool is_too_short(const struct text_finder *f, const struct text_place *p)
{
        const struct text_token *t = text_scan_token(f->s, p->first);
        const size_t size = f->s->words.words[t->word].size;
        const struct text_name *name;
        struct text_candidates all = {0};

        if (!t->latin)
                return size < 6;
        while (size == 3 && t->letters == CASE_TITLE && (name = text_candidates_next(f, p, &all)))
                if (name->size >= SIZE_100000)
                        return false;
        return size < 4;
}

/* Another name of a place that the vocabulary has at the token. "Дрон влучив у Миколаївці": people are written with a capital
 * only where a sentence begins, and with no preposition there. */
static const struct text_match *other_name_at(const struct text_finder *f, uint32_t token)
{
        const struct text_match *m = text_scan_starts(f->s, token, SAYS_PLACE);
        const bool people = m && m->first == m->last && strstr(m->phrase->value, TEXT_PEOPLE) != NULL;

        return people && token > text_scan_sentence(f->s, token)->first &&
                       text_scan_token(f->s, token)->letters == CASE_TITLE
                   ? NULL
                   : m;
}

/* The path that the value of a place begins with. */
static uint32_t place_of_value(const struct text_finder *f, const char *value)
{
        const char *people = strstr(value, TEXT_PEOPLE);

        if (people)
                value = arena_printf(f->s->arena, "%.*s", (int)(people - value), value);
        return place_by_path(f->s->gazetteer, value);
}

/* "Такі області", "решта громад": before a plural, what is no adjective and no name of a list is no name. */
static bool is_determiner(const struct text_finder *f, const struct text_place *p)
{
        const uint32_t start = text_scan_sentence(f->s, p->first)->first;

        return p->plural && p->to > p->last && p->from == p->first && p->first == p->last &&
               !text_scan_token(f->s, p->first)->latin &&
               !text_scan_ends_like(f->s, p->first, ENDING_QUALITY) &&
               !(p->first > start && (text_scan_gap(f->s, p->first, GAP_COMMA | GAP_HYPHEN | GAP_DASH) ||
                                      text_scan_ends(f->s, p->first - 1, SAYS_JOIN)));
}

/* Looks for a name at the token. Returns the next token to look at. */
static uint32_t find_at(struct text_finder *f, uint32_t token)
{
        struct text_place p = {.first = token, .last = token, .place = PLACE_NONE, .fixed = PLACE_NONE};
        const struct text_token *t = text_scan_token(f->s, token);
        const struct text_match *m = other_name_at(f, token);

        p.exact = TEXT_NODES;
        if (m) {
                p.centre = text_centre_level(m->phrase->value);
                if (p.centre && text_centre_is_named(f, m->last))
                        return token + 1;
                p.fixed = p.centre ? PLACE_NONE : place_of_value(f, m->phrase->value);
                p.last = m->last;
        }
        if (p.fixed == PLACE_NONE && !p.centre) {
                p.last = token;
                if (!may_begin(f, token))
                        return token + 1;
                descend(f, &p, 0, token, 1);
                p.exact = p.n_nodes;
                look_over(f, &p);
                p.heads = p.found;
                look_further(f, &p);
                if (!p.n_nodes)
                        return text_unknown_find(f, token);
        }
        p.from = p.first;
        p.to = p.last;
        p.hashtag = is_hashtag(f, token);
        if (p.n_nodes) {
                text_head_take(f, &p);
                if (t->letters == CASE_LOWER && !(t->latin && p.from < p.first) &&
                    !(p.well && text_finder_whispered(f, p.first, p.to)) &&
                    (!p.head || (p.to == p.last && !p.office)))
                        return token + 1;
                if (text_persons_is_one(f, &p) || is_determiner(f, &p))
                        return p.last + 1;
        }
        if (!p.centre && is_function_word(f, &p))
                return token + 1;
        if (p.n_nodes && !p.head && p.first == p.last && is_too_short(f, &p))
                return token + 1;
        p.expected = text_finder_expected(f, p.first);
        p.announced = text_finder_announced(f, p.first);
        text_finder_add(f, &p);
        return p.to + 1;
}

static void find_all(struct text_finder *f)
{
        for (uint32_t i = 0; i < f->s->words.n_tokens && f->n < PLACES_MAX;)
                i = text_scan_starts(f->s, i, SAYS_PLACE) || may_begin(f, i) ? find_at(f, i) : i + 1;
}

/* "Галич, каби": the only language whose phrases the text has that no other language has, too; or NULL. */
static const char *phrased(const struct text_scan *s)
{
        const char *language = NULL;

        for (size_t i = 0, next; i < s->n_matches; i = next) {
                const char *one = s->matches[i].phrase->language;
                for (next = i + 1; next < s->n_matches && s->matches[next].first == s->matches[i].first;
                     next++)
                        if (s->matches[next].phrase->language != one)
                                one = NULL;
                if (!one)
                        continue;
                if (language && language != one)
                        return NULL;
                language = one;
        }
        return language;
}

/* A text in Ukrainian is about Ukraine, if nothing tells more. */
static void note_country(struct text_finder *f)
{
        size_t counts[TEXT_LANGUAGES_MAX] = {0};
        const char *path, *language;
        uint32_t country;

        text_words_languages(&f->s->words, counts);
        path = text_language_country(f->s->language, counts);
        if (!path && (language = phrased(f->s)))
                path = text_language_home(f->s->language, language);
        country = path ? place_by_path(f->s->gazetteer, path) : PLACE_NONE;
        f->homeland = country;
        if (country != PLACE_NONE)
                f->countries[f->n_countries++] = country;
}

size_t text_places_find(struct text_scan *s, struct text_place **ret)
{
        struct text_finder f;

        memset(&f, 0, offsetof(struct text_finder, anchors));
        f.s = s;
        f.room = 1; /* a text without names has none, and others go from the first to the last */
        f.places = arena_array(s->arena, f.room, sizeof *f.places);
        note_country(&f);
        find_all(&f);
        text_heads_share(&f);
        text_bare_districts(&f);
        text_bare_communities(&f);
        text_persons_drop(&f);
        text_settle_places(&f);
        text_finder_drop_akin(&f);
        text_centre_find(&f);
        *ret = f.places;
        return f.n;
}
