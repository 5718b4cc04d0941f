#include <string.h>

#include "alert/alert_copy.h"
#include "base/text.h"
#include "base/timestamp.h"
#include "gazetteer/cover.h"
#include "incident/change.h"
#include "incident/judge_parts.h"
#include "incident/voice.h"

#define THREADS_MOST 64

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

/* Adds a thread unless it is among the first `known`. */
static void add_thread(struct incident *after, const char *thread, size_t known)
{
        for (size_t i = 0; i < known && i < after->n_threads; i++)
                if (strcmp(after->threads[i], thread) == 0)
                        return;
        if (after->n_threads < THREADS_MOST)
                after->threads[after->n_threads++] = arena_strdup(after->arena, thread);
}

static void set_threads(struct judge *j, struct incident *after, const struct incident *before,
                        const struct judge_revision *r)
{
        size_t fresh;

        after->threads = arena_array(after->arena, THREADS_MOST, sizeof *after->threads);
        add_thread(after, judge_own_thread(j, j->arena), 0);
        for (size_t i = 0; j->alert->identifier && i < j->alert->n_incidents && i < JUDGE_SHARED_MOST; i++)
                add_thread(after, incident_shared_thread(j->arena, j->alert->incidents[i]), THREADS_MOST);
        fresh = after->n_threads;
        for (size_t i = 0; before && i < before->n_threads; i++)
                add_thread(after, before->threads[i], fresh);
        for (size_t k = 0; r && k < r->n_merged; k++)
                for (size_t i = 0; i < r->merged[k]->n_threads; i++)
                        add_thread(after, r->merged[k]->threads[i], THREADS_MOST);
}

/* --- voices --- */

struct voices {
        struct incident_source items[INCIDENT_SOURCES_MOST];
        size_t n;
};

/* Those who only said that something was over make room for those who say that something goes on. */
static void add_voice(struct voices *v, const struct incident_source *s)
{
        size_t slot = v->n;

        if (v->n == INCIDENT_SOURCES_MOST) {
                while (slot > 0 && v->items[slot - 1].said)
                        slot--;
                if (slot == 0 || !s->said)
                        return;
                slot--;
                v->n--;
                memmove(&v->items[slot], &v->items[slot + 1], (v->n - slot) * sizeof *v->items);
        }
        v->items[v->n++] = *s;
}

/* The source of this alert: what it says, or only its name. */
static struct incident_source own_voice(const struct judge *j, const struct alert *said, int64_t since)
{
        return (struct incident_source){
            .name = j->alert->source ? j->alert->source : "local",
            .official = j->alert->official,
            .trust = j->policy->official ? TRUST_OFFICIAL : j->policy->trust,
            .since = since,
            .sent = j->alert->sent != TIMESTAMP_NONE ? j->alert->sent : j->now,
            .expires = judge_expires(j),
            .thread = judge_own_thread(j, j->arena),
            .said = said
                        ? voice_claim(said, j->policy->official ? TRUST_OFFICIAL : j->policy->trust, j->arena)
                        : NULL,
        };
}

/* Whether others of `v` say so; a name alone is dropped where its source has a voice. */
static bool is_named(const struct voices *v, const struct incident_source *s)
{
        for (size_t i = 0; i < v->n; i++)
                if (text_equal(v->items[i].name, s->name))
                        return true;
        return false;
}

static void add_voices_of(struct voices *v, const struct incident_source *sources, size_t n,
                          const struct incident_source *except)
{
        for (size_t i = 0; i < n; i++)
                if (&sources[i] != except && (sources[i].said || !is_named(v, &sources[i])))
                        add_voice(v, &sources[i]);
}

/* Until when the incident lasts: as the first voice says; as others say, too, where they do say it, or are
 * believed as much. */
static int64_t last_expiry(const struct voices *v)
{
        const struct incident_source *first = voice_first(v->items, v->n);
        int64_t expires = first->expires;

        for (size_t i = 0; i < v->n; i++) {
                const struct incident_source *s = &v->items[i];
                if (s->said && s->expires > expires &&
                    (s->trust == first->trust || alert_expires(s->said) != TIMESTAMP_NONE))
                        expires = s->expires;
        }
        return expires;
}

static void keep_voices(struct incident *after, const struct voices *v)
{
        struct arena *a = after->arena;

        after->sources = arena_array(a, v->n, sizeof *after->sources);
        for (size_t i = 0; i < v->n; i++) {
                struct incident_source *s = &after->sources[after->n_sources++];
                *s = v->items[i];
                s->name = arena_strdup(a, s->name);
                s->thread = arena_strdup(a, s->thread);
                s->said = s->said ? alert_copy(s->said, a) : NULL;
        }
        after->alert = voice_combine(after->sources, after->n_sources, a);
}

/* The next revision of `before` (NULL: the first one), told by these voices. */
static struct incident *next_revision(struct judge *j, const struct incident *before, const struct voices *v,
                                      const struct judge_revision *r)
{
        struct arena *a = arena_new();
        struct incident *after = arena_alloc(a, sizeof *after);

        after->arena = a;
        after->id = before ? before->id : 0;
        after->revision = before ? before->revision + 1 : 1;
        after->opened = before ? before->opened : j->now;
        after->updated = j->now;
        after->expires = last_expiry(v);
        if (before && before->n_merged) {
                after->merged = arena_array(a, before->n_merged, sizeof *after->merged);
                memcpy(after->merged, before->merged, before->n_merged * sizeof *after->merged);
                after->n_merged = before->n_merged;
        }
        set_threads(j, after, before, r);
        keep_voices(after, v);
        return after;
}

