/* file: whole files in and out, safely. */
#pragma once

#include <stddef.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/problem.h"

/* Reads a regular file relative to `dir` (AT_FDCWD for paths as they are) without following a link in the
 * last component and without blocking on FIFOs or devices. The bytes get a NUL after them that `*ret_size`
 * does not count. -ELOOP: a symbolic link; -EINVAL: not a regular file; -EFBIG: larger than `limit`; else
 * what the system says. */
int file_read_at(int dir, const char *name, size_t limit, struct arena *a, char **ret_data, size_t *ret_size,
                 struct stat *ret_stat /* may be NULL */);

/* The same for configuration: links are followed, and the problem names the file. */
int file_read(const char *path, size_t limit, struct arena *a, char **ret_data, size_t *ret_size,
              struct problem *why);

/* A secret: first line of a file, without its end. -EINVAL with a reason where it is empty or holds control
 * characters. */
int file_read_secret(const char *path, struct arena *a, char **ret, struct problem *why);

/* Writes, flushes, fsyncs, closes, renames over `name`, fsyncs the directory: afterwards the file is whole or
 * absent. */
int file_write_at(int dir, const char *name, const void *data, size_t size, mode_t mode);
