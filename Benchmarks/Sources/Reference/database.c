/* SQLite without anything around it: statements are prepared once, bound, stepped and reset. It must never do more than a
 * program would that was written for one purpose, because it is what the store is held against. */
#include "database.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>

enum { most_statements = 32, longest_text = 1 << 16 };

struct database {
    sqlite3 *connection;
    struct { char *text; sqlite3_stmt *statement; } prepared[most_statements];
    int count;
};

database *database_open(const char *path) {
    database *new = calloc(1, sizeof *new);
    if (sqlite3_open(path, &new->connection) || database_run(new,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA foreign_keys = ON;")) {
        database_close(new);
        return NULL;
    }
    return new;
}

void database_close(database *database) {
    for (int i = 0; i < database->count; i++) {
        sqlite3_finalize(database->prepared[i].statement);
        free(database->prepared[i].text);
    }
    sqlite3_close(database->connection);
    free(database);
}

const char *database_error(database *database) { return sqlite3_errmsg(database->connection); }

int database_run(database *database, const char *statements) {
    return sqlite3_exec(database->connection, statements, NULL, NULL, NULL);
}

static sqlite3_stmt *prepare(database *database, const char *text) {
    for (int i = 0; i < database->count; i++) {
        if (strcmp(database->prepared[i].text, text) == 0) { return database->prepared[i].statement; }
    }
    sqlite3_stmt *statement;
    if (database->count == most_statements
        || sqlite3_prepare_v3(database->connection, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL)) {
        return NULL;
    }
    database->prepared[database->count].text = strdup(text);
    database->prepared[database->count].statement = statement;
    database->count++;
    return statement;
}

char *database_text(database *database, const char *query) {
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(database->connection, query, -1, &statement, NULL)) { return NULL; }
    char *text = NULL;
    if (sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0)) {
        text = strdup((const char *)sqlite3_column_text(statement, 0));
    }
    sqlite3_finalize(statement);
    return text;
}

long database_read(database *database, const char *query) {
    static char copy[longest_text];
    sqlite3_stmt *statement = prepare(database, query);
    if (!statement) { return -1; }
    int columns = sqlite3_column_count(statement);
    long rows = 0;
    int code;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
        for (int i = 0; i < columns; i++) {
            if (sqlite3_column_type(statement, i) == SQLITE_INTEGER) {
                long long number = sqlite3_column_int64(statement, i);
                memcpy(copy, &number, sizeof number);
            } else {
                const void *text = sqlite3_column_text(statement, i);
                int length = sqlite3_column_bytes(statement, i);
                if (text && length <= longest_text) { memcpy(copy, text, length); }
            }
        }
        rows++;
    }
    sqlite3_reset(statement);
    return code == SQLITE_DONE ? rows : -1;
}

static void bind(sqlite3_stmt *statement, const database_statement *given) {
    for (int i = 0; i < given->count; i++) {
        const database_value *value = &given->values[i];
        if (value->text) {
            sqlite3_bind_text(statement, i + 3, value->text, -1, SQLITE_STATIC);
        } else {
            sqlite3_bind_int64(statement, i + 3, value->number);
        }
    }
}

static int run(sqlite3_stmt *const *statements, const database_statement *given, int count, long long number) {
    char id[40];
    // In no order, as ids are.
    snprintf(id, sizeof id, "%08llx-0000-4000-8000-%012llx", number * 2654435761 & 0xffffffff, number);
    for (int i = 0; i < count; i++) {
        int places = sqlite3_bind_parameter_count(statements[i]);
        if (places > 0) { sqlite3_bind_text(statements[i], 1, id, 36, SQLITE_STATIC); }
        if (places > 1) { sqlite3_bind_int64(statements[i], 2, number); }
        if (given) { bind(statements[i], &given[i]); }
        int code = sqlite3_step(statements[i]);
        sqlite3_reset(statements[i]);
        if (code != SQLITE_DONE) { return code; }
    }
    return SQLITE_OK;
}

int database_write(
    database *database, const database_statement *given, int count, int rows, int commits, int64_t first) {
    sqlite3_stmt *statements[most_statements];
    sqlite3_stmt *begin = prepare(database, "BEGIN IMMEDIATE"), *commit = prepare(database, "COMMIT");
    if (count > most_statements - 2 || !begin || !commit) { return SQLITE_ERROR; }
    for (int i = 0; i < count; i++) {
        statements[i] = prepare(database, given[i].text);
        if (!statements[i]) { return SQLITE_ERROR; }
    }
    int code = SQLITE_OK;
    while (commits-- > 0 && code == SQLITE_OK) {
        code = run(&begin, NULL, 1, 0);
        for (int row = 0; row < rows && code == SQLITE_OK; row++) { code = run(statements, given, count, first++); }
        if (code == SQLITE_OK) { code = run(&commit, NULL, 1, 0); }
    }
    return code;
}
