#include "report/report_encoding.h"

#include <endian.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <strings.h>

/* Which ones; the C library knows what they mean. Others, above all those with several bytes, stay refused.
 */
static bool accepted(const char *name)
{
        static const char *const names[] = {
            "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1257",
            "cp1251",       "cp1252",       "koi8-r",       "koi8-u",       "iso-8859-2",   "iso-8859-4",
            "iso-8859-5",   "iso-8859-7",   "iso-8859-9",   "iso-8859-13",  "iso-8859-15",  "cp866",
        };
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
                if (strcasecmp(names[i], name) == 0)
                        return true;
        }
        return false;
}

/* -1, which tells expat that there is no such character, or its number. */
static int decode_byte(iconv_t converter, unsigned char byte)
{
        char in = (char)byte, *from = &in;
        uint32_t character = 0;
        char *to = (char *)&character;
        size_t in_left = 1, out_left = sizeof character;
        iconv(converter, NULL, NULL, NULL, NULL);
        if (iconv(converter, &from, &in_left, &to, &out_left) == (size_t)-1 || out_left > 0)
                return -1;
        return (int)le32toh(character);
}

int report_encoding(void *user, const XML_Char *name, XML_Encoding *ret)
{
        (void)user;
        iconv_t converter = accepted(name) ? iconv_open("UTF-32LE", name) : (iconv_t)-1;
        if (converter == (iconv_t)-1)
                return XML_STATUS_ERROR;
        for (int byte = 0; byte < 256; byte++)
                ret->map[byte] = byte < 128 ? byte : decode_byte(converter, (unsigned char)byte);
        ret->data = NULL;
        ret->convert = NULL;
        ret->release = NULL;
        iconv_close(converter);
        return XML_STATUS_OK;
}
