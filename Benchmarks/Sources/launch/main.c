/* Runs a program with its output thrown away, and prints its exit code, its nanoseconds from start to end, and the most
 * bytes it had in memory.
 *
 * A program of its own, as small as can be: to Linux the memory of a new process is at least that of the one it was started
 * from. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(int count, char **arguments) {
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    long long began = now();
    pid_t process;
    if (count < 2 || posix_spawnp(&process, arguments[1], &quiet, NULL, arguments + 1, environ)) { return 127; }
    int status;
    struct rusage usage;
    if (wait4(process, &status, 0, &usage) != process) { return 127; }
    printf("%d %lld %lld\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1, now() - began, usage.ru_maxrss * 1024LL);
    return 0;
}
