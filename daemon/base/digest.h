/* digest: SHA-256, HMAC-SHA-256 and Base64 through OpenSSL. */
#pragma once

#include <stddef.h>

#include "base/arena.h"

#define DIGEST_HEX 65 /* 64 lower-case hexadecimal digits and a NUL */

void digest_sha256_hex(const void *data, size_t size, char out[static DIGEST_HEX]);
/* SHA-256 over several parts; each part is preceded by its length, so that ("a","bc") and ("ab","c") differ.
 */
void digest_parts_hex(const char *const parts[], size_t n, char out[static DIGEST_HEX]);
/* HMAC-SHA-256 as Base64 (RFC 4648 section 4). */
char *digest_hmac_base64(struct arena *a, const void *key, size_t key_size, const void *data, size_t size);
/* -EINVAL where it is not Base64. */
int digest_base64_decode(struct arena *a, const char *text, void **ret, size_t *ret_size);
/* `n` random bytes as hexadecimal. */
char *digest_random_hex(struct arena *a, size_t n);
