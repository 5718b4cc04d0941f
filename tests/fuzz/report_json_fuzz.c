#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Through report_decode(), so that what it tells apart is covered as well. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        return fuzz_read(report_decode, data, size);
}
