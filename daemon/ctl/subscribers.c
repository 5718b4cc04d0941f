#include "ctl/subscribers.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum verb_result subscribers_open(struct subscribers *s, enum store_mode mode, bool checks)
{
        enum verb_result result = verb_load_settings(s->call, &s->settings);

        if (result == VERB_GOOD && checks)
                result = verb_load_gazetteer(s->call, s->settings, &s->gazetteer);
        if (result == VERB_GOOD)
                result = verb_open_store(s->settings, mode, &s->store);
        s->context = (struct person_context){s->settings, s->gazetteer};
        return result;
}

void subscribers_close(struct subscribers *s)
{
        store_close(s->store);
        gazetteer_free(s->gazetteer);
        settings_free(s->settings);
}

static int by_name(const void *a, const void *b)
{
        return strcmp(((const struct settings_subscriber *)a)->name,
                      ((const struct settings_subscriber *)b)->name);
}

int subscribers_check(const struct subscribers *s, const json_t *object, const char *where, struct arena *a,
                      struct subscriber *ret, struct problem *why)
{
        int r = person_read(&s->context, object, where, a, ret, why);
        struct settings_subscriber key = {0}, *same = NULL;

        if (r < 0)
                return r;
        key.name = ret->name;
        if (s->settings->n_subscribers)
                same =
                    bsearch(&key, s->settings->subscribers, s->settings->n_subscribers, sizeof key, by_name);
        return same
                   ? problem_set(why, -EEXIST, "%s: %s has a subscriber \"%s\" already, and that one is used",
                                 where, same->where, ret->name)
                   : 0;
}

enum verb_result subscribers_tell(const struct subscribers *s)
{
        int r = roster_touch(s->settings->database);

        return r < 0 ? verb_complain(VERB_FAILED,
                                     "it is stored, but sirend cannot be told (it will see it within half "
                                     "a minute): %s",
                                     strerror(-r))
                     : VERB_GOOD;
}
