/* Places of English news: outside Ukraine and Russia, named to say where another one lies, or called like an ordinary word. The texts
 * are written for this test; the events in them are invented. */
#include "text_sayings.h"

/* clang-format off */
/* Towns and villages abroad. */
static const struct saying abroad[] = {
    {"A rocket fired from Lebanon hit a house in Safed in northern Israel on Friday.", "safed past"},
    {"Rockets hit Kiryat Shemona on Friday, wounding two people.", "kiryat-shmona past"},
    {"Heavy rain flooded streets in the Czech town of Krnov on Sunday.", "krnov past"},
    {"An explosion at a paint factory in Burscheid injured two workers.", "burscheid past"},
    {"A wildfire in the Bozdoğan district of Aydın province has destroyed 12 homes.", "bozdogan past"},
    {"An Israeli airstrike hit the town of Aitaroun in southern Lebanon.", "aitaroun past"},
    {"A drone fell near the village of Oserdów in Lublin Voivodeship.", "oserdow past"},
    /* a name is no other one that only has the same consonants */
    {"A rocket hit Yiftah on Friday, wounding two people.", ""},
    {"Bravery: Drones Hit School Overnight, Killing Two People", ""},
    {"A Jewish school in Romny was hit by a drone.", "romny past"},
    {"Possible Drone Fragments Found After Attack On Danube Port", ""},
    {"Blasts were heard in Mashhad and Bandar Abbas overnight.", "bandar-abbas past, mashhad past"},
    {"Взрывы прогремели ночью в Ширазе.", "shiraz past"},
    {"В Кобулетском муниципалитете сель повредил три дома.", "kobuleti past"},
    {"A wildfire broke out on Samos.", "samos past"},
    {"Drones over Izmir. A wildfire broke out in Greece's Methoni.", "izmir live, methoni past"},
    {"Drones over Kyiv. A drone fell in Romania's Plauru.", "kyiv-city live, plauru past"},
    {"A strike hit Sumy. Ukraine's Pokrova and Peremoha foundations help.", "sumy past"},
};

/* Where another place lies. */
static const struct saying bearings[] = {
    {"A drone struck a plant in Tambov, a city southeast of Moscow.", "tambov past"},
    {"A missile hit Zhytomyr, a regional capital west of Kyiv, killing two.", "zhytomyr past"},
    {"Drones hit a depot in Tula region, south of Moscow.", "tula past"},
    {"Shelling killed a man in Huliaipole, east of Zaporizhzhia.", "huliaipole past"},
    {"A drone fell on a farm in the region, which lies southwest of Moscow.", ""},
    {"Ракета попала в Житомир, к западу от Киева, погибли двое.", "zhytomyr past"},
    {"Ракета попала в Житомир, что западнее Киева, погибли двое.", "zhytomyr past"},
    {"Ракета влучила в Житомир, що на захід від Києва, загинули двоє.", "zhytomyr past"},
    {"Обстріл Гуляйполя, східніше Запоріжжя: загинув чоловік.", "huliaipole past"},
    /* but where something is */
    {"Explosions were heard northwest of Kharkiv overnight.", "kharkiv past"},
    {"Drones over Sumy, two more south of Kharkiv!", "kharkiv live, sumy live"},
    {"БпЛА над Сумами, південніше Харкова, курсом на захід!", "kharkiv live, sumy live"},
};

/* Who says so. */
static const struct saying speakers[] = {
    {"Kyiv • UNN • 1284 views\n\nThree drones hit a farm near Romny overnight, wounding two people.", "romny past"},
    {"Київ • УНН • 1284 перегляди\n\nТри дрони влучили у ферму біля Ромен, поранено двох.", "romny past"},
    {"Киев • УНН • 1284 просмотра\n\nТри дрона попали в ферму возле Ромен, ранены двое.", "romny past"},
    {"Two drones fell near Galati, Bucharest's Defense Ministry said after the attack.", "galati past"},
    {"Drones hit a plant in Engels, while Kyiv and Russian media say that a refinery was the target.", "engels past"},
};

