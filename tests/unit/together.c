/* Tests of running text in one program: what they read with is loaded only once. Each is a program of its own, too. */
#include "text_reader_fixture.h"

struct gazetteer *g;
struct arena *a;
struct text_reader *reader;

static struct {
        const char *name;
        int (*run)(void);
} programs[200];
static size_t n_programs;

void together_add(const char *name, int (*run)(void))
{
        if (n_programs == sizeof programs / sizeof *programs)
                abort();
        programs[n_programs].name = name;
        programs[n_programs++].run = run;
}

int main(void)
{
        unsigned failed = 0;

        for (size_t i = 0; i < n_programs; i++) {
                print_message("%s\n", programs[i].name);
                failed += programs[i].run() != 0;
        }
        text_reader_free(reader);
        gazetteer_free(g);
        arena_free(a);
        return failed > 0;
}
