/* plural: which form of a word goes with a number, by rules that are data (a part of the syntax of Unicode CLDR, for whole
 * numbers): "n % 10 = 2..4 and n % 100 != 12..14". `and` binds before `or`; after `=` or `!=` stand numbers and ranges
 * between commas. */
#pragma once

/* 1: it holds for n; 0: it does not; -EINVAL: this is no rule. */
int plural_holds(const char *rule, unsigned long n);
