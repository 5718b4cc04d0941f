/* base/ and alert/vocab: arena, buffer, digest, file, text, timestamp, words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <sys/stat.h>

#include "alert/vocab.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/text.h"
#include "base/timestamp.h"

static int64_t parsed(const char *text)
{
        int64_t t = -1;

        assert_int_equal(timestamp_parse(text, NULL, NULL, &t), 0);
        return t;
}

static void timestamp_reads_what_the_world_writes(void **state)
{
        int64_t t, expected = INT64_C(1787067165) * TIMESTAMP_SECOND;
        int offset = -1, zoneless = -1;

        (void)state;
        assert_int_equal(parsed("2026-08-18T18:32:45+03:00"), expected);
        assert_int_equal(parsed("2026-08-18T15:32:45Z"), expected);
        assert_int_equal(parsed(" 2026-08-18 15:32:45z\n"), expected);
        assert_int_equal(parsed("2026-08-18T18:32:45.250+0300"), expected + 250000);
        assert_int_equal(parsed("2026-08-18T12:32:45-03"), expected);
        assert_int_equal(parsed("2026-08-18T15:32-00:00"), expected - 45 * TIMESTAMP_SECOND);
        assert_int_equal(timestamp_parse("2026-08-18T15:32:45", &offset, &zoneless, &t), 0);
        assert_true(zoneless == 1 && offset == 0 && t == expected);
        assert_int_equal(timestamp_parse("2026-08-18T18:32:45+03:00", &offset, &zoneless, &t), 0);
        assert_true(zoneless == 0 && offset == 180);
        assert_int_equal(parsed("2024-02-29T00:00:00Z"), INT64_C(1709164800) * TIMESTAMP_SECOND);
}

static void timestamp_refuses_what_is_not_a_time(void **state)
{
        static const char *const bad[] = {"",
                                          "2026-08-18",
                                          "18.08.2026 15:00",
                                          "2026-08-18T15:32:45Zx",
                                          "2026-08-18T15:32:45+3",
                                          "2026-08-18T15:32:45.Z"};
        static const char *const out[] = {"2026-02-30T00:00:00Z",      "2026-08-18T24:00:00Z",
                                          "2026-13-01T00:00:00Z",      "1969-12-31T23:59:59Z",
                                          "2026-08-18T15:32:45+15:00", "2023-02-29T00:00:00Z"};
        int64_t t = 7;

        (void)state;
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
                assert_int_equal(timestamp_parse(bad[i], NULL, NULL, &t), -EINVAL);
        for (size_t i = 0; i < sizeof out / sizeof *out; i++)
                assert_int_equal(timestamp_parse(out[i], NULL, NULL, &t), -ERANGE);
        assert_int_equal(t, 7);
}

static void timestamp_writes_rfc_3339_and_spans(void **state)
{
        char out[TIMESTAMP_TEXT];
        int64_t span;

        (void)state;
        assert_string_equal(timestamp_format(INT64_C(1787067165) * TIMESTAMP_SECOND, 180, out),
                            "2026-08-18T18:32:45+03:00");
        assert_string_equal(timestamp_format(0, -90, out), "1969-12-31T22:30:00-01:30");
        assert_int_equal(timestamp_parse_span("90", &span), 0);
        assert_int_equal(span, 90 * TIMESTAMP_SECOND);
        assert_int_equal(timestamp_parse_span("2w", &span), 0);
        assert_int_equal(span, 14 * TIMESTAMP_DAY);
        assert_string_equal(timestamp_format_span(span, out), "2w");
        assert_string_equal(timestamp_format_span(90 * TIMESTAMP_MINUTE, out), "90m");
        assert_int_equal(timestamp_parse_span("5 minutes", &span), -EINVAL);
        assert_int_equal(timestamp_parse_span("-5m", &span), -EINVAL);
        assert_int_equal(timestamp_parse_span("99999999999w", &span), -ERANGE);
}

static const char *fold(const char *s)
{
        static char out[256];
        size_t n = text_fold(s, strlen(s), out, sizeof out - 1);

        out[n] = 0;
        return out;
}

static void text_folds_names(void **state)
{
        (void)state;
        assert_string_equal(fold("  Слов’янськ "), "словянськ");
        assert_string_equal(fold("Ивано-Франковская ОБЛ."), "ивано франковская обл");
        assert_string_equal(fold("Щёлково"), "щелково");
        assert_string_equal(fold("Ґалаґан"), "галаган");
        assert_string_equal(fold("Їжакевич Йосип"), "їжакевич йосип");
        assert_string_equal(fold("Łódź – Çeşme"), "łodz cesme");
        assert_string_equal(fold("STRASSE Straße"), "strasse strasse");
        assert_string_equal(fold("a\xff"
                                 "b"),
                            "ab");
        assert_string_equal(fold("…"), "");
        assert_true(text_same("Нью‑Йорк", "нью-йорк"));
        assert_false(text_same("Муром", "Мурома"));
}

static void text_cuts_on_characters(void **state)
{
        struct arena *a = arena_new();
        const char *s = "Рада и\xcc\x86 ще";

        (void)state;
        assert_int_equal(text_cut("Рада", 8, 5), 4);
        assert_int_equal(text_cut("Рада", 8, 8), 8);
        assert_int_equal(text_cut(s, strlen(s), 11), 9); /* the breve stays with its letter */
        assert_int_equal(text_length(s, strlen(s)), 10);
        assert_string_equal(text_shorten(a, "Drone over Shebekino, take cover", 22), "Drone over Shebekino…");
        assert_string_equal(text_shorten(a, "short", 5), "short");
        assert_int_equal(text_valid("ok\xed\xa0\x80", 5), 2);
        assert_int_equal(text_valid("\xc0\xaf", 2), 0);
        assert_int_equal(text_valid("Київ", 8), 8);
        arena_free(a);
}

