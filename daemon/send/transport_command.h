/* transport_command: messages through an operator's own program (command.h): an SMS modem, a LoRa node, a siren's relay.
 *
 * Exit status 0 is delivered, 75 (EX_TEMPFAIL) later, every other one never; an end by a signal, a program that cannot be
 * started and one that takes longer than the channel's timeout are later. The first line of its standard error is
 * the answer. When its time is up its process group gets SIGTERM, and SIGKILL two seconds later; what it has left
 * running in its group ends with it. At most the channel's `connections` run at once.
 *
 * With a socket in the place of the command a service of its own does the work (for systemd: Accept=yes), which
 * answers with one line, "STATUS text". */
#pragma once

#include "send/transport.h"

int transport_command_start(sd_event *event, transport_done done, void (*ready)(void *), void *context,
                            struct transport **ret);
