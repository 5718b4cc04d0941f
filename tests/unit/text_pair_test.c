/* Two entries of one sentence that say the opposite of different places. No all-clear may reach the other one's place. */
#include "text_sayings.h"

/* clang-format off */
static const struct saying anded[] = {
    {"Відбій у Сумах та тривога у Харкові", "kharkiv live, sumy all-clear"},
    {"У Сумах відбій та у Харкові тривога", "kharkiv live, sumy all-clear"},
    {"Тривога в Харкові та відбій у Сумах", "kharkiv live, sumy all-clear"},
    {"Отбой в Курске и опасность по БПЛА в Белгороде", "belgorod live, kursk all-clear"},
    {"В Курске отбой и в Белгороде ракетная опасность", "belgorod live, kursk all-clear"},
    {"В Сумах отбой тревоги и в Харькове объявлена тревога", "kharkiv live, sumy all-clear"},
    {"В Сумах объявлен отбой и в Харькове действует опасность", "kharkiv live, sumy all-clear"},
    {"All clear in Sumy and air raid alert in Kharkiv", "kharkiv live, sumy all-clear"},
    {"Sirens in Kharkiv and all clear in Sumy", "kharkiv live, sumy all-clear"},
    {"Сирены в Харькове и отбой в Сумах", "kharkiv live, sumy all-clear"},
    {"Відбій у Дніпрі та дрони у Полтаві", "dnipro all-clear, poltava live"},
    {"У Одесі ракетна небезпека і у Полтаві тривогу скасовано", "odesa live, poltava all-clear"},
    {"Ракетная опасность в Липецке и тревога отменена в Воронеже", "lipetsk live, voronezh all-clear"},
    {"Отбой в Курске и сирены в Белгороде", "belgorod live, kursk all-clear"},
    {"Дніпро: робота ППО / Полтава: тривогу скасовано", "dnipro live, poltava all-clear"},
    {"Drone threat in Sumy and alert lifted in Odesa", "odesa all-clear, sumy live"},
    {"Тревога отменена в Курске и ракетная опасность в Ельце", "kursk all-clear, yelets live"},
    {"Alert declared in Kursk while alert cancelled in Odesa", "kursk live, odesa all-clear"},
    /* what is over may be of both */
    {"Відбій загрози в Сумах та тривоги в Харкові", "kharkiv all-clear, sumy all-clear"},
    {"Отбой ракетной опасности в Курске и беспилотной опасности в Белгороде", "belgorod all-clear, kursk all-clear"},
    {"У Сумах відбій та в Харкові відбій", "kharkiv all-clear, sumy all-clear"},
    {"Тривога в Сумах та Харкові скасована", "kharkiv all-clear, sumy all-clear"},
};

static const struct saying unparted[] = {
    {"Суми відбій Харків тривога", "kharkiv live, sumy all-clear"},
    {"Відбій Суми тривога Харків", "kharkiv live, sumy all-clear"},
    {"Тривога Харків відбій Суми", "kharkiv live, sumy all-clear"},
    {"Сумська область відбій тривоги Харківська область тривога", "kharkiv live, sumy all-clear"},
    {"Sumy all clear Kharkiv air raid alert", "kharkiv live, sumy all-clear"},
    {"Миколаївщина тривога Сумщина відбій", "mykolaiv live, sumy all-clear"},
    {"Елец тревога отменена Шебекино тревога", "shebekino live, yelets all-clear"},
    {"Чернігів тривогу скасовано Суми загроза балістики", "chernihiv all-clear, sumy live"},
    {"Sirens in Kursk air raid alert over in Dnipro", "dnipro all-clear, kursk live"},
    {"Суми та Конотоп відбій Харків та Чугуїв тривога", "chuhuiv live, kharkiv live, konotop all-clear, sumy all-clear"},
    {"Суми, Конотоп відбій Харків, Чугуїв тривога", "chuhuiv live, kharkiv live, konotop all-clear, sumy all-clear"},
};

static const struct saying calm[] = {
    {"У Дніпрі чисто і в Полтаві тривога", "poltava live"},
    {"Чисто у Дніпрі та дрони в Полтаві", "poltava live"},
    {"В Белгороде чисто и в Курске опасность БПЛА", "kursk live"},
    {"Полтава загроза БпЛА Ізюм чисто", "poltava live"},
    {"У Чернігові тривога триває та у Полтаві чисто", "chernihiv live"},
    {"Суми - чисто і Полтава - дрони", "poltava live"},
    {"Над Полтавою чисто від дронів", ""},
};

static const struct saying parted[] = {
    {"Sirens in Kharkiv; all clear in Sumy", "kharkiv live, sumy all-clear"},
    {"Drones over Kharkiv, all clear in Sumy", "kharkiv live, sumy all-clear"},
    {"Дрони над Харковом; відбій загрози дронів у Сумах", "kharkiv live, sumy all-clear"},
    {"Відбій загрози дронів у Сумах; дрони над Харковом", "kharkiv live, sumy all-clear"},
    {"Суми - дрони, Харків - відбій", "kharkiv all-clear, sumy live"},
    {"Суми - відбій, Харків - дрони", "kharkiv live, sumy all-clear"},
    {"Сирени у Полтаві. тривогу скасовано у Сумах", "poltava live, sumy all-clear"},
    {"Дрони над Харковом, відбій", "kharkiv all-clear"},
    {"Опасность атаки БПЛА в Курской области отменена", "kursk all-clear"},
    {"Отбой беспилотной опасности: Курск; Белгород; Орёл", "belgorod all-clear, kursk all-clear, oryol all-clear"},
};
/* clang-format on */

static void an_and_parts_them(void **state)
{
        (void)state;
        assert_they_say(anded, sizeof anded / sizeof *anded, name_of);
}

static void their_places_part_them(void **state)
{
        (void)state;
        assert_they_say(unparted, sizeof unparted / sizeof *unparted, name_of);
}

static void calm_is_of_its_own_place(void **state)
{
        (void)state;
        assert_they_say(calm, sizeof calm / sizeof *calm, name_of);
}

static void danger_beside_an_all_clear_elsewhere_is_live(void **state)
{
        (void)state;
        assert_they_say(parted, sizeof parted / sizeof *parted, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(an_and_parts_them),
            cmocka_unit_test(their_places_part_them),
            cmocka_unit_test(calm_is_of_its_own_place),
            cmocka_unit_test(danger_beside_an_all_clear_elsewhere_is_live),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
