/* What is used of libpq: a list of constants and a list of functions, without the PQ that their names begin with.
 *
 * A test compiles both lists against the library's own header, which proves that they say the same.
 */
#ifndef LIBPQ_H
#define LIBPQ_H

#define PQ_CONSTANTS(CONSTANT) \
    CONSTANT(CONNECTION_OK, 0) \
    CONSTANT(CONNECTION_BAD, 1) \
    CONSTANT(PGRES_POLLING_FAILED, 0) \
    CONSTANT(PGRES_POLLING_READING, 1) \
    CONSTANT(PGRES_POLLING_WRITING, 2) \
    CONSTANT(PGRES_POLLING_OK, 3) \
    CONSTANT(PGRES_COMMAND_OK, 1) \
    CONSTANT(PGRES_TUPLES_OK, 2) \
    CONSTANT(PGRES_COPY_IN, 4) \
    CONSTANT(PGRES_SINGLE_TUPLE, 9) \
    CONSTANT(PGRES_PIPELINE_SYNC, 10) \
    CONSTANT(PGRES_PIPELINE_ABORTED, 11) \
    CONSTANT(PQTRANS_IDLE, 0) \
    CONSTANT(PQTRANS_UNKNOWN, 4) \
    CONSTANT(PQERRORS_VERBOSE, 2) \
    CONSTANT(PG_DIAG_SQLSTATE, 'C') \
    CONSTANT(PG_DIAG_MESSAGE_PRIMARY, 'M') \
    CONSTANT(PG_DIAG_MESSAGE_DETAIL, 'D') \
    CONSTANT(PG_DIAG_TABLE_NAME, 't') \
    CONSTANT(PG_DIAG_COLUMN_NAME, 'c') \
    CONSTANT(PG_DIAG_CONSTRAINT_NAME, 'n')

#define PQ_FUNCTIONS(FUNCTION) \
    FUNCTION(PGconn *, connectStartParams, \
        (const char *const *keywords, const char *const *values, int expand_dbname), \
        (keywords, values, expand_dbname)) \
    FUNCTION(PostgresPollingStatusType, connectPoll, (PGconn *c), (c)) \
    FUNCTION(ConnStatusType, status, (const PGconn *c), (c)) \
    FUNCTION(int, socket, (const PGconn *c), (c)) \
    FUNCTION(char *, errorMessage, (const PGconn *c), (c)) \
    FUNCTION(int, serverVersion, (const PGconn *c), (c)) \
    FUNCTION(PGVerbosity, setErrorVerbosity, (PGconn *c, PGVerbosity verbosity), (c, verbosity)) \
    FUNCTION(PQnoticeProcessor, setNoticeProcessor, \
        (PGconn *c, PQnoticeProcessor processor, void *context), (c, processor, context)) \
    FUNCTION(PGTransactionStatusType, transactionStatus, (const PGconn *c), (c)) \
    FUNCTION(void, finish, (PGconn *c), (c)) \
    FUNCTION(int, enterPipelineMode, (PGconn *c), (c)) \
    FUNCTION(int, exitPipelineMode, (PGconn *c), (c)) \
    FUNCTION(int, pipelineSync, (PGconn *c), (c)) \
    FUNCTION(int, consumeInput, (PGconn *c), (c)) \
    FUNCTION(int, setSingleRowMode, (PGconn *c), (c)) \
    FUNCTION(int, sendPrepare, \
        (PGconn *c, const char *name, const char *sql, int count, const Oid *types), \
        (c, name, sql, count, types)) \
    FUNCTION(int, sendQueryPrepared, \
        (PGconn *c, const char *name, int count, const char *const *values, \
         const int *lengths, const int *formats, int result_format), \
        (c, name, count, values, lengths, formats, result_format)) \
    FUNCTION(int, sendQueryParams, \
        (PGconn *c, const char *sql, int count, const Oid *types, \
         const char *const *values, const int *lengths, const int *formats, \
         int result_format), \
        (c, sql, count, types, values, lengths, formats, result_format)) \
    FUNCTION(PGresult *, getResult, (PGconn *c), (c)) \
    FUNCTION(PGresult *, exec, (PGconn *c, const char *sql), (c, sql)) \
    FUNCTION(int, putCopyData, (PGconn *c, const char *data, int size), (c, data, size)) \
    FUNCTION(int, putCopyEnd, (PGconn *c, const char *error), (c, error)) \
    FUNCTION(ExecStatusType, resultStatus, (const PGresult *r), (r)) \
    FUNCTION(char *, resultErrorMessage, (const PGresult *r), (r)) \
    FUNCTION(char *, resultErrorField, (const PGresult *r, int field), (r, field)) \
    FUNCTION(int, ntuples, (const PGresult *r), (r)) \
    FUNCTION(int, nfields, (const PGresult *r), (r)) \
    FUNCTION(char *, fname, (const PGresult *r, int column), (r, column)) \
    FUNCTION(Oid, ftype, (const PGresult *r, int column), (r, column)) \
    FUNCTION(char *, getvalue, (const PGresult *r, int row, int column), (r, row, column)) \
    FUNCTION(int, getlength, (const PGresult *r, int row, int column), (r, row, column)) \
    FUNCTION(int, getisnull, (const PGresult *r, int row, int column), (r, row, column)) \
    FUNCTION(char *, cmdStatus, (PGresult *r), (r)) \
    FUNCTION(char *, cmdTuples, (PGresult *r), (r)) \
    FUNCTION(void, clear, (PGresult *r), (r)) \
    FUNCTION(PGcancel *, getCancel, (PGconn *c), (c)) \
    FUNCTION(int, cancel, (PGcancel *handle, char *error, int size), (handle, error, size)) \
    FUNCTION(void, freeCancel, (PGcancel *handle), (handle))

#endif
