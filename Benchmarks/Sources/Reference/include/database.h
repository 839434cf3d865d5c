/* What the store is measured against: the same statements, given to SQLite by nothing but its own functions. */
#ifndef DATABASE_H
#define DATABASE_H

#include <stdint.h>

#pragma clang assume_nonnull begin

/// A connection with a write-ahead log, every commit of which is on disk before it returns, and foreign keys that hold.
typedef struct database database;

/// `NULL` where the file can't be opened.
database *_Nullable database_open(const char *path);
void database_close(database *database);

/// What SQLite said last.
const char *database_error(database *database);

/// Runs statements that answer with nothing; 0 where that went well.
int database_run(database *database, const char *statements);

/// The text in the first column of the first row; `NULL` where there is none. It is the caller's to free.
char *_Nullable database_text(database *database, const char *query);

/// Runs a query to its end, copies every column of every row, and answers how many rows there were; -1 for a refusal.
/// The statement stays prepared for the next time.
long database_read(database *database, const char *query);

/// A value of a row: a text where there is one, else a number.
typedef struct {
    const char *_Nullable text;
    int64_t number;
} database_value;

/// A statement, and what it is given for ?3 and on.
typedef struct {
    const char *text;
    const database_value *values;
    int count;
} database_statement;

/// Commits `commits` times, each time after running all statements `rows` times; 0 where that went well. In a statement ?2
/// is the number of the time, counted from `first`, and ?1 a text of 36 characters made of it. The statements stay prepared.
int database_write(
    database *database, const database_statement *statements, int count, int rows, int commits, int64_t first);

/// Syncs of files to disk that this process has asked the system for, whoever in it did.
int64_t database_syncs(void);

#pragma clang assume_nonnull end
#endif
