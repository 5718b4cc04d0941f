/* command: an operator's own program that carries a message: started without a shell, or reached through a socket.
 *
 * It gets the message, JSON, on its standard input, and nothing else of ours: no open files, a working folder of /, an
 * environment of PATH, LANG and what the message says in a few words (SIREND_ID, SIREND_CHANNEL, SIREND_ADDRESS, SIREND_TYPE,
 * SIREND_EVENT, SIREND_SEVERITY, SIREND_STATUS, SIREND_SOUND, SIREND_HEADLINE, control characters made spaces). Its standard
 * output goes nowhere; of its standard error the first line is its answer. It leads a process group of its own. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "send/transport.h"

/* Starts it. `*ret_answer` is the pipe that its standard error comes out of, not blocking; the caller closes it, and
 * ends the group with command_end(). Where the channel has a user, it runs as that one, which only root can do. */
int command_start(const struct transport_job *job, pid_t *ret_pid, int *ret_answer);
/* Connects to the channel's socket and says the message; the other side's answer comes out of `*ret_answer`. */
int command_connect(const struct transport_job *job, int *ret_answer);

/* What an exit status means (sysexits.h): 0 delivered, 75 later, else never. */
enum transport_verdict command_verdict(int status);
/* What a socket's service said: a line "STATUS text". False where it is none; `*ret_text` points into it. */
bool command_read_status(const char *line, int *ret_status, const char **ret_text);
