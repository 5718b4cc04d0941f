#include <string.h>

#include "alert/alert_copy.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "gazetteer/cover.h"
#include "incident/judge_parts.h"

#define THREADS_MOST 64
#define SOURCES_MOST 16

/* --- time --- */

static int64_t life_of(const struct judge *j)
{
        return j->state == STATE_PAST ? j->policy->news_life : j->policy->alert_life;
}

/* When it runs out: as it says, else a configured time after it was sent (not in the future: clocks differ).
 */
int64_t judge_expires(const struct judge *j)
{
        int64_t said = alert_expires(j->alert), sent = j->alert->sent;

        if (said != TIMESTAMP_NONE)
                return said;
        if (sent == TIMESTAMP_NONE || sent > j->now)
                sent = j->now;
        return sent + life_of(j);
}

/* --- new revisions --- */

const char *judge_own_thread(const struct judge *j, struct arena *a)
{
        return j->alert->identifier ? incident_thread(a, j->alert->sender, j->alert->identifier)
                                    : arena_strdup(a, j->key);
}

static void set_threads(struct judge *j, struct incident *after, const struct incident *before)
{
        size_t old = before ? before->n_threads : 0;
        const char *own = judge_own_thread(j, after->arena);

        after->threads = arena_array(after->arena, old + 1, sizeof *after->threads);
        after->threads[after->n_threads++] = own;
        for (size_t i = 0; i < old && after->n_threads < THREADS_MOST; i++)
                if (strcmp(before->threads[i], own) != 0)
                        after->threads[after->n_threads++] = arena_strdup(after->arena, before->threads[i]);
}

static void set_sources(struct judge *j, struct incident *after, const struct incident *before)
{
        size_t old = before ? before->n_sources : 0;
        const char *own = j->alert->source ? j->alert->source : "local";

        after->sources = arena_array(after->arena, old + 1, sizeof *after->sources);
        after->sources[after->n_sources++] = (struct incident_source){
            .name = arena_strdup(after->arena, own),
            .official = j->alert->official,
            .sent = j->alert->sent != TIMESTAMP_NONE ? j->alert->sent : j->now,
        };
        for (size_t i = 0; i < old && after->n_sources < SOURCES_MOST; i++)
                if (strcmp(before->sources[i].name, own) != 0) {
                        struct incident_source *s = &after->sources[after->n_sources++];
                        *s = before->sources[i];
                        s->name = arena_strdup(after->arena, s->name);
                }
}

/* The next revision of `before`, or the first one, with `content` as what is going on. */
struct incident *judge_next_revision(struct judge *j, const struct incident *before,
                                     const struct alert *content)
{
        struct arena *a = arena_new();
        struct incident *after = arena_alloc(a, sizeof *after);

        after->arena = a;
        after->id = before ? before->id : 0;
        after->revision = before ? before->revision + 1 : 1;
        after->opened = before ? before->opened : j->now;
        after->updated = j->now;
        after->expires = judge_expires(j);
        after->alert = alert_copy(content, a);
        if (before && before->n_merged) {
                after->merged = arena_array(a, before->n_merged, sizeof *after->merged);
                memcpy(after->merged, before->merged, before->n_merged * sizeof *after->merged);
                after->n_merged = before->n_merged;
        }
        set_threads(j, after, before);
        set_sources(j, after, before);
        return after;
}

/* --- places --- */

/* `content` with the places of `before` that it does not cover added to its first block: what was said of
 * other places is not taken back by silence about them. */
const struct alert *judge_with_places_of(struct judge *j, const struct alert *content,
                                         const struct incident *before)
{
        struct alert *wider = alert_copy(content, j->arena);
        struct alert_info *info = wider->infos;
        const struct area_place **old, **new;
        size_t n_old = incident_places(before->alert, true, j->arena, &old);
        size_t n_new = incident_places(content, true, j->arena, &new);
        struct area_place *all = arena_array(j->arena, info->n_places + n_old, sizeof *all);
        struct cover covered = {0};

        for (size_t i = 0; i < n_new; i++)
                cover_add(&covered, j->gazetteer, new[i]->number, j->arena);
        cover_close(&covered);
        if (info->n_places)
                memcpy(all, info->places, info->n_places * sizeof *all);
        for (size_t i = 0; i < n_old; i++)
                if (old[i]->number != PLACE_NONE && !cover_has(&covered, old[i]->number))
                        all[info->n_places++] = *old[i];
        info->places = all;
        return wider;
}

/* --- revising --- */

/* Whether the content says the same again. Time alone is not news. */
static bool same_content(const struct alert *a, const struct alert *b)
{
        if (a->n_infos != b->n_infos)
                return false;
        for (size_t i = 0; i < a->n_infos; i++) {
                const struct alert_info *x = &a->infos[i], *y = &b->infos[i];
                if (x->event != y->event || x->urgency != y->urgency || x->severity != y->severity ||
                    x->certainty != y->certainty || x->n_places != y->n_places || x->n_facts != y->n_facts ||
                    !text_equal(x->headline, y->headline) || !text_equal(x->description, y->description) ||
                    !text_equal(x->instruction, y->instruction))
                        return false;
                for (size_t k = 0; k < x->n_places; k++)
                        if (!text_equal(x->places[k].path, y->places[k].path))
                                return false;
                for (size_t k = 0; k < x->n_facts; k++)
                        if (!text_equal(x->facts[k].name, y->facts[k].name) ||
                            !text_equal(x->facts[k].value, y->facts[k].value))
                                return false;
        }
        return true;
}

void judge_revise(struct judge *j, const struct incident *before, const struct alert *content,
                  const char *note)
{
        enum incident_action action =
            same_content(content, before->alert) ? INCIDENT_REPEAT : INCIDENT_REVISE;
        struct incident_change *c =
            judge_add(j, action, before, action == INCIDENT_REPEAT ? "said again" : note);

        c->after = judge_next_revision(j, before, content);
        if (action == INCIDENT_REPEAT)
                c->after->revision = before->revision;
}

static void add_merged(struct incident *after, const struct incident *with)
{
        int64_t *merged = arena_array(after->arena, after->n_merged + with->n_merged + 1, sizeof *merged);

        if (after->n_merged)
                memcpy(merged, after->merged, after->n_merged * sizeof *merged);
        after->merged = merged;
        merged[after->n_merged++] = with->id;
        for (size_t i = 0; i < with->n_merged && after->n_merged < JUDGE_MERGED_MOST; i++)
                merged[after->n_merged++] = with->merged[i];
}

/* `other` goes on in the incident of the first change: who was warned of it, and what its all-clear may refer to. */
void judge_merge(struct judge *j, const struct incident *other)
{
        struct incident *after = j->changes[0].after;
        const char **threads =
            arena_array(after->arena, after->n_threads + other->n_threads, sizeof *threads);

        memcpy(threads, after->threads, after->n_threads * sizeof *threads);
        for (size_t i = 0; i < other->n_threads && after->n_threads < THREADS_MOST; i++)
                threads[after->n_threads++] = arena_strdup(after->arena, other->threads[i]);
        after->threads = threads;
        add_merged(after, other);
        judge_add(j, INCIDENT_MERGE, other, "goes on in another incident");
}
