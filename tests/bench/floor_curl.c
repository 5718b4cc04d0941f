/* Posting and nothing else: floor_curl PORT N ADDRESSES WIDTH. N bodies of 600 bytes by one curl_multi loop
 * to PORT of 127.0.0.1 to 127.0.0.ADDRESSES, at most WIDTH at once to each. Says posts a second. */
#include <curl/curl.h>

#include "bench.h"

static char body[601];

static size_t ignore(char *data, size_t size, size_t n, void *user)
{
        (void)data;
        (void)user;
        return size * n;
}

static CURL *new_transfer(const char *url, struct curl_slist *headers)
{
        CURL *e = curl_easy_init();

        curl_easy_setopt(e, CURLOPT_URL, url);
        curl_easy_setopt(e, CURLOPT_POSTFIELDS, body);
        curl_easy_setopt(e, CURLOPT_POSTFIELDSIZE, 600L);
        curl_easy_setopt(e, CURLOPT_HTTPHEADER, headers);
        curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, ignore);
        curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
        return e;
}

/* Ended ones start again, until `n` were started. */
static void reap(CURLM *m, long *started, long *ended, long n)
{
        CURLMsg *message;
        int left;

        while ((message = curl_multi_info_read(m, &left))) {
                CURL *e = message->easy_handle;

                must(message->msg == CURLMSG_DONE && message->data.result == CURLE_OK, "posting");
                (*ended)++;
                curl_multi_remove_handle(m, e);
                if (*started < n) {
                        (*started)++;
                        curl_multi_add_handle(m, e);
                }
        }
}

int main(int argc, char **argv)
{
        long n, addresses, width, started = 0, ended = 0;
        struct curl_slist *headers;
        int64_t start;
        CURLM *m;

        if (argc != 5)
                return 2;
        n = atol(argv[2]);
        addresses = atol(argv[3]);
        width = atol(argv[4]);
        memset(body, 'w', 600);
        memcpy(body, "EVT-00000001", 12);
        curl_global_init(CURL_GLOBAL_ALL);
        headers = curl_slist_append(curl_slist_append(NULL, "Content-Type: application/json"), "Expect:");
        m = curl_multi_init();
        curl_multi_setopt(m, CURLMOPT_MAXCONNECTS, 2 * addresses * width);
        start = now_ns();
        for (long i = 0; i < addresses * width && started < n; i++, started++) {
                char url[64];

                snprintf(url, sizeof url, "http://127.0.0.%ld:%s/hook", 1 + i % addresses, argv[1]);
                curl_multi_add_handle(m, new_transfer(url, headers));
        }
        while (ended < n) {
                int running;

                curl_multi_perform(m, &running);
                reap(m, &started, &ended, n);
                if (ended < n && running)
                        curl_multi_poll(m, NULL, 0, 100, NULL);
        }
        printf("%.0f\n", (double)n * 1e9 / (double)(now_ns() - start));
        return 0;
}
