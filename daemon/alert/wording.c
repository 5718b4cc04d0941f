#include "alert/wording.h"

#include <string.h>

#include "alert/language.h"
#include "alert/wall.h"
#include "base/text.h"
#include "base/timestamp.h"

#define FRESH (10 * TIMESTAMP_MINUTE) /* who heard of it so lately need not be told when that was */

static enum alert_state state_of(const struct message *m)
{
        return m->info ? alert_info_state(m->alert, m->info) : STATE_LIVE;
}

static bool is_live(const struct message *m)
{
        return !message_type_ends(m->type) && m->type != MESSAGE_DIGEST && m->info &&
               state_of(m) == STATE_LIVE;
}

/* An alarm's words must not announce its end. */
static bool words_fit_type(const struct message *m)
{
        return m->info && (!message_type_ends(m->type) || state_of(m) == STATE_ALL_CLEAR);
}

static bool is_there(const char *text)
{
        return text && *text;
}

static const char *fill(const struct message *m, const struct catalogue *c, const char *key, const char *name,
                        const char *value, struct arena *a)
{
        return catalogue_fill(c, m->language, key, &name, &value, 1, a);
}

bool wording_is_foreign(const struct alert *alert, const struct alert_info *info, const char *reader,
                        const char *language)
{
        const char *tag = info ? info->language : NULL;

        if (!tag && alert->format == FORMAT_CAP)
                tag = "en-US"; /* CAP 1.2, 3.2.2 */
        return reader && *reader && info && tag && !language_fit(reader, tag) && !language_fit(language, tag);
}

/* --- the headline */

/* The word that chooses the headline's form. */
static const char *headline_key(const struct message *m)
{
        if (m->type == MESSAGE_EXPIRED)
                return "headline.expired";
        if (m->type == MESSAGE_ALL_CLEAR)
                return "headline.all-clear";
        switch (state_of(m)) {
        case STATE_PAST:
                return "headline.past";
        case STATE_FORECAST:
                return "headline.forecast";
        default:
                return "headline.live";
        }
}

static const char *own_headline(const struct message *m, const struct catalogue *c, struct arena *a)
{
        const char *names[] = {"event", "place"}, *values[2];

        values[0] = catalogue_text(c, m->language,
                                   arena_printf(a, "event.%s", vocab_word(VOCAB_EVENT, (int)m->event)));
        values[1] = m->n_places ? m->places[0].name : "";
        return catalogue_fill(c, m->language, headline_key(m), names, values, 2, a);
}

const char *wording_headline(const struct message *m, const struct catalogue *c, struct arena *a)
{
        const char *text = m->info ? m->info->headline : NULL, *label;

        if (!is_there(text) || !words_fit_type(m) || m->foreign)
                text = own_headline(m, c, a);
        if (m->nearby && !message_type_ends(m->type))
                text = fill(m, c, "label.nearby", "headline", text, a);
        if (m->alert->status == STATUS_ACTUAL)
                return text;
        label = arena_printf(a, "label.%s", vocab_word(VOCAB_STATUS, (int)m->alert->status));
        return fill(m, c, label, "headline", text, a);
}

/* --- the text */

/* What is to stand between a text and the sentence after it. */
static const char *gap(const char *text)
{
        size_t n = strlen(text);

        if (n == 0)
                return "";
        return strchr(".!?", text[n - 1]) || (n >= 3 && strcmp(text + n - 3, "…") == 0) ? " " : ". ";
}

/* A post's text begins with its headline. */
static bool begins_with(const char *text, const char *headline)
{
        size_t n = strlen(headline);

        if (n >= 3 && strcmp(headline + n - 3, "…") == 0)
                n -= 3;
        return strncmp(text, headline, n) == 0;
}

/* Whether the headline is not the report's alone: then nobody can see any more that the text is the same. */
static bool is_labelled(const struct message *m)
{
        return m->nearby || m->alert->status != STATUS_ACTUAL;
}

/* A post of one sentence is its headline. */
static bool says_more(const struct alert_info *info)
{
        const char *text = info->description;
        size_t n = info->headline ? strlen(info->headline) : 0;

        if (!is_there(text) || n == 0 || strncmp(text, info->headline, n) != 0)
                return is_there(text);
        return text[n + strspn(text + n, ".! ")] != 0;
}

/* All that the report says, in its own language. */
static const char *original(const struct message *m, struct arena *a)
{
        const char *parts[] = {m->info->headline, m->info->description, m->info->instruction}, *text = "";

        if (is_there(parts[0]) && is_there(parts[1]) && begins_with(parts[1], parts[0]))
                parts[0] = NULL;
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
                if (is_there(parts[i]))
                        text = arena_printf(a, "%s%s%s", text, gap(text), parts[i]);
        return *text ? text : NULL;
}

