/* signature: of a webhook, by the Standard Webhooks specification 1.0.0: what the receiver checks with the
 * same secret. */
#pragma once

#include <stddef.h>

#define SIGNATURE_ROOM 64

/* "v1," and the Base64 of HMAC-SHA-256 over "id.second.body", NUL-terminated. The key is what follows
 * "whsec_" in `secret`, decoded; a secret without it, or whose rest is not Base64, is taken as its bytes. */
void signature_make(const char *secret, const char *id, long long second, const char *body, size_t size,
                    char out[static SIGNATURE_ROOM]);
