#include "incident/voice.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "incident/alarm.h"

const struct alert *voice_claim(const struct alert *alert, enum incident_trust trust, struct arena *a)
{
        struct alert *claim;

        if (trust != TRUST_LOW)
                return alert;
        claim = arena_alloc(a, sizeof *claim);
        *claim = *alert;
        claim->infos = arena_array(a, alert->n_infos, sizeof *claim->infos);
        for (size_t i = 0; i < alert->n_infos; i++) {
                claim->infos[i] = alert->infos[i];
                if (claim->infos[i].certainty > CERTAINTY_POSSIBLE)
                        claim->infos[i].certainty = CERTAINTY_POSSIBLE;
        }
        return claim;
}

/* How bad it says it is; saying nothing of it comes last. */
static int gravity(const struct alert *alert)
{
        const struct alert_info *main = alert_main_info(alert, NULL);

        return !main || main->severity == SEVERITY_UNKNOWN ? -1 : (int)main->severity;
}

static int liveliness(const struct alert *alert)
{
        static const int order[] = {
            [STATE_ALL_CLEAR] = 0, [STATE_PAST] = 1, [STATE_FORECAST] = 2, [STATE_LIVE] = 3};

        return order[alert_state(alert)];
}

/* A voice and where its words stand among those of as much trust. */
struct place_in_order {
        const struct incident_source *voice;
        int siren; /* 0: says what there is since sirens were raised for it last; 1: sirens; 2: has not spoken since */
};

static int by_rank(const void *a, const void *b)
{
        const struct place_in_order *p = a, *q = b;
        const struct incident_source *x = p->voice, *y = q->voice;

        if (x->trust != y->trust)
                return (int)y->trust - (int)x->trust;
        if (liveliness(x->said) != liveliness(y->said))
                return liveliness(y->said) - liveliness(x->said);
        if (p->siren != q->siren)
                return p->siren - q->siren;
        if (gravity(x->said) != gravity(y->said))
                return gravity(y->said) - gravity(x->said);
        return (x->since > y->since) - (x->since < y->since);
}

/* Sirens say only that there is something: what is said of it later says more. But they are news when they begin. */
static void place_sirens(struct place_in_order *order, size_t n)
{
        int64_t raised = INT64_MIN;

        for (size_t i = 0; i < n; i++)
                if (alarm_is(order[i].voice->said) && order[i].voice->since > raised)
                        raised = order[i].voice->since;
        for (size_t i = 0; i < n; i++)
                order[i].siren = alarm_is(order[i].voice->said) ? 1 : order[i].voice->sent < raised ? 2 : 0;
}

static size_t in_order(const struct incident_source *sources, size_t n, const struct incident_source **out)
{
        struct place_in_order order[INCIDENT_SOURCES_MOST];
        size_t found = 0;

        for (size_t i = 0; i < n && found < INCIDENT_SOURCES_MOST; i++)
                if (sources[i].said)
                        order[found++].voice = &sources[i];
        place_sirens(order, found);
        if (found > 1)
                qsort(order, found, sizeof *order, by_rank);
        for (size_t i = 0; i < found; i++)
                out[i] = order[i].voice;
        return found;
}

const struct incident_source *voice_first(const struct incident_source *sources, size_t n)
{
        const struct incident_source *order[INCIDENT_SOURCES_MOST];

        return in_order(sources, n, order) ? order[0] : NULL;
}

bool voice_same_words(const struct alert *x, const struct alert *y)
{
        const struct alert_info *a = alert_main_info(x, NULL), *b = alert_main_info(y, NULL);

        return a && b && (a->headline || a->description) && text_equal(a->headline, b->headline) &&
               text_equal(a->description, b->description);
}

/* How many of them tell of it by themselves: not the same source again, nor somebody else's words. */
static size_t count_independent(const struct incident_source *const *order, size_t n)
{
        size_t count = 0;

        for (size_t i = 0; i < n; i++) {
                bool again = false;
                for (size_t k = 0; k < i && !again; k++)
                        again = strcmp(order[k]->name, order[i]->name) == 0 ||
                                voice_same_words(order[k]->said, order[i]->said);
                count += !again;
        }
        return count;
}

static bool has_facts(const struct alert *alert)
{
        for (size_t i = 0; i < alert->n_infos; i++)
                if (alert->infos[i].n_facts)
                        return true;
        return false;
}

/* Whose numbers count. */
static size_t best_facts(const struct incident_source *const *order, size_t n)
{
        size_t best = n;

        for (size_t i = 0; i < n; i++)
                if (has_facts(order[i]->said) && (best == n || (order[i]->trust == order[best]->trust &&
                                                                order[i]->sent > order[best]->sent)))
                        best = i;
        return best;
}

/* The numbers of the best voice stand in the first block, too, which speaks for all. */
static void set_facts(struct alert *joined, const struct incident_source *const *order, size_t n)
{
        size_t best = best_facts(order, n);
        const struct alert_info *from = NULL;

        if (best == n)
                return;
        for (size_t i = 0; i < order[best]->said->n_infos && !from; i++)
                if (order[best]->said->infos[i].n_facts)
                        from = &order[best]->said->infos[i];
        for (size_t i = 0; i < joined->n_infos; i++)
                if ((size_t)joined->infos[i].rank != best)
                        joined->infos[i].n_facts = 0;
        if (best > 0) {
                joined->infos[0].facts = from->facts;
                joined->infos[0].n_facts = from->n_facts;
        }
}

const struct alert *voice_combine(const struct incident_source *sources, size_t n, struct arena *a)
{
        const struct incident_source *order[INCIDENT_SOURCES_MOST];
        size_t found = in_order(sources, n, order), blocks = 0;
        struct alert *joined;
        bool likely;

        if (found < 2)
                return found ? order[0]->said : NULL;
        for (size_t i = 0; i < found; i++)
                blocks += order[i]->said->n_infos;
        likely = order[0]->trust != TRUST_OFFICIAL && count_independent(order, found) > 1;
        joined = arena_alloc(a, sizeof *joined);
        *joined = *order[0]->said;
        joined->infos = arena_array(a, blocks, sizeof *joined->infos);
        joined->n_infos = 0;
        for (size_t i = 0; i < found; i++)
                for (size_t b = 0; b < order[i]->said->n_infos; b++) {
                        struct alert_info *info = &joined->infos[joined->n_infos++];
                        *info = order[i]->said->infos[b];
                        info->rank = (int)i;
                        info->source = i ? order[i]->name : NULL;
                        if (likely && info->certainty <= CERTAINTY_POSSIBLE)
                                info->certainty = CERTAINTY_LIKELY;
                }
        set_facts(joined, order, found);
        return joined;
}