const char *wording_text(const struct message *m, const struct catalogue *c, struct arena *a)
{
        const char *text;

        if (!words_fit_type(m))
                return NULL; /* what was said of a danger that is over is not repeated */
        if (!m->foreign)
                return is_labelled(m) && !says_more(m->info) ? NULL : m->info->description;
        text = original(m, a);
        return text ? fill(m, c, "text.original", "text", text, a) : NULL;
}

/* --- what to do */

static const char *own_instruction(const struct message *m, const struct catalogue *c, struct arena *a)
{
        if (m->type == MESSAGE_EXPIRED)
                return catalogue_find(c, m->language, "do.expired");
        if (!is_live(m) || m->alert->status != STATUS_ACTUAL)
                return NULL;
        return catalogue_find(c, m->language,
                              arena_printf(a, "do.%s", vocab_word(VOCAB_EVENT, (int)m->event)));
}

const char *wording_instruction(const struct message *m, const struct catalogue *c, struct arena *a)
{
        bool own = !words_fit_type(m) || !is_there(m->info->instruction) || m->foreign;

        return own ? own_instruction(m, c, a) : m->info->instruction;
}

/* --- times */

/* Adds a sentence with a time in it. */
static const char *add_time(const char *text, const struct message *m, const struct catalogue *c,
                            const char *key, int64_t t, struct arena *a)
{
        struct wall wall = {m->zone, m->alert->sent_offset, m->now};
        const char *sentence = fill(m, c, key, "time", wall_text(&wall, c, m->language, t, a), a);

        return text ? arena_printf(a, "%s %s", text, sentence) : sentence;
}

const char *wording_when(const struct message *m, const struct catalogue *c, struct arena *a)
{
        enum alert_state state = state_of(m);
        const char *text = NULL;

        if (m->type == MESSAGE_EXPIRED)
                return m->confirmed ? add_time(NULL, m, c, "element.unconfirmed", m->confirmed, a) : NULL;
        if (message_type_ends(m->type) || m->type == MESSAGE_DIGEST || !m->info || state == STATE_PAST ||
            state == STATE_ALL_CLEAR)
                return NULL;
        if (m->info->onset != TIMESTAMP_NONE && m->info->onset > m->now)
                text = add_time(text, m, c, "element.from", m->info->onset, a);
        if (m->expires != TIMESTAMP_NONE)
                text = add_time(text, m, c, state == STATE_LIVE ? "element.until" : "element.ends",
                                m->expires, a);
        if (m->confirmed && m->now - m->confirmed >= FRESH)
                text = add_time(text, m, c, "element.confirmed", m->confirmed, a);
        return text;
}

/* --- one text of all that matters */

static const char *who(const struct message *m, const struct catalogue *c, struct arena *a)
{
        const struct message_source *best = NULL;
        const char *name;

        for (size_t i = 0; i < m->n_sources; i++)
                if (!best || (m->sources[i].official && !best->official))
                        best = &m->sources[i];
        if (!best)
                return NULL;
        name = best->name;
        if (best->official)
                name = fill(m, c, "element.official", "source", name, a);
        return fill(m, c, "element.who", "source", name, a);
}

/* Adds an element where it fits as a whole. */
static const char *add_element(const char *text, const char *element, size_t most, struct arena *a)
{
        const char *longer;

        if (!is_there(element))
                return text;
        longer = arena_printf(a, "%s%s%s", text, gap(text), element);
        return text_length(longer, strlen(longer)) <= most ? longer : text;
}

/* Its first words where all of them do not fit: what is first is what matters. */
static const char *add_first_words(const char *text, const char *element, size_t most, struct arena *a)
{
        const char *longer = add_element(text, element, most, a), *end;

        if (longer != text || !element)
                return longer;
        for (end = element + strcspn(element, ".:!"); *end && end[1] != ' ';
             end += 1 + strcspn(end + 1, ".:!"))
                ;
        return *end ? add_element(text, arena_printf(a, "%.*s.", (int)(end - element), element), most, a)
                    : text;
}

const char *wording_variant(const struct message *m, const struct catalogue *c, size_t most, struct arena *a)
{
        const char *headline = wording_headline(m, c, a), *what = wording_instruction(m, c, a);
        const char *text =
            text_shorten(a, text_squeeze(a, headline, strlen(headline)), MESSAGE_HEADLINE_MOST);

        bool roomy = most > 2 * MESSAGE_HEADLINE_MOST;

        /* Where there is no advice, a foreign report's own words are better than none: somebody may read them to them. */
        if (!what && roomy && m->foreign)
                what = wording_text(m, c, a);
        if (what)
                what = text_squeeze(a, what, strlen(what));
        if (what && roomy)
                what = text_shorten(a, what, most - 2 * MESSAGE_HEADLINE_MOST);
        text = add_first_words(text, what, most, a);
        text = add_first_words(text, wording_when(m, c, a), most, a);
        return add_element(text, who(m, c, a), most, a);
}
