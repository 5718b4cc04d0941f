/* Posts of several lines about several regions and districts, with a danger, an all-clear or a report in each, put together
 * at random from ways in which such lines are written: what is said of one place is said of no other. */
#include "text_reader_fixture.h"

#define POSTS 3000
#define LINES 4

/* clang-format off */
/* Where: a path, the name at the head of a line, and "in" it. */
struct where {
        const char *path, *name, *in;
};

/* What is written of it: "@" is the name, "%" is "in" it. */
static const struct {
        struct where where[10];
        const char *live[16], *clear[16], *other[8];
} languages[] = {
    {{{"ua/sumy", "Сумщина", "на Сумщині"}, {"ua/poltava", "Полтавська область", "у Полтавській області"},
      {"ua/kharkiv", "Харківщина", "на Харківщині"}, {"ua/chernihiv/nizhyn", "Ніжин", "у Ніжині"},
      {"ua/odesa", "Ізмаїльський та Болградський райони", "в Ізмаїльському районі"},
      {"ua/rivne", "Рівненська область", "у Рівненській області"}},
     {"@: загроза БпЛА.", "@ — повітряна тривога!", "@\nРакетна небезпека", "@:\n- БпЛА в небі.", "Тривога\n@", "Загроза балістики: @",
      "Загроза БпЛА %.", "% оголошено повітряну тривогу.", "% відбою ще немає.", "% тривога триває.",
      "% рівень води стрімко піднімається, негайно евакуюйтеся!", "Увага! Загроза балістики %!"},
     {"@ — відбій.", "@: відбій тривоги", "@\nВідбій", "@:\n- тривогу скасовано.", "Відбій тривоги\n@", "Відбій: @", "Відбій тривоги %.",
      "% оголошено відбій.", "За даними ОВА, % тривогу скасували о 05:10.", "Тривогу % скасовано.",
      "Штормове попередження % скасовано.", "Загроза паводка % минула."},
     {"Уночі % збили 5 дронів.", "Минулої доби % поранено двох людей.", "Завтра % очікуються сильні грози."}},
    {{{"ru/bryansk", "Брянская область", "в Брянской области"}, {"ru/kursk", "Курская обл.", "в Курской области"},
      {"ru/voronezh", "Воронежская область", "в Воронежской области"}, {"ru/saratov/engelssky", "Энгельс", "в Энгельсе"},
      {"ru/belgorod", "Шебекинский и Валуйский округа", "в Шебекинском округе"},
      {"ru/lipetsk", "Липецкая область", "в Липецкой области"}},
     {"@: опасность атаки БПЛА.", "@ — ракетная опасность!", "@\nВоздушная тревога", "@:\n- атака БПЛА, укройтесь.", "Тревога\n@",
      "Ракетная опасность: @", "Опасность атаки БПЛА %.", "% объявлена ракетная опасность.", "% отбоя ещё нет.",
      "% опасность сохраняется.", "% прорвало дамбу, немедленно эвакуируйтесь!", "Внимание! Угроза атаки БПЛА %!"},
     {"@ — отбой.", "@: отбой тревоги", "@\nОтбой", "@:\n- опасность БПЛА отменена.", "Отбой ракетной опасности\n@", "Отбой: @",
      "Отбой тревоги %.", "% объявлен отбой.", "Губернатор сообщил, что % отбой объявлен в 05:10.", "% опасность БПЛА отменена.",
      "Штормовое предупреждение % отменено.", "Угроза паводка % миновала."},
     {"За ночь % сбито 5 беспилотников.", "За минувшие сутки % ранены два человека.", "Завтра % ожидаются сильные грозы."}},
    {{{"ua/sumy", "Sumy Oblast", "in Sumy Oblast"}, {"ua/poltava/myrhorod", "Myrhorod", "in Myrhorod"},
      {"ru/kursk", "Kursk region", "in Kursk region"}, {"ru/rostov", "Rostov Oblast", "in Rostov Oblast"},
      {"ru/belgorod", "Shebekinsky and Valuysky districts", "in Shebekinsky district"},
      {"ua/odesa", "Odesa region", "in Odesa region"}},
     {"@: drone threat.", "@ — missile threat!", "@\nAir raid alert", "@:\n- drones overhead.", "Alert\n@", "Missile threat: @",
      "Drone threat %.", "An air raid alert is in force %.", "There is no all-clear yet %.", "The alert remains in force %.",
      "Dam failure %: evacuate now!", "Drones are flying %, take cover."},
     {"@ — all clear.", "@: alert lifted", "@\nAll clear", "@:\n- the alert has ended.", "All clear\n@", "All clear: @",
      "The alert % has ended.", "All clear %.", "The governor said the alert % was lifted at 05:10.", "The missile threat % is over.",
      "The storm warning % has been lifted.", "The flood warning % has been cancelled."},
     {"Overnight five drones were shot down %.", "Two people were injured % yesterday.", "Severe thunderstorms are forecast % tomorrow."}},
};
/* clang-format on */

/* The same posts in every run. */
static unsigned chance(uint64_t *seed, unsigned n)
{
        *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        return (unsigned)(*seed >> 33) % n;
}

