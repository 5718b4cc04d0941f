#include "incident/change.h"

#include "base/text.h"
#include "gazetteer/cover.h"

static bool same_facts(const struct alert_info *x, const struct alert_info *y)
{
        if (x->n_facts != y->n_facts)
                return false;
        for (size_t i = 0; i < x->n_facts; i++)
                if (!text_equal(x->facts[i].name, y->facts[i].name) ||
                    !text_equal(x->facts[i].value, y->facts[i].value))
                        return false;
        return true;
}

static bool same_places(const struct alert_info *x, const struct alert_info *y)
{
        if (x->n_places != y->n_places)
                return false;
        for (size_t i = 0; i < x->n_places; i++)
                if (x->places[i].role != y->places[i].role ||
                    !text_equal(x->places[i].path, y->places[i].path))
                        return false;
        return true;
}

bool change_is_same_block(const struct alert_info *x, const struct alert_info *y)
{
        return x->event == y->event && x->urgency == y->urgency && x->severity == y->severity &&
               x->certainty == y->certainty && text_equal(x->headline, y->headline) &&
               text_equal(x->description, y->description) && text_equal(x->instruction, y->instruction) &&
               text_equal(x->source, y->source) && same_places(x, y) && same_facts(x, y);
}

bool change_is_none(const struct alert *a, const struct alert *b)
{
        if (a->n_infos != b->n_infos)
                return false;
        for (size_t i = 0; i < a->n_infos; i++)
                if (!change_is_same_block(&a->infos[i], &b->infos[i]))
                        return false;
        return true;
}

static uint32_t live_events(const struct alert *alert)
{
        uint32_t events = 0;

        for (size_t i = 0; i < alert->n_infos; i++)
                if (alert_info_state(alert, &alert->infos[i]) == STATE_LIVE)
                        events |= UINT32_C(1) << alert->infos[i].event;
        return events;
}

/* The places that are affected, or headed for. */
static struct cover places_in_role(const struct alert *alert, enum alert_role role, const struct gazetteer *g,
                                   bool only, struct arena *a)
{
        struct cover c = {0};

        for (size_t i = 0; i < alert->n_infos; i++) {
                if (alert_info_state(alert, &alert->infos[i]) == STATE_ALL_CLEAR)
                        continue;
                for (size_t k = 0; k < alert->infos[i].n_places; k++) {
                        const struct area_place *p = &alert->infos[i].places[k];
                        if (p->role != role)
                                continue;
                        if (only)
                                cover_add_only(&c, p->number, a);
                        else
                                cover_add(&c, g, p->number, a);
                }
        }
        cover_close(&c);
        return c;
}

/* Changes of where, from the covers of what was affected and headed for. */
struct whereabouts {
        struct cover affected, toward; /* with all that lies in them */
        struct cover exactly, exactly_toward;
};

static struct whereabouts whereabouts_of(const struct alert *alert, const struct gazetteer *g,
                                         struct arena *a)
{
        return (struct whereabouts){
            .affected = places_in_role(alert, ROLE_AFFECTED, g, false, a),
            .toward = places_in_role(alert, ROLE_TOWARD, g, false, a),
            .exactly = places_in_role(alert, ROLE_AFFECTED, g, true, a),
            .exactly_toward = places_in_role(alert, ROLE_TOWARD, g, true, a),
        };
}

static uint32_t change_at(const struct whereabouts *before, const struct area_place *p)
{
        bool was_affected = cover_has(&before->affected, p->number),
             was_toward = cover_has(&before->toward, p->number);
        uint32_t changes = was_affected || was_toward ? 0 : CHANGE_BIT(CHANGE_WIDER);

        if (p->role == ROLE_TOWARD)
                return cover_has(&before->exactly_toward, p->number) || cover_has(&before->exactly, p->number)
                           ? changes
                           : changes | CHANGE_BIT(CHANGE_NEARER);
        if ((was_toward && !was_affected) || (was_affected && !cover_has(&before->exactly, p->number)))
                changes |= CHANGE_BIT(CHANGE_NEARER);
        return changes;
}

static uint32_t change_of_places(const struct alert *before, const struct alert *after,
                                 const struct gazetteer *g, struct arena *a)
{
        struct whereabouts was = whereabouts_of(before, g, a), is = whereabouts_of(after, g, a);
        const struct area_place **places;
        uint32_t changes = 0;
        size_t n;

        for (size_t i = 0; i < after->n_infos; i++)
                if (alert_info_state(after, &after->infos[i]) != STATE_ALL_CLEAR)
                        for (size_t k = 0; k < after->infos[i].n_places; k++)
                                if (after->infos[i].places[k].number != PLACE_NONE)
                                        changes |= change_at(&was, &after->infos[i].places[k]);
        n = incident_places(before, true, a, &places);
        for (size_t i = 0; i < n; i++)
                if (places[i]->number != PLACE_NONE && !cover_has(&is.affected, places[i]->number) &&
                    !cover_has(&is.toward, places[i]->number))
                        return changes | CHANGE_BIT(CHANGE_LESS);
        return changes;
}

/* Saying nothing of it is less than any value. */
static int grade(int value, int unknown)
{
        return value == unknown ? -1 : value;
}

static uint32_t change_of_main(const struct alert_info *was, const struct alert_info *is)
{
        int severity =
            grade((int)is->severity, SEVERITY_UNKNOWN) - grade((int)was->severity, SEVERITY_UNKNOWN);
        int certainty =
            grade((int)is->certainty, CERTAINTY_UNKNOWN) - grade((int)was->certainty, CERTAINTY_UNKNOWN);
        uint32_t changes = 0;

        if (severity > 0)
                changes |= CHANGE_BIT(CHANGE_SEVERER);
        if (certainty > 0)
                changes |= CHANGE_BIT(CHANGE_CERTAINER);
        if (severity < 0 || certainty < 0)
                changes |= CHANGE_BIT(CHANGE_LESS);
        if (is->n_facts && !same_facts(was, is))
                changes |= CHANGE_BIT(CHANGE_NUMBERS);
        return changes;
}

uint32_t change_between(const struct incident *before, const struct incident *after,
                        const struct gazetteer *g, struct arena *a)
{
        const struct alert_info *was = alert_main_info(before->alert, NULL),
                                *is = alert_main_info(after->alert, NULL);
        uint32_t changes;

        if (change_is_none(before->alert, after->alert))
                return 0;
        changes = change_of_places(before->alert, after->alert, g, a);
        if (live_events(after->alert) & ~live_events(before->alert))
                changes |= CHANGE_BIT(CHANGE_NEW);
        if (live_events(before->alert) & ~live_events(after->alert))
                changes |= CHANGE_BIT(CHANGE_LESS);
        if (incident_is_official(after) && !incident_is_official(before))
                changes |= CHANGE_BIT(CHANGE_PROMOTED);
        if (after->updated - before->updated > CHANGE_QUIET_GAP)
                changes |= CHANGE_BIT(CHANGE_RESUMED);
        if (was && is)
                changes |= change_of_main(was, is);
        return changes ? changes : CHANGE_BIT(CHANGE_TEXT);
}

const char *change_words(uint32_t changes, struct arena *a)
{
        const char *words = "";

        for (unsigned i = 0; i < CHANGE_COUNT; i++)
                if (changes & CHANGE_BIT(i))
                        words = arena_printf(a, "%s%s%s", words, *words ? ", " : "",
                                             vocab_word(VOCAB_CHANGE, (int)i));
        return words;
}
