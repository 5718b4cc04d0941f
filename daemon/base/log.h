/* log: one line for an operator, with fields that the journal can be searched by.
 *
 * Under systemd the line goes to the journal with its fields (sd_journal_send), else to standard error, in
 * colour on a terminal. Only main, pipeline and the owners of connections log; library code returns its
 * problem instead. */
#pragma once

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_NOTICE, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Chooses journal or standard error. Safe to call more than once. */
void log_open(enum log_level most);
/* "error", "warning", "notice", "info", "debug" -> level; -EINVAL. */
int log_level_parse(const char *word, enum log_level *ret);

/* `fields` is NULL or a NULL-terminated list of "NAME=value" strings (upper case, digits, underscore), for
 * example REPORT=, SOURCE=, INCIDENT=, DELIVERY=, SUBSCRIBER=, CHANNEL=. */
void log_fields(enum log_level level, const char *const fields[], const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#define log_error(...)   log_fields(LOG_LEVEL_ERROR, (const char *const *)0, __VA_ARGS__)
#define log_warning(...) log_fields(LOG_LEVEL_WARNING, (const char *const *)0, __VA_ARGS__)
#define log_notice(...)  log_fields(LOG_LEVEL_NOTICE, (const char *const *)0, __VA_ARGS__)
#define log_info(...)    log_fields(LOG_LEVEL_INFO, (const char *const *)0, __VA_ARGS__)
#define log_debug(...)   log_fields(LOG_LEVEL_DEBUG, (const char *const *)0, __VA_ARGS__)
