#include "send/guard.h"

#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "send/address.h"

static curl_socket_t on_open(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
        bool *refused = user;

        (void)purpose;
        if (address_is_public(&address->addr))
                return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
        *refused = true;
        return CURL_SOCKET_BAD;
}

/* Whose connection is used again need not have been as careful. */
static int on_request(void *user, char *peer, char *local, int peer_port, int local_port)
{
        bool *refused = user;

        (void)local;
        (void)peer_port;
        (void)local_port;
        if (address_text_is_public(peer))
                return CURL_PREREQFUNC_OK;
        *refused = true;
        return CURL_PREREQFUNC_ABORT;
}

static bool is_localhost(const char *host)
{
        static const char name[] = "localhost";
        size_t size = strlen(host);

        if (size > 0 && host[size - 1] == '.')
                size--;
        return size >= strlen(name) && strncasecmp(host + size - strlen(name), name, strlen(name)) == 0 &&
               (size == strlen(name) || host[size - strlen(name) - 1] == '.');
}

/* As far as that can be told without looking it up. libcurl writes 0x7f000001 as 127.0.0.1. */
static bool is_private_host(char *host)
{
        size_t size = strlen(host);

        if (size > 2 && host[0] == '[') {
                host[size - 1] = 0;
                return !address_text_is_public(host + 1);
        }
        if (size > 0 && host[strspn(host, "0123456789.")] == 0)
                return !address_text_is_public(host);
        return is_localhost(host);
}

static bool host_is_private(const char *url)
{
        CURLU *u = curl_url();
        char *host = NULL;
        bool private = true; /* what cannot be read is not sent either */

        if (u && curl_url_set(u, CURLUPART_URL, url, 0) == CURLUE_OK &&
            curl_url_get(u, CURLUPART_HOST, &host, 0) == CURLUE_OK)
        private = is_private_host(host);
        curl_free(host);
        curl_url_cleanup(u);
        return private;
}

static curl_socket_t on_open_none(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
        (void)purpose;
        (void)address;
        *(bool *)user = true;
        return CURL_SOCKET_BAD;
}

static int on_request_none(void *user, char *peer, char *local, int peer_port, int local_port)
{
        (void)peer;
        (void)local;
        (void)peer_port;
        (void)local_port;
        *(bool *)user = true;
        return CURL_PREREQFUNC_ABORT;
}

void guard_set(CURL *easy, const struct channel *c, const char *url, bool *refused)
{
        bool never = c->public_only && c->proxy && host_is_private(url);

        *refused = false;
        if (!c->public_only || (c->proxy && !never))
                return;
        curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, never ? on_open_none : on_open);
        curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, refused);
        curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, never ? on_request_none : on_request);
        curl_easy_setopt(easy, CURLOPT_PREREQDATA, refused);
}
