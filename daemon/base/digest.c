#include "base/digest.h"

#include <errno.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void to_hex(const unsigned char *bytes, size_t n, char *out)
{
        static const char digits[] = "0123456789abcdef";

        for (size_t i = 0; i < n; i++) {
                out[2 * i] = digits[bytes[i] >> 4];
                out[2 * i + 1] = digits[bytes[i] & 15];
        }
        out[2 * n] = 0;
}

static EVP_MD *sha256;

static void fetch_sha256(void)
{
        sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
        if (!sha256)
                abort();
}

/* OpenSSL looks for the implementation of EVP_sha256() at each use, which takes longer than to digest a report. */
static const EVP_MD *get_sha256(void)
{
        static pthread_once_t once = PTHREAD_ONCE_INIT;

        pthread_once(&once, fetch_sha256);
        return sha256;
}

void digest_sha256_hex(const void *data, size_t size, char out[static DIGEST_HEX])
{
        unsigned char sum[EVP_MAX_MD_SIZE];
        unsigned n = 0;

        if (!EVP_Digest(data, size, sum, &n, get_sha256(), NULL))
                abort();
        to_hex(sum, n, out);
}

void digest_parts_hex(const char *const parts[], size_t n, char out[static DIGEST_HEX])
{
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        unsigned char sum[EVP_MAX_MD_SIZE];
        unsigned size = 0;

        if (!context || !EVP_DigestInit_ex(context, get_sha256(), NULL))
                abort();
        for (size_t i = 0; i < n; i++) {
                uint64_t length = strlen(parts[i]);
                EVP_DigestUpdate(context, &length, sizeof length);
                EVP_DigestUpdate(context, parts[i], length);
        }
        EVP_DigestFinal_ex(context, sum, &size);
        EVP_MD_CTX_free(context);
        to_hex(sum, size, out);
}

char *digest_hmac_base64(struct arena *a, const void *key, size_t key_size, const void *data, size_t size)
{
        unsigned char sum[EVP_MAX_MD_SIZE];
        unsigned n = 0;
        char *text = arena_alloc(a, 4 * ((EVP_MAX_MD_SIZE + 2) / 3) + 1);

        if (!HMAC(get_sha256(), key, (int)key_size, data, size, sum, &n))
                abort();
        EVP_EncodeBlock((unsigned char *)text, sum, (int)n);
        return text;
}

int digest_base64_decode(struct arena *a, const char *text, void **ret, size_t *ret_size)
{
        size_t size = strlen(text);
        unsigned char *out;
        int n;

        if (size == 0 || size % 4 || size > INT32_MAX)
                return -EINVAL;
        out = arena_alloc(a, size / 4 * 3 + 1);
        n = EVP_DecodeBlock(out, (const unsigned char *)text, (int)size);
        if (n < 0)
                return -EINVAL;
        *ret = out;
        *ret_size = (size_t)n - (text[size - 1] == '=') - (text[size - 2] == '=');
        return 0;
}

char *digest_random_hex(struct arena *a, size_t n)
{
        unsigned char *bytes = arena_alloc(a, n);
        char *text = arena_alloc(a, 2 * n + 1);

        if (RAND_bytes(bytes, (int)n) != 1)
                abort();
        to_hex(bytes, n, text);
        return text;
}
