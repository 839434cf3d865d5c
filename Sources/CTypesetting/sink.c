#include "sink.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* FNV-1a's first value and prime for 128 bits. */
static const unsigned __int128 first = (unsigned __int128)0x6c62272e07bb0142u << 64 | 0x62b821756295c58du;
static const unsigned __int128 prime = (unsigned __int128)1 << 88 | 0x13b;

void ct_sink_open(struct ct_sink *sink, int descriptor) {
    sink->descriptor = descriptor;
    sink->error = 0;
    sink->count = 0;
    sink->digest = first;
}

bool ct_sink_flush(struct ct_sink *sink) {
    for (size_t i = 0; i < sink->count; i++) sink->digest = (sink->digest ^ sink->bytes[i]) * prime;
    for (size_t sent = 0; sent < sink->count && sink->error == 0;) {
        ssize_t taken = write(sink->descriptor, sink->bytes + sent, sink->count - sent);
        if (taken >= 0) sent += (size_t)taken;
        else if (errno != EINTR) sink->error = errno;
    }
    sink->count = 0;
    return sink->error == 0;
}

bool ct_sink_write(struct ct_sink *sink, const unsigned char *bytes, size_t count) {
    while (count > 0) {
        size_t room = sizeof sink->bytes - sink->count;
        size_t part = count < room ? count : room;
        memcpy(sink->bytes + sink->count, bytes, part);
        sink->count += part;
        bytes += part;
        count -= part;
        if (sink->count == sizeof sink->bytes && !ct_sink_flush(sink)) return false;
    }
    return sink->error == 0;
}
