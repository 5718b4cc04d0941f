/* arena: memory that lives and dies together.
 *
 * One arena per parsed thing (a report, a settings file, an incident). Nothing taken from it is freed alone.
 * Out of memory ends the process: systemd restarts it and the outbox remembers. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is fine */

/* Zeroed memory, aligned for any type but long double. `size` may be 0. */
void *arena_alloc(struct arena *a, size_t size);
/* Zeroed array; a product that overflows ends the process. */
void *arena_array(struct arena *a, size_t n, size_t size);
/* Returns an array of at least `n + 1` elements that begins with the `n` elements of `old`; grows by
 * doubling, so that appending one by one is linear. `*capacity` belongs to the caller and starts at 0 with
 * `old` NULL. The elements may move: no pointer to one of `old` holds afterwards. */
static inline void *arena_grow(struct arena *a, void *old, size_t n, size_t *capacity, size_t size);

char *arena_strdup(struct arena *a, const char *s);               /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t size); /* `size` bytes and a NUL */
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

size_t arena_used(const struct arena *a); /* bytes handed out, for tests and benchmarks */

/* arena_grow() where there is no room left. */
void *arena_grow_full(struct arena *a, void *old, size_t n, size_t *capacity, size_t size);

static inline void *arena_grow(struct arena *a, void *old, size_t n, size_t *capacity, size_t size)
{
        return n < *capacity ? old : arena_grow_full(a, old, n, capacity, size);
}
