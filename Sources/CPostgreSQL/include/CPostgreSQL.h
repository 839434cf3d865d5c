/* PostgreSQL's client library, which is opened when the first store at a postgres:// address is.
 *
 * This is the only unit that knows libpq. It doesn't link it: what is used of it is declared in libpq.h and looked up with
 * dlopen, so that a program whose stores are files neither loads nor needs it. Each function PQname is called as pq_name;
 * libpq's manual says what it does. None may be called before pq_load succeeded.
 */
#ifndef CPOSTGRESQL_H
#define CPOSTGRESQL_H

#include <stddef.h>

#include "libpq.h"

/* Opens the library. Returns NULL, or what is missing in the words of the system. Not safe to call twice at once. */
const char * pq_load(void);

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef struct pg_cancel PGcancel;
typedef unsigned int Oid;

/* Enumerations are passed as the int that their values fit in. */
typedef int ConnStatusType, ExecStatusType, PostgresPollingStatusType, PGTransactionStatusType, PGVerbosity;
typedef void (*PQnoticeProcessor)(void *, const char *);

/* Takes the server's notices, which libpq would print to stderr, and does nothing. */
void pq_ignore(void * context, const char *notice);

#define PQ_CONSTANT(name, value) name = value,
enum { PQ_CONSTANTS(PQ_CONSTANT) };
#undef PQ_CONSTANT

#define PQ_POINTER(result, name, parameters, arguments) result(*name) parameters;
extern struct pq_api {
    PQ_FUNCTIONS(PQ_POINTER)
} pq_api;
#undef PQ_POINTER

#define PQ_CALL(result, name, parameters, arguments) \
    static inline result pq_##name parameters { return pq_api.name arguments; }
PQ_FUNCTIONS(PQ_CALL)
#undef PQ_CALL

#endif
