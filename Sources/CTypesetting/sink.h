/* Where a document's bytes go: a file descriptor, through a buffer, because cairo writes word by word. */
#ifndef SINK_H
#define SINK_H

#include "CTypesetting.h"

struct ct_sink {
    int descriptor;
    int error;  /* errno of the first write that failed */
    size_t count;
    unsigned __int128 digest;
    unsigned char bytes[1 << 16];
};

void ct_sink_open(struct ct_sink *sink, int descriptor);

/* Both return whether everything so far was taken. */
bool ct_sink_write(struct ct_sink *sink, const unsigned char *bytes, size_t count);
bool ct_sink_flush(struct ct_sink *sink);

#endif
