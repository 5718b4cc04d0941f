#include "send/mqtt_tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

struct mqtt_tls {
        SSL_CTX *context;
        const char *name; /* for SNI; NULL where the host is an address */
        const char *problem;
};

/* Keeps the first reason: it is the cause, the rest follow from it. */
static int on_verify(int good, X509_STORE_CTX *store)
{
        const SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
        struct mqtt_tls *t = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));

        if (!good && !t->problem)
                t->problem = X509_verify_cert_error_string(X509_STORE_CTX_get_error(store));
        return good;
}

/* libmosquitto has put the address into SNI, where no address may stand (RFC 6066 section 3). */
static void on_progress(const SSL *ssl, int where, int value)
{
        struct mqtt_tls *t = SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));

        (void)value;
        if (where & SSL_CB_HANDSHAKE_START)
                SSL_ctrl((SSL *)(uintptr_t)ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                         (void *)(uintptr_t)t->name); /* the macro for it casts const away */
}

/* A key file with a passphrase must not make the daemon ask the terminal. */
static int no_passphrase(char *out, int room, int writing, void *user)
{
        (void)out;
        (void)room;
        (void)writing;
        (void)user;
        return 0;
}

static int fail(struct problem *why, const char *what, const char *file)
{
        char text[160];

        ERR_error_string_n(ERR_get_error(), text, sizeof text);
        ERR_clear_error();
        return problem_set(why, -EINVAL, "%s%s%s: %s", what, file ? " " : "", file ? file : "", text);
}

static int load_authorities(SSL_CTX *c, const struct mqtt_options *o, struct problem *why)
{
        if (o->ca_file && SSL_CTX_load_verify_file(c, o->ca_file) != 1)
                return fail(why, "cannot use the authorities in", o->ca_file);
        if (o->ca_path && SSL_CTX_load_verify_dir(c, o->ca_path) != 1)
                return fail(why, "cannot use the authorities in", o->ca_path);
        if (!o->ca_file && !o->ca_path && SSL_CTX_set_default_verify_paths(c) != 1)
                return fail(why, "cannot use the system's authorities", NULL);
        return 0;
}

static int load_ourselves(SSL_CTX *c, const struct mqtt_options *o, struct problem *why)
{
        const char *key = o->key_file ? o->key_file : o->cert_file;

        if (!o->cert_file)
                return 0;
        SSL_CTX_set_default_passwd_cb(c, no_passphrase);
        if (SSL_CTX_use_certificate_chain_file(c, o->cert_file) != 1)
                return fail(why, "cannot use the certificate", o->cert_file);
        if (SSL_CTX_use_PrivateKey_file(c, key, SSL_FILETYPE_PEM) != 1 || SSL_CTX_check_private_key(c) != 1)
                return fail(why, "cannot use the key", key);
        return 0;
}

static int expect_host(struct mqtt_tls *t, const char *host, struct problem *why)
{
        X509_VERIFY_PARAM *p = SSL_CTX_get0_param(t->context);
        unsigned char address[16];
        int ok;

        if (inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1) {
                ok = X509_VERIFY_PARAM_set1_ip_asc(p, host);
        } else {
                t->name = host;
                X509_VERIFY_PARAM_set_hostflags(p, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
                ok = X509_VERIFY_PARAM_set1_host(p, host, 0);
        }
        return ok == 1 ? 0 : fail(why, "cannot check the certificate of", host);
}

int mqtt_tls_new(const struct mqtt_options *options, struct mqtt_tls **ret, struct problem *why)
{
        struct mqtt_tls *t = calloc(1, sizeof *t);
        int r;

        if (!t || !(t->context = SSL_CTX_new(TLS_client_method()))) {
                free(t);
                return fail(why, "cannot set up TLS", NULL);
        }
        SSL_CTX_set_app_data(t->context, t);
        SSL_CTX_set_min_proto_version(t->context, TLS1_2_VERSION);
        SSL_CTX_set_verify(t->context, SSL_VERIFY_PEER, on_verify);
        SSL_CTX_set_info_callback(t->context, on_progress);
        r = load_authorities(t->context, options, why);
        if (r == 0)
                r = load_ourselves(t->context, options, why);
        if (r == 0)
                r = expect_host(t, options->host, why);
        if (r < 0) {
                mqtt_tls_free(t);
                return r;
        }
        *ret = t;
        return 0;
}

void mqtt_tls_free(struct mqtt_tls *t)
{
        if (!t)
                return;
        SSL_CTX_free(t->context);
        free(t);
}

void *mqtt_tls_context(struct mqtt_tls *t)
{
        return t->context;
}

const char *mqtt_tls_problem(const struct mqtt_tls *t)
{
        return t->problem;
}
