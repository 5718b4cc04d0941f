/* report_encoding: the single-byte encodings that expat does not know itself, for XML that declares them. */
#pragma once

#include <expat.h>

/* An XML_UnknownEncodingHandler. */
int report_encoding(void *user, const XML_Char *name, XML_Encoding *ret);
