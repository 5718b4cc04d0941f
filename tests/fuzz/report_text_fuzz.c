#include "fuzz.h"
#include "report/report_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The text reader itself, also with what would not reach it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        return fuzz_read(report_text_read, data, size);
}
