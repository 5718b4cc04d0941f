#include "fuzz.h"
#include "report/report_cap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The CAP reader itself, also with what would not reach it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        return fuzz_read(report_cap_read, data, size);
}
