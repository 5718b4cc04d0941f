#include "send/signature.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"

#define PREFIX "whsec_"

void signature_make(const char *secret, const char *id, long long second, const char *body, size_t size,
                    char out[static SIGNATURE_ROOM])
{
        struct arena *a = arena_new();
        struct buffer text = {0};
        void *key = NULL;
        size_t key_size = 0;

        if (strncmp(secret, PREFIX, strlen(PREFIX)) != 0 ||
            digest_base64_decode(a, secret + strlen(PREFIX), &key, &key_size) < 0) {
                key = arena_strdup(a, secret);
                key_size = strlen(secret);
        }
        buffer_printf(&text, "%s.%lld.", id, second);
        buffer_add(&text, body, size);
        snprintf(out, SIGNATURE_ROOM, "v1,%s", digest_hmac_base64(a, key, key_size, text.data, text.size));
        buffer_done(&text);
        arena_free(a);
}