static void text_cleans_what_reports_hold(void **state)
{
        struct arena *a = arena_new();

        (void)state;
        assert_string_equal(text_squeeze(a, " a\r\n\t b\xe2\x80\xaeg ", 11), "a bg");
        assert_string_equal(text_tidy(a, "a \n\n\n\n b\nc\x1b[31m", 15), "a\n\nb\nc[31m");
        arena_free(a);
}

static void digest_matches_known_values(void **state)
{
        struct arena *a = arena_new();
        char hex[DIGEST_HEX], other[DIGEST_HEX];
        void *bytes;
        size_t size;

        (void)state;
        digest_sha256_hex("abc", 3, hex);
        assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        digest_parts_hex((const char *const[]){"a", "bc"}, 2, hex);
        digest_parts_hex((const char *const[]){"ab", "c"}, 2, other);
        assert_string_not_equal(hex, other);
        /* RFC 4231 test case 2 */
        assert_string_equal(digest_hmac_base64(a, "Jefe", 4, "what do ya want for nothing?", 28),
                            "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=");
        assert_int_equal(digest_base64_decode(a, "TWE=", &bytes, &size), 0);
        assert_int_equal(size, 2);
        assert_memory_equal(bytes, "Ma", 2);
        assert_int_equal(digest_base64_decode(a, "TW*=", &bytes, &size), -EINVAL);
        arena_free(a);
}

static void file_refuses_links_fifos_and_large_files(void **state)
{
        char folder[] = "/tmp/sirend-file-XXXXXX", *data;
        struct arena *a = arena_new();
        size_t size;
        int dir;

        (void)state;
        assert_non_null(mkdtemp(folder));
        dir = open(folder, O_RDONLY | O_DIRECTORY);
        assert_true(dir >= 0);
        assert_int_equal(file_write_at(dir, "report", "12345", 5, 0600), 0);
        assert_int_equal(symlinkat("report", dir, "link"), 0);
        assert_int_equal(mkfifoat(dir, "fifo", 0600), 0);
        assert_int_equal(mkdirat(dir, "folder", 0700), 0);
        assert_int_equal(file_read_at(dir, "report", 5, a, &data, &size, NULL), 0);
        assert_int_equal(size, 5);
        assert_string_equal(data, "12345");
        assert_int_equal(file_read_at(dir, "report", 4, a, &data, &size, NULL), -EFBIG);
        assert_int_equal(file_read_at(dir, "link", 5, a, &data, &size, NULL), -ELOOP);
        assert_int_equal(file_read_at(dir, "fifo", 5, a, &data, &size, NULL), -EINVAL);
        assert_int_equal(file_read_at(dir, "folder", 5, a, &data, &size, NULL), -EINVAL);
        assert_int_equal(file_read_at(dir, "absent", 5, a, &data, &size, NULL), -ENOENT);
        unlinkat(dir, "report", 0);
        unlinkat(dir, "link", 0);
        unlinkat(dir, "fifo", 0);
        unlinkat(dir, "folder", AT_REMOVEDIR);
        close(dir);
        rmdir(folder);
        arena_free(a);
}

static void file_reads_secrets(void **state)
{
        char path[] = "/tmp/sirend-secret-XXXXXX", *secret;
        struct arena *a = arena_new();
        struct problem why = {""};
        int fd = mkstemp(path);

        (void)state;
        assert_int_equal(write(fd, "s3cret\nmore\n", 12), 12);
        assert_int_equal(file_read_secret(path, a, &secret, &why), 0);
        assert_string_equal(secret, "s3cret");
        assert_int_equal(pwrite(fd, "s3c\0et", 6, 0), 6);
        assert_int_equal(ftruncate(fd, 6), 0);
        assert_int_equal(file_read_secret(path, a, &secret, &why), -EINVAL);
        assert_int_equal(ftruncate(fd, 0), 0);
        assert_int_equal(file_read_secret(path, a, &secret, &why), -EINVAL);
        assert_non_null(strstr(why.text, path));
        close(fd);
        unlink(path);
        arena_free(a);
}

static void arena_and_buffer_grow(void **state)
{
        struct arena *a = arena_new();
        struct buffer b = {0};
        size_t capacity = 0;
        int *numbers = NULL;

        (void)state;
        for (int i = 0; i < 10000; i++) {
                numbers = arena_grow(a, numbers, (size_t)i, &capacity, sizeof *numbers);
                numbers[i] = i;
                buffer_printf(&b, "%d,", i);
        }
        assert_int_equal(numbers[9999], 9999);
        assert_string_equal(b.data + b.size - 5, "9999,");
        buffer_done(&b);
        arena_free(a);
}

