/* text_hash: the hash of words, in the reader's tables. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* FNV-1a with a final mix: words are short, and the low bits choose the bucket. */
static inline uint32_t text_hash(const char *s, size_t size)
{
        uint32_t h = 2166136261u;

        for (size_t i = 0; i < size; i++)
                h = (h ^ (unsigned char)s[i]) * 16777619u;
        h ^= h >> 15;
        h *= 0x85ebca6bu;
        return h ^ h >> 13;
}