static unsigned count(const char *const *list)
{
        unsigned n = 0;

        while (list[n])
                n++;
        return n;
}

/* A sentence that begins with "in" the place begins with a capital. */
static char *filled(const char *form, const struct where *w)
{
        const char *at = strpbrk(form, "@%");
        const char *value = *at == '@' ? w->name : w->in;
        char *text = arena_printf(a, "%.*s%s%s", (int)(at - form), form, value, at + 1);

        if (at == form && *at == '%' && (unsigned char)text[0] < 0x80)
                text[0] = (char)(text[0] - 'a' + 'A');
        else if (at == form && *at == '%' && (unsigned char)text[0] == 0xd0) /* в, н */
                text[1] = (char)(text[1] - 0x20);
        else if (at == form && *at == '%') /* у */
                text[0] = (char)0xd0, text[1] = (char)0xa3;
        return text;
}

/* What a post says of each of its places, and how it was read. */
struct post {
        char *text;
        size_t n;
        const struct where *where[LINES];
        enum alert_state states[LINES];
};

static struct post make_post(uint64_t *seed)
{
        size_t language = chance(seed, sizeof languages / sizeof *languages), start = chance(seed, 6);
        const char *gap = chance(seed, 3) ? "\n" : "\n\n";
        struct post p = {.text = arena_strdup(a, ""), .n = 2 + chance(seed, LINES - 1)};

        for (size_t i = 0; i < p.n; i++) {
                static const enum alert_state states[] = {STATE_LIVE, STATE_LIVE, STATE_ALL_CLEAR,
                                                          STATE_ALL_CLEAR, STATE_PAST};
                const char *const *forms;
                p.where[i] = &languages[language].where[(start + i) % 6];
                p.states[i] = states[chance(seed, 5)];
                forms = p.states[i] == STATE_LIVE        ? languages[language].live
                        : p.states[i] == STATE_ALL_CLEAR ? languages[language].clear
                                                         : languages[language].other;
                p.text = arena_printf(a, "%s%s%s", p.text, i ? gap : "",
                                      filled(forms[chance(seed, count(forms))], p.where[i]));
        }
        return p;
}

/* Does the path lie in what the post says this of? */
static bool is_said(const struct post *p, const char *path, enum alert_state state)
{
        for (size_t i = 0; i < p->n; i++)
                if (p->states[i] == state && !strncmp(path, p->where[i]->path, strlen(p->where[i]->path)))
                        return true;
        return false;
}

static bool is_read(const struct alert_list *list, const char *path, enum alert_state state)
{
        for (size_t i = 0; i < list->n; i++)
                for (size_t k = 0; k < list->alerts[i].infos[0].n_places; k++)
                        if (alert_state(&list->alerts[i]) == state &&
                            !strncmp(list->alerts[i].infos[0].places[k].path, path, strlen(path)))
                                return true;
        return false;
}

struct tally {
        size_t wrong[STATE_FORECAST + 1], lacking[STATE_FORECAST + 1], said[STATE_FORECAST + 1];
};

static void read_post(const struct post *p, struct tally *t)
{
        const struct text_options options = {.sent = NOW, .alerts = 100};
        struct alert_list list;

        text_reader_read(reader, &options, p->text, strlen(p->text), a, &list);
        for (size_t i = 0; i < list.n; i++)
                for (size_t k = 0; k < list.alerts[i].infos[0].n_places; k++) {
                        enum alert_state state = alert_state(&list.alerts[i]);
                        const char *path = list.alerts[i].infos[0].places[k].path;
                        if (is_said(p, path, state))
                                continue;
                        t->wrong[state]++;
                        if (state == STATE_ALL_CLEAR)
                                print_error("\"%s\": all-clear for %s\n", p->text, path);
                }
        for (size_t i = 0; i < p->n; i++) {
                t->said[p->states[i]]++;
                t->lacking[p->states[i]] += !is_read(&list, p->where[i]->path, p->states[i]);
        }
}

static void what_is_said_of_one_place_is_said_of_no_other(void **state)
{
        struct tally t = {0};
        uint64_t seed = 1;

        (void)state;
        for (size_t i = 0; i < POSTS; i++) {
                struct post p = make_post(&seed);
                read_post(&p, &t);
        }
        print_message("all-clears: %zu, wrong %zu, lacking %zu; dangers: %zu, wrong %zu, lacking %zu\n",
                      t.said[STATE_ALL_CLEAR], t.wrong[STATE_ALL_CLEAR], t.lacking[STATE_ALL_CLEAR],
                      t.said[STATE_LIVE], t.wrong[STATE_LIVE], t.lacking[STATE_LIVE]);
        assert_true(t.said[STATE_ALL_CLEAR] > POSTS && t.said[STATE_LIVE] > POSTS);
        assert_int_equal(t.wrong[STATE_ALL_CLEAR], 0);
        assert_int_equal(t.lacking[STATE_LIVE], 0);
        assert_in_range(100 * t.wrong[STATE_LIVE], 0, t.said[STATE_LIVE]);
        assert_in_range(50 * t.lacking[STATE_ALL_CLEAR], 0, t.said[STATE_ALL_CLEAR]);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(what_is_said_of_one_place_is_said_of_no_other),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
