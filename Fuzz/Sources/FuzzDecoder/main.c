#include <stddef.h>
#include <stdint.h>

int compra_fuzz_decoder(const uint8_t *bytes, size_t count);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) { return compra_fuzz_decoder(bytes, count); }