/* --- places --- */

const struct alert *judge_with_places_of(struct judge *j, const struct alert *content,
                                         const struct alert *before)
{
        struct alert *wider = alert_copy(content, j->arena);
        struct alert_info *info = wider->infos;
        const struct area_place **old, **new;
        size_t n_old = incident_places(before, true, j->arena, &old);
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

/* Other words of a source that does not speak first are nothing to tell those who know. */
static uint32_t only_confirms(const struct incident *after, uint32_t changes)
{
        static const uint32_t nothing_new = CHANGE_BIT(CHANGE_TEXT) | CHANGE_BIT(CHANGE_RESUMED);
        const struct incident_source *first = voice_first(after->sources, after->n_sources);

        return first == &after->sources[0] || changes & ~nothing_new ? changes : CHANGE_BIT(CHANGE_CONFIRMED);
}

/* Whether the alert, which goes on with a voice of another incident, says that one anew. */
static bool replaces(const struct judge *j, const struct incident_source *s)
{
        const struct alert_info *own = alert_main_info(j->alert, NULL),
                                *main = s->said ? alert_main_info(s->said, NULL) : NULL;

        return text_equal(s->name, j->alert->source) &&
               (!main || j->alert->identifier || !own || own->event == main->event);
}

bool judge_speaks_first(const struct judge *j, const struct incident *i)
{
        struct voices v = {0};
        struct incident_source own = own_voice(j, j->alert, j->now);

        add_voice(&v, &own);
        for (size_t n = 0; n < i->n_sources && v.n < INCIDENT_SOURCES_MOST; n++)
                if (!replaces(j, &i->sources[n]))
                        v.items[v.n++] = i->sources[n];
        return voice_first(v.items, v.n) == &v.items[0];
}

static void add_change(struct judge *j, const struct incident *before, struct incident *after,
                       uint32_t changes, const char *note)
{
        bool repeats = !changes || changes == CHANGE_BIT(CHANGE_CONFIRMED);
        struct incident_change *c =
            judge_add(j, repeats ? INCIDENT_REPEAT : INCIDENT_REVISE, before, repeats ? "said again" : note);

        c->after = after;
        c->changes = changes;
        if (repeats)
                after->revision = before->revision;
}

void judge_revise(struct judge *j, const struct judge_revision *r)
{
        struct incident_source own = own_voice(j, r->said, r->own ? r->own->since : j->now);
        struct voices v = {0};
        struct incident *after;

        if (r->lasts != TIMESTAMP_NONE && r->lasts > own.expires)
                own.expires = r->lasts;
        add_voice(&v, &own);
        if (r->before)
                add_voices_of(&v, r->before->sources, r->before->n_sources, r->own);
        for (size_t i = 0; i < r->n_merged; i++)
                for (size_t k = 0; k < r->merged[i]->n_sources; k++)
                        if (!replaces(j, &r->merged[i]->sources[k]))
                                add_voices_of(&v, &r->merged[i]->sources[k], 1, NULL);
        after = next_revision(j, r->before, &v, r);
        if (r->before) {
                uint32_t changes = change_between(r->before, after, j->gazetteer, j->arena);
                add_change(j, r->before, after, only_confirms(after, changes), r->note);
        } else {
                struct incident_change *c = judge_add(j, INCIDENT_OPEN, NULL, r->note);
                c->after = after;
                c->changes = CHANGE_BIT(CHANGE_NEW);
        }
        for (size_t i = 0; i < r->n_merged; i++) {
                add_merged(after, r->merged[i]);
                judge_add(j, INCIDENT_MERGE, r->merged[i], "goes on in another incident");
        }
}

/* A voice less changes nothing where another speaks first, and of the same. */
static uint32_t less_said(const struct incident *before, const struct incident *after, uint32_t changes)
{
        const struct incident_source *was = voice_first(before->sources, before->n_sources),
                                     *is = voice_first(after->sources, after->n_sources);

        return changes == CHANGE_BIT(CHANGE_TEXT) && was && text_equal(was->thread, is->thread) &&
                       change_is_none(was->said, is->said)
                   ? 0
                   : changes;
}

void judge_withdraw(struct judge *j, const struct incident *before, const struct incident_source *voices,
                    const char *note)
{
        struct incident_source name = own_voice(j, NULL, j->now);
        struct voices v = {0};
        struct incident *after;

        add_voices_of(&v, voices, before->n_sources, NULL);
        if (!voice_first(v.items, v.n)) {
                judge_add(j, INCIDENT_END, before, note)->changes = CHANGE_BIT(CHANGE_ENDED);
                return;
        }
        add_voices_of(&v, &name, 1, NULL);
        after = next_revision(j, before, &v, NULL);
        after->expires = before->expires;
        add_change(j, before, after,
                   less_said(before, after, change_between(before, after, j->gazetteer, j->arena)), note);
}
