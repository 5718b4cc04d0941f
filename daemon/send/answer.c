#include "send/answer.h"

#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/text.h"
#include "send/escape.h"
#include "send/format.h"

#define READ_MOST    65536 /* after that the connection is not worth keeping */
#define STARS        "***"
#define SECRET_LEAST 6 /* shorter things are not secrets, and replacing them would eat the text */
#define URL_PART     12

void answer_reset(struct answer *a)
{
        a->size = a->seen = 0;
        a->text[0] = 0;
}

bool answer_add(struct answer *a, const char *data, size_t size)
{
        size_t room = sizeof a->text - 1 - a->size, fits = room < size ? room : size;

        memcpy(a->text + a->size, data, fits);
        a->size += fits;
        a->text[a->size] = 0;
        a->seen += size;
        return a->seen <= READ_MOST;
}

void answer_set(struct answer *a, const char *text)
{
        answer_reset(a);
        answer_add(a, text, strlen(text));
}

/* Control characters and broken UTF-8 would end up on terminals and in databases. */
static void make_text(struct answer *a)
{
        size_t good = 0;

        for (size_t i = 0; i < a->size; i++)
                if ((unsigned char)a->text[i] < 0x20 || a->text[i] == 0x7f)
                        a->text[i] = ' ';
        while ((good += text_valid(a->text + good, a->size - good)) < a->size)
                a->text[good] = '?';
        a->size = text_cut(a->text, a->size, ANSWER_KEPT);
        while (a->size > 0 && a->text[a->size - 1] == ' ')
                a->size--;
        a->text[a->size] = 0;
}

static void hide(struct answer *a, const char *secret, size_t size)
{
        char *at = a->text;

        if (size < SECRET_LEAST)
                return;
        while ((at = memmem(at, a->size - (size_t)(at - a->text), secret, size))) {
                char *after = at + size, *end = a->text + a->size;

                memcpy(at, STARS, strlen(STARS));
                memmove(at + strlen(STARS), after, (size_t)(end - after) + 1);
                a->size -= size - strlen(STARS);
                at += strlen(STARS);
        }
}

/* Whole, and the key alone. */
static void hide_secret(struct answer *a, const char *secret)
{
        const char *key = strchr(secret, '_');

        hide(a, secret, strlen(secret));
        if (key)
                hide(a, key + 1, strlen(key + 1));
}

/* "Authorization: Bearer abc": the whole value, and its last word. */
static void hide_header(struct answer *a, const char *line)
{
        const char *value = strchr(line, ':'), *word;

        if (!value || strncasecmp(line, "Content-Type:", 13) == 0 || strncasecmp(line, "Accept:", 7) == 0)
                return;
        value += 1 + strspn(value + 1, " \t");
        hide(a, value, strlen(value));
        word = strrchr(value, ' ');
        if (word)
                hide(a, word + 1, strlen(word + 1));
}

/* Chats put their keys into the path or the query; user and password stand before the host. */
static void hide_url(struct answer *a, const char *url)
{
        const char *host = strstr(url, "://"), *rest, *at;

        host = host ? host + 3 : url;
        rest = host + strcspn(host, "/?#");
        at = memrchr(host, '@', (size_t)(rest - host));
        for (const char *p = host; at && p < at;) {
                size_t n = strcspn(p, ":@");

                hide(a, p, n);
                p += n + 1;
        }
        while (*rest) {
                size_t n;

                rest += strspn(rest, "/?&=#");
                n = strcspn(rest, "/?&=#");
                if (n >= URL_PART)
                        hide(a, rest, n);
                rest += n;
        }
}

/* As it is, and as it stands in a URL, which a page about an error may quote. */
static void hide_value(struct answer *a, const char *value)
{
        struct buffer encoded = {0};

        hide(a, value, strlen(value));
        escape_add(&encoded, ESCAPE_URL, value);
        if (encoded.size > 0)
                hide(a, encoded.data, encoded.size);
        buffer_done(&encoded);
}

const char *answer_text(struct answer *a, const struct channel *channel)
{
        if (a->size == 0)
                return a->text;
        if (channel->secret)
                hide_secret(a, channel->secret);
        for (size_t i = 0; i < channel->n_headers; i++)
                hide_header(a, channel->headers[i]);
        if (channel->url)
                hide_url(a, channel->url);
        if (channel->proxy)
                hide_url(a, channel->proxy);
        for (size_t i = 0; channel->format && i < channel->format->n_keys; i++)
                if (channel->secrets & UINT64_C(1) << i && channel->values[i])
                        hide_value(a, channel->values[i]);
        make_text(a);
        return a->text;
}
