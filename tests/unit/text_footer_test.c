/* What a page has below an article tells nothing; and what an article says at its end does. The texts are written for this
 * test; the events in them are invented. */
#include "text_sayings.h"

#define NEWS                                                                                                                                                                                 \
        "Дрон повредил крышу дома в Ельце, сообщил губернатор. Никто не пострадал, осколки собрали сапёры, " \
        "жильцов разместили у родных.\n\n"

static const struct saying texts[] = {
    {NEWS "Ваш город: Пермь ▾ Казань ▾ Уфа ▾", "yelets past"},
    {NEWS "© «Город и мы», Липецк", "yelets past"},
    {NEWS "Фото: depositphotos · агентство, Москва", "yelets past"},
    {NEWS "novosti.example — Тамбов, Липецк, Воронеж", "yelets past"},
    {NEWS "Ещё по теме\n18:02 Липецк ждёт дождей\n17:11 Дрон упал в Тамбове", "yelets past"},
    {NEWS "Самое читаемое\n1. Дрон упал в Тамбове", "yelets past"},
    {NEWS "Читайте также\n\nДрон упал в Тамбове", "yelets past"},
    {NEWS "Може бути цікаво\n\nДрон упав у Тамбові\n1 год тому\nВибух у Курську", "yelets past"},
    {NEWS "Читайте также\n\nДроны летят на Тамбов, всем в укрытие!", "tambov live, yelets past"},
    {NEWS "Читайте нас в Telegram\n\nЕщё один дрон упал в Тамбове.", "tambov past, yelets past"},
    {NEWS "Читайте также\n\nГубернатор о зиме\n\nЕщё один дрон упал в Тамбове.", "tambov past, yelets past"},
    /* but what goes on is said to the end */
    {NEWS "Опасность атаки БПЛА сохраняется в Лебедяни.", "lebedyan live, yelets past"},
    {NEWS "Ещё один дрон упал в Лебедяни.", "lebedyan past, yelets past"},
    {NEWS "Опасность атаки БПЛА, напомнил глава города, никуда не делась.", "yelets live, yelets past"},
    {"Карта повітряних тривог. Тривога в Сумській та Полтавській областях.", "poltava live, sumy live"},
    /* nor what is called to mind at its end */
    {"Беспилотная опасность в Ельце снята. Напомним, ранее была объявлена угроза атаки БПЛА на Лебедянь.",
     "yelets all-clear"},
    {"Беспилотная опасность в Ельце снята. Напоминаем, опасность БПЛА действует в Лебедяни.",
     "lebedyan live, yelets all-clear"},
    {"Дроны могут атаковать Елец и Лебедянь.", "lebedyan live, yelets live"},
    {"Под обстрелом за сутки были:\n\nРыльск\n\nЛьгов", "lgov past, rylsk past"},
};

static void footers_tell_nothing(void **state)
{
        (void)state;
        assert_they_say(texts, sizeof texts / sizeof *texts, name_of);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(footers_tell_nothing),
        };

        return cmocka_run_group_tests(tests, load_reader, free_reader);
}
