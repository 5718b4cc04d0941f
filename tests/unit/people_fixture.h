/* A configuration with a few people in a scratch folder, on countries and regions alone. */
#pragma once

#include <jansson.h>
#include <limits.h>

#include "setup/setup.h"
#include "unit/store_fixture.h"

struct people_fixture {
        struct fixture *f;
        struct setup *setup;
        struct person_context context;
        char conf[128];
};

static const char people_conf[] =
    "channels = ( { name = \"none\"; type = \"null\"; }, { name = \"other\"; type = \"null\"; } );\n"
    "subscribers = ( { name = \"filed\"; channels = [\"none\"]; rules = ( { places = [\"ua/kharkiv\"]; } ); "
    "} );\n";

static inline void people_fixture_configure(struct people_fixture *p, const char *body)
{
        FILE *file;
        char here[PATH_MAX], line[2 * PATH_MAX];

        assert_non_null(getcwd(here, sizeof here));
        snprintf(line, sizeof line,
                 "mkdir -p %s/gazetteer && ln -sf %s/config/gazetteer/[01]0-*.tsv %s/gazetteer/", p->f->dir,
                 here, p->f->dir);
        assert_int_equal(system(line), 0);
        snprintf(p->conf, sizeof p->conf, "%s/sirend.conf", p->f->dir);
        file = fopen(p->conf, "w");
        assert_non_null(file);
        fprintf(file,
                "spool = \"%s/spool\"; database = \"%s\"; gazetteer = \"%s/gazetteer\"; vocabulary = "
                "\"%s/config/vocabulary\";\n%s",
                p->f->dir, p->f->path, p->f->dir, here, body);
        fclose(file);
}

static inline int people_fixture_start(void **state)
{
        struct people_fixture *p = calloc(1, sizeof *p);
        struct problem why = {""};
        void *f;

        assert_int_equal(fixture_start(&f), 0);
        p->f = f;
        people_fixture_configure(p, people_conf);
        if (setup_load(p->conf, &p->setup, &why) < 0)
                fail_msg("%s", why.text);
        p->context = (struct person_context){p->setup->settings, p->setup->gazetteer};
        *state = p;
        return 0;
}

static inline int people_fixture_stop(void **state)
{
        struct people_fixture *p = *state;
        void *f = p->f;

        setup_free(p->setup);
        assert_int_equal(fixture_stop(&f), 0);
        free(p);
        return 0;
}

#define PEOPLE_TEST(name) cmocka_unit_test_setup_teardown(name, people_fixture_start, people_fixture_stop)

/* Puts one into the roster, as `sirenctl subscriber add` does. */
static inline void put_person(struct people_fixture *p, const char *text)
{
        json_t *o = json_loads(text, 0, NULL);
        struct problem why = {""};
        struct subscriber read;

        assert_non_null(o);
        if (person_read(&p->context, o, "here", p->f->arena, &read, &why) < 0)
                fail_msg("%s", why.text);
        assert_int_equal(store_begin(p->f->store), 0);
        assert_int_equal(person_put(&p->context, p->f->store, o, &read, p->f->arena, &why), 0);
        assert_int_equal(roster_note(p->f->store, read.name), 0);
        assert_int_equal(store_commit(p->f->store), 0);
        json_decref(o);
}

static inline void put_one(struct people_fixture *p, const char *name, const char *place)
{
        char text[256];

        snprintf(text, sizeof text,
                 "{\"name\":\"%s\",\"channels\":[\"none\"],\"rules\":[{\"places\":[\"%s\"]}]}", name, place);
        put_person(p, text);
}

static inline void remove_person(struct people_fixture *p, const char *name)
{
        bool found;

        assert_int_equal(store_begin(p->f->store), 0);
        assert_int_equal(roster_remove(p->f->store, name, &found), 0);
        assert_true(found);
        assert_int_equal(roster_note(p->f->store, name), 0);
        assert_int_equal(store_commit(p->f->store), 0);
}