/* What goes on, and what was in a night that is over. */
static const struct saying lasting[] = {
    {"Thousands were evacuated from flooded Orsk on Friday. The water in Orsk keeps rising, residents must leave.", "orsk live"},
    {"A missile fired from Yemen activated air raid sirens in Haifa on Friday evening, the army said.", "haifa past"},
    {"Fragments of a drone were spotted near the towns of Babadag and Isaccea in Tulcea county.",
     "babadag past, isaccea past"},
    {"Ночью в Тульче действовала воздушная тревога.", ""},
    {"Вночі у Київській області діяла повітряна тривога.", ""},
    {"The river levels were expected in Bohumin to rise further on Monday, as the flood goes on.", "bohumin forecast"},
};

/* Lists of villages that are clear only together; of regions that have their word from afar, or below the title. */
static const struct saying lists[] = {
    {"Houla, Ayta al-Shaab and Shiheen were hit by Israeli airstrikes and artillery, Lebanon's news agency said.",
     "aita-al-shaab past, houla past, shihine past"},
    {"Drones were destroyed over three regions: Kursk, Bryansk and Belgorod.", "belgorod past, bryansk past, kursk past"},
    {"Four drones were shot down in the Kursk and Bryansk regions and 14 in Belgorod, a region that is struck often.",
     "belgorod past, bryansk past, kursk past"},
    {"A drone hit Romny, a district town in Sumy region.", "romny past"},
    {"A drone hit a depot in Odesa, the region's capital.", "odesa past"},
    {"A missile, Warsaw said, came down near the town of Oserdów on the border.", "oserdow past"},
    {"Drones attacked the seaport of Reni in Ukraine.", "reni past"},
    {"A blast in Slobozia, Moldova, wounded two people.", "slobozia past"},
    {"A fire broke out in the town of Soroca in Moldova on Friday.", "soroca past"},
    {"About 30 rockets hit the Haifa area on Friday, the army said.", "haifa past"},
    {"Poland put its air defences on heightened alert. Drones had hit Romny.", "romny past"},
};

/* Districts and communities that are called by their towns, in lists. */
static const struct saying units[] = {
    {"FPV drones hit the Nikopol, Marganets and Myrove communities of Nikopol district.",
     "marhanets past, myrove past, nikopol past"},
    {"Artillery hit the Bakhmatsk community of Chernihiv region.", "bakhmach past"},
    {"Guided bombs hit the Malomykhailivka and Mezhivka communities of Synelnykove district.", "malomykhailivka past"},
};
/* clang-format on */

static void towns_abroad_are_known(void **state)
{
        (void)state;
        assert_they_say(abroad, sizeof abroad / sizeof *abroad, name_of);
}

static void a_bearing_is_no_place(void **state)
{
        (void)state;
        assert_they_say(bearings, sizeof bearings / sizeof *bearings, name_of);
}

static void who_says_it_is_no_place(void **state)
{
        (void)state;
        assert_they_say(speakers, sizeof speakers / sizeof *speakers, name_of);
}

static void what_lasts_is_not_over(void **state)
{
        (void)state;
        assert_they_say(lasting, sizeof lasting / sizeof *lasting, name_of);
}

static void names_of_a_list_go_together(void **state)
{
        (void)state;
        assert_they_say(lists, sizeof lists / sizeof *lists, name_of);
}

static void units_are_called_by_towns(void **state)
{
        (void)state;
        assert_they_say(units, sizeof units / sizeof *units, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(towns_abroad_are_known),      cmocka_unit_test(a_bearing_is_no_place),
            cmocka_unit_test(who_says_it_is_no_place),     cmocka_unit_test(what_lasts_is_not_over),
            cmocka_unit_test(names_of_a_list_go_together), cmocka_unit_test(units_are_called_by_towns),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