/* Of many lengths, beside other things that are taken from the arena: what was there stays, what is new is zero. */
static void a_large_array_keeps_what_it_holds(void **state)
{
        enum { ARRAYS = 3, MOST = 1 << 18 };
        struct arena *a = arena_new();
        uint64_t *arrays[ARRAYS] = {NULL};
        size_t capacity[ARRAYS] = {0};
        char *beside = arena_strdup(a, "beside");

        (void)state;
        mallopt(M_MMAP_THRESHOLD, 1 << 30); /* what comes from the heap is not zero of itself */
        mallopt(M_PERTURB, 0xa5);
        for (size_t n = 0; n < MOST; n++)
                for (size_t k = 0; k < ARRAYS; k++) {
                        size_t before = capacity[k];
                        arrays[k] = arena_grow(a, arrays[k], n, &capacity[k], sizeof *arrays[k]);
                        for (size_t i = n; capacity[k] > before && i < capacity[k]; i++)
                                assert_int_equal(arrays[k][i], 0);
                        arrays[k][n] = n * ARRAYS + k;
                        if (n % 1000 == 0)
                                assert_int_equal(*(const uint64_t *)arena_alloc(a, 100 * (k + 1)), 0);
                }
        for (size_t n = 0; n < MOST; n++)
                for (size_t k = 0; k < ARRAYS; k++)
                        assert_int_equal(arrays[k][n], n * ARRAYS + k);
        mallopt(M_PERTURB, 0);
        assert_string_equal(beside, "beside");
        assert_in_range(arena_used(a), ARRAYS * MOST * sizeof **arrays, 2 * ARRAYS * MOST * sizeof **arrays);
        arena_free(a);
}

static void vocab_reads_words_loosely_and_writes_them_strictly(void **state)
{
        int value = -1;

        (void)state;
        assert_int_equal(vocab_parse(VOCAB_CERTAINTY, "Very Likely", &value), 0);
        assert_int_equal(value, CERTAINTY_LIKELY);
        assert_int_equal(vocab_parse(VOCAB_EVENT, "AIR RAID", &value), 0);
        assert_int_equal(value, EVENT_AIR_RAID);
        assert_int_equal(vocab_parse(VOCAB_STATUS, "Real", &value), -ENOENT);
        for (int i = 0; i < EVENT_COUNT; i++) {
                assert_int_equal(vocab_parse(VOCAB_EVENT, vocab_word(VOCAB_EVENT, i), &value), 0);
                assert_int_equal(value, i);
                assert_non_null(strstr(vocab_words(VOCAB_EVENT), vocab_word(VOCAB_EVENT, i)));
        }
}

static void graphemes_stay_whole(void **state)
{
        struct arena *a = arena_new();
        const char *family = "👨‍👩‍👧", *flag = "🇺🇦", *thumb = "👍🏽";
        char heap[2 * 200 + 2] = "e";

        (void)state;
        assert_int_equal(text_grapheme("ab", 2), 1);
        assert_int_equal(text_grapheme("", 0), 0);
        assert_int_equal(text_grapheme(family, strlen(family)), strlen(family));
        assert_int_equal(text_grapheme(thumb, strlen(thumb)), strlen(thumb));
        assert_int_equal(text_grapheme("🇺🇦🇺🇦", 16), strlen(flag));
        assert_int_equal(text_grapheme("e\u0301x", 4), 3);
        assert_int_equal(text_grapheme("\xff\xff", 2), 1);
        for (int i = 0; i < 200; i++)
                strcat(heap, "\u0301");
        assert_true(text_grapheme(heap, strlen(heap)) < 70); /* a heap of marks is no one character */
        assert_string_equal(text_shorten(a, "ab👨‍👩‍👧cdefgh", 7), "ab…");
        assert_string_equal(text_shorten(a, "ab👨‍👩‍👧cdefgh", 8), "ab👨‍👩‍👧…");
        assert_string_equal(text_shorten(a, "a🇺🇦🇺🇦🇺🇦", 5), "a🇺🇦…");
        arena_free(a);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
            cmocka_unit_test(graphemes_stay_whole),
            cmocka_unit_test(timestamp_reads_what_the_world_writes),
            cmocka_unit_test(timestamp_refuses_what_is_not_a_time),
            cmocka_unit_test(timestamp_writes_rfc_3339_and_spans),
            cmocka_unit_test(text_folds_names),
            cmocka_unit_test(text_cuts_on_characters),
            cmocka_unit_test(text_cleans_what_reports_hold),
            cmocka_unit_test(digest_matches_known_values),
            cmocka_unit_test(file_refuses_links_fifos_and_large_files),
            cmocka_unit_test(file_reads_secrets),
            cmocka_unit_test(arena_and_buffer_grow),
            cmocka_unit_test(a_large_array_keeps_what_it_holds),
            cmocka_unit_test(vocab_reads_words_loosely_and_writes_them_strictly),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
