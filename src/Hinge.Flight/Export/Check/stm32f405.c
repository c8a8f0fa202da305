/* The check on an STM32F405: vectors, start, output by semihosting. No library. */
#include "policy.h"

typedef unsigned int word;

void check_run(void);
void check_say(const char *what, unsigned long value);
unsigned long check_instructions(const float *observation, float *action);
unsigned long check_stack(const float *observation, float *action);
void start(void);
void *memcpy(void *to, const void *from, unsigned int count);
void *memmove(void *to, const void *from, unsigned int count);

extern word stack_top;

static void trap(void);

__attribute__((section(".vectors"), used))
static const void *const vectors[16] = {
    &stack_top, (const void *)start, (const void *)trap, (const void *)trap, (const void *)trap, (const void *)trap,
    (const void *)trap
};

static int host(int operation, const void *argument)
{
    register int r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile ("bkpt 0xab" : "+r" (r0) : "r" (r1) : "memory");
    return r0;
}

static void leave(word reason)
{
    host(0x18, (const void *)reason);
    for (;;) {
    }
}

static void trap(void)
{
    leave(0x20023);
}

void check_say(const char *what, unsigned long value)
{
    char line[11] = " 00000000\n";
    int i;
    for (i = 8; i >= 1; i--, value >>= 4)
        line[i] = "0123456789abcdef"[value & 15];
    host(0x04, what);
    host(0x04, line);
}

/* The emulator runs one instruction every 64 ns; the timer, 24 bits, counts down at 168 MHz. */
static word elapsed(void (*call)(const float *, float *), const float *observation, float *action)
{
    volatile word *const timer = (volatile word *)0xe000e010;
    word before;
    timer[1] = 0xffffff;
    timer[2] = 0;
    timer[0] = 5;
    before = timer[2];
    call(observation, action);
    return (before - timer[2]) & 0xffffff;
}

__attribute__((noinline)) static void nothing(const float *observation, float *action)
{
    __asm__ volatile ("" : : "r" (observation), "r" (action));
}

unsigned long check_instructions(const float *observation, float *action)
{
    word spent = elapsed(hinge_policy, observation, action) - elapsed(nothing, observation, action);
    return (unsigned long)((unsigned long long)spent * 1000 / (64 * 168));
}

__attribute__((noinline)) unsigned long check_stack(const float *observation, float *action)
{
    enum { words = 1024, own = 64, mark = 0x5aa55aa5 };
    volatile word *here = (volatile word *)__builtin_frame_address(0) - own;
    int i;
    for (i = 0; i < words; i++)
        here[-i] = mark;
    hinge_policy(observation, action);
    for (i = words - 1; i > 0 && here[-i] == mark; i--) {
    }
    return (unsigned long)(4 * (i + 1 + own));
}

/* The compiler may call these for plain loops. */
void *memcpy(void *to, const void *from, unsigned int count)
{
    return memmove(to, from, count);
}

void *memmove(void *to, const void *from, unsigned int count)
{
    char *target = (char *)to;
    const char *source = (const char *)from;
    unsigned int i;
    if (target <= source) {
        for (i = 0; i < count; i++)
            target[i] = source[i];
    } else {
        for (i = count; i > 0; i--)
            target[i - 1] = source[i - 1];
    }
    return to;
}

/* The unit for numbers is off after a reset. */
void start(void)
{
    *(volatile word *)0xe000ed88 |= 0xfu << 20;
    __asm__ volatile ("dsb\n isb" : : : "memory");
    check_run();
    leave(0x20026);
}
